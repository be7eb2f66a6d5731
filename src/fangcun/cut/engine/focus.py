"""Pulling the focus: the eye is led from what is behind to the people before it.

A lens shows one distance sharp; the farther things are from it, the softer. The pull is drawn in a few steps, and only
the last picture, on which the faces move, stands longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np

from fangcun.cut.contracts import Move
from fangcun.cut.engine.camera import view_at
from fangcun.cut.engine.grid import FPS, PORTRAIT, Shape
from fangcun.cut.engine.picture import PARTS, Depth, Face, Picture, Pixels, Sprite
from fangcun.cut.engine.planes import Planes, even, to_planes
from fangcun.cut.engine.stage import over
from fangcun.cut.engine.timeline import TimedShot

PULL = 10  # frames the pull takes: 0.4 s
_REST = Fraction(2, 5)  # of a shot without words, before the pull
_SOFT_PEOPLE, _SOFT_GROUND = 11.0, 7.0  # standard deviation of the blur in pixels of a 1,080 frame


@dataclass(frozen=True, slots=True)
class Pull:
    """When the focus moves: the first frame that is no longer at rest, and the first that is at rest again."""

    start: int
    end: int


def pull_of(timed: TimedShot) -> Pull:
    """The pull of a shot: done when the first word is spoken, else two fifths into it."""
    spoken = timed.lines[0].start - timed.start if timed.lines else int(timed.frames * _REST) + PULL
    end = min(max(spoken, PULL // 2), timed.frames)
    return Pull(max(0, end - PULL), end)


def focused(picture: Picture, depth: Depth, *, on_people: float) -> Pixels:
    """The picture with the focus on the ground (0) or on the people (1), or between; RGB."""
    scale = min(picture.rgb.shape[:2]) / 1210
    ground = _soft(depth.ground, _SOFT_GROUND * scale * on_people)
    softness = _SOFT_PEOPLE * scale * (1 - on_people)
    out = ground.copy() if ground is depth.ground else ground
    for part in (depth.people, depth.front):
        if part is not None:
            # What is before the people (rain, words) stays as sharp as it is drawn.
            _lay(out, part, softness=softness if part is depth.people else 0.0)
    return out


def sharp_people(picture: Picture, depth: Depth) -> Picture:
    """The picture when the pull is over, its faces ready to move."""
    rgb = focused(picture, depth, on_people=1.0)
    ground = _soft(depth.ground, _SOFT_GROUND * min(picture.rgb.shape[:2]) / 1210)

    def recut(sprite: Sprite | None) -> Sprite | None:
        if sprite is None or sprite.cutout is None:
            return None
        height, width = sprite.cutout.shape[:2]
        behind = ground[sprite.y : sprite.y + height, sprite.x : sprite.x + width]
        shown = over(behind, sprite.cutout)
        if depth.front is not None:
            whole = np.zeros_like(rgb[sprite.y : sprite.y + height, sprite.x : sprite.x + width])
            whole[:] = shown
            _lay(whole, Sprite(depth.front.x - sprite.x, depth.front.y - sprite.y, depth.front.rgba))
            shown = whole
        return Sprite(sprite.x, sprite.y, np.dstack([shown, np.full((height, width), 255, np.uint8)]))

    faces = tuple(
        Face(face.name, **{part: recut(getattr(face, part)) for part in PARTS}, box=face.box) for face in picture.faces
    )
    return Picture(rgb, faces)


def _lay(rgb: Pixels, part: Sprite, *, softness: float = 0.0) -> None:
    """Lay a premultiplied sprite on RGB in place, blurred beyond its own borders too."""
    spread = int(3 * softness)
    pixels = part.rgba
    if spread:
        pixels = np.asarray(cv2.copyMakeBorder(pixels, spread, spread, spread, spread, cv2.BORDER_CONSTANT), np.uint8)
        pixels = _soft(pixels, softness)
    x, y = part.x - spread, part.y - spread
    x0, y0 = max(0, x), max(0, y)
    x1, y1 = min(rgb.shape[1], x + pixels.shape[1]), min(rgb.shape[0], y + pixels.shape[0])
    if x1 > x0 and y1 > y0:
        rgb[y0:y1, x0:x1] = over(
            np.ascontiguousarray(rgb[y0:y1, x0:x1]), np.ascontiguousarray(pixels[y0 - y : y1 - y, x0 - x : x1 - x])
        )


def _soft(pixels: Pixels, sigma: float) -> Pixels:
    """The pixels blurred; at a third of the size when the blur leaves nothing finer."""
    if sigma < 0.3:
        return pixels
    if sigma < 3:
        return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)
    small = cv2.resize(pixels, None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / 3)
    return np.asarray(cv2.resize(small, (pixels.shape[1], pixels.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)


class Rack:
    """The part of a shot before its people are sharp."""

    def __init__(self, picture: Picture, depth: Depth, timed: TimedShot, *, shape: Shape = PORTRAIT) -> None:
        self._picture, self._depth, self._shape = picture, depth, shape
        self._pull = pull_of(timed)
        self._at = -1.0
        self._planes: Planes | None = None

    @property
    def end(self) -> int:
        """The first frame on which the people are sharp."""
        return self._pull.end

    def paint(self, at: int, into: Planes) -> None:
        """Frame ``at`` of the shot, before ``end``, into the frame."""
        done = (at - self._pull.start + 1) / (self._pull.end - self._pull.start + 1)
        focus = max(0.0, min(1.0, done))
        focus = focus * focus * (3 - 2 * focus)
        if self._planes is None or focus != self._at:
            rgb = focused(self._picture, self._depth, on_people=focus)
            self._planes, self._at = to_planes(even(rgb)), focus
        view = view_at(Move.STILL, at=0, frames=FPS, size=self._planes.size, shape=self._shape)
        left, top = int(view.left), int(view.top)
        for source, target, half in (
            (self._planes.y, into.y, 1),
            (self._planes.u, into.u, 2),
            (self._planes.v, into.v, 2),
        ):
            height, width = target.shape
            np.copyto(target, source[top // half : top // half + height, left // half : left // half + width])
