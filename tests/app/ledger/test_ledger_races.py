"""Thirty-two at once, and killed in the middle: the books stay right. Each database is one of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TOLD = """
import json, sys
from ledger_trial.stage import books
tenant = books()
from fangcun.ledger import api
from fangcun.ledger.models import Transfer
keys = set(Transfer.objects.of(tenant).values_list("key", flat=True))
proof = api.check(tenant)
said = set(sys.stdin.read().split())
print(json.dumps({"faults": [f.message for f in proof.faults], "transfers": proof.transfers, "lost": sorted(said - keys)}))
"""


def environment(database: str, home: Path) -> dict[str, str]:
    return os.environ | {
        "FANGCUN_HOME": str(home),
        "FANGCUN_DATABASE_URL": database,
        "FANGCUN_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "fangcun.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(HERE)]),
    }


def run(env: dict[str, str], *words: str, say: str = "") -> Any:
    command = [sys.executable, *words]
    done = subprocess.run(command, env=env, input=say, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_thirty_two_at_once_take_no_more_than_there_is(own_database: str, tmp_path: Path) -> None:
    told = run(environment(own_database, tmp_path), "-m", "ledger_trial.drains")
    assert told["drain"] == {"fresh": 10, "ledger.funds": 22}
    assert told["same_key"] == {"fresh": 1, "again": 31}
    assert told["refused_key"] == {"ledger.funds": 32}
    assert told["settle"]["fresh"] == 1
    assert set(told["settle"]) <= {"fresh", "again", "ledger.settled"}
    assert told["open"] == {"True": 32}
    assert set(told["churn"]) <= {"through", "ledger.funds"}
    assert {name: told["wallets"][name] for name in ("drained", "eager", "poor", "new")} == {
        "drained": 0, "eager": 93, "poor": 1, "new": 0,
    }  # fmt: skip
    assert told["ring_below_zero"] == 0
    assert told["faults"] == []


def test_a_period_closes_while_others_book_into_it(own_database: str, tmp_path: Path) -> None:
    told = run(environment(own_database, tmp_path), "-m", "ledger_trial.closers")
    assert told["periods"] == 6
    assert 0 < told["transfers"] < 6 * 28 * 8, "some were in time and some were not"
    assert set(told["said"]) <= {"closed", "booked", "too late", "ledger.closed"}
    assert told["faults"] == []


def test_nobody_waits_for_a_check_and_it_sees_one_moment(own_database: str, tmp_path: Path) -> None:
    told = run(environment(own_database, tmp_path), "-m", "ledger_trial.watcher")
    assert told == {"through": True, "seen": [1, 1], "proofs": [[1, 0], [3, 0]]}


def test_whoever_is_killed_leaves_right_books_and_loses_nothing_that_was_told(
    own_database: str, tmp_path: Path
) -> None:
    env = environment(own_database, tmp_path)
    run(env, "-c", TOLD)
    said = ""
    for life in range(3):
        payers = [
            subprocess.Popen(
                [sys.executable, "-m", "ledger_trial.payer", f"{life}-{n}"], env=env, stdout=subprocess.PIPE, text=True
            )
            for n in range(3)
        ]
        for payer in payers:
            assert payer.stdout is not None
            said += payer.stdout.readline()  # all of them are at work
        time.sleep(0.2)
        for payer in payers:
            payer.send_signal(signal.SIGKILL)
        for payer in payers:
            said += payer.communicate()[0].rpartition("\n")[0] + "\n"  # a line cut in half was not told
    told = run(env, "-c", TOLD, say=said)
    assert told["faults"] == []
    assert told["lost"] == []
    assert told["transfers"] >= len(said.split()) > 12
