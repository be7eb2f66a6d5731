"""Jobs: asked for, given up, tried again, closed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef

from fangcun.base.api import audit, blobs, emit
from fangcun.base.contracts import Actor
from fangcun.farm.contracts import JobFinished, JobState, TargetDone, Task, TaskKey, TaskState
from fangcun.farm.engine.graph import Plan, plan
from fangcun.farm.models import ActionResult, Job, JobTask, TaskNeed, TaskRow
from fangcun.farm.queries import chunks, is_active, no_job, results_of, tasks_of
from fangcun.farm.services.locks import hold_graph
from fangcun.kit import clock, digest
from fangcun.kit.errors import FangcunError, Kind

ROWS = 100
"""Rows in one INSERT."""


def submit(tasks: Iterable[Task], *, title: str, by: Actor, targets: Sequence[TaskKey] | None = None) -> int:
    """Ask for tasks; returns the id of the job. What is cached counts as done and is not done again.

    ``targets`` are the tasks whose results are wanted in the end (each is announced by ``TargetDone``); what only
    cached tasks need is left alone. Without targets every task is wanted. Asking for what is under way already
    returns that job. Raises ``farm.need.missing`` for a need that is neither given nor cached.
    """
    given = {task.key: task for task in tasks}
    announced = set() if targets is None else set(targets)
    wanted = sorted(announced or given)
    named = {*given, *wanted, *(need for task in given.values() for need in task.needs.values())}
    known = results_of(named)
    # A result whose bytes are gone is no result (REAPI, GetActionResult). Looked up before the lock: it may be slow.
    gone = {key for key, result in known.items() if not all(map(blobs().has, result.files.values()))}
    with transaction.atomic():
        hold_graph(to_change=True)
        for some in chunks(gone):
            ActionResult.objects.filter(key__in=some).delete()
        made_since = results_of(named - known.keys()).keys()
        todo = plan(given, targets=wanted, cached=(known.keys() - gone) | made_since)
        for some in chunks(todo.cached):
            ActionResult.objects.filter(key__in=some).update(used_at=clock.now())
        rows = _enter(given, todo, announced=announced)
        job = _open({"targets": wanted, "announced": bool(announced)}, title=title, by=by)
        JobTask.objects.bulk_create(
            [JobTask(job=job, task=row, cached=k in todo.cached, target=k in announced) for k, row in rows.items()],
            batch_size=ROWS,
            ignore_conflicts=True,  # a job under way has them
        )
        for key in sorted(announced & todo.cached, key=lambda k: (rows[k].priority, rows[k].pk)):
            emit(TargetDone(job.pk, key, rows[key].title), tenant_id=job.tenant_id)
        close_if_over(job)
    return job.pk


def _open(wish: Mapping[str, object], *, title: str, by: Actor) -> Job:
    """The tenant's running job for this wish, else a new one."""
    key = digest.of_data(wish)
    running = Job.objects.of(by.tenant_id).filter(key=key, state=JobState.RUNNING).first()
    return running or Job.objects.create(
        tenant_id=by.tenant_id, user_id=by.user_id, key=key, title=title[:200], created_at=clock.now()
    )


def _enter(given: Mapping[TaskKey, Task], todo: Plan, *, announced: Collection[TaskKey]) -> dict[TaskKey, TaskRow]:
    """The rows of a plan by key: known tasks that must run are woken, new ones made with their edges."""
    # Locked, lest a claim between reading and writing be undone. Whoever else locks tasks locks just one.
    known = TaskRow.objects.select_for_update()
    rows = {row.key: row for some in chunks(todo.run | todo.cached) for row in known.filter(key__in=some)}
    fresh: list[TaskRow] = []
    woken: list[TaskRow] = []
    for key, task in given.items():  # in the order given: among equals the first asked for goes first
        if key not in todo.run:
            continue
        row = rows.get(key)
        if row is None:
            row = TaskRow(key=key, kind=task.kind, inputs=digest.plain(task.inputs), needs=dict(task.needs))
            row.priority = task.priority
            fresh.append(row)
        else:
            live = row.state in (TaskState.WAITING, TaskState.READY, TaskState.RUNNING)
            row.priority = min(row.priority, task.priority) if live else task.priority
            woken.append(row)
        row.title, row.weight, row.target = task.title[:200], task.weight, row.target or key in announced
        if row.state == TaskState.RUNNING:
            row.attempts = min(row.attempts, 1)  # asked for anew: crashes before do not count
        else:
            _wake(row, ready=todo.run.isdisjoint(task.needs.values()))
    TaskRow.objects.bulk_update(woken, [*WOKEN, "priority", "title", "weight", "target"], batch_size=ROWS)
    TaskRow.objects.bulk_create(fresh, batch_size=ROWS)
    rows |= {row.key: row for row in fresh}
    edges = {(row.pk, rows[need].pk) for row in fresh for need in row.needs.values()}
    TaskNeed.objects.bulk_create([TaskNeed(task_id=t, need_id=n) for t, n in sorted(edges)], batch_size=ROWS)
    return rows


