"""The name of content: the same bytes, or the same plain data, have the same name everywhere."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

Digest = str
"""A SHA-256 in 64 lower-case hexadecimal digits."""


def of_bytes(data: bytes) -> Digest:
    """The digest of ``data``."""
    return hashlib.sha256(data).hexdigest()


def of_file(path: Path) -> Digest:
    """The digest of a file's bytes, read in pieces."""
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def plain(value: Any) -> Any:
    """``value`` as data that JSON can hold: dataclasses as dicts, enums as their values, sets refused.

    Floats are kept as they are: engines round before they hash. Raises TypeError for what has no plain form.
    """
    if value is None or isinstance(value, (str, int, float)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Enum):
        return plain(value.value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise TypeError(f"no plain form for {type(value).__name__}")


def canonical(value: Any) -> bytes:
    """``value`` in its one JSON form: sorted keys, no spaces, UTF-8."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def of_data(value: Any) -> Digest:
    """The digest of plain data; equal data have equal digests whatever the order of their keys."""
    return of_bytes(canonical(value))
