"""The problem that is left after disruptions: what is shot or frozen stays, the rest may go elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from fangcun.shoot.contracts import CrewJob, Kit, Performer, Place, Problem, SceneJob
from fangcun.shoot.engine.blocking import SceneAt, blocking, scenes_of
from fangcun.shoot.engine.disruptions import (
    ActorAway,
    CrewAway,
    CrewLate,
    Disruption,
    PlaceBroken,
    Rain,
    SceneAdded,
    SceneChanged,
    SceneRemoved,
    StockLost,
)


@dataclass(frozen=True, slots=True)
class Disrupted:
    """What is left: the new problem, the old plan in its order (None: new scenes), and the scenes that must move."""

    problem: Problem
    slots: tuple[int | None, ...]
    forced: frozenset[SceneAt]


def disrupt(
    problem: Problem,
    slots: Sequence[int | None],
    disruptions: Iterable[Disruption],
    *,
    now_slot: int,
    frozen: Collection[int] = (),
    change_price: int | None = None,
) -> Disrupted:
    """The problem after ``disruptions``, with what lies before ``now_slot`` and in ``frozen`` slots fixed.

    Nothing is put into the past or into frozen slots. ``was`` is the old slot; leaving it costs ``change_price``
    (None: as the problem says, at least a set move). A frozen or agreed scene that a disruption makes impossible is
    set free; what is shot stays whatever happens. Raises KeyError for a key that the crew does not have.
    """
    posed = _priced(problem, change_price)
    given = iter(slots)
    rows = [[(replace(scene, was=(slot := next(given))), slot) for scene in crew.scenes] for crew in posed.crews]
    for disruption in disruptions:
        posed, rows = _applied(posed, rows, disruption, now_slot)
    later = tuple(slot for slot in range(now_slot, posed.slots) if slot not in frozen)
    held = [[(_held(scene, slot, now_slot, frozen, later), slot) for scene, slot in crew] for crew in rows]
    posed = _with_scenes(posed, held)
    plan = tuple(slot for crew in held for _, slot in crew)
    return _released(posed, plan, now_slot=now_slot, later=later)


def _priced(problem: Problem, change_price: int | None) -> Problem:
    least = max(problem.prices.change, problem.prices.set_move, 1)
    return replace(problem, prices=replace(problem.prices, change=least if change_price is None else change_price))


def _held(scene: SceneJob, slot: int | None, now_slot: int, frozen: Collection[int], later: Sequence[int]) -> SceneJob:
    if slot is not None and slot < now_slot:
        return replace(scene, fixed=slot, only=None)
    if slot is not None and slot in frozen and (scene.only is None or slot in scene.only):
        return replace(scene, fixed=slot)
    if scene.fixed is not None and scene.fixed >= now_slot:
        return scene
    return _free(scene, later)


def _free(scene: SceneJob, later: Sequence[int]) -> SceneJob:
    return replace(scene, fixed=None, only=tuple(s for s in later if scene.only is None or s in scene.only))


def _released(problem: Problem, plan: tuple[int | None, ...], *, now_slot: int, later: Sequence[int]) -> Disrupted:
    forced = {
        at
        for at, slot in zip(scenes_of(problem), plan, strict=True)
        if slot is None or (slot >= now_slot and blocking(problem, at, slot))
    }
    crews = []
    for c, crew in enumerate(problem.crews):
        scenes = tuple(
            _free(scene, later) if (c, s) in forced and _stuck(problem, (c, s)) else scene
            for s, scene in enumerate(crew.scenes)
        )
        crews.append(replace(crew, scenes=scenes))
    return Disrupted(replace(problem, crews=tuple(crews)), plan, frozenset(forced))


def _stuck(problem: Problem, at: SceneAt) -> bool:
    """Whether a scene is fixed to a slot that is closed to it."""
    fixed = problem.crews[at[0]].scenes[at[1]].fixed
    return fixed is not None and bool(blocking(problem, at, fixed))


Rows = list[list[tuple[SceneJob, int | None]]]


def _applied(problem: Problem, rows: Rows, disruption: Disruption, now_slot: int) -> tuple[Problem, Rows]:
    match disruption:
        case ActorAway(person=person):
            return replace(problem, people=_people(problem, person, _span(disruption, now_slot))), rows
        case PlaceBroken(place=place):
            return replace(problem, places=_places(problem, place, _span(disruption, now_slot))), rows
        case CrewAway(crew=crew):
            return replace(problem, crews=_crews(problem, crew, _span(disruption, now_slot))), rows
        case StockLost(kit=kit, count=count):
            return replace(problem, kit=_kit(problem, kit, count, _span(disruption, now_slot))), rows
        case Rain(slots=wet):
            dry = tuple(slot for slot in range(problem.slots) if slot not in wet)
            return problem, [[(_kept_dry(scene, slot, dry, now_slot), slot) for scene, slot in crew] for crew in rows]
        case CrewLate():
            return _late(problem, rows, disruption, now_slot)
        case SceneAdded(crew=crew, scene=scene):
            rows[crew].append((replace(scene, was=None), None))
            return problem, rows
        case SceneRemoved(crew=crew, key=key):
            index = _index(rows[crew], key)
            if not _shot(rows[crew][index][1], now_slot):
                rows[crew] = _without(rows[crew], index)
            return problem, rows
        case SceneChanged(crew=crew, key=key, scene=scene):
            index = _index(rows[crew], key)
            slot = rows[crew][index][1]
            if _shot(slot, now_slot):
                rows[crew].append((replace(scene, key=f"{scene.key} 补拍", was=None, after=()), None))
            else:
                rows[crew][index] = (replace(scene, was=slot, after=rows[crew][index][0].after), slot)
            return problem, rows


def _span(disruption: ActorAway | PlaceBroken | CrewAway | StockLost, now_slot: int) -> tuple[int, ...]:
    return tuple(range(max(disruption.from_slot, now_slot), disruption.to_slot))


def _people(problem: Problem, person: int, slots: tuple[int, ...]) -> tuple[Performer, ...]:
    one = problem.people[person]
    changed = replace(one, away=_union(one.away, slots))
    return (*problem.people[:person], changed, *problem.people[person + 1 :])


def _places(problem: Problem, place: int, slots: tuple[int, ...]) -> tuple[Place, ...]:
    one = problem.places[place]
    changed = replace(one, closed=_union(one.closed, slots))
    return (*problem.places[:place], changed, *problem.places[place + 1 :])


def _crews(problem: Problem, crew: int, slots: tuple[int, ...]) -> tuple[CrewJob, ...]:
    one = problem.crews[crew]
    changed = replace(one, away=_union(one.away, slots))
    return (*problem.crews[:crew], changed, *problem.crews[crew + 1 :])


def _kit(problem: Problem, kit: int, count: int, slots: tuple[int, ...]) -> tuple[Kit, ...]:
    one = problem.kit[kit]
    changed = replace(one, taken=(*one.taken, *((slot, count) for slot in slots)))
    return (*problem.kit[:kit], changed, *problem.kit[kit + 1 :])


def _kept_dry(scene: SceneJob, slot: int | None, dry: tuple[int, ...], now_slot: int) -> SceneJob:
    if not scene.exterior or _shot(slot, now_slot):
        return scene
    fixed = scene.fixed if scene.fixed in dry else None
    return replace(scene, only=tuple(s for s in dry if scene.only is None or s in scene.only), fixed=fixed)


def _late(problem: Problem, rows: Rows, late: CrewLate, now_slot: int) -> tuple[Problem, Rows]:
    """The minutes lost are put on the shortest scene of the slot, which is fixed there: the others see what is left."""
    crew = rows[late.crew]
    part = problem.parts[late.slot % len(problem.parts)]
    here = [i for i, (_, slot) in enumerate(crew) if slot == late.slot and slot >= now_slot]
    shortest = min(here, key=lambda i: crew[i][0].minutes, default=None)
    if shortest is None:
        return problem, rows
    scene = crew[shortest][0]
    minutes = scene.minutes + late.minutes
    if minutes + problem.set_move_minutes > part.minutes + part.overtime:
        away = _crews(problem, late.crew, (late.slot,))
        return replace(problem, crews=away), rows
    crew[shortest] = (replace(scene, minutes=minutes, fixed=late.slot, only=None), late.slot)
    return problem, rows


def _without(crew: list[tuple[SceneJob, int | None]], index: int) -> list[tuple[SceneJob, int | None]]:
    def kept(scene: SceneJob) -> SceneJob:
        return replace(scene, after=tuple(i - (i > index) for i in scene.after if i != index))

    return [(kept(scene), slot) for i, (scene, slot) in enumerate(crew) if i != index]


def _with_scenes(problem: Problem, rows: Rows) -> Problem:
    crews = zip(problem.crews, rows, strict=True)
    return replace(problem, crews=tuple(replace(c, scenes=tuple(scene for scene, _ in row)) for c, row in crews))


def _index(crew: list[tuple[SceneJob, int | None]], key: str) -> int:
    return {scene.key: i for i, (scene, _) in enumerate(crew)}[key]


def _shot(slot: int | None, now_slot: int) -> bool:
    return slot is not None and slot < now_slot


def _union(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*one, *other}))
