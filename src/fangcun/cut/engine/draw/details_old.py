"""Sashes, belts, rank squares and the other details of old costumes."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import INK, darken, lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, curve, fill, oval, rounded, shape, stroke
from fangcun.cut.engine.draw.jewels import GOLD
from fangcun.cut.engine.draw.pose import Frame


def sash(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    color = darken(who.outfit.second, 0.06) if who.outfit.key != "peasant" else darken(who.outfit.main, 0.4)
    y = f.waist_y - 34
    shape(
        c,
        curve(
            [
                (-f.waist - 9, y),
                (0, y + 8),
                (f.waist + 9, y),
                (f.waist + 10, y + 58),
                (0, y + 68),
                (-f.waist - 10, y + 58),
            ],
            close=True,
            tension=0.3,
        ),
        color,
        pen=pen,
    )
    brush(c, [(-f.waist, y + 22), (0, y + 30), (f.waist, y + 22)], 3.4, darken(color, 0.35), taper="none", alpha=0.7)
    shape(c, rounded(dx - 13, y + 14, 26, 40, 8), who.accent, pen=pen * 0.8)
    for s in (-1, 1):
        shape(
            c,
            curve(
                [
                    (dx + s * 4, y + 50),
                    (dx + s * 20, y + 130),
                    (dx + s * 12, y + 230),
                    (dx - s * 4, y + 226),
                    (dx, y + 120),
                ],
                close=True,
            ),
            who.accent,
            pen=pen * 0.8,
        )


def jade_belt(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    y = f.waist_y - 20
    shape(c, rounded(-f.waist - 14, y, f.waist * 2 + 28, 34, 6), 0x2B2024, pen=pen)
    for i in range(-3, 4):
        shape(c, rounded(dx + i * 34 - 12, y + 5, 24, 24, 5), 0xA9D3B4 if i else GOLD, pen=pen * 0.6)


def rank(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    """The 补子, the square on an official's chest that shows his rank: a crane over waves."""
    x, y, s = dx - 58, 214, 116
    shape(c, rounded(x, y, s, s, 4), darken(who.outfit.main, 0.35), pen=pen)
    c.drawPath(rounded(x + 6, y + 6, s - 12, s - 12, 3), stroke(GOLD, 4))
    for i in range(4):
        brush(
            c,
            [(x + 14, y + 96 - i * 9), (x + 40, y + 86 - i * 9), (x + 64, y + 96 - i * 9), (x + 104, y + 84 - i * 9)],
            4,
            (0x5E9DB0, 0xE8D49A)[i % 2],
            alpha=0.8,
        )
    shape(
        c,
        curve([(x + 30, y + 58), (x + 58, y + 40), (x + 92, y + 22), (x + 80, y + 50), (x + 56, y + 66)], close=True),
        0xF6F1E2,
        pen=pen * 0.6,
    )
    brush(c, [(x + 36, y + 58), (x + 26, y + 38), (x + 34, y + 26)], 5, 0xF6F1E2)
    c.drawPath(oval(x + 35, y + 25, 5, 5), fill(0xC33A32))


def dragon(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    body = [
        (dx - 62, 330),
        (dx - 20, 350),
        (dx + 42, 320),
        (dx + 30, 270),
        (dx - 34, 262),
        (dx - 40, 222),
        (dx + 20, 204),
    ]
    brush(c, body, 22, darken(GOLD, 0.4), taper="start")
    brush(c, body, 15, GOLD, taper="start")
    shape(c, oval(dx + 28, 204, 17, 14), GOLD, pen=pen * 0.8)
    c.drawPath(oval(dx + 33, 201, 3, 3), fill(0xA01F24))


def phoenix(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        wing = [(dx + s * 70, 200), (dx + s * 48, 240), (dx + s * 64, 280), (dx + s * 40, 330)]
        brush(c, wing, 10, GOLD, taper="both")
        brush(c, [(dx + s * 84, 230), (dx + s * 66, 262), (dx + s * 78, 300)], 6, lighten(GOLD, 0.3))


def pendant(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    x, y = dx + f.waist * 0.6, f.waist_y + 20
    brush(c, [(x, y), (x, y + 30)], 3, who.accent, taper="none")
    shape(c, oval(x, y + 46, 15, 17), 0x9ED0AC, pen=pen * 0.7)
    c.drawPath(oval(x, y + 46, 5, 6), fill(INK, 0.6))
    brush(c, [(x, y + 64), (x, y + 120)], 9, who.accent, taper="start")


def shawl(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    color = lighten(who.outfit.lower, 0.25)
    for s in (-1, 1):
        band = curve(
            [
                (s * f.shoulder * 0.62, 152),
                (s * f.shoulder * 0.98, 172),
                (s * f.shoulder * 1.06, 260),
                (s * f.shoulder * 0.86, 400),
                (s * f.shoulder * 0.66, 396),
                (s * f.shoulder * 0.84, 270),
                (s * f.shoulder * 0.6, 190),
            ],
            close=True,
        )
        shape(c, band, color, pen=pen * 0.8)


def frogs(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    color = who.outfit.second
    if "side_close" in who.outfit.details:
        brush(c, [(dx, 158), (dx + 40, 196), (f.chest * 0.86, 262)], 4, color, taper="none")
        spots = [(dx + 6, 164), (dx + 46, 202), (f.chest * 0.8, 254)]
    else:
        brush(c, [(dx, 160), (dx, 540)], 2.6, darken(who.outfit.main, 0.5), taper="none")
        spots = [(dx, y) for y in range(178, 480, 66)]
    for x, y in spots:
        brush(c, [(x - 17, y), (x + 17, y)], 6, color, taper="none")
        shape(c, oval(x, y, 5, 5), lighten(color, 0.3), pen=pen * 0.5)
        for s in (-1, 1):
            c.drawPath(oval(x + s * 19, y, 5, 5), stroke(color, 3))


def medallions(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for x, y in ((-56, 230), (58, 230), (-52, 360), (54, 360)):
        c.drawPath(oval(x, y, 27, 27), stroke(who.outfit.second, 3, 0.75))
        c.drawPath(oval(x, y, 15, 15), stroke(who.outfit.second, 3, 0.6))
        brush(c, [(x - 13, y), (x + 13, y)], 3, who.outfit.second, taper="none", alpha=0.7)


def patches(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for x, y, color in ((-f.chest * 0.62, 300, 0x7A8A6E), (f.chest * 0.5, 470, 0x8A6E5A)):
        shape(c, rounded(x - 24, y - 22, 48, 44, 3), color, pen=pen * 0.7)
        for i in range(4):
            brush(c, [(x - 20 + i * 13, y - 27), (x - 20 + i * 13, y - 18)], 2, INK, taper="none")


def beads(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for i in range(-9, 10):
        shape(c, oval(i * 8.4, 330 - (i / 9) ** 2 * 190, 9, 9), 0x5E3A26, pen=pen * 0.6)
