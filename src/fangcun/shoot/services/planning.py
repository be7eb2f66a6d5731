"""Plans: asked for here, searched for by the farm, stopped when somebody has seen enough."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from fangcun.base.api import audit, blobs, require
from fangcun.base.contracts import Actor
from fangcun.farm.api import Task, submit
from fangcun.kit import clock, digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import PlanState, Posed
from fangcun.shoot.engine.exchange import problem_to_bytes
from fangcun.shoot.models import Plan, Shoot
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.plans import plan_row
from fangcun.shoot.queries.shoots import rows_of
from fangcun.shoot.services.posing import pose_shoots

SECONDS = 30.0
"""How long a search goes on when nobody says."""

MOST_SECONDS = 3600.0
URGENT = -10
"""People wait for a plan; episodes can wait."""


def start_plan(
    actor: Actor | None,
    *,
    shoot_ids: Sequence[int],
    starts_on: date | None = None,
    days: int | None = None,
    seconds: float = SECONDS,
    name: str = "",
    seed: int = 1,
) -> int:
    """Ask for a plan of these shoots together; returns its id. The search begins as soon as a worker is free.

    Asking again for the same thing (nothing has changed since) gives the plan there is. Raises ``plan.empty``.
    """
    plan_id, task = prepare_plan(
        actor, shoot_ids=shoot_ids, starts_on=starts_on, days=days, seconds=seconds, name=name, seed=seed
    )
    search(require(actor, PLAN), plan_id, task)
    return plan_id


def search(who: Actor, plan_id: int, task: Task) -> int | None:
    """Submit the work of a plan that is still to be found; returns its job, None for one that there is."""
    if plan_row(who.tenant_id, plan_id).state != PlanState.WORKING.value:
        return None
    return submit([task], title=task.title, by=who, targets=[task.key])


def prepare_plan(
    actor: Actor | None,
    *,
    shoot_ids: Sequence[int],
    starts_on: date | None = None,
    days: int | None = None,
    seconds: float = SECONDS,
    name: str = "",
    seed: int = 1,
) -> tuple[int, Task]:
    """As ``start_plan``, but the task is left to the caller to submit with others."""
    who = require(actor, PLAN)
    rows = _shoots(who, shoot_ids)
    first = starts_on or min(row.starts_on for row in rows)
    last = max(row.starts_on + timedelta(days=row.days) for row in rows)
    length = days or max(1, (last - first).days)
    posed, index = pose_shoots(who, rows, starts_on=first, days=length)
    title = name or "、".join(f"《{row.production.name}》" for row in rows)[:110]
    plan_id = keep_plan(who, rows, posed, index, name=title, inputs={"seconds": seconds, "seed": seed})
    return plan_id, task_of(plan_id, posed, kind="shoot.plan", title=f"排计划：{title}", seconds=seconds, seed=seed)


def task_of(plan_id: int, posed: Posed, *, kind: str, title: str, seconds: float, seed: int, **more: Any) -> Task:
    """The work of searching for a plan."""
    posed_as = blobs().put(problem_to_bytes(posed.problem))
    seconds = min(max(1.0, seconds), MOST_SECONDS)
    inputs = {"plan": plan_id, "problem": posed_as, "seconds": seconds, "seed": seed, **more}
    return Task(kind, inputs, title=title[:120], weight=seconds, priority=URGENT)


@transaction.atomic
def keep_plan(
    who: Actor,
    rows: Sequence[Shoot],
    posed: Posed,
    index: Sequence[int],
    *,
    name: str,
    inputs: Mapping[str, Any],
    based_on: int | None = None,
) -> int:
    """The row of a plan that is searched for; the one there is when the same was asked before."""
    posed_as = blobs().put(problem_to_bytes(posed.problem))
    pools = [list(pool) for pool in posed.index.kit]
    asked: dict[str, Any] = {
        "inputs": digest.plain(dict(inputs)),
        "index": list(index),
        "kit": pools,
        "remarks": list(posed.remarks),
    }
    asked["asked"] = posed_as
    same = Plan.objects.of(who.tenant_id).filter(based_on_id=based_on).exclude(state=PlanState.FAILED.value)
    for known in same.order_by("-id"):
        if all(known.summary.get(name) == asked[name] for name in ("asked", "inputs", "index")):
            return known.pk
    assert posed.problem.starts_on is not None  # our own problems always have a date
    row = Plan.objects.create(
        tenant_id=who.tenant_id,
        name=name[:120],
        starts_on=posed.problem.starts_on,
        days=posed.problem.days,
        parts=[asdict(part) for part in posed.problem.parts],
        state=PlanState.WORKING.value,
        problem=posed_as,
        summary=asked,
        based_on_id=based_on,
        created_by_id=who.user_id,
        created_at=clock.now(),
    )
    row.shoots.set(rows)
    audit("plan.asked", by=who, subject=str(row.pk), shoots=[shoot.pk for shoot in rows], seconds=inputs["seconds"])
    return row.pk


def stop_plan(actor: Actor | None, plan_id: int) -> None:
    """End a search with the best plan that it has. Does nothing to one that is over. Raises ``plan.missing``."""
    who = require(actor, PLAN)
    row = plan_row(who.tenant_id, plan_id)
    if row.state == PlanState.WORKING.value and not row.stop_asked:
        row.stop_asked = True
        row.save(update_fields=["stop_asked"])
        audit("plan.stopped", by=who, subject=str(row.pk))


def _shoots(who: Actor, shoot_ids: Sequence[int]) -> list[Shoot]:
    rows = list(rows_of(who.tenant_id).filter(pk__in=shoot_ids).order_by("id"))
    if not rows or len(rows) != len(set(shoot_ids)):
        raise FangcunError("shoot.missing", Kind.NOT_FOUND, "选中的剧组里有的已不存在，请刷新页面重新选择。")
    return rows
