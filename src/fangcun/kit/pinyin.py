"""How Chinese characters are read, without tones: the table that search, screening and names share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "pinyin.txt"


@cache
def rows() -> tuple[tuple[str, str], ...]:
    """Every syllable with the characters of GB 2312 that are read so; ü is v. From Unicode's Unihan, kMandarin."""
    lines = (line.split() for line in _TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return tuple((line[0], line[1]) for line in lines)


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """The syllables of every character that has one; several where several are common."""
    found: dict[str, list[str]] = {}
    for syllable, chars in rows():
        for char in chars:
            found.setdefault(char, []).append(syllable)
    return {char: tuple(syllables) for char, syllables in found.items()}
