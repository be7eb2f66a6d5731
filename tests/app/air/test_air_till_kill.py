"""The site is killed in the middle of load, twice, and started again: no coin is lost, no episode paid for twice, and
whatever a viewer was told stands."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TOKEN = "a" * 32
EPISODES, WORTH = 40, 20 * 40
BEFORE_THE_KILL = 30  # unlocks that viewers were told of


def environment(database: str, home: Path) -> dict[str, str]:
    return os.environ | {
        "FANGCUN_HOME": str(home),
        "FANGCUN_DATABASE_URL": database,
        "FANGCUN_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "fangcun.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(HERE), str(HERE.parent / "ledger")]),
    }


def run(env: dict[str, str], *words: str, say: str = "") -> Any:
    command = [sys.executable, *words]
    done = subprocess.run(command, env=env, input=say, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@contextmanager
def site(env: dict[str, str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The server with its workers, in a group of its own; killed at the end if it still lives."""
    command = [
        *(sys.executable, "-P", "-m", "granian", "fangcun.wsgi:application", "--interface", "wsgi", "--no-ws"),
        *("--port", str(port), "--workers", "2", "--blocking-threads", "4", "--log-level", "error"),
    ]
    server = subprocess.Popen(command, env=env, start_new_session=True)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if ask(port, "GET", "/api/till/wallet")[0] == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def ask(port: int, method: str, path: str, body: Any = None, cookies: str = "") -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Cookie": f"csrftoken={TOKEN}; {cookies}", "X-CSRFToken": TOKEN, "Content-Type": "application/json"}
        connection.request(method, path, json.dumps(body) if body else None, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"null")
    finally:
        connection.close()


class Viewers:
    """Each buys one episode after the other, and asks again for what got no answer."""

    def __init__(self, port: int, cookies: dict[str, str], cookie: str) -> None:
        self.port, self.cookie = port, cookie
        self.told: list[tuple[str, int]] = []
        self.wrong: list[Any] = []
        self.over = threading.Event()
        self._threads = [threading.Thread(target=self._buy, args=pair) for pair in cookies.items()]
        for thread in self._threads:
            thread.start()

    def _buy(self, viewer: str, session: str) -> None:
        for number in range(1, EPISODES + 1):
            wish = {"slug": "lamp", "number": number, "price": 20}
            while not self.over.is_set():
                try:
                    status, said = ask(self.port, "POST", "/api/till/unlocks", wish, f"{self.cookie}={session}")
                except (OSError, http.client.HTTPException):
                    time.sleep(0.05)
                    continue
                if status == 200:
                    self.told.append((viewer, number))
                    break
                if status != 503:
                    self.wrong.append((status, said))
                    return

    def wait_for(self, unlocks: int) -> None:
        deadline = time.monotonic() + 120
        while len(self.told) < unlocks and time.monotonic() < deadline and not self.wrong:
            time.sleep(0.02)
        assert not self.wrong
        assert len(self.told) >= unlocks, "the load goes on"

    def finish(self) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join()


def test_killed_in_the_middle_of_load_the_books_are_right(own_database: str, tmp_path: Path) -> None:
    env = environment(own_database, tmp_path)
    stage = run(env, "-m", "till_trial.stage_kill")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    load: Viewers | None = None
    try:
        for life in range(3):
            with site(env, port) as server:
                load = load or Viewers(port, stage["cookies"], stage["cookie"])
                load.wait_for(BEFORE_THE_KILL * (life + 1))
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()
    finally:
        if load is not None:
            load.finish()
    assert load is not None
    found = run(env, "-m", "till_trial.audit", say=json.dumps(load.told))
    assert found["lost"] == []
    assert found["unpaid"] == 0
    assert found["unlocks"] >= len(load.told) >= 3 * BEFORE_THE_KILL
    assert found["coins"] == found["viewers"] * WORTH
    assert found["faults"] == []
    proved = run(env, "-m", "fangcun", "ledger", "check", "--tenant", "theatre", "--json")
    assert not any(proved.get("faults", ())), proved
