"""通告单 on paper: one A4 page for one crew and day."""

from __future__ import annotations

from typing import Any

from fangcun.shoot.contracts import CallRow, CallSheetData, Light
from fangcun.shoot.engine.papers.words import amount_text, day_text, nth_text, say, version_text

COLOURS = {
    Light.DAY_INT: "#ffffff",
    Light.DAY_EXT: "#f6e3a1",
    Light.NIGHT_INT: "#b9cbe8",
    Light.NIGHT_EXT: "#bfdcc4",
}
"""The trade's four colours of strips."""

CROWDED = 12
"""Roles from which a sheet is crowded: their lists of scenes would push it to a second page."""

PEOPLE = ("序", "角色", "演员", "状态", "化妆地", "到妆", "出发", "场次")
SCENES = ("时间", "集-场", "气氛", "内外", "分钟", "内容", "特约 群演", "服化道 备注")


def people_cells(sheet: CallSheetData) -> list[tuple[str, ...]]:
    """The role matrix as text, a tuple for each role, under ``PEOPLE``."""
    return [
        (str(n), r.role, r.actor, r.status, r.makeup_place, r.makeup_at, r.leaves_at, "、".join(r.scenes))
        for n, r in enumerate(sheet.roles, 1)
    ]


def scenes_text(keys: tuple[str, ...], *, crowded: bool, language: str) -> str:
    """A role's scenes; on a crowded sheet only how many, because the marks beside the scenes say which."""
    if not crowded:
        return "、".join(keys)
    return str(len(keys)) if language == "en" else f"{len(keys)} 场"


def needs_text(row: CallRow) -> str:
    """What a scene needs and what is noted on it, in a line."""
    parts = [f"{name}：{'、'.join(things)}" for name, things in row.needs.items() if things]
    return "；".join([*parts, *([row.note] if row.note else [])])


def extras_text(row: CallRow) -> str:
    """特约 and 群演 of a scene."""
    return "、".join((*row.featured, *row.extras))


def times_of(sheet: CallSheetData, language: str) -> list[tuple[str, str]]:
    """The day's times under their names; empty ones are left out."""
    named = (
        ("早餐", sheet.breakfast),
        ("出发", sheet.leaves_at),
        *sheet.meals,
        ("预计收工", sheet.ends_at),
        ("日出", sheet.sunrise),
        ("日落", sheet.sunset),
        ("天气", sheet.weather),
    )
    return [(say(name, language), text) for name, text in named if text]


def data_of(sheet: CallSheetData, language: str) -> dict[str, Any]:
    """What ``call_sheet.typ`` sets: the sheet with its printed words in ``language``."""
    minutes = sum(row.minutes for place in sheet.places for row in place.rows)
    names = [role.role for role in sheet.roles]
    return {
        "language": language,
        "words": {
            "title": say("通告单", language),
            "changed": say("改", language),
            "changes": say("改动", language),
            "tips": say("提示", language),
            "advance": say("次日预告", language),
            "people": [say(word, language) for word in PEOPLE],
            "scenes": [say(word, language) for word in SCENES],
            "signatures": [say(word, language) for word in ("导演", "制片", "执行导演", "场记")],
        },
        "production": sheet.production,
        "unit": sheet.unit,
        "version": version_text(sheet.version, language),
        "date": day_text(sheet.day, language),
        "nth": nth_text(sheet.day_number, sheet.days, language),
        "total": amount_text(sheet.scenes, minutes, language),
        "times": times_of(sheet, language),
        "facts": [(say("地点", language), sheet.place), (say("导演", language), sheet.director)],
        "contacts": [(job, f"{name} {phone}".strip()) for job, name, phone in sheet.contacts],
        "tips": sheet.tips,
        "changes": sheet.changes,
        "advance": sheet.advance,
        "roles": [
            {
                "number": number,
                "role": role.role,
                "actor": role.actor,
                "status": role.status,
                "makeup_place": role.makeup_place,
                "makeup_at": role.makeup_at,
                "leaves_at": role.leaves_at,
                "scenes": scenes_text(role.scenes, crowded=len(names) > CROWDED, language=language),
                "changed": role.changed,
            }
            for number, role in enumerate(sheet.roles, 1)
        ],
        "places": [
            {
                "name": place.place,
                "site": place.address if place.address != place.place else "",
                "move": place.move,
                "rows": [_row(row, names) for row in place.rows],
            }
            for place in sheet.places
        ],
    }


def _row(row: CallRow, names: list[str]) -> dict[str, Any]:
    return {
        "starts_at": row.starts_at,
        "key": row.key,
        "atmosphere": row.atmosphere,
        "int_ext": row.int_ext,
        "minutes": str(row.minutes),
        "synopsis": row.synopsis,
        "marks": [name in row.marks for name in names],
        "extras": extras_text(row),
        "needs": needs_text(row),
        "colour": COLOURS[row.light],
        "changed": row.changed,
    }
