"""``python -m park_trial.takers``: eight operators, each with a connection of its own, take the same requests at once.

Prints one JSON object for each request: how often it was taken and refused, and how often it was noted as taken.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter

TAKERS, REQUESTS = 8, 5


def main() -> None:
    """Race, count, tell."""
    from fangcun.base.runtime import migrate_now

    migrate_now()
    from django.db import connection

    from fangcun.base.api import actor_of, create_user, ensure_tenant, join, system_actor
    from fangcun.base.contracts import Actor, Role
    from fangcun.kit.errors import FangcunError
    from fangcun.park import api

    tenant = ensure_tenant("demo", name="方寸影视")
    takers: list[Actor] = []
    for number in range(TAKERS):
        user = create_user(f"taker-{number}", name=f"运营 {number}", password="only-for-tests", checked=False)
        join(user, tenant, Role.OPERATOR)
        takers.append(actor_of(user) or system_actor("demo"))
    asked = [api.open_request(takers[0], kind="报修", title=f"第 {n} 件").id for n in range(REQUESTS)]
    off = threading.Barrier(TAKERS)
    outcomes: dict[int, Counter[str]] = {pk: Counter() for pk in asked}
    guard = threading.Lock()

    def race(taker: Actor) -> None:
        off.wait()
        for pk in asked:
            try:
                api.take_request(taker, pk)
                said = "taken"
            except FangcunError as error:
                said = error.code
            except Exception as error:
                said = f"broken: {error!r}"
            with guard:
                outcomes[pk][said] += 1
        connection.close()

    racers = [threading.Thread(target=race, args=(taker,)) for taker in takers]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    for pk in asked:
        kinds = [note.kind for note in api.request_notes(takers[0], pk)]
        sys.stdout.write(json.dumps(outcomes[pk] | {"noted": kinds.count("taken")}) + "\n")


if __name__ == "__main__":
    main()
