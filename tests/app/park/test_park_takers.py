"""Operators who take the same request in the same moment: one has it, the others are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def test_of_eight_who_take_a_request_at_once_one_has_it(own_database: str, tmp_path: Path) -> None:
    env = os.environ | {
        "FANGCUN_HOME": str(tmp_path / "home"),
        "FANGCUN_DATABASE_URL": own_database,
        "FANGCUN_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "fangcun.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(HERE)]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "park_trial.takers"],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert told == [{"taken": 1, "request.taken": 7, "noted": 1}] * 5
