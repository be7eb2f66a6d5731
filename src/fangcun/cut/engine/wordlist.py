"""Words of a script looked for together: one pass over the text, the longest word first."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of any of the words (lower case), the longest first; Latin ones stand alone, so that no "ring" is
    found in "during"."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w) for w in longest))
