"""The signs of comic drawing that go with a face: tears, sweat, a vein, lines of cold shock."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.expression import Face
from fangcun.cut.engine.draw.eyes import eye_at
from fangcun.cut.engine.draw.head import Turn
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import brush, curve, fill, oval, stroke


def draw_marks(canvas: skia.Canvas, who: Identity, face: Face, turn: Turn) -> None:
    """All marks of a face that lie over skin and hair."""
    if "tears" in face.marks:
        _draw_tears(canvas, who, turn)
    if "sweat" in face.marks:
        _draw_sweat(canvas, turn)
    if "vein" in face.marks:
        _draw_vein(canvas, turn)
    if "blush" in face.marks:
        for side in (-1, 1):
            for i in range(3):
                x, y = turn.at(side * 40 - 8 + i * 8, 44)
                brush(canvas, [(x + 2, y - 4), (x - 2, y + 4)], 1.6, 0xD9545E, alpha=0.55)
    if "shiver" in face.marks:
        for side in (-1, 1):
            for i in range(3):
                x = side * (98 + i * 9)
                line = [(x, -30 + i * 8), (x + 4, -14), (x - 4, 2), (x + 4, 18), (x, 34 - i * 8)]
                brush(canvas, line, 2.4, 0x3D4470, alpha=0.6)


def _draw_tears(canvas: skia.Canvas, who: Identity, turn: Turn) -> None:
    for side in (-1, 1):
        x, y = eye_at(who, turn, side)
        x += side * 4 * turn.cos
        y += 9
        track = curve(
            [
                (x - 4, y),
                (x + 4, y),
                (x + 5.5 + side * 2, y + 38),
                (x + 6 + side * 3, y + 66),
                (x - 1 + side * 3, y + 74),
                (x - 6 + side * 3, y + 64),
                (x - 4 + side * 2, y + 36),
            ],
            close=True,
        )
        canvas.drawPath(track, fill(0xBFE2FF, 0.62))
        canvas.drawPath(track, stroke(0x7FB2E5, 1.4, 0.8))
        brush(canvas, [(x - 1, y + 6), (x + side * 2, y + 40), (x + side * 3, y + 62)], 2.4, 0xFFFFFF, alpha=0.9)
    x, y = eye_at(who, turn, 1)
    for dx, dy, r in ((30, 46, 3.4), (38, 70, 2.4), (-104, 60, 3.0)):
        canvas.drawPath(oval(x + dx, y + dy, r * 0.8, r), fill(0xCFEAFF, 0.9))


def _draw_sweat(canvas: skia.Canvas, turn: Turn) -> None:
    side = -1 if turn.yaw > 0 else 1
    for x, y, size in ((side * 64, -22, 1.0), (side * 70, 30, 0.7)):
        drop = curve(
            [(x, y - 15 * size), (x + 6 * size, y), (x, y + 7 * size), (x - 6 * size, y)], close=True, tension=0.6
        )
        canvas.drawPath(drop, fill(0xD4EDFF, 0.95))
        canvas.drawPath(drop, stroke(0x4C7FB0, 1.8))
        canvas.drawPath(oval(x - 2 * size, y, 1.4, 3 * size), fill(0xFFFFFF))


def _draw_vein(canvas: skia.Canvas, turn: Turn) -> None:
    x, y = turn.at(-46 if turn.yaw > 0 else 46, -56)
    for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        line = [(x + dx * 13, y + dy * 3.5), (x + dx * 4, y + dy * 4), (x + dx * 3.5, y + dy * 13)]
        brush(canvas, line, 4.2, 0xC22D33, taper="soft")
