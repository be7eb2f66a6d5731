"""From a draft to strips: what planning needs to know of every scene, read without a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fangcun.shoot.contracts import Light, SceneFacts
from fangcun.shoot.engine.departments import children_in, load_of, needs_by_department, wishes_of
from fangcun.shoot.engine.paces import MICRO_DRAMA, Pace
from fangcun.shoot.engine.synopsis import summarise
from fangcun.write.contracts import (
    BlockKind,
    Breakdown,
    Category,
    ChangeKind,
    Comparison,
    IntExt,
    Scene,
    SceneBreakdown,
    Screenplay,
    TimeOfDay,
    Voice,
)

_OUTSIDE = ("街", "巷", "门口", "广场", "山", "河", "湖", "桥", "田", "路", "院", "园", "天台", "码头", "操场", "村口")
_CROWD = ("们", "众", "群", "人群", "宾客", "围观", "路人", "观众", "食客", "村民", "百姓")
_KEY_LENGTH = 40  # of the column that keeps it


def strips_of(screenplay: Screenplay, breakdown: Breakdown, *, pace: Pace = MICRO_DRAMA) -> tuple[SceneFacts, ...]:
    """The facts of every scene, in the order of ``screenplay.scenes()``.

    Dawn and dusk count as day: they are shot at the edges of the day's parts, and only night needs the dark. A scene
    both inside and outside counts as outside, because it depends on the sun. Where a heading says neither, words of
    its place decide, else it is inside and by day.
    """
    numbers = [e.number for e in screenplay.episodes for _ in e.scenes]
    keys = _unique(_key(s.scene, n, i) for i, (s, n) in enumerate(zip(breakdown.scenes, numbers, strict=True)))
    young = children_in(screenplay.characters)
    return tuple(
        _facts(entry, key=key, position=i, episode=numbers[i], young=young, pace=pace)
        for i, (entry, key) in enumerate(zip(breakdown.scenes, keys, strict=True))
    )


def minutes_on_set(seconds: int, *, speaking: int, load: Sequence[str], pace: Pace = MICRO_DRAMA) -> int:
    """Minutes on set of a scene that runs ``seconds`` with ``speaking`` parts under ``load`` (see ``Pace``)."""
    factor = 1.0
    for word in load:
        factor *= pace.factor(word)
    plain = pace.setup + seconds * pace.ratio + pace.heads * max(0, speaking - 3)
    minutes = plain * min(factor, pace.most_factor)
    return min(pace.most, max(pace.least, -(-int(minutes + 0.999) // pace.grain) * pace.grain))


def match_keys(
    old_keys: Sequence[str], new: Sequence[SceneFacts], comparison: Comparison, *, taken: Iterable[str] = ()
) -> tuple[SceneFacts, ...]:
    """``new`` with the keys that its scenes had in the draft before.

    ``old_keys`` stand in the order of the old draft's scenes; ``taken`` are keys of strips removed earlier, which are
    never given again. A scene that was split hands its key to the first part, merged ones leave the first one's key;
    scenes that came new get their own number, with a letter where an old scene holds it.
    """
    kept: dict[int, str] = {}
    for change in comparison.changes:
        if change.kind not in (ChangeKind.ADDED, ChangeKind.REMOVED) and change.old and change.new:
            kept[min(change.new)] = old_keys[min(change.old)]
    used = {*old_keys, *taken}
    result = []
    for facts in new:
        key = kept.get(facts.position)
        if key is None:
            key = _free(facts.key, used)
        used.add(key)
        result.append(facts if key == facts.key else replace(facts, key=key))
    return tuple(result)


def _facts(
    entry: SceneBreakdown, *, key: str, position: int, episode: int | None, young: frozenset[str], pace: Pace
) -> SceneFacts:
    scene = entry.scene
    light = light_of(scene)
    extras = _extras(entry)
    load = load_of(entry, extras=extras, young=young, light=light)
    seconds = max(1, round(sum(entry.estimated_seconds) / 2))
    place = scene.place or scene.location or scene.heading
    return SceneFacts(
        key=key,
        position=position,
        episode=episode,
        number=scene.id or key,
        light=light,
        time=scene.time or light.value[0],
        int_ext=scene.int_ext.value if scene.int_ext else light.value[1],
        script_place=place.strip()[:120],
        seconds=seconds,
        minutes=minutes_on_set(seconds, speaking=len(entry.cast_named), load=load, pace=pace),
        synopsis=summarise(scene, entry.cast_named),
        cast=entry.cast_named,
        extras=extras,
        needs=needs_by_department(entry.elements),
        load=load,
        wishes=wishes_of(entry, doubtful=_doubtful(entry)),
        lines=_lines(scene),
    )


def light_of(scene: Scene) -> Light:
    """The strip colour of a scene, see ``strips_of``."""
    night = scene.time_of_day is TimeOfDay.NIGHT
    where = scene.place or scene.location or ""
    if scene.int_ext is None:
        outside = any(w in where for w in _OUTSIDE) and not where.endswith(("内", "里", "室", "房", "厅"))
    else:
        outside = scene.int_ext in (IntExt.EXT, IntExt.BOTH)
    if night:
        return Light.NIGHT_EXT if outside else Light.NIGHT_INT
    return Light.DAY_EXT if outside else Light.DAY_INT


def _key(scene: Scene, episode: int | None, position: int) -> str:
    printed = scene.id or ""
    if episode is None:
        return printed or str(position + 1)
    if "-" in printed:
        return printed
    return f"{episode}-{printed or scene.number}"


def _unique(keys: Iterable[str]) -> list[str]:
    used: set[str] = set()
    found = []
    for key in keys:
        key = _free(key[: _KEY_LENGTH - 4], used)
        used.add(key)
        found.append(key)
    return found


def _free(key: str, used: set[str]) -> str:
    """``key``, or with the first letter (b, c, … z, z1, z2 …) that nobody has."""
    if key not in used:
        return key
    for letter in "bcdefghijklmnopqrstuvwxyz":
        if key + letter not in used:
            return key + letter
    number = 1
    while f"{key}z{number}" in used:
        number += 1
    return f"{key}z{number}"


def _is_called(name: str, count: int | None, listed: bool) -> bool:
    return listed or (count or 0) > 1 or any(w in name for w in _CROWD)


def _extras(entry: SceneBreakdown) -> tuple[tuple[str, int | None], ...]:
    """Extras that the scene surely calls: listed, counted, or a crowd by its word."""
    return tuple(
        (e.name, e.count)
        for e in entry.elements
        if e.category is Category.EXTRAS and _is_called(e.name, e.count, e.listed)
    )


def _doubtful(entry: SceneBreakdown) -> tuple[str, ...]:
    return tuple(
        e.name for e in entry.elements if e.category is Category.EXTRAS and not _is_called(e.name, e.count, e.listed)
    )


def _lines(scene: Scene) -> tuple[tuple[str, int], ...]:
    counted = Counter(
        b.speaker
        for b in scene.blocks
        if b.kind is BlockKind.DIALOGUE and b.speaker and b.voice in (None, Voice.SPOKEN)
    )
    return tuple(counted.most_common())
