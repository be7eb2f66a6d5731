"""Sheets as PDF by typst. What people wrote is handed over as data and never becomes part of the program."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from fangcun.shoot.contracts import CallSheetData
from fangcun.shoot.engine.papers.record import to_plain
from fangcun.shoot.engine.papers.tables import Table

_PROGRAM = Path(__file__).with_name("call_sheet.typ")
_TABLE = Path(__file__).with_name("table.typ")

HEADS = {
    "zh": "通告单 第 版 日 天 导演 场 分钟 早餐 出发 天气 日出 日落 收工 联系人 提示 角色 演员 化妆地 到妆 "
    "时间 集-场 气氛 内外 分 内容 特约群演 服化道·备注 改 明日 待定 改动",
    "en": "Call_sheet No. v Day / Director scenes min Breakfast Leave Weather Sunrise Sunset Wrap Contacts Notes Role "
    "Actor Make-up Ready Time Scene Light I/E Min Action Extras Departments·remarks ✱ Tomorrow TBC Changes",
}
_NAMES = (
    "title",
    "ordinal",
    "version",
    "day",
    "days",
    "director",
    "scenes",
    "minutes",
    "breakfast",
    "leaves",
    "weather",
    "sunrise",
    "sunset",
    "wrap",
    "contacts",
    "tips",
    "role",
    "actor",
    "makeup",
    "ready",
    "time",
    "key",
    "atmosphere",
    "intext",
    "min",
    "action",
    "extras",
    "needs",
    "mark",
    "advance",
    "open",
    "changes",
)
WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


class Typesetter:
    """Keeps one compiler with its fonts. ``fonts`` are folders or files that hold Noto Sans SC."""

    def __init__(self, fonts: Sequence[Path]) -> None:
        self._compiler = typst.Compiler(font_paths=[str(f) for f in fonts], ignore_system_fonts=True)

    def call_sheet(self, sheet: CallSheetData, *, language: str = "zh", phone: bool = False) -> bytes:
        """The PDF: A4, on one page down to 6 pt and then on a second with its head; or one long page for a phone."""
        data = to_plain(sheet) | {
            "words": dict(zip(_NAMES, (w.replace("_", " ") for w in HEADS[language].split()), strict=True)),
            "date": f"{sheet.day.isoformat()} {WEEKDAYS[language][sheet.day.weekday()]}",
            "scenes": sheet.scenes,
            "minutes": sheet.minutes,
            "phone": phone,
        }
        return self.compile(_PROGRAM.read_bytes(), data)

    def table(self, table: Table, *, subtitle: str = "", landscape: bool = True) -> bytes:
        """The PDF of a table on A4: its head repeats, breaks run across, lines keep the colours of their strips."""
        data = {
            "title": table.title,
            "subtitle": subtitle,
            "heads": list(table.heads),
            "lines": [{"cells": [str(cell) for cell in line.cells], "fill": f"#{line.fill}"} for line in table.lines],
            "numbers": _numbers(table),
            "landscape": landscape,
        }
        return self.compile(_TABLE.read_bytes(), data)

    def compile(self, program: bytes, data: Mapping[str, Any]) -> bytes:
        """The PDF of a program of ours with ``data`` as JSON in ``sys.inputs.data``."""
        pdf = self._compiler.compile(
            input=program, format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
        )
        assert isinstance(pdf, bytes)  # a list only for pictures, None only for a named output
        return pdf


def _numbers(table: Table) -> list[bool]:
    """Which columns hold numbers, to be set flush right."""
    full = [line.cells for line in table.lines if len(line.cells) == len(table.heads)]
    return [bool(full) and all(isinstance(cells[i], int) for cells in full) for i in range(len(table.heads))]
