"""Getting behind the database's own guards, to see that the check would notice."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

FINAL = ("account", "transfer", "entry", "period", "closing")


def unlock_rows() -> None:
    """Take the triggers that keep the books append-only away (until the test is rolled back)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no table can be altered while keys wait to be looked at
        for table in FINAL:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE ledger_{table} DISABLE TRIGGER USER")
            else:
                for verb in ("update", "delete"):
                    cursor.execute(f"DROP TRIGGER ledger_{table}_no_{verb}")


def run(statement: str, values: Sequence[object] = ()) -> int:
    """Run a statement; returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)  # type: ignore[arg-type]  # plain values
        return int(cursor.rowcount)
