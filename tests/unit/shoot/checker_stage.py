"""Small problems for the tests of the checker and of all that stands on it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from fangcun.shoot.contracts import CrewJob, Kit, Part, Performer, Place, Prices, Problem, Role, SceneJob

MORNING, AFTERNOON, EVENING = 0, 1, 2
PARTS = (
    Part("上午", 8 * 60, 240, 60, False),
    Part("下午", 13 * 60, 240, 60, False),
    Part("夜", 18 * 60, 240, 120, True),
)
PRICES = Prices(set_move=400, overtime_minute=20, night=50, crew_day=1000, change=300)


def scene(key: str, place: int = 0, minutes: int = 60, **more: Any) -> SceneJob:
    """An interior day scene, unless told otherwise."""
    return SceneJob(key, place, minutes, more.pop("night", False), more.pop("exterior", False), **more)


def crew(name: str, *scenes: SceneJob, roles: tuple[Role, ...] = (), **more: Any) -> CrewJob:
    """A crew with these scenes."""
    return CrewJob(name, roles, scenes, **more)


def problem(*crews: CrewJob, **more: Any) -> Problem:
    """Two days of three parts, two sets, two people, unless told otherwise."""
    base = Problem(
        name="试拍",
        days=2,
        parts=PARTS,
        places=(Place("聚义厅"), Place("后院")),
        people=(Performer("林晓"), Performer("小宝")),
        crews=crews,
        prices=PRICES,
    )
    return replace(base, **more)


def lead(rate: int = 3000, performer: int | None = 0) -> Role:
    """A role that the first person plays."""
    return Role("阿梨", performer, rate)


def random_problem(seed: int, *, crews: int = 3, scenes: int = 8, days: int = 3) -> Problem:
    """A problem with every kind of rule in it; most plans break many."""
    chance = random.Random(seed)
    places = tuple(
        Place(
            f"景{i}",
            site=chance.randrange(3),
            capacity=chance.choice((1, 1, 2)),
            closed=tuple(chance.sample(range(days * 3), chance.randrange(2))),
            day_cost=chance.choice((0, 700)),
        )
        for i in range(4)
    )
    people = tuple(
        Performer(
            f"人{i}",
            away=tuple(chance.sample(range(days * 3), chance.randrange(3))),
            day_minutes=chance.choice((None, None, 120)),
            no_night=chance.random() < 0.2,
        )
        for i in range(5)
    )
    return Problem(
        name=f"随机 {seed}",
        days=days,
        parts=PARTS,
        places=places,
        people=people,
        crews=tuple(_random_crew(chance, c, scenes, days, len(people)) for c in range(crews)),
        prices=PRICES,
        kit=(Kit("大灯", 3, ((chance.randrange(days * 3), 1),)),),
        travel=((0, 20, 70), (20, 0, 30), (70, 30, 0)),
        set_move_minutes=20,
        rest_minutes=11 * 60,
    )


def _random_crew(chance: random.Random, number: int, scenes: int, days: int, people: int) -> CrewJob:
    roles = tuple(
        Role(f"角{i}", chance.choice((None, *range(people), *range(people))), chance.choice((300, 1000)))
        for i in range(4)
    )
    jobs = tuple(
        SceneJob(
            key=f"{i // 3 + 1}-{i % 3 + 1}",
            place=chance.randrange(4),
            minutes=chance.choice((20, 40, 60, 90)),
            night=chance.random() < 0.3,
            exterior=chance.random() < 0.4,
            roles=tuple(sorted(chance.sample(range(4), chance.randrange(1, 4)))),
            kit=((0, chance.randrange(1, 3)),) if chance.random() < 0.4 else (),
            only=tuple(range(chance.randrange(4), days * 3)) if chance.random() < 0.2 else None,
            fixed=chance.randrange(days * 3) if chance.random() < 0.1 else None,
            after=(chance.randrange(i),) if i and chance.random() < 0.2 else (),
            was=chance.randrange(days * 3) if chance.random() < 0.5 else None,
        )
        for i in range(scenes)
    )
    away = tuple(chance.sample(range(days * 3), chance.randrange(2)))
    return CrewJob(f"剧{number}", roles, jobs, away)


def random_plan(problem: Problem, seed: int, *, gaps: float = 0.05) -> list[int | None]:
    """A slot, or now and then none, for each scene."""
    chance = random.Random(seed)
    count = sum(len(c.scenes) for c in problem.crews)
    return [None if chance.random() < gaps else chance.randrange(problem.slots) for _ in range(count)]
