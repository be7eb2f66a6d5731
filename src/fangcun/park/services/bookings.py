"""Bookings: held, confirmed, used, released. All of an order or none of it; nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from fangcun.base.api import audit, emit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import BookingsChanged, BookingState, BookingView, Want
from fangcun.park.models import Booking
from fangcun.park.permissions import BOOK
from fangcun.park.queries.bookings import chunks, missing_bookings, views_of
from fangcun.park.services.taking import (
    check_open,
    check_room,
    check_wants,
    expire,
    in_transaction,
    lock_crews,
    lock_resources,
)

HOLD = timedelta(hours=24)
STATE_WORDS = {
    BookingState.HELD: "预占",
    BookingState.CONFIRMED: "确认",
    BookingState.USED: "使用",
    BookingState.RELEASED: "释放",
    BookingState.EXPIRED: "过期",
}


def book(
    actor: Actor | None,
    crew_id: int,
    wants: Sequence[Want],
    *,
    state: BookingState = BookingState.HELD,
    hold_for: timedelta = HOLD,
    key: str = "",
    source: str = "",
) -> tuple[BookingView, ...]:
    """Book everything wanted for a crew, or nothing; the bookings in the order of the wants.

    A hold lasts ``hold_for``. ``key`` (at most 60 characters) makes a repeated order harmless: the second time the
    bookings of the first are the answer. ``source`` names what made them (see ``replace_bookings``).
    Raises ``booking.clash`` (CONFLICT, see ``clashes.clash_error``), ``booking.wants``, ``booking.key``,
    ``resource.closed``, ``resource.missing``, ``crew.missing``, ``booking.busy``, ``denied``.
    """
    who = require(actor, BOOK)
    check_wants(wants)
    if state not in (BookingState.HELD, BookingState.CONFIRMED):
        raise FangcunError("booking.state", Kind.INVALID, "新的预订只能是预占或确认。")
    if len(key) > 60 or len(source) > 60:
        raise FangcunError("booking.key", Kind.INVALID, "预订的键或来源超过 60 个字符，请缩短。")

    def work() -> tuple[BookingView, ...]:
        now = clock.now()
        crews = lock_crews(who, [crew_id])
        if key and (known := _of_key(who, crew_id, key)):
            return _repeated(who, known, wants, key)
        resources = lock_resources(who, [w.resource_id for w in wants])
        check_open(who, resources, crews.values())
        expire(who, list(resources), now)
        check_room(who, resources, wants, now)
        rows = [
            new_booking(
                who, crew_id, want, exclusive=resources[want.resource_id].exclusive, state=state, source=source, now=now
            )
            for want in wants
        ]
        for number, row in enumerate(rows):
            row.held_until = now + hold_for if state is BookingState.HELD else None
            row.key = f"{key}#{number}" if key else ""
        made = [b.pk for b in Booking.objects.across_tenants().bulk_create(rows)]
        if made:
            audit("booking.made", by=who, subject=crews[crew_id].name, state=state.value, ids=made[:100], n=len(made))
            emit(BookingsChanged(crew_id, tuple(made)), tenant_id=who.tenant_id)
        return views_of(who, made)

    return in_transaction(work)


def confirm(actor: Actor | None, booking_ids: Collection[int]) -> tuple[BookingView, ...]:
    """Confirm holds. One that has run out is confirmed all the same if its time is still free.

    Raises ``booking.missing``, ``booking.state``, ``booking.clash``, ``denied``. Confirmed ones stay as they are.
    """
    return _change(
        actor,
        booking_ids,
        to=BookingState.CONFIRMED,
        come_from=(BookingState.HELD, BookingState.EXPIRED, BookingState.CONFIRMED),
    )


def mark_used(actor: Actor | None, booking_ids: Collection[int]) -> tuple[BookingView, ...]:
    """Note that what was confirmed is in use. Raises ``booking.missing``, ``booking.state``, ``denied``."""
    return _change(actor, booking_ids, to=BookingState.USED, come_from=(BookingState.CONFIRMED, BookingState.USED))


def release(actor: Actor | None, booking_ids: Collection[int]) -> tuple[BookingView, ...]:
    """Give bookings back; the time is free for others at once. Raises ``booking.missing``, ``denied``.

    What has run out or was given back before stays as it is.
    """
    return _change(actor, booking_ids, to=BookingState.RELEASED, come_from=tuple(BookingState))


def expire_holds(now: datetime | None = None) -> int:
    """Mark the holds of all tenants that have run out; how many they were. For the system's own rounds."""
    moment = now or clock.now()

    def work() -> int:
        rows = Booking.objects.across_tenants().filter(state=BookingState.HELD.value, held_until__lte=moment)
        by_crew: dict[tuple[int, int], list[int]] = defaultdict(list)
        for pk, tenant_id, crew_id in rows.order_by("pk").select_for_update().values_list("pk", "tenant_id", "crew_id"):
            by_crew[tenant_id, crew_id].append(pk)
        for (tenant_id, crew_id), ids in by_crew.items():
            for some in chunks(ids):
                Booking.objects.of(tenant_id).filter(pk__in=some).update(
                    state=BookingState.EXPIRED.value, changed_at=moment
                )
            audit("booking.expired", by=None, tenant_id=tenant_id, crew_id=crew_id, ids=ids[:100], n=len(ids))
            emit(BookingsChanged(crew_id, tuple(ids)), tenant_id=tenant_id)
        return sum(map(len, by_crew.values()))

    return in_transaction(work)


