"""Rows of other languages: broken between words, as few as can be, and nearly equally long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from fangcun.cut.engine.languages import Language, Script
from fangcun.cut.engine.phrases import rows_of, shown_of, words_of
from fangcun.cut.engine.thai import thai_words

_STRONG = ".?!…؟。！？۔"
_WEAK = ",;:،؛，；：—–"
# Rows are best broken before a word that joins (the timed text style guides: before conjunctions and prepositions).
_JOINING = frozenset(
    re.findall(
        r"\S+",
        "and but or so because if when while that who which than for of to in on at with from by as "
        "y o pero porque que si cuando de en con por para como e ou mas com do da no na "
        "et mais ou dans avec pour par des und oder aber weil dass mit von zu bei auf für "
        "dan atau tetapi yang dengan untuk и но или что в на с для",
    )
)
_MARKS = " \"'”’»)]"


def letters_of(text: str) -> int:
    """The letters a reader counts: vowel signs above and below and marks of direction are none."""
    return sum(not unicodedata.category(c).startswith(("M", "C")) for c in text)


def pieces_of(text: str, *, language: Language, names: Iterable[str] = (), face: Path | None = None) -> list[str]:
    """What must not be broken, in order; joined it is ``text``. ``face`` is a font file, which Thai needs: without
    one it is broken at its spaces only. ``names`` and short brackets stay whole."""
    if language.script is Script.HAN:
        return [text[a:b] for a, b in words_of(text, names=names)]
    spaced = re.findall(r"\s*\S+\s*|\s+$", text)
    if language.script is Script.THAI and face is not None:
        spaced = [word for piece in spaced for word in thai_words(piece, face=face)]
    return _joined(text, spaced, names)


def _joined(text: str, pieces: Sequence[str], names: Iterable[str]) -> list[str]:
    kept = [m.span() for name in names if name for m in re.finditer(re.escape(name), text)]
    kept += [m.span() for m in re.finditer(r"\([^()]{1,20}\)", text)]
    found: list[str] = []
    at = 0
    for piece in pieces:
        if found and (any(a < at < b for a, b in kept) or not piece.strip(_MARKS + _STRONG + _WEAK)):
            found[-1] += piece
        else:
            found.append(piece)
        at += len(piece)
    return found


def even_rows(pieces: Sequence[str], *, measure: Callable[[str], float], most: float) -> list[str]:
    """The pieces in the fewest rows no wider than ``most``, and of those in the most even, broken by sense.

    A piece wider than a row stands alone. Breaks after a mark are sought, breaks after a short word (an article, a
    preposition) avoided. Joined with a space or nothing, the rows are the text.
    """
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for stop in range(1, len(pieces) + 1):
        options = []
        for start in range(stop - 1, -1, -1):
            width = measure("".join(pieces[start:stop]).strip())
            if width > most and start < stop - 1:
                break
            rows, cost, _ = best[start]
            slack = max(0.0, (most - width) / most)
            after = pieces[stop] if stop < len(pieces) else ""
            options.append((rows + 1, cost + slack**2 + _break_cost(pieces[stop - 1], after), start))
        best.append(min(options))
    found, stop = [], len(pieces)
    while stop:
        start = best[stop][2]
        found.append("".join(pieces[start:stop]).strip())
        stop = start
    return [row for row in reversed(found) if row]


def _break_cost(piece: str, after: str) -> float:
    word = piece.rstrip(_MARKS)
    if not after or not word or word[-1] in _STRONG:
        return 0.0
    if word[-1] in _WEAK:
        return 0.05
    spaced = piece != piece.rstrip()
    cost = 0.12 if after.strip().lower() in _JOINING else 0.3
    return cost + (0.15 if spaced and letters_of(word) <= 3 else 0.0)


def rows_in(
    text: str, *, language: Language, limit: int, names: Iterable[str] = (), face: Path | None = None
) -> list[str]:
    """``text`` as subtitle rows of at most ``limit`` letters (Chinese characters for Chinese and Japanese)."""
    names = tuple(names)
    if language.script is Script.HAN:
        return [shown for a, b in rows_of(text, names=names, row=limit) if (shown := shown_of(text[a:b]))]
    pieces = pieces_of(re.sub(r"\s+", " ", text).strip(), language=language, names=names, face=face)
    return [row for part in _sentences(pieces, limit) for row in even_rows(part, measure=letters_of, most=limit)]


def _sentences(pieces: Sequence[str], limit: int) -> list[list[str]]:
    """The pieces by sentence, short sentences together as far as one row holds them."""
    parts: list[list[str]] = [[]]
    for piece in pieces:
        parts[-1].append(piece)
        if is_end(piece) and not _is_abbreviation(piece):
            parts.append([])
    merged: list[list[str]] = []
    for part in filter(None, parts):
        if merged and letters_of("".join([*merged[-1], *part]).strip()) <= limit:
            merged[-1] += part
        else:
            merged.append(part)
    return merged


def _is_abbreviation(piece: str) -> bool:
    return re.fullmatch(r"\W*[A-ZÀ-Þ][a-zà-ÿ]{0,2}\.\s*", piece) is not None


def is_end(row: str) -> bool:
    """Whether a row ends a sentence."""
    shown = row.rstrip(_MARKS)
    return bool(shown) and shown[-1] in _STRONG


def ranges_of(text: str, rows: Iterable[str]) -> list[tuple[int, int]]:
    """Where the rows of ``rows_in`` stand in ``text``, whose spaces may be other than theirs."""
    found, at = [], 0
    for row in rows:
        start = end = -1
        for letter in row:
            if letter.isspace():
                continue
            at = text.index(letter, at)
            start = at if start < 0 else start
            at = end = at + 1
        if start >= 0:
            found.append((start, end))
    return found


def columns_of(rows: Sequence[str], *, most: int = 12) -> list[str]:
    """Each row as an upright column of at most ``most`` letters, without spaces."""
    bare = ["".join(row.split()) for row in rows]
    return [row[i : i + most] for row in bare for i in range(0, len(row), most)]
