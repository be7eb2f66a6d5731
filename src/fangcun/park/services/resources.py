"""What the base has, added and changed: one thing from a form, many from a sheet. Nothing booked is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, overload

from django.db import transaction

from fangcun.base.api import audit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import (
    BundleEntry,
    BundleView,
    CrewEntry,
    CrewView,
    Entry,
    PersonEntry,
    PersonView,
    SheetKind,
    SpaceEntry,
    SpaceView,
    StockEntry,
    StockView,
)
from fangcun.park.engine.occupancy import peak
from fangcun.park.models import Booking, Bundle, BundleLine, Crew, Person, Resource, Space, Stock
from fangcun.park.permissions import MANAGE
from fangcun.park.queries import views
from fangcun.park.queries.bookings import KEEPING_VALUES, chunks, intervals_of
from fangcun.park.queries.resources import bundle_lines
from fangcun.park.services.rows import Row, fields_of, insert_resources, new_row

KIND_OF: dict[type[Entry], SheetKind] = {
    SpaceEntry: SheetKind.SPACES,
    PersonEntry: SheetKind.PEOPLE,
    StockEntry: SheetKind.STOCK,
    BundleEntry: SheetKind.BUNDLES,
    CrewEntry: SheetKind.CREWS,
}


@dataclass(frozen=True, slots=True)
class Saved:
    """What keeping many entries did. ``refused`` are (position of the entry, why)."""

    added: int
    changed: int
    same: int
    refused: tuple[tuple[int, FangcunError], ...]


@overload
def save(actor: Actor | None, entry: SpaceEntry, *, id: int | None = None) -> SpaceView: ...
@overload
def save(actor: Actor | None, entry: PersonEntry, *, id: int | None = None) -> PersonView: ...
@overload
def save(actor: Actor | None, entry: StockEntry, *, id: int | None = None) -> StockView: ...
@overload
def save(actor: Actor | None, entry: BundleEntry, *, id: int | None = None) -> BundleView: ...
@overload
def save(actor: Actor | None, entry: CrewEntry, *, id: int | None = None) -> CrewView: ...
@transaction.atomic
def save(
    actor: Actor | None, entry: Entry, *, id: int | None = None
) -> SpaceView | PersonView | StockView | BundleView | CrewView:
    """Keep one thing: the one of ``id``, else a new one. As its kind's view.

    Raises CONFLICT ``resource.code`` for a code in use, ``resource.booked`` for a count below what is booked,
    ``resource.missing``, ``bundle.stock`` for a line whose stock is not there, ``denied``.
    """
    who = require(actor, MANAGE)
    now = clock.now()
    taken = _code_owner(who, entry)
    if taken is not None and taken != id:
        message = f"编号“{entry.code}”已在用，请换一个编号，或打开原来的那一条修改。"
        raise FangcunError("resource.code", Kind.CONFLICT, message, id=taken)
    if isinstance(entry, BundleEntry):
        return _save_bundle(who, entry, id)
    if id is None:
        row = new_row(entry, tenant_id=who.tenant_id, now=now)
        row.save(force_insert=True)
    else:
        row = _locked(who, entry, id)
        _change(row, entry, now)
    audit(f"{KIND_OF[type(entry)].value}.{'added' if id is None else 'changed'}", by=who, subject=entry.name, id=row.pk)
    return _view(row)


def save_many(actor: Actor | None, entries: Sequence[Entry]) -> Saved:
    """Keep many things of one kind by their codes: new ones are added, known ones changed, equal ones left alone.

    One that is refused never loses the others. Raises ``denied``; TypeError for mixed kinds.
    """
    who = require(actor, MANAGE)
    if not entries:
        return Saved(0, 0, 0, ())
    if len({type(e) for e in entries}) > 1:
        raise TypeError("entries of one kind only")
    kind = KIND_OF[type(entries[0])]
    with transaction.atomic():
        known = known_entries(who, kind)
        refused: list[tuple[int, FangcunError]] = []
        new = [(i, e) for i, e in enumerate(entries) if e.code not in known]
        different = [(i, e) for i, e in enumerate(entries) if e.code in known and known[e.code][1] != e]
        refused += _add_many(who, new)
        for position, entry in different:
            try:
                with transaction.atomic():
                    if isinstance(entry, BundleEntry):
                        _save_bundle(who, entry, known[entry.code][0], told=False)
                    else:
                        _change(_locked(who, entry, known[entry.code][0]), entry, clock.now())
            except FangcunError as error:
                refused.append((position, error))
        bad = {position for position, _ in refused}
        added = sum(i not in bad for i, _ in new)
        changed = sum(i not in bad for i, _ in different)
        if added or changed:
            audit(f"{kind.value}.imported", by=who, subject=kind.value, added=added, changed=changed)
    return Saved(added, changed, len(entries) - len(new) - len(different), tuple(sorted(refused, key=lambda r: r[0])))


def retire(actor: Actor | None, resource_id: int, *, back: bool = False) -> None:
    """Take a space, a person or a thing out of service, or bring it back; what was booked stays booked.

    Raises ``resource.missing``, ``denied``.
    """
    who = require(actor, MANAGE)
    with transaction.atomic():
        row = Resource.objects.of(who.tenant_id).select_for_update(no_key=True).filter(pk=resource_id).first()
        if row is None:
            raise FangcunError("resource.missing", Kind.NOT_FOUND, "没有这个资源，可能链接有误，请回列表查找。")
        if row.active != back:
            row.active, row.updated_at = back, clock.now()
            row.save(update_fields=["active", "updated_at"])
            audit("resource.returned" if back else "resource.retired", by=who, subject=row.name, id=row.pk)


def known_entries(actor: Actor, kind: SheetKind) -> dict[str, tuple[int, Entry]]:
    """What is kept of a kind, by code."""
    tenant = actor.tenant_id
    if kind is SheetKind.SPACES:
        return {r.code: (r.pk, views.space_entry(r)) for r in Space.objects.of(tenant)}
    if kind is SheetKind.PEOPLE:
        return {r.code: (r.pk, views.person_entry(r)) for r in Person.objects.of(tenant)}
    if kind is SheetKind.STOCK:
        return {r.code: (r.pk, views.stock_entry(r)) for r in Stock.objects.of(tenant)}
    if kind is SheetKind.CREWS:
        return {r.code: (r.pk, views.crew_entry(r)) for r in Crew.objects.of(tenant)}
    rows = Bundle.objects.of(tenant)
    lines = bundle_lines(rows)
    return {r.code: (r.pk, views.bundle_entry(r, lines[r.pk])) for r in rows}


def _code_owner(actor: Actor, entry: Entry) -> int | None:
    """Who has the code of an entry: spaces, people and stock share one table of codes."""
    rows: Any
    if isinstance(entry, CrewEntry):
        rows = Crew.objects.of(actor.tenant_id)
    elif isinstance(entry, BundleEntry):
        rows = Bundle.objects.of(actor.tenant_id)
    else:
        rows = Resource.objects.of(actor.tenant_id)
    found: int | None = rows.filter(code=entry.code).values_list("pk", flat=True).first()
    return found


def _add_many(actor: Actor, new: Sequence[tuple[int, Entry]]) -> list[tuple[int, FangcunError]]:
    refused: list[tuple[int, FangcunError]] = []
    rows: list[Row] = []
    shared = not new or not isinstance(new[0][1], CrewEntry | BundleEntry)
    taken: set[str] = set()
    if shared:
        codes = Resource.objects.of(actor.tenant_id)
        taken = {
            c
            for some in chunks([e.code for _, e in new])
            for c in codes.filter(code__in=some).values_list("code", flat=True)
        }
    for position, entry in new:
        if entry.code in taken:
            message = f"编号“{entry.code}”已用于另一类资源，请换一个编号。"
            refused.append((position, FangcunError("resource.code", Kind.CONFLICT, message)))
        elif isinstance(entry, BundleEntry):
            try:
                with transaction.atomic():
                    _save_bundle(actor, entry, None, told=False)
            except FangcunError as error:
                refused.append((position, error))
        else:
            rows.append(new_row(entry, tenant_id=actor.tenant_id, now=clock.now()))
    crews = [r for r in rows if isinstance(r, Crew)]
    Crew.objects.across_tenants().bulk_create(crews)
    insert_resources([r for r in rows if isinstance(r, Space)])
    insert_resources([r for r in rows if isinstance(r, Person)])
    insert_resources([r for r in rows if isinstance(r, Stock)])
    return refused


def _locked(actor: Actor, entry: Entry, pk: int) -> Row:
    row: Row | None
    if isinstance(entry, CrewEntry):
        row = Crew.objects.of(actor.tenant_id).select_for_update().filter(pk=pk).first()
    else:
        # The lock of bookings is on the shared table.
        Resource.objects.of(actor.tenant_id).select_for_update(no_key=True).filter(pk=pk).first()
        if isinstance(entry, SpaceEntry):
            row = Space.objects.of(actor.tenant_id).filter(pk=pk).first()
        elif isinstance(entry, PersonEntry):
            row = Person.objects.of(actor.tenant_id).filter(pk=pk).first()
        else:
            row = Stock.objects.of(actor.tenant_id).filter(pk=pk).first()
    if row is None:
        raise FangcunError("resource.missing", Kind.NOT_FOUND, "没有这一条，可能已被删除，请刷新后再改。")
    return row


def _change(row: Row, entry: Entry, now: datetime) -> None:
    values = fields_of(entry)
    if not isinstance(row, Crew):
        count, exclusive = values.get("count", row.count), values["exclusive"]
        if (count, exclusive) != (row.count, row.exclusive):
            _resize(row, count=count, exclusive=exclusive)
        row.updated_at = now
    for field, value in values.items():
        setattr(row, field, value)
    row.save()


def _resize(row: Resource, *, count: int, exclusive: bool) -> None:
    """Change how many there are. Raises ``resource.booked`` when more than that are booked at some moment."""
    kept = Booking.objects.of(row.tenant_id).filter(resource_id=row.pk, state__in=KEEPING_VALUES)
    intervals = intervals_of(kept).get(row.pk, [])
    if intervals:
        most = peak(intervals, start=min(i[0] for i in intervals), end=max(i[1] for i in intervals))
        if most > count:
            message = f"“{row.name}”有时同时订出 {most}，数量不能改为 {count}，请先释放多出的预订。"
            raise FangcunError("resource.booked", Kind.CONFLICT, message, most=most)
    Resource.objects.of(row.tenant_id).filter(pk=row.pk).update(count=count, exclusive=exclusive)
    kept.update(exclusive=exclusive)


def _save_bundle(actor: Actor, entry: BundleEntry, pk: int | None, *, told: bool = True) -> BundleView:
    codes = [code for code, _ in entry.lines]
    stock = {s.code: s for s in Stock.objects.of(actor.tenant_id).filter(code__in=codes)}
    if missing := [c for c in codes if c not in stock]:
        message = f"成套“{entry.name}”里的物资 {'、'.join(missing[:5])} 不存在，请先登记这些物资，或改正编号。"
        raise FangcunError("bundle.stock", Kind.INVALID, message, codes=missing)
    if pk is None:
        row = Bundle.objects.create(tenant_id=actor.tenant_id, code=entry.code, name=entry.name)
    else:
        found = Bundle.objects.of(actor.tenant_id).select_for_update().filter(pk=pk).first()
        if found is None:
            raise FangcunError("resource.missing", Kind.NOT_FOUND, "没有这个成套，可能已被删除，请刷新后再改。")
        row = found
        row.code, row.name = entry.code, entry.name
        row.save()
        BundleLine.objects.filter(bundle=row).delete()
    lines = [BundleLine(bundle=row, stock=stock[code], count=count) for code, count in entry.lines]
    BundleLine.objects.bulk_create(lines)
    if told:
        audit(f"bundles.{'added' if pk is None else 'changed'}", by=actor, subject=row.name, id=row.pk)
    return views.bundle_view(row, lines)


def _view(row: Row) -> SpaceView | PersonView | StockView | CrewView:
    if isinstance(row, Space):
        return views.space_view(row)
    if isinstance(row, Person):
        return views.person_view(row)
    if isinstance(row, Stock):
        return views.stock_view(row)
    return views.crew_view(row)


__all__ = ["Saved", "known_entries", "retire", "save", "save_many"]
