"""A SQLite database is kept up to date by itself; a server's schema only when its operator says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from fangcun.config import config


def run(home: Path, *words: str, url: str = "") -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FANGCUN_", "DJANGO_"))}
    env |= {"FANGCUN_HOME": str(home), "FANGCUN_MODE": "demo"} | ({"FANGCUN_DATABASE_URL": url} if url else {})
    command = [sys.executable, "-P", "-m", "fangcun", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_an_embedded_database_needs_nothing(tmp_path: Path) -> None:
    done = run(tmp_path, "base", "add-tenant", "lin", "林氏影视")
    assert done.returncode == 0, done.stderr


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="runs in the part of the tests that is on PostgreSQL")
def test_a_server_s_schema_waits_for_its_operator(tmp_path: Path) -> None:
    name = f"schema_{os.getpid()}"
    url = config().database_url
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]  # the name is our own
        own = f"{url.rpartition('/')[0]}/{name}"
        try:
            refused = run(tmp_path, "base", "add-tenant", "lin", "林氏影视", url=own)
            assert refused.returncode == 73
            assert "base migrate" in refused.stderr
            assert run(tmp_path, "base", "migrate", url=own).returncode == 0
            assert run(tmp_path, "base", "add-tenant", "lin", "林氏影视", url=own).returncode == 0
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[call-overload]
