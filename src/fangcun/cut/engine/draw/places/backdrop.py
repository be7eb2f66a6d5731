"""Sets painted once in a process and looked at through many lenses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import skia

from fangcun.cut.engine.draw.box import Pixels
from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import split
from fangcun.cut.engine.draw.light import light_of
from fangcun.cut.engine.draw.places.registry import find_place
from fangcun.cut.engine.draw.places.stage import HEIGHT, WIDTH, Stage, light_lamps

SOFTNESS = ((1, 0.0), (2, 1.6), (4, 2.4), (6, 3.2))
"""Shrink factor and blur (in shrunk pixels) of each depth of field."""


@dataclass(frozen=True, slots=True)
class View:
    """A look at a set: ``zoom`` times nearer, at (x, y) of what can be seen (0–1 each), mirrored or not."""

    zoom: float
    x: float
    y: float
    mirror: bool = False
    soft: int = 0


def is_inside(int_ext: str, default: bool) -> bool:
    """Inside or out by the script's word (内, 外, 内/外, INT, EXT), else by the kind of place."""
    word = int_ext.strip().upper()
    if word.startswith(("内", "INT")):
        return True
    return False if word.startswith(("外", "EXT")) else default


@lru_cache(maxsize=8)
def paint_set(place: str, time_of_day: str, int_ext: str, era: str) -> skia.Image:
    """A whole set. The same place is the same set at every hour: its name is the seed."""
    asked = None if not int_ext.strip() else is_inside(int_ext, True)
    kind = find_place(place, era=era, inside=asked)
    inside = is_inside(int_ext, kind.inside) if not kind.inside or asked is not False else kind.inside
    surface = skia.Surface(WIDTH, HEIGHT)
    light = light_of(time_of_day, inside=inside and kind.inside)
    stage = Stage(surface.getCanvas(), light, chance("set", place.strip()), era)
    kind.paint(stage)
    light_lamps(stage)
    return surface.makeImageSnapshot()


@lru_cache(maxsize=24)
def soften(place: str, time_of_day: str, int_ext: str, era: str, soft: int) -> Pixels:
    """The set as pixels, as far out of focus as ``soft`` says; out of focus it also lies in a little haze."""
    shrink, sigma = SOFTNESS[soft]
    if shrink == 1:
        return _pixels_of(paint_set(place, time_of_day, int_ext, era))
    small = _halve(place, time_of_day, int_ext, era)
    if shrink > 2:
        small = np.asarray(cv2.resize(small, (WIDTH // shrink, HEIGHT // shrink), interpolation=cv2.INTER_AREA))
    blurred = cv2.GaussianBlur(small, (0, 0), sigma)
    light = light_of(time_of_day, inside=True)
    if not light.night:
        # A tenth of the way to the colour of the light.
        tenth = np.column_stack([np.diag([0.9, 0.9, 0.9, 1.0]), [*(0.1 * c for c in split(light.rim)), 0.0]])
        blurred = cv2.transform(blurred, tenth)
    return np.ascontiguousarray(blurred, np.uint8)


@lru_cache(maxsize=8)
def _halve(place: str, time_of_day: str, int_ext: str, era: str) -> Pixels:
    """The set at half its size, from which all that is out of focus is made."""
    pixels = _pixels_of(paint_set(place, time_of_day, int_ext, era))
    return np.asarray(cv2.resize(pixels, (WIDTH // 2, HEIGHT // 2), interpolation=cv2.INTER_AREA), np.uint8)


def _pixels_of(image: skia.Image) -> Pixels:
    # Asked for straight alpha, skia would divide every opaque pixel by one.
    return np.asarray(image.toarray(colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType), np.uint8)


def show_set(pixels: Pixels, view: View, *, width: int, height: int) -> Pixels:
    """``width`` × ``height`` pixels of what the view sees, opaque RGBA."""
    ih, iw = pixels.shape[:2]
    sh = ih / view.zoom
    sw = sh * width / height
    if sw > iw:
        sw, sh = iw, iw * height / width
    x, y = (iw - sw) * view.x, (ih - sh) * max(0.0, min(1.0, view.y))
    # Enlarging by the CPU is ten times faster here than through the canvas, and from whole pixels twice as fast again.
    left, top = round(x), round(y)
    seen = pixels[top : top + max(1, round(sh)), left : left + max(1, round(sw))]
    if view.mirror:
        seen = cv2.flip(seen, 1)
    return np.asarray(cv2.resize(seen, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)
