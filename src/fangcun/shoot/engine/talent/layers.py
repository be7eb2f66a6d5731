"""The layers of the proof: sets of one, two, three … scenes, each a table of its own, within a bound of memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from fangcun.shoot.engine.talent.film import Core
from fangcun.shoot.engine.talent.proof import (
    MOST_ACTORS,
    MOST_SCENES,
    Facts,
    expand,
    gather,
    grow,
    look_up,
    meet,
    prune,
)
from fangcun.shoot.engine.talent.tables import Array

MOST_SETS = 12_000_000  # 16 bytes each, at most 8/3 places for a set: 0.5 GB
_AT_ONCE = 1 << 14  # places between two looks at the clock
_EASY_SCENES = 22
_EASY_ACTORS = 6
_BOUND_ACTORS = 9
Layer = tuple[Array, Array]


@dataclass(frozen=True, slots=True)
class Proof:
    """``done``: nothing is cheaper than ``order``, or than the order known before where ``order`` is None."""

    done: bool
    order: tuple[int, ...] | None = None


def prove(core: Core, *, below: int, stop: Callable[[], bool], workers: int = 1, most: int = MOST_SETS) -> Proof:
    """The best order of the groups if one waits less than ``below``; not done when stopped or out of memory."""
    n = len(core.casts)
    if n > MOST_SCENES or len(core.costs) > MOST_ACTORS:
        return Proof(done=False)
    facts = gather(core)
    layers = [_lay(2)]
    layers[0][0][0], layers[0][1][0] = 0, 0
    total = 0
    with ThreadPoolExecutor(max(1, workers)) as pool:
        for _ in range((n + 1) // 2):
            _prune(layers[-1], facts, below=below, stop=stop, pool=pool)
            layer, filled = _advance(layers[-1], facts, below=below, stop=stop, most=most - total)
            if layer is None:
                return Proof(done=False)
            total += filled
            layers.append(layer)
    _, members = meet(*layers[n // 2], *layers[(n + 1) // 2], (1 << n) - 1, below)
    if members < 0:
        return Proof(done=True)
    start = _walk_back(layers, facts, int(members))
    end = _walk_back(layers, facts, ((1 << n) - 1) & ~int(members))
    return Proof(done=True, order=tuple(start + end[::-1]))


def _lay(places: int) -> Layer:
    return np.full(places, -1, dtype=np.int64), np.empty(places, dtype=np.int64)


def _prune(layer: Layer, facts: Facts, *, below: int, stop: Callable[[], bool], pool: ThreadPoolExecutor) -> None:
    """Give up sets of the layer, in slices side by side: each place is written by one thread."""
    keys, waits = layer
    # Few scenes make few sets, which are cheaper to expand than to bound.
    actors = min(len(facts.costs), _BOUND_ACTORS if len(facts.casts) > _EASY_SCENES else _EASY_ACTORS)

    def prune_slice(start: int) -> None:
        if not stop():
            upto = min(len(keys), start + _AT_ONCE)
            known = (facts.casts, facts.plays, facts.costs, facts.lasting, below, actors)
            prune(keys, waits, start, upto, *known)

    for _ in pool.map(prune_slice, range(0, len(keys), _AT_ONCE)):
        pass


def _advance(
    layer: Layer, facts: Facts, *, below: int, stop: Callable[[], bool], most: int
) -> tuple[Layer | None, int]:
    keys, waits = layer
    made, filled, at = _lay(1 << 12), 0, 0
    known = (facts.casts, facts.durations, facts.prices)
    while at < len(keys):
        if stop() or filled > most:
            return None, filled
        upto = min(len(keys), at + _AT_ONCE)
        said = int(expand(keys, waits, at, upto, made[0], made[1], filled, *known, below))
        if said >= 0:
            filled, at = said, upto
            continue
        at = -1 - said
        larger = _lay(2 * len(made[0]))
        grow(*made, *larger)
        made = larger
        filled = int(np.count_nonzero(made[0] != -1))
    return made, filled


def _walk_back(layers: list[Layer], facts: Facts, members: int) -> list[int]:
    """An order of the scenes in ``members`` that waits as little as the layers say."""
    casts = [int(cast) for cast in facts.casts]
    order: list[int] = []
    while members:
        scene = next(s for s in range(len(casts)) if members >> s & 1 and _may_end(layers, facts, casts, members, s))
        order.append(scene)
        members &= ~(1 << scene)
    return order[::-1]


def _may_end(layers: list[Layer], facts: Facts, casts: list[int], members: int, scene: int) -> bool:
    """Whether an arrangement of ``members`` that waits the least ends with ``scene``."""
    rest = members & ~(1 << scene)
    size = members.bit_count()
    here, before = look_up(*layers[size], members), look_up(*layers[size - 1], rest)
    seen = union_of(cast for s, cast in enumerate(casts) if rest >> s & 1)
    to_come = union_of(cast for s, cast in enumerate(casts) if not rest >> s & 1)
    idle = seen & to_come & ~casts[scene]
    price = sum(int(cost) for a, cost in enumerate(facts.costs) if idle >> a & 1)
    return 0 <= before == here - int(facts.durations[scene]) * price


def union_of(sets: Iterable[int]) -> int:
    """The union of bit sets."""
    union = 0
    for members in sets:
        union |= members
    return union
