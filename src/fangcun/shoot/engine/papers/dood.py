"""Day out of days: who is there on which day, in the trade's letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fangcun.shoot.contracts import PlacedStrip


@dataclass(frozen=True, slots=True)
class DoodRow:
    """A role's days: ``marks`` by day, empty before the first and after the last. ``held`` counts the H."""

    role: str
    marks: tuple[str, ...]
    worked: int
    held: int


def dood(placed: Iterable[PlacedStrip], *, roles: Sequence[str], days: Sequence[date]) -> tuple[DoodRow, ...]:
    """A row for each of ``roles`` that works at all, in their order.

    S starts, W works, F finishes; SW, WF and SWF are the first, the last, and the only day; H is a day held between
    (the usual American form: Movie Magic Scheduling's Day Out of Days report).
    """
    worked: dict[str, set[date]] = defaultdict(set)
    for strip in placed:
        for role in strip.strip.cast:
            worked[role].add(strip.day)
    rows = []
    for role in roles:
        mine = worked.get(role)
        if mine:
            marks = tuple(mark_of(day, mine) for day in days)
            rows.append(DoodRow(role, marks, len(mine), marks.count("H")))
    return tuple(rows)


def mark_of(day: date, worked: set[date]) -> str:
    """The letters of one role on one day."""
    first, last = min(worked), max(worked)
    if day < first or day > last:
        return ""
    if day not in worked:
        return "H"
    return f"{'S' if day == first else ''}W{'F' if day == last else ''}"
