"""The planner's work for the farm: the engine searches, here it is told when to stop and what to keep."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

from fangcun.farm.api import Context, Result, task_kind, worker_count
from fangcun.kit.errors import FangcunError
from fangcun.shoot.contracts import Answer, Problem, TracePoint
from fangcun.shoot.engine.exchange import problem_from_bytes
from fangcun.shoot.services import searching
from fangcun.shoot.services.replanning import disruption_of

# The solvers are loaded by the work itself: whoever only hands it in does not pay for them.

TELL_SECONDS = 1.0
ASK_SECONDS = 0.5
MOST_REPAIRS = 5
EXPLAIN_SECONDS = 20.0


@task_kind("shoot.plan", version=1)
def search_plan(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Plan the crews of a problem together.

    Inputs: ``plan`` (row), ``problem`` (blob of its JSON), ``seconds``, ``seed``. Values: ``cost``, ``slots``.
    """
    from fangcun.shoot.engine.planner import plan

    plan_id = int(inputs["plan"])
    with told_failures(plan_id):
        problem = problem_from_bytes(ctx.blob(inputs["problem"]).read_bytes())
        watch = Watch(plan_id, ctx, seconds=float(inputs["seconds"]))
        answer = plan(
            problem,
            seconds=float(inputs["seconds"]),
            seed=int(inputs["seed"]),
            workers=threads(),
            start=searching.best_so_far(plan_id),
            on_better=watch.tell,
            stop=watch.stop,
        )
        return watch.end(problem, made_sound(problem, answer, seed=int(inputs["seed"])))


@contextmanager
def told_failures(plan_id: int) -> Iterator[None]:
    """Whatever goes wrong inside is told on the plan's page, and goes on to the farm. ``WorkStopped`` is no failure."""
    try:
        yield
    except FangcunError as error:
        searching.fail(plan_id, error.message)
        raise
    except Exception as error:
        searching.fail(plan_id, f"排计划时出错（{type(error).__name__}：{error}）。请重新排一次；再出错请联系管理员。")
        raise


def made_sound(problem: Problem, answer: Answer, *, seed: int) -> Answer:
    """The answer, mended where it breaks rules: what a search over costs left in a corner, a repair often solves."""
    from fangcun.shoot.engine.checking import check, costs
    from fangcun.shoot.engine.planner import repair

    for attempt in range(MOST_REPAIRS):
        if not answer.violations:
            break
        slots = repair(problem, answer.slots, seed=seed + attempt)
        broken, cost = check(problem, slots), costs(problem, slots)
        if len(broken) < len(answer.violations):
            point = TracePoint(answer.seconds, cost.total, "repair")
            # What looked cheaper on the way broke rules: the curve must not promise it.
            kept = tuple(known for known in answer.trace if known.cost >= cost.total)
            answer = replace(answer, slots=slots, cost=cost, violations=broken, trace=(*kept, point))
    return answer


@task_kind("shoot.replan", version=1)
def search_replan(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Mend a plan after a disruption.

    Inputs: as ``shoot.plan``; ``start`` (slots of the plan before, null for new scenes), ``disruptions``, ``frozen``
    (slots), ``now_slot``. Values: ``cost``, ``slots``.
    """
    from fangcun.shoot.engine.planner import repair
    from fangcun.shoot.engine.replan import replan

    plan_id = int(inputs["plan"])
    watch = Watch(plan_id, ctx, seconds=float(inputs["seconds"]))

    def hear(answer: Answer) -> None:
        watch.tell(TracePoint(answer.seconds, answer.cost.total, "repair"), answer.slots)

    with told_failures(plan_id):
        found = replan(
            problem_from_bytes(ctx.blob(inputs["problem"]).read_bytes()),
            inputs["start"],
            [disruption_of(d) for d in inputs["disruptions"]],
            now_slot=int(inputs["now_slot"]),
            frozen=inputs["frozen"],
            seconds=float(inputs["seconds"]),
            seed=int(inputs["seed"]),
            on_better=hear,
            stop=watch.stop,
            repair=repair,
            money=yuan,
        )
        return watch.end(
            found.problem,
            found.answer,
            moved=[asdict(moved) for moved in found.moved],
            forced=found.forced,
            words=list(found.words),
            cost_before=asdict(found.cost_before),
        )


def yuan(fen: int) -> str:
    """An amount as the words of a replanning give it."""
    return f"¥{fen / 100:,.0f}"


def threads() -> int:
    """Threads of a search: all cores but one, which answers pages."""
    return max(1, worker_count() - 1)


class Watch:
    """Stands between a search and its plan's row: tells better plans, not too often, and asks whether to stop."""

    def __init__(self, plan_id: int, ctx: Context, *, seconds: float) -> None:
        self._plan_id = plan_id
        self._ctx = ctx
        self._seconds = seconds
        self._begun = time.monotonic()
        self._told_at = self._asked_at = -60.0
        self._trace: list[TracePoint] = []
        self._stopped = False

    def tell(self, point: TracePoint, slots: tuple[int, ...]) -> None:
        """Note a better plan; it is kept at most once a second, the first one at once."""
        self._trace.append(point)
        now = time.monotonic()
        if now - self._told_at >= TELL_SECONDS:
            searching.tell(self._plan_id, self._trace, slots)
            self._told_at = now
        self._ctx.report(min(0.99, (now - self._begun) / self._seconds), f"{point.cost:,}")

    def stop(self) -> bool:
        """Whether a person or the worker wants the search to end."""
        now = time.monotonic()
        if not self._stopped and now - self._asked_at >= ASK_SECONDS:
            self._asked_at = now
            self._stopped = searching.stop_asked(self._plan_id)
            self._ctx.check()
        return self._stopped

    def end(self, problem: Problem, answer: Answer, **summary: Any) -> Result:
        """Keep the answer; words for people when nothing fits."""
        if answer.violations:
            from fangcun.shoot.engine.explain import explain

            seconds = min(EXPLAIN_SECONDS, max(2.0, self._seconds))
            summary |= searching.contradiction_of(explain(problem, seconds=seconds, stop=self.stop))
        searching.finish(self._plan_id, problem, answer, **summary)
        return Result({"cost": answer.cost.total, "slots": list(answer.slots), "violations": len(answer.violations)})