WOKEN = ("state", "attempts", "not_before", "error", "error_code", "fraction", "text")


def _wake(row: TaskRow, *, ready: bool) -> None:
    """Let a task that does not run start over."""
    row.state = TaskState.READY if ready else TaskState.WAITING
    row.attempts, row.not_before = 0, clock.now()
    row.error = row.error_code = row.text = ""
    row.fraction = 0.0


def close_if_over(job: Job) -> bool:
    """Close a running job in which nothing can move any more. Call it inside a transaction."""
    if is_active(job.pk):
        return False
    failed = tasks_of(job.pk).filter(state=TaskState.FAILED).exists()
    return _end(job, JobState.FAILED if failed else JobState.DONE)


def _end(job: Job, state: JobState) -> bool:
    """Put a running job into its last state, once, and let go of tasks that no other running job wants."""
    now = clock.now()
    if not Job.objects.of(job.tenant_id).filter(pk=job.pk, state=JobState.RUNNING).update(state=state, finished_at=now):
        return False
    others = JobTask.objects.filter(task=OuterRef("pk"), job__state=JobState.RUNNING)
    left = tasks_of(job.pk).filter(state__in=(TaskState.WAITING, TaskState.READY, TaskState.RUNNING))
    left.filter(~Exists(others)).update(state=TaskState.CANCELLED)
    emit(JobFinished(job.pk, job.title, state.value), tenant_id=job.tenant_id)
    return True


@transaction.atomic
def cancel(job_id: int, *, by: Actor) -> None:
    """Give a job up. Running tasks stop at their next check; what is finished stays, and what others want goes on.

    Raises ``farm.job.missing`` for a job of another tenant, ``farm.job.over`` for one that has ended.
    """
    hold_graph(to_change=True)
    job = _own(job_id, by=by)
    if not _end(job, JobState.CANCELLED):
        raise FangcunError("farm.job.over", Kind.CONFLICT, f"作业 {job_id}“{job.title}”已经结束，不能再取消。")
    audit("farm.job.cancelled", by=by, subject=f"{job_id} {job.title}")


@transaction.atomic
def retry(job_id: int, *, by: Actor) -> None:
    """Try a failed or cancelled job again; finished tasks are not redone.

    Raises ``farm.job.missing`` for a job of another tenant, ``farm.job.running`` when it, or the same wish asked
    for again, is under way, ``farm.job.done`` when nothing is left to do.
    """
    hold_graph(to_change=True)
    job = _own(job_id, by=by)
    if job.state == JobState.DONE:
        raise FangcunError("farm.job.done", Kind.CONFLICT, f"作业 {job_id}“{job.title}”已全部完成，无需重试。")
    if Job.objects.of(job.tenant_id).filter(key=job.key, state=JobState.RUNNING).exists():
        raise FangcunError("farm.job.running", Kind.CONFLICT, f"作业 {job_id}“{job.title}”正在进行，无需重试。")
    Job.objects.of(job.tenant_id).filter(pk=job.pk).update(state=JobState.RUNNING, finished_at=None)
    stopped = list(tasks_of(job_id).filter(state__in=(TaskState.FAILED, TaskState.CANCELLED)).select_for_update())
    unmade = set(tasks_of(job_id).exclude(state=TaskState.DONE).values_list("key", flat=True))
    for row in stopped:
        _wake(row, ready=unmade.isdisjoint(row.needs.values()))
    TaskRow.objects.bulk_update(stopped, WOKEN, batch_size=ROWS)
    audit("farm.job.retried", by=by, subject=f"{job_id} {job.title}")


def _own(job_id: int, *, by: Actor) -> Job:
    """The job, if it is the actor's tenant's. Another tenant's is simply not there."""
    job = Job.objects.of(by.tenant_id).filter(pk=job_id).first()
    if job is None:
        raise no_job(job_id)
    return job
