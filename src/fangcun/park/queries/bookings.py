"""Reads of the bookings: who holds what when, what is free, how full the base is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import KEEPING, BookingState, BookingView, Load, Page, ResourceKind
from fangcun.park.engine.occupancy import Interval, busy_time, peak
from fangcun.park.models import Booking, Resource
from fangcun.park.permissions import SEE

V = TypeVar("V")
CHUNK = 5_000  # names in one query: below SQLite's limit of 32,766 variables
SIZE = 50
KEEPING_VALUES = tuple(state.value for state in KEEPING)


def keeping(now: datetime) -> Q:
    """Bookings that keep others out at ``now``: a hold whose time has run out does not, even before it is marked."""
    lasting = Q(held_until__isnull=True) | Q(held_until__gt=now) | ~Q(state=BookingState.HELD.value)
    return Q(state__in=KEEPING_VALUES) & lasting


def booked(
    actor: Actor | None,
    *,
    start: datetime,
    end: datetime,
    resource_ids: Collection[int] | None = None,
    crew_ids: Collection[int] | None = None,
) -> tuple[BookingView, ...]:
    """The bookings that keep others out and touch ``start`` to ``end``, by time; of some resources or crews only."""
    who = require(actor, SEE)
    rows = Booking.objects.of(who.tenant_id).filter(keeping(clock.now()), start__lt=end, end__gt=start)
    if crew_ids is not None:
        rows = rows.filter(crew_id__in=list(crew_ids))
    if resource_ids is None:
        found = [booking_view(row) for row in _joined(rows)]
    else:
        found = [booking_view(row) for ids in chunks(resource_ids) for row in _joined(rows.filter(resource_id__in=ids))]
    return tuple(sorted(found, key=lambda b: (b.start, b.resource_id, b.id)))


def free(actor: Actor | None, resource_ids: Collection[int], start: datetime, end: datetime) -> dict[int, int]:
    """How much of each resource is free all the time from ``start`` until ``end``; 0 for what is taken or retired.

    Ids of other tenants are left out.
    """
    who = require(actor, SEE)
    rows = Booking.objects.of(who.tenant_id).filter(keeping(clock.now()), start__lt=end, end__gt=start)
    answer: dict[int, int] = {}
    for ids in chunks(resource_ids):
        loads = intervals_of(rows.filter(resource_id__in=ids))
        resources = Resource.objects.of(who.tenant_id).filter(pk__in=ids).values_list("pk", "count", "active")
        for pk, count, active in resources:
            answer[pk] = max(0, count - peak(loads.get(pk, ()), start=start, end=end)) if active else 0
    return answer


def bookings(
    actor: Actor | None,
    *,
    crew_id: int | None = None,
    resource_id: int | None = None,
    states: Collection[BookingState] = (),
    kind: ResourceKind | None = None,
    start: datetime | None = None,
    end: datetime | None = None,
    number: int = 1,
    size: int = SIZE,
) -> Page[BookingView]:
    """A page of the bookings of the tenant by start, whatever their state."""
    rows = Booking.objects.of(require(actor, SEE).tenant_id)
    if crew_id is not None:
        rows = rows.filter(crew_id=crew_id)
    if resource_id is not None:
        rows = rows.filter(resource_id=resource_id)
    if states:
        rows = rows.filter(state__in=[s.value for s in states])
    if kind is not None:
        rows = rows.filter(resource__kind=kind.value)
    if start is not None:
        rows = rows.filter(end__gt=start)
    if end is not None:
        rows = rows.filter(start__lt=end)
    total = rows.count()
    number = min(max(1, number), max(1, -(-total // size)))
    found = _joined(rows).order_by("start", "id")[(number - 1) * size : number * size]
    return Page(tuple(booking_view(row) for row in found), total, number, size)


def booking(actor: Actor | None, booking_id: int) -> BookingView:
    """One booking. Raises ``booking.missing``, also for other tenants'."""
    row = _joined(Booking.objects.of(require(actor, SEE).tenant_id).filter(pk=booking_id)).first()
    if row is None:
        raise missing_bookings([booking_id])
    return booking_view(row)


def lapsing(actor: Actor | None, *, within: timedelta) -> tuple[BookingView, ...]:
    """The holds that run out soon unless somebody confirms them, the most urgent first."""
    now = clock.now()
    rows = Booking.objects.of(require(actor, SEE).tenant_id).filter(
        state=BookingState.HELD.value, held_until__gt=now, held_until__lte=now + within
    )
    return tuple(booking_view(row) for row in _joined(rows).order_by("held_until", "id")[:SIZE])


def load(actor: Actor | None, *, start: datetime, end: datetime) -> tuple[Load, ...]:
    """How much of each kind is in use between two moments."""
    who = require(actor, SEE)
    rows = Booking.objects.of(who.tenant_id).filter(keeping(clock.now()), start__lt=end, end__gt=start)
    loads = intervals_of(rows)
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0, 0.0, 0.0])
    for pk, kind, count in Resource.objects.of(who.tenant_id).filter(active=True).values_list("pk", "kind", "count"):
        of_kind = sums[kind]
        of_kind[0] += 1
        of_kind[2] += count * (end - start).total_seconds()
        if pk in loads:
            of_kind[1] += 1
            of_kind[3] += busy_time(loads[pk], start=start, end=end, count=count).total_seconds()
    return tuple(
        Load(kind, int(sums[kind][0]), int(sums[kind][1]), sums[kind][3] / sums[kind][2] if sums[kind][2] else 0.0)
        for kind in ResourceKind
    )


def intervals_of(rows: QuerySet[Booking]) -> dict[int, list[Interval]]:
    """The bookings of a query as intervals by resource."""
    found: dict[int, list[Interval]] = defaultdict(list)
    for pk, start, end, quantity in rows.values_list("resource_id", "start", "end", "quantity"):
        found[pk].append((start, end, quantity))
    return found


def booking_view(row: Booking) -> BookingView:
    """A row, with its resource and crew at hand, as other rooms see it."""
    return BookingView(
        id=row.pk,
        resource_id=row.resource_id,
        resource_name=row.resource.name,
        resource_kind=ResourceKind(row.resource.kind),
        crew_id=row.crew_id,
        crew_name=row.crew.name,
        start=row.start,
        end=row.end,
        quantity=row.quantity,
        state=BookingState(row.state),
        held_until=row.held_until,
        purpose=row.purpose,
        source=row.source,
    )


def views_of(actor: Actor, booking_ids: Iterable[int]) -> tuple[BookingView, ...]:
    """Bookings by their ids, in that order."""
    wanted = list(booking_ids)
    rows = Booking.objects.of(actor.tenant_id)
    found = {row.pk: booking_view(row) for ids in chunks(wanted) for row in _joined(rows.filter(pk__in=ids))}
    return tuple(found[pk] for pk in wanted)


def missing_bookings(ids: Collection[int]) -> FangcunError:
    """The refusal for bookings that are not there."""
    numbers = "、".join(map(str, sorted(ids)[:5]))
    message = f"没有编号为 {numbers} 的预订，请刷新预订列表后再选。"
    return FangcunError("booking.missing", Kind.NOT_FOUND, message, ids=sorted(ids))


def chunks(values: Collection[V]) -> Iterator[list[V]]:
    """Lists short enough for one query."""
    listed = list(values)
    for at in range(0, len(listed), CHUNK):
        yield listed[at : at + CHUNK]


def _joined(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    return rows.select_related("resource", "crew").order_by("start", "id")
