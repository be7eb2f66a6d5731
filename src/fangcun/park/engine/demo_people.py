"""The people of the demo base: 600 actors, 1,400 featured, 7,600 extras, 400 crew; about 3 % of them minors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from fangcun.park.contracts import PersonKind, PersonView
from fangcun.park.engine.demo_people_tables import (
    FAMOUS,
    GIVEN_FEMALE,
    GIVEN_MALE,
    JOBS,
    LANGUAGES,
    LOOKS,
    SKILLS,
    SURNAMES,
)

COUNTS = {PersonKind.ACTOR: 600, PersonKind.FEATURED: 1400, PersonKind.EXTRA: 7600, PersonKind.CREW: 400}
RATES = {
    PersonKind.ACTOR: (800, 6000, 100),
    PersonKind.FEATURED: (300, 800, 20),
    PersonKind.EXTRA: (100, 200, 10),
    PersonKind.CREW: (300, 1500, 50),
}
"""Yuan a day, from and to, and the step. Invented figures of a plausible size."""

EAGERNESS = {PersonKind.ACTOR: 1.0, PersonKind.FEATURED: 0.7, PersonKind.EXTRA: 0.25, PersonKind.CREW: 0.1}
"""How many of an actor's skills somebody of the kind has."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person of the demo and the date of birth, which stays in the room."""

    view: PersonView
    born: date


def make_people(random: Random, *, first_id: int, today: date) -> list[DemoPerson]:
    """The 10,000 people, their ids counted from ``first_id``; no two of one name."""
    taken: set[str] = set()
    people: list[DemoPerson] = []
    for kind, count in COUNTS.items():
        jobs = iter([job for job, times in JOBS.items() for _ in range(times)])
        for _ in range(count):
            job = (next(jobs),) if kind is PersonKind.CREW else ()
            people.append(_person(random, kind, first_id + len(people), len(people) + 1, taken, today, job))
    return people


def _person(
    random: Random, kind: PersonKind, id_: int, number: int, taken: set[str], today: date, jobs: tuple[str, ...]
) -> DemoPerson:
    sex = random.choice("男女")
    minor = kind is not PersonKind.CREW and random.random() < 0.031
    years = random.randint(6, 16) if minor else _adult_years(random)
    born = today - timedelta(days=years * 365 + years // 4 + random.randint(1, 300))
    spread = 1 if minor else random.randint(3, 6)
    low, high, step = RATES[kind]
    # Many earn little and few much: the square of an even draw.
    rate = low + int((high - low) * random.random() ** 2) // step * step
    name = _name(random, sex, taken)
    view = PersonView(
        id=id_,
        code=f"RY-{number:05d}",
        name=name,
        kind=kind,
        sex=sex,
        ages=(max(4, years - spread), min(years + spread - (0 if minor else 1), 88)),
        height=_height(random, sex, years),
        day_rate=rate * 100,
        skills=_drawn(random, SKILLS.items(), EAGERNESS[kind]),
        languages=("普通话", *_drawn(random, LANGUAGES.items(), 1.0)),
        looks=_looks(random, sex, years),
        jobs=jobs,
        days_off=tuple(sorted(today + timedelta(days=random.randint(0, 30)) for _ in range(_days_off(random)))),
        weekdays_off=tuple(sorted(random.sample(range(7), 2))) if random.random() < 0.05 else (),
        minor=minor,
        guardian=_name(random, "女", set())[:1] + random.choice(("女士", "先生")) if minor else "",
    )
    return DemoPerson(view, born)


def _adult_years(random: Random) -> int:
    return min(78, 18 + int(random.betavariate(1.3, 2.6) * 62))


def _name(random: Random, sex: str, taken: set[str]) -> str:
    given = GIVEN_MALE if sex == "男" else GIVEN_FEMALE
    while True:
        # The list of surnames begins with the commonest: a squared draw favours them.
        surname = SURNAMES[int(len(SURNAMES) * random.random() ** 1.6)]
        name = surname + "".join(random.sample(given, 2))
        if name not in FAMOUS and name not in taken:
            taken.add(name)
            return name


def _height(random: Random, sex: str, years: int) -> int:
    if years < 17:
        return int(random.gauss(80 + 5.6 * years, 5))
    middle, least, most = (174, 158, 196) if sex == "男" else (163, 148, 183)
    return min(most, max(least, round(random.gauss(middle, 5.5))))


def _drawn(random: Random, table: Iterable[tuple[str, int]], share: float) -> tuple[str, ...]:
    return tuple(word for word, percent in table if random.random() * 100 < percent * share)


def _looks(random: Random, sex: str, years: int) -> tuple[str, ...]:
    stage = "child" if years < 14 else "young" if years < 34 else "middle" if years < 56 else "old"
    words = LOOKS[sex][stage]
    style = random.choice(("古装", "现代", "民国", "乡村"))
    return (style, *random.sample(words, random.randint(1, 2)))


def _days_off(random: Random) -> int:
    return random.choices((0, 1, 2, 4), (70, 12, 10, 8))[0]
