"""Eyes and brows, in every state between wide open and closed."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import INK, darken, lighten, mix
from fangcun.cut.engine.draw.expression import Face
from fangcun.cut.engine.draw.head import Turn
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import Point, brush, clipped, curve, fill, haze, linear, oval, poly, sample, stroke

_STATES = {"rest": 1.0, "half": 0.45, "closed": 0.0}
EYE_Y = 15.0


def eye_at(who: Identity, turn: Turn, side: int) -> Point:
    """The centre of an eye."""
    return turn.at(side * (33 + who.eye_gap), EYE_Y)


def draw_eyes(canvas: skia.Canvas, who: Identity, face: Face, turn: Turn, state: str = "rest") -> None:
    """Both eyes; ``state`` is rest (as the face has them), half or closed."""
    for side in (-1, 1):
        x, y = eye_at(who, turn, side)
        canvas.save()
        canvas.translate(x, y)
        canvas.scale(side * max(0.5, turn.stretch(side * 33)), 1.0)
        _draw_eye(canvas, who, face, side, face.open * _STATES[state])
        canvas.restore()


def _draw_eye(canvas: skia.Canvas, who: Identity, face: Face, side: int, opening: float) -> None:
    # Drawn as the eye on the viewer's right: −x is towards the nose, +x is outwards.
    z = who.eye_size
    w = (21.5 * (0.94 + 0.06 * z) if who.female or who.child else 20.5) * (1.18 - 0.18 * who.eye_round)
    slant = who.eye_slant
    if opening < 0.16:
        _draw_lids(canvas, who, face, w)
        return
    rise = 14.5 * z * opening * who.eye_round
    fall = 8.5 * z * (1 - 0.75 * face.squint) * who.eye_round**0.5
    lid_tilt = (face.brow_inner - face.brow_outer) * 0.16
    upper = [
        (-w, 3.5 + lid_tilt * 0.3),
        (-w * 0.66, -rise * 0.62 + lid_tilt),
        (-w * 0.08, -rise + lid_tilt * 0.4),
        (w * 0.55, -rise * 0.78 - slant * 0.5),
        (w * 1.02, -rise * 0.12 - slant - 1.0),
    ]
    lower = [(w * 0.86, fall * 0.42 - slant), (w * 0.3, fall), (-w * 0.38, fall * 0.95)]
    ball = curve([*upper, *lower], close=True)
    canvas.drawPath(ball, fill(0xFBF8F6))
    with clipped(canvas, ball):
        _draw_iris(canvas, who, face, side, rise, fall)
        shadow = curve([(-w, 4), (-w * 0.5, -rise * 0.42), (0, -rise * 0.62), (w, -rise * 0.1), (w, -40), (-w, -40)])
        haze(canvas, shadow, mix(0x6E5A86, who.eye, 0.2), 0.34, 1.2)
        if "glisten" in face.marks:
            canvas.drawPath(oval(0, fall + 1, w, 4.5), fill(0xFFFFFF, 0.75))
    _draw_lashes(canvas, who, upper, lower, w, rise)


def _draw_iris(canvas: skia.Canvas, who: Identity, face: Face, side: int, rise: float, fall: float) -> None:
    z = who.eye_size
    rx, ry = 11.2 * z**0.8 * face.pupil, 13.0 * z * face.pupil
    x = -0.6 + face.look_x * 7 * side
    y = -2.2 * z + face.look_y * 6
    top, low = darken(who.eye, 0.55), lighten(mix(who.eye, 0xFFB98A, 0.15), 0.22)
    canvas.drawPath(
        oval(x, y, rx, ry), linear((x, y - ry), (x, y + ry), [(0, top, 1), (0.55, who.eye, 1), (1, low, 1)])
    )
    canvas.drawPath(oval(x, y, rx, ry), stroke(darken(who.eye, 0.75), 1.8))
    canvas.drawPath(oval(x, y - 0.5, rx * 0.45, ry * 0.5), fill(darken(who.eye, 0.88)))
    canvas.drawPath(oval(x, y + ry * 0.62, rx * 0.62, ry * 0.26), fill(lighten(who.eye, 0.45), 0.6))
    # The light stands on the same side in both eyes.
    h = x - side * rx * 0.36
    canvas.drawPath(oval(h, y - ry * 0.42, rx * 0.34, ry * 0.27), fill(0xFFFFFF))
    canvas.drawPath(oval(x + side * rx * 0.4, y + ry * 0.4, rx * 0.17, ry * 0.13), fill(0xFFFFFF, 0.9))


def _draw_lashes(
    canvas: skia.Canvas, who: Identity, upper: list[Point], lower: list[Point], w: float, rise: float
) -> None:
    ink = mix(INK, who.hair, 0.25)
    weight = (7.0 if who.female else 5.0) * (0.8 if who.elder else 1.0)
    line = sample(upper, 16)
    n = len(line)
    over = []
    for i, (x, y) in enumerate(line):
        t = i / (n - 1)
        over.append((x + t * 1.2, y - weight * (0.3 + 0.7 * t**0.6) * (1 if t < 0.95 else 0.5)))
    wing = []
    if who.female:
        ex, ey = line[-1]
        wing = [(ex + 5.5, ey - 5.5), (ex + 1.0, ey + 0.5)]
    canvas.drawPath(poly([*[(float(x), float(y)) for x, y in line], *wing[::-1], *over[::-1]]), fill(ink))
    if who.female:
        ex, ey = float(line[-3][0]), float(line[-3][1])
        brush(canvas, [(ex, ey - 2), (ex + 4.5, ey - 5), (ex + 7.0, ey - 9)], 2.6, ink, taper="end")
    brush(canvas, [lower[0], lower[1], (lower[1][0] - w * 0.3, lower[1][1] + 0.2)], 1.9, ink, taper="end", alpha=0.75)
    crease = [(x, y - 8.5 - 1.5 * who.eye_size) for x, y in upper[1:4]]
    crease = [crease[0], crease[1], (crease[2][0] + 3, crease[2][1] + 1)]
    brush(canvas, crease, 1.8, mix(ink, who.shadow, 0.4), alpha=0.8)
    if who.elder:
        brush(canvas, [(-w * 0.6, 12), (0, 16), (w * 0.7, 12)], 1.6, mix(ink, who.shadow, 0.5), alpha=0.8)


def _draw_lids(canvas: skia.Canvas, who: Identity, face: Face, w: float) -> None:
    ink = mix(INK, who.hair, 0.25)
    up = face.squint > 0.8
    arc = 9.0 if up else -6.0
    line = [(-w, 4), (-w * 0.4, 4 - arc * 0.8), (w * 0.3, 4 - arc), (w, 3 if not up else 5)]
    brush(canvas, line, 4.4 if who.female else 3.8, ink, taper="soft")
    if face.squint > 0.4 and not up:
        brush(canvas, [(-w * 0.9, -6), (-w * 0.3, 2)], 2.0, ink, alpha=0.8)
    if who.female:
        for t in (0.55, 0.85):
            brush(canvas, [(w * t, 3), (w * t + 4, 5 if up else 9)], 2.0, ink, taper="end")


def draw_brows(canvas: skia.Canvas, who: Identity, face: Face, turn: Turn) -> None:
    """Both brows; they carry most of an expression."""
    color = mix(darken(who.hair, 0.1), 0x3A2A2A, 0.3)
    y = -20.0 - 2.5 * who.eye_size - max(0.0, face.open - 1.0) * 12
    for side in (-1, 1):
        lift = face.skew * 2.5 if side == who.part else 0
        inner = turn.at(side * 14, y + 4 + face.brow_inner * 1.05, 1.04)
        mid = turn.at(side * 35, y - who.brow_arch + (face.brow_inner + face.brow_outer) * 0.3 - lift, 1.04)
        outer = turn.at(side * 54, y + 3 + face.brow_outer * 0.9 - who.eye_slant * 0.6 - lift, 1.0)
        w = 6.6 * who.brow_weight
        line = sample([inner, mid, outer], 12)
        n = len(line)
        top = [(float(p[0]), float(p[1]) - w * 0.5 * (1 - (i / (n - 1)) ** 1.6)) for i, p in enumerate(line)]
        low = [(float(p[0]), float(p[1]) + w * 0.5 * (1 - (i / (n - 1)) ** 1.3)) for i, p in enumerate(line)]
        canvas.drawPath(poly([*top, *low[::-1]]), fill(color, 0.94))
    if face.brow_inner > 6:
        for side in (-1, 1):
            brush(canvas, [turn.at(side * 5, y + 2), turn.at(side * 4, y + 13)], 2, who.shadow, taper="both")
