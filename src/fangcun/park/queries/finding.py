"""What fits a wish in words: spaces, people and kit, with what is free of them on the days asked for.

What the base has is read whole and kept in the process, because a wish is matched against all of it. A stamp of the
rows, read at every wish, says when it must be read anew; bookings are never kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from statistics import median
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.park.contracts import CrewView, PersonView, ResourceKind, SpaceView
from fangcun.park.engine.finding import figures
from fangcun.park.engine.finding.kit import KitLine, KitTake, KitWish, check_kit, read_kit_wish, takes_of
from fangcun.park.engine.finding.matching import HORIZON, find_spaces
from fangcun.park.engine.finding.matching_people import find_people
from fangcun.park.engine.finding.reading import read_person_wish, read_space_wish
from fangcun.park.engine.finding.wishes import Chip, Field, Hit, Wish
from fangcun.park.engine.occupancy import Interval, peak
from fangcun.park.models import Booking, Resource
from fangcun.park.permissions import SEE
from fangcun.park.queries.bookings import free, intervals_of, keeping
from fangcun.park.queries.resources import bundles
from fangcun.park.queries.whole import all_people, all_spaces, all_stock

T = TypeVar("T")
V = TypeVar("V", SpaceView, PersonView)
Stamp = tuple[object, ...]

LIMIT = 20
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """What was found: how the wish was read, the days it was looked for, and the hits with what they stand for.

    ``dropped`` are the chips that were read but did not count.
    """

    wish: Wish
    dropped: tuple[Chip, ...]
    start: date
    days: int
    hits: tuple[tuple[Hit, V], ...]


@dataclass(frozen=True, slots=True)
class FoundKit:
    """What an order of kit comes to: its lines, all that they take, and the price of it in fen."""

    wish: KitWish
    dropped: tuple[Chip, ...]
    start: date
    days: int
    lines: tuple[KitLine, ...]
    takes: tuple[KitTake, ...]
    price: int


def search_spaces(
    actor: Actor | None,
    text: str,
    *,
    without: frozenset[str] = NOTHING,
    start: date | None = None,
    days: int | None = None,
    crew: CrewView | None = None,
    limit: int = LIMIT,
) -> Found[SpaceView]:
    """The spaces that fit a wish, best first; nothing for a wish that says nothing.

    ``without`` are the keys of chips that do not count. ``start`` and ``days`` overrule what the wish says; without
    either it is one day, today. What is open and free of charge follows from ``crew``. Raises ``denied``.
    """
    who, today = require(actor, SEE), _today()
    read = read_space_wish(text, today=today)
    wish, dropped = _with_length(read.without(without), days), _dropped(read, without)
    first = start or wish.start or today
    if not wish.chips:
        return Found(wish, dropped, first, wish.days, ())
    spaces = _kept(who, "spaces", lambda: all_spaces(who))
    busy = _busy(who, ResourceKind.SPACE, {s.id: s.capacity for s in spaces}, first, wish.days)
    kind = crew.kind if crew else ""
    hits = find_spaces(wish, spaces, start=first, busy=busy, point=centre(spaces), crew_kind=kind, limit=limit)
    by_id = {s.id: s for s in spaces}
    return Found(wish, dropped, first, wish.days, tuple((hit, by_id[hit.id]) for hit in hits))


def search_people(
    actor: Actor | None,
    text: str,
    *,
    without: frozenset[str] = NOTHING,
    start: date | None = None,
    days: int | None = None,
    limit: int = LIMIT,
) -> Found[PersonView]:
    """The people who fit a wish, best first; as ``search_spaces``. Raises ``denied``."""
    who, today = require(actor, SEE), _today()
    read = read_person_wish(text, today=today)
    wish, dropped = _with_length(read.without(without), days), _dropped(read, without)
    first = start or wish.start or today
    if not wish.chips:
        return Found(wish, dropped, first, wish.days, ())
    people = _kept(who, "people", lambda: all_people(who))
    busy = _busy(who, ResourceKind.PERSON, {}, first, wish.days)
    hits = find_people(wish, people, start=first, busy=busy, limit=limit)
    by_id = {p.id: p for p in people}
    return Found(wish, dropped, first, wish.days, tuple((hit, by_id[hit.id]) for hit in hits))


def search_kit(
    actor: Actor | None,
    text: str,
    *,
    without: frozenset[str] = NOTHING,
    start: date | None = None,
    days: int | None = None,
) -> FoundKit:
    """What an order of kit comes to on the days asked for. Raises ``denied``."""
    who, today = require(actor, SEE), _today()
    read = read_kit_wish(text, today=today)
    wish = read.without(without) if days is None else replace(read.without(without), days=days)
    first = start or wish.start or today
    stocks = _kept(who, "stock", lambda: all_stock(who)) if wish.items else ()
    left = free(who, [s.id for s in stocks], *span_of(first, wish.days)) if stocks else {}
    lines = tuple(check_kit(wish, stocks, bundles(who), free=left)) if wish.items else ()
    takes = takes_of(lines)
    rates = {s.id: s.day_rate for s in stocks}
    price = sum(rates[t.stock_id] * t.count for t in takes) * wish.days
    return FoundKit(wish, _dropped(read, without), first, wish.days, lines, takes, price)


def centre(spaces: tuple[SpaceView, ...]) -> tuple[float, float] | None:
    """Where distances are measured from: the middle of the base, which a far mountain does not move."""
    known = [s.position for s in spaces if s.position is not None]
    return (median(p[0] for p in known), median(p[1] for p in known)) if known else None


def span_of(first: date, days: int) -> tuple[datetime, datetime]:
    """Whole days at the base, as the moments they begin and end."""
    start = timezone.make_aware(datetime.combine(first, time()))
    return start, timezone.make_aware(datetime.combine(first + timedelta(days=days), time()))


def forget() -> None:
    """Drop all that is kept."""
    with _lock:
        _all_kept.clear()


_lock = Lock()
_all_kept: dict[tuple[str, int, str], tuple[Stamp, object]] = {}
MOST_KEPT = 24  # things of tenants; one tenant at full size takes about 30 MB


def _dropped(read: Wish | KitWish, without: frozenset[str]) -> tuple[Chip, ...]:
    return tuple(chip for chip in read.chips if chip.key in without)


def _with_length(wish: Wish, days: int | None) -> Wish:
    """The wish for so many days; what says nothing still says nothing."""
    if days is None or not wish.chips:
        return wish
    others = tuple(chip for chip in wish.chips if chip.field is not Field.DAYS)
    return replace(wish, chips=(*others, figures.days(days)) if days > 1 or not others else others)


def _kept(actor: Actor, name: str, read: Callable[[], T]) -> T:
    """What the base has, as last read, unless its rows have changed since."""
    key = (str(connection.settings_dict["NAME"]), actor.tenant_id, name)
    stamp = _stamp(actor)
    with _lock:
        known = _all_kept.get(key)
    if known is not None and known[0] == stamp:
        return known[1]  # type: ignore[return-value]  # the key says what it is
    found = read()
    with _lock:
        _all_kept.pop(key, None)
        while len(_all_kept) >= MOST_KEPT:
            del _all_kept[next(iter(_all_kept))]
        _all_kept[key] = (stamp, found)
    return found


def _stamp(actor: Actor) -> Stamp:
    """Something that changes whenever a row does; and every day, because minors grow up."""
    rows = Resource.objects.of(actor.tenant_id)
    seen = rows.aggregate(
        n=Count("pk"),
        at=Max("updated_at"),
        last=Max("pk"),
        used=Count("pk", filter=Q(active=True)),
        sum=Sum("day_rate"),
    )
    return (_today(), *seen.values())


def _busy(
    actor: Actor, kind: ResourceKind, counts: Mapping[int, int], first: date, days: int
) -> dict[int, frozenset[date]]:
    """The days on which nothing is left, by resource; of what ``counts`` does not name there is one."""
    length = HORIZON + days + 1
    start, end = span_of(first, length)
    rows = Booking.objects.of(actor.tenant_id).filter(
        keeping(clock.now()), resource__kind=kind.value, start__lt=end, end__gt=start
    )
    calendar = [(first + timedelta(days=n), *span_of(first + timedelta(days=n), 1)) for n in range(length)]
    taken: dict[int, frozenset[date]] = {}
    for pk, loads in intervals_of(rows).items():
        taken[pk] = frozenset(day for day, a, b in calendar if _full(loads, a, b, counts.get(pk, 1)))
    return taken


def _full(loads: list[Interval], start: datetime, end: datetime, count: int) -> bool:
    touching = [load for load in loads if load[0] < end and load[1] > start]
    return bool(touching) and peak(touching, start=start, end=end) >= count


def _today() -> date:
    return timezone.localdate(clock.now())
