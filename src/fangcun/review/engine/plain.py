"""Terms that stand there as they are, once widths, signs, invisible characters and line ends are set aside."""

from __future__ import annotations

from fangcun.review.contracts import Technique
from fangcun.review.engine.hits import CLAUSE, Hit, letters_end, stands_free, surroundings
from fangcun.review.engine.layout import Searched
from fangcun.review.engine.normalise import tight
from fangcun.review.engine.patterns import ALLOW, Patterns

_SHORT = 3  # characters of terms that may well arise where two lines meet
_FAR = 12  # signs between two characters of one term


def find_plain(searched: Searched, patterns: Patterns) -> tuple[list[Hit], list[tuple[int, int]]]:
    """The terms, and the ranges in which a term means something else."""
    found: list[Hit] = []
    allowed: list[tuple[int, int]] = []
    owner = patterns.owner
    for number, start, end in patterns.automaton.find_matches_as_indexes(searched.text, overlapping=True):
        if owner[number] == ALLOW:
            if not _cut_by_clause(searched.gaps(start, end)):
                allowed.append((start, end))
            continue
        hit = _accept(searched, patterns, number, start, end)
        if hit is not None:
            found.append(hit)
    return found, allowed


def _accept(searched: Searched, patterns: Patterns, number: int, start: int, end: int) -> Hit | None:
    pattern = patterns.all[number]
    gaps = searched.gaps(start, end)
    if not letters_end(searched, start, end):
        return None
    if pattern.text.isascii():
        return _accept_letters(searched, number, start, end, gaps)
    technique = pattern.technique
    if not gaps:
        text, first, last = surroundings(searched, start, end)
        if not patterns.words.aligned(text, first, last):
            return None
        return Hit(number, start, end, technique, _disguised(searched, patterns, number, start, end))
    if len(gaps) > _FAR * (end - start) and "\n" not in gaps:
        return None
    if "\n" in gaps or _cut_by_clause(gaps):
        if not stands_free(searched, patterns, start, end):
            return None
        broken = Technique.BROKEN if technique is Technique.PLAIN else technique
        # A line that ends without a sign was cut there; two sentences that meet may just be made of those words.
        cut = "\n" in gaps and end - start > _SHORT and not _cut_by_clause(gaps.replace(":", ""))
        return Hit(number, start, end, broken) if cut or _pieces_are_bare(searched, patterns, start, end) else None
    text, first, last = surroundings(searched, start, end)
    if not patterns.words.aligned(text, first, last):
        return None
    spaced = Technique.SPACED if technique is Technique.PLAIN else technique
    return Hit(number, start, end, spaced, meant=bool(gaps.strip()))


def _accept_letters(searched: Searched, number: int, start: int, end: int, gaps: str) -> Hit | None:
    if not gaps:
        return Hit(number, start, end, Technique.PLAIN, searched.disguised(start, end))
    # v x, v-x: every letter by itself, and no further letter beside them. "wo rk" is no term.
    text = searched.text
    apart = all(not searched.joined(i, i + 1) for i in range(start, end - 1)) and not set(gaps) & set("()[]{}=+/")
    beside = (start > 0 and text[start - 1].isascii()) or (end < len(text) and text[end].isascii())
    return Hit(number, start, end, Technique.SPACED, meant=True) if apart and not beside and "\n" not in gaps else None


def _pieces_are_bare(searched: Searched, patterns: Patterns, start: int, end: int) -> bool:
    """Whether the term is cut in the middle of its words.

    提现 and 平台 at the end and the beginning of two sentences are just words; a term that was broken to hide it is
    seldom cut where whole words meet.
    """
    pieces: list[str] = [searched.text[start]]
    for i in range(start + 1, end):
        if searched.joined(i - 1, i):
            pieces[-1] += searched.text[i]
        else:
            pieces.append(searched.text[i])
    words = patterns.words
    return not all(len(p) > 1 and (words.is_word(p) or words.is_term(p)) for p in pieces)


def _disguised(searched: Searched, patterns: Patterns, number: int, start: int, end: int) -> bool:
    """Whether the term is written as only somebody writes who hides it, or who belongs to the trade (菠菜)."""
    text = patterns.all[number].text
    slang = not text.isascii() and text != tight(patterns.entry(number).canonical)
    return slang or searched.disguised(start, end)


def _cut_by_clause(gaps: str) -> bool:
    return any(c in CLAUSE for c in gaps)
