"""Which tasks must run, when to try again, how long the rest takes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.farm.contracts import Context, Result, Task, task_kind
from fangcun.farm.engine.estimate import eta, fraction
from fangcun.farm.engine.graph import dependents, plan
from fangcun.farm.engine.retries import is_retryable, wait_before
from fangcun.kit.errors import FangcunError, Kind


@task_kind("plan.step", version=1)
def step(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Do nothing."""
    return Result()


def graph(**edges: str) -> dict[str, Task]:
    """Tasks by letter; each names the letters it needs, which must come before it."""
    tasks: dict[str, Task] = {}
    for name, needs in edges.items():
        tasks[name] = Task("plan.step", {"name": name}, needs={n: tasks[n].key for n in needs}, title=name)
    return tasks


def names(tasks: dict[str, Task], keys: frozenset[str]) -> str:
    """The letters of keys."""
    return "".join(sorted(name for name, task in tasks.items() if task.key in keys))


@pytest.mark.parametrize(
    ("targets", "cached", "run", "hits"),
    [
        ("d", "", "abcd", ""),
        ("d", "a", "bcd", "a"),
        ("d", "b", "acd", "b"),
        ("d", "bc", "d", "bc"),
        ("d", "d", "", "d"),
        ("abcd", "d", "abc", "d"),
        ("b", "", "ab", ""),
    ],
)
def test_a_diamond_runs_what_its_targets_lack(targets: str, cached: str, run: str, hits: str) -> None:
    tasks = graph(a="", b="a", c="a", d="bc")
    keyed = {t.key: t for t in tasks.values()}
    found = plan(keyed, targets=[tasks[n].key for n in targets], cached={tasks[n].key for n in cached})
    assert (names(tasks, found.run), names(tasks, found.cached)) == (run, hits)


def test_a_need_that_nobody_gave_is_named() -> None:
    tasks = graph(a="", b="a")
    with pytest.raises(FangcunError, match="“b”需要的任务") as refusal:
        plan({tasks["b"].key: tasks["b"]}, targets=[tasks["b"].key], cached=())
    assert refusal.value.data["key"] == tasks["a"].key


@given(st.lists(st.sets(st.integers(0, 30)), max_size=12), st.sets(st.integers(0, 11)))
def test_whatever_runs_has_its_needs_run_or_cached(shape: list[set[int]], cached: set[int]) -> None:
    tasks: list[Task] = []
    for number, wanted in enumerate(shape):
        needs = {str(n): tasks[n].key for n in wanted if n < number}
        tasks.append(Task("plan.step", {"number": number}, needs=needs))
    hits = {t.key for n, t in enumerate(tasks) if n in cached}
    found = plan({t.key: t for t in tasks}, targets=[t.key for t in tasks[-1:]], cached=hits)
    assert not found.run & found.cached
    assert found.cached <= hits
    for task in tasks:
        if task.key in found.run:
            assert set(task.needs.values()) <= found.run | found.cached


def test_a_chain_of_ten_thousand_is_no_deeper_than_a_short_one() -> None:
    tasks = [Task("plan.step", {"number": 0})]
    for number in range(1, 10_000):
        tasks.append(Task("plan.step", {"number": number}, needs={"before": tasks[-1].key}))
    assert len(plan({t.key: t for t in tasks}, targets=[tasks[-1].key], cached=()).run) == 10_000


def test_dependents_are_found_near_and_far() -> None:
    assert dependents([(2, 1), (3, 2), (4, 2), (4, 3), (6, 5)], of=1) == {2, 3, 4}
    assert dependents([(2, 1)], of=2) == set()


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (FangcunError("a", Kind.UPSTREAM, "语音服务没有应答"), True),
        (FangcunError("a", Kind.BUSY, "稍后再试"), True),
        (FangcunError("a", Kind.INVALID, "台词为空"), False),
        (ConnectionResetError(), True),
        (MemoryError(), True),
        (ZeroDivisionError(), False),
    ],
)
def test_outside_trouble_is_tried_again_and_a_bug_is_not(error: Exception, again: bool) -> None:
    assert is_retryable(error) is again


def test_pauses_double_up_to_five_minutes() -> None:
    assert [wait_before(n).total_seconds() for n in (1, 2, 3, 4)] == [1, 2, 4, 8]
    assert wait_before(60) == timedelta(minutes=5)


def test_progress_counts_weight_and_what_runs() -> None:
    assert fraction(total=10, done=4, running=1) == 0.5
    assert fraction(total=0, done=0, running=0) == 1.0
    assert eta(left=6, spent=20, made=4, at_once=3) == 10.0
    assert eta(left=0, spent=0, made=0, at_once=0) == 0.0
    assert eta(left=1, spent=0, made=0, at_once=4) is None
