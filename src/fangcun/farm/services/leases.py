"""Leases: a worker holds a task for a while, says it is alive, and ends it; a fence refuses who came too late.

Every claim of a task draws the next number of its fence. Whoever ends the task must show the number it drew: when
the lease ran out and another worker claimed the task, the old number no longer fits (Kleppmann, "How to do
distributed locking", 2016).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from fangcun.base.api import emit
from fangcun.farm.contracts import JobState, Result, TargetDone, TaskKey, TaskState
from fangcun.farm.engine.retries import MOST_ATTEMPTS, wait_before
from fangcun.farm.models import JobTask, Outcome, TaskNeed, TaskRow
from fangcun.farm.services import statements
from fangcun.farm.services.locks import hold_graph
from fangcun.kit import clock, digest

LEASE = timedelta(seconds=60)

ENDABLE = (TaskState.RUNNING, TaskState.CANCELLED)
"""A task cancelled while it ran may still end well: its result is as good as any."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of ``worker`` to do a task, shown by the number of the fence."""

    task_id: int
    key: TaskKey
    kind: str
    title: str
    inputs: Mapping[str, Any]
    needs: Mapping[str, TaskKey]
    worker: str
    fence: int
    attempt: int
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Usage:
    """What an attempt took."""

    wall_seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


def claim(worker: str, *, job_id: int | None = None) -> Lease | None:
    """The most urgent ready task (of one job, or of all), now held by ``worker``; None when there is none.

    No two claimers get the same task.
    """
    now = clock.now()
    row = statements.take_ready(worker=worker, now=now, until=now + LEASE, job_id=job_id)
    if row is None:
        return None
    pk, key, kind, title, inputs, needs, fence, attempts = row
    return Lease(pk, key, kind, title or kind, inputs, needs, worker, fence, attempts, now)


def heartbeat(lease: Lease, *, fraction: float = 0.0, text: str = "") -> bool:
    """Hold the lease for another while and tell how far the task is; False when it is lost or the task cancelled."""
    held = TaskRow.objects.filter(pk=lease.task_id, fence=lease.fence, state=TaskState.RUNNING)
    return bool(held.update(lease_until=clock.now() + LEASE, fraction=fraction, text=text[:200]))


def complete(lease: Lease, result: Result, *, usage: Usage | None = None) -> bool:
    """Keep the result and make ready what waited for it; False, and nothing kept, when the fence refuses."""
    with transaction.atomic():
        hold_graph(to_change=False)
        held, announced = statements.leave(
            lease.task_id, fence=lease.fence, state=TaskState.DONE, from_states=ENDABLE, fraction=1.0
        )
        if not held:
            _record(lease, Outcome.REFUSED, usage=usage)
            return False
        statements.keep_result(lease.key, values=digest.plain(result.values), files=dict(result.files), now=clock.now())
        _record(lease, Outcome.DONE, usage=usage)
        _make_ready(lease.task_id)
        if announced:
            wanting = JobTask.objects.filter(task_id=lease.task_id, target=True, job__state=JobState.RUNNING)
            for job_id, tenant_id in wanting.values_list("job_id", "job__tenant_id"):
                emit(TargetDone(job_id, lease.key, lease.title), tenant_id=tenant_id)
    return True


def _make_ready(task_id: int) -> None:
    """Wake the tasks that waited for this one and for nothing else."""
    # Two needs of one task may end at the same moment. The lock lets the second see the end of the first: one of
    # them finds every need done.
    pks = statements.waiting_for(task_id)
    if pks:
        unmet = TaskNeed.objects.filter(task=OuterRef("pk")).exclude(need__state=TaskState.DONE)
        TaskRow.objects.filter(~Exists(unmet), pk__in=pks).update(state=TaskState.READY, not_before=clock.now())


def fail(
    lease: Lease, *, code: str, message: str, retryable: bool, detail: str = "", usage: Usage | None = None
) -> bool:
    """Tell that the task failed: it waits for another try, or has failed for good; False when the fence refuses."""
    with transaction.atomic():
        again = retryable and lease.attempt < MOST_ATTEMPTS
        held = _leave(
            lease,
            TaskState.READY if again else TaskState.FAILED,
            not_before=clock.now() + wait_before(lease.attempt),
            error_code=code[:80],
            error=message,
        )
        _record(lease, Outcome.FAILED if held else Outcome.REFUSED, usage=usage, detail=detail or message)
    return held


def give_back(lease: Lease, *, usage: Usage | None = None) -> bool:
    """Return a task undone because the worker stops; it counts as no attempt. False when the fence refuses."""
    with transaction.atomic():
        held = _leave(lease, TaskState.READY, attempts=lease.attempt - 1, not_before=clock.now())
        _record(lease, Outcome.STOPPED, usage=usage)
    return held


def take_back(lease: Lease) -> bool:
    """Take a task from a worker that is gone; after too many such ends it has failed. False when it ended meanwhile."""
    with transaction.atomic():
        again = lease.attempt < MOST_ATTEMPTS
        held = _leave(
            lease,
            TaskState.READY if again else TaskState.FAILED,
            not_before=clock.now(),
            error_code="farm.worker.lost",
            error="执行它的进程中途消失（被终止、内存不足或断电）。",
        )
        if held:
            _record(lease, Outcome.LOST)
    return held


def _leave(lease: Lease, state: TaskState, **fields: Any) -> bool:
    """End the lease of a task that did not get done, if its fence still holds."""
    held, _ = statements.leave(
        lease.task_id, fence=lease.fence, state=state, from_states=(TaskState.RUNNING,), fraction=0.0
    )
    if held:
        TaskRow.objects.filter(pk=lease.task_id).update(**fields)
    return held


def _record(lease: Lease, outcome: Outcome, *, usage: Usage | None = None, detail: str = "") -> None:
    took = usage or Usage()
    statements.record_attempt(
        lease.task_id,
        worker=lease.worker,
        fence=lease.fence,
        span=(lease.started_at, clock.now()),
        took=(took.wall_seconds, took.cpu_seconds, took.peak_bytes),
        outcome=outcome,
        detail=detail[:8000],
    )
