"""Thirty-two at once reach for one episode, one reward, one receipt: each is had once, and the books stay right."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def test_nothing_is_had_or_paid_twice(own_database: str, tmp_path: Path) -> None:
    env = os.environ | {
        "FANGCUN_HOME": str(tmp_path),
        "FANGCUN_DATABASE_URL": own_database,
        "FANGCUN_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "fangcun.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(HERE), str(HERE.parent / "ledger")]),
    }
    command = [sys.executable, "-m", "till_trial.races"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["buy"] == {"True": 1, "False": 31}
    assert told["left"] == 980
    assert told["sign_in"] == {"10": 1, "air.reward_taken": 31}
    assert told["same_receipt"] == {"True": 32}
    assert told["unlocks"] == 2
    assert told["many_receipts"] == {"True": 1, "air.receipt_again": 31}
    assert told["hasty"] == {"True": 1, "False": 31}
    # Whichever came first, every coin is somewhere and nothing was paid twice.
    assert told["guest"] == 0
    assert told["account"] + told["paid"] == 45
    assert told["guest_unlocks"] == 0
    assert told["faults"] == []
