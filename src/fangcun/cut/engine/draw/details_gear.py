"""Badges, straps, instruments and vests: the details of those who work in uniform."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, clipped, curve, fill, oval, poly, rounded, shape
from fangcun.cut.engine.draw.jewels import GOLD
from fangcun.cut.engine.draw.pose import Frame


def epaulettes(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        pad = poly(
            [
                (s * f.shoulder * 0.5, 146),
                (s * f.shoulder * 0.96, 166),
                (s * f.shoulder * 0.93, 188),
                (s * f.shoulder * 0.46, 166),
            ]
        )
        shape(c, pad, darken(who.outfit.lower, 0.1), pen=pen * 0.8)
        for t in (0.6, 0.75):
            c.drawPath(oval(s * f.shoulder * t, 158 + (t - 0.5) * 40, 5, 5), fill(GOLD))


def badge(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    x, y = f.chest * 0.5, 254
    shape(
        c,
        poly([(x, y - 18), (x + 16, y - 10), (x + 12, y + 12), (x, y + 20), (x - 12, y + 12), (x - 16, y - 10)]),
        GOLD,
        pen=pen * 0.7,
    )
    shape(c, rounded(-f.chest * 0.5 - 26, 246, 52, 15, 3), 0xE6E9EF, pen=pen * 0.6)


def strap(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    band = poly(
        [
            (-f.shoulder * 0.6, 152),
            (-f.shoulder * 0.44, 146),
            (f.waist * 0.96, f.waist_y - 10),
            (f.waist * 0.8, f.waist_y + 6),
        ]
    )
    shape(c, band, 0x3A2A26, pen=pen)


def medals(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for i in range(3):
        x = f.chest * 0.26 + i * 22
        shape(c, rounded(x, 240, 16, 18, 2), (0xB5322F, 0x2F5E8C, 0x3F7A5E)[i], pen=pen * 0.5)
        shape(c, oval(x + 8, 268, 8, 8), GOLD, pen=pen * 0.5)


def stethoscope(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    tube = [(-f.neck - 14, 128), (-40, 200), (-24, 268), (8, 284), (34, 268), (42, 214), (f.neck + 14, 128)]
    brush(c, tube, 8, 0x2C3440, taper="none")
    brush(c, [(8, 284), (12, 330)], 6, 0x2C3440, taper="none")
    shape(c, oval(12, 344, 16, 16), 0xC9D0D8, pen=pen)
    shape(c, oval(12, 344, 8, 8), 0x8C96A2, pen=pen * 0.5)


def pen(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    x = f.chest * 0.38
    shape(c, rounded(x, 278, 46, 50, 4), lighten(who.outfit.main, 0.15), pen=pen * 0.7)
    for i, color in enumerate((0x2F5E8C, 0xB23A48)):
        shape(c, rounded(x + 10 + i * 12, 262, 6, 26, 3), color, pen=pen * 0.5)


def vest(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    color, bright = who.outfit.second, who.outfit.key == "worker"
    for s in (-1, 1):
        half = curve(
            [
                (s * (f.neck + 16), 146),
                (s * f.shoulder * 0.66, 160),
                (s * f.shoulder * 0.62, 230),
                (s * f.chest * 0.92, 300),
                (s * f.waist * 1.02, 430),
                (s * f.hip * 1.0, 556),
                (dx + s * 8, 560),
                (dx + s * 6, 290),
            ],
            close=True,
            tension=0.3,
        )
        shape(c, half, color, pen=pen)
        if bright:
            with clipped(c, half):
                for y in (320, 430):
                    c.drawRect(skia.Rect.MakeLTRB(-200, y, 200, y + 26), fill(0xEDEFE0))
                brush(c, [(s * 58, 140), (s * 58, 560)], 20, 0xEDEFE0, taper="none")
        else:
            for y in (320, 380, 440):
                shape(c, oval(dx + 12, y, 4.5, 4.5), GOLD, pen=pen * 0.5)


def apron(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    shape(c, rounded(-f.waist * 0.96, f.waist_y - 14, f.waist * 1.92, 150, 8), 0xEDE6DA, pen=pen)


def number(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        brush(
            c,
            [(s * f.chest * 0.92, 236), (s * f.waist * 0.98, 420), (s * f.hip, 560)],
            18,
            who.outfit.second,
            taper="none",
        )
    shape(c, rounded(dx - 17, 250, 34, 78, 4), who.outfit.second, pen=pen * 0.7)


def school_band(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        half = poly([(s * f.shoulder * 0.98, 200), (dx + s * 8, 286), (dx + s * 8, 330), (s * f.shoulder, 250)])
        c.drawPath(half, fill(who.outfit.second))
    shape(c, oval(f.chest * 0.5, 232, 13, 13), GOLD, pen=pen * 0.6)


def band(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    c.drawRect(skia.Rect.MakeLTRB(-220, 330, 220, 362), fill(who.outfit.second))
    c.drawRect(skia.Rect.MakeLTRB(-220, 340, 220, 350), fill(0xE9ECEE))


def earpiece(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    brush(c, [(-f.neck - 2, 70), (-f.neck - 8, 96), (-f.neck - 2, 120), (-f.neck - 12, 140)], 3, 0xF2F2F2, taper="none")
