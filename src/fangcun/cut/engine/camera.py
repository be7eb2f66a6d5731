"""The camera's moves: a view that glides over a picture larger than the frame, exact to a fraction of a pixel."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from fangcun.cut.contracts import Move
from fangcun.cut.engine.grid import PORTRAIT, Shape

_SHAKE = 16.0  # pixels at its strongest
_SHAKE_FADES = 30.0  # frames in which it falls to a third
# A slide at exactly one picture pixel to a frame pixel is sharp at whole pixels and soft between them, so the picture
# would seem to pulse; at this scale sharp and soft lie side by side in every frame.
_SLIDE_ZOOM = 1.055
# A push stays this far from picture pixels that are frame pixels: near there scaling is at its slowest (see lens).
_NEAREST = 0.975
_DISTANCE = 2.6  # how far the ground is behind the people, in distances from the camera to the people
SLIDES = frozenset({Move.PAN_LEFT, Move.PAN_RIGHT, Move.TILT_UP, Move.TILT_DOWN})
"""The moves whose scale stays as it is; a shake's does too, but it goes both ways at once."""
PARALLAX = SLIDES | {Move.PUSH, Move.PULL}
"""The moves in which people and ground pass each other."""


@dataclass(frozen=True, slots=True)
class View:
    """The part of the picture that fills the frame: its upper left corner and its scale (frame pixels to one)."""

    left: float
    top: float
    zoom: float


def view_at(move: Move, *, at: int, frames: int, size: tuple[int, int], seed: int = 0, shape: Shape = PORTRAIT) -> View:
    """Where the camera looks in frame ``at`` of ``frames`` over a picture of ``size`` (width, height).

    The view never leaves the picture. ``seed`` decides the trembling of a shake.
    """
    least = max(shape.width / size[0], shape.height / size[1])
    progress = _ease(at / (frames - 1)) if frames > 1 else 0.0
    spare = max(1.0, _NEAREST / least)  # how much closer the camera can go
    slide = least * min(_SLIDE_ZOOM, 1 / least)
    match move:
        case Move.PUSH:
            return _view(size, shape, zoom=least * spare**progress)
        case Move.PULL:
            return _view(size, shape, zoom=least * spare ** (1 - progress))
        case Move.PAN_LEFT:
            return _view(size, shape, zoom=slide, across=1 - progress)
        case Move.PAN_RIGHT:
            return _view(size, shape, zoom=slide, across=progress)
        case Move.TILT_UP:
            return _view(size, shape, zoom=slide, down=1 - progress)
        case Move.TILT_DOWN:
            return _view(size, shape, zoom=slide, down=progress)
        case Move.SHAKE:
            return _shaken(_view(size, shape, zoom=slide), at=at, size=size, shape=shape, seed=seed)
        case Move.STILL | Move.RACK:
            # Pixel for pixel: whole offsets, so nothing is resampled.
            return View((size[0] - shape.width) // 4 * 2, (size[1] - shape.height) // 4 * 2, 1.0)


def view_behind(view: View, *, size: tuple[int, int], shape: Shape = PORTRAIT) -> View:
    """What the same camera sees of the ground behind the people: farther things grow and pass by more slowly.

    A camera that has come nearer by the part x of its distance shows things at distance d larger by 1 / (1 − x/d).
    Ground and people stand to each other as they were drawn where a push begins and in the middle of a pan.
    """
    least = max(shape.width / size[0], shape.height / size[1])
    slide = least * min(_SLIDE_ZOOM, 1 / least)
    zoom = view.zoom
    if not math.isclose(zoom, slide):  # a push or a pull
        zoom = least / (1 - (1 - least / zoom) / _DISTANCE)
    across, down = (
        0.5 + (at / room - 0.5) / _DISTANCE if room > 1e-6 else 0.5
        for at, room in ((view.left, size[0] - shape.width / view.zoom), (view.top, size[1] - shape.height / view.zoom))
    )
    return _view(size, shape, zoom=zoom, across=across, down=down)


def _ease(progress: float) -> float:
    """Half even, half smooth: starts and ends gently without standing still."""
    return 0.5 * progress + 0.5 * progress * progress * (3 - 2 * progress)


def _view(size: tuple[int, int], shape: Shape, *, zoom: float, across: float = 0.5, down: float = 0.5) -> View:
    return View(max(0.0, size[0] - shape.width / zoom) * across, max(0.0, size[1] - shape.height / zoom) * down, zoom)


def _shaken(view: View, *, at: int, size: tuple[int, int], shape: Shape, seed: int) -> View:
    phase = np.random.default_rng(seed).uniform(0, 2 * math.pi, 4)
    force = _SHAKE * math.exp(-at / _SHAKE_FADES)
    x = force * (0.6 * math.sin(1.9 * at + phase[0]) + 0.4 * math.sin(1.1 * at + phase[1]))
    y = force * (0.6 * math.sin(1.7 * at + phase[2]) + 0.4 * math.sin(0.9 * at + phase[3]))
    left = min(max(0.0, view.left + x), max(0.0, size[0] - shape.width / view.zoom))
    top = min(max(0.0, view.top + y), max(0.0, size[1] - shape.height / view.zoom))
    return View(left, top, view.zoom)
