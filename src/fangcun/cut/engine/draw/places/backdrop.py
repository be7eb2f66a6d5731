"""Sets painted once in a process and looked at through many lenses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import skia

from fangcun.cut.engine.draw.chance import chance
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


@lru_cache(maxsize=10)
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
def soften(place: str, time_of_day: str, int_ext: str, era: str, soft: int) -> skia.Image:
    """The set out of focus."""
    image = paint_set(place, time_of_day, int_ext, era)
    shrink, sigma = SOFTNESS[soft]
    if shrink == 1:
        return image
    w, h = WIDTH // shrink, HEIGHT // shrink
    small = skia.Surface(w, h)
    options = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    small.getCanvas().drawImageRect(image, skia.Rect.MakeWH(WIDTH, HEIGHT), skia.Rect.MakeWH(w, h), options)
    blurred = skia.Surface(w, h)
    paint = skia.Paint()
    paint.setImageFilter(skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kClamp))
    blurred.getCanvas().drawImage(small.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), paint)
    return blurred.makeImageSnapshot()


def draw_set(canvas: skia.Canvas, image: skia.Image, view: View, *, width: float, height: float) -> None:
    """Fill ``width`` × ``height`` with what the view sees."""
    iw, ih = image.width(), image.height()
    sh = ih / view.zoom
    sw = sh * width / height
    if sw > iw:
        sw, sh = iw, iw * height / width
    x, y = (iw - sw) * view.x, (ih - sh) * view.y
    canvas.save()
    if view.mirror:
        canvas.translate(width, 0)
        canvas.scale(-1, 1)
    canvas.drawImageRect(
        image,
        skia.Rect.MakeXYWH(x, y, sw, sh),
        skia.Rect.MakeWH(width, height),
        skia.SamplingOptions(skia.FilterMode.kLinear),
    )
    canvas.restore()
