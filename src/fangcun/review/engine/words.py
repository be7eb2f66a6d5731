"""Where words begin and end around a find, after the word list and frequencies of jieba."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

_LONGEST = 5  # characters of the words that segmentation tries
REACH = 8
"""Characters on either side of a find that decide where its words end."""
_TERM = 60.0  # frequency at least of a term of ours
_UNKNOWN = 0.5  # frequency of a character that the list lacks
_TOTAL = math.log(60_101_967)  # sum of the list's frequencies
_FEW = 100  # questions that are looked up in the file before all of it is read
_COMMON = 5  # a word rarer than this does not reach over the border of a find


class Words:
    """The general word list, in which the terms of a lexicon are words too."""

    def __init__(self, terms: frozenset[str] = frozenset()) -> None:
        self._known = _general()
        self._terms = terms

    def aligned(self, text: str, start: int, end: int) -> bool:
        """Whether no word of the most probable segmentation of ``text`` reaches over the border of [start, end)."""
        left, right = max(0, start - REACH), min(len(text), end + REACH)
        if not self.crossed(text, start, end):
            return True
        cuts = self.cuts(text[left:right])
        return start - left in cuts and end - left in cuts

    def crossed(self, text: str, start: int, end: int) -> bool:
        """Whether any common word at all reaches over the start or the end of [start, end)."""
        return self._spans(text, start, end, border=start) or self._spans(text, start, end, border=end)

    def _spans(self, text: str, start: int, end: int, *, border: int) -> bool:
        known = self._known.lookup()
        size = len(text)
        # The shortest words first: they are what usually reaches over.
        for first in range(border - 1, max(-1, border - _LONGEST), -1):
            for last in range(border + 1, min(size, first + _LONGEST) + 1):
                # What holds the whole find is a compound of it (赌博罪), not a word across it.
                if known(text[first:last], 0) >= _COMMON and not (first <= start and last >= end):
                    return True
        return False

    def is_word(self, text: str) -> bool:
        """Whether the general list knows ``text``."""
        return self._known.get(text, 0) >= _COMMON

    def is_term(self, text: str) -> bool:
        """Whether ``text`` is a term of the lexicon by itself."""
        return text in self._terms

    def cuts(self, text: str) -> frozenset[int]:
        """The borders of the most probable segmentation (unigram model) of ``text``, its ends among them."""
        size = len(text)
        best = [0.0] * (size + 1)
        jump = [0] * (size + 1)
        for first in range(size - 1, -1, -1):
            score, target = -math.inf, first + 1
            for last in range(first + 1, min(size, first + _LONGEST) + 1):
                weight = self._weight(text[first:last])
                if weight and math.log(weight) - _TOTAL + best[last] > score:
                    score, target = math.log(weight) - _TOTAL + best[last], last
            best[first], jump[first] = score, target
        cuts, place = {0}, 0
        while place < size:
            place = jump[place]
            cuts.add(place)
        return frozenset(cuts)

    def _weight(self, word: str) -> float:
        known = float(self._known.get(word, 0))
        if word in self._terms:
            return max(known, _TERM)
        return known or (_UNKNOWN if len(word) == 1 else 0.0)


def pairs_in_words() -> npt.NDArray[np.uint64]:
    """Every two Chinese characters that stand side by side in some word, as ``first << 32 | second``, repeated."""
    codes = np.frombuffer(_list().decode("utf-8").encode("utf-32-le"), np.uint32)
    chinese = (codes >= 0x4E00) & (codes < 0xA000)
    places = np.flatnonzero(chinese[:-1] & chinese[1:])
    found: npt.NDArray[np.uint64] = (codes[places].astype(np.uint64) << np.uint64(32)) | codes[places + 1]
    return found


def common_pairs() -> npt.NDArray[np.uint64]:
    """The words of two characters that are common enough to reach over a border, as ``first << 32 | second``."""
    codes = np.frombuffer(("\n" + _list().decode("utf-8") + "\n\n").encode("utf-32-le"), np.uint32)
    # A row is a word, a blank, its frequency, a blank, its part of speech.
    rows = np.flatnonzero((codes[:-5] == ord("\n")) & (codes[3:-2] == ord(" ")))
    common = (codes[rows + 4] >= ord(str(_COMMON))) | (codes[rows + 5] != ord(" "))
    rows = rows[common]
    found: npt.NDArray[np.uint64] = (codes[rows + 1].astype(np.uint64) << np.uint64(32)) | codes[rows + 2]
    return found


class _Frequencies:
    """The frequency of every word of the list. A short text asks for few: they are looked up without reading all."""

    def __init__(self) -> None:
        self._raw = b"\n" + _list()
        self._seen: dict[str, int] = {}
        self._all: dict[str, int] | None = None

    def lookup(self) -> Callable[[str, int], int]:
        """The quickest way to ask, for many questions at once."""
        return self.get if self._all is None else self._all.get

    def get(self, word: str, default: int = 0) -> int:
        """The frequency of ``word``, or ``default``."""
        if self._all is not None:
            return self._all.get(word, default)
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) >= _FEW:
                rows = (line.split(" ", 2) for line in self._raw.decode("utf-8").splitlines())
                self._all = {row[0]: int(row[1]) for row in rows if len(row) > 1}
                return self._all.get(word, default)
            at = self._raw.find(f"\n{word} ".encode("utf-8", "replace"))
            found = -1
            if at >= 0:
                found = int(self._raw[at + 1 : at + 100].split(b" ", 2)[1])
            self._seen[word] = found
        return default if found < 0 else found


@cache
def _general() -> _Frequencies:
    return _Frequencies()


@cache
def _list() -> bytes:
    # The list alone is wanted: importing jieba would load its own segmenter for most of a second.
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    return (Path(spec.origin).parent / "dict.txt").read_bytes()
