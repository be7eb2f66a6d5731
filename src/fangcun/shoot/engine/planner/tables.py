"""A problem as flat arrays, the way the compiled search reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fangcun.shoot.contracts import CrewJob, Problem, SceneJob

Ints = NDArray[np.int64]

Bits = NDArray[np.uint8]

DAY = 24 * 60


class Tables(NamedTuple):
    """What does not change during a search. Scenes, roles, (crew, place) and (crew, person) pairs count over all crews.

    A list of lists lies in two arrays: ``…_at`` holds where each list starts, with the end of the last one behind.
    """

    crew: Ints  # of each scene
    pair: Ints  # (crew, place) of each scene
    minutes: Ints
    allowed: Bits  # scene × slot
    choices_at: Ints
    choices: Ints  # allowed slots of each scene
    roles_at: Ints
    roles: Ints  # roles of each scene that cost something
    players_at: Ints
    players: Ints  # (crew, person) pairs of each scene that have to be watched
    was: Ints
    earlier_at: Ints
    earlier: Ints  # scenes that must lie in earlier slots
    later_at: Ints
    later: Ints  # scenes that must lie in later slots
    kits_at: Ints
    kits: Ints  # kits of each scene
    minors_at: Ints
    minors: Ints  # people of each scene whose minutes are limited
    of_crew_at: Ints
    of_crew: Ints  # scenes of each crew
    of_pair_at: Ints
    of_pair: Ints  # scenes of each (crew, place)
    of_role_at: Ints
    of_role: Ints
    of_place_at: Ints
    of_place: Ints
    of_kit_at: Ints
    of_kit: Ints  # scenes of each kit, crew after crew
    of_kit_count: Ints
    of_minor_at: Ints
    of_minor: Ints  # scenes of each person, filled for people with limited minutes only
    of_player_at: Ints
    of_player: Ints  # scenes of each (crew, person)
    pairs_of_crew_at: Ints
    pairs_of_crew: Ints
    players_of_crew_at: Ints
    players_of_crew: Ints
    players_of_person_at: Ints
    players_of_person: Ints
    rate: Ints  # of each role, a day
    pair_place: Ints
    pair_site: Ints
    pair_cost: Ints  # a day
    capacity: Ints  # of each place
    player_person: Ints
    player_crew: Ints
    person_most: Ints  # minutes a day, -1 for no limit
    kit_room: Ints  # kit × slot
    part_start: Ints
    part_minutes: Ints
    part_most: Ints  # with overtime
    part_night: Ints
    travel: Ints  # site × site
    days: int
    parts: int
    move_minutes: int
    rest: int  # minutes; 0 when no plan can break it
    travels: int  # whether there is a way longer than nothing
    rare: int  # whether a rule beyond places, people and loads is in play
    set_move: int
    overtime: int
    night: int
    crew_day: int
    change: int


def jobs_of(problem: Problem) -> list[tuple[int, CrewJob, SceneJob]]:
    """Every scene with its crew, crew after crew: the order of ``Answer.slots``."""
    return [(c, crew, scene) for c, crew in enumerate(problem.crews) for scene in crew.scenes]


def tables_of(problem: Problem, *, was: Sequence[int] | None = None, change: int | None = None) -> Tables:
    """The arrays of a problem. ``was`` and ``change`` stand in for those of the problem (repairs use it)."""
    jobs = jobs_of(problem)
    firsts = np.cumsum([0, *(len(c.scenes) for c in problem.crews)])
    first_roles = np.cumsum([0, *(len(c.roles) for c in problem.crews)])
    rates = [role.day_rate for crew in problem.crews for role in crew.roles]
    pairs: dict[tuple[int, int], int] = {}
    players: dict[tuple[int, int], int] = {}
    for c, crew, scene in jobs:
        pairs.setdefault((c, scene.place), len(pairs))
        for person in cast_of(crew, scene):
            players.setdefault((c, person), len(players))
    rest = problem.rest_minutes if _rest_can_break(problem) else 0
    travels = any(any(row) for row in problem.travel)
    crews_of_person = Counter(person for _, person in players)
    watched = {key for key in players if rest or travels or crews_of_person[key[1]] > 1}
    casts = [cast_of(crew, scene) for _, crew, scene in jobs]
    pair_of = [pairs[c, scene.place] for c, _, scene in jobs]
    roles = [[r for s in scene.roles if rates[r := int(first_roles[c]) + s]] for c, _, scene in jobs]
    player_lists = [
        [players[c, p] for p in cast if (c, p) in watched] for (c, _, _), cast in zip(jobs, casts, strict=True)
    ]
    minors = [[p for p in cast if problem.people[p].day_minutes is not None] for cast in casts]
    earlier = [[int(firsts[c]) + a for a in scene.after] for c, _, scene in jobs]
    kits = [sorted({k for k, _ in scene.kit}) for _, _, scene in jobs]
    of_kit_at, of_kit = _lists(_turned(kits, len(problem.kit)))
    kit_counts = [Counter[int]() for _ in jobs]
    for count, (_, _, scene) in zip(kit_counts, jobs, strict=True):
        for kit, number in scene.kit:
            count[kit] += number
    allowed = allowed_slots(problem)
    prices = problem.prices
    return Tables(
        _ints([c for c, _, _ in jobs]),
        _ints(pair_of),
        _ints([scene.minutes for _, _, scene in jobs]),
        allowed,
        *_lists([np.flatnonzero(row).tolist() for row in allowed]),
        *_lists(roles),
        *_lists(player_lists),
        _ints([-1 if s.was is None else s.was for _, _, s in jobs] if was is None else was),
        *_lists(earlier),
        *_lists(_turned(earlier, len(jobs))),
        *_lists(kits),
        *_lists(minors),
        *_lists(_turned([[c] for c, _, _ in jobs], len(problem.crews))),
        *_lists(_turned([[p] for p in pair_of], len(pairs))),
        *_lists(_turned(roles, len(rates))),
        *_lists(_turned([[scene.place] for _, _, scene in jobs], len(problem.places))),
        of_kit_at,
        of_kit,
        _ints([kit_counts[s][k] for k in range(len(problem.kit)) for s in of_kit[of_kit_at[k] : of_kit_at[k + 1]]]),
        *_lists(_turned(minors, len(problem.people))),
        *_lists(_turned(player_lists, len(players))),
        *_lists(_turned([[c] for c, _ in pairs], len(problem.crews))),
        *_lists(_turned([[c] if (c, p) in watched else [] for c, p in players], len(problem.crews))),
        *_lists(_turned([[p] for _, p in players], len(problem.people))),
        _ints(rates),
        _ints([p for _, p in pairs]),
        _ints([problem.places[p].site for _, p in pairs]),
        _ints([problem.places[p].day_cost for _, p in pairs]),
        _ints([p.capacity for p in problem.places]),
        _ints([p for _, p in players]),
        _ints([c for c, _ in players]),
        _ints([-1 if p.day_minutes is None else p.day_minutes for p in problem.people]),
        _kit_room(problem),
        _ints([p.start for p in problem.parts]),
        _ints([p.minutes for p in problem.parts]),
        _ints([p.minutes + p.overtime for p in problem.parts]),
        _ints([p.night for p in problem.parts]),
        np.array(problem.travel, dtype=np.int64).reshape(len(problem.travel), -1),
        problem.days,
        len(problem.parts),
        problem.set_move_minutes,
        rest,
        int(travels),
        int(bool(rest) or travels or any(kits) or any(minors) or any(earlier)),
        prices.set_move,
        prices.overtime_minute,
        prices.night,
        prices.crew_day,
        prices.change if change is None else change,
    )


def cast_of(crew: CrewJob, scene: SceneJob) -> list[int]:
    """The people of a scene, each once."""
    return sorted({p for r in scene.roles if (p := crew.roles[r].performer) is not None})


def allowed_slots(problem: Problem) -> Bits:
    """Scene × slot: 1 where the scene may lie as far as it alone can tell.

    A scene that no slot suits gets those that break the fewest rules, so that every scene has a slot and the checker
    can name what is wrong.
    """
    night = np.tile(np.array([part.night for part in problem.parts], dtype=np.int64), problem.days)
    away = [_mask(crew.away, problem.slots) for crew in problem.crews]
    closed = [_mask(place.closed, problem.slots) for place in problem.places]
    absent = [_mask(p.away, problem.slots) + (night if p.no_night else 0) for p in problem.people]
    rows = []
    for c, crew, scene in jobs_of(problem):
        broken = away[c] + closed[scene.place]
        broken = broken + (1 - night if scene.night else night if scene.exterior else 0)
        for person in cast_of(crew, scene):
            broken = broken + absent[person]
        if scene.only is not None:
            broken = broken + 1 - _mask(scene.only, problem.slots)
        if scene.fixed is not None:
            # A frozen scene stays where it is, whatever else it breaks.
            broken = 1 - _mask((scene.fixed,), problem.slots)
        rows.append(broken == broken.min())
    return np.array(rows, dtype=np.uint8).reshape(len(rows), problem.slots)


def _mask(slots: Iterable[int], count: int) -> Ints:
    made = np.zeros(count, dtype=np.int64)
    made[[s for s in slots if 0 <= s < count]] = 1
    return made


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _lists(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Where each list starts, and the items of all."""
    starts = np.cumsum([0, *(len(items) for items in lists)]).astype(np.int64)
    return starts, _ints([item for items in lists for item in items])


def _turned(lists: Sequence[Sequence[int]], count: int) -> list[list[int]]:
    """For each item the lists that hold it."""
    found: list[list[int]] = [[] for _ in range(count)]
    for owner, items in enumerate(lists):
        for item in items:
            found[item].append(owner)
    return found


def _kit_room(problem: Problem) -> Ints:
    room = np.zeros((len(problem.kit), problem.slots), dtype=np.int64)
    for row, kit in enumerate(problem.kit):
        room[row] = kit.count
        for slot, count in kit.taken:
            if 0 <= slot < problem.slots:
                room[row, slot] -= count
    return room


def _rest_can_break(problem: Problem) -> bool:
    """Whether anything between no end at all and the earliest start can be too short a night."""
    if problem.days < 2 or not problem.parts or not problem.rest_minutes:
        return False
    latest = max(p.start + p.minutes + p.overtime for p in problem.parts)
    return DAY + min(p.start for p in problem.parts) - latest < problem.rest_minutes
