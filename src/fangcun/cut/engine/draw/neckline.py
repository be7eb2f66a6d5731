"""The open neck that most collars frame."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, clipped, haze, oval, poly, shape


def open_neck(canvas: skia.Canvas, who: Identity, points: list[tuple[float, float]], pen: float) -> None:
    path = poly(points)
    shape(canvas, path, who.skin, pen=pen)
    with clipped(canvas, path):
        haze(canvas, oval(2, 116, 46, 32), who.shadow, 0.95, 3)
        brush(canvas, [(-30, 166), (-8, 174)], 2, who.shadow)
        brush(canvas, [(30, 166), (8, 174)], 2, who.shadow)
