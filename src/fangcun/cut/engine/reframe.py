"""A crop that follows what is looked at: footage of one shape in a frame of another.

Per shot (cuts by the difference of histograms) the crop's path is found in two steps: where attention is in each frame
(faces where somebody hands them in, else what moves against the camera's own motion, else what stands out from its
surroundings); then a place that stands still as long as that keeps attention inside, else a path whose speed and
acceleration are bounded. At a cut it jumps, never glides.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.picture import Pixels

Points = NDArray[np.float64]
FindFaces = Callable[[Pixels], Sequence[tuple[int, int, int, int]]]
"""Finds faces in a grey frame: boxes x, y, width, height in its pixels, the most important first."""

SMALL = 320  # pixels of the longer side in which attention is looked for
REACH = 36  # pixels of the small frame round the heaviest spot that belong to it
LEAST = 60.0  # of brightness in all, below which nothing moved
CUT = 0.25  # Bhattacharyya distance of histograms from which two frames belong to two shots
SHORTEST = 8  # frames: flashes are no shots
MARGIN = 0.30  # of the crop's width, either side of its middle, in which attention may wander while it stands still
_MEDIAN = 15  # frames
CALM = 12.0  # frames: the standard deviation of the time over which a path is smoothed
SPEED, ACCELERATION = 0.034, 0.0035  # the most a path moves, of the longer side, a frame and a frame squared


@dataclass(frozen=True, slots=True)
class Glance:
    """What one frame shows: where attention is (shares of width and height) and how sure that is, 0 to 1."""

    x: float
    y: float
    weight: float


class Watcher:
    """Looks at frames one after the other; keeps one glance a frame and where shots begin."""

    def __init__(self, find_faces: FindFaces | None = None) -> None:
        self._find = find_faces
        self._before: Pixels | None = None
        self._histogram: NDArray[np.float32] | None = None
        self._last: tuple[float, float] | None = None
        self.glances: list[Glance] = []
        self.cuts: list[int] = [0]

    def see(self, luma: Pixels) -> None:
        """The next frame, its brightness at any size."""
        scale = SMALL / max(luma.shape)
        small = np.asarray(cv2.resize(luma, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        histogram = np.asarray(cv2.calcHist([small], [0], None, [32], [0, 256]), np.float32)
        if self._histogram is not None:
            apart = cv2.compareHist(self._histogram, histogram, cv2.HISTCMP_BHATTACHARYYA)
            if apart > CUT and len(self.glances) - self.cuts[-1] >= SHORTEST:
                self.cuts.append(len(self.glances))
                self._before = self._last = None
        self.glances.append(self._look(small))
        self._before, self._histogram = small, histogram

    def _look(self, small: Pixels) -> Glance:
        height, width = small.shape
        faces = self._find(small) if self._find is not None else ()
        if faces:
            x, y, w, h = faces[0]
            return Glance((x + w / 2) / width, (y + h / 2) / height, 1.0)
        if self._before is not None:
            found = _centre(_moving(self._before, small) * self._expected(small))
            if found is not None:
                self._last = found
                return Glance(found[0], found[1], 0.8)
        found = _centre(_salient(small))
        return Glance(*found, 0.2) if found is not None else Glance(0.5, 0.5, 0.0)

    def _expected(self, small: Pixels) -> NDArray[np.float32]:
        """Weights that favour where attention was: flicker of a coarse encoding elsewhere counts a fifth."""
        height, width = small.shape
        if self._last is None:
            return np.ones((height, width), np.float32)
        x, y = self._last[0] * width, self._last[1] * height
        apart = ((np.arange(width) - x) ** 2)[None, :] + ((np.arange(height) - y) ** 2)[:, None]
        near = np.exp(-apart / (2 * (1.5 * REACH) ** 2))
        return np.asarray(0.2 + 0.8 * near, np.float32)


def _moving(before: Pixels, now: Pixels) -> NDArray[np.float32]:
    """What moved against the camera's own motion (phase correlation of the two frames)."""
    window = cv2.createHanningWindow((now.shape[1], now.shape[0]), cv2.CV_32F)
    (dx, dy), sure = cv2.phaseCorrelate(before.astype(np.float32), now.astype(np.float32), window)
    if sure > 0.3 and abs(dx) < 20 and abs(dy) < 20:
        shift = np.array([[1, 0, dx], [0, 1, dy]], np.float32)
        before = np.asarray(cv2.warpAffine(before, shift, now.shape[::-1], borderMode=cv2.BORDER_REPLICATE), np.uint8)
    apart = cv2.GaussianBlur(cv2.absdiff(before, now), (0, 0), 3).astype(np.float32)
    return np.where(apart > 6, apart, 0).astype(np.float32)


