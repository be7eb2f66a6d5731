"""The sheets of a shoot as PDF."""

from __future__ import annotations

from pathlib import Path

from fangcun.kit.typesetting import Typesetter
from fangcun.shoot.contracts import CallSheetData
from fangcun.shoot.engine.papers.call_sheet import data_of
from fangcun.shoot.engine.papers.tables import Table

_PROGRAM = Path(__file__).with_name("call_sheet.typ")
_TABLE = Path(__file__).with_name("table.typ")


class Press:
    """Call sheets and tables, set by a typesetter that has Noto Sans SC."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter = typesetter

    def call_sheet(self, sheet: CallSheetData, *, language: str = "zh") -> bytes:
        """The sheet as a PDF: one page in the largest type that fits (10 to 7 pt), more pages only beyond that."""
        return self._typesetter.compile(_PROGRAM, data_of(sheet, language))

    def table(self, table: Table, *, subtitle: str = "", landscape: bool = True) -> bytes:
        """The PDF of a table on A4: its head repeats, breaks run across, lines keep the colours of their strips."""
        data = {
            "title": table.title,
            "subtitle": subtitle,
            "heads": list(table.heads),
            "lines": [{"cells": [str(cell) for cell in line.cells], "fill": f"#{line.fill}"} for line in table.lines],
            "numbers": _numbers(table),
            "grid": table.grid,
            "landscape": landscape,
        }
        return self._typesetter.compile(_TABLE, data)


def _numbers(table: Table) -> list[bool]:
    """Which columns hold numbers, to be set flush right."""
    full = [line.cells for line in table.lines if len(line.cells) == len(table.heads)]
    return [bool(full) and all(isinstance(cells[i], int) for cells in full) for i in range(len(table.heads))]
