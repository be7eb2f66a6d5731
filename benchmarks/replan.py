"""How fast a base is replanned after a disruption, how little moves, and what it costs.

    PYTHONPATH=src python benchmarks/replan.py [FILE] [--seconds S] [--plan FILE]

FILE is a base problem of eight crews (``data/base8x200-dev.json`` when left out); ``--plan`` a JSON with its ``slots``
(as `shoot base` prints it), else the planner works 20 s for one. Two days are over, a third is frozen. Bars: the first
answer within 1 s (the better of two runs), a sound one at the end, no scene of the first three days touched, at most
twice as many scenes moved as were forced. The named peer is the planner's repair alone; the limit is the plan without
the disruption.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from fangcun.shoot.contracts import Answer, Problem, Replanning, SceneJob
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.disrupting import disrupt
from fangcun.shoot.engine.disruptions import ActorAway, Disruption, PlaceBroken, Rain, SceneAdded
from fangcun.shoot.engine.exchange import problem_from_bytes
from fangcun.shoot.engine.planner import plan as plan_base
from fangcun.shoot.engine.planner import repair
from fangcun.shoot.engine.replan import replan

BASE = Path(__file__).parent / "data" / "base8x200-dev.json"
PARTS = 3
NOW, FROZEN = 2 * PARTS, range(2 * PARTS, 3 * PARTS)


def busiest_actor(problem: Problem, plan: list[int]) -> int:
    """Who has the most scenes on the fourth and fifth day."""
    counts: dict[int, int] = {}
    slots = iter(plan)
    for crew in problem.crews:
        for job in crew.scenes:
            if next(slots) in range(3 * PARTS, 5 * PARTS):
                for role in job.roles:
                    person = crew.roles[role].performer
                    if person is not None:
                        counts[person] = counts.get(person, 0) + 1
    return max(counts, key=lambda p: (counts[p], -p))


def busiest_place(problem: Problem, plan: list[int]) -> int:
    """Where the most scenes are shot on the fourth and fifth day."""
    slots = iter(plan)
    used = [job.place for crew in problem.crews for job in crew.scenes if next(slots) in range(3 * PARTS, 5 * PARTS)]
    return max(sorted(set(used)), key=used.count)


def disruptions(problem: Problem, plan: list[int]) -> dict[str, list[Disruption]]:
    """What happens, by name."""
    added = SceneJob("新 1", problem.crews[0].scenes[0].place, 30, False, False, problem.crews[0].scenes[0].roles)
    return {
        "actor ill for two days": [ActorAway(busiest_actor(problem, plan), 3 * PARTS, 5 * PARTS)],
        "rain for a day": [Rain(tuple(range(3 * PARTS, 4 * PARTS)))],
        "set broken for two days": [PlaceBroken(busiest_place(problem, plan), 3 * PARTS, 5 * PARTS)],
        "scene added": [SceneAdded(0, added)],
    }


def peer(problem: Problem, plan: list[int], what: list[Disruption]) -> str:
    """What the planner's repair alone makes of it."""
    left = disrupt(problem, plan, what, now_slot=NOW, frozen=FROZEN)
    began = time.perf_counter()
    found = repair(left.problem, [FROZEN.stop if slot is None else slot for slot in left.slots])
    seconds, cost = time.perf_counter() - began, costs(left.problem, found)
    moved = sum(new != old for new, old in zip(found, left.slots, strict=True))
    ratio = (cost.total - cost.changes) / costs(problem, plan).total
    return f"{moved} moved, {len(check(left.problem, found))} violations, cost × {ratio:.4f}, {seconds:.2f} s"


def timed(problem: Problem, plan: list[int], what: list[Disruption], seconds: float) -> tuple[float, float, Replanning]:
    """Seconds to the first answer and to the first sound one, and the last answer."""
    heard: list[tuple[float, Answer]] = []
    began = time.perf_counter()

    def hear(answer: Answer) -> None:
        heard.append((time.perf_counter() - began, answer))

    told = replan(problem, plan, what, now_slot=NOW, frozen=FROZEN, seconds=seconds, on_better=hear, repair=repair)
    return heard[0][0], next((at for at, answer in heard if not answer.violations), float("inf")), told


def main() -> None:
    """Print the figures and hold them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=BASE)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--plan", type=Path)
    options = parser.parse_args()
    problem = problem_from_bytes(options.file.read_bytes())
    plan = json.loads(options.plan.read_text())["slots"] if options.plan else None
    plan = plan or list(plan_base(problem, seconds=20, seed=1).slots)
    repair(problem, plan)  # have the compiler do its work before the clock runs
    for name, what in disruptions(problem, plan).items():
        runs = [timed(problem, plan, what, options.seconds) for _ in range(2)]
        first, sound = (min(run[i] for run in runs) for i in range(2))
        told = runs[-1][2]
        kept = all(move.was is None or move.was >= FROZEN.stop for move in told.moved)
        before, after = told.cost_before.total, told.cost_after.total - told.cost_after.changes
        print(
            f"{name}: {told.forced} forced, {len(told.moved)} moved, first answer {first:.2f} s, sound {sound:.2f} s, "
            f"cost × {after / before:.4f} of before, in {told.answer.seconds:.1f} s; peer: {peer(problem, plan, what)}"
        )
        assert first <= 1.0, first
        assert kept, "a frozen scene moved"
        assert len(told.moved) <= 2 * told.forced, (len(told.moved), told.forced)
        assert not check(told.problem, told.answer.slots)


if __name__ == "__main__":
    main()
