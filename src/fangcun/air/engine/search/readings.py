"""Matching what somebody typed with characters: whole syllables, beginnings of them, initials, or the characters.

So 重生 is found by ``chongsheng``, ``zhongsheng``, ``cs``, ``chongs``, ``重s`` and ``重生``.
"""

from __future__ import annotations

from functools import cache, lru_cache

from fangcun.kit import pinyin

_TWO_LETTERS = ("zh", "ch", "sh")


@cache
def spellings(char: str) -> tuple[str, ...]:
    """How a (folded) character may be typed, itself first. ü is typed v or u."""
    found = [char]
    for syllable in pinyin.readings().get(char, ()):
        found.append(syllable)
        if "v" in syllable:
            found.append(syllable.replace("v", "u"))
    return tuple(dict.fromkeys(found))


@cache
def initials(char: str) -> tuple[str, ...]:
    """The letters that a character's spellings begin with, zh, ch and sh also as two."""
    found: list[str] = []
    for syllable in spellings(char)[1:]:
        found.append(syllable[0])
        if syllable[:2] in _TWO_LETTERS:
            found.append(syllable[:2])
    return tuple(dict.fromkeys(found))


def matched(text: str, start: int, typed: str) -> tuple[int, float] | None:
    """Where in ``text`` the match of all of ``typed`` that begins at ``start`` ends, and how fully it was typed: 1.0
    for whole syllables or characters, less for beginnings. None without a match."""
    # How much of `typed` is used → how many letters were left out on the way, at least.
    reached = {0: 0}
    for end in range(start, len(text)):
        after: dict[int, int] = {}
        for used, missing in reached.items():
            for step, left_out in _steps(text[end], typed[used:]):
                offset = used + step
                after[offset] = min(missing + left_out, after.get(offset, 1_000))
        if not after:
            return None
        if len(typed) in after:
            return end + 1, len(typed) / (len(typed) + after[len(typed)])
        reached = after
    return None


@lru_cache(maxsize=20_000)
def _steps(char: str, rest: str) -> tuple[tuple[int, int], ...]:
    """How many letters of ``rest`` a character can use, each with the number of its letters that it leaves out."""
    found: list[tuple[int, int]] = []
    for spelling in spellings(char):
        if rest.startswith(spelling):
            found.append((len(spelling), 0))
        elif spelling.startswith(rest):
            # The last syllable is still being typed.
            found.append((len(rest), len(spelling) - len(rest)))
    for letters in initials(char):
        if rest.startswith(letters):
            shortest = min(len(s) for s in spellings(char)[1:] if s.startswith(letters))
            found.append((len(letters), shortest - len(letters)))
    return tuple(found)
