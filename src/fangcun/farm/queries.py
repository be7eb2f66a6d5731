"""Reads of the farm: progress, results, what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from fangcun.farm.contracts import JobState, Progress, Result, RunningTask, TaskKey, TaskState
from fangcun.farm.engine import estimate
from fangcun.farm.engine.graph import dependents
from fangcun.farm.models import ActionResult, Attempt, Job, JobTask, Outcome, TaskNeed, TaskRow
from fangcun.kit.errors import FangcunError, Kind, Problem, Severity

CHUNK = 500
"""Keys in one IN (…): databases bound the number of parameters."""

ACTIVE = (TaskState.READY, TaskState.RUNNING)
"""As long as one task of a job is in these, the job can move: a waiting one without an active ancestor never will."""


def chunks(keys: Iterable[TaskKey]) -> Iterator[list[TaskKey]]:
    """The keys, sorted, in pieces that fit one query."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def job_row(job_id: int) -> Job:
    """The job, whoever's it is. Raises ``farm.job.missing``."""
    row = Job.objects.across_tenants().select_related("tenant").filter(pk=job_id).first()
    if row is None:
        raise no_job(job_id)
    return row


def tenant_of(job_id: int) -> str:
    """The slug of the tenant that a job belongs to. Raises ``farm.job.missing``."""
    return job_row(job_id).tenant.slug


def no_job(job_id: int) -> FangcunError:
    """The refusal for a job that is not there."""
    return FangcunError(
        "farm.job.missing", Kind.NOT_FOUND, f"没有编号为 {job_id} 的作业，可用 farm jobs 查看全部作业。"
    )


def tasks_of(job_id: int) -> QuerySet[TaskRow]:
    """The tasks a job wants."""
    return TaskRow.objects.filter(pk__in=JobTask.objects.filter(job_id=job_id).values("task_id"))


def results_of(keys: Iterable[TaskKey]) -> dict[TaskKey, Result]:
    """The cached results among ``keys``."""
    return {
        row.key: Result(row.values, row.files)
        for some in chunks(set(keys))
        for row in ActionResult.objects.filter(key__in=some)
    }


def states_of(keys: Iterable[TaskKey]) -> dict[TaskKey, TaskState]:
    """How far each of the tasks among ``keys`` is; tasks that nobody asked for are left out."""
    return {
        key: TaskState(state)
        for some in chunks(set(keys))
        for key, state in TaskRow.objects.filter(key__in=some).values_list("key", "state")
    }


def result_of(key: TaskKey) -> Result:
    """The result of one finished task. Raises ``farm.result.missing``."""
    found = results_of([key]).get(key)
    if found is None:
        raise FangcunError(
            "farm.result.missing", Kind.NOT_FOUND, f"任务 {key[:12]}… 还没有结果，请先运行它所在的作业。", key=key
        )
    return found


def is_active(job_id: int) -> bool:
    """Whether some task of the job runs or could run."""
    return JobTask.objects.filter(job_id=job_id, task__state__in=ACTIVE).exists()


def progress_of(job_id: int) -> Progress:
    """How far a job is, in a handful of queries whatever its size."""
    job = job_row(job_id)
    of_job = JobTask.objects.filter(job_id=job_id)
    sums = of_job.values("task__state", "cached").annotate(n=Count("id"), w=Sum("task__weight")).order_by()
    number: dict[str, int] = {}
    weight: dict[str, float] = {}
    cached, cached_weight = 0, 0.0
    for row in sums:
        number[row["task__state"]] = number.get(row["task__state"], 0) + row["n"]
        weight[row["task__state"]] = weight.get(row["task__state"], 0.0) + row["w"]
        if row["cached"]:
            cached, cached_weight = cached + row["n"], cached_weight + row["w"]
    running = list(tasks_of(job_id).filter(state=TaskState.RUNNING).order_by("priority", "id"))
    part = sum(t.weight * t.fraction for t in running)
    done = weight.get(TaskState.DONE, 0.0)
    left = sum(weight.get(s, 0.0) for s in (TaskState.WAITING, *ACTIVE)) - part
    spent = Attempt.objects.filter(
        task__in=of_job.filter(cached=False).values("task_id"), outcome=Outcome.DONE, ended_at__gte=job.created_at
    ).aggregate(s=Sum("wall_seconds"), w=Sum("task__weight"))
    state = JobState(job.state)
    return Progress(
        job_id=job_id,
        title=job.title,
        state=state,
        total=sum(number.values()),
        done=number.get(TaskState.DONE, 0),
        cached=cached,
        failed=number.get(TaskState.FAILED, 0),
        fraction=estimate.fraction(total=sum(weight.values()), done=done, running=part),
        running=tuple(RunningTask(t.title or t.kind, t.fraction, t.text) for t in running),
        eta=None
        if state.over
        else estimate.eta(left=left, spent=spent["s"] or 0.0, made=spent["w"] or 0.0, at_once=len(running)),
    )


def problems_of(job_id: int) -> list[Problem]:
    """One problem for each task of a job that failed, with what could not be made because of it."""
    failed = list(tasks_of(job_id).filter(state=TaskState.FAILED).order_by("priority", "id"))
    if not failed:
        return []
    unmade = tasks_of(job_id).exclude(state=TaskState.DONE)
    edges = list(TaskNeed.objects.filter(task__in=unmade.values("pk")).values_list("task_id", "need_id"))
    names = dict(unmade.values_list("pk", "title"))
    return [_problem(task, [names[pk] for pk in sorted(dependents(edges, of=task.pk))]) for task in failed]


def _problem(task: TaskRow, blocked: list[str]) -> Problem:
    tries = f"（试了 {task.attempts} 次）" if task.attempts > 1 else ""
    lost = f"因此另有 {len(blocked)} 项未能进行。" if blocked else ""
    return Problem(
        code=task.error_code or "farm.task.failed",
        severity=Severity.ERROR,
        message=f"“{task.title or task.kind}”没有完成{tries}：{task.error}{lost}",
        proposal="排除原因后用 farm retry 重试，已完成的部分不会重做。",
        data={"key": task.key, "kind": task.kind, "attempts": task.attempts, "blocked": [b for b in blocked if b]},
    )


def jobs(*, tenant_id: int | None = None, limit: int = 50) -> list[Progress]:
    """The newest jobs, of one tenant or (for the system itself) of all."""
    rows = Job.objects.across_tenants() if tenant_id is None else Job.objects.of(tenant_id)
    return [progress_of(pk) for pk in rows.order_by("-id").values_list("pk", flat=True)[:limit]]


def attempts_of(job_id: int) -> list[dict[str, Any]]:
    """The attempts at a job's tasks, oldest first: task, worker, times, what they took, how they ended."""
    rows = Attempt.objects.filter(task__in=tasks_of(job_id).values("pk")).order_by("id")
    columns = ("task__title", "task__kind", "worker", "started_at", "wall_seconds", "cpu_seconds", "peak_bytes")
    return [
        {name.removeprefix("task__"): value for name, value in row.items()}
        for row in rows.values(*columns, "outcome", "detail")
    ]


def unused_results(*, before: datetime) -> QuerySet[ActionResult]:
    """Results nobody has asked for since ``before`` and that no running job builds on."""
    busy = TaskRow.objects.filter(pk__in=JobTask.objects.filter(job__state=JobState.RUNNING).values("task_id")).values(
        "key"
    )
    return ActionResult.objects.filter(Q(used_at__lt=before) & ~Q(key__in=busy))
