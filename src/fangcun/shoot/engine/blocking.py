"""Why a scene cannot have a slot, whatever else is planned: each reason as the demand that it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fangcun.shoot.contracts import Problem

SceneAt = tuple[int, int]  # (crew, scene of the crew)


class DemandKind(StrEnum):
    """What a plan must hold to; each can be dropped on its own when looking for a contradiction."""

    SCENE = "scene"  # the scene is shot
    LIGHT = "light"
    FIXED = "fixed"
    ONLY = "only"
    PLACE_OPEN = "place_open"
    PERSON_THERE = "person_there"
    CREW_THERE = "crew_there"
    MINOR_NIGHT = "minor_night"
    MINOR_DAY = "minor_day"
    PLACE_FREE = "place_free"
    PERSON_FREE = "person_free"
    HOURS = "hours"
    KIT = "kit"
    ORDER = "order"
    REST = "rest"
    TRAVEL = "travel"


@dataclass(frozen=True, slots=True, order=True)
class Demand:
    """A demand and whom it is about: (crew, scene), (place,), (person,), (crew,) or (kit,)."""

    kind: DemandKind
    about: tuple[int, ...]


def blocking(problem: Problem, at: SceneAt, slot: int) -> tuple[Demand, ...]:
    """The demands that keep the scene out of the slot; none where it could be shot there."""
    crew = problem.crews[at[0]]
    scene = crew.scenes[at[1]]
    dark = problem.parts[slot % len(problem.parts)].night
    found: list[Demand] = []
    if scene.night != dark and (scene.night or scene.exterior):
        found.append(Demand(DemandKind.LIGHT, at))
    if scene.fixed is not None and scene.fixed != slot:
        found.append(Demand(DemandKind.FIXED, at))
    elif scene.only is not None and slot not in scene.only:
        found.append(Demand(DemandKind.ONLY, at))
    if slot in problem.places[scene.place].closed:
        found.append(Demand(DemandKind.PLACE_OPEN, (scene.place,)))
    if slot in crew.away:
        found.append(Demand(DemandKind.CREW_THERE, (at[0],)))
    for person in people_in(problem, at):
        if slot in problem.people[person].away:
            found.append(Demand(DemandKind.PERSON_THERE, (person,)))
        if dark and problem.people[person].no_night:
            found.append(Demand(DemandKind.MINOR_NIGHT, (person,)))
    return tuple(found)


def people_in(problem: Problem, at: SceneAt) -> tuple[int, ...]:
    """The persons in a scene."""
    crew = problem.crews[at[0]]
    found = {crew.roles[role].performer for role in crew.scenes[at[1]].roles}
    return tuple(sorted(person for person in found if person is not None))


def scenes_of(problem: Problem) -> tuple[SceneAt, ...]:
    """Every scene in the order of a plan's slots."""
    return tuple((c, s) for c, crew in enumerate(problem.crews) for s in range(len(crew.scenes)))
