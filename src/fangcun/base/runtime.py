"""How a process gets Django under its feet: the door of the base for whoever runs before Django does.

Importing this module imports no Django: a help text must not pay for it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from fangcun.base.serving import (
    collect_statics,
    free_port,
    run_server,
    start_command,
    start_server,
    start_workers,
    stop_server,
)
from fangcun.kit.errors import FangcunError, Kind

__all__ = [
    "free_port",
    "migrate_now",
    "prepare_site",
    "run_server",
    "start",
    "start_command",
    "start_server",
    "start_workers",
    "stop_server",
]


def start(*, migrate: bool = True) -> None:
    """Set Django up, and see to the database's schema unless ``migrate`` is false.

    An embedded (SQLite) one is brought up to date; a PostgreSQL server belongs to its operator, so its schema is never
    changed behind their back: CONFLICT says what to run. May be called again and by many processes at once.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangcun.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    if migrate:
        _see_to_schema()


def prepare_site() -> None:
    """Everything a server needs before it serves: Django, the schema of an embedded database, the static files."""
    start()
    collect_statics()


def migrate_now() -> None:
    """Bring any database to the newest schema: the operator asked for it."""
    start(migrate=False)
    from django.core.management import call_command

    with _alone():
        call_command("migrate", interactive=False, verbosity=0)


def _see_to_schema() -> None:
    """Apply what is pending, one process at a time; the others wait and find nothing left to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    # Held before the first look: even opening a new SQLite database (its change to WAL) bears no company.
    with _alone():
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        if connection.vendor != "sqlite":
            message = "数据库的结构不是最新的，请先备份，再运行 ./fangcun base migrate。"
            raise FangcunError("database.schema", Kind.CONFLICT, message)
        call_command("migrate", interactive=False, verbosity=0)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One process of this home folder at a time."""
    from fangcun.config import config

    config().home.mkdir(parents=True, exist_ok=True)
    with (config().home / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
