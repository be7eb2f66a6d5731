"""The statements of every task's way, written out: building them by the ORM took four fifths of a task's overhead.

SQLite and PostgreSQL both read them. Everything that is not run once for each task stays with the ORM.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from fangcun.farm.contracts import TaskState
from fangcun.farm.models import Outcome

READY = """
SELECT t.id FROM farm_task t WHERE t.state = 'ready' AND t.not_before <= %s {of_job}
ORDER BY t.priority, t.id LIMIT 1
"""
OF_JOB = "AND EXISTS (SELECT 1 FROM farm_job_task j WHERE j.task_id = t.id AND j.job_id = %s)"
TAKE = """
UPDATE farm_task SET state = 'running', lease_owner = %s, lease_until = %s, started_at = %s, fraction = 0, text = '',
       fence = fence + 1, attempts = attempts + 1
WHERE id = ({ready})
RETURNING id, key, kind, title, inputs, needs, fence, attempts
"""
LEAVE = """
UPDATE farm_task SET state = %s, lease_owner = '', lease_until = NULL, fraction = %s, text = ''
WHERE id = %s AND fence = %s AND state IN ({states})
RETURNING target
"""
KEEP = """
INSERT INTO farm_result (key, "values", files, made_at, used_at) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""
RECORD = """
INSERT INTO farm_attempt (task_id, worker, fence, started_at, ended_at, wall_seconds, cpu_seconds, peak_bytes, outcome,
                          detail) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
WAITING_FOR = """
SELECT t.id FROM farm_task t JOIN farm_need n ON n.task_id = t.id
WHERE n.need_id = %s AND t.state = 'waiting' ORDER BY t.id {lock}
"""


def _moment(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def take_ready(
    *, worker: str, now: datetime, until: datetime, job_id: int | None
) -> tuple[int, str, str, str, Any, Any, int, int] | None:
    """Lease the most urgent ready task: its columns as in ``TAKE``; None when there is none.

    One statement, one short lock: PostgreSQL skips rows that others have locked, SQLite lets one write at a time.
    """
    ready = READY.format(of_job="" if job_id is None else OF_JOB)
    which = [_moment(now)] if job_id is None else [_moment(now), job_id]
    with connection.cursor() as cursor:
        cursor.execute(ready, which)  # reading takes no lock: workers without work must not be in the way
        if cursor.fetchone() is None:
            return None
        if connection.vendor == "postgresql":
            ready += "FOR UPDATE SKIP LOCKED"
        cursor.execute(TAKE.format(ready=ready), [worker, _moment(until), _moment(now), *which])
        row = cursor.fetchone()
    if row is None:
        return None
    pk, key, kind, title, inputs, needs, fence, attempts = row
    return pk, key, kind, title, json.loads(inputs), json.loads(needs), fence, attempts


def leave(
    task_id: int, *, fence: int, state: TaskState, from_states: Sequence[TaskState], fraction: float
) -> tuple[bool, bool]:
    """End the lease if its fence still holds; returns whether it did, and whether somebody wants it announced."""
    statement = LEAVE.format(states=", ".join(["%s"] * len(from_states)))
    with connection.cursor() as cursor:
        cursor.execute(statement, [state.value, fraction, task_id, fence, *(s.value for s in from_states)])
        row = cursor.fetchone()
    return row is not None, row is not None and bool(row[0])


def keep_result(key: str, *, values: dict[str, Any], files: dict[str, str], now: datetime) -> None:
    """Put a result into the cache; one that is there stays."""
    packed = [json.dumps(data, ensure_ascii=False) for data in (values, files)]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [key, *packed, _moment(now), _moment(now)])


def record_attempt(
    task_id: int, *, worker: str, fence: int, span: tuple[datetime, datetime], took: tuple[float, float, int],
    outcome: Outcome, detail: str,
) -> None:  # fmt: skip
    """Write down an attempt: its ``span`` from start to end, and wall seconds, processor seconds, peak bytes."""
    row = [task_id, worker, fence, *map(_moment, span), *took, outcome.value, detail]
    with connection.cursor() as cursor:
        cursor.execute(RECORD, row)


def waiting_for(task_id: int) -> list[int]:
    """The tasks that wait for this one, locked where the database locks rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            WAITING_FOR.format(lock="FOR UPDATE OF t" if connection.vendor == "postgresql" else ""), [task_id]
        )
        return [pk for (pk,) in cursor.fetchall()]
