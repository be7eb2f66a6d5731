"""Buttons, belts, badges and the other small things by which a costume is known."""

from __future__ import annotations

from collections.abc import Callable

import skia

from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.details_old import (
    beads,
    dragon,
    frogs,
    jade_belt,
    medallions,
    patches,
    pendant,
    phoenix,
    rank,
    sash,
    shawl,
)
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


def _earpiece(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    brush(c, [(-f.neck - 2, 70), (-f.neck - 8, 96), (-f.neck - 2, 120), (-f.neck - 12, 140)], 3, 0xF2F2F2, taper="none")


_DETAILS: dict[str, Painter] = {
    "placket": _placket,
    "buttons": _buttons,
    "double_buttons": _double_buttons,
    "zip": _zip,
    "belt": _belt,
    "sash": sash,
    "jade_belt": jade_belt,
    "rank": rank,
    "dragon": dragon,
    "phoenix": phoenix,
    "pendant": pendant,
    "shawl": shawl,
    "frogs": frogs,
    "medallions": medallions,
    "epaulettes": _epaulettes,
    "badge": _badge,
    "strap": _strap,
    "medals": _medals,
    "stethoscope": _stethoscope,
    "pen": _pen,
    "vest": _vest,
    "bowtie": _bowtie,
    "apron": _apron,
    "pocket": _pocket,
    "chest_pockets": _chest_pockets,
    "cords": _cords,
    "knit": _knit,
    "number": _number,
    "school_band": _school_band,
    "band": _band,
    "brooch": _brooch,
    "sparkle": _sparkle,
    "necklace": _necklace,
    "piping": _piping,
    "patches": patches,
    "beads": beads,
    "earpiece": _earpiece,
}
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
