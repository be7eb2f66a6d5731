"""Rows of the farm: jobs, tasks, edges, attempts, and the cache of results."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from fangcun.base.api import TenantManager, TenantRow
from fangcun.farm.contracts import JobState, TaskState


class Job(TenantRow):
    """Something somebody asked for: a set of tasks. ``key`` is the digest of its targets."""

    key = models.CharField(max_length=64)
    title = models.CharField("名称", max_length=200)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in JobState], default=JobState.RUNNING.value
    )
    user = models.ForeignKey("base.User", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[TenantManager[Self]] = TenantManager()

    class Meta:
        db_table = "farm_job"
        constraints = [
            # Asking for the same while it is under way joins it.
            models.UniqueConstraint(
                fields=["tenant", "key"], name="farm_job_once", condition=models.Q(state=JobState.RUNNING.value)
            )
        ]
        indexes = [
            models.Index(fields=["id"], name="farm_job_running", condition=models.Q(state=JobState.RUNNING.value)),
        ]


class TaskRow(models.Model):
    """A task under way or finished. It belongs to no tenant: equal keys are one task, whoever asked first.

    Nobody learns anything from that: a key can only be computed by who has the inputs.
    """

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=80)
    inputs = models.JSONField()
    needs = models.JSONField(default=dict)
    title = models.CharField(max_length=200, blank=True)
    weight = models.FloatField(default=1.0)
    priority = models.IntegerField(default=0)
    target = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in TaskState])
    not_before = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    fence = models.PositiveBigIntegerField(default=0)
    lease_owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    fraction = models.FloatField(default=0.0)
    text = models.CharField(max_length=200, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        db_table = "farm_task"
        indexes = [
            models.Index(
                fields=["priority", "id"], name="farm_task_ready", condition=models.Q(state=TaskState.READY.value)
            ),
            models.Index(
                fields=["lease_until"], name="farm_task_leased", condition=models.Q(state=TaskState.RUNNING.value)
            ),
        ]


class TaskNeed(models.Model):
    """An edge: ``task`` uses the result of ``need``."""

    task = models.ForeignKey(TaskRow, on_delete=models.CASCADE, related_name="+")
    need = models.ForeignKey(TaskRow, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "farm_need"
        constraints = [models.UniqueConstraint(fields=["task", "need"], name="farm_need_once")]


class JobTask(models.Model):
    """A task that a job wants. ``cached``: it had its result when the job came; ``target``: its end is announced."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(TaskRow, on_delete=models.PROTECT, related_name="+")
    cached = models.BooleanField(default=False)
    target = models.BooleanField(default=False)

    class Meta:
        db_table = "farm_job_task"
        constraints = [models.UniqueConstraint(fields=["job", "task"], name="farm_job_task_once")]


class ActionResult(models.Model):
    """The cache: a task's key → what it made. Files are digests of blobs."""

    key = models.CharField(max_length=64, primary_key=True)
    values = models.JSONField()
    files = models.JSONField()
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "farm_result"


class Outcome(models.TextChoices):
    """How an attempt ended."""

    DONE = "done", "完成"
    FAILED = "failed", "失败"
    STOPPED = "stopped", "中止"
    LOST = "lost", "失联"
    REFUSED = "refused", "作废"


class Attempt(models.Model):
    """One try at a task by one worker: what it took and how it ended."""

    task = models.ForeignKey(TaskRow, on_delete=models.CASCADE, related_name="+")
    worker = models.CharField(max_length=120)
    fence = models.PositiveBigIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    wall_seconds = models.FloatField(default=0.0)
    cpu_seconds = models.FloatField(default=0.0)
    peak_bytes = models.PositiveBigIntegerField(default=0)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    detail = models.TextField(blank=True)

    class Meta:
        db_table = "farm_attempt"
