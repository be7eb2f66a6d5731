"""The camera's moves: a view that glides over a picture larger than the frame, exact to a fraction of a pixel."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.contracts import Move
from fangcun.cut.engine.grid import HEIGHT, WIDTH
from fangcun.cut.engine.planes import Planes

_SHAKE = 16.0  # pixels at its strongest
_SHAKE_FADES = 30.0  # frames in which it falls to a third
# A slide at exactly one picture pixel to a frame pixel is sharp at whole pixels and soft between them, so the picture
# would seem to pulse; at this scale sharp and soft lie side by side in every frame.
_SLIDE_ZOOM = 1.055


@dataclass(frozen=True, slots=True)
class View:
    """The part of the picture that fills the frame: its upper left corner and its scale (frame pixels to one)."""

    left: float
    top: float
    zoom: float


def view_at(move: Move, *, at: int, frames: int, size: tuple[int, int], seed: int = 0) -> View:
    """Where the camera looks in frame ``at`` of ``frames`` over a picture of ``size`` (width, height).

    The view never leaves the picture. ``seed`` decides the trembling of a shake.
    """
    least = max(WIDTH / size[0], HEIGHT / size[1])
    progress = _ease(at / (frames - 1)) if frames > 1 else 0.0
    spare = 1 / least  # how much closer the camera can go until a picture pixel is a frame pixel
    slide = least * min(_SLIDE_ZOOM, spare)
    match move:
        case Move.PUSH:
            return _view(size, zoom=least * spare**progress)
        case Move.PULL:
            return _view(size, zoom=least * spare ** (1 - progress))
        case Move.PAN_LEFT:
            return _view(size, zoom=slide, across=1 - progress)
        case Move.PAN_RIGHT:
            return _view(size, zoom=slide, across=progress)
        case Move.TILT_UP:
            return _view(size, zoom=slide, down=1 - progress)
        case Move.TILT_DOWN:
            return _view(size, zoom=slide, down=progress)
        case Move.SHAKE:
            return _shaken(_view(size, zoom=slide), at=at, size=size, seed=seed)
        case Move.STILL | Move.RACK:
            # Pixel for pixel: whole offsets, so nothing is resampled.
            return View((size[0] - WIDTH) // 4 * 2, (size[1] - HEIGHT) // 4 * 2, 1.0)


def _ease(progress: float) -> float:
    """Half even, half smooth: starts and ends gently without standing still."""
    return 0.5 * progress + 0.5 * progress * progress * (3 - 2 * progress)


def _view(size: tuple[int, int], *, zoom: float, across: float = 0.5, down: float = 0.5) -> View:
    return View(max(0.0, size[0] - WIDTH / zoom) * across, max(0.0, size[1] - HEIGHT / zoom) * down, zoom)


def _shaken(view: View, *, at: int, size: tuple[int, int], seed: int) -> View:
    phase = np.random.default_rng(seed).uniform(0, 2 * math.pi, 4)
    force = _SHAKE * math.exp(-at / _SHAKE_FADES)
    x = force * (0.6 * math.sin(1.9 * at + phase[0]) + 0.4 * math.sin(1.1 * at + phase[1]))
    y = force * (0.6 * math.sin(1.7 * at + phase[2]) + 0.4 * math.sin(0.9 * at + phase[3]))
    left = min(max(0.0, view.left + x), max(0.0, size[0] - WIDTH / view.zoom))
    top = min(max(0.0, view.top + y), max(0.0, size[1] - HEIGHT / view.zoom))
    return View(left, top, view.zoom)


def film(planes: Planes, *, view: View, into: Planes) -> None:
    """Fill the frame ``into`` with the view of the picture."""
    for source, target, half in ((planes.y, into.y, 1), (planes.u, into.u, 2), (planes.v, into.v, 2)):
        height, width = target.shape
        if view.zoom == 1.0 and view.left == int(view.left) and view.top == int(view.top):
            left, top = int(view.left) // half, int(view.top) // half
            np.copyto(target, source[top : top + height, left : left + width])
            continue
        cv2.warpAffine(
            source,
            _matrix(view, half=half),
            (width, height),
            dst=target,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )


def _matrix(view: View, *, half: int) -> NDArray[np.float64]:
    """From frame to picture by pixel centres: (x + ½)/zoom + left − ½; chroma pixels are twice as large."""
    step = 1 / view.zoom
    shift = 0.5 * step - 0.5
    return np.array([[step, 0, view.left / half + shift], [0, step, view.top / half + shift]])
