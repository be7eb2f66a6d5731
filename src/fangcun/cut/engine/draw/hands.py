"""Hands: few lines, right proportions. Drawn at the wrist, the fingers along +x, the thumb at −y."""

from __future__ import annotations

import itertools

import skia

from fangcun.cut.engine.draw.color import INK, mix
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, curve, fill, moved, stroke

Bone = tuple[float, float, float, float, float]  # x, y, angle, length, width


def _capsule(bone: Bone) -> skia.Path:
    x, y, angle, length, width = bone
    path = skia.Path()
    path.addRoundRect(skia.Rect.MakeLTRB(-width / 2, -width / 2, length, width / 2), width / 2, width / 2)
    path.transform(skia.Matrix().preTranslate(x, y).preRotate(angle))
    return path


_PALM = curve([(-6, -14), (14, -19), (38, -21), (48, -8), (48, 10), (38, 20), (14, 17), (-6, 13)], close=True)
_SHAPES: dict[str, tuple[Bone, ...]] = {
    "open": (
        (40, -16, -14, 38, 12),
        (44, -5, -3, 43, 12.5),
        (43, 6, 7, 40, 12),
        (38, 15, 19, 31, 11),
        (12, -15, -58, 36, 13),
    ),
    "relax": (
        (40, -14, 10, 33, 12),
        (43, -4, 12, 36, 12.5),
        (42, 6, 14, 33, 12),
        (37, 14, 18, 26, 11),
        (10, -14, -26, 34, 13),
    ),
    "cover": (
        (40, -14, 4, 34, 12),
        (44, -4, 6, 38, 12.5),
        (43, 6, 8, 35, 12),
        (38, 14, 12, 28, 11),
        (12, -14, -40, 32, 13),
    ),
    "point": ((38, -13, 0, 52, 13.5), (44, 0, 0, 8, 15), (42, 11, 0, 6, 14), (20, -12, 12, 28, 13)),
    "fist": ((40, -13, 0, 8, 15), (43, -2, 0, 8, 15), (42, 9, 0, 7, 14), (24, -14, 38, 28, 14)),
    "hold": ((34, -14, 70, 24, 14), (44, -8, 74, 26, 14), (50, 2, 80, 24, 13), (14, -16, -24, 32, 14)),
    "grip": ((34, -14, 22, 30, 13), (38, -4, 24, 32, 13), (36, 6, 26, 28, 13), (14, -14, -30, 28, 13)),
    "wrap": (
        (30, -14, 14, 30, 13),
        (34, -4, 12, 32, 13),
        (34, 6, 10, 30, 13),
        (30, 15, 8, 26, 12),
        (10, -14, -36, 26, 13),
    ),
}
_PATHS = {kind: tuple(_capsule(b) for b in bones) for kind, bones in _SHAPES.items()}


def draw_hand(
    canvas: skia.Canvas, who: Identity, kind: str, wrist: tuple[float, float], angle: float, side: int, pen: float
) -> None:
    """A hand at the wrist; ``side`` −1 mirrors it, so that thumbs lie where thumbs are."""
    if kind == "tucked":
        return
    scale = (0.98 if who.female else 1.18) * (0.86 if who.child else 1.0)
    canvas.save()
    canvas.translate(*wrist)
    canvas.rotate(angle)
    canvas.scale(scale, scale * side)
    fingers = _PATHS[kind]
    edge = stroke(INK, pen * 1.9 / scale)
    for path in (*fingers, _PALM):
        canvas.drawPath(path, edge)
    skin = fill(who.skin)
    for path in (*fingers, _PALM):
        canvas.drawPath(path, skin)
    canvas.drawPath(
        curve([(-6, 6), (20, 10), (42, 12), (36, 19), (12, 16), (-6, 12)], close=True), fill(who.shadow, 0.7)
    )
    line = mix(INK, who.shadow, 0.35)
    bones = _SHAPES[kind]
    for (x0, y0, a0, l0, w0), (x1, y1, _, _, _) in itertools.pairwise(bones):
        with moved(canvas, (x0 + x1) / 2, (y0 + y1) / 2, degrees=a0):
            brush(canvas, [(-5, 0), (l0 * 0.8, w0 * 0.06)], 1.9, line, taper="end")
    x, y, a, length, w = bones[-1]
    with moved(canvas, x, y, degrees=a):
        brush(canvas, [(0, w * 0.5), (length * 0.7, w * 0.5)], 1.7, line, alpha=0.8)
    canvas.restore()
