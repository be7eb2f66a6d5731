"""All papers of a shoot in a folder: 大计划, 顺场表, 顺景表, DOOD, a call sheet for each day, the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.utils import timezone

from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.shoot.contracts import CallSheetData
from fangcun.shoot.engine.papers.dood import dood
from fangcun.shoot.engine.papers.tables import by_day, by_place, by_script, calendar, days_out, workbook
from fangcun.shoot.printing import press
from fangcun.shoot.queries.placed import placed, roles_of, strips_of
from fangcun.shoot.queries.sheets import sheet_of
from fangcun.shoot.queries.shoots import shoot as shoot_view


def papers_of(actor: Actor, plan_id: int, *, shoot_id: int, language: str = "zh") -> Iterator[tuple[str, bytes]]:
    """The papers of one shoot of a plan as (name, bytes), the ones that people look at first first."""
    shoot = shoot_view(actor, shoot_id)
    strips, roles = placed(actor, plan_id, shoot_id=shoot_id), roles_of(actor, shoot_id)
    days = sorted({item.day for item in strips})
    order = [strip.key for strip in strips_of(actor, shoot_id)]
    name = f"《{shoot.production_name}》"
    tables = {
        "大计划": by_day(strips, title=f"{name}大计划", language=language),
        "顺场表": by_script(strips, title=f"{name}顺场表", order=order, language=language),
        "顺景表": by_place(strips, title=f"{name}顺景表", language=language),
        "演员日程": days_out(
            dood(strips, roles=roles, days=days), days=days, title=f"{name}演员日程", language=language
        ),
    }
    subtitle = f"{shoot.unit} · {_span(days)} · {len(strips)} 场"
    for title, table in tables.items():
        yield f"{title}.pdf", press().table(table, subtitle=subtitle)
    yield "计划与日程.xlsx", workbook(list(tables.values()))
    sheets: list[tuple[str, CallSheetData]] = []
    for number, day in enumerate(days, 1):
        sheet = sheet_of(actor, shoot_id, day=day, plan_id=plan_id)
        sheets.append((f"shoot-{shoot_id}", sheet))
        yield f"通告单/第{number:02d}天 {day.month}月{day.day}日.pdf", press().call_sheet(sheet, language=language)
    yield "拍摄日历.ics", calendar(sheets, made=timezone.localtime(clock.now()))


def write_papers(actor: Actor, plan_id: int, folder: Path, *, shoot_id: int) -> list[Path]:
    """Write the papers below ``folder``; returns their paths. What is there is replaced whole."""
    written = []
    for name, data in papers_of(actor, plan_id, shoot_id=shoot_id):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(data)
        part.replace(path)
        written.append(path)
    return written


def _span(days: list[date]) -> str:
    return f"{days[0].month}月{days[0].day}日至{days[-1].month}月{days[-1].day}日" if days else ""
