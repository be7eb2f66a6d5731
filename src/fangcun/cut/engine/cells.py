"""Tables as CSV that spreadsheets open without harm: no cell is taken for a formula, and every encoding is read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# OWASP, CSV Injection: what makes a spreadsheet take a cell for a formula, in full width too.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_ENCODINGS = ("utf-8-sig", "gb18030")


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, without which Excel takes Chinese for something else. Cells
    that a spreadsheet would calculate get an apostrophe in front; ``read_csv`` takes it away again."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of a CSV with their line numbers, as spreadsheets save it: UTF-8, UTF-16 or GB 18030, between commas,
    semicolons or tabs. Rows without text are left out."""
    text = _decoded(data)
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    rows = []
    start = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            rows.append((start, [_bare(cell) for cell in row]))
        start = reader.line_num + 1
    return rows


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8-sig", errors="replace")
