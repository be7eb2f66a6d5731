"""Collars of old and of the republic, and armour."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, curve, fill, oval, rounded, shape
from fangcun.cut.engine.draw.neckline import open_neck
from fangcun.cut.engine.draw.pose import Frame


def mandarin(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    n, c = f.neck + 5, who.outfit.main
    for side in (-1, 1):
        half = curve(
            [(side * n, 106), (side * (n + 4), 138), (dx + side * 2, 160), (dx + side * 4, 132)],
            close=True,
            tension=0.3,
        )
        shape(canvas, half, darken(c, 0.06), pen=pen)
        brush(canvas, [(side * n, 108), (dx + side * 4, 133)], 3.4, who.outfit.second, taper="none")


def round_collar(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    n = f.neck
    ring = curve(
        [(-n - 12, 124), (0, 168), (n + 12, 124), (n + 3, 116), (0, 150), (-n - 3, 116)], close=True, tension=0.45
    )
    inner = curve([(-n - 3, 112), (0, 152), (n + 3, 112)])
    inner.close()
    canvas.drawPath(inner, fill(lighten(who.outfit.second, 0.6) if who.era == "ancient" else who.skin))
    shape(canvas, ring, who.outfit.second if who.era != "ancient" else darken(who.outfit.main, 0.25), pen=pen)


def cross(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    o, n = who.outfit, f.neck
    open_neck(canvas, who, [(-n - 10, 126), (n + 10, 126), (dx + 4, 226)], pen)
    white = lighten(o.second, 0.72)
    end = f.waist_y - 10
    # The wearer's left lapel lies on top (右衽): from the viewer's right shoulder down to the left of the waist.
    runs = (((-1, white, 0.0, 17.0), (-1, o.second, 12.0, 24.0)), ((1, white, 0.0, 17.0), (1, o.second, 12.0, 26.0)))
    for pair in runs:
        for side, color, out, width in pair:
            x0, y0 = side * (n + 1 + out * 0.75), 116 + out * 0.7
            x1, y1 = dx - side * (f.waist * 0.62 - out * 0.2), end - 60 + out * 2.6
            band = curve(
                [
                    (x0, y0),
                    (side * (n + 8 + out) * 0.82 + dx * 0.3, 166 + out),
                    (x1, y1),
                    (x1 - side * 2, y1 + width * 1.5),
                    (side * (n + 16 + out + width * 0.7) * 0.84, 176 + out),
                    (x0 + side * width * 0.86, y0 + 6),
                ],
                close=True,
                tension=0.3,
            )
            shape(canvas, band, color, pen=pen)


def armour(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    o = who.outfit
    light, dark = lighten(o.main, 0.3), darken(o.main, 0.5)
    for row in range(7):
        y = 216 + row * 44
        w = f.shoulder * 0.8 - row * 4
        for i in range(-3, 4):
            x = i * w / 3.4 + dx * 0.4
            plate = curve(
                [(x - w / 7, y - 24), (x + w / 7, y - 24), (x + w / 7, y + 10), (x, y + 24), (x - w / 7, y + 10)],
                close=True,
                tension=0.2,
            )
            shape(canvas, plate, o.main if (i + row) % 2 else darken(o.main, 0.1), pen=pen * 0.7)
            brush(canvas, [(x - w / 10, y - 16), (x - w / 10, y + 4)], 3, light, taper="end", alpha=0.7)
    for side in (-1, 1):
        mirror = oval(side * f.chest * 0.48 + dx, 258, 40, 42)
        shape(canvas, mirror, light, pen=pen)
        shape(canvas, oval(side * f.chest * 0.48 + dx, 258, 26, 28), o.main, pen=pen * 0.6)
    scarf = curve(
        [(-f.neck - 20, 118), (0, 158), (f.neck + 20, 118), (f.neck + 34, 150), (0, 198), (-f.neck - 34, 150)],
        close=True,
    )
    shape(canvas, scarf, o.second, pen=pen)
    shape(canvas, rounded(-f.waist - 12, f.waist_y - 22, f.waist * 2 + 24, 36, 8), dark, pen=pen)
    shape(canvas, oval(dx, f.waist_y - 4, 24, 22), 0xD8AE4E, pen=pen)
    for side in (-1, 1):
        for i in range(3):
            pad = curve(
                [
                    (side * (f.shoulder * 0.5), 150 + i * 26),
                    (side * (f.shoulder + 18), 164 + i * 30),
                    (side * (f.shoulder + 30), 206 + i * 34),
                    (side * (f.shoulder * 0.62), 196 + i * 30),
                ],
                close=True,
            )
            shape(canvas, pad, lighten(o.main, 0.12 - i * 0.06), pen=pen)
