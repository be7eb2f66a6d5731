"""Call sheets: preview, issue once and for ever, reissue with the changes marked, acknowledge without a login."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from functools import cache

from django.db import transaction

from fangcun.base.api import audit, blobs, count_attempt, emit, require
from fangcun.base.contracts import Actor
from fangcun.config import ROOT
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import CallSheetData, SheetEdits, SheetIssued
from fangcun.shoot.engine.papers.calling import Facts, compose
from fangcun.shoot.engine.papers.changes import changes_between
from fangcun.shoot.engine.papers.dood import dood, status_on
from fangcun.shoot.engine.papers.record import from_plain, to_plain
from fangcun.shoot.engine.papers.typeset import Typesetter
from fangcun.shoot.models import CallSheet, Receipt, Shoot
from fangcun.shoot.permissions import ISSUE
from fangcun.shoot.queries.placed import parts_of, placed, position_of, roles_of, shoot_of, shoot_row

_FONTS = ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"


@cache
def typesetter() -> Typesetter:
    """The one typesetter of this process: its fonts are read once."""
    return Typesetter([_FONTS / "400Regular", _FONTS / "700Bold"])


def preview(
    actor: Actor | None, plan_id: int, *, shoot_id: int, day: date, edits: SheetEdits | None = None
) -> CallSheetData:
    """The sheet as it would be issued now, with its changes since the last issued one marked.

    Raises ``plan.missing``, ``shoot.missing``, ``sheet.empty``, ``denied``.
    """
    row = shoot_row(actor, shoot_id)
    everything = placed(actor, plan_id, shoot_id=shoot_id)
    days = sorted({item.day for item in everything})
    if day not in days:
        raise FangcunError("sheet.empty", Kind.INVALID, f"{day} 这天计划里没有场次，请换一天或先排场次。")
    roles = roles_of(actor, shoot_id)
    later = [d for d in days if d > day]
    last = _last(row, day)
    sheet = compose(
        [item for item in everything if item.day == day],
        day=day,
        shoot=shoot_of(actor, shoot_id),
        roles=roles,
        parts=parts_of(actor, plan_id),
        facts=Facts(
            day_number=days.index(day) + 1,
            days=len(days),
            version=last.version + 1 if last else 1,
            contacts=tuple((str(c[0]), str(c[1]), str(c[2])) for c in row.contacts),
            statuses=status_on(dood(everything, roles=roles, days=days), days=days, day=day),
            position=position_of(actor, shoot_id),
        ),
        edits=edits,
        tomorrow=[item for item in everything if later and item.day == later[0]],
    )
    return changes_between(from_plain(last.content), sheet) if last else sheet


@transaction.atomic
def issue(
    actor: Actor | None, plan_id: int, *, shoot_id: int, day: date, edits: SheetEdits | None = None
) -> tuple[int, dict[str, str]]:
    """Issue a version: its id, and the token of each recipient by name. Only digests of the tokens are kept."""
    who = require(actor, ISSUE)
    # Whoever issues the same day at the same time waits, and gets the next number.
    Shoot.objects.of(who.tenant_id).select_for_update().filter(pk=shoot_id).first()
    sheet = preview(who, plan_id, shoot_id=shoot_id, day=day, edits=edits)
    now = clock.now()
    row = CallSheet.objects.create(
        tenant_id=who.tenant_id,
        shoot_id=shoot_id,
        plan_id=plan_id,
        day=day,
        version=sheet.version,
        content=to_plain(sheet),
        pdf=blobs().put(typesetter().call_sheet(sheet)),
        issued_by_id=who.user_id,
        issued_at=now,
    )
    people = {role.actor or role.role: role.role for role in sheet.roles}
    people |= {name: job for job, name, _ in sheet.contacts}
    tokens = {name: secrets.token_urlsafe(24) for name in people}
    Receipt.objects.bulk_create(
        Receipt(sheet=row, name=name, role=people[name], token=_digest(token)) for name, token in tokens.items()
    )
    audit("sheet.issued", by=who, subject=f"{sheet.production} {day} v{sheet.version}", sheet=row.pk)
    emit(SheetIssued(row.pk, shoot_id, sheet.version), tenant_id=who.tenant_id)
    return row.pk, tokens


def acknowledge(token: str, *, address: str) -> CallSheetData:
    """A recipient says 收到; a second time changes nothing. ``address`` is counted against guessing.

    Raises ``receipt.missing`` for a wrong token, whatever is wrong with it, and BUSY after too many tries.
    """
    count_attempt(f"receipt:{address}", most=60, per=timedelta(minutes=10))
    row = Receipt.objects.select_related("sheet").filter(token=_digest(token)).first()
    if row is None:
        raise FangcunError("receipt.missing", Kind.NOT_FOUND, "这个通告链接无效，请向场务要新的链接。")
    Receipt.objects.filter(pk=row.pk, acknowledged_at=None).update(acknowledged_at=clock.now())
    return from_plain(row.sheet.content)


def waiting_for(actor: Actor | None, sheet_id: int) -> tuple[str, ...]:
    """Who has not acknowledged a sheet. Raises ``denied``; another tenant's sheet has nobody."""
    who = require(actor, ISSUE)
    rows = Receipt.objects.filter(sheet__tenant_id=who.tenant_id, sheet_id=sheet_id, acknowledged_at=None)
    return tuple(rows.order_by("id").values_list("name", flat=True))


def _last(shoot: Shoot, day: date) -> CallSheet | None:
    return CallSheet.objects.of(shoot.tenant_id).filter(shoot=shoot, day=day).order_by("-version").first()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
