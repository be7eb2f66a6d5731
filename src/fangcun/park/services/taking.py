"""The ground of every booking: look at the wants, lock what they want, see whether it fits.

On PostgreSQL the rows of the resources are locked in the order of their ids, so that two orders wait for each other
instead of deadlocking; on SQLite the transaction began with the one write lock there is (``IMMEDIATE``).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import BookingState, ResourceKind, Want
from fangcun.park.engine.occupancy import Interval, overfull
from fangcun.park.models import Booking, Crew, Resource, Space
from fangcun.park.queries.bookings import chunks, intervals_of, keeping
from fangcun.park.services.clashes import clash_error

R = TypeVar("R")
MOST_WANTS = 20_000
LONGEST = timedelta(days=400)
TRIES = 4


def in_transaction(work: Callable[[], R], *, busy: str = "同时预订的人太多，这一单没有订上，请稍后再试。") -> R:
    """What ``work`` returns, done in one transaction; begun anew when the database says that it lost a race.

    Inside a transaction of the caller it is tried once: only the caller can begin again. Raises BUSY with the
    words ``busy`` when every try was lost.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            return work()
    for attempt in range(1, TRIES + 1):
        try:
            with transaction.atomic():
                return work()
        except (OperationalError, IntegrityError) as error:
            if not _lost_race(error):
                raise
            if attempt < TRIES:
                time.sleep(0.02 * attempt)
    raise FangcunError("booking.busy", Kind.BUSY, busy)


def _lost_race(error: DatabaseError) -> bool:
    """A deadlock, a serialisation failure, an exclusion (PostgreSQL), a lock that was not had in time (SQLite)."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in ("40P01", "40001", "23P01", "55P03") or "locked" in str(error) or "double booking" in str(error)


def lock_crews(actor: Actor, crew_ids: Collection[int]) -> dict[int, Crew]:
    """The crews by id, locked in the order of their ids. Raises ``crew.missing``."""
    rows = Crew.objects.of(actor.tenant_id).filter(pk__in=crew_ids).order_by("pk").select_for_update(no_key=True)
    found = {row.pk: row for row in rows}
    if len(found) < len(set(crew_ids)):
        raise FangcunError("crew.missing", Kind.NOT_FOUND, "没有这个剧组，请从剧组列表里选。")
    return found


def lock_resources(actor: Actor, resource_ids: Collection[int]) -> dict[int, Resource]:
    """The resources by id, locked in the order of their ids. Raises ``resource.missing``."""
    wanted = sorted(set(resource_ids))
    rows = Resource.objects.of(actor.tenant_id).order_by("pk").select_for_update(no_key=True)
    found = {row.pk: row for ids in chunks(wanted) for row in rows.filter(pk__in=ids)}
    missing = [pk for pk in wanted if pk not in found]
    if missing:
        message = f"没有编号为 {'、'.join(map(str, missing[:5]))} 的资源，可能已被删除，请刷新后再选。"
        raise FangcunError("resource.missing", Kind.NOT_FOUND, message, ids=missing)
    return found


def check_wants(wants: Sequence[Want]) -> None:
    """Refuse wants that mean nothing. Raises ``booking.wants``."""
    if len(wants) > MOST_WANTS:
        raise _wrong(f"一次最多预订 {MOST_WANTS} 项，这一单有 {len(wants)} 项，请分几单。")
    for number, want in enumerate(wants, 1):
        if want.start.tzinfo is None or want.end.tzinfo is None:
            raise _wrong(f"第 {number} 项的时间没有时区，请写成 2026-11-22T08:00+08:00 的样子。")
        if want.end <= want.start:
            raise _wrong(f"第 {number} 项的结束不晚于开始，请检查时间。")
        if want.end - want.start > LONGEST:
            raise _wrong(f"第 {number} 项超过 {LONGEST.days} 天，请分段预订。")
        if want.quantity < 1:
            raise _wrong(f"第 {number} 项的数量是 {want.quantity}，至少要 1。")


def check_open(actor: Actor, resources: dict[int, Resource], crews: Iterable[Crew]) -> None:
    """Refuse what is retired, and spaces that are not open to a crew of this kind. Raises ``resource.closed``."""
    for resource in resources.values():
        if not resource.active:
            raise FangcunError("resource.closed", Kind.CONFLICT, f"“{resource.name}”已停用，请换一个。")
    kinds = {crew.kind for crew in crews}
    spaces = [pk for pk, r in resources.items() if r.kind == ResourceKind.SPACE.value]
    for ids in chunks(spaces):
        rows = Space.objects.of(actor.tenant_id).filter(pk__in=ids).values_list("name", "open_to")
        for name, open_to in rows:
            if open_to and not kinds <= set(open_to):
                message = f"“{name}”只对{'、'.join(open_to)}剧组开放，请换一个，或请基地调整开放范围。"
                raise FangcunError("resource.closed", Kind.CONFLICT, message)


def expire(actor: Actor, resource_ids: Collection[int], now: datetime) -> None:
    """Mark the holds of these resources that have run out, so that they are in nobody's way."""
    held = Booking.objects.of(actor.tenant_id).filter(state=BookingState.HELD.value, held_until__lte=now)
    for ids in chunks(resource_ids):
        held.filter(resource_id__in=ids).update(state=BookingState.EXPIRED.value, changed_at=now)


def check_room(actor: Actor, resources: dict[int, Resource], wants: Sequence[Want], now: datetime) -> None:
    """Refuse wants that do not fit beside what is kept and beside each other. Raises ``booking.clash``."""
    if not wants:
        return
    by_resource: dict[int, list[Want]] = defaultdict(list)
    for want in wants:
        by_resource[want.resource_id].append(want)
    first, last = min(w.start for w in wants), max(w.end for w in wants)
    kept: dict[int, list[Interval]] = {}
    rows = Booking.objects.of(actor.tenant_id).filter(keeping(now), start__lt=last, end__gt=first)
    for ids in chunks(by_resource):
        kept |= intervals_of(rows.filter(resource_id__in=ids))
    clashing: list[tuple[Resource, Want, Sequence[Want]]] = []
    for pk, wanted in by_resource.items():
        both = [*kept.get(pk, ()), *((w.start, w.end, w.quantity) for w in wanted)]
        for start, end in overfull(both, count=resources[pk].count):
            for want in wanted:
                if want.start < end and want.end > start and not any(c[1] is want for c in clashing):
                    clashing.append((resources[pk], want, [w for w in wanted if w is not want]))
    if clashing:
        clashing.sort(key=lambda c: (c[1].start, c[0].name))
        raise clash_error(actor, clashing)


def _wrong(message: str) -> FangcunError:
    return FangcunError("booking.wants", Kind.INVALID, message)
