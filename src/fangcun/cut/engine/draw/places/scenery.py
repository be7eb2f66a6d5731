"""Scenery: hills, trees, water, roads and the fronts of houses."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten, mix
from fangcun.cut.engine.draw.ink import brush, curve, fill, linear, oval, poly
from fangcun.cut.engine.draw.places.stage import HEIGHT, WIDTH, Stage


def hills(s: Stage, base: float, height: float, color: int, *, rough: float = 1.0) -> None:
    """A range of hills across the set; farther ones take the colour of the sky."""
    pts: list[tuple[float, float]] = []
    x = -60.0
    while x < WIDTH + 160:
        pts.append((x, base - height * s.rng.uniform(0.25, 1.0)))
        x += s.rng.uniform(120, 260) / rough
    path = curve([(-60, base + 400), *pts, (WIDTH + 160, base + 400)])
    path.close()
    s.canvas.drawPath(
        path, linear((0, base - height), (0, base + 120), [(0, color, 1), (1, mix(color, s.light.sky[2], 0.55), 1)])
    )


def tree(s: Stage, x: float, y: float, k: float, color: int = 0x5E8F4E) -> None:
    """A broad tree that stands on ``y``."""
    s.shadow(x - 130 * k, y, 260 * k, 24 * k)
    brush(s.canvas, [(x, y), (x - 8 * k, y - 180 * k), (x + 10 * k, y - 330 * k)], 54 * k, 0x5A4030, taper="soft")
    for side in (-1, 1):
        brush(s.canvas, [(x, y - 180 * k), (x + side * 70 * k, y - 290 * k)], 24 * k, 0x5A4030, taper="end")
    for dx, dy, r, t in (
        (-90, -330, 120, 0.25),
        (95, -330, 125, 0.2),
        (0, -260, 130, 0.3),
        (-50, -440, 115, 0.0),
        (60, -450, 110, -0.1),
        (0, -540, 92, -0.25),
    ):
        c = darken(color, t) if t > 0 else lighten(color, -t)
        cx, cy, rr = x + dx * k, y + dy * k, r * k
        s.canvas.drawPath(oval(cx, cy, rr, rr * 0.82), fill(c))
        for _i in range(7):
            s.canvas.drawPath(
                oval(cx + s.rng.uniform(-0.8, 0.7) * rr, cy + s.rng.uniform(-0.7, 0.3) * rr, rr * 0.16, rr * 0.1),
                fill(lighten(c, 0.25), 0.6),
            )


def grass(s: Stage, top: float, color: int) -> None:
    """Grass from ``top`` to the lower edge."""
    s.canvas.drawRect(
        skia.Rect.MakeLTRB(0, top, WIDTH, HEIGHT),
        linear((0, top), (0, HEIGHT), [(0, lighten(color, 0.18), 1), (1, darken(color, 0.35), 1)]),
    )
    for _ in range(220):
        y = top + (HEIGHT - top) * s.rng.random() ** 1.6
        k = 0.4 + (y - top) / 500
        x = s.rng.uniform(0, WIDTH)
        brush(
            s.canvas,
            [(x, y), (x + s.rng.uniform(-12, 12) * k, y - 34 * k)],
            6 * k,
            lighten(color, 0.2) if s.rng.random() < 0.5 else darken(color, 0.25),
            taper="end",
        )


def road(s: Stage, top: float, color: int, *, marks: bool = True) -> None:
    """A road that runs to the horizon."""
    s.canvas.drawPath(
        poly([(660, top), (840, top), (WIDTH + 200, HEIGHT), (-200, HEIGHT)]),
        linear((0, top), (0, HEIGHT), [(0, lighten(color, 0.25), 1), (1, color, 1)]),
    )
    if marks:
        y = top + 10
        while y < HEIGHT:
            k = (y - top) / (HEIGHT - top)
            s.canvas.drawPath(
                poly(
                    [
                        (750 - 4 - 14 * k, y),
                        (750 + 4 + 14 * k, y),
                        (750 + 6 + 20 * k, y + 20 + 90 * k),
                        (750 - 6 - 20 * k, y + 20 + 90 * k),
                    ]
                ),
                fill(0xF4F0E4, 0.85),
            )
            y += 40 + 200 * k


def tower(s: Stage, x: float, w: float, top: float, bottom: float, color: int) -> None:
    """A building with windows, lit by night."""
    s.box(x, top, w, bottom - top, color)
    lit = 0xFFDD96
    for y in range(int(top + 40), int(bottom - 60), 84):
        for wx in range(int(x + 24), int(x + w - 50), 78):
            on = s.light.night and s.rng.random() < 0.6
            s.canvas.drawRect(skia.Rect.MakeXYWH(wx, y, 46, 54), fill(lit if on else mix(0x8FB4D0, color, 0.3)))
            if on:
                s.lamp(wx + 23, y + 27, 70, 0xFFD27A, 0.5)


def shopfront(s: Stage, x: float, w: float, bottom: float, color: int) -> None:
    """A shop with an awning and a lit window."""
    s.box(x, bottom - 520, w, 520, color)
    sign = s.rng.choice((0xC33A32, 0x2F6B8C, 0x3F7A5E, 0xC98A2B))
    s.box(x + 16, bottom - 500, w - 32, 96, sign)
    for i in range(int((w - 80) // 90)):
        s.canvas.drawRect(skia.Rect.MakeXYWH(x + 50 + i * 90, bottom - 476, 54, 48), fill(0xFFF3DC, 0.9))
    s.lamp(x + w / 2, bottom - 450, w * 0.5, lighten(sign, 0.4), 0.8)
    s.canvas.drawRect(
        skia.Rect.MakeXYWH(x + 30, bottom - 330, w * 0.56, 270), fill(0xFFE3AE if s.light.lamps > 0.4 else 0xBCD3DE)
    )
    s.lamp(x + w * 0.3, bottom - 200, 260, 0xFFD48A, 0.7)
    s.box(x + w * 0.68, bottom - 340, w * 0.25, 340, darken(color, 0.35))
    n = 7
    for i in range(n):
        c = 0xF7F0E4 if i % 2 else sign
        x0 = x + i * w / n
        s.canvas.drawPath(
            poly(
                [(x0, bottom - 400), (x0 + w / n, bottom - 400), (x0 + w / n + 4, bottom - 330), (x0 + 4, bottom - 330)]
            ),
            fill(c),
        )


def street_lamp(s: Stage, x: float, y: float, k: float = 1.0) -> None:
    """A street lamp."""
    s.line([(x, y), (x, y - 760 * k)], 14 * k, 0x3A3E46)
    brush(
        s.canvas,
        [(x, y - 760 * k), (x + 60 * k, y - 830 * k), (x + 140 * k, y - 820 * k)],
        11 * k,
        0x3A3E46,
        taper="none",
    )
    s.canvas.drawPath(oval(x + 140 * k, y - 806 * k, 44 * k, 16 * k), fill(0xFFF2C8))
    s.lamp(x + 140 * k, y - 790 * k, 420 * k, 0xFFD894, 0.9)
    if s.light.lamps > 0.4:
        s.canvas.drawPath(
            poly([(x + 110 * k, y - 800 * k), (x + 170 * k, y - 800 * k), (x + 380 * k, y), (x - 100 * k, y)]),
            fill(0xFFE9B4, 0.12),
        )


def house(s: Stage, x: float, w: float, bottom: float, color: int) -> None:
    """A country house under a tiled roof."""
    s.box(x + 30, bottom - 380, w - 60, 380, color)
    roof = poly(
        [(x + 70, bottom - 570), (x + w - 70, bottom - 570), (x + w + 20, bottom - 370), (x - 20, bottom - 370)]
    )
    s.form(roof, 0x5A5660)
    for i in range(int(w // 36)):
        x0 = x + 80 + i * (w - 160) / (w // 36)
        s.line([(x0, bottom - 566), (x - 10 + i * (w + 20) / (w // 36), bottom - 374)], 5, 0x423E48, 0.8)
    lit = s.light.lamps > 0.4
    s.box(x + w * 0.14, bottom - 290, w * 0.22, 160, 0xFFD98E if lit else 0x6A7A84)
    if lit:
        s.lamp(x + w * 0.25, bottom - 210, 260)
    s.box(x + w * 0.55, bottom - 310, w * 0.22, 310, 0x7A4E34)
    for dy in (0, 1):
        s.box(x + w * 0.55, bottom - 250 + dy * 90, w * 0.22, 6, 0x5A3824, pen=0)
    for i in range(5):
        s.form(oval(x + w * 0.44, bottom - 300 + i * 34, 16, 16), 0xC33A32 if i % 2 else 0xE0A33C)


def pine(s: Stage, x: float, y: float, k: float) -> None:
    """A pine in tiers."""
    brush(s.canvas, [(x, y), (x, y - 500 * k)], 36 * k, 0x4E382A, taper="end")
    for i in range(5):
        w, top = (230 - i * 40) * k, y - (130 + i * 105) * k
        path = curve(
            [(x - w, top + 40 * k), (x, top - 110 * k), (x + w, top + 40 * k), (x, top + 14 * k)],
            close=True,
            tension=0.25,
        )
        s.form(path, darken(0x4E7A5A, 0.16 - i * 0.04))


def water(s: Stage, top: float, color: int) -> None:
    sky = s.light.sky
    s.canvas.drawRect(
        skia.Rect.MakeLTRB(0, top, WIDTH, HEIGHT),
        linear(
            (0, top),
            (0, HEIGHT),
            [(0, mix(color, sky[2], 0.6), 1), (0.4, mix(color, sky[1], 0.3), 1), (1, darken(color, 0.45), 1)],
        ),
    )
    for _ in range(90):
        y = top + (HEIGHT - top) * s.rng.random() ** 1.5
        k = 0.3 + (y - top) / 600
        x = s.rng.uniform(-60, WIDTH)
        brush(
            s.canvas,
            [(x, y), (x + 70 * k, y - 5 * k), (x + 150 * k, y)],
            6 * k,
            lighten(mix(color, sky[2], 0.5), 0.4),
            alpha=0.5,
        )
