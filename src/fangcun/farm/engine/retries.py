"""What is tried again, how often, and after how long."""

from __future__ import annotations

from datetime import timedelta

from fangcun.kit.errors import FangcunError, Kind

MOST_ATTEMPTS = 3
FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=5)


def is_retryable(error: BaseException) -> bool:
    """Whether the same work may succeed another time: outside trouble may, wrong inputs and bugs will not."""
    if isinstance(error, FangcunError):
        return error.kind in (Kind.BUSY, Kind.UPSTREAM)
    return isinstance(error, (OSError, MemoryError))


def wait_before(attempt: int) -> timedelta:
    """The pause after ``attempt`` (from 1) failed: doubled each time, bounded."""
    return min(FIRST_WAIT * (1 << min(attempt - 1, 20)), LONGEST_WAIT)
