"""How a command or a worker gets Django under its feet. Importing this module imports no Django."""

# ruff: noqa: PLC0415  the line above: a help text must not pay for Django, and rows need its settings first

from __future__ import annotations

import fcntl
import os


def start(*, migrate: bool = True) -> None:
    """Set Django up, and bring an embedded (SQLite) database to the newest schema unless ``migrate`` is false.

    May be called again and by many processes at once. A PostgreSQL server belongs to its operator: its schema is
    never changed behind their back.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangcun.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    if migrate:
        _migrate_embedded()


def _migrate_embedded() -> None:
    """Apply what is pending, one process at a time; the others wait and find nothing left to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from fangcun.config import config

    def pending() -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))

    if connection.vendor != "sqlite" or not pending():
        return
    with (config().home / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if pending():
            call_command("migrate", interactive=False, verbosity=0)
