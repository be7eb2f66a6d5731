"""A plan together with the problem that it answers: which strip is which scene, what its placements break and cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from fangcun.kit.digest import Digest
from fangcun.shoot.contracts import CostParts, Problem, RuleKind, Violation
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.models import Placement, Plan
from fangcun.shoot.queries.plans import problem_of

REMEMBERED = 8
"""Problems kept in each process: as many plans as people of a base look at side by side."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A broken hard rule as the pages show it: ids of strips; crews, place and person are indices of the problem.

    ``slot`` is None for what concerns no one slot.
    """

    rule: RuleKind
    message: str
    slot: int | None
    strips: tuple[int, ...]
    crews: tuple[int, ...]
    place: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Posed:
    """A problem and its strips: ``strips[i]`` is scene ``i``, crew after crew; ``seats[strip]`` is (crew, scene)."""

    problem: Problem
    strips: tuple[int, ...]
    seats: dict[int, tuple[int, int]]
    strip_at: dict[tuple[int, int], int]


_known: dict[tuple[Digest, tuple[int, ...]], Posed] = {}


def posed(row: Plan) -> Posed:
    """The problem of a plan with its strips. Raises ``plan.unposed`` for a plan that was never posed."""
    strips = tuple(int(strip) for strip in row.summary.get("index", ()))
    found = _known.get((row.problem, strips))
    if found is None:
        problem = problem_of(row)
        seats = [(crew, scene) for crew, job in enumerate(problem.crews) for scene in range(len(job.scenes))]
        strip_at = dict(zip(seats, strips, strict=True))
        found = Posed(problem, strips, {strip: seat for seat, strip in strip_at.items()}, strip_at)
        while len(_known) >= REMEMBERED:
            _known.pop(next(iter(_known)), None)
        _known[row.problem, strips] = found
    return found


def shoot_ids(row: Plan) -> tuple[int, ...]:
    """The shoots of a plan; they are the plan's tenant's, because whoever made it could only name those."""
    return tuple(row.shoots.order_by("id").values_list("id", flat=True))


def slots_of(row: Plan, plan: Posed) -> tuple[int, ...]:
    """The slot of each scene, crew after crew; -1 for a scene that has no placement."""
    placed = dict(Placement.objects.filter(plan=row).values_list("strip_id", "slot"))
    return tuple(placed.get(strip, -1) for strip in plan.strips)


def clashes(plan: Posed, slots: Sequence[int]) -> tuple[Clash, ...]:
    """Every hard rule that the slots break."""
    return tuple(_clash(plan, violation) for violation in violations(plan, slots))


def cost(plan: Posed, slots: Sequence[int]) -> CostParts:
    """What the slots cost."""
    return _judged(plan, tuple(slots))[1]


def violations(plan: Posed, slots: Sequence[int]) -> tuple[Violation, ...]:
    """Every hard rule that the slots break, in the problem's own indices."""
    return _judged(plan, tuple(slots))[0]


@lru_cache(maxsize=16)
def _judged(plan: Posed, slots: tuple[int, ...]) -> tuple[tuple[Violation, ...], CostParts]:
    # What was after one move is before the next one, so each state is checked once.
    placed = [slot if slot >= 0 else None for slot in slots]
    return check(plan.problem, placed), costs(plan.problem, placed)


def _clash(plan: Posed, violation: Violation) -> Clash:
    strips = tuple(plan.strip_at[seat] for seat in violation.scenes if seat in plan.strip_at)
    return Clash(
        violation.rule, violation.message, violation.slot, strips, violation.crews, violation.place, violation.person
    )
