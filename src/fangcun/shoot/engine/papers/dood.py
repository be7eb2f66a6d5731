"""Day out of days: on which days each role starts, works, waits and finishes.

The marks are the trade's: SW start work, W work, WF work finish, SWF all three on one day, H hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fangcun.shoot.contracts import DoodRow, PlacedStrip, RoleView


def dood(placed: Sequence[PlacedStrip], *, roles: Sequence[RoleView], days: Sequence[date]) -> tuple[DoodRow, ...]:
    """A row for each role that works on any of ``days``, in the order of ``roles``; roles without a row there last."""
    worked: dict[str, set[date]] = {}
    known = set(days)
    for item in placed:
        if item.day in known:
            for name in item.strip.cast:
                worked.setdefault(name, set()).add(item.day)
    people = {role.name: role.person_name for role in roles}
    names = [role.name for role in roles if role.name in worked]
    names += [name for name in worked if name not in people]
    return tuple(_row(name, people.get(name, ""), worked[name], days) for name in names)


def status_on(rows: Sequence[DoodRow], *, days: Sequence[date], day: date) -> dict[str, str]:
    """What each role is on one day; nothing for a day that is not planned."""
    index = list(days).index(day) if day in days else None
    return {} if index is None else {row.role: row.cells[index] for row in rows}


def _row(role: str, person: str, worked: set[date], days: Sequence[date]) -> DoodRow:
    first, last = min(worked), max(worked)
    cells = tuple(_cell(day, worked, first, last) for day in days)
    return DoodRow(role, person, cells, worked=len(worked), held=cells.count("H"))


def _cell(day: date, worked: set[date], first: date, last: date) -> str:
    if not first <= day <= last:
        return ""
    if day not in worked:
        return "H"
    return ("S" if day == first else "") + "W" + ("F" if day == last else "")
