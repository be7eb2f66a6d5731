"""A problem as flat arrays, the way the compiled search reads it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from fangcun.shoot.contracts import CrewJob, Problem, SceneJob

Ints = NDArray[np.int64]

MOST_SITES = 10
"""The shortest way is tabled for every subset of sites; more sites are drawn together by nearness."""


class Tables(NamedTuple):
    """What does not change during a search. Scenes, roles, (crew, place) and (crew, person) pairs count over all crews.

    Lists of varying length lie in one array, with the array of their starts before it.
    """

    crew: Ints
    pair: Ints  # (crew, place) of each scene
    minutes: Ints
    allowed: NDArray[np.uint8]  # scene × slot
    choice_start: Ints
    choices: Ints  # allowed slots of each scene
    role_start: Ints
    roles: Ints
    player_start: Ints
    players: Ints  # (crew, person) pairs of each scene
    kit_start: Ints
    kit: Ints  # rows of (kit, count)
    was: Ints
    after_start: Ints
    after: Ints  # scenes that must lie earlier
    before_start: Ints
    before: Ints  # scenes that must lie later
    crew_scene_start: Ints
    crew_scenes: Ints
    pair_scene_start: Ints
    pair_scenes: Ints
    role_scene_start: Ints
    role_scenes: Ints
    place_scene_start: Ints
    place_scenes: Ints
    rate: Ints  # of roles
    pair_place: Ints
    pair_site: Ints
    place_capacity: Ints
    place_cost: Ints
    player_person: Ints
    player_crew: Ints
    crew_player_start: Ints
    person_player_start: Ints
    person_players: Ints
    person_limit: Ints  # minutes a day, -1 for none
    kit_limit: Ints  # kit × slot
    part_start: Ints
    part_minutes: Ints
    part_overtime: Ints
    part_night: Ints
    way: Ints  # minutes of the shortest way through a subset of sites
    prices: Ints  # set move, overtime minute, night, crew day, change
    numbers: Ints  # days, parts, set-move minutes, rest minutes (0 when no plan can break it)


def scenes_of(problem: Problem) -> list[tuple[CrewJob, SceneJob]]:
    """Every scene with its crew, crew after crew: the order of ``Answer.slots``."""
    return [(crew, scene) for crew in problem.crews for scene in crew.scenes]


def tables_of(problem: Problem) -> Tables:
    """The arrays of a problem. A scene that no slot suits keeps all slots that its light allows, else all."""
    parts, days, slots = len(problem.parts), problem.days, problem.slots
    scenes = scenes_of(problem)
    crew_of = [c for c, crew in enumerate(problem.crews) for _ in crew.scenes]
    first_scene = np.cumsum([0, *(len(c.scenes) for c in problem.crews)])
    first_role = np.cumsum([0, *(len(c.roles) for c in problem.crews)])
    pairs: dict[tuple[int, int], int] = {}
    players: dict[tuple[int, int], int] = {}
    for c, crew in enumerate(problem.crews):
        for scene in crew.scenes:
            pairs.setdefault((c, scene.place), len(pairs))
        for role in crew.roles:
            if role.performer is not None:
                players.setdefault((c, role.performer), len(players))
    roles = [[int(first_role[c]) + r for r in s.roles] for c, (_, s) in zip(crew_of, scenes, strict=True)]
    cast = [
        sorted({players[c, p] for r in s.roles if (p := crew.roles[r].performer) is not None})
        for c, (crew, s) in zip(crew_of, scenes, strict=True)
    ]
    after = [[int(first_scene[c]) + a for a in s.after] for c, (_, s) in zip(crew_of, scenes, strict=True)]
    pair = [pairs[c, s.place] for c, (_, s) in zip(crew_of, scenes, strict=True)]
    allowed = allowed_slots(problem)
    sites, way = _ways(problem)
    kit_start, kit = _lists([[x for item in s.kit for x in item] for _, s in scenes])
    crew_player = [c for c, _ in players]
    return Tables(
        _ints(crew_of),
        _ints(pair),
        _ints([s.minutes for _, s in scenes]),
        allowed,
        *_lists([np.flatnonzero(row).tolist() for row in allowed]),
        *_lists(roles),
        *_lists(cast),
        kit_start // 2,
        kit.reshape(-1, 2),
        _ints([-1 if s.was is None else s.was for _, s in scenes]),
        *_lists(after),
        *_lists(_turned(after, len(scenes))),
        *_lists(_turned([[c] for c in crew_of], len(problem.crews))),
        *_lists(_turned([[p] for p in pair], len(pairs))),
        *_lists(_turned(roles, int(first_role[-1]))),
        *_lists(_turned([[s.place] for _, s in scenes], len(problem.places))),
        _ints([role.day_rate for crew in problem.crews for role in crew.roles]),
        _ints([p for _, p in pairs]),
        _ints([sites[p] for _, p in pairs]),
        _ints([p.capacity for p in problem.places]),
        _ints([p.day_cost for p in problem.places]),
        _ints([p for _, p in players]),
        _ints(crew_player),
        np.searchsorted(_ints(crew_player), np.arange(len(problem.crews) + 1)).astype(np.int64),
        *_lists(_turned([[p] for _, p in players], len(problem.people))),
        _ints([-1 if p.day_minutes is None else p.day_minutes for p in problem.people]),
        _kit_limits(problem),
        _ints([p.start for p in problem.parts]),
        _ints([p.minutes for p in problem.parts]),
        _ints([p.overtime for p in problem.parts]),
        _ints([p.night for p in problem.parts]),
        way,
        _prices(problem),
        _ints([days, parts, problem.set_move_minutes, problem.rest_minutes if _rest_can_break(problem) else 0, slots]),
    )


def allowed_slots(problem: Problem) -> NDArray[np.uint8]:
    """Scene × slot: whether light, crew, place, people and the scene's own wishes leave the slot open."""
    rows = []
    night = np.array([part.night for part in problem.parts] * problem.days, dtype=bool)
    for crew in problem.crews:
        at_work = ~_mask(crew.away, problem.slots)
        for scene in crew.scenes:
            light = night if scene.night else ~night if scene.exterior else np.ones(problem.slots, dtype=bool)
            open_to = light & at_work & ~_mask(problem.places[scene.place].closed, problem.slots)
            if scene.only is not None:
                open_to &= _mask(scene.only, problem.slots)
            for role in scene.roles:
                performer = crew.roles[role].performer
                if performer is not None:
                    person = problem.people[performer]
                    open_to &= ~_mask(person.away, problem.slots)
                    if person.no_night:
                        open_to &= ~night
            if scene.fixed is not None:
                open_to = _mask((scene.fixed,), problem.slots)
            rows.append(open_to if open_to.any() else light if light.any() else np.ones(problem.slots, dtype=bool))
    return np.array(rows, dtype=np.uint8).reshape(len(rows), problem.slots)


