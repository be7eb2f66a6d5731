"""Two plans of the same problem side by side."""

from __future__ import annotations

from collections.abc import Callable

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import PlanState, WhatIf
from fangcun.shoot.engine.whatif import compare_plans
from fangcun.shoot.models import Plan
from fangcun.shoot.permissions import SEE
from fangcun.shoot.queries.plans import plan_row
from fangcun.shoot.queries.posed import Posed, posed, slots_of


def what_if(actor: Actor | None, before_id: int, after_id: int, *, money: Callable[[int], str]) -> WhatIf:
    """What changes from one plan to the other, judged by the second one's problem.

    Raises ``plan.missing``; ``plan.incomparable`` when the plans do not place the same strips.
    """
    tenant = require(actor, SEE).tenant_id
    before, after = plan_row(tenant, before_id), plan_row(tenant, after_id)
    plan = posed(after)
    if set(posed(before).strips) != set(plan.strips):
        message = "这两份计划排的场次不同，不能逐项对比，请选同一批剧组的计划。"
        raise FangcunError("plan.incomparable", Kind.CONFLICT, message)
    return compare_plans(plan.problem, _placed(before, plan), _placed(after, plan), money=money)


def comparable(actor: Actor | None, plan_id: int) -> tuple[tuple[int, str], ...]:
    """Other plans, (id, name), that place the same strips, the newest first."""
    tenant = require(actor, SEE).tenant_id
    row = plan_row(tenant, plan_id)
    strips = set(row.summary.get("index", ()))
    done = (PlanState.DRAFT.value, PlanState.IN_FORCE.value, PlanState.SUPERSEDED.value)
    others = Plan.objects.of(tenant).filter(state__in=done, days=row.days).exclude(pk=row.pk).order_by("-id")[:50]
    return tuple((p.pk, p.name) for p in others if strips and set(p.summary.get("index", ())) == strips)


def _placed(row: Plan, plan: Posed) -> list[int | None]:
    return [slot if slot >= 0 else None for slot in slots_of(row, plan)]
