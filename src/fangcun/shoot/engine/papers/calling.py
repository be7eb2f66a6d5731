"""A call sheet from what a plan has put on a day: order by place, times counted on from the start, tips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from fangcun.shoot.contracts import (
    CallPlace,
    CallRole,
    CallRow,
    CallSheetData,
    Part,
    PlacedStrip,
    RoleView,
    SheetEdits,
    ShootView,
)
from fangcun.shoot.engine.papers.clocks import minutes_of, shown
from fangcun.shoot.engine.papers.sun import sun_times
from fangcun.shoot.engine.papers.tips import tips_for

Weather = Callable[[date, float, float], str]
"""A source of a day's weather in words; none is built in, because a set has no network that one may count on."""


@dataclass(frozen=True, slots=True)
class Customs:
    """How a crew counts its day, in minutes."""

    move: int = 20  # striking, walking and setting up at the next place
    meal: int = 45  # the least break between two parts of the day
    travel: int = 30  # from the hotel to the first place
    breakfast: int = 30  # before leaving
    to_set: int = 15  # from the make-up room to the set
    makeup_place: str = "化妆间"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a call sheet needs besides the strips."""

    day_number: int
    days: int
    version: int = 1
    contacts: tuple[tuple[str, str, str], ...] = ()
    statuses: Mapping[str, str] = field(default_factory=dict)
    position: tuple[float, float] | None = None  # latitude, longitude
    offset: int = 480  # minutes ahead of UTC
    minors: frozenset[str] = frozenset()  # roles that minors play
    customs: Customs = Customs()
    weather: Weather | None = None


@dataclass(slots=True)
class _Stop:
    """A stay at a place: the scenes with their starts."""

    place: str
    address: str
    move: str
    scenes: list[tuple[PlacedStrip, int]]


def compose(
    placed: Sequence[PlacedStrip],
    *,
    day: date,
    shoot: ShootView,
    roles: Sequence[RoleView],
    parts: Sequence[Part],
    facts: Facts,
    edits: SheetEdits | None = None,
    tomorrow: Sequence[PlacedStrip] = (),
) -> CallSheetData:
    """The call sheet of one shoot's strips of one day."""
    edits = edits or SheetEdits()
    stops, meals, end = _walk(placed, parts=parts, edits=edits, customs=facts.customs)
    starts = {item.strip.key: start for stop in stops for item, start in stop.scenes}
    first = min(starts.values(), default=parts[0].start if parts else 480)
    leaves = minutes_of(edits.leaves_at)
    leaves = first - facts.customs.travel if leaves is None else leaves
    rise, set_ = ("", "")
    weather = edits.weather
    if facts.position:
        rise, set_ = sun_times(day, latitude=facts.position[0], longitude=facts.position[1], offset=facts.offset)
        if not weather and facts.weather:
            weather = facts.weather(day, *facts.position)
    sites = dict.fromkeys(stop.address or stop.place for stop in stops)
    return CallSheetData(
        production=shoot.production_name,
        unit=shoot.unit,
        version=facts.version,
        day=day,
        day_number=facts.day_number,
        days=facts.days,
        place="、".join(sites),
        director=shoot.director,
        breakfast=edits.breakfast or shown(leaves - facts.customs.breakfast),
        leaves_at=shown(leaves),
        weather=weather,
        sunrise=rise,
        sunset=set_,
        contacts=facts.contacts,
        tips=edits.tips or tips_for(placed, starts=starts, end=end, sunset=set_, minors=facts.minors),
        roles=_roles(placed, starts=starts, roles=roles, facts=facts, edits=edits),
        places=tuple(_place(stop, edits) for stop in stops),
        ends_at=shown(end),
        advance=_advance(tomorrow),
        meals=meals,
    )


def in_order(placed: Sequence[PlacedStrip], *, parts: int, order: Sequence[str] = ()) -> list[PlacedStrip]:
    """The strips in the order of shooting: part after part, each place once in a part, beginning where one stands.

    Among the places of a part those of the same site follow each other; otherwise the plan's order holds. ``order``
    are keys set by hand: they come as said, within their part.
    """
    rank = {key: i for i, key in enumerate(order)}
    result: list[PlacedStrip] = []
    for slot in sorted({item.slot for item in placed}):
        here = sorted((p for p in placed if p.slot == slot), key=lambda p: (p.order, p.strip.key))
        if rank and any(p.strip.key in rank for p in here):
            result += sorted(here, key=lambda p: (rank.get(p.strip.key, len(rank)), p.order))
            continue
        groups: dict[str, list[PlacedStrip]] = {}
        for item in here:
            groups.setdefault(place_of(item), []).append(item)
        while groups:
            last = result[-1] if result else None
            result += groups.pop(_next(groups, last))
    return result


