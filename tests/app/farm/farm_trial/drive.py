"""``python -m farm_trial.drive SPEC``: submit the tasks of a JSON file, run them, and print each progress as JSON.

A task's ``needs`` name other tasks of the list by their number.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any


def tasks_of(spec: dict[str, Any]) -> list[Any]:
    """The tasks that a specification describes."""
    from fangcun.farm.api import Task

    tasks: list[Any] = []
    for row in spec["tasks"]:
        needs = {name: tasks[number].key for name, number in row.get("needs", {}).items()}
        tasks.append(Task(**(row | {"needs": needs})))
    return tasks


def say(what: dict[str, Any]) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Submit, run, print."""
    from fangcun.base.runtime import start

    start()
    from fangcun.base.api import ensure_tenant, system_actor
    from fangcun.farm.api import problems_of, results_of, run_job, submit

    spec = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    ensure_tenant("demo", name="方寸影视")
    tasks = tasks_of(spec)
    job = submit(tasks, title="试做", by=system_actor("demo"))

    def show(progress: Any) -> None:
        say(dataclasses.asdict(progress))

    if not spec["workers"]:  # only asked for: somebody else works
        return
    run_job(job, workers=spec["workers"], on_progress=show)
    made = results_of(t.key for t in tasks)
    last = {
        "values": [made[t.key].values if t.key in made else None for t in tasks],
        "problems": [p.message for p in problems_of(job)],
    }
    say(last)


if __name__ == "__main__":
    main()
