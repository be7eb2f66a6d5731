"""What a feed and a playlist cost to serve, beside an app that does nothing else.

    PYTHONPATH=src python benchmarks/bench_serving.py [--postgres]

The peer (`serving_peer.py`) is Starlette with plain SQL on the same server program, the same number of processes, the
same database and rows; its answer must be the same JSON, signatures included. Once nothing is kept in memory by either,
once a title's rows are kept by both. Rates are of a closed loop; where others work on the machine, CPU for each request
is what can be compared, so it is printed beside and bars are held by it too.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import os
import statistics
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from serving_client import Hammered, hammer, request
from serving_stage import Server, cpu_of_postgres, load, playlists, running, served, theatre

EPISODES = 80
FEED_BAR, KEPT_BAR = 0.28, 0.6
PLAYLISTS_A_SECOND, PLAYLIST_P99_MS, WORKERS = 4_000, 15.0, 3
OURS, PEER, ROUNDS = 8711, 8712, 5


@dataclass
class Measured:
    """A run: the answers, and CPU milliseconds for each of the server and of its database."""

    hammered: Hammered
    cpu_ms: float
    database_ms: float

    def __str__(self) -> str:
        h = self.hammered
        return (
            f"{h.rate:7,.0f}/s  p50 {h.ms(50):5.1f} p99 {h.ms(99):5.1f} ms  "
            f"CPU {self.cpu_ms:.3f} + {self.database_ms:.3f} ms (who asks: {h.client_cpu:.1f} s)  {load()}"
        )


def main() -> None:
    """Build the theatre, measure, hold the bars."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--look", action="store_true", help="print, hold no bars")
    parser.add_argument("--ours-only", action="store_true", help="no peer: for a look at earlier code")
    asked = parser.parse_args()
    global FEED_BAR, KEPT_BAR, PLAYLISTS_A_SECOND, PLAYLIST_P99_MS
    if asked.look:
        FEED_BAR, KEPT_BAR, PLAYLISTS_A_SECOND, PLAYLIST_P99_MS = 0, 0, 0, 1e9
    with theatre(postgres=asked.postgres, titles=1, episodes=EPISODES) as home:
        os.environ.setdefault("PEER_KEEPS", "0")
        print(f"{'PostgreSQL' if asked.postgres else 'SQLite'}, {EPISODES} episodes, {load()}")
        feeds(home, asked.seconds, peer=not asked.ours_only, ours=("0", "60"))
        signed_playlists(asked.seconds)


def feeds(home: Path, seconds: float, *, peer: bool, ours: tuple[str, str]) -> None:
    """The feed of somebody who has begun, with nothing kept and with a title's rows kept."""
    for kept, bar in zip(ours, (FEED_BAR, KEPT_BAR), strict=True):
        how = "rows kept" if kept != "0" else "nothing kept"
        keeps = {"PEER_KEEPS": "1" if kept != "0" else "0", "FANGCUN_HOME": str(home)}
        with contextlib.ExitStack() as stack:
            mine = stack.enter_context(served(processes=2, port=OURS, FANGCUN_KEPT_SECONDS=kept))
            cookies, viewer = begin(mine)
            answer = get(mine, "/api/feed/t0", cookies)
            weigh(answer)
            asking = request("GET", "/api/feed/t0", cookies=cookies)
            if not peer:
                print(f"feed, {how:12s} ours {measure(mine, [asking], seconds, size=len(answer))}")
                continue
            theirs = stack.enter_context(running(peer_command(), port=PEER, path="/docs", **keeps))
            other = get(theirs, "/api/feed/t0", "", **{"X-Viewer": viewer})
            assert json.loads(other) == json.loads(answer), "another answer is another task"
            rounds = []
            for _ in range(ROUNDS):  # in turns, since others work on the machine too
                run = measure(mine, [asking], seconds / ROUNDS, size=len(answer))
                beside = request("GET", "/api/feed/t0", X_Viewer=viewer)
                by = measure(theirs, [beside], seconds / ROUNDS, size=len(other))
                rounds.append((run.hammered.rate / by.hammered.rate, by.cpu_ms / run.cpu_ms, run, by))
        print(f"feed, {how:12s} ours {rounds[-1][2]}")
        print(f"feed, {how:12s} peer {rounds[-1][3]}")
        by_rate, by_cpu = (statistics.median(r[i] for r in rounds) for i in (0, 1))
        print(f"feed, {how:12s} {by_rate:.2f} of the peer's rate, {by_cpu:.2f} by CPU ({ROUNDS} rounds); bar {bar}")
        assert max(by_rate, by_cpu) >= bar


