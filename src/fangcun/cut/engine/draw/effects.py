"""Comic grammar over a picture: speed lines, tone, light, weather, memory."""

from __future__ import annotations

import math
from functools import lru_cache
from random import Random
from typing import Any

import cv2
import numpy as np
import skia
from numpy.typing import NDArray

from fangcun.cut.engine.draw.box import Pixels
from fangcun.cut.engine.draw.color import Rgb, darken, mix, split
from fangcun.cut.engine.draw.ink import Point, fill, glow, oval, polar, poly, stroke
from fangcun.cut.engine.draw.light import Light
from fangcun.cut.engine.draw.wash import Wash, under_tone

Stops = tuple[tuple[float, Rgb | float], ...]


def draw_speed_lines(
    canvas: skia.Canvas, w: float, h: float, rng: Random, *, centre: Point, color: Rgb, alpha: float = 0.85
) -> None:
    """Lines that rush from the edges to the middle of attention."""
    path = skia.Path()
    reach = math.hypot(w, h)
    for i in range(96):
        angle = i * 360 / 96 + rng.uniform(-1.6, 1.6)
        inner = rng.uniform(0.34, 0.62) * w * (1.0 + 0.55 * abs(math.sin(math.radians(angle))))
        tip = polar(centre, inner, angle)
        wide = rng.uniform(0.25, 1.15)
        path.addPoly(
            [
                skia.Point(*tip),
                skia.Point(*polar(centre, reach, angle - wide)),
                skia.Point(*polar(centre, reach, angle + wide)),
            ],
            True,
        )
    canvas.drawPath(path, fill(color, alpha))


@lru_cache(maxsize=4)
def _dots(w: int, h: int, corner: int, alpha: float) -> Pixels:
    """Screentone that grows out of one side (0 below, 1 above, 2 lower right, 3 lower left), as cover 0–255."""
    pitch = round(22 * h / 2150) or 1
    path = skia.Path()
    rows = int(h / (pitch * 0.9)) + 2
    for j in range(rows):
        for i in range(w // pitch + 1):
            x, y = i * pitch + (pitch / 2 if j % 2 else 0), j * pitch * 0.9
            u, v = x / w, y / h
            t = {0: v - 0.62, 1: 0.32 - v, 2: (u + v) / 2 - 0.66, 3: (1 - u + v) / 2 - 0.66}[corner]
            r = min(0.5, t * 1.7) * pitch
            if r > 0.6:
                path.addCircle(x, y, r)
    surface = skia.Surface(w, h)
    surface.getCanvas().drawPath(path, fill(0xFFFFFF, alpha))
    return np.ascontiguousarray(surface.toarray(colorType=skia.kRGBA_8888_ColorType)[:, :, 3])


@lru_cache(maxsize=4)
def wash_mood(w: int, h: int, light: Light, tone: tuple[Rgb, float, int] | None = None) -> Wash:
    """The hour's colour over everything, darker to the edges, and a breath of light from the upper left.

    ``tone`` (colour, alpha, side) is screentone that lies under it; sides are 0 below, 1 above, 2 lower right,
    3 lower left.
    """
    color, share = light.mood
    centre = mix(0xFFFFFF, color, share)
    edge = mix(centre, 0x2A2350, 0.42 if not light.night else 0.6)
    veil = _rings(w, h, (0.48 * w, 0.40 * h), 0.72 * h, ((0.0, centre), (0.55, centre), (1.0, edge)))
    gleam = _rings(w, h, (0.12 * w, 0.06 * h), 0.55 * h, ((0.0, light.rim), (1.0, light.rim)))
    gleam *= _rings(w, h, (0.12 * w, 0.06 * h), 0.55 * h, ((0.0, 0.34), (1.0, 0.0)))
    # Multiplied by the veil, then screened with the gleam: p·v·(1−g) + g.
    wash = Wash(_grown(veil * (1 - gleam), 255, w, h), _grown(gleam, 0, w, h))
    if tone is None:
        return wash
    tint, alpha, side = tone
    return under_tone(wash, _dots(w, h, side, alpha), split(tint))


@lru_cache(maxsize=2)
def wash_memory(w: int, h: int) -> Wash:
    """A flashback: colours gone to sepia, edges gone to light."""
    # Nearly three quarters of the way to grey (weights of the W3C compositing blend mode "saturation"), then sepia.
    luma = np.array([0.3, 0.59, 0.11], np.float32)
    sepia = 1 - 0.9 + 0.9 * np.array(split(0xF3DDB8), np.float32) / 255
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, :3] = (0.28 * np.eye(3, dtype=np.float32) + 0.72 * luma) * sepia[:, None]
    cover = _rings(w, h, (w / 2, h * 0.44), h * 0.66, ((0.0, 0.0), (0.55, 0.0), (0.86, 0.76), (1.0, 0.96)))
    glare = cover * np.array(split(0xFFF6E4), np.float32) / 255
    return Wash(_grown(1 - cover, 255, w, h), _grown(glare, 0, w, h), matrix)


