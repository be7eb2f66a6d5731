"""How the printed tables look: one place for fonts, colours, widths and the set-up of the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from fangcun.write.contracts import IntExt, Scene, TimeOfDay

FONT = "Noto Sans SC"  # spreadsheet programs put their own Chinese font in its place where it is missing
_TALLEST = 405  # points; a row cannot be higher than 409
_INK, _LINE = "1B1A20", "E4DFD6"
_HEAD_FILL = PatternFill("solid", fgColor="FAF8F4")
_HAIR = Side(style="thin", color=_LINE)
_RULE = Side(style="thin", color=_INK)
# The trade's strip colours: day inside white, day outside yellow, night inside blue, night outside green.
STRIPS: dict[tuple[bool, bool], str | None] = {
    (False, False): None,
    (False, True): "F6E3A1",
    (True, False): "B9CBE8",
    (True, True): "BFDCC4",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet: its head, the bounds of its width in characters, and whether it holds numbers."""

    head: str
    least: float = 6
    most: float = 40
    number: bool = False


def strip_colour(scene: Scene) -> str | None:
    """The strip colour of a scene as RRGGBB, None for white (also where time and place are unknown)."""
    night = scene.time_of_day in (TimeOfDay.NIGHT, TimeOfDay.DUSK)
    return STRIPS[night, scene.int_ext is IntExt.EXT]


def fill_sheet(
    sheet: Worksheet,
    *,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str | int | float | None]],
    colours: Sequence[str | None] = (),
    title: str,
    day: date | None,
) -> None:
    """Write ``rows`` under a frozen, filterable head, and set the page up for printing on A4 across."""
    sheet.append([c.head for c in columns])
    for row in rows:
        sheet.append([_cell_value(v) for v in row])
    widths = [_width(column, [row[i] for row in rows]) for i, column in enumerate(columns)]
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    _dress_head(sheet, len(columns))
    for number, row in enumerate(rows, 2):
        fill = _fill(colours[number - 2] if number - 2 < len(colours) else None)
        for index, column in enumerate(columns, 1):
            cell = sheet.cell(number, index)
            if cell.data_type == "f":
                cell.data_type = "s"  # a script's "=…" is text
            cell.font = Font(name=FONT, size=9, color=_INK)
            cell.alignment = Alignment(
                horizontal="right" if column.number else "left", vertical="center", wrap_text=not column.number
            )
            cell.border = Border(bottom=_HAIR)
            if fill is not None:
                cell.fill = fill
        lines = max([1, *(_rows(value, widths[i]) for i, value in enumerate(row) if not columns[i].number)])
        sheet.row_dimensions[number].height = min(15 * lines, _TALLEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{max(1, len(rows) + 1)}"
    _set_page(sheet, title=title, day=day)


def _cell_value(value: str | int | float | None) -> str | int | float | None:
    """Control characters, which a workbook cannot hold, are left out."""
    return "".join(c for c in value if c in "\t\n" or c >= " ") if isinstance(value, str) else value


def _dress_head(sheet: Worksheet, count: int) -> None:
    for index in range(1, count + 1):
        cell = sheet.cell(1, index)
        cell.font = Font(name=FONT, size=9, bold=True, color=_INK)
        cell.fill = _HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = Border(bottom=_RULE)
    sheet.row_dimensions[1].height = 21


def _set_page(sheet: Worksheet, *, title: str, day: date | None) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4 (ECMA-376, ST_PaperSize)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom = 0.75, 0.6
    sheet.print_options.horizontalCentered = True
    sheet.oddHeader = HeaderFooterItem(
        left=_HeaderFooterPart(title.replace("&", "&&"), f"{FONT},Bold", 14),
        right=_HeaderFooterPart(f"{day.year}年{day.month}月{day.day}日" if day else None, FONT, 9),
    )
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart("方寸", FONT, 9), right=_HeaderFooterPart("第 &P 页，共 &N 页", FONT, 9)
    )


def _fill(colour: str | None) -> PatternFill | None:
    return PatternFill("solid", fgColor=colour) if colour else None


def display_width(text: str) -> int:
    """Columns that ``text`` takes: two for a full-width character, one for others."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _width(column: Column, values: Sequence[str | int | float | None]) -> float:
    longest = max((display_width(line) for v in values if v is not None for line in str(v).split("\n")), default=0)
    # The head needs room for the filter's arrow.
    return min(column.most, max(column.least, display_width(column.head) + 4, longest + 2))


def _rows(value: str | int | float | None, width: float) -> int:
    if value is None:
        return 1
    return sum(max(1, -(-display_width(line) // max(1, int(width) - 1))) for line in str(value).split("\n"))
