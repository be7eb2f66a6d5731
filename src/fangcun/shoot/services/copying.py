"""A plan in force is never edited: what is changed by hand is a copy of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fangcun.base.api import audit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import PlanState
from fangcun.shoot.models import Placement, Plan
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.plans import plan_row
from fangcun.shoot.queries.posed import shoot_ids

MOST_NAME = 120


@transaction.atomic
def copy_plan(actor: Actor | None, plan_id: int, *, name: str = "", now: datetime | None = None) -> int:
    """A draft with the same problem and placements; returns its id. Its history starts anew.

    Raises ``plan.missing``, and ``plan.readonly`` for one that the planner is still at or that failed.
    """
    who = require(actor, PLAN)
    row = plan_row(who.tenant_id, plan_id)
    if row.state in (PlanState.WORKING.value, PlanState.FAILED.value):
        raise FangcunError("plan.readonly", Kind.CONFLICT, _("这份计划还没有排好，排好后才能另存。"))
    made = Plan.objects.create(
        tenant_id=who.tenant_id,
        name=(name.strip() or _("%(name)s 副本") % {"name": row.name})[:MOST_NAME],
        starts_on=row.starts_on,
        days=row.days,
        parts=row.parts,
        state=PlanState.DRAFT.value,
        problem=row.problem,
        cost=row.cost,
        trace=row.trace,
        violations=row.violations,
        summary=row.summary,
        based_on=row,
        created_by_id=who.user_id,
        created_at=now or clock.now(),
    )
    made.shoots.set(shoot_ids(row))
    Placement.objects.bulk_create(
        [
            Placement(plan=made, strip_id=p.strip_id, slot=p.slot, order=p.order, frozen=p.frozen)
            for p in Placement.objects.filter(plan=row)
        ],
        batch_size=500,
    )
    audit("plan.copied", by=who, subject=str(made.pk), source=row.pk)
    return made.pk
