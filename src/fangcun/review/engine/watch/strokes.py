"""Strokes: what looks like lettering on a picture, cheaply, so that only frames whose lettering changed are read.

Letters are thin and stand out from what is right around them, light on dark or dark on light. Both are what a white and
a black top hat leave over (``cv2.morphologyEx``). Lettering lies over the picture and stands still while it moves, so
two frames are compared stroke by stroke at the same place.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.review.engine.watch.light import Bytes

SIDE = 270  # pixels of the shorter side on which strokes are looked for
CELL = 12  # pixels of the side of the squares in which they are counted
CONTRAST = 48  # levels by which a stroke stands out
_WIDTH = np.ones((7, 7), np.uint8)  # strokes up to six pixels wide: 24 on a picture 1080 wide
_NEAR = np.ones((3, 3), np.uint8)
_LETTERED = 0.06  # of a square covered by strokes: less is no lettering
_CHANGED = 0.04  # of a square whose strokes came or went

Strokes = NDArray[np.uint8]


def stroke_size(width: int, height: int) -> tuple[int, int]:
    """Width and height of the picture on which strokes are looked for."""
    scale = min(1.0, SIDE / min(width, height))
    return max(CELL, round(width * scale)), max(CELL, round(height * scale))


def strokes_of(luma: Bytes) -> Strokes:
    """Where a small picture has light strokes and where dark ones: (height, width, 2) of 1 and 0, never both.

    Letters with an outline have both side by side; kept apart they show the letters, thrown together a bar.
    """
    light = cv2.morphologyEx(luma, cv2.MORPH_TOPHAT, _WIDTH)
    dark = cv2.morphologyEx(luma, cv2.MORPH_BLACKHAT, _WIDTH)
    planes = (cv2.subtract(light, dark), cv2.subtract(dark, light))
    return np.dstack([cv2.threshold(plane, CONTRAST, 1, cv2.THRESH_BINARY)[1] for plane in planes])


def came(now: Strokes, before: Strokes) -> int:
    """How many squares have lettering that did not stand there before, give or take a pixel."""
    new = cv2.bitwise_and(now, cv2.bitwise_not(cv2.dilate(before, _NEAR) * 255))
    return int(np.count_nonzero((_shares(now) >= _LETTERED) & (_shares(new) >= _CHANGED)))


def steady(seen: Sequence[Strokes]) -> Strokes:
    """The strokes that stand in every one of some frames at the very same place: drawn art moves with the camera."""
    held = seen[0]
    for other in seen[1:]:
        held = cv2.bitwise_and(held, other)
    return held


def alike(now: Strokes, before: Strokes) -> float:
    """How far two patches have the same strokes, from 0 to 1 (Dice); 1 for two without any.

    To the pixel: other words of the same type at the same place are alike by a third already, and would be by more
    than a half were a pixel's play allowed.
    """
    total = _count(now) + _count(before)
    return 2 * _count(cv2.bitwise_and(now, before)) / total if total else 1.0


def _count(strokes: Strokes) -> int:
    return int(np.count_nonzero(strokes))


def _shares(strokes: Strokes) -> NDArray[np.float32]:
    height, width = strokes.shape[:2]
    size = (max(1, width // CELL), max(1, height // CELL))
    # In 255ths: OpenCV averages bytes four times as fast as floats.
    means = cv2.resize(strokes * 255, size, interpolation=cv2.INTER_AREA)
    return np.asarray(means.reshape(size[1], size[0], 2).sum(axis=2, dtype=np.float32) / 255, np.float32)
