"""What belongs to a room itself: windows, doors, curtains, lamps."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import Rgb, darken, lighten, mix
from fangcun.cut.engine.draw.ink import (
    brush,
    clipped,
    curve,
    fill,
    glow,
    linear,
    oval,
    poly,
    rect,
    shape,
    stroke,
)
from fangcun.cut.engine.draw.places.furniture import BOOKS
from fangcun.cut.engine.draw.places.stage import Stage, paint_beams


def window(
    s: Stage, x: float, y: float, w: float, h: float, *, view: str = "city", frame: Rgb = 0xF4F0E8, panes: int = 2
) -> None:
    """A window with what is seen through it."""
    zenith, middle, horizon = s.light.sky
    hole = rect(x, y, w, h)
    s.canvas.drawPath(hole, linear((0, y), (0, y + h), [(0, zenith, 1), (0.6, middle, 1), (1, horizon, 1)]))
    with clipped(s.canvas, hole):
        if view == "city":
            skyline(s, x, y + h * 0.35, w, h * 0.65)
        elif view == "trees":
            for i in range(9):
                cx = x + w * (i + 0.5) / 9
                s.canvas.drawPath(
                    oval(cx, y + h * (0.8 + 0.08 * (i % 3)), w * 0.13, h * 0.24),
                    fill(mix(0x6E9E5E, horizon, 0.25 + 0.1 * (i % 2))),
                )
        for t in (0.12, 0.5):
            band = poly(
                [(x + w * t, y), (x + w * (t + 0.14), y), (x + w * (t - 0.1), y + h), (x + w * (t - 0.24), y + h)]
            )
            s.canvas.drawPath(band, fill(0xFFFFFF, 0.0 if s.light.night else 0.2))
    s.canvas.drawPath(hole, stroke(darken(frame, 0.5), 20))
    s.canvas.drawPath(hole, stroke(frame, 15))
    for i in range(1, panes):
        s.line([(x + w * i / panes, y), (x + w * i / panes, y + h)], 11, frame)
    s.line([(x, y + h * 0.42), (x + w, y + h * 0.42)], 8, frame)
    s.box(x - 26, y + h + 6, w + 52, 24, frame)
    paint_beams(s, x, y, w)


def skyline(s: Stage, x: float, y: float, w: float, h: float) -> None:
    """A city's towers far away, lit by night."""
    horizon = s.light.sky[2]
    for depth in (0.6, 0.35):
        cx = x - 20
        while cx < x + w:
            bw, bh = s.rng.uniform(50, 110), s.rng.uniform(0.25, 0.95) * h * (1.1 - depth * 0.4)
            color = mix(0x5A6E94, horizon, depth)
            s.canvas.drawRect(skia.Rect.MakeXYWH(cx, y + h - bh, bw, bh + 5), fill(color))
            lit = 0xFFDE94 if s.light.night else lighten(color, 0.3)
            for wy in range(int(y + h - bh + 12), int(y + h - 6), 24):
                for wx in range(int(cx + 8), int(cx + bw - 10), 17):
                    if s.rng.random() < 0.55:
                        s.canvas.drawRect(skia.Rect.MakeXYWH(wx, wy, 8, 12), fill(lit, 0.85 if s.light.night else 0.5))
            cx += bw + s.rng.uniform(-6, 26)


def curtains(s: Stage, x: float, y: float, w: float, h: float, color: Rgb) -> None:
    """A pair of curtains at the sides of a window."""
    for side in (0, 1):
        cx = x if side == 0 else x + w
        k = 1 if side == 0 else -1
        path = curve(
            [
                (cx - k * 40, y),
                (cx + k * 100, y),
                (cx + k * 86, y + h * 0.4),
                (cx + k * 50, y + h * 0.7),
                (cx + k * 80, y + h),
                (cx - k * 40, y + h),
            ],
            close=True,
            tension=0.3,
        )
        s.form(path, color)
        for i in range(4):
            px = cx + k * (-20 + i * 28)
            s.line([(px, y), (px + k * 3, y + h * 0.5), (px - k * 8, y + h)], 5, darken(color, 0.25), 0.6, "both")
    s.box(x - 70, y - 16, w + 140, 18, darken(color, 0.4))


def picture(s: Stage, x: float, y: float, w: float, h: float, kind: str = "hills") -> None:
    """A framed picture."""
    s.box(x, y, w, h, 0x6A4A32)
    s.canvas.drawRect(skia.Rect.MakeXYWH(x + 12, y + 12, w - 24, h - 24), fill(0xF3EBDA))
    with clipped(s.canvas, rect(x + 12, y + 12, w - 24, h - 24)):
        if kind == "hills":
            for i, c in enumerate((0xB9C4BE, 0x8DA39A, 0x5E7A72)):
                top = y + h * (0.4 + i * 0.16)
                s.canvas.drawPath(
                    curve(
                        [
                            (x, top + 40),
                            (x + w * 0.3, top - 10 + i * 20),
                            (x + w * 0.6, top + 30),
                            (x + w, top - 6),
                            (x + w, y + h),
                            (x, y + h),
                        ],
                        close=True,
                        tension=0.5,
                    ),
                    fill(c),
                )
            s.canvas.drawPath(oval(x + w * 0.72, y + h * 0.28, h * 0.1, h * 0.1), fill(0xC94A38))
        else:
            for i in range(4):
                s.canvas.drawRect(
                    skia.Rect.MakeXYWH(x + 20 + i * w * 0.2, y + 20 + (i * 37) % 60, w * 0.18, h * 0.5),
                    fill(BOOKS[(i * 3) % 8], 0.8),
                )


