"""Thirty-two bookers at once, each with a connection of its own: nothing is booked twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def test_of_thirty_two_bookers_none_gets_what_another_has(own_database: str, tmp_path: Path) -> None:
    env = os.environ | {
        "FANGCUN_HOME": str(tmp_path / "home"),
        "FANGCUN_DATABASE_URL": own_database,
        "FANGCUN_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "fangcun.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(HERE)]),
    }
    done = subprocess.run(
        [sys.executable, "-m", "park_trial.bookers", "1"],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["doubled"] == []
    assert said["outcomes"]["won"] == 1
    assert set(said["outcomes"]) == {"won", "in", "booking.clash"}
    assert sum(said["outcomes"].values()) == 32 * 6
