"""Whether a found string is a word of its own: 手机 is none in 对手机会, 车 is none in 车间."""

from __future__ import annotations

import math
from functools import lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

_KEPT = 6  # the longest word that segmentation tries
_LONGEST = 4  # words of the general dictionary that may swallow or cut a term
_REACH = 6  # characters on either side that decide a doubtful case
_UNKNOWN = 0.5  # frequency of a character that the dictionary lacks
# Frequency at least, of a term of the lexicon that the general dictionary rates rarer: by its length, because three
# characters in a row are seldom there by chance.
_OURS, _OURS_LONG = 20.0, 2000.0
_IDIOM = 4  # 大雨滂沱, 西装笔挺: a phrase of four characters that opens with the thing


class Words:
    """A general Chinese word list with frequencies (jieba's), in which lexicon terms are words too."""

    def __init__(self, terms: frozenset[str] = frozenset()) -> None:
        self._frequency, self._nouns, total = _general()
        self._terms = terms
        self._log_total = math.log(total)

    def stands_alone(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is a word, or the head at the end of a compound (智能手机), in its place."""
        if not self._doubtful(text, start, end):
            return True
        left, right = max(0, start - _REACH), min(len(text), end + _REACH)
        return self._settle(text[left:right], start - left, end - left)

    def _doubtful(self, text: str, start: int, end: int) -> bool:
        """Whether some other word reaches over the start or the end."""
        known = self._frequency.get
        for first in range(start - _LONGEST + 1 if start >= _LONGEST else 0, end):
            # Words beginning before the term must not end in it, those beginning in it must not end behind it. The
            # word list also holds every beginning of a word (with frequency 0), so a gap ends the search.
            limit = start if first < start else end
            for last in range(first + 2, first + _LONGEST + 1):
                frequency = known(text[first:last])
                if frequency is None:
                    break
                if frequency and last > limit:
                    return True
        return False

    def _settle(self, window: str, start: int, end: int) -> bool:
        cuts = _cached_cuts(self, window)
        if end not in cuts:
            return start in cuts and end - start == _IDIOM // 2 and min(c for c in cuts if c > end) == start + _IDIOM
        if start in cuts:
            return True
        # Inside one longer word that ends here: the head of a compound stands last in Chinese. One character alone
        # is too weak for that (信 in 相信).
        return end - start > 1 and not any(start < cut < end for cut in cuts)

    def noun_at(self, text: str, start: int) -> int:
        """The end of the noun that begins at ``start`` (after one character that describes it), or ``start``."""
        window = text[start : start + 10]
        cuts = sorted(self.cuts(window))
        for first, last in pairwise(cuts):
            if last - first >= 2:
                return start + last if window[first:last] in self._nouns else start
            if first > 0:
                break
        return start

    def cuts(self, window: str) -> frozenset[int]:
        """The word borders of the most probable segmentation (unigram model) of ``window``."""
        size = len(window)
        best = [0.0] * (size + 1)
        jump = [0] * (size + 1)
        for first in range(size - 1, -1, -1):
            score, target = -math.inf, first + 1
            for last in range(first + 1, min(size, first + _KEPT) + 1):
                frequency = self._weight(window[first:last])
                if frequency <= 0 and last > first + 1:
                    continue
                value = math.log(frequency or _UNKNOWN) - self._log_total + best[last]
                if value > score:
                    score, target = value, last
            best[first], jump[first] = score, target
        borders, position = {0, size}, 0
        while position < size:
            position = jump[position]
            borders.add(position)
        return frozenset(borders)

    def _weight(self, word: str) -> float:
        frequency = float(self._frequency.get(word, 0))
        if word in self._terms:
            return max(frequency, _OURS_LONG if len(word) > 2 else _OURS)
        return frequency


@lru_cache(maxsize=65536)
def _cached_cuts(words: Words, window: str) -> frozenset[int]:
    return words.cuts(window)


@lru_cache(maxsize=1)
def _general() -> tuple[dict[str, int], frozenset[str], int]:
    """jieba's word list (words of up to six characters and, with frequency 0, their beginnings), which of its words
    are nouns, and its corpus size.

    The list is read without jieba itself, which would keep a cache in the machine's temporary folder.
    """
    package = find_spec("jieba")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("jieba")
    fields = (Path(package.submodule_search_locations[0]) / "dict.txt").read_text("utf-8").split()
    counts = list(map(int, fields[1::3]))  # lines of word, frequency, part of speech
    frequencies = {word: count for word, count in zip(fields[0::3], counts, strict=True) if len(word) <= _KEPT}
    beginnings = {word[:size] for word in frequencies for size in range(2, len(word))}
    frequencies.update(dict.fromkeys(beginnings.difference(frequencies), 0))
    nouns = frozenset(w for w, tag in zip(fields[0::3], fields[2::3], strict=True) if tag == "n" and len(w) <= _KEPT)
    return frequencies, nouns, sum(counts)
