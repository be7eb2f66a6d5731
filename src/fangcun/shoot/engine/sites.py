"""Which spaces could stand for a place of the script, with reasons in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from fangcun.park.contracts import SpaceKind, SpaceView
from fangcun.shoot.contracts import PlaceWanted, SceneFacts, SiteSuggestion
from fangcun.shoot.engine.departments import crowd_size
from fangcun.shoot.engine.place_words import NEAR, SETTING, TYPES

_TYPES = tuple((re.compile(words), tuple(tags.split())) for words, tags in TYPES)
_SETTING = tuple((re.compile(words), tag) for words, tag in SETTING)
_AREA_EACH = 4  # m² for each extra, with camera and lights: a base's rule of thumb, an assumption
_AREA_BARE = 15
_DEAR = 400_000  # fen a day from which a space loses all its points for price
_NOBODY = -1.0


def places_of(facts: Sequence[SceneFacts], *, period: str) -> tuple[PlaceWanted, ...]:
    """Every place of the script once, the one with the most minutes first."""
    grouped: dict[str, list[SceneFacts]] = defaultdict(list)
    for scene in facts:
        grouped[scene.script_place].append(scene)
    found = (
        PlaceWanted(
            name=name,
            tags=tags_of(name),
            period=story_period(name, period),
            interior=any(not s.exterior for s in scenes),
            exterior=any(s.exterior for s in scenes),
            night=any(s.night for s in scenes),
            scenes=len(scenes),
            minutes=sum(s.minutes for s in scenes),
            crowd=max(len(s.cast) + crowd_size(s.extras) for s in scenes),
        )
        for name, scenes in grouped.items()
    )
    return tuple(sorted(found, key=lambda p: (-p.minutes, p.name)))


def tags_of(place: str) -> tuple[str, ...]:
    """Location types that the name of a place asks for, the closest first, then its surrounding."""
    tags: tuple[str, ...] = ()
    for words, types in _TYPES:
        if words.search(place):
            tags = types
            break
    return tuple(dict.fromkeys((*tags, *(tag for words, tag in _SETTING if words.search(place)))))


def story_period(place: str, period: str) -> str:
    """The period of a place: palaces are old even in a story of today (a play within the play)."""
    return "古代" if re.search(r"宫殿|大殿|城楼|御花园|王府|侯府", place) else period


def suggest_sites(
    place: PlaceWanted, spaces: Iterable[SpaceView], *, kind: str = "", count: int = 5
) -> tuple[SiteSuggestion, ...]:
    """The best ``count`` spaces for ``place``, open to crews of ``kind``; the cheaper, then the first, of equals."""
    fitting = ((fitness(place, s, kind=kind), s) for s in spaces)
    ranked = sorted((f for f in fitting if f[0] > 0), key=lambda f: (-f[0], f[1].day_rate, f[1].id))
    return tuple(describe_site(place, space, score=score) for score, space in ranked[:count])


def fitness(place: PlaceWanted, space: SpaceView, *, kind: str = "") -> float:
    """Points (0 to 100) of ``space`` for ``place``; negative where it cannot be used at all.

    Never: closed spaces and offices, by night where night work is not allowed, outside for a place inside and the
    other way round, a period that no dressing can hide, no location type in common. A place whose name tells no type
    may be any of them, with few points.
    """
    if not space.active or space.kind is SpaceKind.OFFICE or (space.open_to and kind not in space.open_to):
        return _NOBODY
    if place.night and not space.night:
        return _NOBODY
    if space.int_ext == "内" and place.exterior and not place.interior:
        return _NOBODY
    if space.int_ext == "外" and place.interior and not place.exterior:
        return _NOBODY
    near = NEAR.get(place.period, (place.period,))
    if space.period not in (*near, "通用"):
        return _NOBODY
    shared = _shared(place, space)
    if not shared and place.tags and space.kind is not SpaceKind.STAGE:
        return _NOBODY
    score = 30.0 + _likeness(place, space, shared)
    score -= 12.0 * near.index(space.period) if space.period != "通用" else 3.0
    score -= 18.0 if place.interior and place.exterior and space.int_ext != "内/外" else 0.0
    short = area_wanted(place) - space.area
    score -= min(25.0, 25.0 * max(0, short) / max(1, area_wanted(place)))
    price = 0 if not _pays(space, kind) else space.day_rate
    return max(1.0, score - 15.0 * min(1.0, price / _DEAR))


def area_wanted(place: PlaceWanted) -> int:
    """Square metres that the fullest scene of a place takes."""
    return _AREA_BARE + _AREA_EACH * place.crowd


def describe_site(place: PlaceWanted, space: SpaceView, *, score: float) -> SiteSuggestion:
    """A space for ``place`` with what speaks for and against it."""
    return SiteSuggestion(
        space_id=space.id,
        space_name=space.name,
        district=space.district,
        day_rate=space.day_rate,
        score=max(0, min(100, round(score))),
        reasons=tuple(_for(place, space)),
        concerns=tuple(_against(place, space)),
    )


def _shared(place: PlaceWanted, space: SpaceView) -> list[str]:
    return [t for t in place.tags if t in space.tags or t == space.name]


def _likeness(place: PlaceWanted, space: SpaceView, shared: Sequence[str]) -> float:
    """Up to 45 points: the closer the first common type is to what was asked for, and the space's own first type."""
    if not shared:
        # A bare stage: anything can be built. A place whose name says nothing: somebody has to go and look.
        return 0.0 if space.kind is SpaceKind.STAGE else -20.0
    asked = place.tags.index(shared[0])
    own = space.tags.index(shared[0]) if shared[0] in space.tags else 0
    points = 40.0 - 7.0 * asked - 4.0 * own + 3.0 * (len(shared) - 1)
    if space.name in place.name or place.name in space.name:
        points += 10.0
    return max(2.0, min(55.0, points))


def _pays(space: SpaceView, kind: str) -> bool:
    return not (space.free_days and (not space.free_for or kind in space.free_for))


def _for(place: PlaceWanted, space: SpaceView) -> Iterable[str]:
    shared = _shared(place, space)
    if shared:
        yield f"可作{'、'.join(shared[:3])}"
    elif space.kind is SpaceKind.STAGE:
        yield "摄影棚可搭景"
    if space.period == place.period:
        yield f"{space.period}景"
    if place.night and space.night:
        yield "可夜拍"
    if space.area >= area_wanted(place) and place.crowd >= 10:
        yield f"{space.area} ㎡，容得下 {place.crowd} 人的场面"
    if space.free_days:
        yield f"前 {space.free_days} 天免费"


def _against(place: PlaceWanted, space: SpaceView) -> Iterable[str]:
    if space.period not in (place.period, "通用"):
        yield f"{space.period}景当{place.period}用，要改陈设"
    if space.area < area_wanted(place):
        yield f"{space.area} ㎡偏小，最满的一场有 {place.crowd} 人"
    if place.interior and place.exterior and space.int_ext != "内/外":
        yield f"剧本内外都有，此处只有{space.int_ext}景"
    if not place.tags:
        yield f"看不出“{place.name}”是什么样的地方，请勘景后再定"
    elif not _shared(place, space):
        yield "空棚，须搭景"
