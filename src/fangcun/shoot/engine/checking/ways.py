"""Ways between sites: the shortest way through several of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

_EXACT = 10  # sites; nobody visits more in a part of a day, and then the way is only estimated from above


def way_minutes(travel: Sequence[Sequence[int]], sites: Collection[int]) -> int:
    """Minutes of the shortest way that visits every site once, starting and ending anywhere.

    Held and Karp (1962) on an open path. Over ten sites: the best of the ways that always go on to the nearest one.
    """
    stops = sorted(sites)
    if len(stops) < 2:
        return 0
    if len(stops) > _EXACT:
        return min(_nearest_first(travel, stops, first) for first in stops)
    everything = (1 << len(stops)) - 1
    best = {(1 << i, i): 0 for i in range(len(stops))}
    for _ in range(len(stops) - 1):
        longer: dict[tuple[int, int], int] = {}
        for (seen, here), minutes in best.items():
            for there in range(len(stops)):
                if seen >> there & 1:
                    continue
                key = (seen | 1 << there, there)
                reached = minutes + travel[stops[here]][stops[there]]
                longer[key] = min(longer.get(key, reached), reached)
        best = longer
    return min(minutes for (seen, _), minutes in best.items() if seen == everything)


def _nearest_first(travel: Sequence[Sequence[int]], stops: Sequence[int], first: int) -> int:
    left = set(stops) - {first}
    here, minutes = first, 0
    while left:
        there = min(left, key=lambda stop: (travel[here][stop], stop))
        minutes += travel[here][there]
        left.remove(there)
        here = there
    return minutes


def nearest(travel: Sequence[Sequence[int]], left: Collection[int], reached: Collection[int]) -> int:
    """Minutes between the two nearest sites of two groups: the order within a part is free, so these are the ends."""
    return min(travel[a][b] for a in left for b in reached)