def weigh(feed: bytes) -> None:
    """What a feed weighs, and how much of it is playlists."""
    inline = sum(len(json.dumps(e.get("inline", {}))) for e in json.loads(feed)["episodes"])
    print(f"feed: {len(feed):,} bytes ({inline:,} of them playlists), {len(gzip.compress(feed)):,} compressed")


def signed_playlists(seconds: float) -> None:
    """The master playlist of each episode behind its ticket, by three processes."""
    with served(processes=WORKERS, port=OURS) as server:
        episodes = json.loads(get(server, "/api/feed/t0", ""))["episodes"]
        paths = [e["prefix"] + e["playlist"] for e in episodes]
        master = playlists(80)["hls/master.m3u8"].encode()
        assert all(get(server, path, "") == master for path in paths)
        assert status(server, paths[0].replace("/hls", "x/hls")) == 403, "a forged ticket opens nothing"
        run = measure(server, [request("GET", path) for path in paths], seconds, size=len(master), connections=24)
        print(f"signed playlist, {WORKERS} workers  {run}")
        possible = WORKERS / (run.cpu_ms / 1000)
        print(f"signed playlist: {possible:,.0f}/s where {WORKERS} cores are free; bar {PLAYLISTS_A_SECOND:,}/s")
        assert possible >= PLAYLISTS_A_SECOND
        if os.getloadavg()[0] < 3:
            assert run.hammered.ms(99) <= PLAYLIST_P99_MS


def measure(server: Server, requests: list[bytes], seconds: float, *, size: int, connections: int = 16) -> Measured:
    """Hammer for some seconds after a short warming up."""
    hammer(server.port, requests, seconds=0.5, connections=connections)
    before, database = server.cpu(), cpu_of_postgres()
    found = hammer(server.port, requests, seconds=seconds, connections=connections, size=size)
    count = len(found.latencies)
    assert found.wrong == 0, f"{found.wrong} of {count} answers are wrong"
    return Measured(found, 1000 * (server.cpu() - before) / count, 1000 * (cpu_of_postgres() - database) / count)


def begin(server: Server) -> tuple[str, str]:
    """A guest who has seen the first episodes: cookies, and how the house calls them."""
    import asyncio

    from serving_client import connect

    async def watch() -> str:
        line = await connect(server.port)
        page = await line.ask(request("GET", "/watch/t0/1/"))
        token = page.cookies()["csrftoken"]
        cookies = f"csrftoken={token}"
        for number in range(1, 4):
            body = f"csrfmiddlewaretoken={token}&position_ms=20000".encode()
            answer = await line.ask(request("POST", f"/watch/t0/{number}/position/", cookies=cookies, body=body))
            assert answer.status == 204, answer
            if "sessionid" in answer.cookies():
                cookies = f"csrftoken={token}; sessionid={answer.cookies()['sessionid']}"
            time.sleep(0.01)
        return cookies

    cookies = asyncio.run(watch())
    from fangcun.air.models import WatchState

    return cookies, WatchState.objects.order_by("-updated_at")[0].viewer


def get(server: Server, path: str, cookies: str, **headers: str) -> bytes:
    """One answer's body."""
    asked = urllib.request.Request(f"http://127.0.0.1:{server.port}{path}", headers={"Cookie": cookies, **headers})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return bytes(answer.read())


def status(server: Server, path: str) -> int:
    """The status of an answer that may be a refusal."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def peer_command() -> list[str]:
    """granian in ASGI mode with as many processes as ours has."""
    return [
        *(sys.executable, "-m", "granian", "serving_peer:app", "--interface", "asgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(PEER), "--workers", "2", "--log-level", "warning"),
        *("--working-dir", str(Path(__file__).parent)),
    ]


if __name__ == "__main__":
    main()
