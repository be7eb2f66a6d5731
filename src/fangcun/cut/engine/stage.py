"""What the camera films of a drawn shot: a picture in one piece, or people before a ground that is farther away."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from fangcun.cut.engine.camera import View, view_behind
from fangcun.cut.engine.grid import PORTRAIT, Shape
from fangcun.cut.engine.lens import Lens
from fangcun.cut.engine.picture import Depth, Picture, Pixels, Sprite
from fangcun.cut.engine.planes import Patch, Planes, even, sprite_patch, to_cover, to_planes


@dataclass(frozen=True, slots=True)
class Change:
    """A part of a face to lay on the stage: patches for each of its lenses."""

    patches: tuple[Patch, ...]


class Stage(Protocol):
    """A picture that can be changed in places and filmed."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""

    def change(self, sprite: Sprite) -> tuple[Change, Change] | None:
        """The sprite laid on its place, and the place without it; None when it lies outside."""

    def lay(self, changes: Iterable[Change]) -> None:
        """Overwrite the places of the changes."""

    def film(self, view: View, into: Planes) -> None:
        """Fill the frame with the view."""


class Flat:
    """A picture in one piece."""

    def __init__(self, picture: Picture, *, slides: int = 0) -> None:
        self._rgb = even(picture.rgb)
        self._lens = Lens(to_planes(self._rgb), slides=slides)
        self.planes = self._lens.planes

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self.planes.size

    def change(self, sprite: Sprite) -> tuple[Change, Change] | None:
        """The sprite laid on its place, and the place without it; None when it lies outside."""
        patches = sprite_patch(self._rgb, sprite)
        return (Change((patches[0],)), Change((patches[1],))) if patches else None

    def lay(self, changes: Iterable[Change]) -> None:
        """Overwrite the places of the changes."""
        laid = [change.patches[0] for change in changes]
        for patch in laid:
            patch.put(self.planes)
        self._lens.changed(patch.box for patch in laid)

    def film(self, view: View, into: Planes) -> None:
        """Fill the frame with the view."""
        self._lens.film(view, into)


