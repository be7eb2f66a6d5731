"""Furniture and fittings of rooms."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import Rgb, darken, lighten
from fangcun.cut.engine.draw.ink import (
    brush,
    curve,
    fill,
    linear,
    poly,
    rounded,
)
from fangcun.cut.engine.draw.places.stage import Stage

BOOKS: tuple[Rgb, ...] = (0xB5523B, 0x3E6B8A, 0xC99B3F, 0x5E7F57, 0x7A5A8C, 0xD9CDB8, 0x2F4858, 0xA2485A)


def shelf(s: Stage, x: float, y: float, w: float, h: float, color: Rgb = 0x6B4630, rows: int = 5) -> None:
    """A bookcase with books."""
    s.box(x, y, w, h, color)
    gap = h / rows
    for r in range(rows):
        top = y + r * gap + 14
        s.canvas.drawRect(skia.Rect.MakeXYWH(x + 14, top, w - 28, gap - 20), fill(darken(color, 0.5)))
        bx = x + 18
        while bx < x + w - 34:
            bw, bh = s.rng.uniform(14, 30), (gap - 30) * s.rng.uniform(0.66, 0.98)
            if s.rng.random() < 0.88:
                c = s.rng.choice(BOOKS)
                s.canvas.drawRect(skia.Rect.MakeXYWH(bx, top + gap - 22 - bh, bw, bh), fill(c))
                s.canvas.drawRect(skia.Rect.MakeXYWH(bx, top + gap - 14 - bh, bw, 6), fill(lighten(c, 0.5), 0.7))
            bx += bw + 3


def sofa(s: Stage, x: float, y: float, w: float, color: Rgb) -> None:
    """A sofa standing on the line ``y``."""
    s.shadow(x - 20, y, w + 40, 30)
    s.form(rounded(x, y - 250, w, 200, 36), color)
    n = 3 if w > 460 else 2
    for i in range(n):
        s.form(rounded(x + 44 + i * (w - 88) / n, y - 150, (w - 88) / n - 6, 80, 24), lighten(color, 0.14))
    for dx in (0, w - 66):
        s.form(rounded(x + dx, y - 180, 66, 165, 28), darken(color, 0.08))
    s.form(rounded(x + 40, y - 84, w - 80, 66, 14), darken(color, 0.12))
    for i, c in enumerate((0xD9A24E, 0xB8545E)):
        with_x = x + 90 + i * (w - 260)
        s.form(rounded(with_x, y - 210, 96, 92, 22), c)


def table(s: Stage, x: float, y: float, w: float, h: float, color: Rgb) -> None:
    """A table with its front to us; ``y`` is the floor under its legs."""
    s.shadow(x, y, w, 26)
    s.form(poly([(x + 30, y - h), (x + w - 30, y - h), (x + w, y - h + 46), (x, y - h + 46)]), lighten(color, 0.16))
    s.box(x, y - h + 46, w, 26, color)
    for dx in (16, w - 44):
        s.box(x + dx, y - h + 72, 28, h - 72, darken(color, 0.15))


def desk(s: Stage, x: float, y: float, w: float, h: float, color: Rgb, *, screen: bool = True) -> None:
    """A desk with drawers and, if wanted, a computer."""
    s.shadow(x, y, w, 26)
    s.box(x + 14, y - h + 30, w - 28, h - 30, darken(color, 0.1))
    s.box(x, y - h, w, 34, lighten(color, 0.1))
    for i in range(3):
        s.box(x + w - 190, y - h + 48 + i * (h - 60) / 3, 160, (h - 70) / 3 - 8, color)
    if screen:
        s.box(x + w * 0.3, y - h - 150, 210, 132, 0x2B2E38)
        s.canvas.drawRect(
            skia.Rect.MakeXYWH(x + w * 0.3 + 10, y - h - 140, 190, 110),
            linear((x, y - h - 140), (x + 300, y - h), [(0, 0x7FB6E0, 1), (1, 0x3E5F96, 1)]),
        )
        s.box(x + w * 0.3 + 85, y - h - 18, 40, 18, 0x3A3D48)
    for i in range(3):
        s.box(x + 40, y - h - 12 - i * 11, 120, 10, (0xF4EFE4, 0xDAD2C4, 0xB9D0DE)[i], pen=1)


def chair(s: Stage, x: float, y: float, color: Rgb, k: float = 1.0) -> None:
    """A chair from the front."""
    for dx in (0, 92):
        s.box(x + dx * k, y - 120 * k, 14 * k, 120 * k, darken(color, 0.2))
    s.form(rounded(x - 4 * k, y - 290 * k, 114 * k, 140 * k, 16 * k), color)
    s.form(rounded(x - 10 * k, y - 146 * k, 126 * k, 34 * k, 10 * k), lighten(color, 0.12))


def bed(s: Stage, x: float, y: float, w: float, cloth: Rgb, wood: Rgb = 0x7A5238) -> None:
    """A bed with its head to the wall."""
    s.shadow(x - 20, y, w + 40, 30)
    s.form(rounded(x - 14, y - 400, w + 28, 250, 30), wood)
    s.form(poly([(x, y - 240), (x + w, y - 240), (x + w + 70, y - 30), (x - 70, y - 30)]), lighten(cloth, 0.5))
    for dx in (0.08, 0.54):
        s.form(rounded(x + w * dx, y - 292, w * 0.38, 84, 36), 0xFBF8F2)
    s.form(
        curve(
            [
                (x - 30, y - 170),
                (x + w * 0.5, y - 186),
                (x + w + 30, y - 170),
                (x + w + 74, y - 10),
                (x + w * 0.5, y + 6),
                (x - 74, y - 10),
            ],
            close=True,
            tension=0.3,
        ),
        cloth,
    )
    for t in (0.2, 0.5, 0.8):
        s.line([(x + w * t, y - 172), (x + w * (t + (t - 0.5) * 0.2), y - 20)], 5, darken(cloth, 0.25), 0.5, "both")


def plant(s: Stage, x: float, y: float, k: float = 1.0) -> None:
    """A pot plant."""
    s.shadow(x - 60 * k, y, 120 * k, 16)
    for i in range(9):
        a = -80 + i * 20
        tip = (x + a * 1.9 * k, y - (330 - abs(a) * 1.5) * k)
        c = (0x4E8A4A, 0x6BA35A, 0x3D7348)[i % 3]
        brush(s.canvas, [(x, y - 100 * k), (x + a * 0.7 * k, y - 240 * k), tip], 34 * k, c, taper="both")
        brush(s.canvas, [(x, y - 100 * k), (x + a * 0.7 * k, y - 240 * k), tip], 4 * k, lighten(c, 0.35), taper="both")
    s.form(poly([(x - 52 * k, y - 110 * k), (x + 52 * k, y - 110 * k), (x + 40 * k, y), (x - 40 * k, y)]), 0xE6DED2)
