"""The core of a film as arrays that compiled code reads.

A set of actors is a row of words of ``BITS`` bits, so that what a set costs is one look-up for each word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from fangcun.shoot.engine.compiled import compiled

if TYPE_CHECKING:
    from fangcun.shoot.engine.talent.film import Core

BITS = 13
Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Tables:
    """``casts[scene, word]``, ``costs[word, set]`` (what the actors of a word's set cost) and ``durations[scene]``."""

    casts: Array
    costs: Array
    durations: Array


def tabulate(core: Core) -> Tables:
    """The arrays of ``core``."""
    words = max(1, -(-len(core.costs) // BITS))
    casts = np.array(
        [[cast >> BITS * w & (1 << BITS) - 1 for w in range(words)] for cast in core.casts], dtype=np.int32
    )
    costs = np.zeros((words, 1 << BITS), dtype=np.int64)
    for actor, cost in enumerate(core.costs):
        sets = np.arange(1 << BITS)
        costs[actor // BITS] += np.where(sets >> actor % BITS & 1, cost, 0)
    return Tables(casts=casts, costs=costs, durations=np.array(core.durations, dtype=np.int64))


@compiled
def trace_ends(casts: Array, order: Array, before: Array, after: Array) -> None:
    """Fill ``before[p]`` with the actors seen in places before p, and ``after[p]`` with those from place p on."""
    n, words = casts.shape
    for w in range(words):
        before[0, w] = 0
        after[n, w] = 0
        for p in range(n):
            before[p + 1, w] = before[p, w] | casts[order[p], w]
        for p in range(n - 1, -1, -1):
            after[p, w] = after[p + 1, w] | casts[order[p], w]


@compiled
def cost_of(casts: Array, costs: Array, durations: Array, order: Array, before: Array, after: Array) -> int:
    """What the actors cost in ``order``, from the ends that ``trace_ends`` made."""
    n, words = casts.shape
    total = 0
    for p in range(n):
        for w in range(words):
            total += durations[order[p]] * costs[w, before[p + 1, w] & after[p, w]]
    return total
