"""Viewers by the thousand at once on one box, none of whom may see an error; and the same with a kill in the middle.

    PYTHONPATH=src python benchmarks/bench_viewers.py [--postgres] [--kill] [--viewers 5000] [--seconds 120]

Each viewer has a browser of their own (cookies, one keep-alive connection, the network of their household in
X-Forwarded-For): opens the page of a title, takes playlists out of it or asks for them, loads the first segments by
ranges, reports a position every fifteen seconds, as the player does, swipes on; who leaves makes room for the next. Who
watches what and when is the seeded simulator's. With ``--kill`` the server is killed in the middle and started anew:
viewers try again, and in the end every position that was acknowledged must be there. That the
books survive a kill while viewers pay is a test: ``tests/app/air/test_air_till_kill.py``.
"""

from __future__ import annotations

import argparse
import asyncio
import html
import json
import multiprocessing
import os
import random
import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import count

import numpy as np
from serving_client import Answer, Connection, connect, request
from serving_stage import cpu_of_postgres, load, start, theatre
from viewers_script import Session, Step, sessions

PORT, PROCESSES, TITLES, EPISODES, LENGTH_S = 8721, 4, 20, 40, 80
HEAD = 65_536  # of the first segment, as a player asks for it
_DATA = re.compile(rb'<script id="player-data" type="application/json">(.*?)</script>', re.S)


@dataclass
class Tally:
    """What a process of viewers saw."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)
    interrupted: int = 0
    told: dict[tuple[str, str, int], tuple[int, set[int]]] = field(default_factory=dict)
    """By session, title and episode: the position acknowledged last, and those that may have come after it."""
    late: list[float] = field(default_factory=list)
    cpu: float = 0.0

    def add(self, other: Tally) -> None:
        """Take another's in."""
        for kind, found in other.seconds.items():
            self.seconds[kind] += found
        self.errors += other.errors
        self.interrupted += other.interrupted
        self.told |= other.told
        self.late += other.late
        self.cpu += other.cpu


class Browser:
    """One viewer's: cookies, a connection, what the page said."""

    def __init__(self, tally: Tally, address: str, *, patient: bool) -> None:
        self.tally, self.address, self.patient = tally, address, patient
        self.cookies: dict[str, str] = {}
        self.line: Connection | None = None
        self.slug = ""
        self.episodes: dict[int, dict[str, object]] = {}

    async def ask(
        self, kind: str, method: str, path: str, *, body: bytes = b"", wanted: int = 200, **headers: str
    ) -> Answer:
        """An answer; a viewer whose server is being started anew tries again."""
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        for attempt in count():
            try:
                if self.line is None or not self.line.open:
                    self.line = await connect(PORT)
                asked = request(method, path, cookies=cookies, body=body, X_Forwarded_For=self.address, **headers)
                answer = await asyncio.wait_for(self.line.ask(asked), 20)
                break
            except (OSError, TimeoutError) as error:
                self.line = None
                if not self.patient or attempt > 100:
                    self.tally.errors[f"{kind}: {error!r}"[:120]] += 1
                    raise
                self.tally.interrupted += 1
                await asyncio.sleep(1)
        self.tally.seconds[kind].append(answer.seconds)
        if answer.status != wanted:
            self.tally.errors[f"{kind}: {answer.status} {answer.body[:80]!r}"] += 1
            raise ConnectionError(answer.status)
        self.cookies |= answer.cookies()
        return answer

    async def open(self, step: Step) -> None:
        """Begin with an episode: the page where it is another title's, then what the player loads first."""
        if step.slug != self.slug:
            answer = await self.ask("page", "GET", f"/watch/{step.slug}/{step.number}/")
            found = _DATA.search(answer.body)
            assert found, answer.body[:200]
            feed = json.loads(html.unescape(found[1].decode()))["feed"]
            self.slug, self.episodes = step.slug, {e["number"]: e for e in feed["episodes"]}
        episode = self.episodes[step.number]
        prefix, inline = str(episode["prefix"]), episode.get("inline", {})
        for path in ("hls/master.m3u8", "hls/540/index.m3u8"):
            if path not in inline:  # type: ignore[operator]
                answer = await self.ask("playlist", "GET", prefix + path)
                assert answer.body.startswith(b"#EXTM3U")
        await self.ask("segment", "GET", f"{prefix}hls/540/init.mp4")
        head = await self.ask(
            "segment", "GET", f"{prefix}hls/540/seg00000.m4s", wanted=206, Range=f"bytes=0-{HEAD - 1}"
        )
        assert len(head.body) == HEAD
        await self.ask("segment", "GET", f"{prefix}hls/540/seg00001.m4s", wanted=206, Range="bytes=0-49999")

    async def report(self, step: Step) -> None:
        """Tell the server how far the player is."""
        # Before the first report a viewer has no session yet.
        key = (self.cookies.get("sessionid", f"new {id(self)}"), step.slug, step.number)
        acknowledged, waiting = self.tally.told.get(key, (-1, set()))
        self.tally.told[key] = (acknowledged, waiting | {step.position_ms})
        body = f"csrfmiddlewaretoken={self.cookies['csrftoken']}&position_ms={step.position_ms}".encode()
        path = f"/watch/{step.slug}/{step.number}/position/"
        await self.ask("report", "POST", path, body=body, wanted=204)
        self.tally.told.pop(key)
        key = (self.cookies["sessionid"], step.slug, step.number)
        self.tally.told[key] = (step.position_ms, set())


