"""Buttons, belts, badges and the other small things by which a costume is known."""

from __future__ import annotations

from collections.abc import Callable

import skia

from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.details_gear import (
    apron,
    badge,
    band,
    earpiece,
    epaulettes,
    medals,
    number,
    pen,
    school_band,
    stethoscope,
    strap,
    vest,
)
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
from fangcun.cut.engine.draw.ink import brush, clipped, fill, oval, poly, rounded, shape, stroke
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


def _bowtie(c: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    for s in (-1, 1):
        shape(c, poly([(dx, 160), (dx + s * 32, 144), (dx + s * 32, 178)]), 0x25222B, pen=pen)
    shape(c, oval(dx, 161, 7, 8), 0x25222B, pen=pen)


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
    "epaulettes": epaulettes,
    "badge": badge,
    "strap": strap,
    "medals": medals,
    "stethoscope": stethoscope,
    "pen": pen,
    "vest": vest,
    "bowtie": _bowtie,
    "apron": apron,
    "pocket": _pocket,
    "chest_pockets": _chest_pockets,
    "cords": _cords,
    "knit": _knit,
    "number": number,
    "school_band": school_band,
    "band": band,
    "brooch": _brooch,
    "sparkle": _sparkle,
    "necklace": _necklace,
    "piping": _piping,
    "patches": patches,
    "beads": beads,
    "earpiece": earpiece,
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
