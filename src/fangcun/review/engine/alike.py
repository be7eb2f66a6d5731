"""Terms in which a character was put for another that sounds or looks like it (堵博, 徽信)."""

from __future__ import annotations

from functools import cache

import numpy as np

from fangcun.review.contracts import Technique
from fangcun.review.engine.hits import CLAUSE, TELLING, Hit, stands_free
from fangcun.review.engine.layout import Searched
from fangcun.review.engine.patterns import Patterns, stand_ins, suspicious

_SHORT = 3  # characters of terms that chance may make of others


def find_alike(searched: Searched, patterns: Patterns) -> list[Hit]:
    """The terms, in the order of the text. At least half of a term's characters stand as they are."""
    if len(searched.text) < 2:
        return []
    suspects = patterns.suspects
    places, keys = suspicious(suspects, searched.codes)
    lows = np.searchsorted(suspects.keys, keys, "left").tolist()
    highs = np.searchsorted(suspects.keys, keys, "right").tolist()
    found: dict[tuple[int, int], Hit] = {}
    for place, low, high in zip(places.tolist(), lows, highs, strict=True):
        for use in range(low, high):
            number = int(suspects.uses[use])
            start = place - int(suspects.places[use])
            if (number, start) not in found and _fits(searched, patterns, number, start):
                end = start + len(patterns.all[number].text)
                surface = searched.text[start:end]
                meant = len(surface) > _SHORT or any(c in TELLING for c in surface)
                found[number, start] = Hit(number, start, end, Technique.ALIKE, meant)
    return list(found.values())


def _fits(searched: Searched, patterns: Patterns, number: int, start: int) -> bool:
    wanted = patterns.all[number].text
    end = start + len(wanted)
    if start < 0 or end > len(searched.text):
        return False
    surface = searched.text[start:end]
    changed = [i for i, (c, w) in enumerate(zip(surface, wanted, strict=True)) if c != w]
    if not changed or 2 * len(changed) > len(wanted) + len(wanted) % 2:
        return False
    if any(surface[i] not in _stand_ins(wanted[i]) for i in changed):
        return False
    gaps = searched.gaps(start, end)
    if any(c in CLAUSE or c == "\n" for c in gaps):
        return False
    words = patterns.words
    pairs = {j for i in changed for j in (i - 1, i) if 0 <= j < len(surface) - 1}
    if any(words.is_word(surface[j : j + 2]) for j in pairs):
        return False
    return stands_free(searched, patterns, start, end)


@cache
def _stand_ins(char: str) -> frozenset[str]:
    return frozenset(stand_ins(char))
