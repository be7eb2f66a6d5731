"""In which slots somebody or something cannot be had: days off, opening hours, bookings of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo

from fangcun.park.contracts import KEEPING, BookingView, PersonView, SpaceView
from fangcun.shoot.contracts import Part

_DAY = 1440
_EARLY = 60  # a set that opens up to an hour into a part is open for it: make-up and building come first


class Slots:
    """The slots of ``days`` days from ``starts_on``, in the base's time zone."""

    def __init__(self, starts_on: date, *, days: int, parts: Sequence[Part], zone: tzinfo) -> None:
        self.starts_on, self.days, self.parts, self.zone = starts_on, days, tuple(parts), zone

    def day(self, index: int) -> date:
        """The date of a day."""
        return self.starts_on + timedelta(days=index)

    def of_day(self, index: int) -> range:
        """The slots of a day."""
        return range(index * len(self.parts), (index + 1) * len(self.parts))

    def bounds(self, slot: int) -> tuple[datetime, datetime]:
        """When a slot begins and ends (without overtime)."""
        part = self.parts[slot % len(self.parts)]
        midnight = datetime.combine(self.day(slot // len(self.parts)), datetime.min.time(), tzinfo=self.zone)
        start = midnight + timedelta(minutes=part.start)
        return start, start + timedelta(minutes=part.minutes)

    def touched(self, start: datetime, end: datetime) -> list[int]:
        """The slots that share time with the half-open interval."""
        first = max(0, (start.astimezone(self.zone).date() - self.starts_on).days - 1)
        last = min(self.days - 1, (end.astimezone(self.zone).date() - self.starts_on).days)
        found = []
        for day in range(first, last + 1):
            for slot in self.of_day(day):
                begins, ends = self.bounds(slot)
                if start < ends and begins < end:
                    found.append(slot)
        return found

    def of_dates(self, dates: Iterable[date]) -> set[int]:
        """All slots of ``dates``."""
        wanted = set(dates)
        return {s for d in range(self.days) if self.day(d) in wanted for s in self.of_day(d)}

    def outside(self, first: date | None, last: date | None) -> set[int]:
        """The slots before ``first`` and after ``last`` (inclusive bounds, None: open)."""
        return {
            s
            for d in range(self.days)
            if (first is not None and self.day(d) < first) or (last is not None and self.day(d) > last)
            for s in self.of_day(d)
        }


def space_closed(space: SpaceView, slots: Slots, bookings: Iterable[BookingView]) -> tuple[int, ...]:
    """Slots in which ``space`` cannot be used: shut, dark without leave for night work, or full of others' crews.

    A part is open if the space opens at most an hour after its start and closes no earlier than it ends.
    """
    shut = {i for i, part in enumerate(slots.parts) if not _is_open(space, part) or (part.night and not space.night)}
    closed = {s for d in range(slots.days) for s in slots.of_day(d) if s % len(slots.parts) in shut}
    held: dict[int, int] = {}
    for booking in bookings:
        if booking.resource_id == space.id and booking.state in KEEPING:
            for slot in slots.touched(booking.start, booking.end):
                held[slot] = held.get(slot, 0) + booking.quantity
    closed.update(slot for slot, count in held.items() if count >= space.capacity)
    return tuple(sorted(closed))


def _is_open(space: SpaceView, part: Part) -> bool:
    start, end = part.start, part.start + part.minutes
    return any(space.opens <= start + shift + _EARLY and end + shift <= space.closes for shift in (0, _DAY))


def person_away(person: PersonView, slots: Slots, bookings: Iterable[BookingView]) -> tuple[int, ...]:
    """Slots in which ``person`` cannot be had: days off, weekdays off, bookings of others."""
    away = slots.of_dates(person.days_off)
    for day in range(slots.days):
        if slots.day(day).weekday() in person.weekdays_off:
            away.update(slots.of_day(day))
    for booking in bookings:
        if booking.resource_id == person.id and booking.state in KEEPING:
            away.update(slots.touched(booking.start, booking.end))
    return tuple(sorted(away))


def stock_taken(pool: frozenset[int], slots: Slots, bookings: Iterable[BookingView]) -> tuple[tuple[int, int], ...]:
    """(slot, count) that others hold of a pool of stocks."""
    held: dict[int, int] = {}
    for booking in bookings:
        if booking.resource_id in pool and booking.state in KEEPING:
            for slot in slots.touched(booking.start, booking.end):
                held[slot] = held.get(slot, 0) + booking.quantity
    return tuple(sorted(held.items()))