def _step(w: int, h: int) -> int:
    """Gradients are worked out on every so many pixels: on every fifth of a full panel, on all of a small one."""
    return max(1, max(w, h) // 430)


def _rings(w: int, h: int, centre: Point, radius: float, stops: Stops) -> NDArray[np.float32]:
    """A radial gradient, coarse, 0–1 in three channels; a stop is a place and a colour or a share."""
    step = _step(w, h)
    x = (np.arange(-(-w // step), dtype=np.float32) + 0.5) * step - centre[0]
    y = (np.arange(-(-h // step), dtype=np.float32) + 0.5) * step - centre[1]
    at = np.hypot(x[None, :], y[:, None]) / radius
    places = [place for place, _ in stops]
    values = [(v,) * 3 if isinstance(v, float) else tuple(c / 255 for c in split(v)) for _, v in stops]
    return np.stack([np.interp(at, places, [v[i] for v in values]) for i in range(3)], axis=2).astype(np.float32)


def _grown(coarse: NDArray[np.floating[Any]], alpha: int, w: int, h: int) -> Pixels:
    """A coarse gradient as RGBA pixels of the full size."""
    rgba = np.full((*coarse.shape[:2], 4), alpha, np.uint8)
    rgba[:, :, :3] = np.rint(coarse * 255)
    size = (rgba.shape[1] * _step(w, h), rgba.shape[0] * _step(w, h))
    return np.ascontiguousarray(cv2.resize(rgba, size, interpolation=cv2.INTER_LINEAR)[:h, :w], np.uint8)


@lru_cache(maxsize=6)
def paint_burst(w: int, h: int, color: Rgb) -> Pixels:
    """A flat ground of feeling in place of a set, opaque RGBA: light in the middle, deep at the edge."""
    stops = ((0.0, mix(color, 0xFFFFFF, 0.55)), (0.55, color), (1.0, darken(color, 0.5)))
    return _grown(_rings(w, h, (w * 0.5, h * 0.42), h * 0.62, stops), 255, w, h)


def draw_rain(canvas: skia.Canvas, w: float, h: float, rng: Random) -> None:
    """Rain in two depths."""
    for width, alpha, n in ((2.0, 0.35, 110), (3.4, 0.6, 46)):
        path = skia.Path()
        for _ in range(n):
            x, y, length = rng.uniform(-80, w + 80), rng.uniform(-60, h), rng.uniform(50, 130)
            path.moveTo(x, y)
            path.lineTo(x - length * 0.16, y + length)
        canvas.drawPath(path, stroke(0xDDE8FF, width, alpha))


def draw_flakes(
    canvas: skia.Canvas, w: float, h: float, rng: Random, *, color: Rgb = 0xFFFFFF, count: int = 90
) -> None:
    """Snow, near flakes out of focus."""
    for _ in range(count):
        x, y, r = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(2, 9)
        canvas.drawPath(oval(x, y, r, r), fill(color, 0.85) if r < 7 else glow(color, 0.6, 3))


def draw_petals(
    canvas: skia.Canvas, w: float, h: float, rng: Random, *, color: Rgb = 0xF6B8C4, count: int = 26
) -> None:
    """Petals or leaves on the wind."""
    for _ in range(count):
        canvas.save()
        canvas.translate(rng.uniform(0, w), rng.uniform(0, h * 0.86))
        canvas.rotate(rng.uniform(0, 360))
        r = rng.uniform(7, 17)
        path = skia.Path()
        path.moveTo(-r, 0)
        path.quadTo(0, -r * 0.9, r, 0)
        path.quadTo(0, r * 0.55, -r, 0)
        canvas.drawPath(path, fill(color, rng.uniform(0.55, 0.95)))
        canvas.restore()


def draw_motes(canvas: skia.Canvas, w: float, h: float, rng: Random, color: Rgb) -> None:
    """Dust in the light, which gives air to a picture."""
    for _ in range(16):
        x, y, r = rng.uniform(0, w), rng.uniform(0, h * 0.75), rng.uniform(3, 12)
        canvas.drawPath(oval(x, y, r, r), fill(color, rng.uniform(0.08, 0.3)))


def draw_impact(canvas: skia.Canvas, w: float, h: float, color: Rgb) -> None:
    """Jagged wedges at the corners: something has struck."""
    for x, y, sx, sy in ((0, 0, 1, 1), (w, 0, -1, 1), (0, h, 1, -1), (w, h, -1, -1)):
        path = poly(
            [
                (x, y),
                (x + sx * w * 0.34, y),
                (x + sx * w * 0.12, y + sy * h * 0.035),
                (x + sx * w * 0.2, y + sy * h * 0.07),
                (x + sx * w * 0.06, y + sy * h * 0.08),
                (x + sx * w * 0.07, y + sy * h * 0.16),
                (x, y + sy * h * 0.12),
            ]
        )
        canvas.drawPath(path, fill(color, 0.9))
