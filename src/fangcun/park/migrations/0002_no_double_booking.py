"""The database itself refuses a double booking, whoever writes and however.

PostgreSQL: an exclusion constraint for what one crew holds at a time (over ``int8range(id, id, '[]')``, because the
gist operator class for plain integers needs an extension), and a trigger that locks the resource and adds up for what
is counted. SQLite, which has one writer at a time: triggers for both.

SQLite drops a table's triggers when a later migration makes the table anew (AlterField, AddConstraint): such a
migration has to lay them again with ``guard``.
"""

from typing import Any

from django.db import migrations

REFUSAL = "double booking"


def _keeping(statement: str) -> str:
    """The statement with the states that keep others out spelled where it says <keeping>."""
    return statement.replace("<keeping>", "state IN ('held', 'confirmed', 'used')").replace("<refusal>", REFUSAL)


# The load of a resource is highest where some booking starts: those moments and the new start are all there is to see.
PEAK = """
SELECT 1 FROM (
  SELECT NEW."start" AS at UNION
  SELECT b."start" FROM park_booking b WHERE b.resource_id = NEW.resource_id AND b.<keeping>
  AND b."start" > NEW."start" AND b."start" < NEW."end"
) moments WHERE NEW.quantity + (
  SELECT COALESCE(SUM(b.quantity), 0) FROM park_booking b WHERE b.resource_id = NEW.resource_id AND b.<keeping>
  AND b.id <> COALESCE(NEW.id, -1) AND b."start" <= moments.at AND b."end" > moments.at
) > (SELECT r.count FROM park_resource r WHERE r.id = NEW.resource_id)
"""
OVERLAP = """
SELECT 1 FROM park_booking b WHERE b.resource_id = NEW.resource_id AND b.id <> COALESCE(NEW.id, -1)
AND b.<keeping> AND b.exclusive AND b."start" < NEW."end" AND b."end" > NEW."start"
"""
OTHER_KIND = "SELECT 1 FROM park_resource r WHERE r.id = NEW.resource_id AND r.exclusive <> NEW.exclusive"

_SQLITE_KIND = "SELECT RAISE(ABORT, 'exclusive differs from the resource') WHERE EXISTS (<kind>);"
_SQLITE_ROOM = """
  SELECT RAISE(ABORT, '<refusal>') WHERE NEW.exclusive AND EXISTS (<overlap>);
  SELECT RAISE(ABORT, '<refusal>') WHERE NOT NEW.exclusive AND EXISTS (<peak>);
"""
_COLUMNS = 'resource_id, "start", "end", quantity, exclusive, state'


def _whole(statement: str) -> str:
    parts = (("<kind>", OTHER_KIND), ("<overlap>", OVERLAP), ("<peak>", PEAK), ("<columns>", _COLUMNS))
    for mark, part in parts:
        statement = statement.replace(mark, part)
    return _keeping(statement)


SQLITE = [
    "CREATE TRIGGER park_booking_insert BEFORE INSERT ON park_booking WHEN NEW.<keeping> "
    + "BEGIN "
    + _SQLITE_KIND
    + _SQLITE_ROOM
    + "END",
    "CREATE TRIGGER park_booking_update BEFORE UPDATE OF <columns> ON park_booking WHEN NEW.<keeping> "
    + "BEGIN "
    + _SQLITE_ROOM
    + "END",
]
POSTGRES = [
    "ALTER TABLE park_booking ADD CONSTRAINT park_booking_once EXCLUDE USING gist "
    "(int8range(resource_id, resource_id, '[]') WITH &&, tstzrange(\"start\", \"end\", '[)') WITH &&) "
    "WHERE (exclusive AND <keeping>)",
    """CREATE FUNCTION park_booking_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  PERFORM 1 FROM park_resource r WHERE r.id = NEW.resource_id FOR NO KEY UPDATE;
  IF TG_OP = 'INSERT' AND EXISTS (<kind>) THEN
    RAISE EXCEPTION 'exclusive differs from the resource' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.exclusive AND EXISTS (<peak>) THEN
    RAISE EXCEPTION '<refusal>' USING ERRCODE = 'exclusion_violation';
  END IF;
  RETURN NEW;
END $$""",
    "CREATE TRIGGER park_booking_insert BEFORE INSERT ON park_booking "
    "FOR EACH ROW WHEN (NEW.<keeping>) EXECUTE FUNCTION park_booking_counted()",
    "CREATE TRIGGER park_booking_update BEFORE UPDATE OF <columns> ON park_booking "
    "FOR EACH ROW WHEN (NEW.<keeping>) EXECUTE FUNCTION park_booking_counted()",
]

UNDO = {
    "sqlite": ["DROP TRIGGER park_booking_insert", "DROP TRIGGER park_booking_update"],
    "postgresql": [
        "DROP TRIGGER park_booking_insert ON park_booking",
        "DROP TRIGGER park_booking_update ON park_booking",
        "DROP FUNCTION park_booking_counted()",
        "ALTER TABLE park_booking DROP CONSTRAINT park_booking_once",
    ],
}


def guard(apps: Any, schema_editor: Any) -> None:
    """Lay the constraint and the triggers."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(_whole(statement))


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take them away."""
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("park", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
