"""What the cutting room takes from the drawing room: a picture larger than the frame, the faces in it, and overlays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.grid import LANDSCAPE, PORTRAIT
from fangcun.kit.errors import FangcunError, Kind

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sprite:
    """A patch to lay on the picture: straight RGBA with its upper left corner at (x, y) of the picture.

    ``cutout`` is for a picture in depth: premultiplied RGBA that takes the place of the same box of its people.
    """

    x: int
    y: int
    rgba: Pixels
    cutout: Pixels | None = None


@dataclass(frozen=True, slots=True)
class Depth:
    """A picture taken apart: an opaque ground (RGB, as large as the picture), the people before it, and what is before
    them (rain, dust, words). The latter two are premultiplied."""

    ground: Pixels
    people: Sprite
    front: Sprite | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """What moves in a face. The picture itself shows it at rest: ``closed`` is for the pauses inside a line, where a
    smile at rest would not do; ``lids`` are the eyes on their way to ``blink``. Whatever is None stays at rest.
    """

    name: str
    closed: Sprite | None = None
    half: Sprite | None = None
    open: Sprite | None = None
    lids: Sprite | None = None
    blink: Sprite | None = None
    box: tuple[int, int, int, int] | None = None  # x, y, width, height in the picture, for choosing a poster


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn shot: RGB (height, width, 3), at least as large as the frame, about 12 % larger for the camera.

    With ``depth`` its people can be moved and focused apart from the ground.
    """

    rgb: Pixels
    faces: tuple[Face, ...] = ()
    depth: Depth | None = None

    def __post_init__(self) -> None:
        height, width = self.rgb.shape[:2]
        if self.rgb.ndim != 3 or self.rgb.shape[2] != 3 or self.rgb.dtype != np.uint8:
            raise FangcunError("cut.picture_form", Kind.INVALID, "画面必须是 8 位 RGB 图像。请重新绘制这个镜头。")
        least = LANDSCAPE if width > height else PORTRAIT
        if width < least.width or height < least.height:
            message = f"画面只有 {width}×{height}，小于 {least.width}×{least.height}。请按成片尺寸重新绘制这个镜头。"
            raise FangcunError("cut.picture_small", Kind.INVALID, message)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Straight RGBA laid on the frame (not on the picture) at (x, y) from frame ``start`` to before ``end``.

    ``fade`` frames of fading stand at both ends. Parts outside the frame are cut off.
    """

    x: int
    y: int
    rgba: Pixels
    start: int = 0
    end: int = 1 << 30
    fade: int = 0


PARTS = ("closed", "half", "open", "lids", "blink")


class BoxLike(Protocol):
    """A rectangle of a panel."""

    @property
    def x(self) -> int: ...
    @property
    def y(self) -> int: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


class FlapLike(Protocol):
    """A moving part of a face: its place in the panel and a patch (RGB or RGBA) for each of its states."""

    @property
    def box(self) -> BoxLike: ...
    @property
    def states(self) -> Sequence[Pixels]: ...
    @property
    def cutouts(self) -> Sequence[Pixels]: ...


class CutoutLike(Protocol):
    """A part of a panel: premultiplied RGBA of the size of its box."""

    @property
    def box(self) -> BoxLike: ...
    @property
    def pixels(self) -> Pixels: ...


class DepthLike(Protocol):
    """A panel taken apart."""

    @property
    def ground(self) -> Pixels: ...
    @property
    def people(self) -> CutoutLike | None: ...
    @property
    def front(self) -> CutoutLike | None: ...


class PanelLike(Protocol):
    """What the drawing room hands over. Mouths have the states closed, half, open; blinks half and closed."""

    @property
    def image(self) -> Pixels: ...
    @property
    def faces(self) -> Mapping[str, BoxLike]: ...
    @property
    def mouths(self) -> Mapping[str, FlapLike]: ...
    @property
    def blinks(self) -> Mapping[str, FlapLike]: ...
    @property
    def depth(self) -> DepthLike | None: ...


def picture_of(panel: PanelLike) -> Picture:
    """A panel of the drawing room as a picture to film."""
    faces = []
    for name, box in panel.faces.items():
        parts = _sprites(panel.mouths.get(name), ("closed", "half", "open"))
        parts |= _sprites(panel.blinks.get(name), ("lids", "blink"))
        faces.append(Face(name, box=(box.x, box.y, box.width, box.height), **parts))
    return Picture(panel.image, tuple(faces), _depth(panel.depth))


def _depth(depth: DepthLike | None) -> Depth | None:
    if depth is None or depth.people is None:
        return None
    return Depth(depth.ground, _cut(depth.people), _cut(depth.front) if depth.front is not None else None)


def _cut(part: CutoutLike) -> Sprite:
    return Sprite(part.box.x, part.box.y, part.pixels)


def _sprites(flap: FlapLike | None, parts: tuple[str, ...]) -> dict[str, Sprite]:
    if flap is None:
        return {}
    cutouts = flap.cutouts or (None,) * len(flap.states)
    return {
        part: Sprite(flap.box.x, flap.box.y, _with_alpha(state), cutout)
        for part, state, cutout in zip(parts, flap.states, cutouts, strict=False)
    }


def _with_alpha(pixels: Pixels) -> Pixels:
    if pixels.shape[2] == 4:
        return pixels
    return np.concatenate([pixels, np.full((*pixels.shape[:2], 1), 255, np.uint8)], axis=2)
