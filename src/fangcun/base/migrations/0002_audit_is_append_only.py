"""The database itself refuses to change or delete a line of the audit log."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"CREATE TRIGGER base_audit_no_{verb.lower()} BEFORE {verb} ON base_audit "
    f"BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION base_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
    "CREATE TRIGGER base_audit_append_only BEFORE UPDATE OR DELETE ON base_audit "
    "FOR EACH ROW EXECUTE FUNCTION base_audit_refuse()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER base_audit_no_update", "DROP TRIGGER base_audit_no_delete"],
    "postgresql": ["DROP TRIGGER base_audit_append_only ON base_audit", "DROP FUNCTION base_audit_refuse()"],
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
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
