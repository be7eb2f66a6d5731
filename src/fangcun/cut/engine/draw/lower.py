"""Legs, and the skirts and robes that hide them."""

from __future__ import annotations

import skia

from fangcun.cut.contracts import Pose
from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, clipped, curve, fill, haze, oval, poly, shape
from fangcun.cut.engine.draw.legs import draw_posed
from fangcun.cut.engine.draw.pattern import draw_pattern
from fangcun.cut.engine.draw.pose import Frame, frame_of

_OVER = frozenset({"robe", "gown", "dress", "qipao", "coat"})


def hides_legs(who: Identity) -> bool:
    """Whether what is worn below is of one piece with the upper part."""
    return who.outfit.cut.lower in _OVER


def draw_lower(
    canvas: skia.Canvas, who: Identity, pen: float, *, pose: Pose = Pose.STAND, toward: int = 1, stride: int = 0
) -> None:
    """Legs, or the skirt or robe that hides them, down to the shoes."""
    if pose not in {Pose.STAND, Pose.LIE}:
        draw_posed(canvas, who, pose, toward, pen, stride=stride)
        return
    f, outfit = frame_of(who), who.outfit
    kind = outfit.cut.lower
    if kind in {"trousers", "coat", "armour", "shorts"}:
        _draw_legs(canvas, who, f, pen, bare=kind == "shorts")
    if kind in {"skirt", "pencil", "dress", "qipao"}:
        _draw_legs(canvas, who, f, pen, bare=True)
    if kind == "trousers":
        return
    hems = {
        "skirt": (1.5, 800),
        "pencil": (0.98, 830),
        "dress": (1.75, 860),
        "robe": (1.62, 1210),
        "gown": (2.5, 1250),
        "qipao": (0.98, 1080),
        "coat": (1.42, 900),
        "armour": (1.34, 800),
        "shorts": (1.1, 700),
    }
    wide, hem = hems[kind]
    color = outfit.main if kind in {"coat", "dress", "gown", "qipao"} else outfit.lower
    if kind == "robe" and outfit.key in {"court", "changshan", "emperor", "bride", "monk", "lawyer"}:
        color = outfit.main
    w0, w1 = f.waist * 1.02, f.hip * wide
    path = curve(
        [
            (-w0, f.waist_y - 8),
            (-f.hip * 1.04, f.hip_y),
            (-w1 * 0.97, hem - 120),
            (-w1, hem),
            (-w1 * 0.4, hem + 16),
            (0, hem + 10),
            (w1 * 0.45, hem + 18),
            (w1, hem),
            (w1 * 0.97, hem - 120),
            (f.hip * 1.04, f.hip_y),
            (w0, f.waist_y - 8),
        ],
        close=True,
        tension=0.42,
    )
    if kind in {"robe", "gown"}:
        for side in (-1, 1):
            shape(canvas, oval(side * 34, hem + 18, 34, 17), outfit.shoe, pen=pen)
    shape(canvas, path, color, pen=pen)
    if kind in _OVER and color == outfit.main:  # one cloth from shoulder to hem: no seam
        canvas.drawRect(skia.Rect.MakeLTRB(-w0 + 2, f.waist_y - 16, w0 - 2, f.waist_y + 6), fill(color))
    with clipped(canvas, path):
        if outfit.cut.pattern and kind in {"robe", "qipao"}:
            draw_pattern(canvas, who, outfit.cut.pattern, (-w1, 560, w1, hem))
        dark = darken(color, 0.42)
        for i, t in enumerate((-0.72, -0.4, -0.08, 0.3, 0.62)):
            brush(
                canvas,
                [(t * w0, f.waist_y + 20 + i % 2 * 60), (t * f.hip, f.hip_y + 80), (t * w1, hem + 10)],
                6,
                dark,
                taper="start",
                alpha=0.6,
            )
        shade = poly([(w0 * 0.3, 380), (w1 * 0.35, hem + 40), (w1 * 1.6, hem + 40), (w1 * 1.6, 380)])
        haze(canvas, shade, dark, 0.42, 8)
        if kind == "armour":
            for y in range(int(f.hip_y) - 40, hem, 34):
                brush(canvas, [(-w1, y), (0, y + 10), (w1, y)], 5, lighten(color, 0.3), taper="none", alpha=0.7)
        if kind == "robe":
            brush(canvas, [(-w1, hem - 20), (0, hem - 6), (w1, hem - 20)], 20, outfit.second, taper="none", alpha=0.75)


def _draw_legs(canvas: skia.Canvas, who: Identity, f: Frame, pen: float, *, bare: bool) -> None:
    outfit = who.outfit
    color = who.skin if bare else outfit.lower
    k = (0.88 if who.female else 1.12) * (0.84 if bare else 1.0)
    for side in (-1, 1):
        x = side * f.hip * 0.5
        shoe = curve(
            [
                (x - 22, f.ankle_y + 6),
                (x - 25 + side * 3, f.ankle_y + 40),
                (x + side * 12, f.ankle_y + 48),
                (x + 25 + side * 4, f.ankle_y + 40),
                (x + 22, f.ankle_y + 6),
            ],
            close=True,
        )
        shape(canvas, shoe, outfit.shoe, pen=pen)
        leg = curve(
            [
                (x - f.hip * 0.44, 500),
                (x - 46 * k, 660),
                (x - 37 * k, f.knee_y),
                (x - 40 * k, 1010),
                (x - 27 * k, f.ankle_y + 14),
                (x + 27 * k, f.ankle_y + 14),
                (x + 40 * k, 1010),
                (x + 37 * k, f.knee_y),
                (x + 46 * k, 660),
                (x + f.hip * 0.44, 500),
            ],
            close=True,
        )
        shape(canvas, leg, color, pen=pen)
        with clipped(canvas, leg):
            haze(
                canvas,
                curve([(x + 14, 500), (x + 12, f.knee_y), (x + 8, 1240), (x + 80, 1240), (x + 80, 500)], close=True),
                darken(color, 0.45) if not bare else who.shadow,
                0.55,
                4,
            )
            if not bare:
                brush(
                    canvas,
                    [(x - 30, f.knee_y - 16), (x + 6, f.knee_y), (x + 26, f.knee_y - 8)],
                    3.4,
                    darken(color, 0.45),
                    alpha=0.7,
                )
                brush(canvas, [(x - 3, 620), (x - 2, 1180)], 2.6, darken(color, 0.4), taper="both", alpha=0.6)
