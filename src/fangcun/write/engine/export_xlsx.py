"""The breakdown as the five tables a crew works from, in one workbook: 场景表, 顺场表, 人物表, 服化道表, 群演表."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

from fangcun.write.contracts import Breakdown, Category, Element, IntExt, SceneBreakdown, Screenplay, TimeOfDay
from fangcun.write.engine.needs import label
from fangcun.write.engine.sheet_style import Column, fill_sheet, strip_colour

CATEGORY_NAMES: dict[Category, str] = {
    Category.CAST: "演员",
    Category.EXTRAS: "群演",
    Category.STUNTS: "动作特技",
    Category.VEHICLES: "车辆",
    Category.PROPS: "道具",
    Category.CAMERA: "摄影",
    Category.SPECIAL_EFFECTS: "现场特效",
    Category.WARDROBE: "服装",
    Category.MAKEUP_HAIR: "化妆造型",
    Category.ANIMALS: "动物",
    Category.ANIMAL_HANDLER: "动物训导",
    Category.MUSIC: "音乐",
    Category.SOUND: "音响",
    Category.SET_DRESSING: "陈设",
    Category.GREENERY: "绿植",
    Category.SPECIAL_EQUIPMENT: "特殊器材",
    Category.SECURITY: "安保",
    Category.ADDITIONAL_LABOR: "外聘人员",
    Category.VISUAL_EFFECTS: "后期特效",
    Category.MECHANICAL_EFFECTS: "机械装置",
    Category.MISCELLANEOUS: "其他",
    Category.NOTES: "备注",
}
_DRESSED = (
    Category.WARDROBE,
    Category.MAKEUP_HAIR,
    Category.PROPS,
    Category.SET_DRESSING,
    Category.VEHICLES,
    Category.ANIMALS,
    Category.GREENERY,
)
_LIGHT = {TimeOfDay.DAY: 0, TimeOfDay.DAWN: 1, TimeOfDay.DUSK: 2, TimeOfDay.NIGHT: 3, None: 4}
_SIDE = {IntExt.INT: 0, IntExt.BOTH: 1, IntExt.EXT: 2, None: 3}
_MOMENT = re.compile(rb"(W3CDTF\">)[^<]*<")
Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A scene's breakdown with the episode it stands in and its position in the script."""

    episode: int | None
    position: int
    entry: SceneBreakdown

    @property
    def number(self) -> str:
        """The scene's number as people call it: the printed one, else episode and place."""
        scene = self.entry.scene
        return scene.id or (f"{self.episode}-{scene.number}" if self.episode is not None else str(scene.number))


