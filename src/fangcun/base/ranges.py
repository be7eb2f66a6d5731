"""Byte ranges of HTTP, as RFC 9110 §14 has them: one range is honoured, several are answered whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SINGLE = re.compile(r"bytes\s*=\s*(?:([0-9]{1,18})-([0-9]{0,18})|-([0-9]{1,18}))\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """The number of bytes."""
        return self.last - self.first + 1


class UnsatisfiableError(ValueError):
    """The range lies beyond the end: the answer is 416."""


def wanted(header: str | None, *, size: int) -> Span | None:
    """The part that a ``Range`` header asks for; None for the whole.

    A header of another unit, with several ranges or without sense is ignored, as RFC 9110 §14.2 allows. A range
    that ends beyond the end is cut there. Raises UnsatisfiableError when nothing of the range exists.
    """
    match = _SINGLE.fullmatch(header.strip()) if header else None
    if match is None:
        return None
    first, last, suffix = match.groups()
    if suffix is not None:
        if int(suffix) == 0 or size == 0:
            raise UnsatisfiableError
        return Span(max(0, size - int(suffix)), size - 1)
    start = int(first)
    if last and int(last) < start:
        return None
    if start >= size:
        raise UnsatisfiableError
    return Span(start, min(int(last), size - 1) if last else size - 1)


def names(header: str, etag: str) -> bool:
    """Whether an ``If-None-Match`` header names ``etag`` (weak comparison, RFC 9110 §13.1.2)."""
    tags = (tag.strip().removeprefix("W/") for tag in header.split(","))
    return header.strip() == "*" or etag in tags
