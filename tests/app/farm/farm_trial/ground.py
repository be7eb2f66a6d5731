"""The ground that a test's own processes stand on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

HERE = Path(__file__).parents[1]
ROOT = HERE.parents[2]


def environment_of(home: Path, url: str) -> dict[str, str]:
    """The environment of a process that lives in ``home`` and uses the database ``url``."""
    return os.environ | {
        "FANGCUN_HOME": str(home),
        "FANGCUN_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "farm_trial.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(HERE)]),
    }


class Ground:
    """Where a test's processes live."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.log = folder / "log.txt"
        self.environment = environment_of(folder / "home", url)

    def task(self, kind: str, name: str, **rest: Any) -> dict[str, Any]:
        """A task of the specification; inputs other than name and log by ``inputs``."""
        inputs = {"name": name, "log": str(self.log)} | rest.pop("inputs", {})
        return {"kind": f"trial.{kind}", "title": name, "inputs": inputs} | rest

    def start(self, tasks: list[dict[str, Any]], *, workers: int = 2) -> subprocess.Popen[str]:
        """A process that submits and runs the tasks."""
        spec = self.folder / f"{uuid4().hex}.json"
        spec.write_text(json.dumps({"tasks": tasks, "workers": workers}), encoding="utf-8")
        return self.call("farm_trial.drive", str(spec))

    def call(self, module: str, *words: str) -> subprocess.Popen[str]:
        """A process that runs a module."""
        return subprocess.Popen(
            [sys.executable, "-m", module, *words],
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