def to_xlsx(screenplay: Screenplay, breakdown: Breakdown, *, day: date | None = None) -> bytes:
    """One .xlsx with five print-ready sheets. ``day`` is printed in the page header; none is made up."""
    listed = _list(screenplay, breakdown)
    title = f"《{screenplay.title}》" if screenplay.title else "剧本"
    book = Workbook()
    book.remove(book.worksheets[0])
    shooting = sorted(listed, key=_shooting_key)
    sheets: tuple[tuple[str, Sequence[Column], Sequence[Row], Sequence[str | None]], ...] = (
        ("场景表", SCENES, [_scene_row(x) for x in listed], _colours(listed)),
        ("顺场表", SHOOTING, [_shooting_row(x, n) for n, x in enumerate(shooting, 1)], _colours(shooting)),
        ("人物表", PEOPLE, _people(screenplay, listed), ()),
        ("服化道表", DRESSED, _things(listed), ()),
        ("群演表", EXTRAS, _extras(listed), ()),
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


def _list(screenplay: Screenplay, breakdown: Breakdown) -> list[Listed]:
    numbers = [e.number for e in screenplay.episodes for _ in e.scenes]
    return [Listed(n, i, b) for i, (n, b) in enumerate(zip(numbers, breakdown.scenes, strict=True))]


SCENES = (
    Column("集", 5, 6, number=True),
    Column("场号", 7, 14),
    Column("内外", 6, 8),
    Column("时间", 6, 12),
    Column("场景", 12, 26),
    Column("演员", 14, 30),
    Column("群演", 10, 24),
    Column("服装", 10, 22),
    Column("化妆造型", 10, 20),
    Column("道具", 12, 30),
    Column("其他", 12, 34),
    Column("预计秒数", 10, 12),
)
_OWN_COLUMN = (Category.CAST, Category.EXTRAS, Category.WARDROBE, Category.MAKEUP_HAIR, Category.PROPS)


def _scene_row(item: Listed) -> Row:
    entry = item.entry
    others = [
        f"{CATEGORY_NAMES[c]}：{_names(entry.elements, c)}"
        for c in Category
        if c not in _OWN_COLUMN and any(e.category is c for e in entry.elements)
    ]
    return (
        item.episode,
        item.number,
        entry.scene.int_ext.value if entry.scene.int_ext else "",
        entry.scene.time or "",
        entry.scene.location or entry.scene.heading,
        "、".join(entry.cast_named),
        _names(entry.elements, Category.EXTRAS),
        _names(entry.elements, Category.WARDROBE),
        _names(entry.elements, Category.MAKEUP_HAIR),
        _names(entry.elements, Category.PROPS),
        "\n".join(others),
        _seconds(entry),
    )


SHOOTING = (
    Column("顺序", 6, 8, number=True),
    Column("场景", 12, 28),
    Column("内外", 6, 8),
    Column("时间", 6, 12),
    Column("场号", 7, 14),
    Column("演员", 16, 40),
    Column("群演", 10, 26),
    Column("服化道", 16, 44),
    Column("预计秒数", 10, 12),
    Column("备注", 12, 20),
)


def _shooting_key(item: Listed) -> tuple[str, int, int, int]:
    """All scenes of one place together, within it inside before outside and by light, then as in the script."""
    scene = item.entry.scene
    return (scene.place or scene.location or "\uffff", _SIDE[scene.int_ext], _LIGHT[scene.time_of_day], item.position)


def _shooting_row(item: Listed, order: int) -> Row:
    entry = item.entry
    return (
        order,
        entry.scene.place or entry.scene.location or entry.scene.heading,
        entry.scene.int_ext.value if entry.scene.int_ext else "",
        entry.scene.time_of_day.value if entry.scene.time_of_day else entry.scene.time or "",
        item.number,
        "、".join(entry.cast_named),
        _names(entry.elements, Category.EXTRAS),
        "、".join(dict.fromkeys(label(e) for e in entry.elements if e.category in _DRESSED)),
        _seconds(entry),
        "闪回" if entry.scene.flashback else "",
    )


PEOPLE = (
    Column("人物", 8, 16),
    Column("别名", 8, 20),
    Column("性别", 6, 8),
    Column("年龄", 6, 8, number=True),
    Column("场数", 6, 8, number=True),
    Column("台词场数", 8, 10, number=True),
    Column("场号", 20, 60),
    Column("简介", 16, 50),
)


def _people(screenplay: Screenplay, listed: Sequence[Listed]) -> list[Row]:
    """Whoever is in most scenes first."""
    present: dict[str, list[Listed]] = {c.name: [] for c in screenplay.characters}
    for item in listed:
        for name in item.entry.cast_named:
            present.setdefault(name, []).append(item)
    sheet = {c.name: c for c in screenplay.characters}
    rows: list[Row] = []
    for name, items in sorted(present.items(), key=lambda p: -len(p[1])):
        person = sheet.get(name)
        rows.append(
            (
                name,
                "、".join(person.aliases) if person else "",
                (person.sex or "") if person else "",
                person.age if person else None,
                len(items),
                sum(name in x.entry.cast_speaking for x in items),
                "、".join(x.number for x in items),
                person.description if person else "",
            )
        )
    return rows


DRESSED = (
    Column("类别", 8, 12),
    Column("名称", 12, 28),
    Column("数量", 6, 8, number=True),
    Column("场数", 6, 8, number=True),
    Column("场号", 20, 60),
    Column("场景", 16, 44),
    Column("人物", 16, 40),
    Column("来源", 8, 10),
)


def _things(listed: Sequence[Listed]) -> list[Row]:
    """Every thing once, with the scenes that need it; wardrobe, make-up and props first."""
    found: dict[tuple[Category, str], list[tuple[Listed, Element]]] = defaultdict(list)
    for item in listed:
        for element in item.entry.elements:
            if element.category in _DRESSED:
                found[element.category, element.name].append((item, element))
    rows: list[Row] = []
    for (category, name), places in sorted(found.items(), key=lambda p: (_DRESSED.index(p[0][0]), p[1][0][0].position)):
        items = [x for x, _ in places]
        rows.append(
            (
                CATEGORY_NAMES[category],
                name,
                max((e.count for _, e in places if e.count), default=None),
                len(items),
                "、".join(x.number for x in items),
                _join(x.entry.scene.place or x.entry.scene.location for x in items),
                _join(n for x in items for n in x.entry.cast_named),
                "剧本列出" if any(e.listed for _, e in places) else "文中找到",
            )
        )
    return rows


EXTRAS = (
    Column("集", 5, 6, number=True),
    Column("场号", 7, 14),
    Column("时间", 6, 12),
    Column("场景", 12, 28),
    Column("群演", 10, 24),
    Column("人数", 6, 8, number=True),
    Column("来源", 8, 10),
    Column("原文", 20, 60),
)


def _extras(listed: Sequence[Listed]) -> list[Row]:
    rows: list[Row] = []
    for item in listed:
        scene = item.entry.scene
        for element in item.entry.elements:
            if element.category is Category.EXTRAS:
                block = next((b for b in scene.blocks if b.span.start <= element.span.start < b.span.end), None)
                rows.append(
                    (
                        item.episode,
                        item.number,
                        scene.time or "",
                        scene.location or scene.heading,
                        element.name,
                        element.count,
                        "剧本列出" if element.listed else "文中找到",
                        block.text[:80] if block else "",
                    )
                )
    return rows


def _names(elements: Iterable[Element], category: Category) -> str:
    return _join(label(e) for e in elements if e.category is category)


def _join(values: Iterable[str | None]) -> str:
    return "、".join(dict.fromkeys(v for v in values if v))


def _seconds(entry: SceneBreakdown) -> str:
    low, high = entry.estimated_seconds
    return f"{low:.0f}–{high:.0f}"


def _colours(listed: Sequence[Listed]) -> list[str | None]:
    return [strip_colour(x.entry.scene) for x in listed]
