"""``python -m park_trial.bookers SEED``: 32 bookers, each with a connection of its own, race for the same few things.

Prints one JSON object: how many orders went in, were refused, failed otherwise, and what was double booked, counted
from the rows alone.
"""

from __future__ import annotations

import json
import random
import sys
import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

BOOKERS, ORDERS = 32, 6
FIRST = datetime(2030, 1, 1, tzinfo=UTC)


def main(seed: int) -> None:
    """Race, count, tell."""
    from fangcun.base.runtime import migrate_now

    migrate_now()
    from django.db import connection

    from fangcun.base.api import ensure_tenant, system_actor
    from fangcun.kit.errors import FangcunError
    from fangcun.park import api
    from fangcun.park.contracts import CrewEntry, SpaceEntry, SpaceKind, StockEntry, StockKind, Want

    ensure_tenant("demo", name="方寸影视")
    actor = system_actor("demo")
    sets = [api.save(actor, SpaceEntry(f"S-{n}", f"实景 {n}", SpaceKind.SET)).id for n in range(4)]
    lamps = [api.save(actor, StockEntry(f"L-{n}", f"灯 {n}", StockKind.LIGHT, count=5)).id for n in range(2)]
    crews = [
        api.save(actor, CrewEntry(f"C-{n}", f"剧组 {n}", date(2030, 1, 1), date(2030, 2, 1))).id for n in range(BOOKERS)
    ]
    off = threading.Barrier(BOOKERS)
    outcomes: Counter[str] = Counter()
    guard = threading.Lock()

    def some_wants(chance: random.Random) -> list[Want]:
        wants = []
        for resource in chance.sample([*sets, *lamps], chance.randint(1, 4)):  # in any order: deadlocks would show
            start = FIRST + timedelta(hours=chance.randrange(30))
            quantity = chance.randint(1, 3) if resource in lamps else 1
            wants.append(Want(resource, start, start + timedelta(hours=chance.randint(1, 8)), quantity))
        return wants

    def race(number: int) -> None:
        chance = random.Random(seed * 1000 + number)
        off.wait()
        for order in range(ORDERS):
            try:
                if order == 0:  # all want the same hour of the same set: one may have it
                    want = Want(sets[0], FIRST + timedelta(days=9), FIRST + timedelta(days=9, hours=1))
                    api.book(actor, crews[number], [want])
                    said = "won"
                elif order % 3 == 2:
                    api.replace_bookings(actor, crews[number], source="plan", wants=some_wants(chance))
                    said = "in"
                else:
                    made = api.book(actor, crews[number], some_wants(chance))
                    said = "in"
                    if chance.random() < 0.3:
                        api.release(actor, [made[0].id])
            except FangcunError as error:
                said = error.code
            except Exception as error:
                said = f"broken: {error!r}"
            with guard:
                outcomes[said] += 1
        connection.close()

    racers = [threading.Thread(target=race, args=(n,)) for n in range(BOOKERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    sys.stdout.write(json.dumps({"outcomes": outcomes, "doubled": doubled(sets, lamps)}, ensure_ascii=False) + "\n")


def doubled(sets: list[int], lamps: list[int]) -> list[str]:
    """What the rows say is held twice, looked at without any of the code under test."""
    from django.db import connection

    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT resource_id, "start", "end", quantity FROM park_booking '
            "WHERE state IN ('held', 'confirmed', 'used') ORDER BY resource_id, \"start\""
        )
        rows = cursor.fetchall()
    for pk in sets:
        own = [r for r in rows if r[0] == pk]
        found += [f"{a} meets {b}" for a, b in pairwise(own) if b[1] < a[2]]
    for pk in lamps:
        own = [r for r in rows if r[0] == pk]
        found += [f"{pk} at {r[1]}" for r in own if sum(o[3] for o in own if o[1] <= r[1] < o[2]) > 5]
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]))
