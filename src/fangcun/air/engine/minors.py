"""Minors' mode: whether somebody may watch now, and for how long still. Rules and their sources: ``minors.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path


class Stop(StrEnum):
    """Why nothing may be watched now."""

    HOURS = "hours"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Band:
    """An age band and the minutes of its day."""

    key: str
    name: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that hold from a day on. Closed from ``closed_from`` through midnight until ``closed_until``."""

    since: date
    closed_from: time
    closed_until: time
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Allowance:
    """Seconds that may still be watched without a break; 0 with the reason."""

    seconds: int
    stop: Stop | None = None


COUNTED = timedelta(minutes=2)
"""The longest silence that still counts as watching: players report some seconds apart."""


def _load() -> Rules:
    raw = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    bands = tuple(Band(key, band["name"], band["minutes"]) for key, band in raw["bands"].items())
    hours = (time.fromisoformat(raw["closed_from"]), time.fromisoformat(raw["closed_until"]))
    return Rules(raw["from"], *hours, bands)


RULES = _load()
BANDS = RULES.bands


def allowance(local: datetime, *, used: int, band: str) -> Allowance:
    """What is left at ``local`` (the site's wall time) after ``used`` seconds today; an unknown band gets the least."""
    if local.time() >= RULES.closed_from or local.time() < RULES.closed_until:
        return Allowance(0, Stop.HOURS)
    minutes = next((b.minutes for b in BANDS if b.key == band), min(b.minutes for b in BANDS))
    left = minutes * 60 - used
    if left <= 0:
        return Allowance(0, Stop.TIME)
    closing = datetime.combine(local.date(), RULES.closed_from, tzinfo=local.tzinfo)
    return Allowance(min(left, int((closing - local).total_seconds()) or 1))


def counted(last: datetime | None, now: datetime) -> int:
    """The seconds that a report at ``now`` adds to the day."""
    gap = now - last if last else timedelta()
    return int(gap.total_seconds()) if timedelta() < gap <= COUNTED else 0
