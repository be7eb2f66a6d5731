"""Collars: what tells a costume at the size of a phone."""

from __future__ import annotations

from collections.abc import Callable

import skia

from fangcun.cut.engine.draw.collars_old import armour, cross, mandarin, round_collar
from fangcun.cut.engine.draw.color import INK, darken, lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, curve, oval, poly, rounded, shape
from fangcun.cut.engine.draw.neckline import open_neck
from fangcun.cut.engine.draw.pose import Frame

Painter = Callable[[skia.Canvas, Identity, Frame, float, float], None]


def _wings(canvas: skia.Canvas, color: int, n: float, dx: float, pen: float, drop: float = 172) -> None:
    for side in (-1, 1):
        wing = poly(
            [
                (side * (n + 1), 112),
                (side * (n + 13), 142),
                (side * (n * 0.9 + 8) + dx, drop),
                (dx + side * 2, 148),
                (side * n * 0.6, 132),
            ]
        )
        shape(canvas, wing, color, pen=pen)


def _suit(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    o, n = who.outfit, f.neck
    deep = 350 if not who.female else 320
    shape(canvas, poly([(-n - 10, 132), (n + 10, 132), (n + 34, 190), (dx, deep), (-n - 34, 190)]), o.second, pen=pen)
    if who.female and o.key in {"suit", "office"}:
        open_neck(canvas, who, [(-n - 6, 128), (n + 6, 128), (dx + 3, 214), (dx - 3, 214)], pen)
    if "tie" in o.details or o.key == "doctor":
        _tie(canvas, who, dx, pen, deep)
        _wings(canvas, lighten(o.second, 0.4), n, dx, pen)
    elif not who.female:
        open_neck(canvas, who, [(-n + 4, 128), (n - 4, 128), (dx, 190)], pen)
        _wings(canvas, lighten(o.second, 0.4), n, dx, pen, 186)
    for side in (1, -1):
        lapel = poly(
            [
                (side * (n + 4), 122),
                (side * (n + 22), 136),
                (side * (f.shoulder * 0.62), 214),
                (side * (f.shoulder * 0.44), 222),
                (side * (f.shoulder * 0.52), 242),
                (dx - side * 3, deep + 16),
                (dx + side * 2, deep - 30),
            ]
        )
        shape(canvas, lapel, darken(o.main, 0.12) if side > 0 else lighten(o.main, 0.07), pen=pen)
    brush(canvas, [(dx, deep + 12), (dx + 2, 450), (dx + 6, 560)], 3, INK, taper="none")
    for y in (deep + 34, deep + 92):
        shape(canvas, oval(dx - 12, y, 6, 6), darken(o.main, 0.4), pen=pen * 0.6)


def _tie(canvas: skia.Canvas, who: Identity, dx: float, pen: float, deep: float) -> None:
    c = who.outfit.trim
    shape(
        canvas,
        poly([(dx - 10, 176), (dx + 10, 176), (dx + 17, deep - 30), (dx, deep + 4), (dx - 17, deep - 30)]),
        c,
        pen=pen,
    )
    for i in range(4):
        brush(canvas, [(dx - 12, 214 + i * 34), (dx + 12, 202 + i * 34)], 4, lighten(c, 0.35), taper="none", alpha=0.8)
    shape(canvas, poly([(dx - 13, 152), (dx + 13, 152), (dx + 8, 178), (dx - 8, 178)]), darken(c, 0.12), pen=pen)


def _shirt(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    o = who.outfit
    if "tie" in o.details:
        _tie(canvas, who, dx, pen, 370)
    else:
        open_neck(canvas, who, [(-f.neck - 4, 126), (f.neck + 4, 126), (dx, 196)], pen)
    _wings(canvas, lighten(o.main, 0.35), f.neck, dx, pen, 178)


def _bow(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    c = lighten(who.outfit.second, 0.2)
    shape(canvas, rounded(-f.neck - 8, 122, f.neck * 2 + 16, 24, 10), c, pen=pen)
    for side in (-1, 1):
        shape(
            canvas,
            curve(
                [(dx, 156), (dx + side * 26, 200), (dx + side * 34, 262), (dx + side * 14, 256), (dx, 190)], close=True
            ),
            c,
            pen=pen,
        )
        shape(
            canvas,
            curve([(dx, 154), (dx + side * 40, 132), (dx + side * 60, 158), (dx + side * 38, 178)], close=True),
            c,
            pen=pen,
        )
    shape(canvas, oval(dx, 156, 11, 12), darken(c, 0.1), pen=pen)


def _hood(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    o, n = who.outfit, f.neck
    open_neck(canvas, who, [(-n - 5, 124), (n + 5, 124), (dx, 178)], pen)
    for side in (-1, 1):
        fold = curve(
            [
                (side * (n - 2), 106),
                (side * (n + 34), 122),
                (side * (n + 44), 156),
                (side * 36 + dx, 190),
                (dx, 202),
                (side * 8 + dx, 180),
                (side * (n + 2), 148),
            ],
            close=True,
        )
        shape(canvas, fold, darken(o.main, 0.08 if side < 0 else 0.18), pen=pen)


def _turtle(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    n = f.neck + 6
    shape(
        canvas,
        curve([(-n, 104), (0, 112), (n, 104), (n + 4, 142), (0, 156), (-n - 4, 142)], close=True, tension=0.4),
        lighten(who.outfit.main, 0.12),
        pen=pen,
    )
    for i in range(-3, 4):
        brush(canvas, [(i * n * 0.28, 112), (i * n * 0.3, 148)], 2, darken(who.outfit.main, 0.3), alpha=0.6)


def _zip(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    n = f.neck
    open_neck(canvas, who, [(-n - 4, 124), (n + 4, 124), (dx, 190)], pen)
    shape(canvas, poly([(dx - 22, 160), (dx + 22, 160), (dx, 196)]), lighten(who.outfit.second, 0.3), pen=pen * 0.7)
    for side in (-1, 1):
        flap = curve(
            [
                (side * (n + 2), 106),
                (side * (n + 18), 118),
                (side * (n + 20), 150),
                (dx + side * 14, 200),
                (dx + side * 1, 204),
                (side * n, 150),
            ],
            close=True,
            tension=0.35,
        )
        shape(canvas, flap, lighten(who.outfit.main, 0.1) if who.outfit.key != "school" else who.outfit.second, pen=pen)


def _vneck(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    n = f.neck
    open_neck(canvas, who, [(-n - 10, 126), (n + 10, 126), (dx, 226)], pen)
    if "undershirt" in who.outfit.details:
        shape(canvas, poly([(-n - 8, 128), (n + 8, 128), (dx, 220)]), lighten(who.outfit.second, 0.3), pen=pen)
        open_neck(canvas, who, [(-n + 2, 124), (n - 2, 124), (dx, 176)], pen)
        _wings(canvas, lighten(who.outfit.second, 0.5), n, dx, pen)
    for side in (-1, 1):
        band = poly([(side * (n + 6), 122), (side * (n + 20), 132), (dx + side * 1, 246), (dx, 222)])
        shape(canvas, band, darken(who.outfit.main, 0.14), pen=pen * 0.8)


def _strapless(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    edge = [(-f.chest * 0.94, 248), (-f.chest * 0.5, 237), (dx, 257), (f.chest * 0.5, 237), (f.chest * 0.94, 248)]
    brush(canvas, edge, 7, lighten(who.outfit.main, 0.4), taper="none")


def _none(canvas: skia.Canvas, who: Identity, f: Frame, dx: float, pen: float) -> None:
    """A scooped neck is cut out of the torso itself."""


_COLLARS: dict[str, Painter] = {
    "suit": _suit,
    "lapel_long": _suit,
    "shirt": _shirt,
    "bow": _bow,
    "hood": _hood,
    "turtle": _turtle,
    "zip": _zip,
    "mandarin": mandarin,
    "vneck": _vneck,
    "round": round_collar,
    "cross": cross,
    "strapless": _strapless,
    "armour": armour,
    "scoop": _none,
}


def draw_collar(canvas: skia.Canvas, who: Identity, f: Frame, yaw: float, torso: skia.Path, pen: float) -> None:
    """The collar of the costume; ``yaw`` shifts its middle with the turn of the body."""
    _COLLARS[who.outfit.cut.collar](canvas, who, f, yaw * 12, pen)
