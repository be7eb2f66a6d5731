"""What a production has to do because a scene changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fangcun.write.contracts import (
    BlockKind,
    Category,
    ChangeKind,
    Element,
    LineChange,
    Need,
    Scene,
    SceneBreakdown,
    Work,
)

_LONGER = (10.0, 0.2)  # seconds and share of the old length from which another length upsets a plan

# Category to the desk's word for it. People are scheduled; remarks are nobody's work.
PREPARED: dict[Category, tuple[str, str]] = {
    Category.PROPS: ("props", "道具"),
    Category.WARDROBE: ("wardrobe", "服装"),
    Category.MAKEUP_HAIR: ("makeup", "化妆"),
    Category.SET_DRESSING: ("set_dressing", "陈设"),
    Category.GREENERY: ("greenery", "绿植"),
    Category.VEHICLES: ("vehicles", "车辆"),
    Category.ANIMALS: ("animals", "动物"),
    Category.ANIMAL_HANDLER: ("animal_wrangler", "动物训导"),
    Category.SPECIAL_EFFECTS: ("special_effects", "现场特效"),
    Category.MECHANICAL_EFFECTS: ("mechanical_effects", "机械装置"),
    Category.VISUAL_EFFECTS: ("visual_effects", "后期特效"),
    Category.SPECIAL_EQUIPMENT: ("special_equipment", "特殊器材"),
    Category.STUNTS: ("stunts", "动作特技"),
    Category.ADDITIONAL_LABOR: ("additional_labor", "外聘人员"),
    Category.SECURITY: ("security", "安保"),
    Category.CAMERA: ("camera", "摄影"),
    Category.SOUND: ("sound", "音响"),
    Category.MUSIC: ("music", "音乐"),
}
_HEARD = frozenset({BlockKind.DIALOGUE})
_READ = frozenset({BlockKind.CAPTION, BlockKind.INTERTITLE})


def needs_of(
    kind: ChangeKind, *, old: Sequence[SceneBreakdown], new: Sequence[SceneBreakdown], lines: Sequence[LineChange]
) -> tuple[Need, ...]:
    """The needs of one change, desk by desk; none for a scene that stayed the same."""
    if kind is ChangeKind.ADDED:
        return (*_whole(new[0], "新增", gone=False),)
    if kind is ChangeKind.REMOVED:
        return (*_whole(old[0], "删去", gone=True),)
    found = [*_plan(old, new), *_things(old, new), *_words(lines)]
    if kind is ChangeKind.SPLIT:
        found.insert(0, Need(Work.RESCHEDULE, "scenes", f"一场拆成 {len(new)} 场，请重新排期"))
    if kind is ChangeKind.MERGED:
        found.insert(0, Need(Work.RESCHEDULE, "scenes", f"{len(old)} 场并成一场，请重新排期"))
    return tuple(found)


def _whole(entry: SceneBreakdown, verb: str, *, gone: bool) -> Iterator[Need]:
    def both(values: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        return {"removed": values} if gone else {"added": values}

    yield Need(Work.RESCHEDULE, "scenes", f"{verb}一场，请重新排期", **both((entry.scene.heading,)))
    for category, (field, word) in PREPARED.items():
        values = _names([entry], category)
        if values:
            yield Need(Work.REDRESS, field, f"{verb}场次的{word}", **both(values))
    if any(b.text for b in entry.scene.content):
        yield Need(Work.REREVIEW, "text", "删去一场，请确认前后仍然连贯" if gone else "新增一场，请送审")


def _plan(old: Sequence[SceneBreakdown], new: Sequence[SceneBreakdown]) -> Iterator[Need]:
    yield from _differ("cast", "演员有变", _cast(old), _cast(new))
    yield from _differ("extras", "群演有变", _extras(old), _extras(new))
    fields: tuple[tuple[str, str, Callable[[Scene], str | None]], ...] = (
        ("place", "场景有变", lambda s: s.place or s.location),
        ("time", "时间有变", lambda s: s.time_of_day or s.time),
        ("int_ext", "内外景有变", lambda s: s.int_ext),
    )
    for field, message, read in fields:
        before = dict.fromkeys(str(v) for e in old if (v := read(e.scene)))
        after = dict.fromkeys(str(v) for e in new if (v := read(e.scene)))
        yield from _differ(field, message, tuple(before), tuple(after))
    was, now = (sum(sum(e.estimated_seconds) / 2 for e in side) for side in (old, new))
    if abs(now - was) >= max(_LONGER[0], _LONGER[1] * was):
        word = "变长" if now > was else "变短"
        yield Need(Work.RESCHEDULE, "length", f"预计时长{word}", (f"{was:.0f}秒",), (f"{now:.0f}秒",))


def _differ(field: str, message: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Need]:
    removed = tuple(v for v in old if v not in new)
    added = tuple(v for v in new if v not in old)
    if removed or added:
        yield Need(Work.RESCHEDULE, field, message, removed, added)


def _things(old: Sequence[SceneBreakdown], new: Sequence[SceneBreakdown]) -> Iterator[Need]:
    for category, (field, word) in PREPARED.items():
        before, after = _names(old, category), _names(new, category)
        removed = tuple(v for v in before if v not in after)
        added = tuple(v for v in after if v not in before)
        if removed or added:
            yield Need(Work.REDRESS, field, f"{word}有变", removed, added)


def _words(lines: Sequence[LineChange]) -> Iterator[Need]:
    groups = (
        ("dialogue", "台词有变，请送审", _HEARD),
        ("onscreen", "屏幕文字有变，请送审", _READ),
    )
    seen: frozenset[BlockKind] = frozenset()
    for field, message, kinds in groups:
        yield from _reviewed(field, message, [c for c in lines if _kind(c) in kinds])
        seen |= kinds
    yield from _reviewed("action", "画面内容有变，请复核", [c for c in lines if _kind(c) not in seen])


def _reviewed(field: str, message: str, lines: Sequence[LineChange]) -> Iterator[Need]:
    if lines:
        removed = tuple(c.old.text for c in lines if c.old is not None)
        added = tuple(c.new.text for c in lines if c.new is not None)
        yield Need(Work.REREVIEW, field, message, removed, added)


def _kind(change: LineChange) -> BlockKind | None:
    block = change.new or change.old
    return block.kind if block else None


def _cast(entries: Sequence[SceneBreakdown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for e in entries for n in e.cast_named))


def _extras(entries: Sequence[SceneBreakdown]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label(x) for e in entries for x in e.elements if x.category is Category.EXTRAS))


def _names(entries: Sequence[SceneBreakdown], category: Category) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label(x) for e in entries for x in e.elements if x.category is category))


def label(element: Element) -> str:
    """The element as a list prints it: 士兵×10."""
    return f"{element.name}×{element.count}" if element.count else element.name
