"""The end of a search: crews are annealed anew while the others stand still, many at a time, and the best are kept."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np

from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.chains import ROUND_STEPS, Chain, Clock, Cooling
from fangcun.shoot.engine.planner.packing import laid_out
from fangcun.shoot.engine.planner.tables import Ints, Tables
from fangcun.shoot.engine.planner.windows import Solved, solve_window

WINDOW_SECONDS = 1.5


class Listener(Protocol):
    """Who keeps the best plan."""

    best: tuple[int, ...]
    mark: tuple[int, int]

    def take(self, slots: Ints, mark: tuple[int, int], *, method: str) -> None:
        """Take a better plan."""

    def goes_on(self) -> bool:
        """Whether to go on."""


def polish(
    tables: Tables,
    chains: Sequence[Chain],
    herald: Listener,
    *,
    scale: float,
    clock: Clock,
    pool: ThreadPoolExecutor | None,
) -> None:
    """Anneal a few crews at a time from the best plan, gently, until the time is up; now and then solve windows.

    A window is two days of a crew. Windows come only where there is time to spare: they seldom find what the annealing
    has missed.
    """
    t = chains[0].t
    crew_of = t[t[f.CREW] : t[f.CREW] + t[f.COUNT]]
    crews = int(crew_of.max()) + 1
    order = np.random.default_rng(crews)
    turn = 0
    while herald.goes_on():
        heat = (0.28, 0.16, 0.1)[turn % 3] * scale
        groups = _groups(order.permutation(crews), len(chains))
        if turn % 4 == 3 and clock.rounds is None and clock.left > 4 * WINDOW_SECONDS and pool is not None:
            day = int(order.integers(max(1, tables.days - 1)))
            windows = [pool.submit(_solve, tables, herald.best, int(group[0]), day, seed=turn) for group in groups]
            for group, window in zip(groups, windows, strict=True):
                _take_window(t, window.result(), crew_of == int(group[0]), herald)
        share_left = 1.0 - clock.share
        # A course takes as long as a quarter of what is left, at most three seconds and at least a tenth.
        lasting = min(3.0, max(0.1, 0.25 * share_left * clock.seconds))
        rounds = max(1, int(lasting / 0.15)) if clock.rounds is None else 4
        for chain, group in zip(chains, groups, strict=False):
            scenes = np.flatnonzero(np.isin(crew_of, group))
            free = np.isin(np.arange(crews), group).astype(np.int64)
            chain.restart(np.array(herald.best, dtype=np.int64), pool=scenes, free=free)
        cooling = Cooling(heat, 0.02 * scale, 0.16 * scale, scale)
        for n in range(rounds):
            hot, weight = cooling.at(n / rounds)
            cold, _ = cooling.at((n + 1) / rounds)
            steps = ROUND_STEPS if clock.rounds is not None else None
            busy = chains[: len(groups)]
            if pool is None:
                for chain in busy:
                    chain.run(hot, cold, weight, steps=steps)
            else:
                for done in [pool.submit(chain.run, hot, cold, weight, steps=steps) for chain in busy]:
                    done.result()
            clock.counted += 1
            if not herald.goes_on():
                break
        _join(chains[: len(groups)], groups, crew_of, herald)
        turn += 1


def _solve(tables: Tables, slots: Sequence[int], crew: int, day: int, *, seed: int) -> Solved | None:
    """Two days of a crew, from ``day`` on, solved with everything else as it is."""
    days = range(day * tables.parts, (day + 2) * tables.parts)
    free = [scene for scene, slot in enumerate(slots) if tables.crew[scene] == crew and slot in days]
    if not free:
        return None
    return solve_window(tables, slots, free, seconds=WINDOW_SECONDS, seed=seed, open_to=lambda slot: slot in days)


def _take_window(t: Ints, solved: Solved | None, mine: Ints, herald: Listener) -> None:
    if solved is None:
        return
    tried = np.where(mine, np.array(solved.slots, dtype=np.int64), np.array(herald.best, dtype=np.int64))
    _, totals = laid_out(t, tried)
    mark = (int(totals[f.POINTS]), int(totals[f.COST]))
    if mark < herald.mark:
        herald.take(tried, mark, method="windows")


def _groups(crews: Ints, count: int) -> list[Ints]:
    """The crews dealt out to the chains, none of which is left without one."""
    return [crews[n::count] for n in range(min(count, len(crews)))]


def _join(chains: Sequence[Chain], groups: Sequence[Ints], crew_of: Ints, herald: Listener) -> None:
    """Put together what the chains made of their crews, one after another, as long as it gets better."""
    best = np.array(herald.best, dtype=np.int64)
    mark = herald.mark
    better = False
    for chain, group in zip(chains, groups, strict=True):
        mine = np.isin(crew_of, group)
        if (int(chain.record[0]), int(chain.record[1])) > mark and not better:
            continue
        tried = np.where(mine, chain.best, best)
        _, totals = laid_out(chain.t, tried)
        found = (int(totals[f.POINTS]), int(totals[f.COST]))
        if found < mark:
            best, mark, better = tried, found, True
    if better:
        herald.take(best, mark, method="annealing")
