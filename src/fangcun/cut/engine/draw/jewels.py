"""Jewels for the hair: beads, flowers, the crown on a topknot."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, linear, oval, poly, shape

GOLD = 0xE7B84B


JADE = 0x8FC9A9


def beads(canvas: skia.Canvas, x: float, y: float, count: int, color: int, pen: float) -> None:
    brush(canvas, [(x, y), (x, y + count * 9)], 1.6, GOLD, taper="none")
    for i in range(count):
        shape(canvas, oval(x, y + 8 + i * 9, 3.6, 3.6), color, pen=pen * 0.5)


def flower(canvas: skia.Canvas, x: float, y: float, size: float, color: int, pen: float) -> None:
    for i in range(5):
        canvas.save()
        canvas.translate(x, y)
        canvas.rotate(72 * i)
        shape(canvas, oval(0, -size * 0.62, size * 0.42, size * 0.55), color, pen=pen * 0.6)
        canvas.restore()
    shape(canvas, oval(x, y, size * 0.26, size * 0.26), GOLD, pen=pen * 0.5)


def guan(canvas: skia.Canvas, who: Identity, dx: float, pen: float) -> None:
    path = poly(
        [(-26 + dx, -118), (-30 + dx, -150), (-12 + dx, -166), (12 + dx, -166), (30 + dx, -150), (26 + dx, -118)]
    )
    shape(canvas, path, linear((0, -166), (0, -116), [(0, lighten(GOLD, 0.4), 1), (1, darken(GOLD, 0.25), 1)]), pen=pen)
    shape(canvas, oval(dx, -140, 7, 9), who.accent, pen=pen * 0.7)
    shape(
        canvas,
        poly([(-58 + dx, -137), (58 + dx, -139), (58 + dx, -133), (-58 + dx, -131)]),
        darken(GOLD, 0.1),
        pen=pen * 0.6,
    )
