"""How full a thing is: loads of half-open intervals, where they are highest, and when there is room.

An interval is (start, end, quantity), end excluded. A thing that one crew holds at a time has a count of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Interval = tuple[datetime, datetime, int]


def peak(intervals: Iterable[Interval], *, start: datetime, end: datetime) -> int:
    """The highest load between ``start`` and ``end``; 0 where nothing lies."""
    load = most = 0
    for _, change in _changes(intervals, start, end):
        load += change
        most = max(most, load)
    return most


def profile(intervals: Iterable[Interval], *, start: datetime, end: datetime) -> list[Interval]:
    """The load as steps that cover ``start`` to ``end`` without a gap, each (from, until, load)."""
    steps: list[Interval] = []
    at, load = start, 0
    for moment, change in _changes(intervals, start, end):
        if moment > at:
            steps.append((at, moment, load))
            at = moment
        load += change
    if at < end:
        steps.append((at, end, load))
    return steps


def nearest_free(
    intervals: Sequence[Interval],
    *,
    start: datetime,
    end: datetime,
    quantity: int,
    count: int,
    earliest: datetime,
    latest: datetime,
) -> datetime | None:
    """The start nearest to ``start`` at which ``quantity`` is free for as long as from ``start`` to ``end``.

    Only times from ``earliest`` until ``latest`` count; the later of two equally near ones loses. None: no room.
    """
    length = end - start
    # Room begins where something ends, and ends where something starts: no other moments can be nearest.
    candidates = {start, *(i[1] for i in intervals), *(i[0] - length for i in intervals)}
    fitting = [c for c in candidates if c >= earliest and c + length <= latest]
    for candidate in sorted(fitting, key=lambda c: (abs(c - start), c)):
        if peak(intervals, start=candidate, end=candidate + length) + quantity <= count:
            return candidate
    return None


def overfull(intervals: Sequence[Interval], *, count: int) -> list[tuple[datetime, datetime]]:
    """The stretches in which the load passes ``count``, joined where they touch."""
    if not intervals:
        return []
    first, last = min(i[0] for i in intervals), max(i[1] for i in intervals)
    found: list[tuple[datetime, datetime]] = []
    for since, until, load in profile(intervals, start=first, end=last):
        if load <= count:
            continue
        if found and found[-1][1] == since:
            found[-1] = (found[-1][0], until)
        else:
            found.append((since, until))
    return found


def busy_time(intervals: Iterable[Interval], *, start: datetime, end: datetime, count: int) -> timedelta:
    """Piece-time in use between ``start`` and ``end``: each piece and moment once, at most ``count`` pieces."""
    steps = profile(intervals, start=start, end=end)
    return sum(((until - since) * min(load, count) for since, until, load in steps), timedelta())


def _changes(intervals: Iterable[Interval], start: datetime, end: datetime) -> list[tuple[datetime, int]]:
    """What comes and goes between two moments, in order; what goes at a moment goes before what comes at it."""
    changes: list[tuple[datetime, int]] = []
    for since, until, quantity in intervals:
        if since < end and until > start:
            changes.append((max(since, start), quantity))
            if until < end:
                changes.append((until, -quantity))
    changes.sort(key=lambda c: (c[0], c[1]))
    return changes
