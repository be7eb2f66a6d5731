"""A head from behind: hair that falls from the crown to the nape, lit from the same side as every face."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten, mix
from fangcun.cut.engine.draw.hair import draw_back
from fangcun.cut.engine.draw.head import Turn, draw_ear
from fangcun.cut.engine.draw.headwear import draw_headwear
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, clipped, curve, fill, haze, locks, poly, sample, shape

_BALD = [(-74, 0), (-66, -78), (0, -104), (66, -78), (74, 0), (50, 68), (0, 80), (-50, 68)]
_DOME = [(-82, 22), (-87, -44), (-56, -106), (0, -121), (56, -106), (87, -44), (82, 22)]
_HAIRLINE = [(82, 22), (66, 48), (52, 58), (38, 82), (20, 78), (2, 92), (-18, 78), (-36, 84), (-52, 58), (-66, 48)]


def draw_nape(canvas: skia.Canvas, who: Identity, turn: Turn, pen: float) -> None:
    """The head of somebody whose back is to us."""
    for side in (-1, 1):
        draw_ear(canvas, who, Turn(), side, pen)
    draw_back(canvas, who, turn, pen)
    bald = who.hairstyle == "bald"
    if bald:
        path = curve(_BALD, close=True)
    else:
        dome = [(float(x), float(y)) for x, y in sample(_DOME, 26)]
        path = poly([*dome, *locks([*_HAIRLINE, (-82.0, 22.0)], 0.14)])
    color = who.skin if bald else who.hair
    shape(canvas, path, color, pen=pen)
    with clipped(canvas, path):
        shade = curve([(30, -130), (52, -40), (34, 40), (0, 100), (110, 100), (110, -130)], close=True)
        haze(canvas, shade, who.shadow if bald else darken(color, 0.55), 0.6, 8)
        if bald:
            shine = curve([(-50, -78), (-14, -96), (-4, -82), (-44, -60)], close=True)
            canvas.drawPath(shine, fill(0xFFFFFF, 0.3))
        else:
            _draw_fall(canvas, who)
    draw_headwear(canvas, who, turn, pen)


def _draw_fall(canvas: skia.Canvas, who: Identity) -> None:
    """Strands from the crown, and the band of light across them."""
    light, dark = lighten(mix(who.hair, 0x8FA0D8, 0.25), 0.3), darken(who.hair, 0.5)
    band = [(-80, -34), (-52, -66), (-8, -78), (36, -64), (30, -50), (8, -62), (-10, -56), (-32, -58), (-50, -40)]
    canvas.drawPath(curve([*band, (-66, -34)], close=True, tension=0.3), fill(light, 0.5))
    for i, x in enumerate((-76, -58, -40, -20, 2, 24, 44, 62, 78)):
        line = [(x * 0.14 - 6, -112), (x * 0.86, -56), (x, 10), (x * 0.74, 84)]
        brush(canvas, line, 3.4, light if i in {1, 3} else dark, alpha=0.7, taper="both")
