"""``python -m farm_trial.claimers``: eight claimers, each with a connection of its own, race for 400 tasks."""

from __future__ import annotations

import json
import sys
import threading

CLAIMERS, TASKS = 8, 400


def main() -> None:
    """Race, count, tell."""
    from fangcun.base.runtime import start

    start()
    from django.db import connection

    from fangcun.base.api import ensure_tenant, system_actor
    from fangcun.farm.api import Result, Task, progress_of, submit
    from fangcun.farm.services.leases import claim, complete

    ensure_tenant("demo", name="方寸影视")
    job = submit([Task("trial.nothing", {"number": n}) for n in range(TASKS)], title="抢", by=system_actor("demo"))
    taken: list[int] = []
    off = threading.Barrier(CLAIMERS)

    def race(name: str) -> None:
        off.wait()
        while lease := claim(name, job_id=job):
            taken.append(lease.task_id)
            assert complete(lease, Result())
        connection.close()

    racers = [threading.Thread(target=race, args=(f"w{n}",)) for n in range(CLAIMERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    found = {"taken": len(taken), "different": len(set(taken)), "done": progress_of(job).done, "claimers": CLAIMERS}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
