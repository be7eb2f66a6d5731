"""All papers of a shoot of a plan as files in a folder."""

from __future__ import annotations

from pathlib import Path

from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.shoot.engine.papers.dood import dood
from fangcun.shoot.engine.papers.tables import by_day, by_place, by_script, calendar, days_out, workbook
from fangcun.shoot.queries.placed import placed, roles_of, shoot_of, strips_of
from fangcun.shoot.services.sheets import preview, typesetter


def write_papers(actor: Actor | None, plan_id: int, folder: Path, *, shoot_id: int) -> list[Path]:
    """Write the tables as workbooks, each day's call sheet as PDF (also for phones), the calendar; what was written."""
    shoot = shoot_of(actor, shoot_id)
    items = placed(actor, plan_id, shoot_id=shoot_id)
    days = sorted({item.day for item in items})
    rows = dood(items, roles=roles_of(actor, shoot_id), days=days)
    order = [strip.key for strip in strips_of(actor, shoot_id)]
    files = {
        "大计划.xlsx": workbook([by_day(items, title="大计划")]),
        "顺场表.xlsx": workbook([by_script(items, title="顺场表", order=order)]),
        "顺景表.xlsx": workbook([by_place(items, title="顺景表")]),
        "DOOD.xlsx": workbook([days_out(rows, days=days, title="DOOD")]),
    }
    sheets = [preview(actor, plan_id, shoot_id=shoot_id, day=day) for day in days]
    for sheet in sheets:
        files[f"通告单/第{sheet.day_number}天.pdf"] = typesetter().call_sheet(sheet)
        files[f"通告单/第{sheet.day_number}天-手机.pdf"] = typesetter().call_sheet(sheet, phone=True)
    files["日历.ics"] = calendar([(f"shoot-{shoot.id}", sheet) for sheet in sheets], made=clock.now())
    written = []
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(path)
    return written
