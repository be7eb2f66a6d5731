"""The one place that sets up compilation: engines take ``compiled`` from here, never numba itself.

Compiled code is kept in ``var/cache/numba`` (``NUMBA_CACHE_DIR`` says otherwise), so that only the first call ever on a
machine pays for the compiler. Where nothing can be written the work goes on, compiled anew in each process.

numba asks only whether the file of the outermost function has changed, not those of what it calls; a compiled
function holds its callees' code. So the folder is named by a digest of all sources that are compiled.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

_VARIABLE = "NUMBA_CACHE_DIR"
_ROOT = Path(__file__).resolve().parents[4]
_SOURCES = ("compiled.py", "planner/*.py", "talent/*.py")


def version() -> str:
    """A digest of every source that is compiled; another one after any change of theirs."""
    engine = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    for file in sorted(file for pattern in _SOURCES for file in engine.glob(pattern)):
        data = file.read_bytes()
        digest.update(f"{file.relative_to(engine).as_posix()}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:16]


def find_cache() -> Path | None:
    """The first folder that can be written: the one asked for, Fangcun's home, the temporary folder; else None."""
    asked = os.environ.get(_VARIABLE)
    home = Path(os.environ.get("FANGCUN_HOME") or _ROOT / "var") / "cache" / "numba"
    spare = Path(tempfile.gettempdir()) / f"fangcun-numba-{_user()}"
    name = version()
    for folder in ([Path(asked)] if asked else []) + [home, spare]:
        # A process that was started by one of ours was told the whole name already.
        whole = folder if folder.name == name else folder / name
        if _can_write(whole):
            return whole
    return None


def _can_write(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return False
    # Compiled code is run: a folder that somebody else laid in a shared place is not to be trusted.
    return not hasattr(os, "getuid") or folder.stat().st_uid in (os.getuid(), 0)


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")


CACHE = find_cache()
if CACHE is not None:
    os.environ[_VARIABLE] = str(CACHE)

import numba  # noqa: E402 - numba reads its cache folder from the environment when it is imported

if CACHE is not None:
    # Somebody may have imported numba before us.
    _settings: Any = numba.config
    _settings.CACHE_DIR = str(CACHE)


def compiled(function: F) -> F:
    """``function`` compiled at its first call for the types it is called with, kept on disk, free of the GIL.

    Without the GIL threads run at the same time; what they share must be theirs alone to write.
    """
    return cast(F, numba.njit(cache=CACHE is not None, nogil=True)(function))


def is_warm(*functions: Callable[..., Any]) -> bool:
    """Whether each of ``functions`` has been compiled in this process or lies in the cache of this machine.

    An answer of False only means that the first call takes the compiler's seconds; it is worth telling a person.
    """
    return all(_is_warm(function) for function in functions)


def _is_warm(function: Callable[..., Any]) -> bool:
    if getattr(function, "signatures", None):
        return True
    if CACHE is None:
        return False
    source = Path(function.__code__.co_filename)
    index = f"{source.stem}.{function.__qualname__}-{function.__code__.co_firstlineno}.*.nbi"
    newest = max((found.stat().st_mtime for found in CACHE.glob(f"*/{index}")), default=0.0)
    return newest > source.stat().st_mtime
