"""Reads of call sheets: what a day's sheet would say now, what was issued, who has acknowledged it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.digest import of_bytes
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api as park
from fangcun.shoot.contracts import CallSheetData, SheetEdits
from fangcun.shoot.engine.papers.calling import Facts, compose
from fangcun.shoot.engine.papers.changes import changes_between
from fangcun.shoot.engine.papers.dood import dood, status_on
from fangcun.shoot.engine.papers.record import from_plain
from fangcun.shoot.models import CallSheet, Receipt, SheetDraft
from fangcun.shoot.permissions import SEE
from fangcun.shoot.queries.placed import parts_of, placed, plan_in_force, position_of, roles_of, shoot_row
from fangcun.shoot.queries.shoots import shoot as shoot_view


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """One recipient of an issued sheet."""

    name: str
    role: str
    opened_at: datetime | None
    acknowledged_at: datetime | None


@dataclass(frozen=True, slots=True)
class IssuedSheet:
    """A call sheet as issued. ``pdf`` is the blob of its page."""

    id: int
    shoot_id: int
    day: date
    version: int
    data: CallSheetData
    pdf: str
    issued_at: datetime
    receipts: tuple[ReceiptView, ...]

    @property
    def waiting(self) -> tuple[str, ...]:
        """Who has not acknowledged it."""
        return tuple(r.name for r in self.receipts if r.acknowledged_at is None)


def preview(actor: Actor | None, shoot_id: int, *, day: date) -> CallSheetData:
    """The sheet that would be issued now, with its changes since the last issued version marked.

    It comes from the plan in force (else the newest), with what was typed for the day laid over it. Raises
    ``sheet.unplanned`` before there is a plan.
    """
    last = last_issued(actor, shoot_id, day=day)
    made = sheet_of(actor, shoot_id, day=day, version=last.version + 1 if last else 1)
    return changes_between(last.data, made) if last else made


def sheet_of(
    actor: Actor | None, shoot_id: int, *, day: date, version: int = 1, plan_id: int | None = None
) -> CallSheetData:
    """A day's sheet as composed from a plan, without a look at what was issued before."""
    row = shoot_row(actor, shoot_id)
    chosen = plan_id or plan_in_force(actor, shoot_id)
    if chosen is None:
        raise FangcunError("sheet.unplanned", Kind.CONFLICT, "这个剧组还没有计划，请先排计划，再出通告。")
    strips, roles = placed(actor, chosen, shoot_id=shoot_id), roles_of(actor, shoot_id)
    days = sorted({item.day for item in strips})
    people = park.people_of(actor, [role.person_id for role in roles if role.person_id])
    facts = Facts(
        day_number=days.index(day) + 1 if day in days else 0,
        days=len(days),
        version=version,
        contacts=tuple((str(job), str(name), str(phone)) for job, name, phone in row.contacts),
        statuses=status_on(dood(strips, roles=roles, days=days), days=days, day=day),
        position=position_of(actor, shoot_id),
        minors=frozenset(r.name for r in roles if r.person_id in people and people[r.person_id].minor),
    )
    return compose(
        [item for item in strips if item.day == day],
        day=day,
        shoot=shoot_view(actor, shoot_id),
        roles=roles,
        parts=parts_of(actor, chosen),
        facts=facts,
        edits=edits_of(shoot_id, day),
        tomorrow=[item for item in strips if item.day == day + timedelta(days=1)],
    )


def edits_of(shoot_id: int, day: date) -> SheetEdits:
    """What was typed for a day; the shoot must have been looked up for its tenant."""
    draft = SheetDraft.objects.filter(shoot_id=shoot_id, day=day).first()
    typed: dict[str, Any] = draft.edits if draft else {}
    rows: dict[str, dict[str, str]] = typed.get("rows", {})
    roles: dict[str, dict[str, str]] = typed.get("roles", {})
    return SheetEdits(
        starts={key: row["starts_at"] for key, row in rows.items() if row.get("starts_at")},
        notes={key: row["note"] for key, row in rows.items() if row.get("note")},
        roles={
            name: (role.get("makeup_place", ""), role.get("makeup_at", ""), role.get("leaves_at", ""))
            for name, role in roles.items()
        },
        breakfast=typed.get("breakfast", ""),
        leaves_at=typed.get("leaves_at", ""),
        weather=typed.get("weather", ""),
        tips=tuple(typed.get("tips", ())),
    )


def days_of(actor: Actor | None, shoot_id: int) -> tuple[tuple[date, IssuedSheet | None], ...]:
    """The shooting days of a shoot's plan, each with its last issued sheet; none before there is a plan."""
    chosen = plan_in_force(actor, shoot_id)
    if chosen is None:
        return ()
    days = sorted({p.day for p in placed(actor, chosen, shoot_id=shoot_id)})
    issued: dict[date, IssuedSheet] = {}
    for sheet in issued_sheets(actor, shoot_id):
        issued.setdefault(sheet.day, sheet)
    return tuple((day, issued.get(day)) for day in days)


def issued_sheets(actor: Actor | None, shoot_id: int) -> tuple[IssuedSheet, ...]:
    """All issued sheets of a shoot, the newest version of a day first."""
    tenant = require(actor, SEE).tenant_id
    return tuple(sheet_view(row) for row in _rows(tenant).filter(shoot_id=shoot_id).order_by("day", "-version"))


def last_issued(actor: Actor | None, shoot_id: int, *, day: date) -> IssuedSheet | None:
    """The newest issued version of a day."""
    tenant = require(actor, SEE).tenant_id
    row = _rows(tenant).filter(shoot_id=shoot_id, day=day).order_by("-version").first()
    return sheet_view(row) if row else None


def issued_sheet(actor: Actor | None, sheet_id: int) -> IssuedSheet:
    """One issued sheet. Raises ``sheet.missing``, also for other tenants'."""
    row = _rows(require(actor, SEE).tenant_id).filter(pk=sheet_id).first()
    if row is None:
        raise missing_sheet()
    return sheet_view(row)


def receipt_row(token: str) -> Receipt:
    """The receipt that a link opens. Raises ``sheet.missing`` for any other token, without saying why."""
    row = Receipt.objects.filter(token=token_digest(token)).select_related("sheet").first()
    if row is None:
        raise missing_sheet()
    return row


def token_digest(token: str) -> str:
    """What is kept of a token: whoever reads the database cannot acknowledge in somebody's name."""
    return of_bytes(token.encode())


def sheet_view(row: CallSheet) -> IssuedSheet:
    """A row as others may see it."""
    receipts = tuple(ReceiptView(r.name, r.role, r.opened_at, r.acknowledged_at) for r in row.receipts.order_by("id"))
    data = from_plain(row.content)
    return IssuedSheet(row.pk, row.shoot_id, row.day, row.version, data, row.pdf, row.issued_at, receipts)


def missing_sheet() -> FangcunError:
    """The refusal for a sheet that is not there."""
    return FangcunError("sheet.missing", Kind.NOT_FOUND, "没有这张通告单，可能链接不完整或已失效，请向副导演再要一次。")


def _rows(tenant_id: int) -> QuerySet[CallSheet]:
    return CallSheet.objects.of(tenant_id).prefetch_related("receipts")
