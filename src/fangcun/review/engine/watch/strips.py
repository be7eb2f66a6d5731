"""Strips: lines of lettering followed from the frame in which they appear to the one in which they are gone.

Reading is dear, so it is done only where strokes came that stand still, once a second where anything changed at all,
lest a sign in a moving picture is missed, and where words flash up between two samples. When a line comes and goes is
then told by its strokes, frame by frame.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from rapidfuzz import fuzz

from fangcun.review.engine.watch.frames import Frame
from fangcun.review.engine.watch.letters import letter_height
from fangcun.review.engine.watch.reading import Line, read_lines
from fangcun.review.engine.watch.strokes import Strokes, alike, came, steady

_STANDS = 0.6  # likeness of strokes above which a line still stands
_SURELY = 88  # of 100: the same words whatever their strokes (a fade, another ground)
_SAME = 0.85  # from here on it need not be read again
_LIKE = 60  # of 100: two readings of one line
_NEW = 2  # squares with new lettering that are worth reading
_FLASHED = 4  # squares with lettering that is in neither of the samples around it
_MORE = 1.5  # times what moving pictures bring of that kind
_FADE = 0.7  # of what was usual a sample ago is expected still


@dataclass
class Strip:
    """A line that stood from ``first`` to before ``end``; its rectangle and letters in shares of the picture.

    ``readings`` are the texts that were read with the sum of their sureness, ``height`` is that of its letters as a
    share of the shorter side, nought where it was not measured.
    """

    first: int
    end: int
    box: tuple[float, float, float, float]
    readings: dict[str, float]
    reads: dict[str, int]
    heights: list[float] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The reading that is surest over all."""
        return max(self.readings, key=lambda text: (self.readings[text], len(text)))

    @property
    def sureness(self) -> float:
        """How surely that text was read, 0 to 1."""
        return self.readings[self.text] / self.reads[self.text]

    @property
    def height(self) -> float:
        """The middle of its measured heights, nought when none could be told."""
        told = [height for height in self.heights if height]
        return float(np.median(told)) if told else 0.0


@dataclass
class _Open:
    strip: Strip
    line: Line
    strokes: Strokes
    seen: int