def ceiling_lamp(s: Stage, x: float, y: float, *, kind: str = "pendant") -> None:
    """A lamp from the ceiling: pendant, chandelier or strip."""
    if kind == "strip":
        s.canvas.drawPath(poly([(x - 150, y), (x + 150, y), (x + 120, y + 20), (x - 120, y + 20)]), fill(0xFFFEF6))
        s.lamp(x, y + 10, 420, 0xE8F2FF, 0.6)
        return
    s.line([(x, 0), (x, y)], 5, 0x4A3A34)
    if kind == "chandelier":
        for i in range(-3, 4):
            px = x + i * 58
            brush(s.canvas, [(x, y - 30), (x + i * 30, y + 34), (px, y + 4 + abs(i) * 3)], 6, 0xD9B25A, taper="none")
            s.canvas.drawPath(oval(px, y - 20, 13, 22), fill(0xFFF6DC))
            for k in range(3):
                s.canvas.drawPath(oval(px, y + 22 + k * 17, 5, 8), fill(0xEAF4FF, 0.9))
        s.lamp(x, y, 560, 0xFFDFA0, 0.85)
        return
    s.form(curve([(x - 26, y), (x + 26, y), (x + 90, y + 80), (x - 90, y + 80)], close=True, tension=0.2), 0xE9D9BC)
    s.canvas.drawPath(oval(x, y + 80, 80, 12), fill(0xFFF5D6))
    s.lamp(x, y + 90, 430)


def floor_lamp(s: Stage, x: float, y: float) -> None:
    """A standing lamp."""
    s.line([(x, y), (x, y - 480)], 9, 0x5A4A44)
    s.form(oval(x, y, 52, 12), 0x4A3C38)
    s.form(poly([(x - 48, y - 610), (x + 48, y - 610), (x + 86, y - 470), (x - 86, y - 470)]), 0xF0DDB8)
    s.lamp(x, y - 530, 420)


def door(s: Stage, x: float, y: float, w: float, h: float, color: Rgb, *, glass: bool = False) -> None:
    """A door that stands on ``y``."""
    s.box(x - 22, y - h - 22, w + 44, h + 22, darken(color, 0.3))
    s.box(x, y - h, w, h, color)
    if glass:
        s.canvas.drawRect(
            skia.Rect.MakeXYWH(x + w * 0.22, y - h * 0.88, w * 0.56, h * 0.34), fill(mix(0xCFE6F2, s.light.sky[1], 0.3))
        )
    else:
        for t in (0.08, 0.54):
            s.canvas.drawRect(
                skia.Rect.MakeXYWH(x + w * 0.16, y - h * (1 - t) + 10, w * 0.68, h * 0.36),
                stroke(darken(color, 0.3), 5),
            )
    shape(s.canvas, oval(x + w * 0.88, y - h * 0.46, 13, 13), 0xD9B45E, pen=1.5)


def lantern(s: Stage, x: float, y: float, k: float = 1.0) -> None:
    """A red lantern."""
    s.line([(x, y - 200 * k), (x, y - 60 * k)], 4, 0x2E2028)
    s.lamp(x, y, 250 * k, 0xFF7A3A, 0.85)
    body = oval(x, y, 62 * k, 66 * k)
    shape(
        s.canvas,
        body,
        linear((x - 60 * k, y), (x + 60 * k, y), [(0, 0xB81F1A, 1), (0.45, 0xFF6A3C, 1), (1, 0xA81818, 1)]),
        pen=1.5,
        ink=0x5A1518,
    )
    for t in (-0.55, 0, 0.55):
        s.canvas.drawPath(oval(x, y, abs(62 * k * t) + 1, 66 * k), stroke(0x8E1616, 2.4, 0.6))
    for dy in (-66, 54):
        s.box(x - 30 * k, y + dy * k, 60 * k, 14 * k, 0xD9A83E, pen=1.2)
    for i in range(-2, 3):
        s.line([(x + i * 7 * k, y + 68 * k), (x + i * 8 * k, y + 128 * k)], 3 * k, 0xD0352A)


def candle(s: Stage, x: float, y: float, k: float = 1.0, color: Rgb = 0xF3EBDC) -> None:
    """A burning candle on ``y``."""
    s.box(x - 10 * k, y - 90 * k, 20 * k, 90 * k, color)
    flame = curve([(x, y - 140 * k), (x + 11 * k, y - 106 * k), (x, y - 92 * k), (x - 11 * k, y - 106 * k)], close=True)
    s.canvas.drawPath(flame, fill(0xFFC24E))
    s.lamp(x, y - 112 * k, 190 * k, 0xFFB45A, 0.95)


def glow_screen(s: Stage, x: float, y: float, w: float, h: float, color: Rgb = 0x8FC4F0) -> None:
    """A television or a big screen."""
    s.box(x, y, w, h, 0x1F2028)
    s.canvas.drawRect(
        skia.Rect.MakeXYWH(x + 12, y + 12, w - 24, h - 24),
        linear((x, y), (x + w, y + h), [(0, lighten(color, 0.3), 1), (1, darken(color, 0.45), 1)]),
    )
    s.canvas.drawRect(skia.Rect.MakeXYWH(x, y, w, h), glow(color, 0.12, 30))
    s.lamp(x + w / 2, y + h / 2, w, color, 0.35)
