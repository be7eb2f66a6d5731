"""A text cut into passages that a model can take, at scene borders, else at line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_BLANK_LINES = re.compile(r"\n[ \t\r　]*\n\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """``text[start:end]`` of the whole, which begins in ``line`` (from 1)."""

    start: int
    end: int
    line: int
    text: str


def tokens(text: str) -> int:
    """About how many tokens a model counts in ``text``: one for each Chinese character, one for four Latin letters.

    Rather too many than too few: tokenisers in use need 0.6 to 1.1 for a Chinese character.
    """
    latin = sum(1 for c in text if c.isascii())
    return len(text) - latin + -(-latin // 4)


def passages(text: str, *, starts: Sequence[int] = (), budget: int) -> tuple[Passage, ...]:
    """The whole of ``text`` in passages of at most ``budget`` tokens.

    ``starts`` are where scenes begin, paragraphs are taken without them. Whole scenes go together while they fit; a
    scene longer than the budget is cut at line ends, a line longer than it anywhere. Blank passages are left out.
    """
    borders = sorted({0, len(text), *(s for s in starts if 0 < s < len(text))})
    if not starts:
        borders = sorted({0, len(text), *(m.end() for m in _BLANK_LINES.finditer(text))})
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(borders):
        pieces.extend(_cut(text, start, end, budget))
    joined: list[tuple[int, int]] = []
    size = 0
    for start, end in pieces:
        more = tokens(text[start:end])
        if joined and size + more <= budget:
            joined[-1] = (joined[-1][0], end)
            size += more
        else:
            joined.append((start, end))
            size = more
    return tuple(
        Passage(start, end, text.count("\n", 0, start) + 1, text[start:end])
        for start, end in joined
        if text[start:end].strip()
    )


def _cut(text: str, start: int, end: int, budget: int) -> Iterator[tuple[int, int]]:
    """A stretch in pieces that fit."""
    if tokens(text[start:end]) <= budget:
        yield start, end
        return
    at = start
    for line in text[start:end].splitlines(keepends=True):
        # No character counts more than one token, so a slice of as many characters always fits.
        for k in range(0, len(line), budget):
            piece = line[k : k + budget]
            yield at, at + len(piece)
            at += len(piece)
