"""What people write into a cell, read as what it means, and written back the same way.

A reader takes the text of a cell (trimmed, never empty) and gives a value; ValueError says in words what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from fangcun.kit.text import fold, read_number

E = TypeVar("E", bound=StrEnum)
Reader = Callable[[str], Any]

_BETWEEN = re.compile(r"[、，,;；|\n]+")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"
)
_CLOCK = re.compile(r"(次日|第二天|翌日)?\s*(\d{1,2})(?:[:：点时](\d{1,2})?分?)?")
_RANGE = re.compile(r"(\d{1,3})\s*(?:岁)?\s*(?:[-—–~至到]+)\s*(\d{1,3})\s*岁?")
_SIZED = re.compile(r"(.+?)\s*[:：×xX*=]\s*(\d{1,9})")
_SERIAL = re.compile(r"\d{5}(?:\.0)?")
YES, NO = (
    frozenset(["是", "可", "可以", "有", "能", "y", "yes", "true", "1", "√", "✓", "在用", "启用"]),
    frozenset(["否", "不可", "不可以", "不能", "无", "没有", "n", "no", "false", "0", "×", "x", "停用", "不在用"]),
)
WEEKDAYS = "一二三四五六日"
_FIRST_SERIAL = date(1899, 12, 30)  # spreadsheets count days from here (ECMA-376 part 1, 18.17.4.1)


def text(most: int) -> Reader:
    """One line of at most ``most`` characters."""

    def read(cell: str) -> str:
        line = " ".join(cell.split())
        if len(line) > most:
            raise ValueError(f"有 {len(line)} 个字，请缩短到 {most} 个以内")
        return line

    return read


def whole(least: int, most: int, *, unit: str = "") -> Reader:
    """A whole number in digits or Chinese numerals; thousands' commas and ``unit`` behind it do not hurt."""

    def read(cell: str) -> int:
        plain = fold(cell).replace(",", "").removesuffix(unit).strip() if unit else fold(cell).replace(",", "").strip()
        plain = re.sub(r"\.0+$", "", plain)
        value = read_number(plain)
        if value is None:
            raise ValueError(f"不是整数，请写 {least} 到 {most} 的整数，如 {max(least, 1)}")
        if not least <= value <= most:
            raise ValueError(f"超出范围，请写 {least} 到 {most} 的整数")
        return value

    return read


def money(cell: str) -> int:
    """Yuan as fen: 1,200.50, ¥800, 800元, 1.2万."""
    plain = fold(cell).replace(",", "").replace(" ", "").lstrip("¥￥").removesuffix("/天").removesuffix("元")
    times = 1
    if plain.endswith("万"):
        plain, times = plain[:-1], 10_000
    try:
        fen = Decimal(plain) * times * 100
    except InvalidOperation:
        raise ValueError("不是金额，请写多少元，如 800 或 1200.50") from None
    if not fen.is_finite() or fen != fen.to_integral_value():
        raise ValueError("金额最多两位小数，如 1200.50")
    if not 0 <= fen <= 10**12:
        raise ValueError("金额超出范围，请写 0 到 100 亿元")
    return int(fen)