def _mask(slots: Iterable[int], count: int) -> NDArray[np.bool_]:
    made = np.zeros(count, dtype=bool)
    made[[s for s in slots if 0 <= s < count]] = True
    return made


def _ints(values: Sequence[Any]) -> Ints:
    return np.array(values, dtype=np.int64)


def _lists(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Starts and items of lists of varying length."""
    starts = np.cumsum([0, *(len(items) for items in lists)]).astype(np.int64)
    return starts, _ints([item for items in lists for item in items])


def _turned(lists: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """Which lists hold each item."""
    found: dict[int, list[int]] = defaultdict(list)
    for owner, items in enumerate(lists):
        for item in items:
            found[item].append(owner)
    return [found[item] for item in range(count)]


def _kit_limits(problem: Problem) -> Ints:
    limits = np.zeros((max(1, len(problem.kit)), problem.slots), dtype=np.int64)
    for row, kit in enumerate(problem.kit):
        limits[row] = kit.count
        for slot, count in kit.taken:
            limits[row, slot] -= count
    return limits


def _prices(problem: Problem) -> Ints:
    prices = problem.prices
    return _ints([prices.set_move, prices.overtime_minute, prices.night, prices.crew_day, prices.change])


def _rest_can_break(problem: Problem) -> bool:
    """Whether the latest end and the earliest start leave less than the rest asked for."""
    if problem.days < 2 or not problem.parts:
        return False
    latest = max(p.start + p.minutes + p.overtime for p in problem.parts)
    return 1440 + min(p.start for p in problem.parts) - latest < problem.rest_minutes


def _ways(problem: Problem) -> tuple[list[int], Ints]:
    """The site of each place, and the shortest open way through every subset of sites (Held & Karp 1962)."""
    used = sorted({p.site for p in problem.places})
    groups = {site: position for position, site in enumerate(used)}
    centres = list(used)
    while len(centres) > MOST_SITES:
        a, b = min(
            ((i, j) for i in range(len(centres)) for j in range(i + 1, len(centres))),
            key=lambda ij: problem.travel[centres[ij[0]]][centres[ij[1]]],
        )
        groups = {s: a if g == b else g - (g > b) for s, g in groups.items()}
        del centres[b]
    count = len(centres)
    travel = [[problem.travel[a][b] for b in centres] for a in centres]
    far = 1 << 30
    best = [[far] * count for _ in range(1 << count)]
    for site in range(count):
        best[1 << site][site] = 0
    for subset in range(1, 1 << count):
        for last in range(count):
            if subset >> last & 1:
                for following in range(count):
                    if not subset >> following & 1:
                        grown = best[subset | 1 << following]
                        grown[following] = min(grown[following], best[subset][last] + travel[last][following])
    return [groups[p.site] for p in problem.places], _ints([0, *(min(row) for row in best[1:])])
