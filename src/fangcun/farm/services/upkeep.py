"""Upkeep: leases of lost workers taken back, finished jobs closed, old results forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from fangcun.farm.contracts import JobState, TaskState
from fangcun.farm.models import Job, TaskRow
from fangcun.farm.queries import is_active, unused_results
from fangcun.farm.services.jobs import close_if_over
from fangcun.farm.services.leases import Lease, take_back
from fangcun.farm.services.locks import hold_graph
from fangcun.kit import clock


def recover(*, is_gone: Callable[[str], bool]) -> int:
    """Take back the leases that ran out and those of workers that are surely gone; returns how many."""
    now = clock.now()
    held = TaskRow.objects.filter(state=TaskState.RUNNING)
    lost = [row for row in held if row.lease_until is None or row.lease_until < now or is_gone(row.lease_owner)]
    return sum(take_back(_lease_of(row)) for row in lost)


def _lease_of(row: TaskRow) -> Lease:
    return Lease(
        row.pk, row.key, row.kind, row.title, row.inputs, row.needs, row.lease_owner, row.fence,
        row.attempts, row.started_at or clock.now(),
    )  # fmt: skip


def close_finished(*, job_id: int | None = None) -> int:
    """Close the running jobs (or the one given) in which nothing can move any more; returns how many."""
    closed = 0
    running = Job.objects.across_tenants().filter(state=JobState.RUNNING)
    for job in running if job_id is None else running.filter(pk=job_id):
        if is_active(job.pk):  # looked at first without a lock: nearly always so
            continue
        with transaction.atomic():
            hold_graph(to_change=True)
            closed += close_if_over(job)
    return closed


def forget(*, older_than: timedelta) -> int:
    """Forget results that nobody asked for in ``older_than`` and that no running job uses; returns how many.

    Only the memory of the results goes. Their blobs stay: a published episode may be one of them.
    """
    with transaction.atomic():
        hold_graph(to_change=True)
        return unused_results(before=clock.now() - older_than).delete()[0]
