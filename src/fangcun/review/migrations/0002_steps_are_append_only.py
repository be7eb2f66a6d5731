"""The database itself refuses to change or delete a step of a case."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"CREATE TRIGGER review_step_no_{verb.lower()} BEFORE {verb} ON review_step "
    f"BEGIN SELECT RAISE(ABORT, 'the steps of a case are append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION review_step_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the steps of a case are append-only'; END $$",
    "CREATE TRIGGER review_step_append_only BEFORE UPDATE OR DELETE ON review_step "
    "FOR EACH ROW EXECUTE FUNCTION review_step_refuse()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER review_step_no_update", "DROP TRIGGER review_step_no_delete"],
    "postgresql": ["DROP TRIGGER review_step_append_only ON review_step", "DROP FUNCTION review_step_refuse()"],
}


def guard(apps: Any, schema_editor: Any) -> None:
    """Lay the triggers."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
