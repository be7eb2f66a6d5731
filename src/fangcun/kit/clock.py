"""The one place that reads the time. Engines are given ``now``; services call ``clock.now()``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed_now", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC; the fixed one inside ``frozen``."""
    return _fixed.get() or datetime.now(UTC)


@contextmanager
def frozen(moment: datetime) -> Iterator[datetime]:
    """Hold the clock still at ``moment`` (aware) for tests and replays."""
    token = _fixed.set(moment)
    try:
        yield moment
    finally:
        _fixed.reset(token)
