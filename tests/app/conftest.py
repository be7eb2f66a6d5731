"""What the tests of several rooms share: an empty database of one's own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

SERVER = os.environ.get("FANGCUN_DATABASE_URL", "")


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that many connections can open at once: a file, or one on the server."""
    if not SERVER:
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    name = f"own_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        address, mark, options = SERVER.partition("?")
        yield f"{address.rpartition('/')[0]}/{name}{mark}{options}"
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
