"""The papers that are tables, 大计划 顺场表 顺景表 DOOD, as rows that a page, a workbook or a PDF can show."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from fangcun.shoot.contracts import CallSheetData, DoodRow, Light, PlacedStrip
from fangcun.shoot.engine.papers.calling import place_of
from fangcun.shoot.engine.papers.clocks import minutes_of
from fangcun.shoot.engine.papers.words import amount_text, day_text, nth_text

COLOURS = {Light.DAY_INT: "FFFFFF", Light.DAY_EXT: "F6E3A1", Light.NIGHT_INT: "B9CBE8", Light.NIGHT_EXT: "BFDCC4"}
INK = "1B1A20"
SCENE_HEADS = {
    "zh": ("集-场", "日夜内外", "场景", "地点", "分钟", "内容", "角色"),
    "en": ("Scene", "Light", "Script place", "Set", "Min", "Action", "Cast"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table; ``fill`` is RRGGBB. A line with one cell is a break across the table."""

    cells: tuple[str | int, ...]
    fill: str = "FFFFFF"


@dataclass(frozen=True, slots=True)
class Table:
    """A paper: its title, heads and lines. A ``grid`` has a narrow column for each day between two names and totals."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    grid: bool = False


def by_day(placed: Sequence[PlacedStrip], *, title: str, language: str = "zh") -> Table:
    """大计划: the strips in the order of shooting with a break before each day."""
    lines: list[Line] = []
    days = sorted({item.day for item in placed})
    day: date | None = None
    for item in sorted(placed, key=lambda p: (p.slot, p.order)):
        if item.day != day:
            day = item.day
            today = [p.strip.minutes for p in placed if p.day == day]
            nth = nth_text(days.index(day) + 1, len(days), language)
            head = (day_text(day, language), nth, amount_text(len(today), sum(today), language))
            lines.append(Line(("   ".join(head),), INK))
        lines.append(_scene(item))
    return Table(title, SCENE_HEADS[language], tuple(lines))


def by_script(placed: Sequence[PlacedStrip], *, title: str, order: Sequence[str], language: str = "zh") -> Table:
    """顺场表: the strips in the order of the script, which ``order`` gives by key."""
    rank = {key: i for i, key in enumerate(order)}
    items = sorted(placed, key=lambda p: rank.get(p.strip.key, len(rank)))
    return Table(title, SCENE_HEADS[language], tuple(_scene(item) for item in items))


def by_place(placed: Sequence[PlacedStrip], *, title: str, language: str = "zh") -> Table:
    """顺景表: the strips grouped by where they are shot."""
    groups: dict[str, list[PlacedStrip]] = {}
    for item in sorted(placed, key=lambda p: (p.slot, p.order)):
        groups.setdefault(place_of(item), []).append(item)
    lines: list[Line] = []
    for place, items in groups.items():
        lines += [Line((f"{place} · {len(items)}",), INK), *(_scene(item) for item in items)]
    return Table(title, SCENE_HEADS[language], tuple(lines))


def days_out(rows: Sequence[DoodRow], *, days: Sequence[date], title: str, language: str = "zh") -> Table:
    """DOOD with the totals of each role and of each day."""
    zh = language == "zh"
    heads = ("角色", "演员") if zh else ("Role", "Actor")
    ends = ("工作", "等候") if zh else ("Work", "Hold")
    lines = [Line((row.role, row.person, *row.cells, row.worked, row.held)) for row in rows]
    totals = tuple(sum("W" in row.cells[i] for row in rows) for i in range(len(days)))
    lines.append(Line(("合计" if zh else "Total", "", *totals, sum(totals), sum(row.held for row in rows)), "FAF8F4"))
    return Table(title, (*heads, *(f"{d.month}/{d.day}" for d in days), *ends), tuple(lines), grid=True)


def workbook(tables: Sequence[Table]) -> bytes:
    """The tables as sheets of one .xlsx. What looks like a formula is kept as text."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet("".join(c for c in table.title if c not in "[]:*?/\\")[:31])
        for number, line in enumerate((Line(table.heads, "FAF8F4"), *table.lines), 1):
            for column, value in enumerate(line.cells, 1):
                text = "".join(c for c in value if c >= " ") if isinstance(value, str) else value
                cell = sheet.cell(number, column, text)
                if isinstance(text, str):
                    cell.data_type = "s"
                cell.fill = PatternFill("solid", fgColor=line.fill)
                cell.font = Font(name="Noto Sans SC", size=9, color="FFFFFF" if line.fill == INK else INK)
        sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def calendar(sheets: Sequence[tuple[str, CallSheetData]], *, made: datetime, offset: int = 480) -> bytes:
    """One event a crew day; each sheet comes with the stable id of its crew. A later version replaces the event."""
    book = Calendar()
    book.add("prodid", "-//Fangcun//shoot//ZH")
    book.add("version", "2.0")
    for crew, sheet in sheets:
        midnight = datetime(sheet.day.year, sheet.day.month, sheet.day.day, tzinfo=made.tzinfo)
        midnight -= timedelta(minutes=offset)
        event = Event()
        event.add("uid", f"{crew}-{sheet.day.isoformat()}@fangcun")
        event.add("sequence", sheet.version)
        event.add("dtstamp", made)
        event.add("dtstart", midnight + timedelta(minutes=minutes_of(sheet.leaves_at) or 0))
        event.add("dtend", midnight + timedelta(minutes=minutes_of(sheet.ends_at) or 1439))
        event.add("summary", f"《{sheet.production}》{sheet.unit} {sheet.day_number}/{sheet.days}")
        event.add("location", sheet.place)
        book.add_component(event)
    return bytes(book.to_ical())


def _scene(item: PlacedStrip) -> Line:
    strip = item.strip
    cells = (strip.key, strip.light.value, strip.script_place, place_of(item), strip.minutes, strip.synopsis)
    return Line((*cells, "、".join(strip.cast)), COLOURS[strip.light])
