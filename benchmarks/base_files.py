"""The public base problems (base8x200-dev.json and its like) and a plain plan to start from, for benchmarks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fangcun.shoot.contracts import CrewJob, Part, Performer, Place, Prices, Problem, Role, SceneJob
from fangcun.shoot.engine.checking import check


def read_base(path: Path) -> Problem:
    """The problem in a base file: three parts a day, the last one dark."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    minutes, over = data["slot_minutes"], data["max_overtime_minutes"]
    parts = tuple(Part(name, 360 + i * (minutes + over), minutes, over, i == 2) for i, name in enumerate("早午晚"))
    people = 1 + max(role["person"] for crew in data["crews"] for role in crew["roles"])
    return Problem(
        name=data["name"],
        days=data["days"],
        parts=parts,
        places=tuple(Place(f"景 {i}") for i in range(data["sets"])),
        people=tuple(Performer(f"演员 {i}") for i in range(people)),
        crews=tuple(_crew(crew) for crew in data["crews"]),
        prices=Prices(set_move=data["set_move_cost"], overtime_minute=data["overtime_cost_per_minute"]),
        set_move_minutes=data["set_move_minutes"],
    )


def _crew(crew: dict[str, Any]) -> CrewJob:
    roles = tuple(Role(f"角 {r['role']}", r["person"], r["day_rate"]) for r in crew["roles"])
    scenes = tuple(
        SceneJob(f"{s['scene']}", s["set"], s["minutes"], s["night"], s["exterior"], tuple(s["roles"]))
        for s in crew["scenes"]
    )
    return CrewJob(f"剧 {crew['crew']}", roles, scenes)


def first_fit(problem: Problem) -> list[int]:
    """A sound plan set by set: each scene into the first slot where its set is up, else the first with room."""
    load: dict[tuple[int, int], int] = {}
    holder: dict[tuple[int, int], int] = {}
    busy: dict[tuple[int, int], int] = {}
    plan: list[int] = []
    for c, crew in enumerate(problem.crews):
        slots: dict[int, int] = {}
        for s in sorted(range(len(crew.scenes)), key=lambda i: _tightest_first(crew.scenes[i], i)):
            job = crew.scenes[s]
            people = {crew.roles[r].performer for r in job.roles} - {None}

            def cost(slot: int, job: SceneJob = job, people: set[Any] = people, c: int = c) -> tuple[int, int] | None:
                part = problem.parts[slot % 3]
                if job.night != part.night and (job.night or job.exterior):
                    return None
                if holder.get((job.place, slot), c) != c or any(busy.get((p, slot), c) != c for p in people):
                    return None
                new = 0 if (job.place, slot) in holder else problem.set_move_minutes
                room = part.minutes + part.overtime - load.get((c, slot), 0) - new - job.minutes
                return (new, slot) if room >= 0 else None

            options = [(found, slot) for slot in range(problem.slots) if (found := cost(slot)) is not None]
            (new, _), slot = min(options)
            load[c, slot] = load.get((c, slot), 0) + new + job.minutes
            holder[job.place, slot] = c
            busy.update({(p, slot): c for p in people})
            slots[s] = slot
        plan += [slots[s] for s in range(len(crew.scenes))]
    assert not check(problem, plan)
    return plan


def _tightest_first(job: SceneJob, index: int) -> tuple[bool, bool, int, int]:
    return (not job.night, not job.exterior, job.place, index)
