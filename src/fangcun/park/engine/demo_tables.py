"""The tables of which the demo base is made: lines of `data/demo_<name>.txt`. All of it is invented."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[list[str]]:
    """The cells of every line of a table; what a column means stands in the table's first line."""
    lines = (DATA / f"demo_{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]
