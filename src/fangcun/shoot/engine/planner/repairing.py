"""A sound plan near an old one: as few scenes as possible leave their slots.

Min-conflicts (Minton et al. 1992) by annealing: leaving a slot costs more than money can bring in, a broken rule more
still; the money of the plan only decides between repairs with the same number of moves.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.chains import Chain, Cooling, new_chain
from fangcun.shoot.engine.planner.kernel import settle
from fangcun.shoot.engine.planner.packing import pack
from fangcun.shoot.engine.planner.tables import Ints, Tables, tables_of

_STEPS = 40_000
_ROUNDS = 8


def repair(problem: Problem, start: Sequence[int], *, seed: int = 0) -> tuple[int, ...]:
    """A slot for each scene, near ``start``; sound wherever one is found within some 3 million moves.

    Scenes with ``fixed`` stay. The same ``start`` and ``seed`` give the same plan.
    """
    if not start:
        return ()
    tables = tables_of(problem)
    scale = max(1, int(new_chain(pack(tables), start, seed=0).w[f.COST]) // len(start))
    # Twenty scenes' worth: no saving of money makes a scene leave, and the search can still tell costs apart.
    leaving = 20 * scale
    tables = tables_of(problem, was=list(start), change=leaving)
    chain = new_chain(pack(tables), settled(tables, start, weight=leaving / 20), seed=seed)
    for attempt in range(4):
        _cool(chain, leaving=leaving, scale=scale, heat=0.16 * 1.4**attempt)
        if chain.record[0] == 0:
            break
        chain.restart(chain.best)
    return tuple(chain.best.tolist())


def settled(tables: Tables, start: Sequence[int] | Ints, *, weight: float) -> Ints:
    """``start`` with every scene that may not lie where it lies put into the best slot open to it."""
    slots = np.array(start, dtype=np.int64)
    lost = np.flatnonzero(tables.allowed[np.arange(len(slots)), slots] == 0)
    if not len(lost):
        return slots
    chain = new_chain(pack(tables), slots, seed=0)
    settle(chain.t, chain.s, chain.w, lost, weight=weight)
    return chain.s[: len(slots)].copy()


def _cool(chain: Chain, *, leaving: int, scale: int, heat: float) -> None:
    # In the end a single minute too long weighs more than any scene that leaves.
    cooling = Cooling(heat * leaving, 0.05 * scale, leaving / 60, leaving * 3)
    for number in range(_ROUNDS):
        hot, weight = cooling.at(number / _ROUNDS)
        cold, _ = cooling.at((number + 1) / _ROUNDS)
        chain.run(hot, cold, weight, steps=_STEPS)
