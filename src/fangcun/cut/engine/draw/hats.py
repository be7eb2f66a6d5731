"""Hats and helmets."""

from __future__ import annotations

from collections.abc import Callable

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import Point, brush, curve, fill, linear, oval, poly, rounded, shape
from fangcun.cut.engine.draw.jewels import GOLD, JADE, beads, guan

Painter = Callable[[skia.Canvas, Identity, float, float], None]


def _police(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    navy = 0x222C4A
    top = curve(
        [
            (-82 + dx, -84),
            (-104 + dx, -122),
            (-60 + dx, -150),
            (dx, -158),
            (60 + dx, -150),
            (104 + dx, -122),
            (82 + dx, -84),
        ],
        close=False,
    )
    top.close()
    shape(canvas, top, linear((0, -158), (0, -84), [(0, lighten(navy, 0.2), 1), (1, navy, 1)]), pen=pen)
    shape(
        canvas,
        curve([(-84 + dx, -92), (dx, -104), (84 + dx, -92), (84 + dx, -74), (dx, -86), (-84 + dx, -74)], close=True),
        0x141A2E,
        pen=pen,
    )
    shape(
        canvas,
        curve(
            [(-74 + dx, -78), (dx * 2, -88), (74 + dx, -78), (52 + dx * 2, -56), (dx * 3, -50), (-52 + dx * 2, -56)],
            close=True,
        ),
        0x12151F,
        pen=pen,
    )
    shape(
        canvas,
        poly([(dx * 1.5 + x, -120 + y) for x, y in ((0, -15), (13, -8), (10, 9), (0, 16), (-10, 9), (-13, -8))]),
        GOLD,
        pen=pen * 0.7,
    )


def _peaked(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    _police(canvas, who, dx, pen)
    shape(canvas, oval(dx * 1.5, -128, 12, 12), 0xC33A32, pen=pen * 0.7)


def _nurse(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    cap = [
        (-50 + dx, -98),
        (-58 + dx, -136),
        (-20 + dx, -146),
        (dx, -138),
        (20 + dx, -146),
        (58 + dx, -136),
        (50 + dx, -98),
        (dx, -110),
    ]
    shape(canvas, curve(cap, close=True, tension=0.3), 0xFDFDFD, pen=pen)
    for box in ((-4 + dx, -133, 8, 22), (-11 + dx, -126, 22, 8)):
        canvas.drawRect(skia.Rect.MakeXYWH(*box), fill(0xD8434E))


def _dome(color: int, brim: float) -> Painter:
    def paint(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
        dome: list[Point] = [
            (-86 + dx, -62),
            (-84 + dx, -106),
            (-44 + dx, -140),
            (dx, -148),
            (44 + dx, -140),
            (84 + dx, -106),
            (86 + dx, -62),
        ]
        path = curve(dome)
        path.close()
        shape(
            canvas,
            path,
            linear((-80, -140), (80, -60), [(0, lighten(color, 0.35), 1), (1, darken(color, 0.2), 1)]),
            pen=pen,
        )
        brush(canvas, [(dx - 8, -146), (dx * 1.4 - 8, -70)], 8, darken(color, 0.15), taper="none", alpha=0.7)
        edge = curve(
            [
                (-92 + dx, -66),
                (dx * 1.6, -78),
                (92 + dx, -66),
                (70 + dx * 1.5, -66 + brim),
                (dx * 2.2, -72 + brim * 1.5),
                (-70 + dx * 1.5, -66 + brim),
            ],
            close=True,
        )
        shape(canvas, edge, darken(color, 0.12), pen=pen)

    return paint


def _chef(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    puff = [
        (-66 + dx, -96),
        (-96 + dx, -140),
        (-64 + dx, -184),
        (-20 + dx, -176),
        (dx, -196),
        (28 + dx, -178),
        (70 + dx, -182),
        (96 + dx, -138),
        (66 + dx, -96),
    ]
    shape(canvas, curve(puff, close=True), 0xFFFDF8, pen=pen)
    shape(canvas, rounded(-72 + dx, -106, 144, 30, 6), 0xF4F0E8, pen=pen)


def _official(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    black = 0x1F1B24
    for side in (-1, 1):
        wing = rounded(min(side * 70, side * 178) + dx, -112, 108, 17, 8)
        shape(canvas, wing, black, pen=pen)
    back = curve([(-60 + dx, -108), (-50 + dx, -168), (dx, -182), (50 + dx, -168), (60 + dx, -108)])
    back.close()
    shape(canvas, back, lighten(black, 0.08), pen=pen)
    front = curve(
        [
            (-86 + dx, -56),
            (-82 + dx, -104),
            (-40 + dx, -132),
            (dx, -138),
            (40 + dx, -132),
            (82 + dx, -104),
            (86 + dx, -56),
            (dx * 1.6, -72),
        ],
        close=True,
    )
    shape(canvas, front, black, pen=pen)
    brush(canvas, [(-66 + dx, -92), (dx, -116), (66 + dx, -92)], 3, lighten(black, 0.3), alpha=0.7)
    shape(canvas, oval(dx * 1.5, -98, 9, 11), JADE, pen=pen * 0.7)


def _crown(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    guan(canvas, who, dx, pen)
    shape(canvas, poly([(-74 + dx, -176), (74 + dx, -176), (66 + dx, -164), (-66 + dx, -164)]), 0x1F1B24, pen=pen)
    for i in range(-4, 5):
        x = i * 16 + dx * 1.3
        for k in range(7):
            canvas.drawPath(oval(x, -158 + k * 10, 2.6, 3.0), fill((0xF6E7B8, who.accent, JADE)[(i + k) % 3], 0.95))


def _phoenix(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    base = curve(
        [
            (-74 + dx, -88),
            (-80 + dx, -130),
            (-40 + dx, -156),
            (dx, -176),
            (40 + dx, -156),
            (80 + dx, -130),
            (74 + dx, -88),
            (dx * 1.5, -106),
        ],
        close=True,
        tension=0.3,
    )
    shape(canvas, base, linear((0, -176), (0, -90), [(0, lighten(GOLD, 0.45), 1), (1, darken(GOLD, 0.2), 1)]), pen=pen)
    for x, y in ((-50, -118), (-26, -134), (0, -142), (26, -134), (50, -118)):
        shape(canvas, oval(x + dx, y, 8, 8), 0xC22A2F if x % 50 == 0 else 0x4E9AA8, pen=pen * 0.6)
    for side in (-1, 1):
        for i in range(4):
            beads(canvas, side * (66 + i * 8) + dx, -96, 9 - i, 0xF3D27A if i % 2 else 0xC22A2F, pen)
    for i in range(-3, 4):
        beads(canvas, i * 12 + dx * 1.4, -92 + abs(i) * 2, 2, 0xF3D27A, pen)


def _soldier(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    _dome(0x6F7480, 8)(canvas, who, dx, pen)
    brush(canvas, [(dx, -146), (dx + 4, -176)], 5, GOLD, taper="none")
    shape(canvas, curve([(dx, -172), (dx + 26, -196), (dx + 44, -160), (dx + 22, -150)], close=True), 0xB5322F, pen=pen)
    for side in (-1, 1):
        flap = curve(
            [(side * 84 + dx * 0.6, -60), (side * 92, -10), (side * 84, 40), (side * 68, 30), (side * 70, -30)],
            close=True,
        )
        shape(canvas, flap, 0x5B5F6B, pen=pen)


def _cloth_cap(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    color = darken(who.outfit.main, 0.35)
    path = curve(
        [
            (-84 + dx, -58),
            (-78 + dx, -110),
            (-34 + dx, -140),
            (34 + dx, -140),
            (78 + dx, -110),
            (84 + dx, -58),
            (dx * 1.6, -76),
        ],
        close=True,
    )
    shape(canvas, path, color, pen=pen)
    brush(canvas, [(-80 + dx, -78), (dx * 1.5, -94), (80 + dx, -78)], 3, darken(color, 0.4), taper="none", alpha=0.7)


HATS: dict[str, Painter] = {
    "police": _police,
    "peaked": _peaked,
    "nurse": _nurse,
    "helmet": _dome(0xF2A92C, 14),
    "cap": _dome(0x2E6FB5, 26),
    "chef": _chef,
    "official": _official,
    "crown": _crown,
    "phoenix": _phoenix,
    "soldier": _soldier,
    "cloth_cap": _cloth_cap,
}