async def seat(
    tally: Tally, pool: list[Session], *, begin: float, end: float, chance: random.Random, patient: bool
) -> None:
    """One of the places: somebody watches there until the end, and when they go somebody else comes."""
    await asyncio.sleep(max(0.0, begin - time.time()))
    first = True
    while time.time() < end and pool:
        session = pool.pop()
        # Who sits there at the start came some time before, so that not all swipe at once.
        steps = session.steps
        if first:
            opens = [i for i, s in enumerate(steps) if s.opens]
            steps = steps[chance.choice(opens) :]
            first = False
        browser = Browser(tally, session.address, patient=patient)
        came = time.time() - steps[0].at
        try:
            for step in steps:
                wait = came + step.at - time.time()
                if came + step.at > end:
                    return
                if wait > 0:
                    await asyncio.sleep(wait)
                else:
                    tally.late.append(-wait)
                await (browser.open(step) if step.opens or step.slug != browser.slug else browser.report(step))
        except (OSError, TimeoutError):
            continue  # counted where it happened
        finally:
            if browser.line is not None:
                browser.line.close()


def viewers(pool: list[Session], seats: int, seed: int, begin: float, ramp: float, end: float, patient: bool) -> Tally:
    """A process with its share of the seats."""
    tally, chance = Tally(), random.Random(seed)
    before = time.process_time()

    async def all_seats() -> None:
        starts = [begin + ramp * i / seats for i in range(seats)]
        await asyncio.gather(*(seat(tally, pool, begin=at, end=end, chance=chance, patient=patient) for at in starts))

    asyncio.run(all_seats())
    tally.cpu = time.process_time() - before
    tally.seconds, tally.told = dict(tally.seconds), dict(tally.told)
    return tally


def main() -> None:
    """Fill the seats, watch, say what it was like."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--look", action="store_true", help="print, hold no bars")
    parser.add_argument("--viewers", type=int, default=5_000)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--ramp", type=float, default=45)
    asked = parser.parse_args()
    with theatre(postgres=asked.postgres, titles=TITLES, episodes=EPISODES, length_s=LENGTH_S):
        pool = sessions(count=asked.viewers, titles=TITLES, episodes=EPISODES, length_s=LENGTH_S)
        database = "PostgreSQL" if asked.postgres else "SQLite"
        print(f"{asked.viewers:,} viewers for {asked.seconds:.0f} s on {database}, {PROCESSES} processes; {load()}")
        tally = watched(pool, asked)
        say(tally, asked.seconds)
        check(tally)
        assert asked.look or not tally.errors, tally.errors


def watched(pool: list[Session], asked: argparse.Namespace) -> Tally:
    """Let them watch; kill the server in the middle where that is asked for."""
    server = start(processes=PROCESSES, port=PORT)
    begin = time.time() + 2
    end = begin + asked.ramp + asked.seconds
    halves = 2
    context = multiprocessing.get_context("fork")
    total = Tally()
    with context.Pool(halves) as processes:
        shares = [
            (pool[i::halves], asked.viewers // halves, i, begin, asked.ramp, end, asked.kill) for i in range(halves)
        ]
        waiting = processes.starmap_async(viewers, shares)
        time.sleep(max(0, begin + asked.ramp - time.time()))
        cpu, database = server.cpu(), cpu_of_postgres()
        if asked.kill:
            time.sleep(asked.seconds / 2)
            server.kill()
            down = time.time()
            server = start(processes=PROCESSES, port=PORT)
            print(f"killed in the middle; answers again after {time.time() - down:.1f} s")
        else:
            time.sleep(max(0, end - 6 - time.time()))
            spent = asked.seconds - 6
            per = (server.cpu() - cpu) / spent, (cpu_of_postgres() - database) / spent
            print(f"cores at work: {per[0]:.2f} the server, {per[1]:.2f} PostgreSQL; {load()}")
        for tally in waiting.get(timeout=asked.seconds + 60):
            total.add(tally)
    server.kill()
    return total


def say(tally: Tally, seconds: float) -> None:
    """The figures."""
    requests = sum(map(len, tally.seconds.values()))
    print(f"{requests:,} requests; {sum(tally.errors.values())} errors; {tally.interrupted} tried again; {load()}")
    print(f"who asks: {tally.cpu:.0f} CPU s, late by {np.percentile(tally.late or [0], 99):.2f} s (99 %)")
    for kind, found in sorted(tally.seconds.items()):
        p50, p95, p99, most = (1000 * float(v) for v in (*np.percentile(found, [50, 95, 99]), max(found)))
        print(f"{kind:9s} {len(found):8,}  p50 {p50:6.1f}  p95 {p95:6.1f}  p99 {p99:7.1f}  most {most:8.1f} ms")
    for error, times in tally.errors.most_common(8):
        print(f"error {times:6} × {error}")


def check(tally: Tally) -> None:
    """Every position that was acknowledged is there, or one that came after it; the database is whole."""
    from django.contrib.sessions.models import Session as Row
    from django.db import connection

    from fangcun.air.models import WatchState

    guests = {row.session_key: f"guest:{row.get_decoded().get('air.guest')}" for row in Row.objects.all().iterator()}
    rows = WatchState.objects.values_list("viewer", "title__slug", "number", "position_ms")
    states = {row[:3]: row[3] for row in rows}
    lost = [
        (key, position, states.get((guests.get(key[0], ""), *key[1:])))
        for key, (position, waiting) in tally.told.items()
        if position >= 0 and states.get((guests.get(key[0], ""), *key[1:])) not in {position, *waiting}
    ]
    print(f"positions: {len(tally.told):,} acknowledged last, {len(lost)} lost; {len(states):,} states kept")
    assert not lost, lost[:5]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            assert cursor.fetchone() == ("ok",)


if __name__ == "__main__":
    os.environ.setdefault("GRANIAN_LOG_LEVEL", "warning")
    main()
