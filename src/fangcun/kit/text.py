"""One spelling for text that people type in many: widths, compatibility forms, invisible characters, Chinese numerals.

What is normalised can always be led back to the original: equal lengths need no map, and where lengths change a map
of offsets is kept.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache

# Characters that show nothing and break matching: zero-width space and joiners, direction marks, soft hyphen, byte
# order mark, variation selectors (Unicode general category Cf and the selectors of U+FE00).
INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"

# Ellipses stay: NFKC would make three full stops of one sign, and every script is full of them.
_KEPT = frozenset("…‥⋯")

_WIDE = ((0xA0, 0x3400), (0xF900, 0xFB00), (0xFE10, 0xFE6C), (0xFF01, 0xFFEF), (0x2F800, 0x2FA20))
_ASTRAL = re.compile("[\U0002f800-\U0002fa1f]")
_IDEOGRAPHS = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20))


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` in one spelling.

    ``offsets[i]`` is where its character ``i`` stood, with one more for the end; None where every one stood at ``i``.
    """

    text: str
    offsets: array[int] | None = None

    def origin(self, index: int) -> int:
        """The place in the original of place ``index`` (0 to ``len(text)``) in ``text``."""
        return index if self.offsets is None else self.offsets[index]


def normalise(text: str, *, width: bool = True) -> Normalised:
    """``text`` as NFKC spells it (Unicode annex 15; ellipses kept), without invisible characters, with a way back.

    ``width=False`` leaves full-width forms and punctuation as printed and folds compatibility ideographs only
    (⽇ U+2F47 → 日), which is what text shown to people needs.
    """
    one, many, changing, foldable = _tables(width)
    if not foldable.search(text) and not _ASTRAL.search(text):
        return Normalised(text)
    if not changing.search(text):
        return Normalised(text.translate(one))
    pieces: list[str] = []
    offsets: array[int] = array("q")
    done = 0
    for m in changing.finditer(text):
        start, end = m.span()
        pieces.append(text[done:start].translate(one))
        offsets.extend(range(done, start))
        new = many.get(m.group(), "")
        pieces.append(new)
        offsets.extend([start] * len(new))
        done = end
    pieces.append(text[done:].translate(one))
    offsets.extend(range(done, len(text) + 1))
    return Normalised("".join(pieces), offsets)


def fold(text: str) -> str:
    """``text`` with every full-width or compatibility form that has a one-character NFKC form replaced by it."""
    return text if text.isascii() else text.translate(_tables(True)[0])


@cache
def _tables(width: bool) -> tuple[dict[int, str], dict[str, str], re.Pattern[str], re.Pattern[str]]:
    one: dict[int, str] = {}
    many: dict[str, str] = {}
    for low, high in _WIDE if width else _IDEOGRAPHS:
        for code in range(low, high):
            char = chr(code)
            new = unicodedata.normalize("NFKC", char)
            if new == char or char in _KEPT:
                continue
            if len(new) == 1:
                one[code] = new
            else:
                many[char] = new
    changing = INVISIBLE + "".join(map(re.escape, many))
    # A class of characters of the basic plane alone compiles to a table; one more beyond it, to a list tried in turn.
    foldable = changing + "".join(re.escape(chr(code)) for code in one if code < 0x10000)
    return one, many, re.compile(f"[{changing}]"), re.compile(f"[{foldable}]")


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "廿": 20, "卅": 30}
NUMERAL = "零〇○一二三四五六七八九十百千两俩廿卅壹贰叁拾佰"
"""The characters of Chinese numerals below ten thousand, for use inside a character class."""


def read_number(text: str) -> int | None:
    """The whole number written in ``text`` in digits of any width or in Chinese numerals below 10,000, else None."""
    text = text.strip()
    if not text:
        return None
    if text.isdecimal():
        return int(text) if len(text) < 10 else None
    total = digit = 0
    seen_unit = False
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char] if seen_unit or not digit else digit * 10 + _DIGITS[char]
        elif char in ("廿", "卅"):
            total, digit, seen_unit = total + _UNITS[char], 0, True
        elif char in _UNITS:
            total, digit, seen_unit = total + (digit or 1) * _UNITS[char], 0, True
        else:
            return None
    if not seen_unit and len(text) > 1:  # 一二 is written digit by digit
        return int("".join(str(_DIGITS[c]) for c in text))
    return total + digit
