"""Changes of the graph exclude the ends of tasks, so that no task is missed between the two."""

from __future__ import annotations

from django.db import connection

GRAPH = 0x66_61_72_6D  # "farm"


def hold_graph(*, to_change: bool) -> None:
    """Until the transaction ends: many may finish tasks, or one may change the graph (submit, cancel, retry).

    PostgreSQL gets an advisory lock, shared or exclusive. SQLite has one writer anyway (BEGIN IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if to_change else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [GRAPH])
