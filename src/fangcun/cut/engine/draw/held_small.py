"""More things in a hand: what gives light, what proves something, what is given."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import INK
from fangcun.cut.engine.draw.ink import brush, curve, fill, oval, poly, rounded, shape, stroke
from fangcun.cut.engine.draw.thing import GOLD, PAPER, RED


def lantern(canvas: skia.Canvas, pen: float) -> None:
    """A red paper lantern that hangs from its stick."""
    brush(canvas, [(-70, -16), (0, 0), (60, -6)], 9, 0x5A3A2A, taper="none")
    brush(canvas, [(-62, -14), (-62, 38)], 4, INK, taper="none")
    canvas.drawPath(oval(-62, 110, 104, 108), fill(0xFFC46A, 0.28))
    shape(canvas, oval(-62, 110, 68, 72), 0xD8402F, pen=pen)
    for rx in (22, 48):
        canvas.drawPath(oval(-62, 110, rx, 71), stroke(0x9A2420, 4))
    canvas.drawPath(oval(-62, 112, 26, 34), fill(0xFFD98A, 0.75))
    for y in (40, 178):
        shape(canvas, rounded(-92, y - 8, 60, 16, 5), GOLD, pen=pen)
    for x in (-70, -62, -54):
        brush(canvas, [(x, 186), (x, 236)], 4, RED, taper="end")


def torch(canvas: skia.Canvas, pen: float) -> None:
    """An electric torch, lit."""
    beam = poly([(-24, -128), (24, -128), (150, -420), (-150, -420)])
    canvas.drawPath(beam, fill(0xFFF3C4, 0.22))
    shape(canvas, rounded(-15, -90, 30, 128, 9), 0x3A404C, pen=pen)
    shape(canvas, poly([(-17, -84), (17, -84), (29, -128), (-29, -128)]), 0x545C6A, pen=pen)
    canvas.drawPath(oval(0, -128, 27, 8), fill(0xFFF6D6))
    canvas.drawPath(rounded(-5, -52, 10, 18, 4), fill(RED))


def badge(canvas: skia.Canvas, pen: float) -> None:
    """A pass with a portrait on its ribbon."""
    brush(canvas, [(-4, -70), (-26, -10), (-14, 74)], 7, 0x2F62A8, taper="none")
    shape(canvas, rounded(-42, -86, 84, 112, 8), 0xF6F8FA, pen=pen)
    canvas.drawPath(rounded(-38, -82, 76, 24, 5), fill(0x2F62A8))
    canvas.drawPath(rounded(-20, -50, 40, 42, 4), fill(0xBCCBD8))
    canvas.drawPath(oval(0, -34, 11, 13), fill(0x7A6A62))
    for y in (2, 14):
        brush(canvas, [(-26, y), (26, y)], 4, 0x8A8490, taper="none")


def jade(canvas: skia.Canvas, pen: float) -> None:
    """A ring of jade on a red cord."""
    brush(canvas, [(-6, -110), (4, -80), (0, -58)], 5, RED, taper="none")
    shape(canvas, oval(0, -24, 36, 36), 0x7FB89A, pen=pen)
    canvas.drawPath(oval(-8, -32, 22, 20), fill(0xB6DCC6, 0.8))
    shape(canvas, oval(0, -24, 10, 10), 0x3A5A4A, pen=pen * 0.6)
    for x in (-6, 0, 6):
        brush(canvas, [(0, 12), (x, 74)], 4, RED, taper="end")


def carton(canvas: skia.Canvas, pen: float) -> None:
    """A cardboard box with its flaps open, held before the body."""
    shape(canvas, poly([(-128, -58), (-168, -104), (-36, -88), (0, -58)]), 0xB08A5C, pen=pen)
    shape(canvas, poly([(128, -58), (160, -100), (40, -88), (0, -58)]), 0xB08A5C, pen=pen)
    shape(canvas, rounded(-130, -60, 260, 172, 6), 0xC9A06C, pen=pen)
    canvas.drawRect(skia.Rect.MakeXYWH(-18, -58, 36, 168), fill(0xE3C793))
    canvas.drawPath(rounded(58, 52, 50, 36, 4), fill(PAPER))


def steamed(canvas: skia.Canvas, pen: float) -> None:
    """A steamed bun, hot."""
    dome = [(-46, 6), (-50, -22), (-22, -52), (0, -58), (22, -52), (50, -22), (46, 6)]
    shape(canvas, curve(dome, close=True, tension=0.35), 0xFBF3E4, pen=pen)
    for x in (-18, 0, 18):
        brush(canvas, [(0, -54), (x, -30)], 3, 0xC9B596, taper="end")
    for x in (-22, 16):
        brush(canvas, [(x, -74), (x + 9, -96), (x - 3, -122)], 5, 0xFFFFFF, taper="both", alpha=0.7)
