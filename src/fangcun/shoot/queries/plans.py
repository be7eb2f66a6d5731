"""Reads of plans: what was asked, how the search goes, what it found."""

from __future__ import annotations

from django.db.models import QuerySet

from fangcun.base.api import blobs, require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import CostParts, Part, PlanState, PlanView, Problem, TracePoint
from fangcun.shoot.engine.exchange import problem_from_bytes
from fangcun.shoot.models import Plan
from fangcun.shoot.permissions import SEE
from fangcun.shoot.queries.shoots import rows_of, view_of


def plans(actor: Actor | None) -> tuple[PlanView, ...]:
    """The plans of the base, the newest first."""
    tenant = require(actor, SEE).tenant_id
    return tuple(plan_view(row) for row in _rows(tenant).order_by("-id"))


def plan(actor: Actor | None, plan_id: int) -> PlanView:
    """One plan. Raises ``plan.missing``, also for other tenants'."""
    return plan_view(plan_row(require(actor, SEE).tenant_id, plan_id))


def plan_in_force(actor: Actor | None, shoot_id: int) -> PlanView | None:
    """The published plan that a shoot follows; None before the first."""
    tenant = require(actor, SEE).tenant_id
    row = _rows(tenant).filter(state=PlanState.IN_FORCE.value, shoots=shoot_id).order_by("-published_at").first()
    return plan_view(row) if row else None


def plan_row(tenant_id: int, plan_id: int) -> Plan:
    """The row of a plan. Raises ``plan.missing``."""
    row = _rows(tenant_id).filter(pk=plan_id).first()
    if row is None:
        raise FangcunError("plan.missing", Kind.NOT_FOUND, "没有这份计划，可能链接有误，请回计划列表查找。")
    return row


def problem_of(row: Plan) -> Problem:
    """What the planner was given. Raises ``plan.unposed`` for a plan that was never posed."""
    if not row.problem:
        raise FangcunError("plan.unposed", Kind.CONFLICT, "这份计划还没有排过，请先开始排计划。")
    return problem_from_bytes(blobs().get(row.problem))


def plan_view(row: Plan) -> PlanView:
    """A row as others may see it."""
    return PlanView(
        id=row.pk,
        name=row.name,
        state=PlanState(row.state),
        starts_on=row.starts_on,
        days=row.days,
        parts=tuple(Part(**part) for part in row.parts),
        shoots=tuple(view_of(shoot) for shoot in rows_of(row.tenant_id).filter(pk__in=row.shoots.all()).order_by("id")),
        cost=CostParts(**row.cost),
        trace=tuple(TracePoint(*point) for point in row.trace),
        violations=len(row.violations),
        created_at=row.created_at,
        based_on=row.based_on_id,
    )


def _rows(tenant_id: int) -> QuerySet[Plan]:
    return Plan.objects.of(tenant_id).prefetch_related("shoots")
