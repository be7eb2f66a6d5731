"""The one public function: the best order that can be found, and proved, within a budget.

A short annealing gives a first order at once. Films of few distinct scenes are then proved; all others are annealed by
chains side by side, most from new random orders (valleys are many, a chain is short), some from the best order known.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from fangcun.shoot.contracts import TracePoint
from fangcun.shoot.engine.compiled import is_warm
from fangcun.shoot.engine.talent.annealing import Chain, anneal
from fangcun.shoot.engine.talent.film import Core, Film, reduce
from fangcun.shoot.engine.talent.layers import prove
from fangcun.shoot.engine.talent.proof import expand
from fangcun.shoot.engine.talent.tables import Array, Tables, tabulate

_FIRST_MOVES = 60_000  # about 10 ms on 30 scenes: enough for the best order of most films that can be proved
_STEP_MOVES = 20_000  # between two looks at the clock
_CHAIN_MOVES = 1_500_000  # of the first chains of a search; later ones are longer
_STEPS_OF_HEAT = (0.3, 0.002)  # of what an average scene costs: where every move passes, where none but gains pass
_STEPS_OF_WARMTH = (0.03, 0.002)  # for a chain that starts at the best order known
_PROVED_SCENES = 30  # groups up to which a proof is tried; it takes the time that larger films need for annealing

OnBetter = Callable[[int, tuple[int, ...]], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class TalentAnswer:
    """The best order found: positions of the film's scenes from 0, what it costs, and whether nothing is cheaper.

    ``seconds`` is the search without the compiler's time. ``trace`` has a point for each better order.
    """

    total: int
    order: tuple[int, ...]
    proved: bool
    seconds: float
    trace: tuple[TracePoint, ...]


def warm() -> float:
    """Compile what a search calls; the seconds that took. Long only for the first time on a machine."""
    start = time.monotonic()
    core = reduce(Film(name="", casts=(1, 2, 3, 5, 6), costs=(3, 2, 5), durations=(1, 2, 1, 3, 1)))
    chain = Chain(tabulate(core), seed=0)
    chain.run(1, hot=1.0, cold=0.5)
    prove(core, below=1 << 40, stop=lambda: False)
    return time.monotonic() - start


def needs_compiling() -> bool:
    """Whether ``warm`` will take the compiler's seconds."""
    return not is_warm(anneal, expand)


def solve(
    film: Film,
    *,
    seconds: float,
    seed: int = 0,
    workers: int = 1,
    on_better: OnBetter | None = None,
    stop: Stop | None = None,
    moves: int | None = None,
) -> TalentAnswer:
    """The cheapest order found in ``seconds``, sooner when it is proved; ``stop`` is asked often and keeps the best.

    With ``moves`` each worker tries that many moves, whatever the clock says, and there is no limit of time: the answer
    depends on the seed and the number of workers alone.
    """
    warm()
    return _Search(film, seconds=seconds, seed=seed, workers=workers, on_better=on_better, stop=stop).run(moves)


@dataclass(slots=True)
class _Record:
    """The best order known, shared by the chains."""

    least: int
    order: Array
    trace: list[TracePoint] = field(default_factory=list)


