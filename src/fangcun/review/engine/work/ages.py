"""How old somebody is, as a script tells it: 7岁, 十六岁, 小学生, 高二, a childhood name, aged 9."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "data" / "minor_signs.toml"
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
# 七岁那年, 三岁起: a time that was, no age now. 大三岁, 小两岁: a difference.
_AGE = re.compile(
    r"(?<![大小差长第过])(?P<age>\d{1,3}|[一二两三四五六七八九十百零〇]{1,4})\s*(?:(?:多|来)?岁(?:半|多)?|周岁|个?月大)"
    r"(?!(?:那年|那一年|时|起|开始|以前|之前|前|就|的时候|后|以后|生日宴))"
)
_ENGLISH = re.compile(r"(?:\baged?\s+|\bage\s*:\s*|[,(]\s*)(?P<age>\d{1,2})(?=\s*[),.;]|\s+years?\b)", re.I)
_MONTHS = re.compile(r"月大")


def numeral(text: str) -> int | None:
    """The number below a thousand that digits or Chinese numerals write: 16, 十六, 二十三, 一百零二."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char in _NUMERALS:
            digit = _NUMERALS[char]
        else:
            return None
    return total + digit


def age_in(text: str) -> tuple[int, str] | None:
    """The first age that a text gives, and how it is written there."""
    for pattern in (_AGE, _ENGLISH):
        match = pattern.search(text)
        if match is not None and (age := numeral(match["age"])) is not None:
            return (0 if _MONTHS.search(match[0]) else age), match[0].strip("，,(（ ")
    return None


def child_word(text: str) -> str:
    """The word of a text that says a minor is meant, empty where there is none or it is somebody else's."""
    words = signs()["words"]
    upper = text.upper()
    for word in words["child"]:
        for match in re.finditer(re.escape(word) if not word.isascii() else rf"\b{word}\b", upper):
            after = upper[match.end() : match.end() + 4]
            if not any(after.startswith(w) for w in words["not_before"]):
                return text[match.start() : match.end()]
    return ""


@cache
def signs() -> dict[str, Any]:
    """The data of minors, read once."""
    return tomllib.loads(_FILE.read_text("utf-8"))
