"""Simulated annealing over orders of scenes, compiled; a move changes one stretch of the order and costs only that.

What stands outside a stretch costs the same however the stretch is arranged, for the actors seen before and after each
outside place do not change.
"""

from __future__ import annotations

import math

import numpy as np

from fangcun.shoot.engine.compiled import compiled
from fangcun.shoot.engine.talent.tables import Array, Tables, cost_of, trace_ends


@compiled
def _draw(state: Array) -> int:
    """The next 31 random bits of a xorshift generator (Marsaglia 2003); each chain owns its own state."""
    x = state[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    state[0] = x
    bits: int = np.int64(x >> np.uint64(33))  # type: ignore[assignment]  # np.int64 is compiled code's int
    return bits


@compiled
def _arrange(order: Array, i: int, j: int, kind: int, cut: int, made: Array) -> None:
    """Write the places i…j (inclusive) of ``order``, rearranged, to the start of ``made``."""
    size = j - i + 1
    if kind == 0:  # two scenes change places
        for k in range(size):
            made[k] = order[i + k]
        made[0], made[size - 1] = order[j], order[i]
    elif kind == 1:  # the stretch is turned round
        for k in range(size):
            made[k] = order[j - k]
    else:  # a block of ``cut`` scenes moves over the rest
        for k in range(size):
            made[k] = order[i + (k + cut) % size]


@compiled
def anneal(
    casts: Array,
    costs: Array,
    durations: Array,
    order: Array,
    best: Array,
    before: Array,
    after: Array,
    state: Array,
    now: int,
    least: int,
    moves: int,
    hot: float,
    cold: float,
) -> tuple[int, int]:
    """Try ``moves`` moves from ``hot`` to ``cold``, changing all arrays in place; the cost now, and the least ever."""
    n, words = casts.shape
    made = np.empty(n, dtype=np.int64)
    seen_after = np.empty((n + 1, words), dtype=np.int32)
    seen = np.empty(words, dtype=np.int32)
    cooling = (cold / hot) ** (1.0 / max(1, moves // 64))
    heat = hot
    for move in range(moves):
        if move % 64 == 63:
            heat *= cooling
        draw = _draw(state)
        # Near stretches are the likelier ones to help; the far ones are what leads out of a valley.
        reach = n - 1 if draw & 7 == 0 else min(n - 1, max(3, n // 5))
        length = 1 + _draw(state) % reach
        i = _draw(state) % (n - length)
        j = i + length
        choice = (draw >> 3) & 15
        size = length + 1
        if choice < 3:
            kind, cut = 0, 0
        elif choice < 5:
            kind, cut = 1, 0
        elif choice < 8:
            kind, cut = 2, 1
        elif choice < 11:
            kind, cut = 2, size - 1
        else:
            kind, cut = 2, 1 + _draw(state) % (size - 1)
        _arrange(order, i, j, kind, cut, made)
        old = 0
        for p in range(i, j + 1):
            for w in range(words):
                old += durations[order[p]] * costs[w, before[p + 1, w] & after[p, w]]
        for w in range(words):
            seen[w] = before[i, w]
            seen_after[size, w] = after[j + 1, w]
            for k in range(size - 1, -1, -1):
                seen_after[k, w] = seen_after[k + 1, w] | casts[made[k], w]
        limit = old - heat * math.log((_draw(state) + 1) / 2147483648.0)
        new = 0
        for k in range(size):
            scene = made[k]
            held = 0
            for w in range(words):
                seen[w] |= casts[scene, w]
                held += costs[w, seen[w] & seen_after[k, w]]
            new += held * durations[scene]
            if new > limit:
                break
        if new > limit:
            continue
        now += new - old
        for k in range(size):
            order[i + k] = made[k]
            for w in range(words):
                before[i + k + 1, w] = before[i + k, w] | casts[made[k], w]
                after[i + k, w] = seen_after[k, w]
        if now < least:
            least = now
            best[:] = order
    return now, least


class Chain:
    """One walk of the annealer: an order, the best order it has met, and its own randomness."""

    __slots__ = ("after", "before", "best", "least", "now", "order", "state", "tables")

    def __init__(self, tables: Tables, *, seed: int) -> None:
        """A chain at a random order drawn from ``seed``."""
        n, words = tables.casts.shape
        self.tables = tables
        self.state = np.random.default_rng(seed).integers(1, 1 << 63, 1, dtype=np.uint64)
        self.order = np.random.default_rng(seed).permutation(n).astype(np.int64)
        self.best = self.order.copy()
        self.before = np.zeros((n + 1, words), dtype=np.int32)
        self.after = np.zeros((n + 1, words), dtype=np.int32)
        self.now = self.least = 0
        self.place(self.order)
        self.least = self.now

    def place(self, order: Array) -> None:
        """Go on from ``order``."""
        self.order[:] = order
        trace_ends(self.tables.casts, self.order, self.before, self.after)
        self.now = int(
            cost_of(self.tables.casts, self.tables.costs, self.tables.durations, self.order, self.before, self.after)
        )

    def run(self, moves: int, *, hot: float, cold: float) -> None:
        """Try ``moves`` moves while cooling from ``hot`` to ``cold`` (in units of cost, above 0)."""
        tables = self.tables
        ends = (self.before, self.after)
        self.now, self.least = (
            int(value)
            for value in anneal(
                tables.casts, tables.costs, tables.durations, self.order, self.best, *ends, self.state,
                self.now, self.least, moves, hot, cold,
            )
        )  # fmt: skip
