"""What a plan booked, exchanged for what its new version wants: in one transaction, with the least writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from fangcun.base.api import audit, emit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import BookingsChanged, BookingState, Replaced, Want
from fangcun.park.models import Booking, Crew
from fangcun.park.permissions import BOOK
from fangcun.park.queries.bookings import KEEPING_VALUES, chunks
from fangcun.park.services.bookings import new_booking
from fangcun.park.services.taking import (
    check_open,
    check_room,
    check_wants,
    expire,
    in_transaction,
    lock_crews,
    lock_resources,
)

Same = tuple[int, int, datetime, datetime, int]


def replace_bookings(
    actor: Actor | None,
    crew_id: int,
    *,
    source: str,
    wants: Sequence[Want],
    state: BookingState = BookingState.CONFIRMED,
) -> Replaced:
    """Exchange what ``source`` booked for one crew; see ``replace_many``."""
    return replace_many(actor, {crew_id: wants}, source=source, state=state)


def replace_many(
    actor: Actor | None,
    wanted: Mapping[int, Sequence[Want]],
    *,
    source: str,
    state: BookingState = BookingState.CONFIRMED,
) -> Replaced:
    """Exchange everything that ``source`` booked for several crews at once, so that they can swap places.

    Equal bookings (resource, time, quantity) stay, whatever their purpose; the rest is released before the new ones
    are added. What is in use (``USED``) and not wanted any more stays too: it happened. New ones are confirmed, or
    held without end with ``state=HELD``. All or nothing. Raises as ``book`` does, INVALID without a source.
    """
    who = require(actor, BOOK)
    if not source or len(source) > 60:
        raise FangcunError("booking.source", Kind.INVALID, "换订要说明来源（1 到 60 个字符），如计划的编号。")
    for wants in wanted.values():
        check_wants(wants)

    def work() -> Replaced:
        now = clock.now()
        crews = lock_crews(who, wanted.keys())
        every = [w for wants in wanted.values() for w in wants]
        before = _before(who, wanted, source)
        resources = lock_resources(who, {w.resource_id for w in every} | {b.resource_id for b in before})
        before = _before(who, wanted, source)  # again under the locks
        expire(who, list(resources), now)
        kept, gone, new = _compare(before, wanted)
        _release(who, gone, now)
        _check_crews_open(who, crews, new)
        check_room(who, resources, [w for _, w in new], now)
        rows = [
            new_booking(
                who, crew_id, want, exclusive=resources[want.resource_id].exclusive, state=state, source=source, now=now
            )
            for crew_id, want in new
        ]
        made = Booking.objects.across_tenants().bulk_create(rows)
        _rename(kept, now)
        _tell(who, crews, gone=gone, made=made, source=source)
        return Replaced(len(kept), len(gone), len(made))

    return in_transaction(work)


def _before(actor: Actor, wanted: Mapping[int, Sequence[Want]], source: str) -> list[Booking]:
    rows = Booking.objects.of(actor.tenant_id).filter(crew_id__in=wanted.keys(), source=source)
    return list(rows.filter(state__in=KEEPING_VALUES).order_by("pk"))


def _compare(
    before: Sequence[Booking], wanted: Mapping[int, Sequence[Want]]
) -> tuple[list[tuple[Booking, Want]], list[Booking], list[tuple[int, Want]]]:
    """Which bookings stay (with the want that they answer), which go, and which (crew, want) are new."""
    there: dict[Same, list[Booking]] = defaultdict(list)
    for row in reversed(before):
        there[row.crew_id, row.resource_id, row.start, row.end, row.quantity].append(row)
    kept: list[tuple[Booking, Want]] = []
    new: list[tuple[int, Want]] = []
    for crew_id, wants in wanted.items():
        for want in wants:
            equal = there.get((crew_id, want.resource_id, want.start, want.end, want.quantity))
            if equal:
                kept.append((equal.pop(), want))
            else:
                new.append((crew_id, want))
    gone = [row for rows in there.values() for row in rows if row.state != BookingState.USED.value]
    return kept, gone, new


def _check_crews_open(actor: Actor, crews: Mapping[int, Crew], new: Sequence[tuple[int, Want]]) -> None:
    by_kind: dict[str, set[int]] = defaultdict(set)
    first: dict[str, Crew] = {}
    for crew_id, want in new:
        by_kind[crews[crew_id].kind].add(want.resource_id)
        first.setdefault(crews[crew_id].kind, crews[crew_id])
    for kind, ids in by_kind.items():
        check_open(actor, lock_resources(actor, ids), [first[kind]])


def _release(actor: Actor, gone: Sequence[Booking], now: datetime) -> None:
    for ids in chunks([row.pk for row in gone]):
        Booking.objects.of(actor.tenant_id).filter(pk__in=ids).update(
            state=BookingState.RELEASED.value, held_until=None, changed_at=now
        )


def _rename(kept: Sequence[tuple[Booking, Want]], now: datetime) -> None:
    renamed = [(row, want.purpose[:120]) for row, want in kept if row.purpose != want.purpose[:120]]
    for row, purpose in renamed:
        row.purpose, row.changed_at = purpose, now
    Booking.objects.across_tenants().bulk_update([row for row, _ in renamed], ["purpose", "changed_at"], batch_size=500)


def _tell(
    actor: Actor, crews: Mapping[int, Crew], *, gone: Sequence[Booking], made: Sequence[Booking], source: str
) -> None:
    ids: dict[int, list[int]] = defaultdict(list)
    for row in (*gone, *made):
        ids[row.crew_id].append(row.pk)
    for crew_id, changed in ids.items():
        emit(BookingsChanged(crew_id, tuple(changed)), tenant_id=actor.tenant_id)
    if ids:
        names = "、".join(crews[c].name for c in ids)
        audit("booking.replaced", by=actor, subject=names, source=source, released=len(gone), added=len(made))