def place_of(item: PlacedStrip) -> str:
    """Where a strip is shot: the space that stands for its place, else the place of the script."""
    return item.strip.space_name or item.strip.script_place


def _next(groups: Mapping[str, list[PlacedStrip]], last: PlacedStrip | None) -> str:
    if last is not None:
        if place_of(last) in groups:
            return place_of(last)
        for name, items in groups.items():
            if items[0].strip.site and items[0].strip.site == last.strip.site:
                return name
    return next(iter(groups))


def _walk(
    placed: Sequence[PlacedStrip], *, parts: Sequence[Part], edits: SheetEdits, customs: Customs
) -> tuple[list[_Stop], tuple[tuple[str, str], ...], int]:
    stops: list[_Stop] = []
    meals: list[tuple[str, str]] = []
    clock, part_before = 0, None
    for item in in_order(placed, parts=len(parts), order=edits.order):
        part = item.slot % len(parts)
        moved = bool(stops) and stops[-1].place != place_of(item)
        ended = clock
        if part_before is None:
            clock = parts[part].start
        elif part != part_before:
            meals.append(("午餐" if ended < 15 * 60 else "晚餐" if ended < 21 * 60 else "宵夜", shown(ended)))
            clock = max(parts[part].start, ended + customs.meal)
        elif moved:
            clock += customs.move
        given = minutes_of(edits.starts.get(item.strip.key, ""))
        if given is not None:
            # A time after midnight typed without 次日 in a night that has begun is tomorrow's.
            clock = given + 1440 if given < 6 * 60 and clock > 18 * 60 else given
        if not stops or moved:
            move = f"{shown(ended)} 转场 → {place_of(item)}，{shown(clock)} 开机" if stops else ""
            stops.append(_Stop(place_of(item), item.strip.site, move, []))
        stops[-1].scenes.append((item, clock))
        clock += item.strip.minutes
        part_before = part
    return stops, tuple(meals), clock


def _place(stop: _Stop, edits: SheetEdits) -> CallPlace:
    return CallPlace(
        stop.place, stop.address, stop.move, tuple(_row(item, start, edits) for item, start in stop.scenes)
    )


def _row(item: PlacedStrip, start: int, edits: SheetEdits) -> CallRow:
    strip = item.strip
    featured = tuple(name for name, count in strip.extras if count == 1)
    crowd = tuple(f"{name}×{count}" if count else name for name, count in strip.extras if count != 1)
    return CallRow(
        key=strip.key,
        light=strip.light,
        int_ext=strip.int_ext,
        atmosphere=strip.time,
        minutes=strip.minutes,
        place=strip.script_place,
        synopsis=strip.synopsis,
        marks=strip.cast,
        featured=featured,
        extras=crowd,
        needs=strip.needs,
        note=edits.notes.get(strip.key, strip.note),
        starts_at=shown(start),
    )


def _roles(
    placed: Sequence[PlacedStrip],
    *,
    starts: Mapping[str, int],
    roles: Sequence[RoleView],
    facts: Facts,
    edits: SheetEdits,
) -> tuple[CallRole, ...]:
    called: dict[str, list[str]] = {}
    for item in sorted(placed, key=lambda p: starts[p.strip.key]):
        for name in dict.fromkeys(item.strip.cast):
            called.setdefault(name, []).append(item.strip.key)
    known = {role.name: role for role in roles}
    names = [role.name for role in roles if role.name in called] + [name for name in called if name not in known]
    result = []
    for name in names:
        role = known.get(name)
        on_set = starts[called[name][0]] - facts.customs.to_set
        line = CallRole(
            role=name,
            actor=role.person_name if role else "",
            makeup_place=facts.customs.makeup_place,
            makeup_at=shown(on_set - (role.makeup_minutes if role else 60)),
            leaves_at=shown(on_set),
            scenes=tuple(called[name]),
            status=facts.statuses.get(name, ""),
        )
        place, makeup, leaves = edits.roles.get(name, ("", "", ""))
        result.append(
            replace(
                line,
                makeup_place=place or line.makeup_place,
                makeup_at=makeup or line.makeup_at,
                leaves_at=leaves or line.leaves_at,
            )
        )
    return tuple(result)


def _advance(tomorrow: Sequence[PlacedStrip]) -> tuple[str, ...]:
    """Tomorrow's scenes, a line for each place in the order of shooting."""
    places: dict[str, list[str]] = {}
    for item in tomorrow:
        places.setdefault(place_of(item), []).append(item.strip.key)
    return tuple(f"{place}：{'、'.join(keys)}" for place, keys in places.items())