def new_booking(
    actor: Actor, crew_id: int, want: Want, *, exclusive: bool, state: BookingState, source: str, now: datetime
) -> Booking:
    """A row that is not kept yet."""
    return Booking(
        tenant_id=actor.tenant_id,
        resource_id=want.resource_id,
        crew_id=crew_id,
        start=want.start,
        end=want.end,
        quantity=want.quantity,
        exclusive=exclusive,
        state=state.value,
        purpose=want.purpose[:120],
        source=source,
        created_by_id=actor.user_id,
        created_at=now,
        changed_at=now,
    )


def _of_key(actor: Actor, crew_id: int, key: str) -> list[Booking]:
    rows = Booking.objects.of(actor.tenant_id).filter(crew_id=crew_id, key__startswith=f"{key}#")
    return sorted(rows, key=lambda row: int(row.key.rpartition("#")[2]))


def _repeated(actor: Actor, known: list[Booking], wants: Sequence[Want], key: str) -> tuple[BookingView, ...]:
    before = [(b.resource_id, b.start, b.end, b.quantity) for b in known]
    if before != [(w.resource_id, w.start, w.end, w.quantity) for w in wants]:
        message = f"键“{key}”已用于另一单预订，请换一个键。"
        raise FangcunError("booking.key", Kind.CONFLICT, message, ids=[b.pk for b in known])
    return views_of(actor, [b.pk for b in known])


def _change(
    actor: Actor | None, booking_ids: Collection[int], *, to: BookingState, come_from: Collection[BookingState]
) -> tuple[BookingView, ...]:
    who = require(actor, BOOK)
    wanted = list(dict.fromkeys(booking_ids))

    def work() -> tuple[BookingView, ...]:
        now = clock.now()
        rows = Booking.objects.of(who.tenant_id)
        listed = {pk: r for ids in chunks(wanted) for pk, r in rows.filter(pk__in=ids).values_list("pk", "resource_id")}
        if missing := set(wanted) - listed.keys():
            raise missing_bookings(missing)
        resources = lock_resources(who, set(listed.values()))
        expire(who, list(resources), now)
        # Read again under the lock: somebody may have been faster.
        found = [row for ids in chunks(wanted) for row in rows.filter(pk__in=ids).select_related("resource")]
        _check_states(found, to=to, come_from=come_from)
        back = [b for b in found if b.state == BookingState.EXPIRED.value and to is not BookingState.RELEASED]
        check_room(who, resources, [Want(b.resource_id, b.start, b.end, b.quantity) for b in back], now)
        settled = {to.value, *((BookingState.EXPIRED.value,) if to is BookingState.RELEASED else ())}
        moved = [b for b in found if b.state not in settled]
        for ids in chunks([b.pk for b in moved]):
            rows.filter(pk__in=ids).update(state=to.value, held_until=None, changed_at=now)
        _tell(who, moved, to)
        return views_of(who, wanted)

    return in_transaction(work)


def _check_states(found: Sequence[Booking], *, to: BookingState, come_from: Collection[BookingState]) -> None:
    for row in found:
        if BookingState(row.state) not in come_from:
            was = STATE_WORDS[BookingState(row.state)]
            message = f"“{row.resource.name}”的预订（编号 {row.pk}）已是“{was}”，不能改为“{STATE_WORDS[to]}”。"
            raise FangcunError("booking.state", Kind.CONFLICT, message, id=row.pk, state=row.state)


def _tell(actor: Actor, moved: Sequence[Booking], to: BookingState) -> None:
    by_crew: dict[int, list[int]] = defaultdict(list)
    for row in moved:
        by_crew[row.crew_id].append(row.pk)
    for crew_id, ids in by_crew.items():
        audit(f"booking.{to.value}", by=actor, crew_id=crew_id, ids=ids[:100], n=len(ids))
        emit(BookingsChanged(crew_id, tuple(ids)), tenant_id=actor.tenant_id)
