"""Where a text names people. Western scripts write a name large in cues (WREN) and as a name in actions (Wren)."""

from __future__ import annotations

import re
from functools import lru_cache


def names_in(text: str, names: tuple[str, ...]) -> list[tuple[str, re.Match[str]]]:
    """Each mention of one of ``names`` in the order of the text; a name inside a longer one is not a mention."""
    pattern, owner = _pattern(names)
    return [(owner[m.group()], m) for m in pattern.finditer(text)] if owner else []


@lru_cache(maxsize=1024)
def _pattern(names: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    owner: dict[str, str] = {}
    for name in names:
        for spelling in (name, name.title()) if name.isascii() else (name,):
            owner.setdefault(spelling, name)
    longest_first = sorted(filter(None, owner), key=len, reverse=True)
    # Latin names stand as whole words: Ann is not in Annex.
    words = (rf"(?<![A-Za-z]){re.escape(s)}(?![A-Za-z])" if s.isascii() else re.escape(s) for s in longest_first)
    return re.compile("|".join(words)), owner
