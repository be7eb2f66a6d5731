"""Working time: how much of a promise is used up, and when it will be. Days off count nothing.

A working day counts as 24 hours, so that "5 working days" ends at the same time of day as it began and a pause is
subtracted to the second. The law lets a period begin on the next day (民法典 art. 201): this promise is the stricter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "calendar.toml"
_DAY = timedelta(days=1)
_LONGEST = 400  # days looked ahead; longer promises than a year are not made

Runs = Iterable[tuple[datetime, datetime | None]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked. ``known`` are the years that the State Council has announced."""

    rest: frozenset[date]
    work: frozenset[date]
    statutory: frozenset[str]
    known: frozenset[int]

    def works(self, day: date) -> bool:
        """Whether ``day`` is a working day; in a year not announced yet, weekdays but for the statutory days."""
        if day in self.work:
            return True
        if day in self.rest or (day.year not in self.known and f"{day:%m-%d}" in self.statutory):
            return False
        return day.weekday() < 5


@cache
def calendar() -> Calendar:
    """The State Council's calendar as ``data/calendar.toml`` holds it, with its sources."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    years = table["years"]
    return Calendar(
        rest=frozenset(day for year in years for span in year["rest"] for day in _days(span)),
        work=frozenset(date.fromisoformat(day) for year in years for day in year["work"]),
        statutory=frozenset(table["statutory"]["days"]),
        known=frozenset(year["year"] for year in years),
    )


def spent(runs: Runs, *, now: datetime, zone: tzinfo) -> timedelta:
    """The working time within ``runs`` (from, to; None: still running) up to ``now``."""
    return sum((worked(start, end or now, zone=zone) for start, end in runs), timedelta())


def worked(start: datetime, end: datetime, *, zone: tzinfo) -> timedelta:
    """The working time from ``start`` to ``end``; nothing when it ends before it starts."""
    total = timedelta()
    for begins, ends in _stretches(start, end, zone):
        total += ends - begins
    return total


def due(runs: Runs, *, promise: timedelta, zone: tzinfo) -> datetime | None:
    """When the promise runs out if the clock goes on running, in UTC; None while it stands still."""
    spans = list(runs)
    if not spans or spans[-1][1] is not None:
        return None
    start = spans[-1][0]
    left = promise - spent(spans[:-1], now=start, zone=zone)
    return after(start, left, zone=zone)


def after(start: datetime, length: timedelta, *, zone: tzinfo) -> datetime:
    """The moment when ``length`` of working time has passed since ``start``, in UTC; ``start`` when none is left."""
    left = length
    moment = start
    if left <= timedelta():
        return start.astimezone(UTC)
    for begins, ends in _stretches(start, start + _DAY * _LONGEST, zone):
        if ends - begins >= left:
            return (begins + left).astimezone(UTC)
        left -= ends - begins
        moment = ends
    return moment.astimezone(UTC)


def provisional(moment: datetime, *, zone: tzinfo) -> bool:
    """Whether ``moment`` lies in a year whose working days are not announced yet, so that it may still move."""
    return moment.astimezone(zone).year not in calendar().known


def _stretches(start: datetime, end: datetime, zone: tzinfo) -> Iterable[tuple[datetime, datetime]]:
    """The parts of a span that lie in working days, in order, in UTC."""
    held = calendar()
    begins, last = start.astimezone(UTC), end.astimezone(UTC)
    while begins < last:
        day = begins.astimezone(zone).date()
        midnight = datetime.combine(day + _DAY, datetime.min.time(), zone).astimezone(UTC)
        ends = min(midnight, last)
        if held.works(day):
            yield begins, ends
        begins = ends


def _days(span: str) -> Iterable[date]:
    first, _, last = span.partition("/")
    day, end = date.fromisoformat(first), date.fromisoformat(last or first)
    while day <= end:
        yield day
        day += _DAY
