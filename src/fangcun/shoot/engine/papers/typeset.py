"""Sheets as PDF by typst. What people wrote is handed over as data and never becomes part of the program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from fangcun.shoot.contracts import CallSheetData
from fangcun.shoot.engine.papers.call_sheet import data_of
from fangcun.shoot.engine.papers.tables import Table

_PROGRAM = Path(__file__).with_name("call_sheet.typ")
_TABLE = Path(__file__).with_name("table.typ")


class Typesetter:
    """Keeps one compiler with its fonts. ``fonts`` are folders or files that hold Noto Sans SC."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        # Read once: reading them is the slowest part of setting a page.
        self._fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(path) for path in fonts]
        )

    def call_sheet(self, sheet: CallSheetData, *, language: str = "zh") -> bytes:
        """The sheet as a PDF: one page in the largest type that fits (10 to 7 pt), more pages only beyond that."""
        return self.compile(_PROGRAM, data_of(sheet, language))

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
        return self.compile(_TABLE, data)

    def compile(self, program: Path, data: Mapping[str, Any]) -> bytes:
        """The PDF of a program of ours with ``data`` as JSON in ``sys.inputs.data``."""
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        made = typst.compile(str(program), font_paths=self._fonts, format="pdf", sys_inputs=inputs)
        assert isinstance(made, bytes)  # a list only for pictures, None only for a named output
        return made


def _numbers(table: Table) -> list[bool]:
    """Which columns hold numbers, to be set flush right."""
    full = [line.cells for line in table.lines if len(line.cells) == len(table.heads)]
    return [bool(full) and all(isinstance(cells[i], int) for cells in full) for i in range(len(table.heads))]