def _salient(small: Pixels) -> NDArray[np.float32]:
    """What stands out from its surroundings, near and far (differences of means, after Achanta et al., 2009)."""
    gray = small.astype(np.float32)
    apart = np.abs(cv2.GaussianBlur(gray, (0, 0), 3) - cv2.GaussianBlur(gray, (0, 0), small.shape[1] / 6))
    return np.where(apart > apart.mean() + 2 * apart.std(), apart, 0).astype(np.float32)


def _centre(weights: NDArray[np.float32]) -> tuple[float, float] | None:
    """The middle of the heaviest spot: grain and flicker all over a frame must not pull it to the frame's middle."""
    weights = np.where(weights > 0.35 * float(weights.max()), weights, 0).astype(np.float32)
    if float(weights.sum()) < LEAST:
        return None
    _, _, _, (px, py) = cv2.minMaxLoc(cv2.GaussianBlur(weights, (0, 0), REACH / 3))
    left, top = max(0, px - REACH), max(0, py - REACH)
    spot = weights[top : py + REACH + 1, left : px + REACH + 1]
    total = float(spot.sum())
    if total <= 0:
        return None
    x = left + float((spot.sum(axis=0) * (np.arange(spot.shape[1]) + 0.5)).sum()) / total
    y = top + float((spot.sum(axis=1) * (np.arange(spot.shape[0]) + 0.5)).sum()) / total
    return x / weights.shape[1], y / weights.shape[0]


def crop_size(width: int, height: int, *, aspect: float) -> tuple[int, int]:
    """The largest even crop of a frame whose width is ``aspect`` times its height."""
    w = min(width, height * aspect)
    return round(w) // 2 * 2, round(w / aspect) // 2 * 2


def path_of(glances: Sequence[Glance], cuts: Sequence[int], *, size: tuple[int, int], aspect: float) -> Points:
    """The crop's upper left corner for every frame, in pixels of a film of ``size``: frames × (x, y).

    Within a shot it moves no faster than ``SPEED`` and gains no more than ``ACCELERATION``, of the longer side. Upright
    attention is held above the middle of a lying crop, so that subtitles do not stand on faces.
    """
    width, height = size
    w, h = crop_size(width, height, aspect=aspect)
    aim_y = 0.42 if aspect > 1 else 0.5
    out = np.zeros((len(glances), 2))
    for start, end in zip(cuts, [*cuts[1:], len(glances)], strict=True):
        shot = glances[start:end]
        for axis, (length, crop, aim) in enumerate(((width, w, 0.5), (height, h, aim_y))):
            seen = _attention([(g.x, g.y)[axis] * length for g in shot], [g.weight for g in shot], length / 2)
            # Held inside the film before it is smoothed: stopping at the film's edge would be a jerk.
            seen = np.clip(seen, crop * aim, length - crop * (1 - aim))
            out[start:end, axis] = _follow(seen, room=crop * MARGIN) - crop * aim
    return out


def _attention(places: Sequence[float], weights: Sequence[float], middle: float) -> Points:
    """Places without outliers and gaps: a weighted mean over half a second, after a median over the like."""
    sure = np.asarray(weights, float)
    if sure.max(initial=0) <= 0:
        return np.full(len(places), middle)
    # Where nothing moves for a moment, attention is still where it was last: what stands out counts little then.
    if (sure >= 0.8).mean() > 0.25:
        sure = np.where(sure >= 0.8, sure, 0.0)
    index = np.arange(len(places))
    values = np.interp(index, index[sure > 0], np.asarray(places, float)[sure > 0])
    padded = np.pad(values, _MEDIAN // 2, mode="reflect" if len(values) > _MEDIAN else "edge")
    values = np.median(np.stack([padded[i : i + len(values)] for i in range(_MEDIAN)]), axis=0)
    kernel = np.hanning(11)[1:-1]
    padded = np.pad(values, 4, mode="edge")
    return np.convolve(padded, kernel / kernel.sum(), mode="valid")


def _follow(seen: Points, *, room: float) -> Points:
    """Stand still while attention stays within ``room`` of the middle for the whole shot, else follow it gently.

    A Gaussian looks ahead as far as back, so that the camera leaves when attention does, not after. It bounds how the
    path moves: over a span of L no faster than 0.4 L / σ and no harder than 0.49 L / σ², both under the limits above.
    """
    if float(np.ptp(seen)) <= 2 * room:
        return np.full(len(seen), float(seen.min() + seen.max()) / 2)
    reach = round(3 * CALM)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / CALM) ** 2)
    padded = np.pad(seen, reach, mode="edge")
    return np.asarray(np.convolve(padded, kernel / kernel.sum(), mode="valid"), float)
