"""Figures, days and limits in a wish: 三天, 5 km 内, 12月3日起, 日酬 2000 以内, 一米七五以上, 二十到三十岁."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from fangcun.park.engine.finding.wishes import Chip, Field

N = r"(?:\d+(?:\.\d+)?|[零一二两三四五六七八九十百千万]+)"
DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
MOST = 10_000
HIGHEST = 1e9
"""No figure of a wish is worth more: what is written longer is a slip of the keyboard."""
ABOVE = r"(?:以上|起步|往上|及以上)"
BELOW = r"(?:以内|以下|之内|内|不到|封顶)"
PRICE = r"(?:日价|日酬|片酬|场租|租金|日租|预算|价格|单价|价|每天|一天|报酬|工资)"
WEEK = "一二三四五六日"

Made = Chip | list[Chip] | None
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], date], Made]]


def number(text: str) -> float:
    """The value of a figure: 3, 2.5, 三, 一百二十, 两千, 三万."""
    if text[0].isdigit():
        return min(float(text), HIGHEST)
    total, section, digit = 0, 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        else:
            section += (digit or 1) * SCALES[char]
            digit = 0
    return total + section + digit


def take_figures(text: str, rules: list[Rule], today: date) -> Iterator[tuple[int, int, Chip]]:
    """What the rules find, each with its place; of two that overlap the earlier rule's stands."""
    taken: list[tuple[int, int]] = []
    for pattern, make in rules:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            made = make(match, today)
            if made is not None:
                taken.append((start, end))
                for chip in made if isinstance(made, list) else [made]:
                    yield start, end, chip


def days_between(match: re.Match[str], today: date) -> Made:
    """12月3日到5日, 12月30日-1月2日: the first day, and how many."""
    first = _day(int(match["m"]), int(match["d"]), today)
    last = _day(int(match["m2"] or match["m"]), int(match["d2"]), first) if first else None
    if first is None or last is None or not 0 <= (last - first).days < 120:
        return None
    return [_start(first), days((last - first).days + 1)]


def day_of_month(match: re.Match[str], today: date) -> Made:
    """12月3日起, 12.3: the next such day."""
    day = _day(int(match["m"]), int(match["d"]), today)
    return _start(day) if day else None


def near_day(match: re.Match[str], today: date) -> Made:
    """今天, 明天, 后天, 大后天."""
    return _start(today + timedelta(days={"今": 0, "明": 1, "后": 2, "大后": 3}[match["near"]]))


def week_day(match: re.Match[str], today: date) -> Made:
    """周三, 下周一: the next such day, or that of the coming week."""
    wanted = WEEK.index("日" if match["w"] == "天" else match["w"])
    if match["next"]:
        return _start(today + timedelta(days=7 - today.weekday() + wanted))
    return _start(today + timedelta(days=(wanted - today.weekday()) % 7))


def days(count: int) -> Chip:
    """So many days."""
    return Chip(Field.DAYS, count, f"{count} 天")


def _days_match(match: re.Match[str], _today: date) -> Made:
    count = int(number(match["n"]) * (7 if match["unit"].startswith(("周", "星期", "个星期")) else 1))
    return days(count) if 0 < count <= 120 else None


def _start(day: date) -> Chip:
    return Chip(Field.START, day, f"{day.month}月{day.day}日起")


def _day(month: int, day: int, today: date) -> date | None:
    """The day in this year, or in the next when it has long passed."""
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today - timedelta(days=30):
            return found
    return None


def _within(match: re.Match[str], _today: date) -> Made:
    metres = match["unit"] in ("米", "m")
    value = number(match["n"]) / (1000 if metres else 2 if match["unit"] == "里" else 1)
    return Chip(Field.WITHIN, value, f"{value:g} km 内")


def _rate(match: re.Match[str], _today: date) -> Made:
    yuan = number(match["n"]) * (10_000 if match["wan"] else 1)
    return Chip(Field.RATE, round(yuan * 100), f"每天 ¥{yuan:,.0f} 以内")


def spread(field: Field, unit: str, *, around: int, scale: float = 1) -> Callable[[re.Match[str], date], Made]:
    """A maker of ranges: from–to, at least, at most, 左右 (``around`` each way), 多 (the rest of the ten)."""

    def make(match: re.Match[str], _today: date) -> Made:
        groups = match.groupdict()
        low = round(number(groups["n"]) * scale)
        if groups.get("to"):
            low, high = sorted((low, round(number(groups["to"]) * scale)))
        elif groups.get("above"):
            return Chip(field, (low, MOST), f"{low} {unit} 以上")
        elif groups.get("below"):
            return Chip(field, (0, low), f"{low} {unit} 以下")
        elif groups.get("many"):
            high = low + 9
        else:
            low, high = low - around, low + around
        return Chip(field, (low, high), f"{low}–{high} {unit}")

    return make


