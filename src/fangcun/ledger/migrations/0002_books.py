"""The database keeps the books: what is written stays, and on PostgreSQL one function writes it in one round trip."""

from pathlib import Path
from typing import Any

from django.db import migrations

FINAL = ("account", "transfer", "entry", "period", "closing")
"""Rows that are only added."""

SQLITE = [
    f"CREATE TRIGGER ledger_{table}_no_{verb.lower()} BEFORE {verb} ON ledger_{table} "
    "BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END"
    for table in FINAL
    for verb in ("UPDATE", "DELETE")
] + [
    "CREATE TRIGGER ledger_balance_no_delete BEFORE DELETE ON ledger_balance "
    "BEGIN SELECT RAISE(ABORT, 'the books are append-only'); END"
]
POSTGRES = [
    "CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the books are append-only'; END $$",
    *(
        f"CREATE TRIGGER ledger_{table}_final BEFORE UPDATE OR DELETE ON ledger_{table} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        for table in FINAL
    ),
    "CREATE TRIGGER ledger_balance_final BEFORE DELETE ON ledger_balance FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
]
WRITER = [
    # A balance is rewritten with every transfer: room on its page keeps the new version beside the old one.
    "ALTER TABLE ledger_balance SET (fillfactor = 40)",
    Path(__file__).with_name("ledger_post.sql").read_text(encoding="utf-8"),
]
UNGUARD = {
    "sqlite": [
        f"DROP TRIGGER ledger_{name}"
        for name in (*(f"{table}_no_{verb}" for table in FINAL for verb in ("update", "delete")), "balance_no_delete")
    ],
    "postgresql": ["DROP FUNCTION ledger_refuse() CASCADE"],
}


def add_writer(apps: Any, schema_editor: Any) -> None:
    """Lay the function that books, where the database has one."""
    for statement in WRITER if schema_editor.connection.vendor == "postgresql" else ():
        schema_editor.execute(statement, params=None)  # it has per cent signs of its own


def guard(apps: Any, schema_editor: Any) -> None:
    """Lay the triggers."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away."""
    for statement in UNGUARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(add_writer), migrations.RunPython(guard, unguard)]