class Strips:
    """Follows the lettering of a part of a film, fed with its frames in order."""

    def __init__(self, *, every: int, opening: int) -> None:
        self._every, self._opening = every, opening
        self._open: list[_Open] = []
        self._done: list[Strip] = []
        self._recent: list[tuple[Frame, Strokes]] = []  # since two samples ago
        self._read: Strokes | None = None  # what stood when it was read last
        self._last_read = -1
        self._usual = 0.0
        self._between: set[int] = set()  # frames between samples that were read
        self._count = 0
        self._scale = 1.0

    def add(self, frame: Frame, strokes: Strokes) -> None:
        """One more frame and its strokes."""
        self._recent.append((frame, strokes))
        if self._count % self._every == 0:
            self._look_between(strokes)
            self._close_gone(frame, strokes)
            if self._worth(frame, strokes):
                self._look(frame, strokes)
            del self._recent[: -(2 * self._every + 1)]
        self._count += 1

    def end(self) -> list[Strip]:
        """All that was found, in order; what still stands ends with the last frame."""
        if self._recent:
            frame, strokes = self._recent[-1]
            self._look_between(strokes)
            self._close_gone(frame, strokes)
            if self._read is not None and came(steady([s for _, s in self._recent[-3:]]), self._read) >= _NEW:
                self._look(frame, strokes)
            for known in list(self._open):
                if alike(self._patch(strokes, known), known.strokes) < _STANDS:
                    self._close(known)
                else:
                    known.strip.end = frame.number + 1
                    self._done.append(known.strip)
        self._open = []
        return sorted(self._done, key=lambda s: (s.first, s.box[1], s.box[0]))

    def _worth(self, frame: Frame, strokes: Strokes) -> bool:
        if self._read is None:
            return True
        held = steady([s for _, s in self._recent[-self._every - 1 :: 2]])
        if came(held, self._read) >= _NEW:
            return True
        late = frame.number - self._last_read >= 4 * self._every
        return late and came(strokes, self._read) >= _NEW

    def _look_between(self, strokes: Strokes) -> None:
        """Read what was there between two samples, or at one alone, and is gone: the frame with most of such lettering,
        when that is much and more than was usual: a picture that moves brings some of it all the time."""
        since = self._recent[-self._every - 1 :]
        before = self._recent[-2 * self._every - 1 : -2 * self._every]
        shown = [(came(between, np.maximum(since[0][1], strokes)), frame) for frame, between in since[1:-1]]
        if before:
            shown.append((came(since[0][1], np.maximum(before[0][1], strokes)), since[0][0]))
        if not shown:
            return
        most, frame = max(shown, key=lambda pair: pair[0])
        usual, self._usual = self._usual, max(_FADE * self._usual, most)
        if most >= max(_FLASHED, _MORE * usual) and frame.number not in self._between:
            self._between.add(frame.number)
            self._look(frame, next(s for f, s in self._recent if f is frame))

    def _look(self, frame: Frame, strokes: Strokes) -> None:
        picture = frame.bgr()
        height, width = picture.shape[:2]
        scale = self._scale = strokes.shape[1] / width

        def known(box: tuple[int, int, int, int]) -> Line | None:
            for one in self._open:
                if _overlap(box, one.line) > 0.6 and alike(self._patch(strokes, one), one.strokes) >= _SAME:
                    return one.line
            return None

        for line in read_lines(picture, known=known):
            found = next((o for o in self._open if self._is(o, line, strokes)), None)
            patch = _crop(strokes, line, scale)
            if found is None:
                first = self._came(patch, line, scale, frame.number)
                shares = (line.left / width, line.top / height, line.right / width, line.bottom / height)
                found = _Open(
                    Strip(first, frame.number + 1, shares, defaultdict(float), defaultdict(int)),
                    line,
                    patch,
                    frame.number,
                )
                self._open.append(found)
            found.seen = frame.number
            if found.line is not line or not found.strip.readings:
                found.line, found.strokes = line, patch
            found.strip.readings[line.text] += line.sureness
            found.strip.reads[line.text] += 1
            found.strip.end = frame.number + 1
            if frame.number < self._opening and len(found.strip.heights) < 9:
                found.strip.heights.append(letter_height(picture, line) / min(width, height))  # nought: not told
        for one in [o for o in self._open if o.seen != frame.number]:
            if alike(self._patch(strokes, one), one.strokes) < _SAME:
                self._close(one)
        self._read, self._last_read = strokes, frame.number

    def _is(self, one: _Open, line: Line, strokes: Strokes) -> bool:
        if line is one.line:
            return True
        if _overlap((line.left, line.top, line.right, line.bottom), one.line) <= 0.4:
            return False
        stands = alike(self._patch(strokes, one), one.strokes) >= _STANDS
        return fuzz.ratio(line.text, one.line.text) >= (_LIKE if stands else _SURELY)

    def _came(self, patch: Strokes, line: Line, scale: float, number: int) -> int:
        """The first of the frames up to this one in which the line stood without a break."""
        first = number
        for earlier, strokes in reversed(self._recent):
            if earlier.number > number:
                continue
            if alike(_crop(strokes, line, scale), patch) < _STANDS:
                break
            first = earlier.number
        return first

    def _close_gone(self, frame: Frame, strokes: Strokes) -> None:
        for one in list(self._open):
            if alike(self._patch(strokes, one), one.strokes) < _STANDS:
                self._close(one)
            else:
                one.strip.end = frame.number + 1

    def _close(self, one: _Open) -> None:
        """Ended with the last frame since it was seen in which its strokes stood."""
        for frame, strokes in self._recent:
            if frame.number < one.strip.end:
                continue
            if alike(self._patch(strokes, one), one.strokes) < _STANDS:
                break
            one.strip.end = frame.number + 1
        self._open.remove(one)
        self._done.append(one.strip)

    def _patch(self, strokes: Strokes, one: _Open) -> Strokes:
        return _crop(strokes, one.line, self._scale)


def _crop(strokes: Strokes, line: Line, scale: float) -> Strokes:
    left, right = int(line.left * scale), max(int(line.left * scale) + 1, round(line.right * scale))
    top, bottom = int(line.top * scale), max(int(line.top * scale) + 1, round(line.bottom * scale))
    return strokes[top:bottom, left:right].copy()


def _overlap(box: tuple[int, int, int, int], line: Line) -> float:
    """Intersection over union."""
    wide = min(box[2], line.right) - max(box[0], line.left)
    high = min(box[3], line.bottom) - max(box[1], line.top)
    if wide <= 0 or high <= 0:
        return 0.0
    own = (box[2] - box[0]) * (box[3] - box[1])
    other = (line.right - line.left) * (line.bottom - line.top)
    return wide * high / (own + other - wide * high)
