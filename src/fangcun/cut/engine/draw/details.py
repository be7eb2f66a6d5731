"""Buttons, belts, badges and the other small things by which a costume is known."""

from __future__ import annotations

from collections.abc import Callable

import skia

from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import INK, darken, lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, clipped, curve, fill, oval, poly, rounded, shape, stroke
from fangcun.cut.engine.draw.pose import Frame

Painter = Callable[[skia.Canvas, Identity, Frame, float, float], None]
GOLD = 0xDDB04A


def _placket(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    brush(c, [(dx, 196), (dx + 2, 380), (dx, 560)], 2.6, darken(who.outfit.main, 0.5), taper="none")
    for y in range(224, 540, 62):
        shape(c, oval(dx + 8, y, 4.6, 4.6), lighten(who.outfit.main, 0.7), pen=pen * 0.5)


def _buttons(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    brush(c, [(dx, 160), (dx, 540)], 3, darken(who.outfit.main, 0.55), taper="none")
    for y in range(206, 400, 50):
        shape(c, oval(dx + 16, y, 7, 7), GOLD, pen=pen * 0.6)


def _double_buttons(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for y in range(200, 400, 52):
        for x in (-34, 34):
            shape(c, oval(dx + x, y, 7, 7), 0x3A3A44, pen=pen * 0.6)


def _zip(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    brush(c, [(dx, 202), (dx + 2, 400), (dx, 562)], 6, darken(who.outfit.main, 0.5), taper="none")
    brush(c, [(dx, 202), (dx + 2, 400), (dx, 562)], 2, lighten(who.outfit.main, 0.6), taper="none")
    shape(c, rounded(dx - 4, 206, 8, 22, 3), 0xC9C9CF, pen=pen * 0.6)


def _belt(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    color = 0x2A2228 if who.outfit.key in {"police", "warlord"} else darken(who.outfit.main, 0.35)
    shape(c, rounded(-f.waist - 8, f.waist_y - 6, f.waist * 2 + 16, 30, 5), color, pen=pen)
    shape(c, rounded(dx - 19, f.waist_y - 9, 38, 36, 5), GOLD, pen=pen * 0.8)


def _sash(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
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


def _jade_belt(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    y = f.waist_y - 20
    shape(c, rounded(-f.waist - 14, y, f.waist * 2 + 28, 34, 6), 0x2B2024, pen=pen)
    for i in range(-3, 4):
        shape(c, rounded(dx + i * 34 - 12, y + 5, 24, 24, 5), 0xA9D3B4 if i else GOLD, pen=pen * 0.6)


def _rank(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
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


def _dragon(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
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


def _phoenix(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        wing = [(dx + s * 70, 200), (dx + s * 48, 240), (dx + s * 64, 280), (dx + s * 40, 330)]
        brush(c, wing, 10, GOLD, taper="both")
        brush(c, [(dx + s * 84, 230), (dx + s * 66, 262), (dx + s * 78, 300)], 6, lighten(GOLD, 0.3))


def _pendant(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    x, y = dx + f.waist * 0.6, f.waist_y + 20
    brush(c, [(x, y), (x, y + 30)], 3, who.accent, taper="none")
    shape(c, oval(x, y + 46, 15, 17), 0x9ED0AC, pen=pen * 0.7)
    c.drawPath(oval(x, y + 46, 5, 6), fill(INK, 0.6))
    brush(c, [(x, y + 64), (x, y + 120)], 9, who.accent, taper="start")


def _shawl(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
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


def _frogs(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
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


def _medallions(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for x, y in ((-56, 230), (58, 230), (-52, 360), (54, 360)):
        c.drawPath(oval(x, y, 27, 27), stroke(who.outfit.second, 3, 0.75))
        c.drawPath(oval(x, y, 15, 15), stroke(who.outfit.second, 3, 0.6))
        brush(c, [(x - 13, y), (x + 13, y)], 3, who.outfit.second, taper="none", alpha=0.7)


def _epaulettes(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
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


def _badge(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    x, y = f.chest * 0.5, 254
    shape(
        c,
        poly([(x, y - 18), (x + 16, y - 10), (x + 12, y + 12), (x, y + 20), (x - 12, y + 12), (x - 16, y - 10)]),
        GOLD,
        pen=pen * 0.7,
    )
    shape(c, rounded(-f.chest * 0.5 - 26, 246, 52, 15, 3), 0xE6E9EF, pen=pen * 0.6)


def _strap(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    band = poly(
        [
            (-f.shoulder * 0.6, 152),
            (-f.shoulder * 0.44, 146),
            (f.waist * 0.96, f.waist_y - 10),
            (f.waist * 0.8, f.waist_y + 6),
        ]
    )
    shape(c, band, 0x3A2A26, pen=pen)


def _medals(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for i in range(3):
        x = f.chest * 0.26 + i * 22
        shape(c, rounded(x, 240, 16, 18, 2), (0xB5322F, 0x2F5E8C, 0x3F7A5E)[i], pen=pen * 0.5)
        shape(c, oval(x + 8, 268, 8, 8), GOLD, pen=pen * 0.5)


def _stethoscope(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    tube = [(-f.neck - 14, 128), (-40, 200), (-24, 268), (8, 284), (34, 268), (42, 214), (f.neck + 14, 128)]
    brush(c, tube, 8, 0x2C3440, taper="none")
    brush(c, [(8, 284), (12, 330)], 6, 0x2C3440, taper="none")
    shape(c, oval(12, 344, 16, 16), 0xC9D0D8, pen=pen)
    shape(c, oval(12, 344, 8, 8), 0x8C96A2, pen=pen * 0.5)


def _pen(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    x = f.chest * 0.38
    shape(c, rounded(x, 278, 46, 50, 4), lighten(who.outfit.main, 0.15), pen=pen * 0.7)
    for i, color in enumerate((0x2F5E8C, 0xB23A48)):
        shape(c, rounded(x + 10 + i * 12, 262, 6, 26, 3), color, pen=pen * 0.5)


def _vest(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
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


def _bowtie(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        shape(c, poly([(dx, 160), (dx + s * 32, 144), (dx + s * 32, 178)]), 0x25222B, pen=pen)
    shape(c, oval(dx, 161, 7, 8), 0x25222B, pen=pen)


def _apron(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    shape(c, rounded(-f.waist * 0.96, f.waist_y - 14, f.waist * 1.92, 150, 8), 0xEDE6DA, pen=pen)


def _pocket(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    y = f.waist_y + 10
    path = poly([(-f.waist * 0.6, y), (f.waist * 0.6, y), (f.waist * 0.86, y + 92), (-f.waist * 0.86, y + 92)])
    c.drawPath(path, stroke(darken(who.outfit.main, 0.5), 3))


def _chest_pockets(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        shape(c, rounded(s * f.chest * 0.52 - 27, 262, 54, 18, 3), darken(who.outfit.main, 0.12), pen=pen * 0.8)


def _cords(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        brush(
            c,
            [(dx + s * 15, 192), (dx + s * 19, 236), (dx + s * 16, 282)],
            5,
            lighten(who.outfit.second, 0.5),
            taper="none",
        )


def _knit(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    color = darken(who.outfit.main, 0.22)
    for i in range(-2, 3):
        x = i * f.chest * 0.36
        pts = [(x + (7 if k % 2 else -7), 252 + k * 24) for k in range(13)]
        brush(c, pts, 3, color, taper="none", alpha=0.55)


def _number(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        brush(
            c,
            [(s * f.chest * 0.92, 236), (s * f.waist * 0.98, 420), (s * f.hip, 560)],
            18,
            who.outfit.second,
            taper="none",
        )
    shape(c, rounded(dx - 17, 250, 34, 78, 4), who.outfit.second, pen=pen * 0.7)


def _school_band(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        half = poly([(s * f.shoulder * 0.98, 200), (dx + s * 8, 286), (dx + s * 8, 330), (s * f.shoulder, 250)])
        c.drawPath(half, fill(who.outfit.second))
    shape(c, oval(f.chest * 0.5, 232, 13, 13), GOLD, pen=pen * 0.6)


def _band(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    c.drawRect(skia.Rect.MakeLTRB(-220, 330, 220, 362), fill(who.outfit.second))
    c.drawRect(skia.Rect.MakeLTRB(-220, 340, 220, 350), fill(0xE9ECEE))


def _brooch(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    shape(c, oval(-f.shoulder * 0.46, 226, 11, 11), GOLD, pen=pen * 0.6)
    shape(c, oval(-f.shoulder * 0.46, 226, 5, 5), who.accent, pen=pen * 0.4)


def _sparkle(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    rng = chance("sparkle", who.name)
    for _ in range(46):
        x, y, r = rng.uniform(-f.chest, f.chest), rng.uniform(258, 540), rng.uniform(1.4, 3.6)
        c.drawPath(poly([(x, y - r * 2), (x + r * 0.6, y), (x, y + r * 2), (x - r * 0.6, y)]), fill(0xFFFFFF, 0.85))


def _necklace(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for i in range(-6, 7):
        shape(c, oval(i * 7.0 + dx * 0.3, 176 - abs(i) ** 1.7 * 1.9, 4.2, 4.2), 0xFFF8EC, pen=pen * 0.5)
    shape(c, oval(dx * 0.3, 188, 7, 9), who.accent, pen=pen * 0.6)


def _piping(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    brush(c, [(-f.neck - 14, 128), (dx, 240), (f.neck + 14, 128)], 4, lighten(who.outfit.main, 0.8), taper="none")


def _patches(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for x, y, color in ((-f.chest * 0.62, 300, 0x7A8A6E), (f.chest * 0.5, 470, 0x8A6E5A)):
        shape(c, rounded(x - 24, y - 22, 48, 44, 3), color, pen=pen * 0.7)
        for i in range(4):
            brush(c, [(x - 20 + i * 13, y - 27), (x - 20 + i * 13, y - 18)], 2, INK, taper="none")


def _beads(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for i in range(-9, 10):
        shape(c, oval(i * 8.4, 330 - (i / 9) ** 2 * 190, 9, 9), 0x5E3A26, pen=pen * 0.6)


def _earpiece(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    brush(c, [(-f.neck - 2, 70), (-f.neck - 8, 96), (-f.neck - 2, 120), (-f.neck - 12, 140)], 3, 0xF2F2F2, taper="none")


_DETAILS: dict[str, Painter] = {
    "placket": _placket, "buttons": _buttons, "double_buttons": _double_buttons, "zip": _zip, "belt": _belt,
    "sash": _sash, "jade_belt": _jade_belt, "rank": _rank, "dragon": _dragon, "phoenix": _phoenix, "pendant": _pendant,
    "shawl": _shawl, "frogs": _frogs, "medallions": _medallions, "epaulettes": _epaulettes, "badge": _badge,
    "strap": _strap, "medals": _medals, "stethoscope": _stethoscope, "pen": _pen, "vest": _vest, "bowtie": _bowtie,
    "apron": _apron, "pocket": _pocket, "chest_pockets": _chest_pockets, "cords": _cords, "knit": _knit,
    "number": _number, "school_band": _school_band, "band": _band, "brooch": _brooch, "sparkle": _sparkle,
    "necklace": _necklace, "piping": _piping, "patches": _patches, "beads": _beads, "earpiece": _earpiece,
}  # fmt: skip
_OUTSIDE = frozenset({"epaulettes", "necklace", "earpiece", "stethoscope", "sash", "pendant", "shawl", "bowtie"})


def draw_details(canvas: skia.Canvas, who: Identity, f: Frame, yaw: float, torso: skia.Path, pen: float) -> None:
    """Everything on the chest; what is sewn to the cloth stays within its edge."""
    for name in who.outfit.details:
        painter = _DETAILS.get(name)
        if painter is None:  # tie, stripes, cape, veil: drawn with collar, cloth or behind the body
            continue
        if name in _OUTSIDE:
            painter(canvas, who, f, yaw * 12, pen)
        else:
            with clipped(canvas, torso):
                painter(canvas, who, f, yaw * 12, pen)
