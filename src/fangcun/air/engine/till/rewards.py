"""What viewers earn: the sign-in ladder, watching by the day, tasks. Figures and dates: ``rules.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the watching reward: from ``minutes`` on in a day it adds ``coins``."""

    minutes: int
    coins: int


@dataclass(frozen=True, slots=True)
class Task:
    """A task and what it pays, once in a life or once a day."""

    key: str
    name: str
    coins: int
    per: Literal["life", "day"]


@dataclass(frozen=True, slots=True)
class Rules:
    """The policy that holds from a day on; see the comments of ``rules.toml``."""

    since: date
    ladder: tuple[int, ...]
    watching: tuple[Step, ...]
    tasks: tuple[Task, ...]
    at_once: int
    ads_an_hour: int
    ads_a_day: int
    device_ads_an_hour: int
    network_ads_an_hour: int
    ad_seconds: int
    ad_minutes: int
    held_days: int

    def task(self, key: str) -> Task | None:
        """The task of this key."""
        return next((t for t in self.tasks if t.key == key), None)


def rules_on(day: date) -> Rules:
    """The policy of a day. Raises LookupError for a day before there was one."""
    found = [r for r in _all() if r.since <= day]
    if not found:
        raise LookupError(f"no rules on {day}")
    return found[-1]


def streak(days: Set[date], today: date) -> int:
    """How many days in a row somebody signed in until ``today``, or until yesterday where today is still open."""
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count += 1
        day -= timedelta(days=1)
    return count


def rung(ladder: tuple[int, ...], days_before: int) -> int:
    """The place on the ladder (from 0) of a sign-in that follows ``days_before`` days in a row."""
    return days_before % len(ladder)


@cache
def _all() -> tuple[Rules, ...]:
    data = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return tuple(sorted((_rules(row) for row in data["rules"]), key=lambda r: r.since))


def _rules(row: dict[str, Any]) -> Rules:
    steps = tuple(Step(*pair) for pair in row["watching"])
    tasks = tuple(Task(**task) for task in row["tasks"])
    return Rules(**row | {"ladder": tuple(row["ladder"]), "watching": steps, "tasks": tasks})
