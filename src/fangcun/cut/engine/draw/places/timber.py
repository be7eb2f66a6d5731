"""Building in timber and tile: roofs, lattice, halls, towers."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.ink import curve, oval, stroke
from fangcun.cut.engine.draw.places.stage import (
    Stage,
)

RED = 0x9A3A30


WOOD = 0x5E3A28


TILE = 0x4A5260


GOLD = 0xD9AA48


def roof(s: Stage, x: float, y: float, w: float, h: float, color: int = TILE) -> None:
    """A tiled roof with upturned eaves; ``y`` is the line of the eaves."""
    path = curve(
        [
            (x + w * 0.2, y - h),
            (x + w * 0.8, y - h),
            (x + w * 0.92, y - h * 0.35),
            (x + w + 50, y - h * 0.26),
            (x + w + 20, y + 10),
            (x + w / 2, y),
            (x - 20, y + 10),
            (x - 50, y - h * 0.26),
            (x + w * 0.08, y - h * 0.35),
        ],
        close=True,
        tension=0.32,
    )
    s.form(path, color)
    n = int(w // 30)
    for i in range(1, n):
        t = i / n
        s.line(
            [(x + w * (0.2 + 0.6 * t), y - h + 6), (x + w * (0.06 + 0.88 * t), y - h * 0.3), (x + w * t, y)],
            4,
            darken(color, 0.4),
            0.75,
        )
    s.box(x + w * 0.18, y - h - 16, w * 0.64, 24, darken(color, 0.2))
    for t in (0.18, 0.8):
        s.form(
            curve(
                [(x + w * t - 6, y - h - 10), (x + w * t + 10, y - h - 56), (x + w * t + 34, y - h - 12)], close=True
            ),
            darken(color, 0.2),
        )


def lattice(s: Stage, x: float, y: float, w: float, h: float, *, wood: int = WOOD, step: int = 44) -> None:
    """A paper window with wooden lattice, warm when lamps burn behind it."""
    lit = s.light.lamps > 0.4
    s.box(x, y, w, h, 0xFFD890 if lit else 0xEFE6D0)
    if lit:
        s.lamp(x + w / 2, y + h / 2, max(w, h) * 0.8, 0xFFC46A, 0.55)
    cx = x + step / 2
    while cx < x + w:
        s.line([(cx, y), (cx, y + h)], 6, wood)
        cx += step
    cy = y + step / 2
    while cy < y + h:
        s.line([(x, cy), (x + w, cy)], 6, wood)
        cy += step
    s.canvas.drawRect(skia.Rect.MakeXYWH(x, y, w, h), stroke(wood, 16))


def hall(s: Stage, x: float, w: float, bottom: float, *, color: int = RED, k: float = 1.0, tile: int = TILE) -> None:
    """A house front: columns, lattice, steps, a tiled roof."""
    h = 430 * k
    s.box(x, bottom - h, w, h, darken(color, 0.12))
    n = 5
    for i in range(n):
        x0 = x + i * w / n
        if i == n // 2:
            s.box(x0 + 16, bottom - h * 0.86, w / n - 32, h * 0.86, darken(WOOD, 0.3))
            s.box(x0 + 16, bottom - h * 0.86, (w / n - 36) / 2, h * 0.86, color)
        else:
            lattice(s, x0 + 22, bottom - h * 0.82, w / n - 44, h * 0.5, step=int(34 * k) + 8)
        s.box(x0 - 12, bottom - h, 26, h, lighten(color, 0.06))
    s.box(x + w - 12, bottom - h, 26, h, lighten(color, 0.06))
    s.box(x - 30, bottom - h - 34, w + 60, 44, 0x3E6A72)
    for i in range(10):
        s.box(x - 10 + i * w / 9.4, bottom - h - 28, 22, 30, GOLD, pen=1)
    roof(s, x - 60, bottom - h - 30, w + 120, 230 * k, tile)


def pagoda(s: Stage, x: float, bottom: float, k: float) -> None:
    """A tower of four storeys with lit windows."""
    for i in range(4):
        w, h = (300 - i * 46) * k, 150 * k
        y = bottom - i * 210 * k
        s.box(x - w / 2, y - h, w, h, darken(RED, 0.15))
        for j in range(3):
            lattice(s, x - w * 0.4 + j * w * 0.28, y - h * 0.8, w * 0.22, h * 0.55, step=22)
        roof(s, x - w * 0.62, y - h, w * 1.24, 80 * k)
    top = bottom - 4 * 210 * k
    s.line([(x, top + 40 * k), (x, top - 60 * k)], 12 * k, GOLD)
    s.form(oval(x, top - 60 * k, 18 * k, 18 * k), GOLD)
