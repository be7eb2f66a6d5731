"""How Chinese characters sound, without tones: for homophones, pinyin, initials and digits written for words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fangcun.kit import pinyin

DIGITS = {
    "0": ("ling", "dong"),
    "1": ("yi", "yao"),
    "2": ("er", "liang"),
    "3": ("san", "shan"),
    "4": ("si", "shi"),
    "5": ("wu", "wo"),
    "6": ("liu", "lu"),
    "7": ("qi",),
    "8": ("ba", "fa", "bai"),
    "9": ("jiu",),
    "100": ("bai",),
    "1000": ("qian",),
}
"""What a digit is read as when it stands for a word (9 for 酒, 8 for 发 as in lucky numbers)."""

_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_NEAR_ENDS = (("ing", "in"), ("eng", "en"), ("ang", "an"))


def readings() -> dict[str, tuple[str, ...]]:
    """The syllables of every character that has one (GB 2312)."""
    return pinyin.readings()


@cache
def same_sound() -> dict[str, str]:
    """The characters of every syllable."""
    return dict(pinyin.rows())


@cache
def syllables() -> frozenset[str]:
    """Every syllable that can be typed; ü is v, and u after j, q, x, y, l and n too."""
    return frozenset(s for s, _ in pinyin.rows()) | {"lu", "nu", "lue", "nue"}


@cache
def initial_of(syllable: str) -> str:
    """The letter that stands for the syllable in an abbreviation."""
    return syllable[0]


def spellings(char: str) -> tuple[str, ...]:
    """The syllables of ``char``, and those they are mistyped as: without the h of zh, ch, sh."""
    found = list(readings().get(char, ()))
    for syllable in tuple(found):
        for one, other in _NEAR:
            if syllable.startswith(one):
                found.append(other + syllable[len(one) :])
    return tuple(dict.fromkeys(found))


def homophones(char: str) -> str:
    """The other characters that sound like ``char``, tones and, for one like 赢 and 银, final nasals aside."""
    table = same_sound()
    found: list[str] = []
    for syllable in readings().get(char, ()):
        for near in (syllable, *_mistaken(syllable)):
            found.extend(table.get(near, ""))
    return "".join(c for c in dict.fromkeys(found) if c != char)


def _mistaken(syllable: str) -> Iterator[str]:
    """Syllables that many speakers of Chinese do not tell from this one."""
    for one, other in _NEAR:
        if syllable.startswith(one):
            yield other + syllable[len(one) :]
        elif syllable.startswith(other):
            yield one + syllable[len(other) :]
    for one, other in _NEAR_ENDS[:2]:
        if syllable.endswith(one):
            yield syllable[: -len(one)] + other
        elif syllable.endswith(other):
            yield syllable[: -len(other)] + one
