"""A plan put right near where it broke: a small constraint model over scenes that must move and their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

from ortools.sat.python import cp_model

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.blocking import SceneAt, blocking, scenes_of
from fangcun.shoot.engine.checking import check
from fangcun.shoot.engine.modelling import Rules
from fangcun.shoot.engine.pricing import price, stays

NOWHERE = -1  # a scene for which no slot was found
_ROUNDS = 12  # of adding rules that are added late


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a repair may go: seconds, the random seed, how many scenes may leave their old slots, who stops it."""

    seconds: float
    seed: int = 0
    most_moves: int | None = None
    stop: Callable[[], bool] | None = None


def broken_scenes(problem: Problem, slots: Sequence[int | None]) -> frozenset[SceneAt]:
    """The scenes that cannot stay by themselves: new ones, and those whose own slot is closed to them."""
    return frozenset(
        at
        for at, slot in zip(scenes_of(problem), slots, strict=True)
        if slot is None or not 0 <= slot < problem.slots or blocking(problem, at, slot)
    )


def clashing_scenes(problem: Problem, slots: Sequence[int | None]) -> frozenset[SceneAt]:
    """Scenes in any violation that can move at all."""
    found = {at for violation in check(problem, slots) for at in violation.scenes}
    return frozenset(at for at in found if problem.crews[at[0]].scenes[at[1]].fixed is None)


def settle(
    problem: Problem, slots: Sequence[int | None], free: Iterable[SceneAt], limits: Limits
) -> tuple[int, ...] | None:
    """The cheapest slots found for the ``free`` scenes while the others stay; ``NOWHERE`` for one that fits nowhere.

    None when time ran out before any answer. The changes are at most ``limits.most_moves`` where that can be.
    """
    order = scenes_of(problem)
    now = {at: slot for at, slot in zip(order, slots, strict=True) if slot is not None and 0 <= slot < problem.slots}
    loose = set(free) | {at for at in order if at not in now}
    rules = Rules(problem, loose, {at: slot for at, slot in now.items() if at not in loose})
    price(rules)
    unmoved = stays(rules)
    if limits.most_moves is not None and unmoved:
        gone = len(loose) - len(unmoved) + sum(_was(problem, at) != slot for at, slot in rules.standing.items())
        rules.model.add(len(unmoved) - sum(unmoved.values()) <= max(0, limits.most_moves - gone))
    ends = monotonic() + limits.seconds
    best: dict[SceneAt, int] | None = None
    for _ in range(_ROUNDS):
        found = _solve(rules, now, ends - monotonic(), limits)
        if found is None:
            break
        best = found
        if not rules.rivals({at: slot for at, slot in found.items() if slot != NOWHERE}):
            break
    return None if best is None else tuple(best[at] for at in order)


def _was(problem: Problem, at: SceneAt) -> int | None:
    return problem.crews[at[0]].scenes[at[1]].was


def _solve(rules: Rules, hints: dict[SceneAt, int], seconds: float, limits: Limits) -> dict[SceneAt, int] | None:
    if seconds <= 0 or (limits.stop is not None and limits.stop()):
        return None
    rules.model.clear_hints()  # type: ignore[no-untyped-call]  # ortools leaves it untyped
    for (scene, slot), literal in rules.at.items():
        rules.model.add_hint(literal, hints.get(scene) == slot)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = 4
    solver.parameters.relative_gap_limit = 0.001
    status = solver.solve(rules.model, _Watch(limits.stop))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    found = dict(rules.standing)
    for scene in rules.free:
        chosen = (slot for slot in rules.slots_of[scene] if solver.boolean_value(rules.at[scene, slot]))
        found[scene] = next(chosen, NOWHERE)
    return found


class _Watch(cp_model.CpSolverSolutionCallback):
    def __init__(self, stop: Callable[[], bool] | None) -> None:
        super().__init__()
        self._stop = stop

    def on_solution_callback(self) -> None:
        if self._stop is not None and self._stop():
            self.stop_search()
