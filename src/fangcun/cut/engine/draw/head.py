"""The head: its turn in space, the face's contour, ears, nose, shading and the lines of age."""

from __future__ import annotations

import math
from dataclasses import dataclass

import skia

from fangcun.cut.engine.draw.color import INK, darken, lighten, mix
from fangcun.cut.engine.draw.expression import Face
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import (
    Point,
    brush,
    clipped,
    curve,
    fill,
    haze,
    linear,
    oval,
    radial,
    shape,
)

RADIUS = 80.0
DEPTH = 66.0
_LINED = 40
"""The age from which a face shows its first lines."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the head looks: ``yaw`` −1 (to the viewer's left) … 1 (right), ``nod`` lowers the features.

    The face lies on an ellipsoid; a point of it moves as the head turns, by an amount that grows with its depth.
    """

    yaw: float = 0.0
    nod: float = 0.0

    @property
    def sin(self) -> float:
        """Sine of the angle; a full turn is 32°, past which a drawn face needs a true profile."""
        return math.sin(self.yaw * math.radians(32))

    @property
    def cos(self) -> float:
        """Cosine of the angle."""
        return math.cos(self.yaw * math.radians(32))

    def at(self, x: float, y: float, depth: float = 1.0) -> Point:
        """Where a point of the frontal face is seen."""
        z = math.sqrt(max(0.0, 1 - (x / RADIUS) ** 2)) * DEPTH * depth
        return x * self.cos + z * self.sin, y + self.nod

    def stretch(self, x: float) -> float:
        """How much wider or narrower a feature at ``x`` is seen."""
        q = x / RADIUS
        return self.cos - self.sin * q * (DEPTH / RADIUS) / math.sqrt(max(0.05, 1 - q * q))


def contour(who: Identity, turn: Turn, *, jaw: float = 0.0) -> skia.Path:
    """The face from hairline to chin; ``jaw`` drops the chin of an open mouth."""
    s, c = turn.sin, turn.cos
    chin = 99 + who.chin + jaw * 7 + turn.nod * 0.6
    k, j = who.cheek, who.jaw
    square = who.square

    def near(x: float, y: float, z: float, zf: float) -> Point:
        # The far side shows its cheekbone, the near side its jaw: they turn with different depths.
        away = x * s > 0
        return x * c + (zf if away else z) * s, y

    rows = [(69 * k, -24, -4, 6), (68 * k, 14, 2, 9), (63 * k, 42, 8, 16), (50 * j + square, 68, 16, 26)]
    low = [(28 * j + square, chin - 13, 36, 42), (12 * j + square * 0.6, chin - 2, 50, 54)]
    left = [near(-x, y, z, zf) for x, y, z, zf in rows + low]
    right = [near(x, y, z, zf) for x, y, z, zf in rows + low]
    tip = (56 * s, chin)
    top = [(58 * c - 4 * s, -76), (-8 * s, -96), (-58 * c - 4 * s, -76)]
    return curve([*top[2:], *left, tip, *right[::-1], top[0], top[1]], close=True, tension=0.52)


def draw_ear(canvas: skia.Canvas, who: Identity, turn: Turn, side: int, pen: float) -> None:
    """One ear; the one on the far side of a turned head is hidden."""
    if turn.yaw * side > 0.3:
        return
    x = side * 70 * who.cheek * turn.cos + turn.sin * (-6 if turn.yaw * side < 0 else 0)
    path = curve(
        [(x - side * 4, 4), (x + side * 8, -2), (x + side * 12, 12), (x + side * 7, 32), (x - side * 3, 40)],
        close=True,
    )
    shape(canvas, path, who.skin, pen=pen)
    brush(canvas, [(x + side * 7, 6), (x + side * 3, 14), (x + side * 5, 26)], 2.0, who.shadow)
    if who.female and not who.child:
        canvas.drawPath(oval(x + side * 3, 43, 2.8, 3.4), fill(lighten(who.outfit.second, 0.3)))


def draw_face(canvas: skia.Canvas, who: Identity, face: Face, turn: Turn, pen: float) -> None:
    """Skin, its shadows, blush, nose and lines; eyes, brows and mouth are laid over it."""
    path = contour(who, turn, jaw=face.jaw)
    tone = mix(who.skin, 0xC9D2E6, 0.34) if "pale" in face.marks else who.skin
    shape(canvas, path, tone, pen=pen)
    dark = who.shadow if tone == who.skin else mix(who.shadow, 0x9FA9CC, 0.4)
    with clipped(canvas, path):
        _shade(canvas, who, turn, dark)
        if "blush" in face.marks or (who.female and "pale" not in face.marks) or who.child:
            strength = 0.5 if "blush" in face.marks else 0.26
            for side in (-1, 1):
                x, y = turn.at(side * 40, 45)
                canvas.drawPath(oval(x, y, 26, 17), radial((x, y), 24, [(0, who.blush, strength), (1, who.blush, 0)]))
        if "shade" in face.marks:
            canvas.drawRect(
                skia.Rect.MakeLTRB(-100, -110, 100, 34),
                _down(-50, 34, darken(tone, 0.42), 0.62),
            )
        if "pale" in face.marks:
            canvas.drawRect(skia.Rect.MakeLTRB(-100, -110, 100, 20), _down(-60, 14, 0x4A5590, 0.55))
    _draw_nose(canvas, who, turn, dark)
    if who.elder:
        _draw_age(canvas, who, turn)
    elif who.age >= _LINED:
        _draw_middle_age(canvas, who, turn)
    if who.mole and not who.elder:
        x, y = turn.at(30 if who.mole == 1 else -20, 44 if who.mole == 1 else 82)
        canvas.drawPath(oval(x, y, 1.7, 1.7), fill(0x5A3A36))


