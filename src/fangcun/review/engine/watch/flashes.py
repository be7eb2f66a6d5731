"""Flashes that can bring on a seizure, counted place by place.

A flash is a pair of opposing changes: of luminance by at least a step whose darker state is below a limit, or to and
from a saturated red. Every place of a small picture counts its own changes over the last second; a frame is too much
when the places with more flashes than allowed cover more than a part of the screen. Counting by place is what tells
areas that flash in turn from one area that flashes on (ITU-R BT.1702-3 speaks of areas that flash concurrently).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fangcun.review.contracts import Box
from fangcun.review.engine.watch.light import WHITE_U, WHITE_V, Floats, Light
from fangcun.review.engine.watch.rules import Rule

Flags = NDArray[np.bool_]
SECOND = 1.0 - 1e-6


@dataclass(frozen=True, slots=True)
class Flashing:
    """A stretch of frames that flash too much, from the first change that counts to after the last.

    ``changes`` is the most opposing changes in one second over the area (two are a flash), ``area`` the largest part
    of the picture that flashed too often.
    """

    red: bool
    first: int
    end: int
    changes: int
    area: float
    box: Box


@dataclass
class _Counter:
    """The changes of each place in the last second."""

    most: int
    area: float
    red: bool
    window: deque[tuple[int, float, Flags]] = field(default_factory=deque)
    counts: NDArray[np.int16] | None = None
    open: tuple[int, int, int, float, Box] | None = None

    def add(self, frame: int, time: float, changed: Flags) -> Flashing | None:
        if self.counts is None:
            self.counts = np.zeros(changed.shape, np.int16)
        while self.window and self.window[0][1] <= time - SECOND:
            self.counts -= self.window.popleft()[2]
        if changed.any():
            self.window.append((frame, time, changed))
            self.counts += changed
        over = self.counts > 2 * self.most
        area = float(over.mean()) if self.window else 0.0
        if area <= self.area:
            return self.close()
        rank = max(1, int(self.area * over.size))
        shared = int(np.partition(self.counts, -rank, axis=None)[-rank])  # that so large a part has in common
        # The changes that count are those over a good part of what flashes: the rest of the picture moves too.
        counted = [at for at, _, flags in self.window if float((flags & over).mean()) > self.area / 2] or [frame]
        if self.open is None:
            self.open = (counted[0], counted[-1] + 1, shared, area, box_of(over))
        else:
            first, _, most, widest, box = self.open
            wider = box_of(over) if area > widest else box
            self.open = (first, counted[-1] + 1, max(most, shared), max(widest, area), wider)
        return None

    def close(self) -> Flashing | None:
        if self.open is None:
            return None
        first, end, shared, area, box = self.open
        self.open = None
        return Flashing(self.red, first, end, shared, area, box)


class FlashWatch:
    """Follows a film frame by frame; what flashes too much is yielded when it ends."""

    def __init__(self, rule: Rule) -> None:
        self._step, self._below = rule.number("step"), rule.number("darker_below")
        self._red_step = rule.number("red_step")
        most, area = int(rule.number("flashes")), rule.number("area")
        self._light = _Counter(most, area, red=False)
        self._red = _Counter(most, area, red=True)
        self._swing: _Swing | None = None
        self._turn: _Turn | None = None
        self._white: tuple[Floats, Floats, Flags] | None = None

    def add(self, frame: int, time: float, light: Light) -> Iterator[Flashing]:
        """One more frame, shown at ``time`` seconds."""
        if self._swing is None:
            self._swing = _Swing(light.luminance, step=self._step, below=self._below)
        found = self._light.add(frame, time, self._swing.changed(light.luminance))
        if found:
            yield found
        found = self._red.add(frame, time, self._reddened(light))
        if found:
            yield found

    def end(self) -> Iterator[Flashing]:
        """What was still flashing when the film ended."""
        for counter in (self._light, self._red):
            found = counter.close()
            if found:
                yield found

    def _reddened(self, light: Light) -> Flags:
        u, v, red = light.u, light.v, light.red
        if u is None or v is None or red is None:
            if self._turn is None:
                return np.zeros(light.luminance.shape, bool)
            u, v, red = self._colourless(light)
        if self._turn is None:
            self._turn = _Turn(u, v, red, step=self._red_step)
        return self._turn.changed(u, v, red)

    def _colourless(self, light: Light) -> tuple[Floats, Floats, Flags]:
        """A picture without red stands for any colour that is far from red."""
        if self._white is None:
            shape = light.luminance.shape
            self._white = (
                np.full(shape, WHITE_U, np.float32),
                np.full(shape, WHITE_V, np.float32),
                np.zeros(shape, bool),
            )
        return self._white


class _Swing:
    """The last turning point of each place's luminance, and which way it went since."""

    def __init__(self, luminance: Floats, *, step: float, below: float) -> None:
        self._low, self._high = luminance.copy(), luminance.copy()
        self._way = np.zeros(luminance.shape, np.int8)
        self._step, self._below = np.float32(step), np.float32(below)

    def changed(self, now: Floats) -> Flags:
        np.minimum(self._low, now, out=self._low)
        np.maximum(self._high, now, out=self._high)
        rose = (now - self._low >= self._step) & (self._low < self._below) & (self._way != 1)
        fell = (self._high - now >= self._step) & (now < self._below) & (self._way != -1)
        turned = rose | fell
        if turned.any():
            self._way[rose], self._way[fell] = 1, -1
            self._low[turned] = now[turned]
            self._high[turned] = now[turned]
        return np.asarray(turned, bool)


class _Turn:
    """The last two turning points of each place's colour: changes count that are wide and start or end in red."""

    def __init__(self, u: Floats, v: Floats, red: Flags, *, step: float) -> None:
        self._u, self._v, self._red = u.copy(), v.copy(), red.copy()
        self._from_u, self._from_v = u.copy(), v.copy()
        self._going = np.zeros(u.shape, bool)
        self._counted = np.zeros(u.shape, bool)
        self._step = np.float32(step) ** 2

    def changed(self, u: Floats, v: Floats, red: Flags) -> Flags:
        wide = (u - self._u) ** 2 + (v - self._v) ** 2 > self._step
        gone = (u - self._from_u) ** 2 + (v - self._from_v) ** 2
        come = (self._u - self._from_u) ** 2 + (self._v - self._from_v) ** 2
        farther = self._going & ~wide & (gone > come)  # a fade that goes on: its end moves, and may become red
        turned = (wide & (red | self._red)) | (farther & red & ~self._counted)
        self._from_u[wide], self._from_v[wide] = self._u[wide], self._v[wide]
        self._counted = np.where(wide, turned, self._counted | turned)
        self._red = np.where(wide, red, self._red | (farther & red))
        moved = wide | farther
        self._u[moved], self._v[moved] = u[moved], v[moved]
        self._going |= wide
        return np.asarray(turned, bool)


def box_of(places: Flags) -> Box:
    """The rectangle around the places that are true, as fractions of the picture."""
    rows, columns = np.flatnonzero(places.any(axis=1)), np.flatnonzero(places.any(axis=0))
    height, width = places.shape
    if not rows.size:
        return Box(0.0, 0.0, 1.0, 1.0)
    x, y = float(columns[0]) / width, float(rows[0]) / height
    return Box(x, y, float(columns[-1] + 1) / width - x, float(rows[-1] + 1) / height - y)