def metres(match: re.Match[str], _today: date) -> Made:
    """一米七五以上, 1米8: a height in centimetres."""
    rest = match["rest"] or "0"
    digits = "".join(str(DIGITS.get(c, c)) for c in rest)
    height = round(number(match["n"])) * 100 + int(digits) * (10 if len(digits) == 1 else 1)
    if match["above"]:
        return Chip(Field.HEIGHT, (height, MOST), f"{height} cm 以上")
    if match["below"]:
        return Chip(Field.HEIGHT, (0, height), f"{height} cm 以下")
    return Chip(Field.HEIGHT, (height - 3, height + 3), f"{height - 3}–{height + 3} cm")


DATES: list[Rule] = [
    (
        re.compile(
            r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?\s*[到至\-–~—]\s*(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})[日号]?"
        ),
        days_between,
    ),
    (re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?(?:开始|起)?"), day_of_month),
    (re.compile(r"(?P<near>今|明|大后|后)(?:天|日)(?:起|开始)?"), near_day),
    (re.compile(r"(?P<next>下)?(?:个)?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])(?:起|开始)?"), week_day),
    (re.compile(rf"(?P<n>{N})\s*(?P<unit>天|日|周|个?星期)(?!起)"), _days_match),
]
RATES: list[Rule] = [
    (
        re.compile(
            rf"{PRICE}\s*(?:不超过|不高于|低于|最多|在|≤|<)?\s*(?P<n>{N})\s*(?P<wan>万)?\s*(?:元|块)?(?:钱)?(?:/天|每天|一天)?\s*{BELOW}?"
        ),
        _rate,
    ),
    (
        re.compile(rf"(?:不超过|不高于|低于|最多)\s*(?P<n>{N})\s*(?P<wan>万)?\s*(?:元|块)(?:钱)?(?:/天|每天|一天)?"),
        _rate,
    ),
    (re.compile(rf"(?P<n>{N})\s*(?P<wan>万)?\s*(?:元|块)(?:钱)?(?:/天|每天|一天)?\s*{BELOW}"), _rate),
]
AREA_TAIL = rf"\s*(?:平方米|平米|平方|平|㎡|m2)\s*(?:(?P<above>{ABOVE})|(?P<below>{BELOW})|左右)?"
SPACE_RULES: list[Rule] = [
    (
        re.compile(rf"(?P<n>{N})\s*(?P<unit>公里|千米|km|KM|Km|里|米|m)\s*(?:之内|以内|范围内|内|范围)", re.ASCII),
        _within,
    ),
    *RATES,
    (re.compile(rf"(?P<n>{N})\s*[到至\-–~—]\s*(?P<to>{N}){AREA_TAIL}"), spread(Field.AREA, "㎡", around=0)),
    (
        re.compile(rf"(?P<above>大于|不小于|至少|超过)\s*(?P<n>{N})\s*(?:平方米|平米|平方|平|㎡)"),
        spread(Field.AREA, "㎡", around=0),
    ),
    (re.compile(rf"(?P<n>{N}){AREA_TAIL}"), spread(Field.AREA, "㎡", around=30)),
    *DATES,
]
PERSON_RULES: list[Rule] = [
    *RATES,
    (re.compile(rf"(?P<n>{N})\s*岁?\s*[到至\-–~—]\s*(?P<to>{N})\s*岁"), spread(Field.AGE, "岁", around=0)),
    (re.compile(rf"(?P<n>{N})(?P<many>多|几)\s*岁"), spread(Field.AGE, "岁", around=0)),
    (
        re.compile(rf"(?P<n>{N})\s*(?:周)?岁\s*(?:(?P<above>{ABOVE})|(?P<below>{BELOW})|左右|上下)?"),
        spread(Field.AGE, "岁", around=3),
    ),
    (
        re.compile(
            rf"(?:身高)?\s*(?P<n>[12一二])米(?P<rest>[\d零一二三四五六七八九]{{1,2}})?\s*(?:(?P<above>{ABOVE})|(?P<below>{BELOW})|左右)?"
        ),
        metres,
    ),
    (
        re.compile(r"(?:身高)?\s*(?P<n>1\d\d)\s*[到至\-–~—]\s*(?P<to>1\d\d|2\d\d)\s*(?:cm|厘米)?"),
        spread(Field.HEIGHT, "cm", around=0),
    ),
    (
        re.compile(rf"身高\s*(?P<n>\d{{2,3}})\s*(?:cm|厘米|公分)?\s*(?:(?P<above>{ABOVE})|(?P<below>{BELOW})|左右)?"),
        spread(Field.HEIGHT, "cm", around=3),
    ),
    (
        re.compile(rf"(?P<n>1\d\d)\s*(?:cm|厘米|公分)\s*(?:(?P<above>{ABOVE})|(?P<below>{BELOW})|左右)?"),
        spread(Field.HEIGHT, "cm", around=3),
    ),
    *DATES,
    (
        re.compile(rf"(?P<n>{N})\s*(?:个|名|位|人)"),
        lambda match, _today: Chip(Field.COUNT, int(number(match["n"])), f"{int(number(match['n']))} 人"),
    ),
]
KIT_RULES: list[Rule] = list(DATES)
