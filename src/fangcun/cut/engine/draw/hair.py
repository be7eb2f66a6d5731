"""Hair: the mass behind, the cap and fringe, strands in front, with the shine that drawn hair has."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import darken, lighten, mix
from fangcun.cut.engine.draw.hair_styles import STYLES, Style
from fangcun.cut.engine.draw.head import Turn
from fangcun.cut.engine.draw.identity import Identity
from fangcun.cut.engine.draw.ink import (
    Point,
    brush,
    clipped,
    curve,
    fill,
    haze,
    locks,
    oval,
    poly,
    sample,
    shape,
)
from fangcun.cut.engine.draw.strands import draw_bun, draw_tail, ribbon, skull


def style_of(who: Identity) -> Style:
    """The hair style of a person."""
    return STYLES[who.hairstyle]


def _darken_below(canvas: skia.Canvas, who: Identity, top: float, bottom: float) -> None:
    """The depth of hair in three flat steps: gradients over large shapes cost as much as the rest of a person."""
    for t, alpha in ((0.3, 0.16), (0.55, 0.2), (0.8, 0.24)):
        y = top + (bottom - top) * t
        wave = [(-170, y + 14), (-60, y - 8), (0, y + 10), (60, y - 8), (170, y + 14)]
        edge = [*wave, (170, bottom + 60), (-170, bottom + 60)]
        canvas.drawPath(poly(edge), fill(darken(who.hair, 0.5), alpha))


def draw_back(canvas: skia.Canvas, who: Identity, turn: Turn, pen: float) -> None:
    """Everything of the hair that lies behind neck and shoulders."""
    style, dx = style_of(who), skull(turn)
    if style.tail:
        draw_tail(canvas, who, style, turn, pen)
    for bun in style.buns:
        draw_bun(canvas, who, bun, turn, pen)
    if not style.line:
        return
    bottom = max(style.back, 6.0)
    w, spread = style.width + 1, style.spread if style.back else 66
    wave = style.wave
    sides: list[Point] = []
    steps = max(3, int((bottom + 40) // 46))
    for i in range(steps + 1):
        t = i / steps
        y = -40 + (bottom + 40) * t
        x = w + (spread - w) * min(1.0, t * 1.6) + (wave if i % 2 else -wave) - (10 if t > 0.96 and style.back else 0)
        sides.append((x, y))
    left = [(-x + dx, y) for x, y in sides]
    right = [(x + dx, y) for x, y in sides]
    tips: list[Point] = []
    if style.back > 40:
        rng = chance("tips", who.name, who.hairstyle)
        n = 6
        xs = [spread - 10 - (2 * spread - 20) * i / n for i in range(1, n)]
        tips = [(x + dx, bottom + (16 if i % 2 == 0 else -4) + rng.uniform(-4, 8)) for i, x in enumerate(xs)]
    path = curve(
        [
            (dx, style.top + 2),
            (w * 0.7 + dx, style.top + 18),
            *right,
            *tips,
            *left[::-1],
            (-w * 0.7 + dx, style.top + 18),
        ],
        close=True,
        tension=0.5,
    )
    shape(canvas, path, who.hair, pen=pen)
    with clipped(canvas, path):
        _darken_below(canvas, who, -60, bottom)
        haze(canvas, oval(dx, 92, 64, 70), darken(who.hair, 0.75), 0.75, 14)
        for i in range(7):
            x = -spread * 0.86 + i * spread * 0.287 + dx
            line = [(x * 0.9, -10), (x + wave, bottom * 0.4), (x - wave * 0.5, bottom * 0.92)]
            brush(canvas, line, 2.6, lighten(who.hair, 0.22) if i % 3 == 1 else darken(who.hair, 0.5), alpha=0.7)


def fringe_points(who: Identity, turn: Turn) -> tuple[list[Point], list[Point]]:
    """The outer edge of the cap of hair, left to right, and its inner edge, right to left."""
    style, dx = style_of(who), skull(turn)
    w, top = style.width, style.top
    y_end = style.line[0][1]
    outer = [
        (-w + dx * 0.4, y_end),
        (-w - 1 + dx, -30),
        (-w * 0.9 + dx, -72),
        (-w * 0.52 + dx, top + 10),
        (dx, top),
        (w * 0.52 + dx, top + 10),
        (w * 0.9 + dx, -72),
        (w + 1 + dx, -30),
        (w + dx * 0.4, y_end),
    ]
    line = list(style.line)
    if who.part < 0:
        line = [(-x, y) for x, y in reversed(line)]
    inner: list[Point] = []
    for x, y in line:
        if abs(x) >= 80:
            inner.append((x + dx * 0.4, y))
        else:
            inner.append(turn.at(x, y, 1.02 if abs(x) < 60 else 0.75))
    return outer, inner


def draw_fringe(canvas: skia.Canvas, who: Identity, turn: Turn, pen: float) -> None:
    """The cap of hair with its fringe, over the face."""
    style = style_of(who)
    if not style.line:
        _draw_bald(canvas, who, turn, pen)
        return
    outer, inner = fringe_points(who, turn)
    arc = [(float(x), float(y)) for x, y in sample(outer, 34)]
    if style.wave and who.hairstyle == "perm":
        arc = [(x * (1.02 if i % 2 else 0.985), y * (1.02 if i % 2 else 0.99)) for i, (x, y) in enumerate(arc)]
    path = poly([*arc, *locks(inner, style.bulge)])
    shape(canvas, path, who.hair, pen=pen)
    with clipped(canvas, path):
        _darken_below(canvas, who, -70, 60)
        _draw_shine(canvas, who, turn, style)
        _draw_strands(canvas, who, turn, style, inner)
    for strand in style.locks:
        _draw_lock(canvas, who, strand, style.lock_width, turn, pen)


def draw_fringe_shadow(canvas: skia.Canvas, who: Identity, turn: Turn) -> None:
    """The shadow that the fringe throws on the forehead; to be drawn clipped to the face."""
    style = style_of(who)
    if not style.line:
        return
    outer, inner = fringe_points(who, turn)
    path = poly([*outer, *locks(inner, style.bulge)])
    path.offset(3, 11)
    haze(canvas, path, mix(who.shadow, 0x9A5A6E, 0.25), 0.8, 1.5)


def _draw_shine(canvas: skia.Canvas, who: Identity, turn: Turn, style: Style) -> None:
    dx = skull(turn)
    light = lighten(mix(who.hair, 0x8FA0D8, 0.25), 0.36)
    w = style.width
    upper = [(-w * 0.86, -56), (-w * 0.5, -82), (0, -92), (w * 0.5, -84), (w * 0.86, -58)]
    band: list[Point] = [(x + dx, y) for x, y in upper]
    rng = chance("shine", who.name)
    lower: list[Point] = []
    for i in range(12):
        t = 1 - i / 11
        x = -w * 0.86 + 2 * w * 0.86 * t
        y = -54 - 30 * (1 - (2 * t - 1) ** 2)
        lower.append((x + dx, y + 8 + (11 if i % 2 else -3) * rng.uniform(0.6, 1.2)))
    canvas.drawPath(poly([*[(float(x), float(y)) for x, y in sample(band, 14)], *lower]), fill(light, 0.42))


def _draw_strands(canvas: skia.Canvas, who: Identity, turn: Turn, style: Style, inner: list[Point]) -> None:
    dx = skull(turn)
    dark = darken(who.hair, 0.55)
    if style.swept:
        roots = [(x, -60 if abs(x) < 40 else -40) for x in (-62, -46, -30, -15, 0, 15, 30, 46, 62)]
        for x, y in roots:
            end = (x * 0.5 + dx, style.top + 6)
            brush(canvas, [turn.at(x, y + 10), (x * 0.86 + dx * 0.7, -88), end], 2.0, dark, taper="start", alpha=0.75)
        return
    crown = (-26 * who.part + dx, style.top + 14)
    for i, (tip_x, tip_y) in enumerate(inner[2:-2]):
        tip = i % 2 == 0
        mid = ((tip_x + crown[0]) / 2 + (tip_x - crown[0]) * 0.2, (tip_y + crown[1]) / 2 - 10)
        root = (tip_x, tip_y - (5 if tip else 0))
        brush(canvas, [root, mid, (crown[0] * 0.6 + tip_x * 0.4, crown[1] + 10)], 2.3, dark, taper="end", alpha=0.8)


def _draw_lock(
    canvas: skia.Canvas, who: Identity, strand: tuple[Point, ...], width: float, turn: Turn, pen: float
) -> None:
    dx = skull(turn)
    far = strand[0][0] * turn.yaw > 0.3
    pts = [(x * (0.93 if far else 1.0) + dx * 0.5, y) for x, y in strand]
    line = [(float(x), float(y)) for x, y in sample(pts, 12)]
    path = ribbon(line, width * (0.8 if far else 1.15))
    shape(canvas, path, who.hair, pen=pen)
    brush(canvas, [(x + width * 0.1, y) for x, y in pts], 1.8, darken(who.hair, 0.5), alpha=0.7)


def _draw_bald(canvas: skia.Canvas, who: Identity, turn: Turn, pen: float) -> None:
    dx = skull(turn)
    haze(canvas, oval(-22 + dx, -78, 20, 11), 0xFFFFFF, 0.5, 4)
    for side in (-1, 1):
        if turn.yaw * side > 0.5:
            continue
        x = side * 70 + dx * 0.5
        patch = [(x - side * 4, -36), (x + side * 12, -30), (x + side * 13, 4), (x + side * 3, 18), (x - side * 4, -6)]
        shape(canvas, curve(patch, close=True), who.hair, pen=pen * 0.8)
    for off in (-18, 0, 16):
        line = [(-34 + off + dx, -94), (off + dx, -103), (36 + off * 0.5 + dx, -90)]
        brush(canvas, line, 2.2, who.hair, alpha=0.8)
