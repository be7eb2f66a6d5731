"""How old somebody is, as a script tells it: 7岁, 十六岁, 小学生, 高二, a childhood name, aged 9."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[1] / "data" / "minor_signs.toml"
_NUMERALS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = r"(?:\d{1,3}|[一二两三四五六七八九十百零〇]{1,5})"
# 七岁那年, 三岁起: a time that was, no age now. 大三岁, 小两岁: a difference.
_AGE = re.compile(
    rf"(?P<under>未满|不满|不到|还没到)?(?<![大小差长第])(?P<age>{_NUMERAL}|半)(?:\s*[-—~～至到]\s*{_NUMERAL})?\s*"
    r"(?:(?:多|来)?[岁歲](?:半|多)?|周岁|(?P<months>个?月大))(?P<below>以下)?"
    r"(?!(?:那年|那一年|时|起|开始|以前|之前|前|就|的时候|后|以后|生日宴))"
)
# Only beside a name in Latin letters: (4) may count anything.
_ENGLISH = re.compile(
    r"(?:\baged?\s+|\bage\s*:\s*|(?<=[A-Za-z.])\s*[,(]\s*)(?P<age>\d{1,2})(?=\s*[),.;(]|\s+years?\b)", re.I
)
_AGAIN = re.compile(rf"(?:回到|重生|变回|穿越|穿成)[^，。！？]{{0,8}}?(?P<told>{_NUMERAL}[岁歲])(?!生日)")
_CLAUSE_END = re.compile(r"[，。；、,;.]")


def numeral(text: str) -> int | None:
    """The number below a thousand that digits or Chinese numerals write: 16, 十六, 二十三, 一百零二.

    Two neighbours are read as the smaller: 八九 is 8, 十七八 is 17.
    """
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char in _NUMERALS:
            digit = digit or _NUMERALS[char]
        else:
            return None
    return total + digit


def age_in(text: str) -> tuple[int, str] | None:
    """The first age that a text gives, the youngest where it is only roughly given, and how it is written there."""
    match = _AGE.search(text)
    if match is not None:
        age = 0 if match["months"] or match["age"] == "半" else numeral(match["age"])
        if age is not None:
            return (age - 1 if match["under"] or match["below"] else age), match[0]
    match = _ENGLISH.search(text)
    return (int(match["age"]), match[0].strip(",( ")) if match else None


def age_returned_to(text: str) -> int | None:
    """The age at which a story lets somebody live again (重生回到十五岁): they are seen at it from then on."""
    match = _AGAIN.search(text)
    told = age_in(match["told"]) if match else None
    return told[0] if told else None


def child_word(text: str, *, name: bool = False) -> str:
    """The word of a text that says a minor is meant, empty where there is none or it is somebody else's.

    ``text`` is a line of the character sheet, or a ``name``.
    """
    words = signs()["words"]
    upper = text.upper()
    for word in (*words["child"], *(words["childhood"] if name else ())):
        for match in re.finditer(re.escape(word) if not word.isascii() else rf"\b{word}\b", upper):
            clause = _CLAUSE_END.split(upper[: match.start()])[-1], _CLAUSE_END.split(upper[match.end() :])[0]
            elsewhere = any(clause[1].startswith(w) for w in words["not_before"])
            elsewhere = elsewhere or any(w in clause[1] for w in words["grown"])
            if not elsewhere and (name or not any(w in clause[0] for w in words["having"])):
                return text[match.start() : match.end()]
    return ""


@cache
def signs() -> dict[str, Any]:
    """The data of minors, read once."""
    return tomllib.loads(_FILE.read_text("utf-8"))
