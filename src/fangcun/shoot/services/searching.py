"""A search for a plan while it goes on: what is kept of it, who may stop it, and how it ends.

The search runs in a worker process. All that it tells goes into the plan's row, so that a page can show the curve, and
a search whose worker died goes on from the best plan that it had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db import transaction

from fangcun.base.api import actor_of_tenant, audit, blobs
from fangcun.shoot.contracts import Answer, Contradiction, PlanState, Problem, TracePoint
from fangcun.shoot.engine.exchange import problem_to_bytes
from fangcun.shoot.engine.ordering import orders
from fangcun.shoot.models import Placement, Plan


def best_so_far(plan_id: int) -> tuple[int, ...] | None:
    """The slots of the best plan that an interrupted search had found."""
    slots = _row(plan_id).summary.get("slots")
    return tuple(slots) if slots else None


def stop_asked(plan_id: int) -> bool:
    """Whether somebody wants the search to end with what it has."""
    return _row(plan_id).stop_asked


def tell(plan_id: int, trace: Sequence[TracePoint], slots: Sequence[int]) -> None:
    """Keep a better plan: its point on the cost curve, and its slots."""
    row = _row(plan_id)
    row.trace = [[point.seconds, point.cost, point.method] for point in trace]
    row.summary = row.summary | {"slots": list(slots)}
    row.save(update_fields=["trace", "summary"])


@transaction.atomic
def finish(plan_id: int, problem: Problem, answer: Answer, **summary: Any) -> None:
    """Make the answer the plan: every strip in its slot, those without room in none.

    A plan that was found already stays as it is: people may have moved strips or published it since.
    """
    row = Plan.objects.across_tenants().select_for_update().get(pk=plan_id)
    if row.state not in (PlanState.WORKING.value, PlanState.FAILED.value):
        return
    strips: list[int] = row.summary["index"]
    fixed = [scene.fixed is not None for crew in problem.crews for scene in crew.scenes]
    Placement.objects.filter(plan=row).delete()
    Placement.objects.bulk_create(
        Placement(plan=row, strip_id=strip, slot=slot, order=order, frozen=frozen)
        for strip, slot, order, frozen in zip(strips, answer.slots, orders(problem, answer.slots), fixed, strict=True)
        if slot >= 0
    )
    row.state = PlanState.DRAFT.value
    row.problem = blobs().put(problem_to_bytes(problem))  # after a disruption another than was asked for
    row.cost = asdict(answer.cost)
    row.trace = [[point.seconds, point.cost, point.method] for point in answer.trace]
    row.violations = [asdict(violation) for violation in answer.violations]
    found = {"slots": list(answer.slots), "seconds": round(answer.seconds, 2)}
    row.summary = {name: value for name, value in row.summary.items() if name != "failure"} | found | summary
    row.save()
    audit(
        "plan.found",
        by=actor_of_tenant(row.tenant_id),
        subject=str(row.pk),
        cost=answer.cost.total,
        violations=len(answer.violations),
    )


def contradiction_of(found: Contradiction | None) -> dict[str, Any]:
    """Why nothing fits, as the plan's summary keeps it."""
    return {"contradiction": asdict(found)} if found else {}


def fail(plan_id: int, message: str) -> None:
    """The search cannot be done; the page says why."""
    row = _row(plan_id)
    row.state, row.summary = PlanState.FAILED.value, row.summary | {"failure": message}
    row.save(update_fields=["state", "summary"])


def _row(plan_id: int) -> Plan:
    return Plan.objects.across_tenants().get(pk=plan_id)
