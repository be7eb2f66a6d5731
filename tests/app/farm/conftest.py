"""A ground of its own for every test with real processes: home folder, database, and the trial room."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
SERVER = os.environ.get("FANGCUN_DATABASE_URL", "")
PREPARE = (
    "from fangcun.base.runtime import start; start(migrate=False);"
    "from django.core.management import call_command; call_command('migrate', verbosity=0)"
)


def _environment(home: Path, url: str) -> dict[str, str]:
    return os.environ | {
        "FANGCUN_HOME": str(home),
        "FANGCUN_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "farm_trial.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(HERE)]),
    }


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
    environment = _environment(home, _url_of(name) if SERVER else "")
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True, timeout=120)
    yield name
    if SERVER:
        _on_server("DROP DATABASE {} WITH (FORCE)", name)


class Ground:
    """Where a test's processes live."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.log = folder / "log.txt"
        self.environment = _environment(folder / "home", url)

    def task(self, kind: str, name: str, **rest: Any) -> dict[str, Any]:
        """A task of the specification; inputs other than name and log by ``inputs``."""
        inputs = {"name": name, "log": str(self.log)} | rest.pop("inputs", {})
        return {"kind": f"trial.{kind}", "title": name, "inputs": inputs} | rest

    def start(self, tasks: list[dict[str, Any]], *, workers: int = 2) -> subprocess.Popen[str]:
        """A process that submits and runs the tasks."""
        spec = self.folder / f"{uuid4().hex}.json"
        spec.write_text(json.dumps({"tasks": tasks, "workers": workers}), encoding="utf-8")
        return subprocess.Popen(
            [sys.executable, "-m", "farm_trial.drive", str(spec)],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, tasks: list[dict[str, Any]], *, workers: int = 2) -> list[dict[str, Any]]:
        """What the process said, to its end: each progress, then values and problems."""
        return said(self.start(tasks, workers=workers))

    def count(self, word: str) -> Counter[str]:
        """How often each task left ``word`` in the log."""
        if not self.log.exists():
            return Counter()
        lines = (line.split(" ", 1) for line in self.log.read_text(encoding="utf-8").splitlines())
        return Counter(name for said, name in lines if said == word)

    def wait_for(self, happened: Callable[[], Any], *, seconds: float = 30) -> None:
        """Wait until something is true."""
        until = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < until, "it never happened"
            time.sleep(0.02)


def said(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    """The lines of a driver that must end well."""
    out, err = process.communicate(timeout=90)
    assert process.returncode == 0, err
    return [json.loads(line) for line in out.splitlines()]


def children_of(pid: int) -> list[int]:
    """The worker processes of a driver (not the helper that multiprocessing keeps for itself)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            command = stat.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == pid and b"spawn_main" in command:
            found.append(int(stat.parent.name))
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def kill(pid: int) -> None:
    """SIGKILL."""
    os.kill(pid, signal.SIGKILL)


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
