"""The empty stage that a place is painted on, with what all places share: sky, walls, floors, lamps."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import cv2
import numpy as np
import skia

from fangcun.cut.engine.draw.color import Rgb, darken, lighten, mix
from fangcun.cut.engine.draw.ink import Point, brush, fill, glow, linear, oval, poly, radial, rect, shape, stroke
from fangcun.cut.engine.draw.layers import image_of
from fangcun.cut.engine.draw.light import Light

WIDTH, HEIGHT = 1500, 2150
FLOOR = 1380.0
VANISH: Point = (750.0, 980.0)


@dataclass(slots=True)
class Stage:
    """A set being painted. Coordinates are pixels of 1500×2150; lamps are lit after the light has been toned."""

    canvas: skia.Canvas
    light: Light
    rng: Random
    era: str
    lamps: list[tuple[float, float, float, Rgb, float]] = field(default_factory=list)
    moon: tuple[float, float, float] | None = None

    def lamp(self, x: float, y: float, radius: float, color: Rgb = 0xFFD58A, strength: float = 0.8) -> None:
        """Something that shines here when it is dark."""
        self.lamps.append((x, y, radius, color, strength))

    def box(self, x: float, y: float, w: float, h: float, color: Rgb, *, pen: float = 1.6) -> None:
        """A thing with straight edges, lit from the upper left."""
        shape(
            self.canvas,
            rect(x, y, w, h),
            linear((x, y), (x + w * 0.3, y + h), [(0, lighten(color, 0.1), 1), (1, darken(color, 0.12), 1)]),
            pen=pen,
            ink=darken(color, 0.55),
        )

    def form(self, path: skia.Path, color: Rgb, *, pen: float = 1.6) -> None:
        """A thing of any shape."""
        b = path.getBounds()
        paint = linear(
            (b.left(), b.top()),
            (b.left() + b.width() * 0.3, b.bottom()),
            [(0, lighten(color, 0.12), 1), (1, darken(color, 0.14), 1)],
        )
        shape(self.canvas, path, paint, pen=pen, ink=darken(color, 0.55))

    def line(self, points: list[Point], width: float, color: Rgb, alpha: float = 1.0, taper: str = "none") -> None:
        """A line of the set."""
        brush(self.canvas, points, width, color, taper=taper, alpha=alpha)

    def shadow(self, x: float, y: float, w: float, h: float, alpha: float = 0.35) -> None:
        """A soft shadow on the ground."""
        self.canvas.drawPath(oval(x + w / 2, y, w / 2, h), glow(0x2A2038, alpha, 9))


def paint_sky(s: Stage, bottom: float = 1500.0, *, clouds: bool = True) -> None:
    """The sky of the hour, with sun, moon and stars where they belong."""
    zenith, middle, horizon = s.light.sky
    s.canvas.drawRect(
        skia.Rect.MakeWH(WIDTH, bottom),
        linear((0, 0), (0, bottom), [(0, zenith, 1), (0.6, middle, 1), (1, horizon, 1)]),
    )
    if s.light.night:
        for _ in range(110):
            x, y, r = s.rng.uniform(0, WIDTH), s.rng.uniform(0, bottom * 0.75), s.rng.uniform(0.8, 2.6)
            s.canvas.drawPath(oval(x, y, r, r), fill(0xFFFFFF, s.rng.uniform(0.4, 1.0)))
    if clouds and not s.light.night:
        for _ in range(5):
            paint_cloud(s, s.rng.uniform(-60, WIDTH), s.rng.uniform(150, bottom * 0.55), s.rng.uniform(0.8, 1.8))


def paint_moon(s: Stage, x: float, y: float, r: float = 110.0) -> None:
    """The moon by night, the low sun by dawn and dusk; nothing at noon."""
    if s.light.night:
        s.lamp(x, y, r * 4.5, 0x8FA8F0, 0.55)
        s.moon = (x, y, r)
    elif s.light.low_sun:
        s.canvas.drawPath(
            oval(x, y + 420, r * 5, r * 5),
            radial((x, y + 420), r * 5, [(0, 0xFFE9B0, 0.95), (0.22, 0xFFC27A, 0.6), (1, 0xFF9A5A, 0)]),
        )


def paint_cloud(s: Stage, x: float, y: float, k: float) -> None:
    """One cloud, flat below."""
    color = mix(0xFFFFFF, s.light.sky[2], 0.35)
    path = skia.Path()
    for dx, dy, r in ((0, 0, 50), (60, -28, 66), (130, -12, 58), (190, 8, 40), (-50, 14, 34)):
        path.addOval(
            skia.Rect.MakeLTRB(x + (dx - r) * k, y + (dy - r * 0.8) * k, x + (dx + r) * k, y + (dy + r * 0.6) * k)
        )
    s.canvas.drawPath(path, glow(color, 0.78, 5))


def paint_wall(s: Stage, color: Rgb, *, panel: Rgb | None = None, bottom: float = FLOOR) -> None:
    """A back wall with a ceiling line and, if asked, a wainscot."""
    s.canvas.drawRect(
        skia.Rect.MakeWH(WIDTH, bottom),
        linear(
            (0, 0),
            (0, bottom),
            [(0, darken(color, 0.16), 1), (0.5, lighten(color, 0.12), 1), (1, darken(color, 0.05), 1)],
        ),
    )
    if panel is not None:
        s.canvas.drawRect(skia.Rect.MakeLTRB(0, bottom - 330, WIDTH, bottom), fill(panel))
        s.line([(0, bottom - 330), (WIDTH, bottom - 330)], 10, lighten(panel, 0.25))
        for x in range(-40, WIDTH, 190):
            s.canvas.drawRect(skia.Rect.MakeXYWH(x, bottom - 290, 150, 230), stroke(darken(panel, 0.25), 4))
    s.canvas.drawRect(skia.Rect.MakeLTRB(0, bottom - 36, WIDTH, bottom), fill(darken(panel or color, 0.25)))
    s.canvas.drawRect(
        skia.Rect.MakeWH(WIDTH, 70), linear((0, 0), (0, 70), [(0, darken(color, 0.5), 0.5), (1, darken(color, 0.5), 0)])
    )


def paint_floor(s: Stage, color: Rgb, *, kind: str = "planks", top: float = FLOOR) -> None:
    """A floor in one-point perspective: planks, tiles, stone, carpet or plain ground."""
    s.canvas.drawRect(
        skia.Rect.MakeLTRB(0, top, WIDTH, HEIGHT),
        linear((0, top), (0, HEIGHT), [(0, lighten(color, 0.16), 1), (1, darken(color, 0.3), 1)]),
    )
    if kind == "plain":
        return
    seam = darken(color, 0.32)
    vx, vy = VANISH
    step = {"planks": 150, "tiles": 240, "stone": 300, "carpet": 0}[kind]
    if step:
        k = (HEIGHT - vy) / (top - vy)
        for i in range(-16, 17):
            x = vx + i * step / k * 1.0
            s.line([(x, top), (vx + (x - vx) * k, HEIGHT)], 3.2, seam, 0.55)
    if kind in {"tiles", "stone"}:
        y, gap = top, 26.0
        while y < HEIGHT:
            y += gap
            gap *= 1.36
            s.line([(0, y), (WIDTH, y)], 3, seam, 0.55)
    if kind in {"planks", "tiles"}:
        s.canvas.drawPath(
            oval(vx, top + 190, 520, 150), radial((vx, top + 190), 520, [(0, 0xFFFFFF, 0.26), (1, 0xFFFFFF, 0)])
        )
    if kind == "carpet":
        path = poly([(320, top + 90), (WIDTH - 320, top + 90), (WIDTH + 80, HEIGHT), (-80, HEIGHT)])
        s.canvas.drawPath(path, fill(lighten(color, 0.14)))
        s.canvas.drawPath(path, stroke(darken(color, 0.3), 12, 0.6))


def paint_beams(s: Stage, x: float, y: float, w: float) -> None:
    """Daylight falling in from a window."""
    if s.light.night:
        return
    warm = s.light.rim
    for i in range(3):
        x0 = x + i * w / 3
        path = poly([(x0, y), (x0 + w / 4, y), (x0 + w / 4 + 420, y + 1200), (x0 + 250, y + 1200)])
        s.canvas.drawPath(path, linear((x0, y), (x0 + 300, y + 1150), [(0, warm, 0.3), (1, warm, 0)]))


def _draw_disc(s: Stage, x: float, y: float, r: float) -> None:
    face = radial((x - r * 0.3, y - r * 0.3), r * 1.6, [(0, 0xFFFBEA, 1), (1, 0xF0DFA6, 1)])
    s.canvas.drawPath(oval(x, y, r, r), face)
    for dx, dy, k in ((-0.3, 0.1, 0.22), (0.3, -0.2, 0.16), (0.15, 0.4, 0.2), (-0.15, -0.45, 0.11)):
        s.canvas.drawPath(oval(x + dx * r, y + dy * r, r * k, r * k), fill(0xD9C68C, 0.6))


def light_lamps(s: Stage) -> None:
    """Tone the set to its hour and light what shines."""
    color, share = s.light.tint
    if share:
        paint = fill(mix(0xFFFFFF, color, share))
        paint.setBlendMode(skia.BlendMode.kMultiply)
        s.canvas.drawRect(skia.Rect.MakeWH(WIDTH, HEIGHT), paint)
    if s.moon is not None:
        _draw_disc(s, *s.moon)
    if s.lamps:
        _light_air(s)


def _light_air(s: Stage) -> None:
    """The glow of all lamps, gathered small and laid on in one pass: it has no edges to lose."""
    coarse = 5
    surface = skia.Surface(WIDTH // coarse, HEIGHT // coarse)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorBLACK)
    canvas.scale(1 / coarse, 1 / coarse)
    for x, y, radius, hue, strength in s.lamps:
        power = strength * max(s.light.lamps, 0.12)
        paint = radial((x, y), radius, [(0, lighten(hue, 0.4), power), (0.3, hue, power * 0.5), (1, hue, 0)])
        paint.setBlendMode(skia.BlendMode.kScreen)
        canvas.drawPath(oval(x, y, radius, radius), paint)
    paint = skia.Paint()
    paint.setBlendMode(skia.BlendMode.kScreen)
    # Enlarged by the CPU: skia's own enlarging would cost more than it saves.
    small = surface.toarray(colorType=skia.kRGBA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
    large = np.asarray(cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR), np.uint8)
    s.canvas.drawImage(image_of(large), 0, 0, skia.SamplingOptions(), paint)
