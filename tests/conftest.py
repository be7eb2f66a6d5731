"""What all tests share: a home of their own, the demo's plain HTTP, a real PostgreSQL where one is asked for."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Set before Django reads its settings: tests never touch the user's own home folder.
_HOME = Path(tempfile.mkdtemp(prefix="fangcun-test-"))
os.environ.setdefault("FANGCUN_MODE", "demo")
os.environ["FANGCUN_HOME"] = str(_HOME)
os.environ.setdefault("FANGCUN_SECRET_KEY", "only for tests")


def pytest_unconfigure() -> None:
    """Take the home folder away again."""
    import shutil

    shutil.rmtree(_HOME, ignore_errors=True)
