"""The rules of the service desk: when a request is due, when it rises, and what the answers took (事不过夜)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from statistics import median

CLOSING = time(22)  # the desk closes
LATE = time(20)  # what comes in after this is due the next day
NOON = time(12)
SOON = timedelta(hours=2)  # so long before its end an untaken request rises
TOP_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Course:
    """How a request went: when it was opened, first taken and done (None: not yet)."""

    opened_at: datetime
    taken_at: datetime | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What requests took. The medians are in minutes, None where nothing was taken or done.

    ``judged`` are those whose promise has been kept or has run out; ``kept`` were answered the same day.
    """

    requests: int
    done: int
    take_minutes: float | None
    done_minutes: float | None
    judged: int
    kept: int


def due_of(opened_at: datetime, zone: tzinfo) -> datetime:
    """By when a request must be answered: closing time of its day, noon of the next if it came after 20:00. In UTC."""
    local = opened_at.astimezone(zone)
    if local.time() > LATE:
        return datetime.combine(local.date() + timedelta(days=1), NOON, zone).astimezone(UTC)
    return datetime.combine(local.date(), CLOSING, zone).astimezone(UTC)


def level_at(now: datetime, *, due: datetime, taken: bool) -> int:
    """The level that an unfinished request has reached, 0 to 2; the same however often it is asked.

    Untaken: 1 from two hours before the end, 2 from the end. In hand: 1 from the end, 2 two hours later.
    """
    ends = due if taken else due - SOON
    return (now >= ends) + (now >= ends + SOON)


def same_day(course: Course, zone: tzinfo) -> bool:
    """Whether it was answered on its day, or by the noon that was promised to what came late in the evening."""
    if course.done_at is None:
        return False
    days = [moment.astimezone(zone).date() for moment in (course.opened_at, course.done_at)]
    return days[0] == days[1] or course.done_at <= due_of(course.opened_at, zone)


def sum_up(courses: Iterable[Course], *, now: datetime, zone: tzinfo) -> Figures:
    """The figures of some requests. What is still in its time is neither kept nor broken."""
    listed = list(courses)
    takes = [c.taken_at - c.opened_at for c in listed if c.taken_at is not None]
    ends = [c.done_at - c.opened_at for c in listed if c.done_at is not None]
    judged = [c for c in listed if c.done_at is not None or now > due_of(c.opened_at, zone)]
    return Figures(
        requests=len(listed),
        done=len(ends),
        take_minutes=_middle(takes),
        done_minutes=_middle(ends),
        judged=len(judged),
        kept=sum(same_day(c, zone) for c in judged),
    )


def _middle(times: list[timedelta]) -> float | None:
    return median(t.total_seconds() / 60 for t in times) if times else None
