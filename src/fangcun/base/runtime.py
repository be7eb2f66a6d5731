"""How a process gets Django under its feet: the door of the base for whoever runs before Django does.

Importing this module imports no Django: a help text must not pay for it.
"""

from __future__ import annotations

import fcntl
import os

from fangcun.base.serving import collect_statics, free_port, run_server, start_server, stop_server

__all__ = ["free_port", "prepare_site", "run_server", "start", "start_server", "stop_server"]


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


def prepare_site() -> None:
    """Everything a server needs before it serves: Django, the schema of an embedded database, the static files."""
    start()
    collect_statics()


def _migrate_embedded() -> None:
    """Apply what is pending, one process at a time; the others wait and find nothing left to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from fangcun.config import config

    if connection.vendor != "sqlite":
        return
    config().home.mkdir(parents=True, exist_ok=True)
    # Held before the first look: even opening a new database (its change to WAL) bears no company.
    with (config().home / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
