"""The mouth in every expression and the three positions of speech, and the beard about it."""

from __future__ import annotations

from dataclasses import replace

import skia

from fangcun.cut.engine.draw.color import INK, darken, mix
from fangcun.cut.engine.draw.expression import Face
from fangcun.cut.engine.draw.head import Turn
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import Point, brush, clipped, curve, fill, haze, oval, rect, shape, stroke

MOUTH_Y = 76.0


def spoken(face: Face, state: str) -> Face:
    """The face with its mouth as far open as speech needs: rest, closed, half or open."""
    if state == "closed":
        return replace(face, jaw=0.0, teeth=False)
    if state == "half":
        return replace(face, jaw=0.26 + face.jaw * 0.15, teeth=False, wide=face.wide * 0.92)
    if state == "open":
        return replace(face, jaw=min(0.9, 0.56 + face.jaw * 0.3), teeth=False, wide=face.wide * 0.98)
    return face


def _curves(who: Identity, face: Face, turn: Turn) -> tuple[list[Point], list[Point]]:
    w = 17.0 * who.mouth * face.wide
    y = MOUTH_Y + min(0.0, who.chin) * 0.55
    up = face.curve * 5.2
    left, right = up - face.skew * 2.5, up + face.skew * 3.5
    dip = up * 0.55
    upper = [
        turn.at(-w, y - left, 1.02),
        turn.at(-w * 0.45, y + dip * 0.5 - 0.6, 1.08),
        turn.at(0, y + dip + 0.4, 1.1),
        turn.at(w * 0.45, y + dip * 0.5 - 0.6, 1.08),
        turn.at(w, y - right, 1.02),
    ]
    drop = face.jaw * 25
    k = 0.86 if face.teeth else 0.7
    lower = [
        turn.at(w * k, y + drop * 0.62 - right * 0.3, 1.04),
        turn.at(w * 0.4, y + dip + drop * 0.96, 1.08),
        turn.at(-w * 0.4, y + dip + drop * 0.96, 1.08),
        turn.at(-w * k, y + drop * 0.62 - left * 0.3, 1.04),
    ]
    return upper, lower


def draw_mouth(canvas: skia.Canvas, who: Identity, face: Face, turn: Turn, state: str = "rest") -> None:
    """The mouth; ``state`` is rest, closed, half or open."""
    face = spoken(face, state)
    upper, lower = _curves(who, face, turn)
    lip = mix(who.skin, 0xCF3F50, 0.3 + 0.34 * who.lips) if who.lips else mix(who.shadow, 0xB0564F, 0.25)
    line = mix(INK, 0x7A2B34, 0.25)
    cx = upper[2][0]
    if face.jaw < 0.06:
        _draw_lips(canvas, who, upper, lip)
        brush(canvas, upper, 3.0, line, taper="soft")
        haze(canvas, oval(cx, upper[2][1] + 9.5, 8, 2.2), who.shadow, 0.8, 1.2)
        return
    hole = curve([*upper, *lower], close=True, tension=0.46)
    if who.lips:
        canvas.drawPath(hole, stroke(lip, 7.0 if not face.teeth else 6.0))
    canvas.drawPath(hole, fill(0x6E1F2E))
    with clipped(canvas, hole):
        bottom = max(p[1] for p in lower)
        if face.teeth:
            canvas.drawPath(hole, fill(0xFBF7F2))
            mid = (upper[2][1] + bottom) / 2
            brush(canvas, [(cx - 30, mid - 1), (cx, mid + 1), (cx + 30, mid - 1)], 1.8, line, taper="none", alpha=0.7)
            for i in (-2, -1, 0, 1, 2):
                brush(
                    canvas, [(cx + i * 8, upper[2][1] - 4), (cx + i * 8, bottom)], 1.1, line, taper="none", alpha=0.35
                )
        else:
            canvas.drawPath(oval(cx, bottom + 1, 12, 7.5 * face.jaw + 2.5), fill(0xE27B7D))
            canvas.drawPath(rect(cx - 30, upper[0][1] - 20, 60, 20 + upper[2][1] - upper[0][1] + 4.6), fill(0xFDFAF6))
            canvas.drawPath(hole, stroke(0x4A1222, 2.0, 0.5))
    canvas.drawPath(hole, stroke(line, 2.0))
    haze(canvas, oval(cx, max(p[1] for p in lower) + 6, 9, 2.2), who.shadow, 0.8, 1.2)


def _draw_lips(canvas: skia.Canvas, who: Identity, upper: list[Point], lip: int) -> None:
    if not who.lips:
        return
    x0, y0 = upper[0]
    x4, y4 = upper[4]
    cx, cy = upper[2]
    full = 3.4 * who.lips
    bow = [
        (x0 + 2, y0),
        (cx - 5, cy - 4.6 * who.lips),
        (cx, cy - 3.2 * who.lips),
        (cx + 5, cy - 4.6 * who.lips),
        (x4 - 2, y4),
    ]
    low = [(cx + (x4 - cx) * 0.55, cy + full * 1.25), (cx, cy + full * 1.8), (cx + (x0 - cx) * 0.55, cy + full * 1.25)]
    canvas.drawPath(curve([*bow, *low], close=True), fill(lip, 0.85))
    canvas.drawPath(oval(cx - 2, cy + full * 1.0, 4, 1.2), fill(0xFFFFFF, 0.5))


def draw_beard(canvas: skia.Canvas, who: Identity, turn: Turn, pen: float) -> None:
    """Facial hair behind the mouth line: stubble, moustache, goatee, or the long beard of old men of old."""
    if who.beard is None:
        return
    color = mix(who.hair, 0xFFFFFF, 0.12) if who.age >= 60 else who.hair
    at = turn.at
    y = MOUTH_Y
    if who.beard == "stubble":
        path = curve(
            [at(-48, 60), at(-30, 66), at(0, 66), at(30, 66), at(48, 60), at(30, 92), at(0, 104), at(-30, 92)],
            close=True,
        )
        haze(canvas, path, mix(who.shadow, 0x4A4A5E, 0.4), 0.2, 7)
        return
    if who.beard in {"goatee", "long"}:
        length = 42 if who.beard == "goatee" else 120
        wide = 9 if who.beard == "goatee" else 24
        tip = at(0, 96 + length)
        path = curve(
            [
                at(-wide, 91),
                at(0, 87),
                at(wide, 91),
                (tip[0] + wide * 0.6, tip[1] - length * 0.5),
                tip,
                (tip[0] - wide * 0.7, tip[1] - length * 0.45),
            ],
            close=True,
        )
        shape(canvas, path, color, pen=pen)
        for dx in (-0.4, 0.1, 0.5):
            brush(
                canvas,
                [at(wide * dx, 94), (tip[0] + wide * dx * 0.5, tip[1] - length * 0.25)],
                1.8,
                darken(color, 0.35),
            )
        if who.beard == "long":
            for side in (-1, 1):
                lock = [at(side * 62, 20), at(side * 60, 60), at(side * 36, 96), at(side * 22, 104), at(side * 44, 76)]
                shape(canvas, curve(lock, close=True), color, pen=pen * 0.8)
    droop = {"moustache": 2, "goatee": 10, "long": 16}[who.beard]
    for side in (-1, 1):
        hair = [
            at(side * 1, y - 9, 1.1),
            at(side * 12, y - 9.5, 1.06),
            at(side * 23, y - 4 + droop * 0.3),
            at(side * 27, y + droop),
            at(side * 17, y - 3.2, 1.06),
            at(side * 1, y - 5.4, 1.1),
        ]
        canvas.drawPath(curve(hair, close=True), fill(color))
