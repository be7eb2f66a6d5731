"""The search: chains of annealing on all cores, from the set-block plan or from a given one, better at any time."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from fangcun.shoot.contracts import Answer, CostParts, Problem, TracePoint
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.planner.annealing import MOST_MOVED, anneal
from fangcun.shoot.engine.planner.greedy import lay
from fangcun.shoot.engine.planner.kernel import State, empty_state, fill
from fangcun.shoot.engine.planner.tables import Ints, Tables, tables_of

OnBetter = Callable[[TracePoint, tuple[int, ...]], None]
Stop = Callable[[], bool]

HOT, COLD = 1.0, 0.05
"""Temperatures of a search from scratch, in costs of an average scene. Found by trial on the public base of 8 × 200."""

WARM = 0.12
"""Where a search that goes on from a good plan starts: warm enough to leave a valley, too cold to lose the plan."""

POINT = 1 / 16
"""What a minute (a sixtieth of a broken rule) weighs, in costs of an average scene; ten times that at the end."""

STRICTEST = 200.0

CHUNK_SECONDS = 0.08
EXCHANGES = 24
"""How often in a search the worst chain goes on from the plan of the best."""


@dataclass(slots=True)
class Chain:
    """One walk with its plan, and the best that it has met. ``record`` holds cost and points of the best.

    ``strict`` multiplies what broken rules weigh: it grows while the plan breaks any and falls while it breaks none,
    so that the walk keeps to the border of what is allowed, where the cheap plans lie (strategic oscillation, Glover).
    """

    state: State
    best: Ints
    record: Ints
    seed: int
    steps: int = 4000
    strict: float = 1.0
    scratch: Ints = field(default_factory=lambda: np.empty((3, MOST_MOVED), dtype=np.int64))

    def walk(self, tables: Tables, *, hot: float, cold: float, weight: float, steps: int | None = None) -> None:
        """Walk a chunk, and learn how many steps fill the next one."""
        self.seed = (self.seed * 1103515245 + 12345) % 2**31
        begun = time.perf_counter()
        count = steps or self.steps
        weight *= self.strict
        anneal(tables, self.state, self.best, self.record, self.scratch, self.seed, count, hot, cold, weight)
        self.strict = min(STRICTEST, self.strict * 1.25) if self.state.total[1] else max(0.3, self.strict * 0.93)
        spent = max(1e-4, time.perf_counter() - begun)
        self.steps = max(500, min(4 * self.steps, round(count * CHUNK_SECONDS / spent)))


def plan(
    problem: Problem,
    *,
    seconds: float,
    seed: int,
    workers: int | None = None,
    start: Sequence[int] | None = None,
    on_better: OnBetter | None = None,
    stop: Stop | None = None,
    rounds: int | None = None,
) -> Answer:
    """The best plan found in ``seconds``; one that breaks rules when none that keeps them was found, never an error.

    ``start`` is a plan to go on from (one slot for each scene). ``on_better`` hears of each better plan, at most about
    five times a second; when ``stop`` says so the best plan so far is the answer. With ``rounds`` (chunks of 2,000
    steps, one worker) instead of the time the same seed gives the same plan. Compilation, which a machine needs once,
    does not count as search.
    """
    tables = tables_of(problem)
    if not len(tables.crew):
        return Answer((), CostParts(), (), 0.0)
    news = _News(on_better, begun=time.perf_counter())
    first = first_plan(problem, tables, start)
    news.tell(first, first.slot, "start" if start is not None else "set blocks")
    chains = _chains(tables, first.slot, count=1 if rounds else workers or 1, seed=seed)
    _compile(tables, chains[0])
    news.begun = time.perf_counter()
    scene_cost = max(1.0, float(first.total[0]) / len(first.slot))
    schedule = _Schedule(scene_cost, hot=HOT if start is None else WARM)
    if rounds:
        for number in range(rounds):
            hot, cold, weight = schedule.at(number / rounds, (number + 1) / rounds)
            chains[0].walk(tables, hot=hot, cold=cold, weight=weight, steps=2000)
            news.hear(chains)
    else:
        _run(tables, chains, schedule, news, seconds=seconds, stop=stop)
    best = min(chains, key=lambda c: (c.record[1], c.record[0]))
    slots = tuple(int(s) for s in best.best)
    final = empty_state(tables)
    fill(tables, final, best.best)
    news.tell(final, best.best, "annealing", last=True)
    spent = time.perf_counter() - news.begun
    return Answer(slots, costs(problem, slots), check(problem, slots), spent, tuple(news.trace))


def first_plan(problem: Problem, tables: Tables, start: Sequence[int] | None = None) -> State:
    """The plan of ``start``, or the set-block plan. Scenes that may not stay where they were are laid anew."""
    state = empty_state(tables)
    if start is not None:
        kept = np.array(start, dtype=np.int64)
        inside = (kept >= 0) & (kept < tables.allowed.shape[1])
        open_to = tables.allowed[np.arange(len(kept)), np.where(inside, kept, 0)] == 1
        fill(tables, state, np.where(inside & open_to, kept, -1))
    lay(problem, tables, state)
    return state


def _chains(tables: Tables, slots: Ints, *, count: int, seed: int) -> list[Chain]:
    made = []
    for number in range(max(1, count)):
        state = empty_state(tables)
        fill(tables, state, slots)
        made.append(Chain(state, state.slot.copy(), state.total.copy(), (seed * 7919 + number * 104729 + 1) % 2**31))
    return made


def _compile(tables: Tables, chain: Chain) -> None:
    """Make sure the walk is compiled before the clock runs; a walk of no steps changes nothing."""
    anneal(tables, chain.state, chain.best, chain.record, chain.scratch, 0, 0, 1.0, 1.0, 1.0)


@dataclass(slots=True)
class _Schedule:
    """Temperature and weight of broken rules over the search."""

    scene_cost: float
    hot: float

    def at(self, begin: float, end: float) -> tuple[float, float, float]:
        """Temperatures at the ends of a chunk (fractions of the search), and the weight of a point."""
        ratio = COLD / self.hot
        weight = self.scene_cost * POINT * (10.0 if begin > 0.9 else 1.0)
        return self._cool(ratio, begin), self._cool(ratio, end), weight

    def _cool(self, ratio: float, fraction: float) -> float:
        return self.scene_cost * self.hot * math.pow(ratio, min(1.0, fraction))


def _run(
    tables: Tables, chains: list[Chain], schedule: _Schedule, news: _News, *, seconds: float, stop: Stop | None
) -> None:
    """Walk all chains at once until the time is over; between exchanges they know nothing of each other."""
    begun = news.begun
    ended = threading.Event()

    def walk(chain: Chain, until: float) -> None:
        while (now := time.perf_counter() - begun) < until and not ended.is_set():
            hot, cold, weight = schedule.at(now / seconds, min(seconds, now + CHUNK_SECONDS) / seconds)
            chain.walk(tables, hot=hot, cold=cold, weight=weight)

    with ThreadPoolExecutor(len(chains)) as pool:
        for leg in range(1, EXCHANGES + 1):
            walks = [pool.submit(walk, chain, seconds * leg / EXCHANGES) for chain in chains]
            while not all(done.done() for done in walks):
                time.sleep(min(0.1, seconds / 100))
                news.hear(chains)
                if stop is not None and stop():
                    ended.set()
            for done in walks:
                done.result()
            if ended.is_set():
                return
            _exchange(tables, chains, weight=schedule.at(leg / EXCHANGES, 1.0)[2])


def _exchange(tables: Tables, chains: list[Chain], *, weight: float) -> None:
    """The worst chain goes on from where the best one is."""
    ranked = sorted(chains, key=lambda c: float(c.state.total[0]) + weight * float(c.state.total[1]))
    if len(ranked) > 1:
        state = empty_state(tables)
        fill(tables, state, ranked[0].state.slot)
        ranked[-1].state = state


class _News:
    """What is told of better plans, and the curve of their costs."""

    def __init__(self, on_better: OnBetter | None, *, begun: float) -> None:
        self._on_better = on_better
        self._best = (math.inf, math.inf)
        self._told_at = -math.inf
        self.begun = begun
        self.trace: list[TracePoint] = []

    def hear(self, chains: list[Chain]) -> None:
        """Tell the best of the chains when it is better than what was told last."""
        best = min(chains, key=lambda c: (c.record[1], c.record[0]))
        record = (float(best.record[1]), float(best.record[0]))
        if record < self._best and time.perf_counter() - self._told_at > 0.2:
            slots = best.best.copy()
            self._add(record, slots, "annealing")

    def tell(self, state: State, slots: Ints, method: str, *, last: bool = False) -> None:
        """Tell of a plan whose counters are known; ``last`` tells it only if it is better."""
        record = (float(state.total[1]), float(state.total[0]))
        if not last or record < self._best:
            self._add(record, slots, method)

    def _add(self, record: tuple[float, float], slots: Ints, method: str) -> None:
        self._best, self._told_at = record, time.perf_counter()
        point = TracePoint(round(self._told_at - self.begun, 3), int(record[1]), method)
        self.trace.append(point)
        if self._on_better is not None:
            self._on_better(point, tuple(int(slot) for slot in slots))
