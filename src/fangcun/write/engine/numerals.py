"""Numbers as scripts write them before and after a noun: 十几个保安, 两名护士, 士兵×10, two guards."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "俩": 2, "仨": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
MEASURES = "名个位群队帮伙排众对双把支只条匹头辆台架艘张封份件套枚颗块盏盒箱袋瓶杯壶碗盘本部束朵根柄口顶面幅串包叠沓筐坛罐卷捆篮桶摞枝"
_CHINESE = re.compile(
    rf"(?P<number>[零一二两俩仨三四五六七八九十百千万几数多余来上\d]+)\s*(?P<measure>[{MEASURES}])"
    r"[^，。；！？、：\s\d【】（）()△]{0,6}$"
)
_COLLECTIVE = re.compile(r"(?:一(?:众|群|队|帮|伙|排|行)|众|众多|若干|大批|成群的?|无数)[^，。；！？、：\s△]{0,4}$")
_AFTER = re.compile(r"\s*(?:[×xX*＊]\s*(?P<count>\d+)|(?P<plural>们|若干|数名|多名|等人))")
_AFTER_FIRST = frozenset(" ×xX*＊们若数多等")
_MEASURE_SET = frozenset(MEASURES + "众干批无")
_ENGLISH_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "dozen": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "hundred": 100,
}
_ENGLISH = re.compile(
    r"\b(?P<number>\d{1,4}|" + "|".join(_ENGLISH_WORDS) + r")\s+(?:of\s+)?(?:the\s+)?(?:[a-z'-]+\s+){0,2}$"
)
_ENGLISH_MANY = re.compile(
    r"\b(?:several|some|many|dozens|hundreds|crowds?|groups?|gangs?|squads?|teams?|rows?)\s+(?:of\s+)?(?:[a-z'-]+\s+)?$"
)


def value(number: str) -> int | None:
    """The number that Chinese or Arabic numerals write, None for 几 alone.

    What is only roughly said is read as the fewest it can mean: 十几, 十余, 十来 are 10, 几十 20, 数百 200, 上百 100.
    """
    if number.isdigit():
        return int(number)
    vague = number[0] in "几数"
    kept = [c for c in number if c in _DIGITS or c in _UNITS or c.isdigit()]
    if not kept:
        return None
    total, section, digit = 0, 0, 2 if vague else 0
    seen = vague
    for char in kept:
        if char in _UNITS:
            unit = _UNITS[char]
            part = digit if seen else 1
            if unit == 10000:
                total, section = (total + section + (digit if seen else 0)) * unit or unit, 0
            else:
                section += part * unit
            digit, seen = 0, False
        else:
            digit = digit * 10 + int(char) if char.isdigit() else _DIGITS[char]
            seen = True
    return total + section + digit


def count_at(text: str, start: int, end: int, *, floor: int = 0) -> tuple[int | None, bool]:
    """How many of the noun at ``text[start:end]`` are asked for, and whether the text says that there are several.

    The count is None where no number stands with it. What stands before ``floor`` belongs to another noun.
    """
    after = _AFTER.match(text, end, end + 8) if text[end : end + 1] in _AFTER_FIRST else None
    if after and after["count"]:
        return int(after["count"]), True
    plural = after is not None
    before = text[max(floor, start - 14) : start]
    if text[start] < "\u0100":
        return _english_count(text, start, end, floor)
    if not before:
        return None, plural
    if _MEASURE_SET.isdisjoint(before):
        return None, plural
    match = _CHINESE.search(before)
    if match:
        many = match["measure"] in "群队帮伙排众"
        count = None if many else value(match["number"])
        return count, plural or many or count is None or count > 1
    return None, plural or _COLLECTIVE.search(before) is not None


def _english_count(text: str, start: int, end: int, floor: int) -> tuple[int | None, bool]:
    before = text[max(floor, start - 32) : start]
    plural = text[start:end].endswith("s") or text[start:end] in {"men", "women", "people", "police"}
    match = _ENGLISH.search(before)
    if match:
        number = match["number"]
        count = int(number) if number.isdigit() else _ENGLISH_WORDS[number]
        return count, count > 1
    return None, plural or _ENGLISH_MANY.search(before) is not None
