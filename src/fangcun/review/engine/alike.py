"""Terms in which a character was put for another that sounds or looks like it (堵博, 徽信)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np

from fangcun.review.contracts import Technique
from fangcun.review.engine.hits import CLAUSE, TELLING, Hit, stands_free
from fangcun.review.engine.layout import Searched
from fangcun.review.engine.patterns import Patterns
from fangcun.review.engine.suspects import are_words, stand_ins, suspicious

_SHORT = 3  # characters of terms that chance may make of others


def find_alike(searched: Searched, patterns: Patterns) -> list[Hit]:
    """The terms, in the order of the text. At least half of a term's characters stand as they are."""
    if len(searched.text) < 2:
        return []
    found: list[Hit] = []
    for number, start in _candidates(searched, patterns):
        wanted = patterns.all[number].text
        end = start + len(wanted)
        surface = searched.text[start:end]
        if patterns.words.is_term(surface):
            continue  # 微信 is no misspelling of its own slang
        # Of a term of two characters, the table of pairs has told all.
        if (len(wanted) == 2 or _stands_in(surface, wanted, patterns)) and _stands_alone(
            searched, patterns, start, end
        ):
            meant = len(surface) > _SHORT or any(c in TELLING for c in surface)
            found.append(Hit(number, start, end, Technique.ALIKE, meant))
    return found


def _candidates(searched: Searched, patterns: Patterns) -> Iterable[tuple[int, int]]:
    """Patterns and where they would begin, of which half of the characters stand in the text as they are."""
    suspects = patterns.suspects
    codes = searched.codes
    places, ranks = suspicious(suspects, codes)
    lows = suspects.begins[ranks]
    counts = suspects.begins[ranks + 1] - lows
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    uses = np.repeat(lows, counts) + offsets
    numbers = suspects.uses[uses].astype(np.int64)
    starts = np.repeat(places, counts) - suspects.places[uses]
    grid, sizes = patterns.grid
    inside = (starts >= 0) & (starts + sizes[numbers] <= codes.size)
    numbers, starts = numbers[inside], starts[inside]
    same = np.zeros(numbers.size, np.int64)
    for column in range(grid.shape[1]):
        same += grid[numbers, column] == codes[np.minimum(starts + column, codes.size - 1)]
    size = sizes[numbers]
    enough = (same < size) & (same >= size // 2)
    numbers, starts, ends = numbers[enough], starts[enough], (starts + size)[enough]
    # Most of what is no term is cut by a word of two characters.
    touching = np.frombuffer(searched.touching + b"\0", np.bool_)
    before, last, behind = np.maximum(starts - 1, 0), ends - 1, np.minimum(ends, codes.size - 1)
    left = touching[before] & (starts > 0) & are_words(suspects, codes[before], codes[starts])
    right = touching[last] & (ends < codes.size) & are_words(suspects, codes[last], codes[behind])
    enough = ~(left | right)
    return dict.fromkeys(zip(numbers[enough].tolist(), starts[enough].tolist(), strict=True))


def _stands_in(surface: str, wanted: str, patterns: Patterns) -> bool:
    """Whether every character is the wanted one or stands in for it, and none of them is part of an ordinary word."""
    changed = [i for i, (c, w) in enumerate(zip(surface, wanted, strict=True)) if c != w]
    if any(surface[i] not in _stand_ins(wanted[i]) for i in changed):
        return False
    pairs = {j for i in changed for j in (i - 1, i) if 0 <= j < len(surface) - 1}
    return not any(patterns.words.is_word(surface[j : j + 2]) for j in pairs)


def _stands_alone(searched: Searched, patterns: Patterns, start: int, end: int) -> bool:
    gaps = searched.gaps(start, end)
    if any(c in CLAUSE or c == "\n" for c in gaps):
        return False
    return stands_free(searched, patterns, start, end)


@cache
def _stand_ins(char: str) -> frozenset[str]:
    return frozenset(stand_ins(char))
