"""A drawing kept in layers, so that a mouth or an eye can be drawn again without the rest of the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import skia

from fangcun.cut.engine.draw.box import Box, Pixels
from fangcun.cut.engine.draw.wash import Wash

Key = tuple[str, str]
"""A moving part: what it is, and whose."""


def copy_of(matrix: skia.Matrix) -> skia.Matrix:
    """The same transform, free to be changed."""
    return skia.Matrix.Concat(matrix, skia.Matrix())


def image_of(pixels: Pixels) -> skia.Image:
    """Premultiplied RGBA as skia takes it. Left to itself skia would premultiply again: wrong, and ten times slower."""
    return skia.Image.fromarray(pixels, colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of a face that moves: ``draw`` paints it in the state it is given, in the face's own units."""

    key: Key
    matrix: skia.Matrix
    draw: Callable[[skia.Canvas, str], None]
    _pictures: dict[str, skia.Picture] = field(default_factory=dict)

    def picture(self, state: str, bounds: skia.Rect) -> skia.Picture:
        """The part in a state, drawn once."""
        if state not in self._pictures:
            recorder = skia.PictureRecorder()
            canvas = recorder.beginRecording(bounds)
            canvas.concat(self.matrix)
            self.draw(canvas, state)
            self._pictures[state] = recorder.finishRecordingAsPicture()
        return self._pictures[state]


Item: TypeAlias = "skia.Picture | Feature | Wash"


@dataclass(slots=True)
class Layers:
    """Pictures, features and washes in painting order over a ground, played into surfaces of any crop."""

    width: int
    height: int
    _ground: Pixels | None = None
    _items: list[Item] = field(default_factory=list)
    _cutout: bool = False  # whether there may be nothing behind what is drawn
    _under: dict[Key, Pixels] = field(default_factory=dict)
    _recorder: skia.PictureRecorder | None = None
    _canvas: skia.Canvas | None = None

    def open(self, matrix: skia.Matrix | None = None) -> skia.Canvas:
        """The canvas being recorded to; ``matrix`` replaces its transform."""
        if self._canvas is None:
            self._recorder = skia.PictureRecorder()
            self._canvas = self._recorder.beginRecording(self._bounds)
        if matrix is not None:
            self._canvas.setMatrix(matrix)
        return self._canvas

    def close(self) -> None:
        """End the picture being recorded."""
        if self._recorder is not None:
            self._items.append(self._recorder.finishRecordingAsPicture())
            self._recorder = self._canvas = None

    def lay_ground(self, pixels: Pixels) -> None:
        """Paint on ``pixels`` (opaque RGBA of the drawing's size) instead of on nothing."""
        self._ground = pixels

    def put(self, part: str, name: str, matrix: skia.Matrix, draw: Callable[[skia.Canvas, str], None]) -> None:
        """Lay a moving part over everything so far."""
        self.close()
        self._items.append(Feature((part, name), copy_of(matrix), draw))

    def wash(self, wash: Wash) -> None:
        """Wash everything so far."""
        self.close()
        self._items.append(wash)

    def mark(self) -> int:
        """The place in the painting order that has been reached."""
        self.close()
        return len(self._items)

    def part(self, start: int | None, stop: int | None = None) -> Layers:
        """What was painted between two marks, alone, under all the washes that came over it.

        Only a part that starts at None stands on the ground.
        """
        self.close()
        stop = len(self._items) if stop is None else stop
        items = self._items[start:stop] + [item for item in self._items[stop:] if isinstance(item, Wash)]
        ground = self._ground if start is None else None
        return Layers(self.width, self.height, ground, items, _cutout=ground is None)

    def render(self, watched: Mapping[Key, Box] | None = None) -> Pixels:
        """The whole drawing as premultiplied RGBA, features at rest.

        What lies under the ``watched`` features in their boxes is kept, so that their states need not paint it again.
        """
        self.close()
        whole = Box(0, 0, self.width, self.height)
        pixels = np.zeros((self.height, self.width, 4), np.uint8) if self._ground is None else self._ground.copy()
        canvas, _held = _open_pixels(pixels, whole)
        for item in self._items:
            if watched and isinstance(item, Feature) and item.key in watched:
                box = watched[item.key]
                self._under[item.key] = pixels[box.y : box.bottom, box.x : box.right].copy()
            if isinstance(item, Wash):
                item.lay(pixels, whole, cutout=self._cutout)
            else:
                canvas.drawPicture(self._picture(item, "rest"))
        return pixels

    def render_states(self, box: Box, key: Key, states: Sequence[str]) -> list[Pixels]:
        """``box`` of the drawing as premultiplied RGBA, once for each state of ``key``; all else is at rest.

        ``render`` must have watched the feature in the same box. What lies over it is painted once.
        """
        at = next(i for i, item in enumerate(self._items) if isinstance(item, Feature) and item.key == key)
        feature, over = self._items[at], list(self._paint_over(at + 1, box))
        assert isinstance(feature, Feature)
        out = []
        for state in states:
            pixels = self._under[key].copy()
            canvas, _held = _open_pixels(pixels, box)
            canvas.drawPicture(feature.picture(state, self._bounds))
            for layer in over:
                if isinstance(layer, Wash):
                    layer.lay(pixels, box, cutout=self._cutout)
                else:
                    canvas.drawImage(layer, box.x, box.y)
            out.append(pixels)
        return out

    def _paint_over(self, start: int, box: Box) -> Iterator[skia.Image | Wash]:
        """All items from ``start`` in ``box``, neighbouring pictures as one image."""
        run: list[skia.Picture | Feature] = []
        for item in [*self._items[start:], None]:
            if isinstance(item, skia.Picture | Feature):
                run.append(item)
                continue
            pixels = np.zeros((box.height, box.width, 4), np.uint8)
            canvas, _held = _open_pixels(pixels, box)
            for drawn in run:
                canvas.drawPicture(self._picture(drawn, "rest"))
            if pixels.any():
                yield image_of(pixels)
            if item is not None:
                yield item
            run = []

    def _picture(self, item: skia.Picture | Feature, state: str) -> skia.Picture:
        return item.picture(state, self._bounds) if isinstance(item, Feature) else item

    @property
    def _bounds(self) -> skia.Rect:
        return skia.Rect.MakeWH(self.width, self.height)


def _open_pixels(pixels: Pixels, box: Box) -> tuple[skia.Canvas, skia.Surface]:
    """A canvas that paints straight into ``pixels``, which show ``box``; it lives as long as its surface."""
    info = skia.ImageInfo.Make(box.width, box.height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    surface = skia.Surface.MakeRasterDirect(info, pixels)
    canvas = surface.getCanvas()
    canvas.translate(-box.x, -box.y)
    return canvas, surface
