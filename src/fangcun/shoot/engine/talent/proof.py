"""Proof by dynamic programming over the sets of scenes shot so far, met in the middle.

What a beginning costs depends only on which scenes it holds, and turned round it is an end of the same cost; so the
sets of up to half the scenes are enough. A set is given up when its waiting so far and a bound on the waiting to come
reach the best order known. Waiting is what actors cost in scenes that they do not play in; the rest is the same always.

Bound and the scene that may go first at once follow Garcia de la Banda, Stuckey & Chu 2011; instead of sharing pairs of
actors out, the bound orders the ends of the costliest actors held, exactly, as a small dynamic program of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fangcun.shoot.engine.compiled import compiled
from fangcun.shoot.engine.talent.tables import Array

if TYPE_CHECKING:
    from fangcun.shoot.engine.talent.film import Core

MOST_SCENES = 62
MOST_ACTORS = 62
_CHUNK = 11
_FEW_ACTORS = 3


@compiled
def _slot(keys: Array, key: int) -> int:
    """Where ``key`` stands in an open table, or the free place for it."""
    mask = len(keys) - 1
    x = np.uint64(key) * np.uint64(0x9E3779B97F4A7C15)
    at: int = np.int64((x >> np.uint64(29)) & np.uint64(mask))  # type: ignore[assignment]  # np.int64 is compiled code's int
    while keys[at] != -1 and keys[at] != key:
        at = (at + 1) & mask
    return at


@compiled
def _sum(table: Array, members: int) -> int:
    """What the members of a set come to, by look-ups of ``_CHUNK`` bits."""
    total = 0
    c = 0
    while members:
        total += table[c, members & ((1 << _CHUNK) - 1)]
        members >>= _CHUNK
        c += 1
    return total


@compiled
def _bound(
    held: int, left: int, plays: Array, costs: Array, lasting: Array, ends: Array, unions: Array, most: int
) -> int:
    """The least that the actors of ``held`` wait for each other while the scenes of ``left`` are shot."""
    chosen = np.empty(most, dtype=np.int64)
    count = 0
    rest = held
    while rest and count < most:
        top, value = -1, -1
        for a in range(len(plays)):
            if rest >> a & 1 and costs[a] > value:
                top, value = a, costs[a]
        chosen[count] = top
        count += 1
        rest &= ~(1 << top)
    own = 0
    for k in range(count):
        own += costs[chosen[k]] * _sum(lasting, plays[chosen[k]] & left)
    ends[0] = 0
    unions[0] = 0
    for done in range(1, 1 << count):
        low = 0
        while not done >> low & 1:
            low += 1
        unions[done] = unions[done & (done - 1)] | (plays[chosen[low]] & left)
        span = _sum(lasting, unions[done])
        least = np.int64(1) << np.int64(62)
        for k in range(count):
            if done >> k & 1:
                cost = ends[done & ~(1 << k)] + costs[chosen[k]] * span
                least = min(least, cost)
        ends[done] = least
    waiting: int = ends[(1 << count) - 1] - own
    return waiting


@compiled
def _on(members: int, casts: Array) -> int:
    """The actors who play in any scene of a set."""
    actors = 0
    s = 0
    while members:
        if members & 1:
            actors |= casts[s]
        members >>= 1
        s += 1
    return actors


@compiled
def prune(
    keys: Array,
    waits: Array,
    start: int,
    stop: int,
    casts: Array,
    plays: Array,
    costs: Array,
    lasting: Array,
    limit: int,
    most: int,
) -> int:
    """Give up the sets in places ``start``…``stop`` that cannot stay below ``limit`` (waiting -1); how many that is.

    ``most`` actors have their ends ordered by the bound: 2^most steps for each set.
    """
    every = (1 << len(casts)) - 1
    ends = np.empty(1 << most, dtype=np.int64)
    unions = np.empty(1 << most, dtype=np.int64)
    gone = 0
    for at in range(start, stop):
        if keys[at] == -1:
            continue
        left = every & ~keys[at]
        held = _on(keys[at], casts) & _on(left, casts)
        # A bound of few actors is cheap and enough for most sets that go.
        count = min(most, _FEW_ACTORS)
        while True:
            if waits[at] + _bound(held, left, plays, costs, lasting, ends, unions, count) >= limit:
                waits[at] = -1
                gone += 1
                break
            if count == most:
                break
            count = min(most, count + 3)
    return gone


@compiled
def expand(
    keys: Array,
    waits: Array,
    start: int,
    stop: int,
    next_keys: Array,
    next_waits: Array,
    filled: int,
    casts: Array,
    durations: Array,
    prices: Array,
    limit: int,
) -> int:
    """Put the successors of the sets in places ``start``…``stop`` into the next table; how many it holds then.

    -1 - place: the table is full from that place on.
    """
    n = len(casts)
    every = (1 << n) - 1
    for at in range(start, stop):
        members = keys[at]
        wait = waits[at]
        if members == -1 or wait < 0:
            continue
        if filled + n > len(next_keys) * 3 // 4:
            return -1 - at
        left = every & ~members
        held = _on(members, casts) & _on(left, casts)
        at_once = -1
        for s in range(n):
            if left >> s & 1 and casts[s] == held:
                at_once = s
                break
        for s in range(n):
            if not left >> s & 1 or (at_once >= 0 and s != at_once):
                continue
            new = wait + durations[s] * _sum(prices, held & ~casts[s])
            if new >= limit:
                continue
            key = members | (1 << s)
            place = _slot(next_keys, key)
            if next_keys[place] == -1:
                next_keys[place] = key
                next_waits[place] = new
                filled += 1
            elif new < next_waits[place]:
                next_waits[place] = new
    return filled


@compiled
def grow(keys: Array, waits: Array, new_keys: Array, new_waits: Array) -> None:
    """Move a table into a larger empty one."""
    for at in range(len(keys)):
        if keys[at] != -1:
            place = _slot(new_keys, keys[at])
            new_keys[place] = keys[at]
            new_waits[place] = waits[at]


@compiled
def look_up(keys: Array, waits: Array, key: int) -> int:
    """The waiting of a set; -1 for a set that is not in the table."""
    place = _slot(keys, key)
    wait: int = waits[place] if keys[place] != -1 else -1
    return wait


@compiled
def meet(keys: Array, waits: Array, other_keys: Array, other_waits: Array, every: int, limit: int) -> tuple[int, int]:
    """The cheapest pair of a set and its complement below ``limit``: its waiting and the set, or -1."""
    best, members = limit, -1
    for at in range(len(keys)):
        if keys[at] != -1 and waits[at] >= 0:
            place = _slot(other_keys, every & ~keys[at])
            if other_keys[place] != -1 and other_waits[place] >= 0 and waits[at] + other_waits[place] < best:
                best, members = waits[at] + other_waits[place], keys[at]
    return best, members


@dataclass(frozen=True, slots=True)
class Facts:
    """A core as the bit sets that ``expand`` reads."""

    casts: Array
    plays: Array
    costs: Array
    durations: Array
    prices: Array  # by _CHUNK bits: what a set of actors costs
    lasting: Array  # by _CHUNK bits: how long a set of scenes lasts


def gather(core: Core) -> Facts:
    """The bit sets of ``core``, which must have at most ``MOST_SCENES`` groups and ``MOST_ACTORS`` actors."""
    scenes, actors = range(len(core.casts)), range(len(core.costs))
    plays = [sum(1 << s for s in scenes if core.casts[s] >> a & 1) for a in actors]
    return Facts(
        casts=np.array(core.casts, dtype=np.int64),
        plays=np.array(plays, dtype=np.int64),
        costs=np.array(core.costs, dtype=np.int64),
        durations=np.array(core.durations, dtype=np.int64),
        prices=_sums(core.costs),
        lasting=_sums(core.durations),
    )


def _sums(values: tuple[int, ...]) -> Array:
    sets = np.arange(1 << _CHUNK)
    table = np.zeros((-(-63 // _CHUNK), 1 << _CHUNK), dtype=np.int64)
    for place, value in enumerate(values):
        table[place // _CHUNK] += np.where(sets >> place % _CHUNK & 1, value, 0)
    return table
