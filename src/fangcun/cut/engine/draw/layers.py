"""A drawing kept in layers, so that a mouth or an eye can be drawn again without the rest of the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import skia
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


def rgb_of(pixels: Pixels) -> Pixels:
    """The colours of opaque RGBA pixels."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB), np.uint8)


def copy_of(matrix: skia.Matrix) -> skia.Matrix:
    """The same transform, free to be changed."""
    return skia.Matrix.Concat(matrix, skia.Matrix())


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of a face that moves: ``draw`` paints it in the state it is given, in the face's own units."""

    key: tuple[str, str]  # part, name of the figure
    matrix: skia.Matrix
    draw: Callable[[skia.Canvas, str], None]


@dataclass(slots=True)
class Layers:
    """Pictures and features in painting order, recorded once and played into surfaces of any crop."""

    width: int
    height: int
    _items: list[skia.Picture | Feature] = field(default_factory=list)
    _recorder: skia.PictureRecorder | None = None
    _canvas: skia.Canvas | None = None

    def open(self, matrix: skia.Matrix | None = None) -> skia.Canvas:
        """The canvas being recorded to; ``matrix`` replaces its transform."""
        if self._canvas is None:
            self._recorder = skia.PictureRecorder()
            self._canvas = self._recorder.beginRecording(skia.Rect.MakeWH(self.width, self.height))
        if matrix is not None:
            self._canvas.setMatrix(matrix)
        return self._canvas

    def close(self) -> None:
        """End the picture being recorded."""
        if self._recorder is not None:
            self._items.append(self._recorder.finishRecordingAsPicture())
            self._recorder = self._canvas = None

    def put(self, part: str, name: str, matrix: skia.Matrix, draw: Callable[[skia.Canvas, str], None]) -> None:
        """Lay a moving part over everything so far."""
        self.close()
        self._items.append(Feature((part, name), copy_of(matrix), draw))

    def render(self) -> Pixels:
        """The whole drawing as RGBA, features at rest."""
        self.close()
        pixels, surface = _open_pixels(Box(0, 0, self.width, self.height))
        canvas = surface.getCanvas()
        for item in self._items:
            _play(canvas, item, "rest")
        return pixels

    def render_states(self, box: Box, key: tuple[str, str], states: Sequence[str]) -> list[Pixels]:
        """``box`` of the drawing as RGBA, once for each state of the feature ``key``; all others are at rest.

        What lies under the feature is drawn once.
        """
        self.close()
        pixels, surface = _open_pixels(box)
        canvas = surface.getCanvas()
        at = next(i for i, item in enumerate(self._items) if isinstance(item, Feature) and item.key == key)
        for item in self._items[:at]:
            _play(canvas, item, "rest")
        under = pixels.copy()
        out = []
        for state in states:
            pixels[:] = under
            for item in self._items[at:]:
                _play(canvas, item, state if isinstance(item, Feature) and item.key == key else "rest")
            out.append(pixels.copy())
        return out


def _open_pixels(box: Box) -> tuple[Pixels, skia.Surface]:
    pixels: Pixels = np.zeros((box.height, box.width, 4), np.uint8)
    info = skia.ImageInfo.Make(box.width, box.height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    surface = skia.Surface.MakeRasterDirect(info, pixels)
    surface.getCanvas().translate(-box.x, -box.y)
    return pixels, surface


def _play(canvas: skia.Canvas, item: skia.Picture | Feature, state: str) -> None:
    if not isinstance(item, Feature):
        canvas.drawPicture(item)
        return
    canvas.save()
    canvas.concat(item.matrix)
    item.draw(canvas, state)
    canvas.restore()
