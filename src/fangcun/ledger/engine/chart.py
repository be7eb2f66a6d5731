"""The chart of accounts: which roles an account can have, and what each of them is (``chart.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger.contracts import AccountKind, Unit

HELD, EXCHANGE = "held", "exchange"


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A role. ``shards`` is 1 for an ordinary account; ``held_in`` names the role where its holds wait.

    ``reserved`` is ``held`` or ``exchange`` for accounts that only holds and exchanges move, else empty.
    """

    role: str
    code: str
    name: str
    english: str
    kind: AccountKind
    unit: Unit
    guarded: bool
    shards: int
    held_in: str
    reserved: str


@cache
def chart() -> dict[str, ChartLine]:
    """The lines by role, in the order of the chart."""
    with Path(__file__).with_name("chart.toml").open("rb") as file:
        lines = [_line(**entry) for entry in tomllib.load(file)["line"]]
    return {line.role: line for line in lines}


def line_of(role: str) -> ChartLine:
    """The line of a role. Raises INVALID for a role that the chart lacks."""
    line = chart().get(role)
    if line is None:
        raise FangcunError(
            "ledger.role", Kind.INVALID, f"科目表里没有“{role}”，可用的有：{'、'.join(chart())}。", role=role
        )
    return line


def exchange_role(unit: Unit) -> str:
    """The role through which this unit is exchanged."""
    return next(line.role for line in chart().values() if line.unit is unit and line.reserved == EXCHANGE)


def _line(
    *, role: str, code: str, name: str, english: str, kind: str, unit: str, guarded: bool = False, hot: int = 1,
    held_in: str = "", reserved: str = "",
) -> ChartLine:  # fmt: skip
    if guarded and hot > 1:
        raise ValueError(f"{role}: nobody can watch over a balance that is kept in shards")
    return ChartLine(role, code, name, english, AccountKind(kind), Unit(unit), guarded, hot, held_in, reserved)
