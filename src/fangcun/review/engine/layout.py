"""The text as it is searched: words' characters alone, with cues and subtitle times set apart from what is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangcun.review.engine.glyphs import BREAK, WORD
from fangcun.review.engine.normalise import Codes, Folded, Places, fold, to_text

_CUE = 14  # characters of the longest cue, with a remark on the manner in brackets
_AROUND = 24  # characters on either side that show how the text is usually written
_USUAL = 0.1  # share of them that is written otherwise than folded, from which on that is no disguise
_WALL = 0x0001  # stands between what is searched apart; no pattern holds it
_TIMES = re.compile(r"^[ \t]*(?:\d+[ \t]*\n)?[ \t]*\d\d?:\d\d[^\n]*-->[^\n]*$", re.M)


@dataclass(frozen=True)
class Searched:
    """What is searched: ``text`` and ``codes`` of words' characters; the i-th stands at ``place[i]`` of ``folded``.

    What lines say comes first and runs on over line ends; cues follow behind walls.
    """

    original: str
    folded: Folded
    text: str
    codes: Codes
    place: Places
    touching: bytes  # 1 where a character and the next one touch in the folded text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's offsets of ``text[start:end]``."""
        origin, place = self.folded.origin, self.place[start:end]
        return int(origin[place.min()]), int(origin[place.max()]) + 1

    def gaps(self, start: int, end: int) -> str:
        """The signs, cues and line ends between the characters of ``text[start:end]``."""
        if self.touching.find(0, start, end - 1) < 0:
            return ""
        place = self.place
        between = [self.folded.codes[place[i] + 1 : place[i + 1]] for i in range(start, end - 1)]
        return to_text(np.concatenate(between))

    def disguised(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` was written otherwise than it is folded, invisible characters included.

        Case does not count, nor a script or width that the text around is written in as well.
        """
        first, last = self.span(start, end)
        if self.original[first:last].lower() == self.text[start:end]:
            return False
        if last - first > end - start:
            return True
        around = (*range(max(0, start - _AROUND), start), *range(end, min(len(self.text), end + _AROUND)))
        changed = sum(self.original[self.folded.origin[self.place[i]]].lower() != self.text[i] for i in around)
        return changed <= len(around) * _USUAL

    def joined(self, left: int, right: int) -> bool:
        """Whether the characters ``left`` and ``right`` (its neighbour) touch in the folded text."""
        return left >= 0 and right < len(self.text) and self.touching[left] == 1

    def nearby(self, start: int, end: int, *, reach: int) -> str:
        """The folded text around, cues and signs included."""
        first, last = int(self.place[start]), int(self.place[end - 1])
        return to_text(self.folded.codes[max(0, first - reach) : last + reach + 1])


def lay(original: str) -> Searched:
    """``original`` folded, as it is searched."""
    folded = fold(original)
    word = folded.kinds == WORD
    aside = _aside(folded)
    if aside is None or not aside.any():
        place = np.flatnonzero(word)
        codes = folded.codes[place]
        return Searched(original, folded, to_text(codes), codes, place, _touching(place))
    said = np.flatnonzero(word & ~aside)
    # The last character of every cue is its colon, which becomes the wall behind it.
    ends = aside & np.concatenate([~aside[1:], [True]])
    cues = np.flatnonzero((word & aside) | ends)
    wall = folded.codes[cues].copy()
    wall[ends[cues]] = _WALL
    codes = np.concatenate([folded.codes[said], np.array([_WALL], np.uint32), wall])
    place = np.concatenate([said, cues[:1], cues])
    return Searched(original, folded, to_text(codes), codes, place, _touching(place))


def _touching(place: Places) -> bytes:
    flags: bytes = ((place[1:] - place[:-1]) == 1).tobytes()
    return flags


def _aside(folded: Folded) -> npt.NDArray[np.bool_] | None:
    """Which characters belong to cues at the head of lines and to times of subtitles; None where there are none."""
    codes = folded.codes
    breaks = np.flatnonzero(folded.kinds == BREAK)
    if not breaks.size:
        return None
    colons = np.flatnonzero(codes == ord(":"))
    if not colons.size:
        return None
    lines = np.searchsorted(breaks, colons)
    starts = np.where(lines > 0, breaks[np.maximum(lines - 1, 0)] + 1, 0)
    heads = (colons - starts <= _CUE) & np.concatenate([[True], lines[1:] != lines[:-1]])
    step = np.zeros(codes.size + 1, np.int32)
    step[starts[heads]] += 1  # one head a line, so that no place is named twice
    step[colons[heads] + 1] -= 1
    arrows = np.flatnonzero(codes == ord(">"))
    if (codes[np.maximum(arrows - 1, 0)] == ord("-")).any():
        for found in _TIMES.finditer(to_text(codes)):
            step[found.start()] += 1
            step[found.end()] -= 1
    marked: npt.NDArray[np.bool_] = np.cumsum(step[:-1]) > 0
    return marked
