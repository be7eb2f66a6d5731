"""Pictures as the encoder wants them: three planes of BT.709, limited range, 4:2:0.

Conversion happens once for a picture, a sprite or an overlay; the frames are then only moved and laid over each other.
Matrix: ITU-R BT.709-6, sections 3 and 4 (8-bit quantisation: 16 + 219 Y', 128 + 224 C).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.grid import PORTRAIT, Shape
from fangcun.cut.engine.picture import Overlay, Pixels, Sprite

Reals = NDArray[np.float32]

_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB
_MATRIX = np.array(
    [
        [219 * _KR, 219 * _KG, 219 * _KB],
        [-224 * _KR / (2 * (1 - _KB)), -224 * _KG / (2 * (1 - _KB)), 112],
        [112, -224 * _KG / (2 * (1 - _KR)), -224 * _KB / (2 * (1 - _KR))],
    ],
    np.float32,
) / np.float32(255)
_OFFSET = np.array([16, 128, 128], np.float32)
_AFFINE = np.column_stack([_MATRIX, _OFFSET])
# Of premultiplied pixels: the offsets count as much as the pixel covers.
_COVERED = np.column_stack([_MATRIX, _OFFSET / np.float32(255)])


@dataclass(slots=True)
class Planes:
    """Y at full size, U and V at half. The arrays may be written to."""

    y: Pixels
    u: Pixels
    v: Pixels

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self.y.shape[1], self.y.shape[0]


def to_planes(rgb: Pixels) -> Planes:
    """RGB (even width and height) as planes."""
    # cv2.transform computes in float and rounds; its own YUV conversions are BT.601 only.
    ycc = cv2.transform(rgb, _AFFINE)
    half = (rgb.shape[1] // 2, rgb.shape[0] // 2)
    u, v = (cv2.resize(np.ascontiguousarray(ycc[:, :, i]), half, interpolation=cv2.INTER_AREA) for i in (1, 2))
    return Planes(np.ascontiguousarray(ycc[:, :, 0]), np.asarray(u, np.uint8), np.asarray(v, np.uint8))


def to_cover(rgba: Pixels) -> tuple[Planes, Planes]:
    """Premultiplied RGBA (even width and height) as planes of paint, and how much shows through them (255: all)."""
    ycc = cv2.transform(rgba, _COVERED)
    half = (rgba.shape[1] // 2, rgba.shape[0] // 2)
    through = 255 - cv2.extractChannel(rgba, 3)
    small = np.asarray(cv2.resize(through, half, interpolation=cv2.INTER_AREA), np.uint8)
    u, v = (cv2.resize(np.ascontiguousarray(ycc[:, :, i]), half, interpolation=cv2.INTER_AREA) for i in (1, 2))
    paint = Planes(np.ascontiguousarray(ycc[:, :, 0]), np.asarray(u, np.uint8), np.asarray(v, np.uint8))
    return paint, Planes(np.asarray(through, np.uint8), small, small.copy())


def even(rgb: Pixels) -> Pixels:
    """The picture without an odd last row or column."""
    return np.ascontiguousarray(rgb[: rgb.shape[0] // 2 * 2, : rgb.shape[1] // 2 * 2])


@dataclass(frozen=True, slots=True)
class Patch:
    """Planes to put into others at an even place."""

    x: int
    y: int
    planes: Planes

    @property
    def box(self) -> tuple[int, int, int, int]:
        """x, y, width and height of the region."""
        return (self.x, self.y, *self.planes.size)

    def put(self, into: Planes) -> None:
        """Overwrite the region."""
        for target, source, half in (
            (into.y, self.planes.y, 1),
            (into.u, self.planes.u, 2),
            (into.v, self.planes.v, 2),
        ):
            height, width = source.shape
            target[self.y // half : self.y // half + height, self.x // half : self.x // half + width] = source


def sprite_patch(rgb: Pixels, sprite: Sprite) -> tuple[Patch, Patch] | None:
    """The sprite laid on its picture and the same region without it, as patches; None when it lies outside."""
    height, width = rgb.shape[0] // 2 * 2, rgb.shape[1] // 2 * 2
    x0, y0 = max(0, sprite.x) // 2 * 2, max(0, sprite.y) // 2 * 2
    x1 = min(width, -(-(sprite.x + sprite.rgba.shape[1]) // 2) * 2)
    y1 = min(height, -(-(sprite.y + sprite.rgba.shape[0]) // 2) * 2)
    if x1 <= x0 or y1 <= y0:
        return None
    bare = np.ascontiguousarray(rgb[y0:y1, x0:x1])
    laid = bare.astype(np.float32)
    left, top = max(sprite.x, x0), max(sprite.y, y0)
    part = sprite.rgba[top - sprite.y : y1 - sprite.y, left - sprite.x : x1 - sprite.x].astype(np.float32)
    region = laid[top - y0 : top - y0 + part.shape[0], left - x0 : left - x0 + part.shape[1]]
    alpha = part[:, :, 3:] / 255
    region[:] = region * (1 - alpha) + part[:, :, :3] * alpha
    return Patch(x0, y0, to_planes(np.rint(laid).astype(np.uint8))), Patch(x0, y0, to_planes(bare))


class Stamp:
    """An overlay ready to be laid on frames: premultiplied planes and what shows through, kept for each fade level."""

    def __init__(self, overlay: Overlay, shape: Shape = PORTRAIT) -> None:
        self.overlay = overlay
        self._x, self._y, self._rgba = _in_frame(overlay, shape)
        self._levels: dict[int, list[tuple[Pixels, Pixels]]] = {}

    def lay(self, frame: Planes, *, at: int) -> None:
        """Lay the overlay on frame ``at`` of the scene; does nothing outside its time."""
        overlay = self.overlay
        if not overlay.start <= at < overlay.end or self._rgba.size == 0:
            return
        level = 16
        if overlay.fade:
            level = min(16, 16 * min(at - overlay.start + 1, overlay.end - at) // (overlay.fade + 1))
        if level not in self._levels:
            self._levels[level] = _premultiplied(self._rgba, level / 16)
        for (paint, through), target, half in zip(
            self._levels[level], (frame.y, frame.u, frame.v), (1, 2, 2), strict=True
        ):
            height, width = paint.shape
            top, left = self._y // half, self._x // half
            box = target[top : top + height, left : left + width]
            cv2.multiply(box, through, dst=box, scale=1 / 255)
            cv2.add(box, paint, dst=box)


def _in_frame(overlay: Overlay, shape: Shape) -> tuple[int, int, Pixels]:
    """The part of the overlay inside the frame, padded with nothing to even borders."""
    x0, y0 = max(0, overlay.x) // 2 * 2, max(0, overlay.y) // 2 * 2
    x1 = min(shape.width, -(-(overlay.x + overlay.rgba.shape[1]) // 2) * 2)
    y1 = min(shape.height, -(-(overlay.y + overlay.rgba.shape[0]) // 2) * 2)
    if x1 <= x0 or y1 <= y0:
        return 0, 0, np.zeros((0, 0, 4), np.uint8)
    padded = np.zeros((y1 - y0, x1 - x0, 4), np.uint8)
    left, top = max(overlay.x, x0), max(overlay.y, y0)
    part = overlay.rgba[top - overlay.y : y1 - overlay.y, left - overlay.x : x1 - overlay.x]
    padded[top - y0 : top - y0 + part.shape[0], left - x0 : left - x0 + part.shape[1]] = part
    return x0, y0, padded


def _premultiplied(rgba: Pixels, opacity: float) -> list[tuple[Pixels, Pixels]]:
    alpha = rgba[:, :, 3].astype(np.float32) / 255 * np.float32(opacity)
    ycc: Reals = rgba[:, :, :3].astype(np.float32) @ _MATRIX.T + _OFFSET
    paint = ycc * alpha[:, :, None]
    half = (rgba.shape[1] // 2, rgba.shape[0] // 2)
    small = cv2.resize(alpha, half, interpolation=cv2.INTER_AREA)
    layers = [(paint[:, :, 0], alpha)]
    for i in (1, 2):
        plane = cv2.resize(np.ascontiguousarray(paint[:, :, i]), half, interpolation=cv2.INTER_AREA)
        layers.append((np.asarray(plane, np.float32), np.asarray(small, np.float32)))
    return [(np.rint(colour).astype(np.uint8), np.rint(255 * (1 - cover)).astype(np.uint8)) for colour, cover in layers]
