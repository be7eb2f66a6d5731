"""Which tasks of a graph must run, given what is cached already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fangcun.farm.contracts import Task, TaskKey
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Plan:
    """``run`` must be carried out; ``cached`` have results that the targets, or those in ``run``, use."""

    run: frozenset[TaskKey]
    cached: frozenset[TaskKey]


def plan(tasks: Mapping[TaskKey, Task], *, targets: Iterable[TaskKey], cached: Collection[TaskKey]) -> Plan:
    """Walk from the targets down; whatever only a cached task needs is left alone.

    Cycles cannot be: a key is a digest over the keys of its needs. Raises ``farm.need.missing`` for a need that is
    neither among the tasks nor cached.
    """
    run: set[TaskKey] = set()
    hits: set[TaskKey] = set()
    stack = [(key, "") for key in targets]
    while stack:
        key, wanted_by = stack.pop()
        if key in run or key in hits:
            continue
        if key in cached:
            hits.add(key)
        elif key in tasks:
            run.add(key)
            stack += [(need, tasks[key].title or tasks[key].kind) for need in tasks[key].needs.values()]
        else:
            raise FangcunError(
                "farm.need.missing",
                Kind.INVALID,
                f"“{wanted_by}”需要的任务 {key[:12]}… 既不在本次提交中，也没有缓存结果，请把它一并提交。",
                key=key,
            )
    return Plan(frozenset(run), frozenset(hits))


def dependents(needs: Iterable[tuple[int, int]], *, of: int) -> set[int]:
    """All tasks that depend on ``of``, near or far; ``needs`` are pairs of (task, what it needs)."""
    above: dict[int, list[int]] = {}
    for task, need in needs:
        above.setdefault(need, []).append(task)
    found: set[int] = set()
    stack = [of]
    while stack:
        for task in above.get(stack.pop(), ()):
            if task not in found:
                found.add(task)
                stack.append(task)
    return found
