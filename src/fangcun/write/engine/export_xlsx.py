"""The breakdown as one workbook with five sheets: 场景表, 顺场表, 人物表, 服化道表, 群演表."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date

from openpyxl import Workbook

from fangcun.write.contracts import Breakdown, Screenplay
from fangcun.write.engine.breakdown_tables import (
    DRESSED,
    EXTRAS,
    PEOPLE,
    SCENES,
    SHOOTING,
    Row,
    dressed_rows,
    extras_rows,
    list_scenes,
    people_rows,
    scene_row,
    shooting_key,
    shooting_row,
    strip_colours,
)
from fangcun.write.engine.sheet_style import Column, fill_sheet

_MOMENT = re.compile(rb"(W3CDTF\">)[^<]*<")


def to_xlsx(screenplay: Screenplay, breakdown: Breakdown, *, day: date | None = None) -> bytes:
    """One .xlsx with five print-ready sheets. ``day`` is printed in the page header; none is made up."""
    listed = list_scenes(screenplay, breakdown)
    title = f"《{screenplay.title}》" if screenplay.title else "剧本"
    book = Workbook()
    book.remove(book.worksheets[0])
    shooting = sorted(listed, key=shooting_key)
    sheets: tuple[tuple[str, Sequence[Column], Sequence[Row], Sequence[str | None]], ...] = (
        ("场景表", SCENES, [scene_row(x) for x in listed], strip_colours(listed)),
        ("顺场表", SHOOTING, [shooting_row(x, n) for n, x in enumerate(shooting, 1)], strip_colours(shooting)),
        ("人物表", PEOPLE, people_rows(screenplay, listed), ()),
        ("服化道表", DRESSED, dressed_rows(listed), ()),
        ("群演表", EXTRAS, extras_rows(listed), ()),
    )
    for name, columns, rows, colours in sheets:
        fill_sheet(
            book.create_sheet(name), columns=columns, rows=rows, colours=colours, title=f"{title}{name}", day=day
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return _without_clock(buffer)


def _without_clock(saved: io.BytesIO) -> bytes:
    """The workbook without the moments of its making, so that the same breakdown gives the same bytes."""
    settled = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _MOMENT.sub(rb"\g<1>2000-01-01T00:00:00Z<", data)
            new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
