"""Comic grammar over a picture: speed lines, tone, light, weather, memory."""

from __future__ import annotations

import math
from functools import lru_cache
from random import Random

import skia

from fangcun.cut.engine.draw.color import Rgb, darken, mix
from fangcun.cut.engine.draw.ink import Point, fill, glow, oval, polar, poly, radial, stroke
from fangcun.cut.engine.draw.light import Light


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


@lru_cache(maxsize=16)
def _dots(w: int, h: int, pitch: int, corner: int) -> skia.Path:
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
    return path


def draw_tone(
    canvas: skia.Canvas, w: float, h: float, *, color: Rgb, alpha: float, corner: int, pitch: int = 22
) -> None:
    """Screentone that grows out of one side: 0 below, 1 above, 2 lower right, 3 lower left."""
    canvas.drawPath(_dots(int(w), int(h), pitch, corner), fill(color, alpha))


@lru_cache(maxsize=6)
def _mood(w: int, h: int, light: Light) -> tuple[skia.Image, skia.Image]:
    """The two veils of an hour, painted once: gradients over a whole picture are dear, pictures are not."""
    color, share = light.mood
    centre = mix(0xFFFFFF, color, share)
    edge = mix(centre, 0x2A2350, 0.42 if not light.night else 0.6)
    veil, gleam = skia.Surface(w, h), skia.Surface(w, round(h * 0.62))
    veil.getCanvas().drawPaint(
        radial((w * 0.48, h * 0.40), h * 0.72, [(0, centre, 1), (0.55, centre, 1), (1, edge, 1)])
    )
    gleam.getCanvas().drawPaint(radial((w * 0.12, h * 0.06), h * 0.55, [(0, light.rim, 0.34), (1, light.rim, 0)]))
    return veil.makeImageSnapshot(), gleam.makeImageSnapshot()


def draw_mood(canvas: skia.Canvas, w: int, h: int, light: Light) -> None:
    """The hour's colour over everything, darker to the edges, and a breath of light from the upper left."""
    for image, mode in zip(_mood(w, h, light), (skia.BlendMode.kMultiply, skia.BlendMode.kScreen), strict=True):
        paint = skia.Paint()
        paint.setBlendMode(mode)
        canvas.drawImage(image, 0, 0, skia.SamplingOptions(), paint)


@lru_cache(maxsize=6)
def _ground_of(w: int, h: int, color: Rgb) -> skia.Image:
    surface = skia.Surface(w, h)
    stops = [(0.0, mix(color, 0xFFFFFF, 0.55), 1.0), (0.55, color, 1.0), (1.0, darken(color, 0.5), 1.0)]
    surface.getCanvas().drawPaint(radial((w * 0.5, h * 0.42), h * 0.62, stops))
    return surface.makeImageSnapshot()


def draw_burst(canvas: skia.Canvas, w: int, h: int, color: Rgb) -> None:
    """A flat ground of feeling in place of a set: light in the middle, deep at the edge."""
    canvas.drawImage(_ground_of(w, h, color), 0, 0)


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


def draw_memory(canvas: skia.Canvas, w: float, h: float) -> None:
    """A flashback: colours gone to sepia, edges gone to light."""
    for color, mode, alpha in ((0x808080, skia.BlendMode.kSaturation, 0.72), (0xF3DDB8, skia.BlendMode.kMultiply, 0.9)):
        paint = fill(color, alpha)
        paint.setBlendMode(mode)
        canvas.drawRect(skia.Rect.MakeWH(w, h), paint)
    canvas.drawRect(
        skia.Rect.MakeWH(w, h),
        radial(
            (w / 2, h * 0.44),
            h * 0.66,
            [(0, 0xFFF6E4, 0), (0.55, 0xFFF6E4, 0), (0.86, 0xFFF6E4, 0.75), (1, 0xFFF6E4, 0.95)],
        ),
    )


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