class Deep:
    """People before a ground: the camera's moves show which is nearer (parallax)."""

    def __init__(self, depth: Depth, *, shape: Shape = PORTRAIT, slides: int = 0) -> None:
        self._near = nearer(depth)
        self._front = depth.front
        self._shape = shape
        self._far = Lens(to_planes(even(depth.ground)), slides=slides)
        paint, through = to_cover(self._near.rgba)
        self._paint, self._through = Lens(paint, slides=slides), Lens(through, slides=slides)
        self._room = _room(shape), _room(shape)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        return self._far.planes.size

    def change(self, sprite: Sprite) -> tuple[Change, Change] | None:
        """The sprite's cutout in its place, and the place without it; None when it has none or lies outside."""
        near, cutout = self._near, sprite.cutout
        if cutout is None:
            return None
        left, top = sprite.x - near.x, sprite.y - near.y
        x0, y0 = max(0, left) // 2 * 2, max(0, top) // 2 * 2
        x1 = min(near.rgba.shape[1], -(-(left + cutout.shape[1]) // 2) * 2)
        y1 = min(near.rgba.shape[0], -(-(top + cutout.shape[0]) // 2) * 2)
        if left < 0 or top < 0 or left + cutout.shape[1] > near.rgba.shape[1] or x1 <= x0 or y1 <= y0:
            return None
        bare = near.rgba[y0:y1, x0:x1]
        laid = bare.copy()
        covered = _under(self._front, cutout, x=sprite.x, y=sprite.y)[: y1 - top]
        laid[top - y0 : top - y0 + covered.shape[0], left - x0 : left - x0 + covered.shape[1]] = covered

        def patches(rgba: Pixels) -> Change:
            return Change(tuple(Patch(x0, y0, planes) for planes in to_cover(np.ascontiguousarray(rgba))))

        return patches(laid), patches(bare)

    def lay(self, changes: Iterable[Change]) -> None:
        """Overwrite the places of the changes."""
        laid = [change.patches for change in changes]
        for number, lens in enumerate((self._paint, self._through)):
            for patches in laid:
                patches[number].put(lens.planes)
            lens.changed(patches[number].box for patches in laid)

    def film(self, view: View, into: Planes) -> None:
        """Fill the frame with the view: the ground first, then the part of the frame that the people may cover."""
        self._far.film(view_behind(view, size=self.size, shape=self._shape), into)
        near, width, height = self._near, *into.size
        x0 = max(0, math.ceil((near.x - view.left) * view.zoom / 2) * 2)
        y0 = max(0, math.ceil((near.y - view.top) * view.zoom / 2) * 2)
        x1 = min(width, math.floor((near.x + near.rgba.shape[1] - view.left) * view.zoom / 2) * 2)
        y1 = min(height, math.floor((near.y + near.rgba.shape[0] - view.top) * view.zoom / 2) * 2)
        if x1 <= x0 or y1 <= y0:
            return
        part = View(view.left + x0 / view.zoom - near.x, view.top + y0 / view.zoom - near.y, view.zoom)
        box = (x0, y0, x1, y1)
        paint, through = (_crop(room, box) for room in self._room)
        self._paint.film(part, paint)
        self._through.film(part, through)
        target = _crop(into, box)
        for shown, colour, cover in zip(_each(target), _each(paint), _each(through), strict=True):
            cv2.multiply(shown, cover, dst=shown, scale=1 / 255)
            cv2.add(shown, colour, dst=shown)


def nearer(depth: Depth) -> Sprite:
    """The people and what is before them as one premultiplied sprite with even borders."""
    parts = [depth.people, *([depth.front] if depth.front else [])]
    tall, wide = depth.ground.shape[:2]
    x0, y0 = min(p.x for p in parts) // 2 * 2, min(p.y for p in parts) // 2 * 2
    x1 = min(wide // 2 * 2, max(p.x + p.rgba.shape[1] + 1 for p in parts) // 2 * 2)
    y1 = min(tall // 2 * 2, max(p.y + p.rgba.shape[0] + 1 for p in parts) // 2 * 2)
    pixels = np.zeros((y1 - y0, x1 - x0, 4), np.uint8)
    for part in parts:
        place = pixels[part.y - y0 : part.y - y0 + part.rgba.shape[0], part.x - x0 : part.x - x0 + part.rgba.shape[1]]
        place[:] = over(place, part.rgba[: place.shape[0], : place.shape[1]])
    return Sprite(x0, y0, pixels)


def over(under: Pixels, upper: Pixels) -> Pixels:
    """Premultiplied RGBA laid on pixels of the same size, which may lack the fourth channel (Porter–Duff: over)."""
    through = cv2.merge([255 - cv2.extractChannel(upper, 3)] * under.shape[2])
    return np.asarray(cv2.add(cv2.multiply(under, through, scale=1 / 255), upper[:, :, : under.shape[2]]), np.uint8)


def _under(front: Sprite | None, pixels: Pixels, *, x: int, y: int) -> Pixels:
    """The pixels at (x, y) of the picture with what stands before them."""
    if front is None:
        return pixels
    height, width = pixels.shape[:2]
    x0, y0 = max(x, front.x), max(y, front.y)
    x1, y1 = min(x + width, front.x + front.rgba.shape[1]), min(y + height, front.y + front.rgba.shape[0])
    if x1 <= x0 or y1 <= y0:
        return pixels
    out = pixels.copy()
    place = out[y0 - y : y1 - y, x0 - x : x1 - x]
    place[:] = over(place, front.rgba[y0 - front.y : y1 - front.y, x0 - front.x : x1 - front.x])
    return out


def _room(shape: Shape) -> Planes:
    """Room for a frame while it is filmed."""
    sizes = [(shape.height // half, shape.width // half) for half in (1, 2, 2)]
    return Planes(*(np.empty(size, np.uint8) for size in sizes))


def _crop(planes: Planes, box: tuple[int, int, int, int]) -> Planes:
    x0, y0, x1, y1 = box
    return Planes(*(p[y0 // h : y1 // h, x0 // h : x1 // h] for p, h in zip(_each(planes), (1, 2, 2), strict=True)))


def _each(planes: Planes) -> tuple[Pixels, Pixels, Pixels]:
    return planes.y, planes.u, planes.v
