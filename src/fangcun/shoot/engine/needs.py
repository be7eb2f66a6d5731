"""What a scene asks of the base in numbers that can be booked: extras, clothes, vehicles, machines, gear."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fangcun.park.contracts import StockKind, StockView
from fangcun.shoot.contracts import KitNeed, Light, SceneFacts
from fangcun.shoot.engine.departments import GREAT_CROWD, crowd_size

_COUNTED = re.compile(r"^(?P<name>.+?)×(?P<count>\d+)$")
_DRESSED = ("古代", "民国", "年代")  # extras of today come in their own clothes
_PERIODS = frozenset({"古代", "民国", "年代", "现代", "未来"})
_MACHINES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("雨", "造雨机", ("造雨机", "雨机", "雨架", "洒水车")),
    ("雪", "造雪机", ("造雪机", "雪机")),
    ("烟|雾", "烟机", ("烟机", "烟雾机", "烟饼")),
    ("风", "风机", ("风机", "鼓风机")),
    ("火|爆炸", "明火装置", ("火盆", "明火", "消防")),
    ("威亚", "威亚", ("威亚",)),
)
_MACHINE_KINDS = frozenset({StockKind.PROP, StockKind.LIGHT})  # rain and smoke are kept with either
SHARED = frozenset({StockKind.WARDROBE, StockKind.PROP, StockKind.VEHICLE})
"""Kinds that crews fight for scene by scene. Cameras, lights and sound are held by a crew for all its days."""


def needs_of(scene: SceneFacts, *, period: str) -> tuple[KitNeed, ...]:
    """Everything countable that ``scene`` needs. 若干 extras count as six; a scene needs one set of gear.

    Clothes for extras are asked for by period. Props of one piece stay on the prop list: nobody books a teacup.
    """
    return (*_people(scene, period), *_vehicles(scene), *_machines(scene), *_gear(scene))


def booked(scenes: Sequence[SceneFacts], *, period: str) -> tuple[KitNeed, ...]:
    """The most of each thing that one scene of ``scenes`` needs: what is held for the scenes of a part or a day."""
    most: dict[tuple[StockKind | None, str], KitNeed] = {}
    for scene in scenes:
        for need in needs_of(scene, period=period):
            known = most.get((need.kind, need.name))
            if known is None or need.quantity > known.quantity:
                most[need.kind, need.name] = need
    return tuple(most.values())


def match_stock(need: KitNeed, stock: Sequence[StockView]) -> tuple[StockView, ...]:
    """The things of the base that serve ``need`` alike: same kind and period, most words in common; the first first.

    They are one pool: a base keeps the same coat in ten colours. Empty where nothing shares a word with the need
    besides the period.
    """
    kinds = _MACHINE_KINDS if need.kind is StockKind.PROP else {need.kind}
    periods = set(need.tags).intersection(_PERIODS)
    words = [t for t in need.tags if t not in _PERIODS]
    best, found = 0, list[StockView]()
    for thing in stock:
        if not thing.active or thing.kind not in kinds or (periods and thing.period not in {*periods, "通用"}):
            continue
        common = sum(2 if word in (thing.name, *thing.tags) else word in thing.name for word in words)
        common += 2 if need.name in thing.name or thing.name in need.name else 0
        if common > best:
            best, found = common, []
        if common and common == best:
            found.append(thing)
    return tuple(found)


def _people(scene: SceneFacts, period: str) -> Iterator[KitNeed]:
    crowd = crowd_size(scene.extras)
    if not crowd:
        return
    who = "、".join(f"{name}×{count}" if count else f"{name}若干" for name, count in scene.extras)
    yield KitNeed(None, "群演", crowd, ("群演",), who)
    if period in _DRESSED:
        yield KitNeed(StockKind.WARDROBE, f"{period}群演服装", crowd, (period, "群演服装", "群演"), who)


def _vehicles(scene: SceneFacts) -> Iterator[KitNeed]:
    for item in scene.needs.get("车辆", ()):
        counted = _COUNTED.match(item)
        name, count = (counted["name"], int(counted["count"])) if counted else (item, 1)
        if name != "车":
            yield KitNeed(StockKind.VEHICLE, name, count, tuple(dict.fromkeys((name, name[-2:]))), f"剧本：{item}")


def _machines(scene: SceneFacts) -> Iterator[KitNeed]:
    text = "".join((*scene.needs.get("特效", ()), *scene.wishes, *scene.needs.get("器材", ())))
    for words, name, tags in _MACHINES:
        if match := re.search(words, text):
            yield KitNeed(StockKind.PROP, name, 1, tags, f"戏里有{match.group()}")


def _gear(scene: SceneFacts) -> Iterator[KitNeed]:
    crowd = crowd_size(scene.extras)
    cameras = 2 if crowd >= GREAT_CROWD or "武戏" in scene.load else 1
    yield KitNeed(StockKind.CAMERA, "摄影组", cameras, ("摄影组", "摄影机"), "大场面加一台" if cameras > 1 else "")
    lights = {Light.NIGHT_EXT: 2, Light.DAY_EXT: 1}.get(scene.light, 1)
    yield KitNeed(StockKind.LIGHT, "灯光组", lights, ("灯光组",), "夜外景加一组" if lights > 1 else "")
    yield KitNeed(StockKind.SOUND, "录音组", 1, ("录音组", "录音"))