def write_money(fen: int) -> str:
    """Fen as yuan, without zeros that say nothing."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02d}" if rest else str(yuan)


def number(least: float, most: float) -> Reader:
    """A decimal number."""

    def read(cell: str) -> float:
        try:
            value = float(fold(cell).replace(",", "").rstrip("°"))
        except ValueError:
            value = float("nan")
        if not least <= value <= most:
            raise ValueError(f"请写 {least:g} 到 {most:g} 的数，如 30.2741")
        return value

    return read


def choice(words: Mapping[str, Any], *, offered: Sequence[str]) -> Reader:
    """One of some words; ``offered`` are those named in the advice."""
    known = {fold(word).casefold(): value for word, value in words.items()}

    def read(cell: str) -> Any:
        found = known.get(fold(cell).casefold().strip())
        if found is None:
            raise ValueError(f"请从这些里选一个：{'、'.join(offered)}")
        return found

    return read


def yes_no(cell: str) -> bool:
    """是 or 否, in many spellings."""
    plain = fold(cell).casefold().strip()
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise ValueError("请写“是”或“否”")


def tags(cell: str) -> tuple[str, ...]:
    """Words between commas of any kind, each once, in order."""
    found = tuple(dict.fromkeys(w for part in _BETWEEN.split(cell) if (w := " ".join(part.split()))))
    if len(found) > 40 or any(len(w) > 40 for w in found):
        raise ValueError("最多 40 个词，每个不超过 40 字，用顿号隔开，如 院落、祠堂")
    return found


def day(cell: str) -> date:
    """A date: 2026-11-22, 2026/11/22, 2026年11月22日, or a spreadsheet's day number."""
    plain = fold(cell).strip()
    try:
        if _SERIAL.fullmatch(plain):
            return _FIRST_SERIAL + timedelta(days=int(float(plain)))
        match = _DATE.fullmatch(plain)
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise ValueError("不是日期，请写成 2026-11-22 的样子")


def days(cell: str) -> tuple[date, ...]:
    """Dates between commas, in order, each once."""
    return tuple(sorted({day(part) for part in _BETWEEN.split(cell) if part.strip()}))


def weekdays(cell: str) -> tuple[int, ...]:
    """Days of the week as 0 (Monday) to 6: 周一、周日, 星期天, 一三五."""
    found: set[int] = set()
    for letter in re.sub(r"[周星期礼拜、，,;；|\s]", "", fold(cell)):
        if letter == "天":
            letter = "日"
        if letter in "1234567":
            letter = WEEKDAYS[int(letter) - 1]
        if letter not in WEEKDAYS:
            raise ValueError("请写星期几，用顿号隔开，如 周一、周日")
        found.add(WEEKDAYS.index(letter))
    return tuple(sorted(found))


def write_weekdays(value: Sequence[int]) -> str:
    """周一、周日."""
    return "、".join(f"周{WEEKDAYS[n]}" for n in value)


def minutes(cell: str) -> int:
    """A time of day in minutes after midnight: 08:00, 22点30, 26:00 or 次日2:00 past midnight."""
    match = _CLOCK.fullmatch(fold(cell).strip().removesuffix(":00") if cell.count(":") == 2 else fold(cell).strip())
    if match:
        value = int(match[2]) * 60 + int(match[3] or 0) + (1440 if match[1] else 0)
        if int(match[3] or 0) < 60 and value <= 2880:
            return value
    raise ValueError("不是时刻，请写成 08:00 的样子，过了半夜写 26:00")


def write_minutes(value: int) -> str:
    """Minutes after midnight as 08:00."""
    return f"{value // 60:02d}:{value % 60:02d}"


def ages(cell: str) -> tuple[int, int]:
    """A range of ages: 25-40, 25~40岁, 30."""
    plain = fold(cell).strip()
    match = _RANGE.fullmatch(plain)
    low = high = -1
    if match:
        low, high = int(match[1]), int(match[2])
    elif plain.removesuffix("岁").isdecimal():
        low = high = int(plain.removesuffix("岁"))
    if not 0 <= low <= high <= 120:
        raise ValueError("请写可演的年龄范围，如 25-40")
    return low, high


def sized(cell: str) -> tuple[tuple[str, int], ...]:
    """Names with counts: S:10、M:20 or L-1×2、L-2×4, each name once."""
    found: dict[str, int] = {}
    for part in _BETWEEN.split(cell):
        if not part.strip():
            continue
        match = _SIZED.fullmatch(fold(part).strip())
        if match is None or match[1] in found or int(match[2]) < 1:
            raise ValueError("请写名称和数量，用顿号隔开，每个名称一次，如 S:10、M:20")
        found[match[1].strip()] = int(match[2])
    return tuple(found.items())


def write_sized(mark: str) -> Callable[[Sequence[tuple[str, int]]], str]:
    """Names with counts, ``mark`` between the two."""
    return lambda value: "、".join(f"{name}{mark}{count}" for name, count in value)
