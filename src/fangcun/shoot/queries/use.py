"""Who and what a plan uses on which day: the lines of the base's Gantt, and how much of what there is that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.whatif import use_of
from fangcun.shoot.permissions import SEE
from fangcun.shoot.queries.plans import plan_row
from fangcun.shoot.queries.posed import Clash, Posed, clashes, posed, slots_of


class UseKind(StrEnum):
    """What the lines of a Gantt are."""

    CREWS = "crews"
    PLACES = "places"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class UseCell:
    """A day of a line: the crews (indices of the problem) that use it, scenes, minutes, whether something clashes."""

    day: int
    crews: tuple[int, ...]
    scenes: int
    minutes: int
    clash: bool
    away: bool


@dataclass(frozen=True, slots=True)
class UseLine:
    """A crew, place or person. ``percent`` is the share of days used (crews: of their minutes).

    ``resource_id`` is the base's id of the crew, space or person; None for one that the base does not know.
    """

    index: int
    name: str
    percent: int
    cells: tuple[UseCell, ...]
    resource_id: int | None

    @property
    def clashes(self) -> int:
        """On how many days something clashes."""
        return sum(cell.clash for cell in self.cells)


def use_lines(actor: Actor | None, plan_id: int, kind: UseKind) -> tuple[UseLine, ...]:
    """The lines of one kind, the most used first; what is never used stands at the end. Raises ``plan.missing``."""
    row = plan_row(require(actor, SEE).tenant_id, plan_id)
    plan = posed(row)
    slots = slots_of(row, plan)
    used = use_of(plan.problem, [slot if slot >= 0 else None for slot in slots])
    known = {line.index: line for line in getattr(used, kind.value)}
    crews_at = _crews_at(plan, slots, kind)
    bad = _bad_days(clashes(plan, slots), plan.problem, kind)
    lines = []
    for index, (name, away, resource) in enumerate(_all(plan.problem, kind)):
        line = known.get(index)
        cells = tuple(
            UseCell(
                day,
                tuple(sorted(crews_at.get((index, day), ()))),
                line.scenes[day] if line else 0,
                line.minutes[day] if line else 0,
                (index, day) in bad,
                day in away,
            )
            for day in range(plan.problem.days)
        )
        lines.append(UseLine(index, name, line.percent if line else 0, cells, resource))
    return tuple(sorted(lines, key=lambda line: (-line.percent, -sum(c.minutes for c in line.cells), line.index)))


def _all(problem: Problem, kind: UseKind) -> Iterable[tuple[str, set[int], int | None]]:
    """Every crew, place or person with the days on which no part is open."""
    if kind == UseKind.CREWS:
        return [(crew.name, _whole_days(problem, crew.away), crew.id) for crew in problem.crews]
    if kind == UseKind.PLACES:
        return [(place.name, _whole_days(problem, place.closed), place.id) for place in problem.places]
    return [(person.name, _whole_days(problem, person.away), person.id) for person in problem.people]


def _whole_days(problem: Problem, slots: Iterable[int]) -> set[int]:
    parts, gone = len(problem.parts), set(slots)
    return {day for day in range(problem.days) if all(day * parts + part in gone for part in range(parts))}


def _crews_at(plan: Posed, slots: Sequence[int], kind: UseKind) -> dict[tuple[int, int], set[int]]:
    parts = len(plan.problem.parts)
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    for strip, slot in zip(plan.strips, slots, strict=True):
        if slot < 0:
            continue
        crew, scene = plan.seats[strip]
        for index in _used(plan.problem, crew, scene, kind):
            found[index, slot // parts].add(crew)
    return found


def _used(problem: Problem, crew: int, scene: int, kind: UseKind) -> Iterable[int]:
    job = problem.crews[crew]
    if kind == UseKind.CREWS:
        return (crew,)
    if kind == UseKind.PLACES:
        return (job.scenes[scene].place,)
    performers = (job.roles[role].performer for role in job.scenes[scene].roles)
    return {performer for performer in performers if performer is not None}


def _bad_days(found: Iterable[Clash], problem: Problem, kind: UseKind) -> set[tuple[int, int]]:
    bad = set()
    for clash in found:
        if clash.slot is None:
            continue
        day = clash.slot // len(problem.parts)
        if kind == UseKind.CREWS:
            bad |= {(crew, day) for crew in clash.crews}
        index = clash.place if kind == UseKind.PLACES else clash.person
        if kind != UseKind.CREWS and index is not None:
            bad.add((index, day))
    return bad
