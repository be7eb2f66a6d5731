"""How many minutes a crew has to work in a slot: scenes, moves between sets, the way between sites."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from fangcun.shoot.contracts import Problem, SceneJob


def load_of(problem: Problem, scenes: Iterable[SceneJob]) -> int:
    """The load in minutes of a crew's scenes in one slot, by the rule in ``contracts.Problem``; 0 for no scene."""
    here = tuple(scenes)
    if not here:
        return 0
    places = {scene.place for scene in here}
    sites = tuple(sorted({problem.places[place].site for place in places}))
    minutes = sum(scene.minutes for scene in here)
    return minutes + problem.set_move_minutes * len(places) + shortest_way(problem.travel, sites)


@lru_cache(maxsize=4096)
def shortest_way(travel: tuple[tuple[int, ...], ...], sites: tuple[int, ...]) -> int:
    """The minutes of the shortest open way that visits every site once (Held and Karp 1962, without the way home)."""
    if len(sites) < 2:
        return 0
    best: dict[tuple[int, int], int] = {(1 << i, i): 0 for i in range(len(sites))}
    for seen in range(1, 1 << len(sites)):
        for last in range(len(sites)):
            so_far = best.get((seen, last))
            if so_far is None:
                continue
            for nxt in _others(sites, seen):
                state = (seen | 1 << nxt, nxt)
                way = so_far + travel[sites[last]][sites[nxt]]
                if way < best.get(state, way + 1):
                    best[state] = way
    everywhere = (1 << len(sites)) - 1
    return min(best[everywhere, last] for last in range(len(sites)))


def _others(sites: Sequence[int], seen: int) -> Iterable[int]:
    return (i for i in range(len(sites)) if not seen >> i & 1)
