"""Sheets for people to take along: everything of a kind, an empty one to fill in, and the rows that were refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from fangcun.kit.errors import Problem
from fangcun.park.contracts import Entry, SheetKind
from fangcun.park.engine.sheets.columns import COLUMNS, PROBLEM_HEAD, TITLES, write_cell
from fangcun.park.engine.sheets.reading import Sheet, problems_by_line

INK, FAINT, HEAD_FILL, BAD_FILL = "1B1A20", "8A857C", "F7F4EE", "FBECEB"


def to_csv(kind: SheetKind, entries: Iterable[Entry]) -> bytes:
    """Entries as CSV (RFC 4180) in UTF-8 with the mark by which spreadsheet programs know it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([c.head for c in COLUMNS[kind]])
    for entry in entries:
        writer.writerow([_harmless(write_cell(c, entry)) for c in COLUMNS[kind]])
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(kind: SheetKind, entries: Iterable[Entry]) -> bytes:
    """Entries as a workbook of one sheet, every cell as text so that codes keep their zeros."""
    head = [c.head for c in COLUMNS[kind]]
    rows = ([write_cell(c, entry) for c in COLUMNS[kind]] for entry in entries)
    return _book(TITLES[kind], head, rows)


def template(kind: SheetKind) -> bytes:
    """An empty sheet with a second one that says what to write into each column."""
    hints = [
        [c.head, "必填" if c.needed else "", "、".join(c.offered) or c.hint, "、".join(c.others)] for c in COLUMNS[kind]
    ]
    return _book(
        TITLES[kind], [c.head for c in COLUMNS[kind]], (), ("填写说明", ["列", "必填", "怎样写", "也可以叫"], hints)
    )


def refused(sheet: Sheet, problems: Sequence[Problem]) -> bytes:
    """The rows that were left out, as they stood, with what is wrong with each in the first column."""
    by_line = problems_by_line(problems)
    rows = []
    for row in sheet.rows:
        if row.line in by_line:
            words = "\n".join(f"{p.message}{p.proposal and '改为：' + p.proposal}" for p in by_line[row.line])
            cells = [c for head, c in zip(sheet.head, row.cells, strict=False) if head != PROBLEM_HEAD]
            rows.append([words, *cells])
    return _book(TITLES[sheet.kind], [PROBLEM_HEAD, *(h for h in sheet.head if h != PROBLEM_HEAD)], rows)


def _harmless(text: str) -> str:
    """Text that a spreadsheet program would take for a formula gets a quote mark before it (OWASP, CSV injection)."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _book(
    title: str,
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    second: tuple[str, Sequence[str], Sequence[Sequence[str]]] | None = None,
) -> bytes:
    # openpyxl takes a tenth of a second to load, which most callers of this module need not pay.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook(write_only=True)
    for name, heads, lines in ((title, head, rows), *((second,) if second else ())):
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        cells = []
        for at, text in enumerate(heads):
            cell = WriteOnlyCell(sheet, text)
            cell.font, cell.fill = Font(bold=True, color=INK), PatternFill("solid", fgColor=HEAD_FILL)
            cells.append(cell)
            width = 44 if text in (PROBLEM_HEAD, "怎样写", "也可以叫", "说明") else max(10, 2 * len(text) + 4)
            sheet.column_dimensions[get_column_letter(at + 1)].width = width
        sheet.append(cells)
        for line in lines:
            sheet.append([_text_cell(WriteOnlyCell(sheet), text) for text in line])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _text_cell(cell: object, text: str) -> object:
    cell.value = "".join(c for c in text if c == "\n" or c >= " ")  # type: ignore[attr-defined]  # WriteOnlyCell has no stub
    cell.data_type = "s"  # type: ignore[attr-defined]  # "=…" is text, never a formula
    return cell
