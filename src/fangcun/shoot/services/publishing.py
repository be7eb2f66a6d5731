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
from fangcun.park.api import booked, replace_many, stock_of
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
    wants, kit = _not_held(who, wants_of(row, problem)), kit_wants(who, row, problem)
    replace_many(who, {crew: [*mine, *kit.get(crew, ())] for crew, mine in wants.items()}, source=BY_PLAN)
    shoot_ids = tuple(row.shoots.order_by("id").values_list("id", flat=True))
    _supersede(row, shoot_ids)
    row.state, row.published_at = PlanState.IN_FORCE.value, clock.now()
    row.save(update_fields=["state", "published_at"])
    audit("plan.published", by=who, subject=str(row.pk), shoots=list(shoot_ids))
    emit(PlanPublished(row.pk, shoot_ids), tenant_id=who.tenant_id)


def wants_of(row: Plan, problem: Problem) -> dict[int, list[Want]]:
    """The places and people that a plan books, by crew: for each part in which they work."""
    slot_of = dict(Placement.objects.filter(plan=row).values_list("strip_id", "slot"))
    index = iter(row.summary["index"])
    wants: dict[int, list[Want]] = {}
    for crew in problem.crews:
        used: dict[int, set[int]] = defaultdict(set)
        for scene in crew.scenes:
            performers = (crew.roles[role].performer for role in scene.roles)
            people = (problem.people[p].id for p in performers if p is not None)
            place = problem.places[scene.place].id
            used[slot_of[next(index)]].update(r for r in (place, *people) if r is not None)
        if crew.id is not None:
            wants[crew.id] = [
                Want(resource, *_period(row, problem, slot), purpose=row.name)
                for slot, resources in sorted(used.items())
                for resource in sorted(resources)
            ]
    return wants


def kit_wants(who: Actor, row: Plan, problem: Problem) -> dict[int, list[Want]]:
    """The kit that a plan books, by crew and part: of each pool the most that one scene needs, from stocks with enough.

    A pool is a list of stocks that serve alike; what one of them lacks comes from the next.
    """
    pools: list[list[int]] = row.summary.get("kit", [])
    needs = _kit_needs(row, problem)
    stocks = stock_of(who, sorted({stock for pool in pools for stock in pool}))
    if not stocks or not needs:
        return {}
    slots = sorted({slot for _, slot, _ in needs})
    first, last = _period(row, problem, slots[0])[0], _period(row, problem, slots[-1])[1]
    crews = {crew.id for crew in problem.crews}
    others = [
        booking
        for booking in booked(who, start=first, end=last, resource_ids=list(stocks))
        if booking.crew_id not in crews or booking.source != BY_PLAN
    ]
    wants: dict[int, list[Want]] = defaultdict(list)
    left: dict[tuple[int, int], int] = {}
    for (crew_id, slot, kit), count in sorted(needs.items()):
        start, end = _period(row, problem, slot)
        for stock in pools[kit] if kit < len(pools) else ():
            if stock not in stocks:
                continue
            if (stock, slot) not in left:
                held = sum(b.quantity for b in others if b.resource_id == stock and b.start < end and b.end > start)
                left[stock, slot] = max(0, stocks[stock].count - held)
            taken = min(count, left[stock, slot])
            if taken:
                wants[crew_id].append(Want(stock, start, end, quantity=taken, purpose=row.name))
                left[stock, slot] -= taken
                count -= taken
    return wants


def _kit_needs(row: Plan, problem: Problem) -> dict[tuple[int, int, int], int]:
    """(crew id, slot, kit) → the most that one scene there needs: scenes of a slot are shot one after another."""
    slot_of = dict(Placement.objects.filter(plan=row).values_list("strip_id", "slot"))
    index = iter(row.summary["index"])
    needs: dict[tuple[int, int, int], int] = {}
    for crew in problem.crews:
        for scene in crew.scenes:
            slot = slot_of[next(index)]
            for kit, count in scene.kit:
                if crew.id is not None:
                    key = (crew.id, slot, kit)
                    needs[key] = max(needs.get(key, 0), count)
    return needs


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
        in_force = Plan.objects.of(row.tenant_id).filter(state=PlanState.IN_FORCE.value)
        newer = in_force.filter(published_at__gte=plan.published_at).exclude(pk=plan.pk)
        covered = set(shoot_ids) | set(newer.values_list("shoots__id", flat=True))
        if set(theirs) <= covered:
            plan.state = PlanState.SUPERSEDED.value
            plan.save(update_fields=["state"])
