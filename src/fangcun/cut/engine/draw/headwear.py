"""What is worn on the head: hairpins and crowns of old, ribbons and flowers, caps and helmets."""

from __future__ import annotations

from collections.abc import Callable

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.hair import style_of
from fangcun.cut.engine.draw.hats import HATS
from fangcun.cut.engine.draw.head import Turn
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, curve, oval, poly, rounded, shape
from fangcun.cut.engine.draw.jewels import GOLD, beads, flower, guan

Painter = Callable[[skia.Canvas, Identity, float, float], None]


def _pins(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    shape(canvas, poly([(-62 + dx, -136), (70 + dx, -146), (70 + dx, -140), (-62 + dx, -131)]), GOLD, pen=pen * 0.7)
    shape(canvas, oval(74 + dx, -143, 11, 11), who.accent, pen=pen)
    for i, n in enumerate((4, 5, 3)):
        beads(canvas, 68 + i * 7 + dx, -134, n, 0xFFF4E2, pen)
    flower(canvas, -46 + dx, -112, 17, lighten(who.accent, 0.45), pen)


def _gold(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    for x, s in ((-44, 15), (44, 15), (0, 21)):
        flower(canvas, x + dx, -116 - (12 if x == 0 else 0), s, GOLD, pen)
        shape(canvas, oval(x + dx, -116 - (12 if x == 0 else 0), 4.5, 4.5), who.accent, pen=pen * 0.5)
    for side in (-1, 1):
        brush(canvas, [(side * 52 + dx, -122), (side * 92 + dx, -116)], 5, GOLD, taper="none")
        for i in range(3):
            beads(canvas, side * (76 + i * 8) + dx, -114, 5 - i, 0xF6E7B8 if i % 2 else who.accent, pen)


def _guan_small(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    silver = lighten(who.outfit.second, 0.2)
    shape(canvas, rounded(-21 + dx, -132, 42, 20, 6), silver, pen=pen)
    shape(canvas, oval(dx, -122, 5, 6), who.accent, pen=pen * 0.6)
    shape(canvas, poly([(-50 + dx, -124), (50 + dx, -127), (50 + dx, -122), (-50 + dx, -119)]), silver, pen=pen * 0.6)


def _band(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    shape(canvas, rounded(-24 + dx, -122, 48, 12, 5), who.accent, pen=pen)
    tail = curve([(20 + dx, -116), (52 + dx, -110), (70 + dx, -84), (60 + dx, -86), (44 + dx, -100)], close=True)
    shape(canvas, tail, who.accent, pen=pen * 0.8)


def _ribbon(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    for side in (-1, 1):
        loop = curve([(dx, -116), (side * 26 + dx, -134), (side * 34 + dx, -116), (side * 22 + dx, -106)], close=True)
        shape(canvas, loop, who.outfit.main, pen=pen * 0.8)
    shape(canvas, oval(dx, -116, 7, 7), darken(who.outfit.main, 0.2), pen=pen * 0.7)


def _ribbons(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    for side in (-1, 1):
        x = side * 56 + dx
        shape(canvas, rounded(x - 18, -92, 36, 10, 5), who.accent, pen=pen * 0.8)
        brush(canvas, [(x + side * 6, -84), (x + side * 14, -50), (x + side * 10, -24)], 7, who.accent, taper="end")


def _bead_chain(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    shape(canvas, rounded(-18 + dx, -124, 36, 11, 5), GOLD, pen=pen * 0.8)
    for i in range(-3, 4):
        x, y = i * 15 + dx * 1.2, -74 + abs(i) * 5
        shape(canvas, oval(x, y, 3.8, 3.8), 0xFFF6E8, pen=pen * 0.5)
    shape(canvas, oval(dx * 1.4, -62, 5, 7), who.accent, pen=pen * 0.6)


def _one_flower(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    side = who.part
    flower(canvas, side * 58 + dx, -84, 24, lighten(who.accent, 0.4), pen)
    flower(canvas, side * 76 + dx, -60, 15, lighten(who.accent, 0.6), pen)
    for i in range(2):
        beads(canvas, side * (74 + i * 8) + dx, -44, 4 + i, 0xFFF4E2, pen)


_ORNAMENTS: dict[str, Painter] = {
    "pins": _pins,
    "gold": _gold,
    "guan": guan,
    "guan_small": _guan_small,
    "band": _band,
    "ribbon": _ribbon,
    "ribbons": _ribbons,
    "beads": _bead_chain,
    "flower": _one_flower,
}


def draw_headwear(canvas: skia.Canvas, who: Identity, turn: Turn, pen: float) -> None:
    """The costume's hat, or else the ornament of the hair style."""
    dx = -9 * turn.sin
    hat = who.outfit.cut.hat
    if hat:
        HATS[hat](canvas, who, dx, pen)
        return
    ornament = style_of(who).ornament
    if ornament:
        _ORNAMENTS[ornament](canvas, who, dx, pen)
