"""Spaces for all places of all productions at once: cheap, close together, and no set wanted by everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fangcun.park.contracts import SpaceView
from fangcun.shoot.contracts import PlaceWanted, SiteCall, SiteChoice
from fangcun.shoot.engine.distances import kilometres
from fangcun.shoot.engine.sites import describe_site, fitness

_OTHERS = 4
_SWEEPS = 12
_KILOMETRE = 2.2  # points lost for each kilometre between a place and the rest of its production
_OTHER_DISTRICT = 2.0
_CROWDED = 45.0  # points lost when others fill a space's days
_MINUTES_A_DAY = 840
_STAND_IN = 9.0  # points won by one space for two places of like type: no move, one rent
_SAME_SPACE = 14.0  # points lost when the types differ: the audience sees the same walls
_WEIGHT = (0.5, 2.5)  # of a place by its share of the minutes


@dataclass(frozen=True, slots=True)
class _Item:
    call: int
    place: PlaceWanted
    weight: float
    points: NDArray[np.float64]  # of every space; negative where it cannot be


@dataclass(frozen=True, slots=True)
class _Room:
    """How many crews each space holds at once, and the share of the days in which others hold it."""

    capacity: NDArray[np.float64]
    taken: NDArray[np.float64]


def assign_sites(
    calls: Sequence[SiteCall], spaces: Sequence[SpaceView], *, taken: Mapping[int, float] | None = None
) -> tuple[SiteChoice, ...]:
    """A space for every place of ``calls``, in their order, with alternatives and reasons.

    Places are first given their best space, the largest first, then each in turn is moved to where the sum is best
    while the others stay, until nothing moves (at most 12 rounds). Points: fitness, less the way to the production's
    other places, less the load that other crews put on the space; one space for two places of like type is welcome.
    ``taken`` is the share (0 to 1) of the days in which a space (id) is booked by others. The same input gives the
    same answer.
    """
    items = _items(calls, spaces)
    if not items:
        return ()
    ways = _ways(spaces)
    room = _Room(
        np.array([max(1, s.capacity) for s in spaces], dtype=np.float64),
        np.array([(taken or {}).get(s.id, 0.0) for s in spaces], dtype=np.float64),
    )
    chosen = _settle(items, calls, ways, room)
    return tuple(_choice(i, items, chosen, calls, spaces) for i in range(len(items)))


def _items(calls: Sequence[SiteCall], spaces: Sequence[SpaceView]) -> list[_Item]:
    items = []
    for n, call in enumerate(calls):
        total = max(1, sum(p.minutes for p in call.places))
        for place in call.places:
            points = np.array([fitness(place, s, kind=call.kind) for s in spaces], dtype=np.float64)
            share = place.minutes / total * len(call.places)
            items.append(_Item(n, place, min(_WEIGHT[1], max(_WEIGHT[0], share)), points))
    return items


def _ways(spaces: Sequence[SpaceView]) -> NDArray[np.float64]:
    """Points lost for the way between any two spaces."""
    known = [s.position or _unknown(s, spaces) for s in spaces]
    ways = np.zeros((len(spaces), len(spaces)))
    for i, here in enumerate(known):
        for j in range(i):
            far = 3.0 if here is None or (there := known[j]) is None else kilometres(here, there)
            lost = _KILOMETRE * min(far, 15.0)
            lost += _OTHER_DISTRICT if spaces[i].district != spaces[j].district else 0.0
            ways[i, j] = ways[j, i] = lost
    return ways


def _unknown(space: SpaceView, spaces: Sequence[SpaceView]) -> tuple[float, float] | None:
    """Where a space without a position probably lies: with the first of its district."""
    return next((s.position for s in spaces if s.district == space.district and s.position is not None), None)


def _settle(items: Sequence[_Item], calls: Sequence[SiteCall], ways: NDArray[np.float64], room: _Room) -> list[int]:
    chosen = [-1] * len(items)
    order = sorted(range(len(items)), key=lambda i: -items[i].place.minutes)
    for sweep in range(_SWEEPS):
        moved = False
        for i in order:
            best = _best(i, items, chosen, calls, ways, room)
            moved |= best != chosen[i]
            chosen[i] = best
        if not moved and sweep:
            break
    return chosen


def _best(
    i: int,
    items: Sequence[_Item],
    chosen: Sequence[int],
    calls: Sequence[SiteCall],
    ways: NDArray[np.float64],
    room: _Room,
) -> int:
    item = items[i]
    if not (item.points > 0).any():
        return -1
    points = item.points * item.weight
    others = [j for j, other in enumerate(items) if j != i and other.call == item.call and chosen[j] >= 0]
    if others:
        weights = np.array([items[j].weight for j in others])
        points = points - (ways[:, [chosen[j] for j in others]] @ weights) / weights.sum() * item.weight
    for j in others:
        points[chosen[j]] += _STAND_IN if _alike(item.place, items[j].place) else -_SAME_SPACE * item.weight
    load = room.taken + _load(i, items, chosen, calls, len(points))
    points = points - _CROWDED * np.minimum(1.5, load / room.capacity)
    points[item.points <= 0] = -np.inf
    return int(points.argmax())


def _load(
    i: int, items: Sequence[_Item], chosen: Sequence[int], calls: Sequence[SiteCall], spaces: int
) -> NDArray[np.float64]:
    """How full other crews make each space: their minutes there as a share of the days."""
    load = np.zeros(spaces)
    days = max(1, calls[items[i].call].days)
    for j, other in enumerate(items):
        if other.call != items[i].call and chosen[j] >= 0:
            load[chosen[j]] += 0.15 + other.place.minutes / (days * _MINUTES_A_DAY)
    return load


def _alike(one: PlaceWanted, two: PlaceWanted) -> bool:
    return bool(one.tags) and bool(two.tags) and one.tags[0] == two.tags[0] and one.period == two.period


def _choice(
    i: int, items: Sequence[_Item], chosen: Sequence[int], calls: Sequence[SiteCall], spaces: Sequence[SpaceView]
) -> SiteChoice:
    item, call = items[i], calls[items[i].call]
    if chosen[i] < 0:
        return SiteChoice(call.production, item.place.name, None, reason=_nothing(item.place))
    here = [j for j in range(len(items)) if j != i and chosen[j] == chosen[i]]
    twins = tuple(items[j].place.name for j in here if items[j].call == item.call)
    crews = tuple(dict.fromkeys(calls[items[j].call].production for j in here if items[j].call != item.call))
    site = describe_site(item.place, spaces[chosen[i]], score=float(item.points[chosen[i]]))
    ranked = sorted(
        (s for s in range(len(spaces)) if item.points[s] > 0 and s != chosen[i]), key=lambda s: -item.points[s]
    )
    others = tuple(describe_site(item.place, spaces[s], score=float(item.points[s])) for s in ranked[:_OTHERS])
    return SiteChoice(
        call.production, item.place.name, site, others, twins, _words(site.reasons, site.district, twins, crews)
    )


def _words(reasons: Sequence[str], district: str, twins: Sequence[str], crews: Sequence[str]) -> str:
    found = list(reasons)
    if district:
        found.append(f"在{district}，离本剧其他场景近")
    if twins:
        found.append(f"一景多用，同时作“{'、'.join(twins)}”，换陈设即可")
    if crews:
        found.append(f"《{'》《'.join(crews)}》也用，须错开时段")
    return "；".join(found)


def _nothing(place: PlaceWanted) -> str:
    need = "夜拍的" if place.night else ""
    side = "内外" if place.interior and place.exterior else "外" if place.exterior else "内"
    return f"没有合适的{need}{place.period}{side}景作“{place.name}”；请改剧本场景、搭景或放宽年代"
