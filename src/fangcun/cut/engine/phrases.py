"""Breaking a line into subtitle rows by sense: at punctuation first, between words else, never inside a word."""

from __future__ import annotations

import itertools
import logging
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import jieba

ROW_WIDTH = 14  # Chinese characters in a row; a Latin letter counts for half
ROWS = 2

_STRONG = set("。！？!?…；;")
_WEAK = set("，、,：:—")
_CLOSING = set("。，、；：！？…—”’』」》）)】!?,.;:%℃·~～")
_HIDDEN = "，。、；,;：: 　"  # not shown at the end of a row; 。 and ， are pauses that the cut itself makes
_OPENING = set("“‘『「《（(【")


@cache
def _tokenizer() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    return jieba.Tokenizer()


def width_of(text: str) -> int:
    """The width in half characters: two for a Chinese character, one for a Latin one."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def words_of(text: str, *, names: Iterable[str] = ()) -> list[tuple[int, int]]:
    """The words of ``text`` as ranges that cover it; names stay whole, closing marks stick to what they close."""
    edges = {0, len(text)}
    at = 0
    for word in _tokenizer().cut(text):
        at += len(word)
        edges.add(at)
    for name in names:
        for match in re.finditer(re.escape(name), text) if name else ():
            edges -= set(range(match.start() + 1, match.end()))
    for match in re.finditer(r"[A-Za-z0-9]+(?:['’.,:-][A-Za-z0-9]+)*%?", text):
        edges -= set(range(match.start() + 1, match.end()))
    for i in range(1, len(text)):
        if text[i] in _CLOSING or text[i].isspace() or text[i - 1] in _OPENING:
            edges.discard(i)
    ordered = sorted(edges)
    return list(itertools.pairwise(ordered))


def rows_of(text: str, *, names: Iterable[str] = (), row: int = ROW_WIDTH) -> list[tuple[int, int]]:
    """``text`` as subtitle rows, each a range of it no wider than ``row`` Chinese characters as shown.

    The cheapest breaks are sought over the whole line (Knuth and Plass's idea): at the end of a sentence they cost
    nothing, at a comma little, between words more; uneven and very short rows cost too. A single word wider than a
    row is cut, as nothing else is left.
    """
    words = [piece for word in words_of(text, names=names) for piece in _fitting(text, word, row=row)]
    if not words:
        return []
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(words) + 1):
        options = []
        for start in range(stop - 1, -1, -1):
            shown = shown_of(text[words[start][0] : words[stop - 1][1]])
            if width_of(shown) > row * 2 and start < stop - 1:
                break
            options.append((best[start][0] + _cost(text, words, start, stop, shown, row=row), start))
        best.append(min(options))
    rows: list[tuple[int, int]] = []
    stop = len(words)
    while stop:
        start = best[stop][1]
        rows.append((words[start][0], words[stop - 1][1]))
        stop = start
    return rows[::-1]


def _cost(text: str, words: list[tuple[int, int]], start: int, stop: int, shown: str, *, row: int) -> float:
    last = text[words[stop - 1][1] - 1]
    cost = 2.0 + ((row * 2 - width_of(shown)) / (row * 2)) ** 2  # fewer rows, and full ones
    if width_of(shown) <= 4:
        cost += 1.5
    if stop < len(words):
        cost += 0.0 if last in _STRONG else 0.6 if last in _WEAK else 3.0
    inside = [text[b - 1] for _, b in words[start : stop - 1]]
    return cost + 1.6 * sum(c in _STRONG for c in inside) + 0.3 * sum(c in _WEAK for c in inside)


def _fitting(text: str, word: tuple[int, int], *, row: int) -> list[tuple[int, int]]:
    if width_of(shown_of(text[slice(*word)])) <= row * 2:
        return [word]
    pieces, start = [], word[0]
    for i in range(word[0] + 1, word[1] + 1):
        if width_of(text[start:i]) > row * 2:
            cut = i - 1
            # Marks that close hang over the edge rather than open a row; marks that open go with what they open.
            while cut < word[1] and (text[cut] in _CLOSING or text[cut].isspace()):
                cut += 1
            while cut > start + 1 and text[cut - 1] in _OPENING:
                cut -= 1
            if start < cut < i:
                pieces.append((start, cut))
                start = cut
    return [*pieces, (start, word[1])]


def shown_of(text: str) -> str:
    """What a row shows: no comma or full stop at its end, those inside as a space; ？ ！ … stay. Rows without a
    Chinese character keep their marks, as other languages do."""
    trimmed = re.sub(r"\s+", " ", text).strip().lstrip("，。、；：")
    if not re.search(r"[\u3400-\u9fff]", trimmed):
        return trimmed.rstrip("，。、；：")
    return re.sub(r"[，。；](?=\S)", "\u2002", trimmed.rstrip(_HIDDEN))
