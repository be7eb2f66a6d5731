"""A new case: to which centre it goes, in which lane, and that one work is under review once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import WorkClass
from fangcun.review.contracts.cases import CaseKind, CaseState, Filing, Lane
from fangcun.review.models import Case, Centre
from fangcun.review.queries.steps import zone

_OPEN = [s.value for s in (CaseState.SCREENING, CaseState.FIRST, CaseState.FINAL, CaseState.RETURNED)]


def new_case(
    who: Actor,
    centre: Centre,
    *,
    kind: CaseKind,
    work: str,
    name: str,
    filing: Filing,
    found: WorkClass,
    lane: Lane,
) -> Case:
    """The row of a new case, before its first step. Raises ``case.open``, ``case.quota``."""
    refuse_second(who, work, kind)
    if lane is Lane.FAST:
        refuse_past_quota(centre, clock.now())
    return Case.objects.create(
        tenant_id=who.tenant_id,
        centre=centre,
        kind=kind.value,
        work=work,
        name=name,
        filing=filing_data(filing),
        tier=found.tier.value,
        tier_name=found.name,
        tier_rule=f"{found.rule}（{found.source}）",
        lane=lane.value,
        submitted_by_id=who.user_id,
        submitted_at=clock.now(),
        state=CaseState.SCREENING.value,
    )


def local_day(moment: datetime) -> date:
    """The day of a moment where the centre is: the rules of that day hold."""
    return moment.astimezone(zone()).date()


def centre_for(who: Actor, centre_id: int | None) -> Centre:
    rows = list(Centre.objects.across_tenants().select_for_update().order_by("pk"))
    if centre_id is not None:
        rows = [row for row in rows if row.pk == centre_id]
    if not rows:
        raise FangcunError("centre.missing", Kind.NOT_FOUND, "还没有审核中心可送，请联系基地开通。")
    others = [row for row in rows if row.tenant_id != who.tenant_id]
    if not others:
        raise FangcunError("centre.own", Kind.DENIED, "审核中心不能审自己的作品，请送别的中心。")
    if len(others) > 1:
        raise FangcunError("centre.which", Kind.INVALID, "有几家审核中心，请选一家。")
    return others[0]


def refuse_second(who: Actor, work: str, kind: CaseKind) -> None:
    row = Case.objects.of(who.tenant_id).filter(work=work, kind=kind.value, state__in=_OPEN).first()
    if row is not None:
        message = f"《{row.name}》已在审核中（{row.pk} 号件），改稿请在那一件里重新送审。"
        raise FangcunError("case.open", Kind.CONFLICT, message, case_id=row.pk)


def refuse_past_quota(centre: Centre, now: datetime) -> None:
    monday = local_day(now) - timedelta(days=local_day(now).weekday())
    since = datetime.combine(monday, datetime.min.time(), zone())
    used = Case.objects.across_tenants().filter(centre=centre, lane=Lane.FAST.value, submitted_at__gte=since).count()
    if used >= centre.fast_quota:
        message = f"本周加急名额（{centre.fast_quota} 件）已用完，请走普通通道，或下周再送。"
        raise FangcunError("case.quota", Kind.CONFLICT, message)


def filing_data(filing: Filing) -> dict[str, object]:
    return {
        "investment": filing.investment,
        "ai": filing.ai,
        "subjects": list(filing.subjects),
        "homepage_push": filing.homepage_push,
    }
