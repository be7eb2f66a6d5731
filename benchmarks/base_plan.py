"""All crews of a base planned together, against the set-block plan, CP-SAT alone and PyJobShop, in the same run.

``PYTHONPATH=src python benchmarks/base_plan.py [FILE] [--quick]``; ``data/base8x200-dev.json`` when FILE is left out.
Prints cost, share saved, wall and CPU seconds; fails when a plan breaks a rule by the check below, which shares no code
with the planner, or saves too little. ``--quick`` runs half a minute with the 10 s bar only.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.exchange import read_problem
from fangcun.shoot.engine.planner import greedy, plan, repair
from fangcun.shoot.engine.planner.packing import pack
from fangcun.shoot.engine.planner.search import compile_kernels
from fangcun.shoot.engine.planner.tables import tables_of
from fangcun.shoot.engine.planner.windows import solve_window

BASE = Path(__file__).parent / "data" / "base8x200-dev.json"
BARS = {10: 0.12, 60: 0.17, 300: 0.19}
"""Seconds, and the least share of the set-block plan's cost to be saved."""


def judge(data: dict[str, Any], slots: Sequence[int]) -> tuple[int, int]:
    """Cost and number of broken rules, by the rules printed in the file alone."""
    parts, broken, cost, at = data["slots_per_day"], 0, 0, 0
    places, people = defaultdict(set), defaultdict(set)
    for number, crew in enumerate(data["crews"]):
        minutes, sets, days = defaultdict(int), defaultdict(set), defaultdict(set)
        for scene in crew["scenes"]:
            slot, at = slots[at], at + 1
            evening = slot % parts == parts - 1
            broken += not 0 <= slot < data["days"] * parts
            broken += (scene["night"] and not evening) or (scene["exterior"] and not scene["night"] and evening)
            minutes[slot] += scene["minutes"]
            sets[slot].add(scene["set"])
            places[scene["set"], slot].add(number)
            for role in scene["roles"]:
                days[role].add(slot // parts)
                people[crew["roles"][role]["person"], slot].add(number)
        for slot, used in sets.items():
            load = minutes[slot] + data["set_move_minutes"] * len(used)
            broken += load > data["slot_minutes"] + data["max_overtime_minutes"]
            cost += data["set_move_cost"] * len(used)
            cost += data["overtime_cost_per_minute"] * max(0, load - data["slot_minutes"])
        cost += sum(crew["roles"][r]["day_rate"] * (max(d) - min(d) + 1) for r, d in days.items())
    return cost, broken + sum(len(c) > 1 for c in (*places.values(), *people.values()))


def big_base(data: dict[str, Any], *, crews: int, seed: int) -> dict[str, Any]:
    """A base in the style of the file: its crews over and over, on sets and with people of a base that much bigger."""
    chance = random.Random(seed)
    times = -(-crews // len(data["crews"]))
    sets, people = data["sets"] * times, 0
    made: list[dict[str, Any]] = []
    small: list[int] = []
    for number in range(crews):
        fresh: list[int] = []
        crew = json.loads(json.dumps(data["crews"][number % len(data["crews"])]))
        move = {s: chance.randrange(sets) for s in sorted({x["set"] for x in crew["scenes"]})}
        for scene in crew["scenes"]:
            scene["set"] = move[scene["set"]]
            scene["minutes"] = max(8, scene["minutes"] + chance.randrange(-3, 4))
        for place, role in enumerate(crew["roles"]):
            # As in the file: leads play in one crew only, one in ten of the small parts is somebody from another crew.
            if small and place >= 6 and chance.random() < 0.1:
                role["person"] = chance.choice(small)
            else:
                role["person"], people = people, people + 1
                if place >= 6:
                    fresh.append(people - 1)
        small += fresh
        made.append(crew | {"crew": number})
    return data | {"name": f"{crews} crews", "sets": sets, "crews": made}


def measured(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What the work gives, its wall seconds and its CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    return made, time.perf_counter() - wall, time.process_time() - cpu


def row(name: str, data: dict[str, Any], slots: Sequence[int] | None, least: int, wall: float, cpu: float) -> float:
    """Print a line; the share of the set-block plan's cost that is saved."""
    if slots is None:
        print(f"{name:<24}      no plan{'':>27}{wall:7.1f} s {cpu:7.1f} CPU s")
        return 0.0
    cost, broken = judge(data, slots)
    saved = 1 - cost / least
    print(f"{name:<24}{cost:>13,}  saved {saved:6.1%}  broken {broken:>4} {wall:7.1f} s {cpu:7.1f} CPU s")
    return saved


def by_pyjobshop(problem: Problem, seconds: float, workers: int) -> list[int] | None:
    """PyJobShop's plan, as far as it can say the problem: minutes on one line, crews, sets and shared people as
    resources with breaks between the parts, light as a resource with breaks; the earliest end is all it can aim at.
    It knows neither set moves nor holding, and lets crews follow each other on a set within a part."""
    from pyjobshop import Model

    parts, length = len(problem.parts), problem.parts[0].minutes + problem.parts[0].overtime + 1
    ends = [(slot * length + length - 1, slot * length + length) for slot in range(problem.slots)]
    dark = [(s * length, (s + 1) * length) for s in range(problem.slots) if problem.parts[s % parts].night]
    bright = [(s * length, (s + 1) * length) for s in range(problem.slots) if not problem.parts[s % parts].night]
    model = Model()
    night, day = model.add_renewable(10**6, breaks=bright), model.add_renewable(10**6, breaks=dark)
    places = [model.add_renewable(place.capacity) for place in problem.places]
    crews_of: dict[int, set[int]] = defaultdict(set)
    for number, crew in enumerate(problem.crews):
        for role in crew.roles:
            if role.performer is not None:
                crews_of[role.performer].add(number)
    shared = {person: model.add_renewable(1) for person, crews in crews_of.items() if len(crews) > 1}
    for crew in problem.crews:
        hands = model.add_renewable(1, breaks=ends)
        for scene in crew.scenes:
            task = model.add_task(latest_end=problem.slots * length)
            cast = {crew.roles[r].performer for r in scene.roles}
            needs = [hands, places[scene.place], *(shared[p] for p in sorted(p for p in cast if p in shared))]
            needs += [night] if scene.night else [day] if scene.exterior else []
            model.add_mode(task, needs, duration=scene.minutes, demands=[1] * len(needs))
    model.set_objective(weight_makespan=1)
    result = model.solve(time_limit=seconds, display=False, num_workers=workers)
    tasks = result.best.tasks if result.best is not None else []
    return [task.start // length for task in tasks] or None


def disrupted(problem: Problem, slots: Sequence[int], seed: int) -> tuple[Problem, int]:
    """The problem after a bad morning of the third day: two days are frozen, two leads are ill for a day, a set breaks.

    And how many scenes cannot stay.
    """
    chance, parts = random.Random(seed), len(problem.parts)
    frozen, at, crews = 2 * parts, 0, []
    for crew in problem.crews:
        scenes = []
        for scene in crew.scenes:
            slot, at = slots[at], at + 1
            scenes.append(replace(scene, was=slot, fixed=slot if slot < frozen else None))
        crews.append(replace(crew, scenes=tuple(scenes)))
    people, places = list(problem.people), list(problem.places)
    for number in chance.sample(range(len(crews)), 2):
        lead = crews[number].roles[chance.randrange(2)].performer
        ill = range(frozen, frozen + parts)
        people[lead] = replace(people[lead], away=tuple(ill))
    broken = chance.choice([s.place for s in crews[chance.randrange(len(crews))].scenes])
    places[broken] = replace(places[broken], closed=tuple(range(frozen + parts, frozen + 2 * parts)))
    prices = replace(problem.prices, change=500)
    made = replace(problem, people=tuple(people), places=tuple(places), crews=tuple(crews), prices=prices)
    return made, len({scene for v in check(made, slots) for scene in v.scenes})


def main() -> None:
    """Measure, print, judge."""
    quick = "--quick" in sys.argv
    data = json.loads(Path(next((a for a in sys.argv[1:] if not a.startswith("-")), BASE)).read_text())
    problem = read_problem(data)
    workers = 4
    print(f"{problem.name}: {len(problem.crews)} crews, {sum(len(c.scenes) for c in problem.crews)} scenes")
    first, wall, cpu = measured(lambda: greedy(problem))
    least, broken = judge(data, first)
    row("set-block plan", data, first, least, wall, cpu)
    assert broken == 0
    assert wall < 5
    assert least == costs(problem, first).total
    _, wall, cpu = measured(lambda: compile_kernels(pack(tables_of(problem)), first))
    print(f"{'compiling or loading':<62}{wall:7.1f} s {cpu:7.1f} CPU s")
    for seconds in (10,) if quick else (10, 60, 300):
        answer, wall, cpu = measured(lambda s=seconds: plan(problem, seconds=s, seed=1, workers=workers))
        saved = row(f"planner {seconds} s", data, answer.slots, least, wall, cpu)
        assert not answer.violations
        assert judge(data, answer.slots)[1] == 0
        assert saved >= BARS[seconds], f"saved {saved:.1%}; at least {BARS[seconds]:.0%}"
    peers = 5 if quick else 60
    tables = tables_of(problem)
    everything = range(len(first))
    solved, wall, cpu = measured(
        lambda: solve_window(tables, first, everything, seconds=peers, seed=1, workers=workers, hint=False)
    )
    row(f"CP-SAT alone {peers} s", data, solved.slots if solved else None, least, wall, cpu)
    made, wall, cpu = measured(lambda: by_pyjobshop(problem, peers, workers))
    row(f"PyJobShop {peers} s", data, made, least, wall, cpu)
    for seed in range(3):
        harmed, forced = disrupted(problem, answer.slots, seed)
        mended, wall, cpu = measured(lambda p=harmed, s=seed: repair(p, answer.slots, seed=s))
        moved = sum(a != b for a, b in zip(answer.slots, mended, strict=True))
        print(f"replan {seed}: {forced} scenes forced, {moved} moved{'':>22}{wall:7.2f} s {cpu:7.2f} CPU s")
        assert not check(harmed, mended)
        assert moved <= 2 * forced
        assert cpu <= 1.0
    if not quick:
        large = big_base(data, crews=40, seed=40)
        answer, wall, cpu = measured(lambda: plan(read_problem(large), seconds=300, seed=1, workers=workers))
        row("40 crews × 200, 300 s", large, answer.slots, judge(large, greedy(read_problem(large)))[0], wall, cpu)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory at most {memory:,.0f} MB")
        assert judge(large, answer.slots)[1] == 0
        assert memory < 2048


if __name__ == "__main__":
    main()
