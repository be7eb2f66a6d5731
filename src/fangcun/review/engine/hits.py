"""A term found in searched text, before its meaning is asked for, and the tests that all ways of finding share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fangcun.review.contracts import Technique
from fangcun.review.engine.layout import Searched
from fangcun.review.engine.patterns import Patterns
from fangcun.review.engine.words import REACH

CLAUSE = frozenset(",。!?;:、…")
"""Signs (as folded) that end a clause or sentence: words on either side rarely belong together."""

TELLING = frozenset("赌博贷嫖贩弩荐炒赃彩枪盗币诈骗")
"""Characters that are rare outside the trades the lexicon is about: with one of them a doubtful spelling is meant."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Pattern number and half-open range of searched text. ``meant`` says that nobody writes so by chance.

    ``folded`` is the range of folded text where that reaches further (pictures are no part of searched text).
    """

    pattern: int
    start: int
    end: int
    technique: Technique
    meant: bool = False
    folded: tuple[int, int] | None = None


def surroundings(searched: Searched, start: int, end: int) -> tuple[str, int, int]:
    """What touches [start, end) on both sides with it between, and the range in that string."""
    touching = searched.touching
    left = max(0, start - REACH, touching.rfind(0, max(0, start - REACH), start) + 1)
    far = min(len(searched.text), end + REACH)
    gap = touching.find(0, end - 1, far - 1)
    right = far if gap < 0 else gap + 1
    return searched.text[left:right], start - left, end - left


def stands_free(searched: Searched, patterns: Patterns, start: int, end: int) -> bool:
    """Whether no common word at all reaches over the border of [start, end): the strict test."""
    text, first, last = surroundings(searched, start, end)
    return not patterns.words.crossed(text, first, last) and letters_end(searched, start, end)


def letters_end(searched: Searched, start: int, end: int) -> bool:
    """Whether a range that begins or ends with a Latin letter or digit does so where that run of them does."""
    text = searched.text
    if _ascii(text[start]) and searched.joined(start - 1, start) and _same_run(text[start - 1], text[start]):
        return False
    return not (_ascii(text[end - 1]) and searched.joined(end - 1, end) and _same_run(text[end - 1], text[end]))


def _ascii(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _same_run(left: str, right: str) -> bool:
    if not (_ascii(left) and _ascii(right)):
        return False
    return left.isdigit() == right.isdigit()


def runs_of_latin(searched: Searched) -> list[tuple[int, int]]:
    """The half-open ranges of Latin letters and digits, signs between them set aside."""
    codes = searched.codes
    latin = np.flatnonzero((codes < 0x80) & (codes > 0x20))
    if not latin.size:
        return []
    breaks = np.flatnonzero(np.diff(latin) > 1)
    firsts = latin[np.concatenate([[0], breaks + 1])].tolist()
    lasts = latin[np.concatenate([breaks, [latin.size - 1]])].tolist()
    return [(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]
