"""Scores of spaces against a wish, with the reasons in words.

What a wish names must be there: what is not is a miss. Answers without a miss come first, then those with one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt

from fangcun.park.contracts import SpaceView
from fangcun.park.engine.finding.lexicon import tags_meant
from fangcun.park.engine.finding.wishes import Field, Hit, Wish

EARTH_KM = 6371.0
HORIZON = 21
"""For how many days after the first one asked for a free stretch is looked for."""

ENOUGH = 5
"""With fewer answers than this, those that miss one thing are shown too."""

Busy = Mapping[int, frozenset[date]]
"""Resource id → the days on which nothing of it is left."""


def find_spaces(
    wish: Wish,
    spaces: Sequence[SpaceView],
    *,
    start: date,
    busy: Busy,
    point: tuple[float, float] | None,
    crew_kind: str = "",
    limit: int = 20,
) -> list[Hit]:
    """The spaces that fit, best first. ``point`` is where distances are measured from; ``crew_kind`` decides what is
    open and free (empty: all is open, nothing is free but what is free to all).
    """

    def judge(space: SpaceView) -> Hit | None:
        return _judge_space(wish, space, start=start, busy=busy, point=point, crew_kind=crew_kind)

    return best_of([hit for s in spaces if s.active and (hit := judge(s)) is not None], limit)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """The distance of two points on the globe (haversine formula, mean radius 6,371 km)."""
    (north_a, east_a), (north_b, east_b) = a, b
    h = sin(radians(north_b - north_a) / 2) ** 2
    h += cos(radians(north_a)) * cos(radians(north_b)) * sin(radians(east_b - east_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(h))


def cost(space: SpaceView, days: int, crew_kind: str) -> int:
    """What a stay costs in fen, less the free days of those to whom it is free."""
    free = space.free_days if not space.free_for or crew_kind in space.free_for else 0
    return space.day_rate * max(0, days - free)


def first_free(busy: frozenset[date], start: date, days: int) -> date | None:
    """The first day from which so many are free, within the horizon."""
    for shift in range(HORIZON + 1):
        first = start + timedelta(days=shift)
        if not any(first + timedelta(days=n) in busy for n in range(days)):
            return first
    return None


def _judge_space(
    wish: Wish, space: SpaceView, *, start: date, busy: Busy, point: tuple[float, float] | None, crew_kind: str
) -> Hit | None:
    score, reasons, misses = 0.0, list[str](), list[str]()
    tags = wish.all(Field.TAG)
    fits = [_tag_score(tag, space) for tag in tags]
    names = [likeness(word, f"{space.name} {space.district}") for word in wish.all(Field.WORD)]
    if (tags and not any(fits)) or (not tags and names and not any(names)):
        return None
    score += 4 * sum(fits) + 3 * sum(names)
    misses += [f"不是{tag}" for tag, fit in zip(tags, fits, strict=True) if not fit]
    misses += [f"名称里没有“{w}”" for w, fit in zip(wish.all(Field.WORD), names, strict=True) if not fit]
    for period in wish.all(Field.PERIOD)[:1]:
        if space.period == period:
            score, reasons = score + 3, [*reasons, period]
        elif space.period == "通用":
            score, reasons = score + 1.5, [*reasons, "不限年代"]
        else:
            misses.append(f"是{space.period}的景")
    reasons += [tag for tag, fit in zip(tags, fits, strict=True) if fit]
    if wish.has(Field.NIGHT):
        (reasons if space.night else misses).append("可夜拍" if space.night else "不可夜拍")
    for side in wish.all(Field.INT_EXT)[:1]:
        (reasons if side in space.int_ext else misses).append(f"{space.int_ext}景")
    if wish.all(Field.SORT) and space.kind not in wish.all(Field.SORT):
        misses.append("类别不同")
    if span := wish.span(Field.AREA):
        fit = span[0] <= space.area <= span[1]
        (reasons if fit else misses).append(f"{space.area} ㎡")
    score += _near(wish, space, point, reasons, misses)
    if space.open_to and crew_kind and crew_kind not in space.open_to:
        misses.append(f"只对{'、'.join(space.open_to)}剧组开放")
    score += _price(wish, space, crew_kind, reasons, misses)
    free_from = say_days(busy.get(space.id, frozenset()), start, wish, reasons, misses)
    return Hit(space.id, score, tuple(reasons), tuple(misses), free_from) if len(misses) <= 1 else None


def _tag_score(tag: str, space: SpaceView) -> float:
    if tag in space.tags:
        # A space that stands for few things is more surely meant than one that could be anything.
        return 1.0 if space.tags[0] == tag else 0.9
    if not tags_meant(tag).isdisjoint(space.tags):
        return 0.8
    return 0.5 if tag in space.name else 0.0


def _near(
    wish: Wish, space: SpaceView, point: tuple[float, float] | None, reasons: list[str], misses: list[str]
) -> float:
    if point is None or space.position is None:
        return 0.0
    far = kilometres(point, space.position)
    most = wish.number(Field.WITHIN)
    (misses if most is not None and far > most else reasons).append(f"距 {far:.1f} km")
    return max(0.0, 1 - far / 10)


def _price(wish: Wish, space: SpaceView, crew_kind: str, reasons: list[str], misses: list[str]) -> float:
    total = cost(space, wish.days, crew_kind)
    words = f"{wish.days} 天 ¥{total / 100:,.0f}" if total else f"{wish.days} 天免费"
    most = wish.number(Field.RATE)
    dear = (most is not None and total > most * wish.days) or (wish.has(Field.FREE) and total > 0)
    (misses if dear else reasons).append(words)
    return 0.5 / (1 + total / wish.days / 100_000)


def say_days(
    days_taken: frozenset[date], start: date, wish: Wish, reasons: list[str], misses: list[str]
) -> date | None:
    free = first_free(days_taken, start, wish.days)
    if free == start:
        reasons.append(f"{wish.days} 天都空" if wish.days > 1 else f"{start.month}月{start.day}日空")
        return None
    misses.append(f"{free.month}月{free.day}日起才空" if free else f"{HORIZON} 天内没有连续 {wish.days} 天空")
    return free


def likeness(word: str, name: str) -> float:
    """How much of a word stands in a name: 1 whole, else the share of its pairs of characters if it is half or more."""
    if word in name:
        return 1.0
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    share = sum(pair in name for pair in pairs) / len(pairs)
    return share if share >= 0.5 else 0.0


def best_of(hits: list[Hit], limit: int) -> list[Hit]:
    """The whole fits first; those with a miss only where there are few."""
    whole = [hit for hit in hits if not hit.misses]
    pool = whole if len(whole) >= ENOUGH else hits
    return nsmallest(limit, pool, key=lambda hit: (len(hit.misses), -hit.score, hit.id))
