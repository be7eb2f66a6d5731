"""Call sheets: edited for a day, issued for good, acknowledged by everybody who got one."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from fangcun.base.api import audit, blobs, count_attempt, emit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import CallSheetData, SheetIssued
from fangcun.shoot.engine.papers.record import to_plain
from fangcun.shoot.models import CallSheet, Receipt, SheetDraft
from fangcun.shoot.permissions import ISSUE
from fangcun.shoot.printing import press
from fangcun.shoot.queries.placed import roles_of, shoot_row
from fangcun.shoot.queries.sheets import IssuedSheet, issued_sheet, preview, receipt_row, token_digest

EDITABLE = ("breakfast", "leaves_at", "weather", "tips", "rows", "roles")
OPENINGS_PER_ADDRESS = 120
WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A link for one recipient. It is told once: only its digest is kept."""

    name: str
    role: str
    token: str


@transaction.atomic
def edit_sheet(actor: Actor | None, shoot_id: int, *, day: date, edits: Mapping[str, Any]) -> CallSheetData:
    """Keep what was typed for a day (times, weather, tips, remarks); empty values fall back to the plan's.

    Returns the sheet as it would be issued now. Raises ``sheet.field`` for anything else.
    """
    who = require(actor, ISSUE)
    row = shoot_row(who, shoot_id)
    unknown = set(edits) - set(EDITABLE)
    if unknown:
        raise FangcunError("sheet.field", Kind.INVALID, f"通告单上没有可改的“{'、'.join(sorted(unknown))}”。")
    draft, _ = SheetDraft.objects.select_for_update().get_or_create(
        shoot=row, day=day, defaults={"changed_at": clock.now()}
    )
    merged = dict(draft.edits)
    for name, value in edits.items():
        merged[name] = {**merged.get(name, {}), **value} if isinstance(value, Mapping) else value
    draft.edits, draft.changed_at = {k: v for k, v in merged.items() if v}, clock.now()
    draft.save(update_fields=["edits", "changed_at"])
    return preview(who, shoot_id, day=day)


@transaction.atomic
def issue_sheet(actor: Actor | None, shoot_id: int, *, day: date) -> tuple[IssuedSheet, tuple[Delivery, ...]]:
    """Issue the day's sheet as its next version: content and page never change again; everyone called gets a link.

    Raises ``sheet.unplanned``, ``sheet.empty`` for a day without scenes, ``sheet.unchanged`` when nothing differs from
    the version before.
    """
    who = require(actor, ISSUE)
    row = shoot_row(who, shoot_id)
    sheet = preview(who, shoot_id, day=day)
    if not sheet.scenes:
        raise FangcunError("sheet.empty", Kind.CONFLICT, "这一天没有排戏，不用发通告。")
    if sheet.version > 1 and not sheet.changes and not _typed_since(row.pk, day):
        raise FangcunError("sheet.unchanged", Kind.CONFLICT, f"与第 {sheet.version - 1} 版没有不同，不用再发。")
    made = CallSheet.objects.create(
        tenant_id=who.tenant_id,
        shoot_id=row.pk,
        day=day,
        version=sheet.version,
        content=to_plain(sheet),
        pdf=blobs().put(press().call_sheet(sheet)),
        issued_by_id=who.user_id,
        issued_at=clock.now(),
    )
    deliveries = _deliver(who, made, sheet)
    audit("sheet.issued", by=who, subject=f"{row.pk} {day}", version=sheet.version, scenes=sheet.scenes)
    emit(SheetIssued(made.pk, row.pk, sheet.version), tenant_id=who.tenant_id)
    return issued_sheet(who, made.pk), deliveries


def _typed_since(shoot_id: int, day: date) -> bool:
    """Whether somebody typed something for the day after its last issue."""
    last = CallSheet.objects.across_tenants().filter(shoot_id=shoot_id, day=day).order_by("-version").first()
    draft = SheetDraft.objects.filter(shoot_id=shoot_id, day=day).first()
    return last is not None and draft is not None and draft.changed_at > last.issued_at


def _deliver(who: Actor, row: CallSheet, sheet: CallSheetData) -> tuple[Delivery, ...]:
    """A receipt for everybody who is called and for the contacts of the crew."""
    actors = {role.name: role.person_name for role in roles_of(who, row.shoot_id)}
    called = [(actors.get(role.role) or role.role, role.role) for role in sheet.roles]
    called += [(name, job) for job, name, _ in sheet.contacts if name]
    made = []
    for name, role in dict.fromkeys(called):
        token = secrets.token_urlsafe(24)
        Receipt.objects.create(sheet=row, name=name[:60], role=role[:60], token=token_digest(token))
        made.append(Delivery(name, role, token))
    return tuple(made)


def open_sheet(token: str, *, address: str) -> Receipt:
    """The receipt of a link, marked as opened. Raises ``sheet.missing``; BUSY when one address tries too often."""
    _count(address)
    with transaction.atomic():
        return _opened(token)


def acknowledge(token: str, *, address: str) -> Receipt:
    """Say 收到. The first time counts. Raises as ``open_sheet``."""
    _count(address)
    with transaction.atomic():
        row = _opened(token)
        if row.acknowledged_at is None:
            row.acknowledged_at = clock.now()
            row.save(update_fields=["acknowledged_at"])
            audit(
                "sheet.acknowledged",
                by=None,
                tenant_id=row.sheet.tenant_id,
                subject=f"{row.sheet.shoot_id} {row.sheet.day}",
                name=row.name,
            )
        return row


def _count(address: str) -> None:
    """Count a try outside the transaction that may fail: a wrong guess must not take its own count back."""
    count_attempt(f"sheet-link:{address}", most=OPENINGS_PER_ADDRESS, per=WINDOW)


def _opened(token: str) -> Receipt:
    row = receipt_row(token)
    if row.opened_at is None:
        row.opened_at = clock.now()
        row.save(update_fields=["opened_at"])
    return row
