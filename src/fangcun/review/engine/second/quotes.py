"""Where a quoted passage stands in a text: character by character, else by its words alone."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.review.engine.glyphs import WORD
from fangcun.review.engine.normalise import fold, tight, to_text

_SHORTEST, _LONGEST = 2, 300  # characters of words; what is longer shows no place


@dataclass(frozen=True, slots=True)
class Quotable:
    """A passage that can be searched for quotes. ``words`` are its characters of words, ``origin`` where each stood."""

    text: str
    words: str
    origin: tuple[int, ...]


def quotable(text: str) -> Quotable:
    """``text`` made ready for any number of quotes."""
    folded = fold(text)
    kept = folded.kinds == WORD
    return Quotable(text, to_text(folded.codes[kept]), tuple(int(k) for k in folded.origin[kept]))


def find_quote(quote: str, passage: Quotable) -> tuple[int, int] | None:
    """The half-open range of the passage in which ``quote`` stands, exactly as its author wrote it.

    First as given; else with widths, blanks, signs, letter case and traditional characters made equal, as the screening
    does. None for words that do not stand there, and for a quote too short or too long to show a place.
    """
    quote = quote.strip()
    words = tight(quote)
    if not _SHORTEST <= len(words) <= _LONGEST:
        return None
    at = passage.text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    at = passage.words.find(words)
    if at < 0:
        return None
    return passage.origin[at], passage.origin[at + len(words) - 1] + 1