class _Search:
    """One call of ``solve``."""

    def __init__(
        self, film: Film, *, seconds: float, seed: int, workers: int, on_better: OnBetter | None, stop: Stop | None
    ) -> None:
        self.film, self.core = film, reduce(film)
        self.seed, self.workers = seed, max(1, workers)
        self.on_better, self.asked_to_stop = on_better, stop or (lambda: False)
        self.lock = threading.Lock()
        self.began = time.monotonic()
        self.ends: float | None = self.began + seconds
        # What the core leaves out of its total: actors with one group cost the same in every order.
        empty = self.core.unfold(range(len(self.core.groups)))
        self.record = _Record(least=1 << 62, order=np.arange(len(self.core.groups)))
        self.offset = film.total(empty) - _core_total(self.core, range(len(self.core.groups)))

    def run(self, moves: int | None) -> TalentAnswer:
        """Search to the end of the budget or to a proof."""
        if moves is not None:
            self.ends = None
        groups = len(self.core.groups)
        proved = groups < 3
        if proved:
            self._note(np.arange(groups), _core_total(self.core, range(groups)), "start")
        else:
            tables = tabulate(self.core)
            self._start(tables)
            proved = groups <= _PROVED_SCENES and self._prove()
            if not proved:
                self._anneal(tables, moves)
        return TalentAnswer(
            total=self.record.least + self.offset,
            order=self._unfold(self.record.order),
            proved=proved,
            seconds=time.monotonic() - self.began,
            trace=tuple(self.record.trace),
        )

    def _late(self) -> bool:
        return (self.ends is not None and time.monotonic() >= self.ends) or self.asked_to_stop()

    def _start(self, tables: Tables) -> None:
        hot, cold = self._heats(tables, _STEPS_OF_HEAT)
        chain = Chain(tables, seed=self.seed)
        self._note(chain.best, chain.least, "start")
        for turn in range(6):
            chain.place(np.random.default_rng([self.seed, turn]).permutation(len(chain.order)))
            chain.run(min(_FIRST_MOVES, 3_000 * len(chain.order)), hot=hot, cold=cold)
            self._note(chain.best, chain.least, "annealing")
            if self._late():
                return

    def _prove(self) -> bool:
        """Whether nothing is cheaper than the record, which a proof may have bettered."""
        own = sum(
            cost * sum(d for cast, d in zip(self.core.casts, self.core.durations, strict=True) if cast >> a & 1)
            for a, cost in enumerate(self.core.costs)
        )
        proof = prove(self.core, below=self.record.least - own, stop=self._late, workers=self.workers)
        if proof.order is not None:
            self._note(np.array(proof.order), _core_total(self.core, proof.order), "proof")
        return proof.done

    def _anneal(self, tables: Tables, moves: int | None) -> None:
        with ThreadPoolExecutor(self.workers) as pool:
            for done in [pool.submit(self._work, tables, worker, moves) for worker in range(self.workers)]:
                done.result()

    def _work(self, tables: Tables, worker: int, moves: int | None) -> None:
        """Chain after chain: each third one from the best order known, the others from new orders."""
        left = moves
        length, turn = _CHAIN_MOVES, 0
        best_here: tuple[int, Array] | None = None
        while not self._late() and (left is None or left > 0):
            # Without a clock the answer must not depend on who was first: a worker then knows only itself.
            known = best_here if moves is not None else (self.record.least, self.record.order)
            chain = Chain(tables, seed=hash((self.seed, worker, turn)) & (1 << 62) - 1)
            again = turn % 3 == 2 and known is not None
            if again and known is not None:
                chain.place(known[1])
            budget = length if left is None else min(length, left)
            self._walk(chain, budget, self._heats(tables, _STEPS_OF_WARMTH if again else _STEPS_OF_HEAT))
            if best_here is None or chain.least < best_here[0]:
                best_here = chain.least, chain.best.copy()
            left = None if left is None else left - budget
            turn += 1
            length = _CHAIN_MOVES * (1 + turn // 3)

    def _walk(self, chain: Chain, moves: int, heats: tuple[float, float]) -> None:
        hot, cold = heats
        steps = max(1, -(-moves // _STEP_MOVES))
        fall = (cold / hot) ** (1 / steps)
        for step in range(steps):
            chain.run(min(_STEP_MOVES, moves - step * _STEP_MOVES), hot=hot * fall**step, cold=hot * fall ** (step + 1))
            if chain.least < self.record.least:
                self._note(chain.best, chain.least, "annealing")
            if self._late():
                return

    def _heats(self, tables: Tables, steps: tuple[float, float]) -> tuple[float, float]:
        scene = max(1.0, float(_core_total(self.core, range(len(self.core.groups)))) / len(tables.durations))
        return scene * steps[0], scene * steps[1]

    def _note(self, order: Array, least: int, method: str) -> None:
        with self.lock:
            if least >= self.record.least:
                return
            self.record.least, self.record.order = least, order.copy()
            point = TracePoint(seconds=time.monotonic() - self.began, cost=least + self.offset, method=method)
            self.record.trace.append(point)
            if self.on_better is not None:
                self.on_better(least + self.offset, self._unfold(order))

    def _unfold(self, order: Array) -> tuple[int, ...]:
        return self.core.unfold([int(group) for group in order])


def _core_total(core: Core, order: range | tuple[int, ...]) -> int:
    if not core.casts:
        return 0
    return Film(name="", casts=core.casts, costs=core.costs, durations=core.durations).total(order)
