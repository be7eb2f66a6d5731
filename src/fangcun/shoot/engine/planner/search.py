"""The search for a good plan: the set-block plan at once, then annealing in several chains, then windows."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import numpy as np

from fangcun.shoot.contracts import Answer, Problem, TracePoint
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.chains import Chain, Clock, Cooling, cool, new_chain
from fangcun.shoot.engine.planner.crews import polish
from fangcun.shoot.engine.planner.greedy import lay_blocks
from fangcun.shoot.engine.planner.packing import laid_out, pack
from fangcun.shoot.engine.planner.repairing import repair, settled
from fangcun.shoot.engine.planner.tables import Ints, Tables, tables_of
from fangcun.shoot.engine.planner.windows import solve_window

OnBetter = Callable[[TracePoint, tuple[int, ...]], None]
MOST_WORKERS = 8
_TELL_EVERY = 0.2  # seconds
_SMALL = 1500  # pairs of scene and slot that are solved as one exact model


def plan(
    problem: Problem,
    *,
    seconds: float,
    seed: int,
    workers: int | None = None,
    start: Sequence[int] | None = None,
    on_better: OnBetter | None = None,
    stop: Callable[[], bool] | None = None,
    rounds: int | None = None,
) -> Answer:
    """The best plan found in ``seconds``: one slot for each scene, crew after crew.

    ``start`` is a plan to improve on (a replanning); the set-block plan otherwise. ``on_better`` is called with each
    better plan, at most five times a second. The seconds that compiling takes the first time on a machine do not count;
    the set-block plan is told before. ``stop`` is asked at least five times a second; the best plan so far is
    then the answer. With ``rounds`` the search is counted in rounds instead of seconds and, with one worker, the same
    seed gives the same plan. Where nothing sound is found the answer carries its violations.
    """
    clock = Clock(seconds, rounds)
    tables = tables_of(problem)
    first = tuple(start) if start is not None else lay_blocks(tables)
    herald = Herald(problem, clock, on_better, stop)
    herald.tell_first(first, method="greedy" if start is None else "start")
    count = len(first)
    before = clock.elapsed
    if not count or ((tables.allowed.sum(axis=1) <= 1).all() and start is None) or not herald.goes_on():
        return herald.answer()
    t = pack(tables)
    compile_kernels(t, first)
    clock.began = perf_counter() - before
    crews = range(workers or _cores())
    with ThreadPoolExecutor(len(crews)) as threads:
        pool = threads if len(crews) > 1 else None
        scale = max(1.0, herald.mark[1] / count)
        settled_first = settled(tables, first, weight=scale / 10)
        chains = [new_chain(t, settled_first, seed=seed * 1009 + n) for n in crews]
        herald.hear(chains, method="annealing")
        for cooling, until in _courses(scale, clock, warm=start is not None):

            def after() -> bool:
                herald.hear(chains, method="annealing")
                return herald.goes_on()

            if not cool(chains, cooling, until=until, clock=clock, pool=pool, after=after):
                return herald.answer()
            if _prove(tables, herald, workers=len(crews), seed=seed):
                return herald.answer()
            best = np.array(herald.best, dtype=np.int64)
            for chain in chains[1:]:
                chain.restart(best)
        polish(tables, chains, herald, scale=scale, clock=clock, pool=pool)
    if herald.mark[0]:
        _mend(t, herald, seed=seed)
    return herald.answer()


def _prove(tables: Tables, herald: Herald, *, workers: int, seed: int) -> bool:
    """Solve a small problem exactly, once; whether the plan is now proved to be the cheapest."""
    clock = herald.clock
    modelled = not (tables.rest or tables.travels)
    if clock.rounds is not None or not modelled or len(tables.choices) > _SMALL or herald.bound is not None:
        return False
    everything = range(len(tables.crew))
    solved = solve_window(
        tables, herald.best, everything, seconds=min(20.0, 0.3 * clock.left), seed=seed, workers=workers
    )
    if solved is None:
        return False
    cost = costs(herald.problem, solved.slots).total
    if cost < herald.mark[1] or herald.mark[0]:
        herald.take(np.array(solved.slots, dtype=np.int64), (0, cost), method="windows")
    herald.bound = solved.bound
    return solved.proved


def _mend(t: Ints, herald: Herald, *, seed: int) -> None:
    """A plan that still breaks rules when the time is up is worth another second."""
    mended = np.array(repair(herald.problem, herald.best, seed=seed), dtype=np.int64)
    _, totals = laid_out(t, mended)
    mark = (int(totals[f.POINTS]), int(totals[f.COST]))
    if mark < herald.mark:
        herald.take(mended, mark, method="repair")


def compile_kernels(t: Ints, slots: Sequence[int]) -> None:
    """Have the compiler do its work, if it still has to: once on a machine, about twenty seconds."""
    chain = new_chain(t, slots, seed=0)
    chain.run(1.0, 1.0, 1.0, steps=1)


def _courses(scale: float, clock: Clock, *, warm: bool) -> list[tuple[Cooling, float]]:
    """The temperatures, and until which share of the time each lasts.

    ``scale`` is what a scene costs on average. A short course first, so that the first good plan comes early.
    """
    quick = Cooling(0.4 * scale, 0.04 * scale, 0.05 * scale, 0.3 * scale)
    slow = Cooling(0.9 * scale, 0.03 * scale, 0.016 * scale, 0.16 * scale)
    if warm:
        return [(Cooling(0.15 * scale, 0.03 * scale, 0.1 * scale, 0.3 * scale), 0.6)]
    early = min(0.08, 1.0 / max(0.1, clock.seconds)) if clock.rounds is None else 0.1
    return [(quick, early), (slow, 0.75)]


class Herald:
    """Keeps the best plan, tells of better ones, and knows when to stop."""

    def __init__(
        self, problem: Problem, clock: Clock, on_better: OnBetter | None, stop: Callable[[], bool] | None
    ) -> None:
        self.problem = problem
        self.clock = clock
        self.best: tuple[int, ...] = ()
        self.mark: tuple[int, int] = (0, 0)  # points of broken rules, cost
        self.trace: list[TracePoint] = []
        self.bound: int | None = None
        self._on_better = on_better
        self._stop = stop
        self._told = -1.0
        self._untold: TracePoint | None = None

    def goes_on(self) -> bool:
        """Whether nobody has asked for an end and the time is not up."""
        return not (self._stop is not None and self._stop()) and self.clock.share < 1.0

    def tell_first(self, slots: tuple[int, ...], *, method: str) -> None:
        """Take the plan that the search starts from."""
        self.best = slots
        # The points of the checker are not those of the search: any broken rule makes way for the search's own count.
        self.mark = (1 << 60 if check(self.problem, slots) else 0, costs(self.problem, slots).total)
        self._note(self.mark[1], method)

    def hear(self, chains: Sequence[Chain], *, method: str) -> None:
        """Take the best plan of the chains if it is better than all before."""
        chain = min(chains, key=lambda c: (c.record[0], c.record[1]))
        mark = (int(chain.record[0]), int(chain.record[1]))
        if mark < self.mark:
            self.take(chain.best, mark, method=method)
        elif self._untold is not None and self.clock.elapsed - self._told >= _TELL_EVERY:
            self._tell(self._untold)

    def take(self, slots: Ints, mark: tuple[int, int], *, method: str) -> None:
        """Take a plan that is better than all before."""
        self.best, self.mark = tuple(slots.tolist()), mark
        self._note(mark[1], method)

    def _note(self, cost: int, method: str) -> None:
        point = TracePoint(round(self.clock.elapsed, 3), cost, method)
        if self._told < 0 or self.clock.elapsed - self._told >= _TELL_EVERY:
            self._tell(point)
        else:
            self._untold = point

    def _tell(self, point: TracePoint) -> None:
        self._told, self._untold = self.clock.elapsed, None
        self.trace.append(point)
        if self._on_better is not None:
            self._on_better(point, self.best)

    def answer(self) -> Answer:
        """The best plan, judged by the checker."""
        if self._untold is not None:
            self._tell(self._untold)
        return Answer(
            self.best,
            costs(self.problem, self.best),
            check(self.problem, self.best),
            self.clock.elapsed,
            tuple(self.trace),
            self.bound,
            self.bound is not None and not self.mark[0] and self.bound >= self.mark[1],
        )


def _cores() -> int:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_WORKERS, count)
