"""Requests that nobody takes or that are late rise, and change hands, by themselves."""

from __future__ import annotations

from datetime import datetime

from fangcun.base.api import audit, emit, members
from fangcun.base.contracts import Role
from fangcun.kit import clock
from fangcun.park.contracts import RequestEscalated, RequestState
from fangcun.park.engine.desk import SOON, TOP_LEVEL, level_at
from fangcun.park.models import Request
from fangcun.park.queries.desk import UNFINISHED_VALUES
from fangcun.park.services.desk import BUSY, least_loaded, note
from fangcun.park.services.taking import in_transaction


def escalate_requests(now: datetime | None = None) -> tuple[int, ...]:
    """Raise what is untaken shortly before its end or late, in all tenants; the ids. For the system's own rounds.

    At level 2 another operator gets it and has to take it; what nobody owns gets an owner at once. Asked
    again at the same time, nothing more happens.
    """
    moment = now or clock.now()

    def work() -> tuple[int, ...]:
        rows = Request.objects.across_tenants().filter(
            state__in=UNFINISHED_VALUES, level__lt=TOP_LEVEL, due__lte=moment + SOON
        )
        locked = rows.order_by("pk").select_for_update(no_key=True)
        return tuple(row.pk for row in locked if _raise(row, moment))

    return in_transaction(work, busy=BUSY)


def _raise(row: Request, now: datetime) -> bool:
    untaken = row.state == RequestState.OPEN.value
    level = level_at(now, due=row.due, taken=not untaken)
    if level <= row.level:
        return False
    before, row.level = row.owner_id, level
    words = f"升到 {level} 级：{_why(row, now, untaken=untaken)}。"
    if level == TOP_LEVEL or row.owner_id is None:
        words += _hand_over(row)
    row.save(update_fields=["level", "owner", "state"])
    note(row, "escalated", words, by=None, at=now)
    audit(
        "request.escalated", by=None, tenant_id=row.tenant_id, subject=row.title, id=row.pk, level=level,
        owner_id=row.owner_id, owner_before=before,
    )  # fmt: skip
    emit(RequestEscalated(row.pk, level, row.owner_id), tenant_id=row.tenant_id)
    return True


def _why(row: Request, now: datetime, *, untaken: bool) -> str:
    if now < row.due:
        return f"离应办结只剩 {max(1, round((row.due - now).total_seconds() / 60))} 分钟，还没有人接"
    return "已超期，还没有人接" if untaken else "已超期，还没有办结"


def _hand_over(row: Request) -> str:
    """Give it to another operator, who has to take it unless it waits for the asker; what is said about that."""
    other = least_loaded(row.tenant_id, but=row.owner_id)
    if other is None:
        return "没有别的基地运营可交，仍由原负责人办。" if row.owner_id else "还没有基地运营可交，请管理员添加。"
    row.owner_id = other
    if row.state == RequestState.DOING.value:
        row.state = RequestState.OPEN.value
    names = {m.user_id: m.name for m in members(row.tenant_id, Role.OPERATOR)}
    return f"改由{names[other]}负责。"
