"""What every character counts as: one table from code points to their plain form, and one to what they are for."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

DROP, WORD, SIGN, BREAK = 0, 1, 2, 3
"""Kinds: shows nothing, part of words, sign or blank, end of a line."""

_DATA = Path(__file__).parent / "data"
_SIZE = 0x110000
# Blocks where single characters change or are no words; the rest of the planes is letters (CJK among them).
_LOOKED_AT = ((0, 0x3400), (0xA490, 0xAC00), (0xF900, 0x10000), (0x1D400, 0x1D800), (0x1F100, 0x1F300))
_COMPATIBLE = ((0x2F800, 0x2FA20),)
# Surrogates, private characters, pictures.
_PICTURES = ((0xD800, 0xF900), (0x1F000, 0x1F100), (0x1F300, 0x1FB00))
_INVISIBLE_PLANE = (0xE0000, 0xE1000)
_CHINESE = (0x3400, 0xA000)
# Default-ignorable characters that are letters or marks by category (Unicode DerivedCoreProperties).
_IGNORABLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u3164\uffa0\u2800")

# Variants that no conversion table of traditional characters holds.
_VARIANTS = str.maketrans("愽慱麽衹裏箇囘嬾沒畆銭図売戦発価黒児竒帀巿", "博博么只里个回懒没亩钱图卖战发价黑儿奇币市")


def _twins(name: str) -> dict[str, str]:
    rows = (line for line in (_DATA / name).read_text("utf-8").splitlines() if not line.startswith("#"))
    return {pair[0]: pair[1] for row in rows for pair in row.split()}


_LATIN = _twins("letters.txt")
_RADICALS = _twins("radicals.txt")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Tables over all code points: ``plain`` form (its first character), ``count`` of its characters, ``kind``.

    ``many`` holds the plain forms of more than one character.
    """

    plain: npt.NDArray[np.uint32]
    count: npt.NDArray[np.uint8]
    kind: npt.NDArray[np.uint8]
    many: dict[int, str]


@cache
def glyphs() -> Glyphs:
    """The tables, built once: NFKC (UAX 15), case, accents, look-alike letters, traditional to simplified (OpenCC)."""
    plain = np.arange(_SIZE, dtype=np.uint32)
    kind = np.full(_SIZE, WORD, np.uint8)
    count = np.ones(_SIZE, np.uint8)
    many: dict[int, str] = {}
    simple = _simplified()
    for low, high in (*_LOOKED_AT, *_COMPATIBLE):
        for code in range(low, high):
            form = _plain(chr(code), simple)
            kind[code] = _kind(chr(code), form)
            if not form:
                continue
            plain[code] = ord(form[0])
            if len(form) > 1:
                count[code] = len(form)
                many[code] = form
    for char, form in simple.items():
        plain[ord(char)] = ord(form)
    for low, high in _PICTURES:
        kind[low:high] = SIGN
    kind[slice(*_INVISIBLE_PLANE)] = DROP
    count[kind == DROP] = 0
    return Glyphs(plain, count, kind, many)


def _kind(char: str, form: str) -> int:
    if char in "\n\r\v\f\x85\u2028\u2029":
        return BREAK
    if not form:
        return DROP
    return WORD if form[0].isalnum() else SIGN


def _plain(char: str, simple: dict[str, str]) -> str:
    """The plain form of one character, a fixed point of itself; empty for what shows nothing."""
    if char in "\n\r\v\f\x85\u2028\u2029":
        return "\n"
    if char in "…‥":
        return char  # one sign, not three full stops; scripts are full of them
    form = char
    for _ in range(4):
        new = "".join(_once(c, simple) for c in unicodedata.normalize("NFKD", form))
        if new == form:
            break
        form = new
    return form


def _once(char: str, simple: dict[str, str]) -> str:
    # Marks go (tone marks of pinyin, strokes laid over a word), and so does all that is default-ignorable.
    if unicodedata.category(char) in ("Mn", "Me", "Cf") or char in _IGNORABLE:
        return ""
    code = ord(char)
    if 0x1F150 <= code < 0x1F16A or 0x1F170 <= code < 0x1F18A:  # white letters in black circles and squares
        char = chr(ord("a") + (code - 0x1F150) % 0x20)
    elif unicodedata.category(char) == "No" and unicodedata.digit(char, None) is not None:
        char = str(unicodedata.digit(char))  # digits in black circles
    char = _RADICALS.get(char, char).lower()
    char = "".join(_LATIN.get(c, c) for c in char if unicodedata.category(c) not in ("Mn", "Me"))
    return "".join(simple.get(c, c) for c in char)


def _simplified() -> dict[str, str]:
    """Every Chinese character whose simplified form is another one, to a fixed point (OpenCC, table t2s)."""
    from opencc import OpenCC  # noqa: PLC0415  heavy, and only the first text pays

    chars = list(map(chr, range(*_CHINESE)))
    convert = OpenCC("t2s").convert
    text = "\n".join(chars).translate(_VARIANTS)
    for _ in range(2):
        text = convert(text)
    forms = text.split("\n")
    table = {c: f for c, f in zip(chars, forms, strict=True) if c != f and len(f) == 1}
    table |= {c: f for c, f in _RADICALS.items() if _CHINESE[0] <= ord(c) < _CHINESE[1]}
    return {c: table.get(f, f) for c, f in table.items()}
