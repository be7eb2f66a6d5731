"""The database itself refuses to change or delete an issued call sheet."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"CREATE TRIGGER shoot_sheet_no_{verb.lower()} BEFORE {verb} ON shoot_call_sheet "
    f"BEGIN SELECT RAISE(ABORT, 'issued call sheets are immutable'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRES = [
    "CREATE FUNCTION shoot_sheet_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'issued call sheets are immutable'; END $$",
    "CREATE TRIGGER shoot_sheet_immutable BEFORE UPDATE OR DELETE ON shoot_call_sheet "
    "FOR EACH ROW EXECUTE FUNCTION shoot_sheet_refuse()",
]
UNDO = {
    "sqlite": ["DROP TRIGGER shoot_sheet_no_update", "DROP TRIGGER shoot_sheet_no_delete"],
    "postgresql": ["DROP TRIGGER shoot_sheet_immutable ON shoot_call_sheet", "DROP FUNCTION shoot_sheet_refuse()"],
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
    dependencies = [("shoot", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
