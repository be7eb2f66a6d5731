"""A week of a resource, drawn: a strip of twenty-four hours for each day, and what lies on it in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.park import api
from fangcun.park.contracts import BookingView
from fangcun.park.engine.occupancy import profile

DAY = 1440


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a day's strip in minutes and per cent of the height; ``state`` is a class of the style sheet."""

    x: int
    width: int
    y: int
    height: int
    state: str


@dataclass(frozen=True, slots=True)
class Line:
    """A booking in words: from, until (of that day), what it is."""

    start: str
    end: str
    booking: BookingView


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week: its date, its strip, its bookings."""

    date: date
    today: bool
    bars: list[Bar]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday, with the Mondays before and after."""

    days: list[Day]
    before: date
    after: date

    @property
    def first(self) -> date:
        """Its Monday."""
        return self.days[0].date


def week_of(actor: Actor, resource_id: int, *, count: int, asked: str) -> Week:
    """The week of the day ``asked`` (ISO, else today's) of one resource of which there are ``count``."""
    today = timezone.localdate(clock.now())
    try:
        day = date.fromisoformat(asked) if asked else today
    except ValueError:
        day = today
    monday = day - timedelta(days=day.weekday())
    start, end = _midnight(monday), _midnight(monday + timedelta(days=7))
    found = api.booked(actor, start=start, end=end, resource_ids=[resource_id])
    days = [_day(monday + timedelta(days=n), today, found, count) for n in range(7)]
    return Week(days, monday - timedelta(days=7), monday + timedelta(days=7))


def _day(day: date, today: date, found: tuple[BookingView, ...], count: int) -> Day:
    start, end = _midnight(day), _midnight(day + timedelta(days=1))
    here = [b for b in found if b.start < end and b.end > start]
    if count == 1:
        bars = [Bar(*_across(b.start, b.end, start, end), 0, 100, b.state.value) for b in here]
    else:
        steps = profile([(b.start, b.end, b.quantity) for b in here], start=start, end=end)
        bars = [_step(since, until, load, count, start, end) for since, until, load in steps if load]
    return Day(day, day == today, bars, [_line(b, start, end) for b in here])


def _step(since: datetime, until: datetime, load: int, count: int, start: datetime, end: datetime) -> Bar:
    height = max(4, min(100, round(100 * load / max(1, count))))
    return Bar(*_across(since, until, start, end), 100 - height, height, "full" if load >= count else "confirmed")


def _across(since: datetime, until: datetime, start: datetime, end: datetime) -> tuple[int, int]:
    x = max(0, int((since - start).total_seconds() // 60))
    return x, max(6, min(DAY, int((min(until, end) - start).total_seconds() // 60)) - x)


def _line(b: BookingView, start: datetime, end: datetime) -> Line:
    since, until = timezone.localtime(max(b.start, start)), timezone.localtime(min(b.end, end))
    return Line(f"{since:%H:%M}", "24:00" if b.end >= end else f"{until:%H:%M}", b)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
