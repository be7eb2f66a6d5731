"""One spelling for searching: full-width letters, radicals and capitals folded, invisible characters left out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Characters that NFKC maps to exactly one other character and that scripts copied from PDF really contain:
# Kangxi and CJK radicals, compatibility ideographs, full-width ASCII.
_RANGES = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFF01, 0xFF5E))
# Full-width punctuation stays: the rules know it, and Chinese text is full of it.
_KEEP = set("，：；！？（）＂")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def _table() -> dict[int, str]:
    table = {}
    for low, high in _RANGES:
        for code in range(low, high + 1):
            char = chr(code)
            folded = unicodedata.normalize("NFKC", char).lower()
            if char not in _KEEP and len(folded) == 1 and folded != char:
                table[code] = folded
    return table


_FOLDS = _table()
_RARE = re.compile(f"[{''.join(map(chr, _FOLDS))}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Text to search in. ``offsets`` maps its positions to the original's; None means they are the same."""

    text: str
    offsets: tuple[int, ...] | None = None

    def original(self, position: int) -> int:
        """The position in the original of the folded ``position`` (of a start, or of an end that is one past)."""
        return position if self.offsets is None else self.offsets[position]

    def original_end(self, end: int) -> int:
        """The end in the original of a range that ends before ``end``: just after its last character."""
        if self.offsets is None or end == 0:
            return end
        return self.offsets[end - 1] + 1

    def folded(self, position: int) -> int:
        """The first folded position that is not before the original ``position``."""
        if self.offsets is None:
            return position
        low, high = 0, len(self.offsets) - 1
        while low < high:
            middle = (low + high) // 2
            if self.offsets[middle] < position:
                low = middle + 1
            else:
                high = middle
        return low


def fold(text: str) -> Folded:
    """``text`` in lower case, compatibility characters replaced one for one, invisible ones removed."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow in lower case (İ): keep those as they are
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if _RARE.search(lowered):
        lowered = lowered.translate(_FOLDS)
    if not _INVISIBLE.search(lowered):
        return Folded(lowered)
    kept = [i for i, c in enumerate(lowered) if not _INVISIBLE.match(c)]
    return Folded("".join([lowered[i] for i in kept]), (*kept, len(text)))
