"""Whether some scenes fit at all, and if not, which few demands keep them from it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from time import monotonic
from typing import Any

from ortools.sat.python import cp_model

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.blocking import Demand, SceneAt
from fangcun.shoot.engine.modelling import Rules
from fangcun.shoot.engine.repairing import NOWHERE

_ROUNDS = 12


class Fit(StrEnum):
    """Whether scenes fit."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Clock:
    """What is left of a budget of seconds; ``stop`` ends it early."""

    def __init__(self, seconds: float, stop: Callable[[], bool] | None = None) -> None:
        self._ends = monotonic() + seconds
        self._stop = stop

    def left(self) -> float:
        """Seconds left; 0 when stopped."""
        if self._stop is not None and self._stop():
            return 0.0
        return max(0.0, self._ends - monotonic())


def fits(problem: Problem, scenes: Collection[SceneAt], seconds: float) -> Fit:
    """Whether these scenes alone can all be placed by all the rules, within ``seconds`` of search."""
    clock = Clock(seconds)
    rules = Rules(problem, scenes, {})
    for literal in rules.missing.values():
        rules.model.add(literal == 0)
    for _ in range(_ROUNDS):
        solver, status = _solve(rules, clock.left(), workers=4)
        if status == cp_model.INFEASIBLE:
            return Fit.NO
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Fit.UNKNOWN
        if not rules.rivals(_read(rules, solver)):
            return Fit.YES
    return Fit.UNKNOWN


def core(problem: Problem, scenes: Collection[SceneAt], clock: Clock) -> frozenset[Demand] | None:
    """A set of demands on these scenes that cannot all hold, none of which can be left out (while time lasts).

    None when no contradiction was proved. CP-SAT's sufficient assumptions give a first set; then each demand is left
    out in turn, and stays out when the rest still contradict each other (deletion filter).
    """
    rules = Rules(problem, scenes, {}, guarded=True)
    kept = _refuted(rules, list(rules.literals), clock)
    if kept is None:
        return None
    for demand in sorted(kept, reverse=True):
        if demand not in kept or clock.left() <= 0:
            continue
        smaller = _refuted(rules, [d for d in kept if d != demand], clock)
        if smaller is not None:
            kept = smaller
    return frozenset(kept)


def _refuted(rules: Rules, asked: list[Demand], clock: Clock) -> set[Demand] | None:
    literals = rules.literals
    by_index = {literals[demand].index: demand for demand in asked}
    rules.model.clear_assumptions()
    rules.model.add_assumptions([literals[demand] for demand in asked])
    for _ in range(_ROUNDS):
        solver, status = _solve(rules, clock.left(), workers=1)
        if status == cp_model.INFEASIBLE:
            return {by_index[i] for i in solver.sufficient_assumptions_for_infeasibility() if i in by_index}
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        known = set(literals)
        if not rules.rivals(_read(rules, solver)):
            return None
        new = [demand for demand in literals if demand not in known]
        by_index |= {literals[demand].index: demand for demand in new}
        rules.model.add_assumptions([literals[demand] for demand in new])
    return None


def _solve(rules: Rules, seconds: float, *, workers: int) -> tuple[cp_model.CpSolver, Any]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.001, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 0
    return solver, solver.solve(rules.model)


def _read(rules: Rules, solver: cp_model.CpSolver) -> dict[SceneAt, int]:
    found: dict[SceneAt, int] = {}
    for scene in rules.free:
        chosen = (slot for slot in rules.slots_of[scene] if solver.boolean_value(rules.at[scene, slot]))
        slot = next(chosen, NOWHERE)
        if slot != NOWHERE:
            found[scene] = slot
    return found
