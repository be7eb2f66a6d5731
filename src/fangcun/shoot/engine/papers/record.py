"""A call sheet as plain data and back: what is stored when it is issued."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from fangcun.kit import digest
from fangcun.shoot.contracts import CallPlace, CallRole, CallRow, CallSheetData, Light


def to_plain(sheet: CallSheetData) -> dict[str, Any]:
    """The sheet as JSON holds it; ``from_plain`` gives an equal one back."""
    data = {name: getattr(sheet, name) for name in CallSheetData.__slots__ if name != "day"}
    plain: dict[str, Any] = digest.plain(data)
    return plain | {"day": sheet.day.isoformat()}


def from_plain(data: dict[str, Any]) -> CallSheetData:
    """The sheet of plain data that ``to_plain`` wrote."""
    known = {name: _frozen(value) for name, value in data.items() if name in CallSheetData.__slots__}
    sheet = CallSheetData(**known | {"day": date.fromisoformat(data["day"]), "roles": (), "places": ()})
    return replace(
        sheet,
        roles=tuple(CallRole(**{k: _frozen(v) for k, v in role.items()}) for role in data["roles"]),
        places=tuple(_place(place) for place in data["places"]),
    )


def _place(data: dict[str, Any]) -> CallPlace:
    return CallPlace(data["place"], data["address"], data["move"], tuple(_row(row) for row in data["rows"]))


def _row(data: dict[str, Any]) -> CallRow:
    needs = {name: tuple(things) for name, things in data["needs"].items()}
    plain = {k: _frozen(v) for k, v in data.items() if k not in ("needs", "light")}
    return CallRow(**plain, needs=needs, light=Light(data["light"]))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value
