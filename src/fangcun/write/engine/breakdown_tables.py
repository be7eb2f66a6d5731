"""The rows and columns of the five tables that a crew works from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fangcun.write.contracts import Breakdown, Category, Element, IntExt, SceneBreakdown, Screenplay, TimeOfDay
from fangcun.write.engine.needs import label
from fangcun.write.engine.sheet_style import Column, strip_colour

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


def list_scenes(screenplay: Screenplay, breakdown: Breakdown) -> list[Listed]:
    """Every scene with its episode and place."""
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


def scene_row(item: Listed) -> Row:
    """A row of 场景表."""
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


def shooting_key(item: Listed) -> tuple[str, int, int, int]:
    """All scenes of one place together, within it inside before outside and by light, then as in the script."""
    scene = item.entry.scene
    return (scene.place or scene.location or "\uffff", _SIDE[scene.int_ext], _LIGHT[scene.time_of_day], item.position)


def shooting_row(item: Listed, order: int) -> Row:
    """A row of 顺场表; ``order`` counts from 1."""
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


def people_rows(screenplay: Screenplay, listed: Sequence[Listed]) -> list[Row]:
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


def dressed_rows(listed: Sequence[Listed]) -> list[Row]:
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


def extras_rows(listed: Sequence[Listed]) -> list[Row]:
    """Every call for background players, in the order of the script."""
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


def strip_colours(listed: Sequence[Listed]) -> list[str | None]:
    """The strip colour of each scene."""
    return [strip_colour(x.entry.scene) for x in listed]
