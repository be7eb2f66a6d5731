"""Rectangles of a picture and the pixels in them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in whole pixels of the panel's image."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column past the box."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The first row past the box."""
        return self.y + self.height

    def within(self, other: Box) -> bool:
        """Whether the box lies in ``other``."""
        return other.x <= self.x and other.y <= self.y and self.right <= other.right and self.bottom <= other.bottom

    def cut(self, other: Box) -> Box:
        """The part of the box inside ``other``; of no size when they do not meet."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Box(x, y, max(0, min(self.right, other.right) - x), max(0, min(self.bottom, other.bottom) - y))

    def join(self, other: Box) -> Box:
        """The smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)


@dataclass(frozen=True, slots=True, eq=False)
class Cutout:
    """A part of a picture with nothing around it: premultiplied RGBA of the size of ``box``."""

    box: Box
    pixels: Pixels


def rgb_of(pixels: Pixels) -> Pixels:
    """The colours of opaque RGBA pixels."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB), np.uint8)


def cut_out(pixels: Pixels, *, keep: Box | None = None) -> Cutout | None:
    """What is drawn in premultiplied RGBA, with even borders (video keeps its colour at half resolution).

    The box also takes in ``keep``. None when there is nothing at all.
    """
    height, width = pixels.shape[:2]
    x, y, w, h = cv2.boundingRect(cv2.extractChannel(pixels, 3))
    box = Box(x, y, w, h)
    if keep is not None:
        box = box.join(keep) if w and h else keep
    if box.width == 0 or box.height == 0:
        return None
    x, y = box.x // 2 * 2, box.y // 2 * 2
    box = Box(x, y, min(width, (box.right + 1) // 2 * 2) - x, min(height, (box.bottom + 1) // 2 * 2) - y)
    return Cutout(box, np.ascontiguousarray(pixels[y : box.bottom, x : box.right]))
