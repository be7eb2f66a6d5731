"""Errors for people: what is wrong, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of answer a refusal is. Every edge (HTTP, page, command line) reads it from here."""

    INVALID = "invalid"
    NOT_FOUND = "not_found"
    DENIED = "denied"
    CONFLICT = "conflict"
    BUSY = "busy"
    UPSTREAM = "upstream"


HTTP_STATUS: dict[Kind, int] = {
    Kind.INVALID: 422,
    Kind.NOT_FOUND: 404,
    Kind.DENIED: 403,
    Kind.CONFLICT: 409,
    Kind.BUSY: 503,
    Kind.UPSTREAM: 502,
}

# Exit codes follow sysexits.h, so that shells and schedulers can tell "your file" from "try again".
EXIT_CODE: dict[Kind, int] = {
    Kind.INVALID: 65,
    Kind.NOT_FOUND: 66,
    Kind.DENIED: 77,
    Kind.CONFLICT: 73,
    Kind.BUSY: 75,
    Kind.UPSTREAM: 69,
}


class FangcunError(Exception):
    """A refusal that a person can act on.

    ``code`` is stable and for machines (``script.encrypted``); ``message`` is for the reader and says what is
    wrong, where, and what to do; ``data`` holds the particulars that a caller may want to show on its own.
    """

    def __init__(self, code: str, kind: Kind, message: str, **data: Any) -> None:
        super().__init__(message)
        self.code = code
        self.kind = kind
        self.message = message
        self.data = data

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross process borders (workers); the default would lose the keyword arguments.
        return (_rebuild, (self.code, self.kind, self.message, self.data))


def _rebuild(code: str, kind: Kind, message: str, data: dict[str, Any]) -> FangcunError:
    return FangcunError(code, kind, message, **data)


class Severity(StrEnum):
    """How much a problem matters: an error makes its item unusable, a warning wants a look, info only tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one item of many; the work goes on.

    ``line`` and ``column`` count from 1 and are None when the item has no lines. ``excerpt`` is what stands there,
    ``proposal`` is what the reader could write or do instead.
    """

    code: str
    severity: Severity
    message: str
    line: int | None = None
    column: int | None = None
    excerpt: str = ""
    proposal: str = ""
    data: dict[str, Any] = field(default_factory=dict)
