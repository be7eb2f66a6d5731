"""A plan comes into force: what it replaces, and what it books."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fangcun.base.api import audit, emit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.api import booked, replace_many
from fangcun.park.contracts import ResourceKind, Want
from fangcun.shoot.contracts import PlanPublished, PlanState, Problem
from fangcun.shoot.models import Placement, Plan
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.plans import plan_row, problem_of
from fangcun.shoot.services.posing import BY_PLAN


@transaction.atomic
def publish(actor: Actor | None, plan_id: int) -> None:
    """Put a plan in force: its sets, people and kit are booked, the plans that it replaces are superseded.

    Raises ``plan.missing``; ``plan.state`` for one that is not a draft; ``plan.unsound`` for one that breaks a hard
    rule; and CONFLICT from the bookings when somebody took a set or a person meanwhile.
    """
    who = require(actor, PLAN)
    row = plan_row(who.tenant_id, plan_id)
    if row.state != PlanState.DRAFT.value:
        raise FangcunError("plan.state", Kind.CONFLICT, "只有排好、还没有发布的计划能发布；要改动请先另存一份。")
    if row.violations:
        message = f"计划里还有 {len(row.violations)} 处冲突，请先在计划板上排开，再发布。"
        raise FangcunError("plan.unsound", Kind.CONFLICT, message)
    problem = problem_of(row)
    replace_many(who, _not_held(who, wants_of(row, problem)), source=BY_PLAN)
    shoot_ids = tuple(row.shoots.order_by("id").values_list("id", flat=True))
    _supersede(row, shoot_ids)
    row.state, row.published_at = PlanState.IN_FORCE.value, clock.now()
    row.save(update_fields=["state", "published_at"])
    audit("plan.published", by=who, subject=str(row.pk), shoots=list(shoot_ids))
    emit(PlanPublished(row.pk, shoot_ids), tenant_id=who.tenant_id)


def wants_of(row: Plan, problem: Problem) -> dict[int, list[Want]]:
    """What a plan books, by crew: places and people for each part in which they work, kit for the most of a part."""
    slot_of = dict(Placement.objects.filter(plan=row).values_list("strip_id", "slot"))
    index = iter(row.summary["index"])
    wants: dict[int, list[Want]] = {}
    for crew in problem.crews:
        used: dict[int, set[int]] = defaultdict(set)
        counted: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for scene in crew.scenes:
            slot = slot_of[next(index)]
            place = problem.places[scene.place].id
            performers = (crew.roles[role].performer for role in scene.roles)
            people = (problem.people[p].id for p in performers if p is not None)
            used[slot].update(r for r in (place, *people) if r is not None)
            for kit, count in scene.kit:
                known = problem.kit[kit].id
                if known is not None:
                    counted[slot][known] += count
        if crew.id is None:
            continue
        wants[crew.id] = [
            Want(resource, *_period(row, problem, slot), purpose=row.name)
            for slot, resources in sorted(used.items())
            for resource in sorted(resources)
        ] + [
            Want(resource, *_period(row, problem, slot), quantity=count, purpose=row.name)
            for slot, needs in sorted(counted.items())
            for resource, count in sorted(needs.items())
        ]
    return wants


def _not_held(who: Actor, wants: dict[int, list[Want]]) -> dict[int, list[Want]]:
    """The wants without the hours that a crew has ordered by hand already: it cannot be in its own way."""
    every = [want for crew in wants.values() for want in crew]
    if not every:
        return wants
    held: dict[tuple[int, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for booking in booked(who, start=min(w.start for w in every), end=max(w.end for w in every), crew_ids=wants):
        if booking.source != BY_PLAN and booking.resource_kind is not ResourceKind.STOCK:
            held[booking.crew_id, booking.resource_id].append((booking.start, booking.end))
    return {
        crew: [piece for want in mine for piece in _without(want, held[crew, want.resource_id])]
        for crew, mine in wants.items()
    }


def _without(want: Want, held: list[tuple[datetime, datetime]]) -> list[Want]:
    """What is left of a want when ``held`` (start, end) is taken out of it."""
    pieces = [want]
    for start, end in held:
        pieces = [
            replace(piece, start=a, end=b)
            for piece in pieces
            for a, b in ((piece.start, min(piece.end, start)), (max(piece.start, end), piece.end))
            if a < b
        ]
    return pieces


def _period(row: Plan, problem: Problem, slot: int) -> tuple[datetime, datetime]:
    """From the start of a part to the latest end that its overtime allows, so that a late scene is not turned out."""
    day, part = divmod(slot, len(problem.parts))
    chosen = problem.parts[part]
    midnight = datetime.combine(row.starts_on + timedelta(days=day), datetime.min.time())
    start = timezone.make_aware(midnight) + timedelta(minutes=chosen.start)
    return start, start + timedelta(minutes=chosen.minutes + chosen.overtime)


def _supersede(row: Plan, shoot_ids: tuple[int, ...]) -> None:
    """Plans whose shoots all follow this one now are history."""
    older = Plan.objects.of(row.tenant_id).filter(state=PlanState.IN_FORCE.value, shoots__in=shoot_ids).distinct()
    for plan in older:
        theirs = plan.shoots.values_list("id", flat=True)
        newer = Plan.objects.of(row.tenant_id).filter(state=PlanState.IN_FORCE.value, pk__gt=plan.pk)
        covered = set(shoot_ids) | set(newer.values_list("shoots__id", flat=True))
        if set(theirs) <= covered:
            plan.state = PlanState.SUPERSEDED.value
            plan.save(update_fields=["state"])
