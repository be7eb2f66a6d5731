"""A ground of its own for every test: home folder, database, and the trial room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from farm_trial.ground import Ground, environment_of
from psycopg import sql

from fangcun.config import config

SERVER = os.environ.get("FANGCUN_DATABASE_URL", "")
PREPARE = (
    "from fangcun.base.runtime import start; start(migrate=False);"
    "from django.core.management import call_command; call_command('migrate', verbosity=0)"
)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Blobs and folders of this test only: some tests take blobs away."""
    from fangcun.base.api import blobs

    monkeypatch.setattr(config(), "home", tmp_path / "here")
    blobs.cache_clear()
    yield
    blobs.cache_clear()


def _on_server(command: str, *names: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(sql.SQL(command).format(*(sql.Identifier(name) for name in names)))


def _url_of(name: str) -> str:
    address, mark, options = SERVER.partition("?")
    return f"{address.rpartition('/')[0]}/{name}{mark}{options}"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with the schema, made once and copied for each test: its file, or its name on the server."""
    home = tmp_path_factory.mktemp("template")
    name = f"farm_{uuid4().hex}" if SERVER else str(home / "fangcun.sqlite3")
    if SERVER:
        _on_server("CREATE DATABASE {}", name)
    environment = environment_of(home, _url_of(name) if SERVER else "")
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True, timeout=120)
    yield name
    if SERVER:
        _on_server("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def ground(tmp_path: Path, template: str) -> Iterator[Ground]:
    """An empty farm: a home folder and a database of this test's own."""
    (tmp_path / "home").mkdir()
    if not SERVER:
        shutil.copy(template, tmp_path / "home" / "fangcun.sqlite3")
        yield Ground(tmp_path, "")
        return
    name = f"farm_{uuid4().hex}"
    _on_server("CREATE DATABASE {} TEMPLATE {}", name, template)
    yield Ground(tmp_path, _url_of(name))
    _on_server("DROP DATABASE {} WITH (FORCE)", name)