def _down(top: float, bottom: float, color: int, alpha: float) -> skia.Paint:
    return linear((0, top), (0, bottom), [(0.0, color, alpha), (1.0, color, 0.0)])


def _shade(canvas: skia.Canvas, who: Identity, turn: Turn, dark: int) -> None:
    # Light falls from the upper left: the right cheek and the underside of the jaw lie in soft shade.
    x = 62 + 22 * turn.sin
    side = curve([(x, -60), (x - 11, 0), (x - 9, 40), (x - 27, 74), (x - 58, 99), (x, 125), (x + 45, 40)], close=True)
    haze(canvas, side, dark, 0.75, 3.5)
    x, y = turn.at(-26, -2)
    canvas.drawPath(oval(x, y + 44, 24, 15), radial((x, y + 44), 24, [(0, 0xFFFFFF, 0.22), (1, 0xFFFFFF, 0)]))
    for side_x in (-33, 33):  # the hollow under the brow
        x, y = turn.at(side_x, 0)
        haze(canvas, oval(x, y, 21, 8), dark, 0.32, 3)


def _draw_nose(canvas: skia.Canvas, who: Identity, turn: Turn, dark: int) -> None:
    n = who.nose
    side = 1 if turn.yaw >= 0 else -1
    tip = turn.at(0, 51, 1.0 + 0.22 * n)
    base = turn.at(-side * 4, 57, 1.05)
    if abs(turn.yaw) > 0.2:
        bridge = turn.at(side * 7, 20, 1.06)
        brush(canvas, [bridge, turn.at(side * 3, 36, 1.15), tip], 2.0, darken(dark, 0.3), taper="start", alpha=0.8)
        brush(canvas, [tip, (tip[0] - side * 2, tip[1] + 5), base], 2.2 * n, darken(dark, 0.5))
    else:
        haze(canvas, curve([turn.at(2, 30), turn.at(9 * n, 50), turn.at(1, 55)], close=True), dark, 0.7, 1.2)
        brush(canvas, [turn.at(-5 * n, 55), turn.at(0, 58), turn.at(6 * n, 54.5)], 2.2 * n, darken(dark, 0.5))
    canvas.drawPath(oval(tip[0] - 2, tip[1] - 5, 2.2, 3.2), fill(0xFFFFFF, 0.55))


def _draw_middle_age(canvas: skia.Canvas, who: Identity, turn: Turn) -> None:
    """The first lines: from the nose to the mouth, and under the eyes."""
    line, k = mix(who.shadow, INK, 0.2), 0.6 if who.female else 0.85
    for side in (-1, 1):
        brush(canvas, [turn.at(side * 16, 56), turn.at(side * 23, 63), turn.at(side * 25, 71)], 2.0, line, alpha=k)
        brush(
            canvas, [turn.at(side * 22, 31), turn.at(side * 32, 34), turn.at(side * 42, 31)], 1.5, line, alpha=k * 0.7
        )
        brush(canvas, [turn.at(side * 55, 11), turn.at(side * 61, 9)], 1.5, line, alpha=k * 0.8)


def _draw_age(canvas: skia.Canvas, who: Identity, turn: Turn) -> None:
    line = mix(who.shadow, INK, 0.34)
    for side in (-1, 1):
        p = [turn.at(side * 15, 53), turn.at(side * 24, 62), turn.at(side * 25, 76)]
        brush(canvas, p, 2.2, line, alpha=0.75)
        brush(canvas, [turn.at(side * 20, 29), turn.at(side * 32, 34), turn.at(side * 44, 29)], 1.7, line, alpha=0.6)
        for dy in (0, 6):
            brush(canvas, [turn.at(side * 54, 10 + dy), turn.at(side * 62, 7 + dy * 2)], 1.6, line, alpha=0.6)
    for y, w in ((-46, 26), (-37, 32)):
        brush(canvas, [turn.at(-w, y), turn.at(0, y - 2), turn.at(w, y)], 1.6, line, alpha=0.5)


def draw_glasses(canvas: skia.Canvas, who: Identity, turn: Turn) -> None:
    """Spectacles of the person's own kind."""
    kind = who.glasses
    if kind is None:
        return
    frame = 0x23222B if kind != "round" else 0x7A5A34
    for side in (-1, 1):
        x, y = turn.at(side * 33, 16)
        k = max(0.55, turn.stretch(side * 33))
        if kind == "round":
            lens = oval(x, y, 23 * k, 22)
        else:
            lens = skia.Path()
            lens.addRoundRect(skia.Rect.MakeLTRB(x - 25 * k, y - 16, x + 25 * k, y + 18), 9, 9)
        canvas.drawPath(lens, fill(0x1A1A22, 0.94) if kind == "dark" else fill(0xDDF0FF, 0.16))
        shine = [(x - 14 * k, y + 10), (x + 2 * k, y - 13)]
        brush(canvas, shine, 6, 0xFFFFFF, alpha=0.28, taper="none")
        canvas.drawPath(
            lens,
            skia.Paint(Color=0xFF000000 | frame, AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=3.2),
        )
        if turn.yaw * side <= 0.3:
            brush(canvas, [(x + side * 24 * k, y - 4), (side * 69 * turn.cos, y - 8)], 3, frame, taper="none")
    brush(canvas, [turn.at(-9, 12, 1.1), turn.at(0, 9, 1.15), turn.at(9, 12, 1.1)], 3, frame, taper="none")
