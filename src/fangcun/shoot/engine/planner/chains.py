"""Chains of annealing: plans that cool side by side, each in a thread, until the time is up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.annealing import anneal
from fangcun.shoot.engine.planner.packing import laid_out
from fangcun.shoot.engine.planner.tables import Ints

ROUND_SECONDS = 0.15
"""How long a chain runs before anybody looks at it: often enough for a stop to be heeded at once."""

ROUND_STEPS = 20_000
_STRESS = 64.0  # a plan that stays unsound weighs its points by so much more in the end
_INSISTS_FROM = 0.55  # of the way
"""Steps of a round where rounds are counted instead of seconds."""


@dataclass(slots=True)
class Chain:
    """One annealing: its plan, the best it has met, and its speed in steps a second."""

    t: Ints
    s: Ints
    w: Ints
    best: Ints
    record: Ints  # points, cost
    pool: Ints
    free: Ints
    speed: float = 0.0
    stress: float = 1.0  # what this chain multiplies the weight of a point by

    def run(self, hot: float, cold: float, weight: float, *, steps: int | None) -> None:
        """Cool for a round: ``steps`` moves, else as many as ``ROUND_SECONDS`` hold at the speed so far."""
        # Problems differ twentyfold in speed: the first round is short and only measures.
        count = steps or max(2_000, int(self.speed * ROUND_SECONDS))
        began = perf_counter()
        firm = weight * self.stress
        anneal(self.t, self.s, self.w, self.best, self.record, self.pool, self.free, count, hot, cold, firm)
        found = count / max(1e-6, perf_counter() - began)
        self.speed = 0.5 * self.speed + 0.5 * found if self.speed else found

    def insist(self, share: float) -> None:
        """Weigh points more while the plan has any, less while it has none; ``share`` is of the time of insisting.

        Which weight makes a plan sound again differs from problem to problem (strategic oscillation, Glover 1977).
        """
        self.stress = max(1.0, self.stress * _STRESS ** (share if self.w[f.POINTS] else -share))

    def restart(self, slots: Ints, *, pool: Ints | None = None, free: Ints | None = None) -> None:
        """Go on from another plan, which counts as the best so far; with other scenes that may move."""
        self.s, totals = laid_out(self.t, slots)
        self.w[: f.CHANCE] = totals[: f.CHANCE]
        self.best = np.array(slots, dtype=np.int64)
        self.stress = 1.0
        self.record = np.array([self.w[f.POINTS], self.w[f.COST]], dtype=np.int64)
        self.pool = self.pool if pool is None else pool
        self.free = self.free if free is None else free


def new_chain(t: Ints, slots: Sequence[int] | Ints, *, seed: int) -> Chain:
    """A chain that starts from a plan and may move every scene."""
    s, w = laid_out(t, slots, seed=seed)
    crews = int(t[t[f.CREW] : t[f.CREW] + t[f.COUNT]].max()) + 1 if t[f.COUNT] else 0
    return Chain(
        t,
        s,
        w,
        np.array(slots, dtype=np.int64),
        np.array([w[f.POINTS], w[f.COST]], dtype=np.int64),
        np.arange(len(slots), dtype=np.int64),
        np.ones(crews, dtype=np.int64),
    )


@dataclass(slots=True)
class Clock:
    """How much of a search is over: by seconds, or by rounds where the same run must give the same plan."""

    seconds: float
    rounds: int | None
    began: float = field(default_factory=perf_counter)
    counted: int = 0

    @property
    def elapsed(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self.began

    @property
    def share(self) -> float:
        """From 0 at the start to 1 at the end."""
        if self.rounds is not None:
            return min(1.0, self.counted / max(1, self.rounds))
        return min(1.0, self.elapsed / max(1e-6, self.seconds))

    @property
    def left(self) -> float:
        """Seconds that are left; without a limit where rounds are counted."""
        return float("inf") if self.rounds is not None else self.seconds - self.elapsed


@dataclass(frozen=True, slots=True)
class Cooling:
    """Temperatures and the weight of a point at both ends, in money."""

    hot: float
    cold: float
    light: float
    heavy: float

    def at(self, share: float) -> tuple[float, float]:
        """Temperature and weight after a share of the way."""
        return self.hot * (self.cold / self.hot) ** share, self.light * (self.heavy / self.light) ** share


def cool(
    chains: Sequence[Chain],
    cooling: Cooling,
    *,
    until: float,
    clock: Clock,
    pool: ThreadPoolExecutor | None,
    after: Callable[[], bool],
) -> bool:
    """Run all chains down the temperatures until ``until`` of the time is over; False when ``after`` ends the search.

    ``after`` is called after each round. Without a ``pool`` the chains run one after another.
    """
    start = clock.share
    while (share := clock.share) < until:
        way = (share - start) / (until - start)
        step = 1 / max(1, clock.rounds) if clock.rounds is not None else ROUND_SECONDS / max(1e-6, clock.seconds)
        hot, weight = cooling.at(way)
        cold, _ = cooling.at(min(1.0, way + step / (until - start)))
        steps = ROUND_STEPS if clock.rounds is not None else None
        if pool is None:
            for chain in chains:
                chain.run(hot, cold, weight, steps=steps)
        else:
            for done in [pool.submit(chain.run, hot, cold, weight, steps=steps) for chain in chains]:
                done.result()
        clock.counted += 1
        if way > _INSISTS_FROM:
            for chain in chains:
                chain.insist(step / (until - start) / (1 - _INSISTS_FROM))
        if not after():
            return False
    return True
