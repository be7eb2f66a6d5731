"""The stripboard: every crew of a plan, its strips by day and part, what is full and what clashes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Max

from fangcun.base.api import may, require
from fangcun.base.contracts import Actor
from fangcun.shoot.contracts import CostParts, Light, PlanState, PlanView, Problem
from fangcun.shoot.engine.loads import load_of
from fangcun.shoot.models import Move, Placement, Plan, Strip
from fangcun.shoot.permissions import PLAN, SEE
from fangcun.shoot.queries.plans import plan_row, plan_view
from fangcun.shoot.queries.posed import Clash, Posed, clashes, cost, posed, shoot_ids


@dataclass(frozen=True, slots=True)
class BoardStrip:
    """A strip on the board. ``crew`` and ``scene`` are its place in the problem; ``cast`` are numbers of ``BoardCrew``.

    ``slot`` is -1 for a strip that has no place yet.
    """

    id: int
    crew: int
    scene: int
    key: str
    light: Light
    place: str
    minutes: int
    cast: tuple[int, ...]
    synopsis: str
    slot: int
    order: int
    frozen: bool


@dataclass(frozen=True, slots=True)
class BoardCrew:
    """A crew on the board. ``cast`` are (number, role, index of the performer): number 1 has the most scenes."""

    shoot_id: int
    name: str
    unit: str
    colour: int
    cast: tuple[tuple[int, str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Load:
    """What a crew has to do in a slot, in minutes: ``most`` is with all overtime."""

    crew: int
    slot: int
    minutes: int
    regular: int
    most: int


@dataclass(frozen=True, slots=True)
class BoardView:
    """A plan as its board shows it. ``revision`` names this state: an edit that names an older one is refused."""

    plan: PlanView
    problem: Problem
    crews: tuple[BoardCrew, ...]
    strips: tuple[BoardStrip, ...]
    loads: tuple[Load, ...]
    clashes: tuple[Clash, ...]
    cost: CostParts
    revision: int
    editable: bool
    undoable: str  # what an undo would take back, in words
    redoable: str


def board(actor: Actor | None, plan_id: int) -> BoardView:
    """The board of a plan. Raises ``plan.missing``, ``plan.unposed``, ``denied``."""
    who = require(actor, SEE)
    row = plan_row(who.tenant_id, plan_id)
    plan = posed(row)
    crews, numbers = _crews(plan_view(row), plan)
    strips = _strips(row, plan, numbers)
    slot_of = {strip.id: strip.slot for strip in strips}
    slots = [slot_of.get(strip, -1) for strip in plan.strips]
    done, undone = ends(row)
    return BoardView(
        plan=plan_view(row),
        problem=plan.problem,
        crews=crews,
        strips=strips,
        loads=loads(plan, slots),
        clashes=clashes(plan, slots),
        cost=cost(plan, slots),
        revision=done.pk if done else 0,
        editable=row.state == PlanState.DRAFT.value and may(who, PLAN),
        undoable=done.words if done else "",
        redoable=undone.words if undone else "",
    )


def loads(plan: Posed, slots: list[int] | tuple[int, ...]) -> tuple[Load, ...]:
    """The load of every crew and slot that has scenes."""
    problem = plan.problem
    there: dict[tuple[int, int], list[int]] = defaultdict(list)
    for strip, slot in zip(plan.strips, slots, strict=True):
        if slot >= 0:
            crew, scene = plan.seats[strip]
            there[crew, slot].append(scene)
    found = []
    for (crew, slot), scenes in sorted(there.items()):
        part = problem.parts[slot % len(problem.parts)]
        minutes = load_of(problem, (problem.crews[crew].scenes[scene] for scene in scenes))
        found.append(Load(crew, slot, minutes, part.minutes, part.minutes + part.overtime))
    return tuple(found)


def ends(row: Plan) -> tuple[Move | None, Move | None]:
    """The last edit that counts, and the first one that was undone after it."""
    moves = Move.objects.filter(plan=row)
    last = moves.filter(undone=False).aggregate(last=Max("id"))["last"]
    done = moves.filter(pk=last).first() if last else None
    return done, moves.filter(undone=True, pk__gt=last or 0).order_by("id").first()


def _crews(view: PlanView, plan: Posed) -> tuple[tuple[BoardCrew, ...], list[dict[int, int]]]:
    """The crews, and for each the cast number of every role: as on paper, the leads have the low ones."""
    by_crew = {shoot.crew_id: shoot for shoot in view.shoots}
    crews, numbers = [], []
    for index, job in enumerate(plan.problem.crews):
        shoot = by_crew.get(job.id) if job.id is not None else None
        shoot = shoot or view.shoots[index]
        scenes = Counter(role for scene in job.scenes for role in scene.roles)
        ranked = sorted(range(len(job.roles)), key=lambda role: (-scenes[role], role))
        numbers.append({role: place + 1 for place, role in enumerate(ranked)})
        cast = tuple((place + 1, job.roles[role].name, job.roles[role].performer) for place, role in enumerate(ranked))
        crews.append(BoardCrew(shoot.id, shoot.production_name, shoot.unit, shoot.colour, cast))
    return tuple(crews), numbers


def _strips(row: Plan, plan: Posed, numbers: list[dict[int, int]]) -> tuple[BoardStrip, ...]:
    placed = {
        strip: (slot, order, frozen)
        for strip, slot, order, frozen in Placement.objects.filter(plan=row).values_list(
            "strip_id", "slot", "order", "frozen"
        )
    }
    facts = {
        pk: (key, place, data)
        for pk, key, place, data in Strip.objects.filter(
            shoot__tenant_id=row.tenant_id, shoot_id__in=shoot_ids(row)
        ).values_list("id", "key", "place", "facts")
    }
    found = []
    for strip in plan.strips:
        if strip not in facts:
            continue
        crew, scene = plan.seats[strip]
        job = plan.problem.crews[crew].scenes[scene]
        key, place, data = facts[strip]
        slot, order, frozen = placed.get(strip, (-1, 0, False))
        found.append(
            BoardStrip(
                strip,
                crew,
                scene,
                key,
                light_of(night=job.night, exterior=job.exterior),
                place,
                job.minutes,
                tuple(sorted(numbers[crew][role] for role in job.roles)),
                str(data.get("synopsis", "")),
                slot,
                order,
                frozen,
            )
        )
    return tuple(found)


def light_of(*, night: bool, exterior: bool) -> Light:
    """The colour of a strip."""
    if night:
        return Light.NIGHT_EXT if exterior else Light.NIGHT_INT
    return Light.DAY_EXT if exterior else Light.DAY_INT
