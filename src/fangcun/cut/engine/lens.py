"""How a view of a picture gets into the frame, cheaply: what the camera's moves cost is paid here, for each frame.

OpenCV scales whole pictures four times as fast as it warps them, but only from whole pixels. Two ways round it: scaling
from a whole pixel a little before the view, so chosen that the view begins on a whole pixel of the *result*; and, for
slides, whose scale never changes, scaling the picture once for each quarter of a pixel and only copying from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.camera import View
from fangcun.cut.engine.picture import Pixels
from fangcun.cut.engine.planes import Planes

PAD = 96  # pixels of repeated border around a picture, so that scaling may begin before it
_REACH = 44  # how many pixels of the result may be thrown away to begin on a whole one (chroma: PAD / 2 allows as many)
_CLOSE = 0.03  # of a pixel: nearer than this a view stands where it should
FINE, COARSE = 8, 2  # parts of a chroma pixel that a slide is kept in: quarters of a pixel, or whole ones for a shake

Box = tuple[int, int, int, int]  # x, y, width, height


def padded(planes: Planes) -> tuple[Planes, Planes]:
    """The planes with ``PAD`` pixels of their border repeated around them, and a view of the picture inside."""
    outer, inner = [], []
    for plane, pad in ((planes.y, PAD), (planes.u, PAD // 2), (planes.v, PAD // 2)):
        wide = np.asarray(cv2.copyMakeBorder(plane, pad, pad, pad, pad, cv2.BORDER_REPLICATE), np.uint8)
        outer.append(wide)
        inner.append(wide[pad:-pad, pad:-pad])
    return Planes(*outer), Planes(*inner)


@dataclass(slots=True)
class _Slide:
    """The picture at the scale of a slide, begun a part of a pixel late; ``stale`` boxes changed since."""

    planes: Planes
    late: tuple[float, float]  # in pixels of the picture, of Y
    stale: set[Box] = field(default_factory=set)


class Lens:
    """Films one picture. ``planes`` is the picture and may be written to; what changes must be told to ``changed``."""

    def __init__(self, planes: Planes, *, slides: int = 0) -> None:
        """``slides`` (``FINE`` or ``COARSE``) is for views whose scale stays as it is; 0 for all others."""
        self._outer, self.planes = padded(planes)
        self._slides: dict[tuple[int, int, int], _Slide] = {}
        self._parts = slides

    def changed(self, boxes: Iterable[Box]) -> None:
        """Parts of the picture were painted anew."""
        found = set(boxes)
        for slide in self._slides.values():
            slide.stale |= found

    def film(self, view: View, into: Planes) -> None:
        """Fill the frame ``into`` with the view."""
        if view.zoom == 1.0 and view.left % 2 == 0 and view.top % 2 == 0:
            for source, target, half in _pairs(self.planes, into):
                left, top = int(view.left) // half, int(view.top) // half
                height, width = target.shape
                np.copyto(target, source[top : top + height, left : left + width])
        elif self._parts:
            self._slide(view, into)
        else:
            for source, target, half in _pairs(self._outer, into):
                scale(source, view=view, half=half, into=target)

    def _slide(self, view: View, into: Planes) -> None:
        """Copy the view from the picture at the slide's scale, at the part of a pixel that is nearest."""
        parts = self._parts
        # Chroma pixels are twice as large: places are counted in them, so that all three planes move together.
        x, y = (round(edge * view.zoom / 2 * parts) for edge in (view.left, view.top))
        key = (x % parts, y % parts, round(view.zoom * 1e6))
        slide = self._slides.get(key)
        if slide is None:
            slide = self._slides[key] = self._scaled(view.zoom, (2 * key[0] / parts, 2 * key[1] / parts), into)
        for box in slide.stale:
            self._mend(slide, box, view.zoom)
        slide.stale.clear()
        for source, target, half in _pairs(slide.planes, into):
            left, top = x // parts * 2 // half, y // parts * 2 // half
            height, width = target.shape
            np.copyto(target, source[top : top + height, left : left + width])

    def _scaled(self, zoom: float, phase: tuple[float, float], frame: Planes) -> _Slide:
        width, height = self.planes.size
        # One frame and all that the view can slide over, in whole chroma pixels.
        wide, tall = (
            max(small, 2 * round(large * zoom / 2) + 2)
            for small, large in zip(frame.size, (width, height), strict=True)
        )
        planes = Planes(*(np.empty((tall // half, wide // half), np.uint8) for half in (1, 2, 2)))
        late = (phase[0] / zoom, phase[1] / zoom)
        for source, target, half in _pairs(self._outer, planes):
            scale(source, view=View(late[0], late[1], zoom), half=half, into=target)
        return _Slide(planes, late)

    def _mend(self, slide: _Slide, box: Box, zoom: float) -> None:
        """Scale a changed part again."""
        width, height = slide.planes.size
        x0, y0 = (max(0, int((at - late) * zoom) // 2 * 2 - 2) for at, late in zip(box[:2], slide.late, strict=True))
        x1 = min(width, (int((box[0] + box[2] - slide.late[0]) * zoom) // 2 + 2) * 2)
        y1 = min(height, (int((box[1] + box[3] - slide.late[1]) * zoom) // 2 + 2) * 2)
        if x1 <= x0 or y1 <= y0:
            return
        view = View(slide.late[0] + x0 / zoom, slide.late[1] + y0 / zoom, zoom)
        for source, target, half in _pairs(self._outer, slide.planes):
            part = target[y0 // half : y1 // half, x0 // half : x1 // half]
            part[:] = _warped(source, view=view, half=half, size=(part.shape[1], part.shape[0]))


def _pairs(source: Planes, target: Planes) -> Sequence[tuple[Pixels, Pixels, int]]:
    return (source.y, target.y, 1), (source.u, target.u, 2), (source.v, target.v, 2)


def scale(source: Pixels, *, view: View, half: int, into: Pixels) -> None:
    """Fill ``into`` with the view of a padded plane (``half`` is 2 for chroma), bilinear, true to 1/30 of a pixel."""
    step = 1 / view.zoom
    height, width = into.shape
    pad = PAD // half
    left, skip_x, off_x = _begin(view.left / half + pad, step)
    top, skip_y, off_y = _begin(view.top / half + pad, step)
    right = left + int((skip_x + width) * step) + 2
    bottom = top + int((skip_y + height) * step) + 2
    if max(off_x, off_y) > _CLOSE or right > source.shape[1] or bottom > source.shape[0]:
        into[:] = _warped(source, view=view, half=half, size=(width, height))
        return
    part = source[top:bottom, left:right]
    # With a factor given and no size, OpenCV scales by just that factor, whatever the sizes round to.
    whole = cv2.resize(part, None, fx=view.zoom, fy=view.zoom, interpolation=cv2.INTER_LINEAR)
    np.copyto(into, whole[skip_y : skip_y + height, skip_x : skip_x + width])


def _begin(edge: float, step: float) -> tuple[int, int, float]:
    """A whole pixel to begin at, the pixels of the result to skip until the view's edge, and by how much it is off."""
    starts = edge - step * _SKIPS
    whole = np.rint(starts)
    off = np.abs(starts - whole)
    best = int(np.argmin(off))
    return int(whole[best]), best, float(off[best])


_SKIPS: NDArray[np.float64] = np.arange(_REACH, dtype=np.float64)


def _warped(source: Pixels, *, view: View, half: int, size: tuple[int, int]) -> Pixels:
    """The view by pixel centres, frame to picture: (x + ½)/zoom + left − ½; slow, but right everywhere."""
    step = 1 / view.zoom
    shift = 0.5 * step - 0.5 + PAD // half
    matrix = np.array([[step, 0, view.left / half + shift], [0, step, view.top / half + shift]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(source, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), np.uint8)
