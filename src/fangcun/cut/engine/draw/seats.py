"""What a person sits or lies on, drawn with the person, in units of the body."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import Rgb, darken, lighten
from fangcun.cut.engine.draw.ink import brush, curve, oval, rounded, shape

_BEDS = ("病房", "医院", "卧室", "卧房", "寝", "闺房", "床", "宿舍", "酒店", "客房")
_WOOD: Rgb = 0x7A4A34


def seat_of(place: str, era: str, *, outside: bool) -> str:
    """What there is to sit on: bed, stone, stool (of old) or chair."""
    if any(word in place for word in _BEDS):
        return "bed"
    if outside:
        return "stone"
    return "stool" if era == "ancient" else "chair"


def draw_seat(canvas: skia.Canvas, kind: str, pen: float) -> None:
    """The seat behind and under a sitting person; its top at 590, the ground at 1010."""
    if kind == "bed":
        shape(canvas, rounded(-520, 690, 1040, 300, 18), _WOOD, pen=pen)
        shape(canvas, rounded(-540, 576, 1080, 150, 46), 0xEDE9E2, pen=pen)
        shape(canvas, rounded(-540, 650, 1080, 190, 30), 0xA9BBCB, pen=pen)
    elif kind == "stone":
        rock = [(-230, 1000), (-240, 760), (-150, 610), (40, 580), (190, 620), (250, 800), (240, 1000)]
        shape(canvas, curve(rock, close=True, tension=0.3), 0x8C8A88, pen=pen)
        brush(canvas, [(-180, 700), (-60, 640), (60, 650)], 14, 0xB4B2AE, alpha=0.8)
    elif kind == "stool":
        drum = [(-130, 590), (130, 590), (176, 800), (130, 1006), (-130, 1006), (-176, 800)]
        shape(canvas, curve(drum, close=True, tension=0.3), _WOOD, pen=pen)
        for y in (640, 950):
            brush(canvas, [(-150, y), (0, y + 16), (150, y)], 10, lighten(_WOOD, 0.3), taper="none")
        shape(canvas, oval(0, 592, 140, 34), darken(0xB2443A, 0.1), pen=pen)
    else:
        for x in (-158, 132):
            shape(canvas, rounded(x, 600, 26, 404, 8), darken(_WOOD, 0.2), pen=pen)
        shape(canvas, rounded(-168, 250, 336, 350, 40), lighten(_WOOD, 0.1), pen=pen)
        shape(canvas, rounded(-180, 574, 360, 62, 24), _WOOD, pen=pen)


def draw_bed(canvas: skia.Canvas, pen: float) -> None:
    """A mattress and a pillow under someone whose head is at 0, 0 and whose feet are at 1270."""
    shape(canvas, rounded(-190, -170, 380, 1480, 40), 0xEDE9E2, pen=pen)
    shape(canvas, rounded(-170, -150, 340, 250, 60), 0xFFFFFF, pen=pen)


def draw_blanket(canvas: skia.Canvas, pen: float) -> None:
    """A blanket from the chest to the feet of someone in bed."""
    top = [(-196, 330), (-60, 316), (70, 330), (196, 318), (204, 900), (196, 1312), (-196, 1312), (-204, 900)]
    shape(canvas, curve(top, close=True, tension=0.3), 0x9FB4C8, pen=pen)
    brush(canvas, [(-196, 352), (0, 344), (196, 350)], 34, 0xF2F4F6, taper="none")
    for x in (-90, 20, 110):
        brush(canvas, [(x, 440), (x + 20, 760), (x - 10, 1200)], 8, 0x6E869E, alpha=0.6)
