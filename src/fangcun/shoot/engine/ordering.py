"""In which order the scenes of a slot are shot: place by place on the shortest way, like casts next to each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise, permutations

from fangcun.shoot.contracts import CrewJob, Problem

MOST_TRIED = 7
"""Up to so many sites every way through them is tried (5,040 ways); beyond that the next nearest is taken."""


def orders(problem: Problem, slots: Sequence[int]) -> tuple[int, ...]:
    """For each scene, crew after crew, its place (from 0) in the order of its crew's slot."""
    found: list[int] = []
    for crew in problem.crews:
        mine = slots[len(found) : len(found) + len(crew.scenes)]
        by_slot: dict[int, list[int]] = defaultdict(list)
        for scene, slot in enumerate(mine):
            by_slot[slot].append(scene)
        order = [0] * len(crew.scenes)
        for scenes in by_slot.values():
            for position, scene in enumerate(_through(problem, crew, scenes)):
                order[scene] = position
        found.extend(order)
    return tuple(found)


def _through(problem: Problem, crew: CrewJob, scenes: list[int]) -> list[int]:
    by_site: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for scene in scenes:
        place = crew.scenes[scene].place
        by_site[problem.places[place].site][place].append(scene)
    ordered: list[int] = []
    for site in _way(problem, sorted(by_site)):
        # The largest block first: what is left when a day runs late is then small and easier to bring in elsewhere.
        for place in sorted(by_site[site], key=lambda p: (-_minutes(crew, by_site[site][p]), p)):
            ordered.extend(_like_next_to_like(crew, by_site[site][place]))
    return ordered


def _minutes(crew: CrewJob, scenes: list[int]) -> int:
    return sum(crew.scenes[scene].minutes for scene in scenes)


def _way(problem: Problem, sites: list[int]) -> tuple[int, ...]:
    """The shortest open way through the sites."""

    def length(way: Sequence[int]) -> int:
        return sum(problem.travel[a][b] for a, b in pairwise(way))

    if len(sites) <= MOST_TRIED:
        return min(permutations(sites), key=length)
    way, left = [sites[0]], set(sites[1:])
    while left:
        way.append(min(left, key=lambda s: (problem.travel[way[-1]][s], s)))
        left.discard(way[-1])
    return tuple(way)


def _like_next_to_like(crew: CrewJob, scenes: list[int]) -> list[int]:
    """Start with the fullest cast and go on with whoever shares most of it, so that people come and leave in one go."""
    left = sorted(scenes, key=lambda s: (-len(crew.scenes[s].roles), s))
    way = [left.pop(0)]
    while left:
        here = set(crew.scenes[way[-1]].roles)
        best = max(left, key=lambda s: (len(here & set(crew.scenes[s].roles)), -len(crew.scenes[s].roles), -s))
        left.remove(best)
        way.append(best)
    return way
