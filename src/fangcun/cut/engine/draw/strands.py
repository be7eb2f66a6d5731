"""Buns, tails, braids and single strands of hair."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.hair_styles import Style
from fangcun.cut.engine.draw.head import Turn
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import (
    Point,
    brush,
    clipped,
    curve,
    fill,
    oval,
    sample,
    shape,
)


def skull(turn: Turn) -> float:
    # The back of the head swings away from where the face looks.
    return -11 * turn.sin


def draw_bun(
    canvas: skia.Canvas, who: Identity, bun: tuple[float, float, float, float], turn: Turn, pen: float
) -> None:
    x, y, rx, ry = bun
    x = x * turn.cos + skull(turn) * 1.4
    path = oval(x, y, rx, ry)
    shape(canvas, path, who.hair, pen=pen)
    with clipped(canvas, path):
        for t in (-0.6, -0.2, 0.25, 0.65):
            line = [(x + t * rx * 1.1, y - ry), (x + t * rx * 0.5, y), (x + t * rx * 1.0, y + ry)]
            brush(canvas, line, 2.2, darken(who.hair, 0.5), alpha=0.8)
        shine = [(x - rx * 0.6, y - ry * 0.2), (x - rx * 0.1, y - ry * 0.55), (x + rx * 0.5, y - ry * 0.35)]
        brush(canvas, shine, 7, lighten(who.hair, 0.45), alpha=0.5)


def draw_tail(canvas: skia.Canvas, who: Identity, style: Style, turn: Turn, pen: float) -> None:
    dx = skull(turn)
    side = -1 if turn.yaw > 0 else 1
    runs: list[tuple[list[Point], float]] = []
    if style.tail == "high":
        runs.append(
            ([(dx, -112), (side * 58 + dx, -128), (side * 104 + dx, -60), (side * 100, 60), (side * 118, 190)], 46)
        )
    elif style.tail == "low_bun":
        canvas.drawPath(oval(side * 40 + dx, 66, 40, 36), fill(darken(who.hair, 0.5)))
        draw_bun(canvas, who, (side * 44, 62, 36, 33), turn, pen)
    elif style.tail == "pigtails":
        runs += [([(s * 70, -40), (s * 112, -36), (s * 124, 30), (s * 110, 110)], 38) for s in (-1, 1)]
    elif style.tail == "braids":
        runs += [([(s * 62, 40), (s * 78, 100), (s * 70, 170), (s * 74, 250)], 26) for s in (-1, 1)]
    for line, width in runs:
        pts = sample(line, 16)
        path = ribbon([(float(x), float(y)) for x, y in pts], width)
        shape(canvas, path, who.hair, pen=pen)
        with clipped(canvas, path):
            for off in (-0.2, 0.2):
                brush(canvas, [(x + off * width, y) for x, y in line], 2.6, darken(who.hair, 0.5), alpha=0.8)
            brush(canvas, [(x - width * 0.05, y) for x, y in line], 5, lighten(who.hair, 0.4), alpha=0.35)
        if style.tail != "high":
            tie = line[0] if style.tail == "pigtails" else line[-2]
            shape(canvas, oval(tie[0], tie[1], 11, 11), who.accent, pen=pen * 0.8)


def ribbon(points: list[Point], width: float) -> skia.Path:
    """A strand of hair about a centre line: full in its upper half, ending in a point."""
    left, right = [], []
    n = len(points)
    for i, (x, y) in enumerate(points):
        t = i / (n - 1)
        x0, y0 = points[max(0, i - 1)]
        x1, y1 = points[min(n - 1, i + 1)]
        length = max(1e-6, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
        w = width / 2 * (min(1.0, 0.12 + t * 3.4) * (1 - max(0.0, t - 0.45) / 0.55) ** 0.65)
        nx, ny = -(y1 - y0) / length * w, (x1 - x0) / length * w
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    return curve([*left, *right[::-1]], close=True)
