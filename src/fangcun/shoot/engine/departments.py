"""Which department prepares what, and what makes a scene heavy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fangcun.shoot.contracts import Light
from fangcun.write.contracts import BlockKind, Category, Character, Element, SceneBreakdown

DEPARTMENTS: dict[Category, str] = {
    Category.WARDROBE: "服装",
    Category.MAKEUP_HAIR: "化妆",
    Category.PROPS: "道具",
    Category.SET_DRESSING: "陈设",
    Category.GREENERY: "陈设",
    Category.VEHICLES: "车辆",
    Category.SPECIAL_EFFECTS: "特效",
    Category.MECHANICAL_EFFECTS: "特效",
    Category.VISUAL_EFFECTS: "后期",
    Category.STUNTS: "武行",
    Category.ANIMALS: "动物",
    Category.ANIMAL_HANDLER: "动物",
    Category.SPECIAL_EQUIPMENT: "器材",
    Category.CAMERA: "器材",
    Category.SOUND: "音响",
    Category.MUSIC: "音响",
    Category.SECURITY: "安保",
    Category.ADDITIONAL_LABOR: "外聘",
    Category.MISCELLANEOUS: "其他",
}
"""The desk of a call sheet that a breakdown category goes to. Cast and extras have columns of their own."""

_CHILD = ("孩子", "小孩", "孩童", "男孩", "女孩", "婴儿", "宝宝", "小学生", "童年", "幼年")
_RIDES = ("马", "骆驼", "驴", "牛")
_WEATHER = (
    ("雨", ("暴雨", "大雨", "雨中", "下雨", "雨幕", "雨水", "淋雨", "雨夜")),
    ("雪", ("大雪", "雪花", "下雪", "雪地")),
)
_CHILD_AGE = 14
_SOME = 6  # what 若干 counts as, also in ``needs``
CROWD, GREAT_CROWD = 10, 40


def needs_by_department(elements: Iterable[Element]) -> dict[str, tuple[str, ...]]:
    """Things by department, in the order of the text, counted ones as 灯笼×10."""
    found: dict[str, list[str]] = {}
    for element in elements:
        desk = DEPARTMENTS.get(element.category)
        if desk is not None:
            words = f"{element.name}×{element.count}" if (element.count or 0) > 1 else element.name
            found.setdefault(desk, []).append(words)
    return {desk: tuple(dict.fromkeys(found[desk])) for desk in dict.fromkeys(DEPARTMENTS.values()) if desk in found}


def crowd_size(extras: Sequence[tuple[str, int | None]]) -> int:
    """How many extras in all; 若干 counts as six (the least that reads as a group in a vertical frame)."""
    return sum(_SOME if count is None else count for _, count in extras)


def children_in(characters: Iterable[Character]) -> frozenset[str]:
    """The characters under 14 by the sheet, or called children."""
    return frozenset(
        c.name
        for c in characters
        if (c.age is not None and c.age < _CHILD_AGE) or (c.age is None and any(w in c.name for w in _CHILD))
    )


def load_of(
    entry: SceneBreakdown, *, extras: Sequence[tuple[str, int | None]], young: frozenset[str], light: Light
) -> tuple[str, ...]:
    """What makes the scene take longer, as words that ``Pace.factors`` knows."""
    kinds = {e.category for e in entry.elements}
    crowd = crowd_size(extras)
    found = []
    if Category.STUNTS in kinds:
        found.append("武戏")
    if crowd >= GREAT_CROWD:
        found.append("大群戏")
    elif crowd >= CROWD:
        found.append("群戏")
    if young.intersection(entry.cast_named) or any(w in name for name, _ in extras for w in _CHILD):
        found.append("儿童")
    if Category.ANIMALS in kinds:
        found.append("动物")
    if kinds & {Category.SPECIAL_EFFECTS, Category.MECHANICAL_EFFECTS}:
        found.append("现场特效")
    if Category.VEHICLES in kinds and light in (Light.DAY_EXT, Light.NIGHT_EXT):
        found.append("车戏")
    if light is Light.NIGHT_EXT:
        found.append("夜外")
    return tuple(found)


def wishes_of(entry: SceneBreakdown, *, doubtful: Sequence[str]) -> tuple[str, ...]:
    """Remarks for those who prepare the scene: weather, memory, riding, extras that the text only hints at."""
    text = "".join(b.text for b in entry.scene.blocks if b.kind is BlockKind.ACTION)
    found = []
    if entry.scene.flashback or any(b.flashback for b in entry.scene.content):
        found.append("闪回")
    found += [weather for weather, words in _WEATHER if any(w in text for w in words)]
    if any(e.category is Category.ANIMALS and e.name.endswith(_RIDES) for e in entry.elements) and "骑" in text:
        found.append("骑乘")
    found += [f"可能要群演：{name}" for name in doubtful]
    return tuple(found)
