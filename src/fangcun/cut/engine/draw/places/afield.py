"""Where one does not go every day: along palace walls, to tombs, up unfinished towers, into morgue and farmhouse."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten, mix
from fangcun.cut.engine.draw.ink import curve, fill, linear, oval, poly, rounded
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.scenery import grass, hills, pine
from fangcun.cut.engine.draw.places.stage import (
    FLOOR,
    HEIGHT,
    VANISH,
    WIDTH,
    Stage,
    paint_floor,
    paint_moon,
    paint_sky,
    paint_wall,
)
from fangcun.cut.engine.draw.places.timber import GOLD, RED, hall, lattice


def paint_palace_wall(s: Stage) -> None:
    """Between two red walls under glazed tiles; a gate tower at the end of the way."""
    paint_sky(s)
    paint_moon(s, 750, 300, 95)
    hall(s, 520, 460, FLOOR - 120, k=0.6)
    paint_floor(s, 0x9A948C, kind="stone", top=FLOOR - 130)
    vx, vy = VANISH
    for side in (-1, 1):
        edge, near = vx + side * 240, vx + side * 1150
        wall = poly([(edge, vy - 30), (near, 250), (near, HEIGHT), (edge, FLOOR - 120)])
        shade = [(0, darken(RED, 0.25), 1), (0.5, RED, 1), (1, lighten(RED, 0.06), 1)]
        s.canvas.drawPath(wall, linear((edge, 0), (vx + side * 760, 0), shade))
        # Tiles in steps: the wall's cap comes towards us.
        cap = poly([(edge, vy - 96), (near, -10), (near, 280), (edge, vy - 22)])
        s.form(cap, GOLD, pen=3)
        for i in range(12):
            t = (i / 12) ** 1.6
            x = edge + (near - edge) * t
            top, low = vy - 96 + (-10 - vy + 96) * t, vy - 22 + (280 - vy + 22) * t
            s.line([(x, top), (x, low)], 3 + 9 * t, darken(GOLD, 0.4), 0.8)
        foot = poly([(edge, FLOOR - 150), (near, 1860), (near, HEIGHT), (edge, FLOOR - 118)])
        s.form(foot, 0x8C867E, pen=3)
    for x in (430, 1070):
        g.lantern(s, x, 760, 1.0)


def paint_tomb(s: Stage) -> None:
    """The spirit way: stone beasts in two rows up to a mound with its stele tower."""
    paint_sky(s)
    paint_moon(s, 1080, 330, 90)
    hills(s, 1060, 420, 0x6F8A86, rough=0.5)
    s.form(curve([(330, FLOOR - 80), (520, 900), (750, 830), (980, 900), (1170, FLOOR - 80)]), 0x6E8358)
    hall(s, 590, 320, FLOOR - 70, k=0.55)
    for x in (70, 1430):
        pine(s, x, FLOOR, 1.25)
    grass(s, FLOOR - 90, 0x80905A)
    way = poly([(690, FLOOR - 80), (810, FLOOR - 80), (1230, HEIGHT), (270, HEIGHT)])
    s.canvas.drawPath(way, fill(0xB7AFA2))
    for i in range(5):
        y = FLOOR - 40 + i * i * 46
        half = 60 + (y - FLOOR + 80) * 0.62
        s.line([(750 - half, y), (750 + half, y)], 3 + i * 2, 0x8C857A, 0.8)
    for i in range(3):
        k = 0.55 + i * 0.42
        for side in (-1, 1):
            _beast(s, 750 + side * (190 + i * 230), FLOOR - 10 + i * 150, k, side)


def _beast(s: Stage, x: float, y: float, k: float, side: int) -> None:
    """A stone animal on its plinth, facing the way."""
    stone = 0xA9A296
    s.shadow(x - 110 * k, y + 10, 220 * k, 26 * k)
    s.box(x - 100 * k, y - 60 * k, 200 * k, 70 * k, darken(stone, 0.12))
    body = [(-90, -60), (-84, -190), (-30, -215), (10, -285), (62, -290), (84, -240), (60, -200), (70, -60)]
    s.form(curve([(x - side * px * k, y + py * k) for px, py in body], close=True, tension=0.35), stone)
    s.form(oval(x - side * 52 * k, y - 258 * k, 10 * k, 10 * k), 0x4A463E)


def paint_morgue(s: Stage) -> None:
    """White tiles, steel drawers, a table under a cold lamp."""
    paint_wall(s, 0xC6D4D6)
    for x in range(0, WIDTH, 150):
        s.line([(x, 0), (x, FLOOR)], 3, 0xA5B6BA, 0.7)
    for y in range(110, int(FLOOR), 150):
        s.line([(0, y), (WIDTH, y)], 3, 0xA5B6BA, 0.7)
    for row in range(3):
        for column in range(3):
            x, y = 90 + column * 250, 560 + row * 230
            s.box(x, y, 236, 216, 0xB9C2C8, pen=3)
            s.box(x + 70, y + 96, 96, 22, 0x6A747C)
            s.box(x + 24, y + 26, 70, 40, 0xF4F0E6)
    f.shelf(s, 1090, 620, 330, 760, 0x8FA0A8, 4)
    paint_floor(s, 0xA9B8BA, kind="tiles")
    s.shadow(520, FLOOR + 330, 640, 40)
    for x in (600, 1060):
        s.box(x, FLOOR + 60, 34, 270, 0x8A949C)
    s.form(rounded(480, FLOOR - 10, 700, 84, 22), 0xD5DDE2, pen=3)
    s.form(curve([(540, FLOOR - 8), (640, FLOOR - 70), (900, FLOOR - 96), (1110, FLOOR - 8)], close=True), 0xEFF4F6)
    s.line([(830, 0), (830, 300)], 16, 0x77828A)
    s.form(oval(830, 330, 210, 60), 0xDDE6EA, pen=3)
    s.lamp(830, 400, 900, 0xCFEAF6, 0.9)


def paint_shell(s: Stage) -> None:
    """A storey without walls: raw pillars, rods of iron, the city far below."""
    paint_sky(s)
    paint_moon(s, 1110, 420, 85)
    g.skyline(s, 0, 820, WIDTH, 520)
    concrete = mix(0x8E8C88, s.light.sky[1], 0.12)
    s.box(0, 0, WIDTH, 230, darken(concrete, 0.3))
    for x in range(60, WIDTH, 160):
        s.line([(x, 230), (750 + (x - 750) * 1.5, 0)], 6, darken(concrete, 0.45), 0.6)
    paint_floor(s, 0x8A8680, kind="stone", top=FLOOR - 40)
    for x, w, bottom in ((90, 170, 1560), (1250, 180, 1600), (520, 90, FLOOR + 10), (900, 90, FLOOR + 10)):
        s.box(x, 200, w, bottom - 200, concrete, pen=3)
        for i in range(3):
            s.line([(x + w * (0.2 + 0.3 * i), 330 + 40 * i), (x + w * (0.2 + 0.3 * i), 520 + 30 * i)], 4, 0x6E6A64, 0.6)
    for i in range(7):
        x = 610 + i * 42
        s.line([(x, FLOOR - 30), (x + s.rng.uniform(-14, 14), FLOOR - 150 - s.rng.uniform(0, 60))], 7, 0x8A4B32)
    for x, y, k in ((300, 1640, 1.0), (1130, 1730, 1.3), (420, 1880, 0.9)):
        s.form(poly([(x, y), (x + 120 * k, y - 40 * k), (x + 190 * k, y + 26 * k), (x + 40 * k, y + 60 * k)]), 0x9A958C)
    s.box(1060, FLOOR - 20, 150, 110, 0xC9B79A)
    s.lamp(750, 520, 620, 0x9FB4E8, 0.4)


def paint_farmhouse(s: Stage) -> None:
    """The main room of a farmhouse: a scroll between couplets, an altar table, a heated bed, maize on the beam."""
    paint_wall(s, 0xC9AE86, panel=0xA98A62)
    for y in (90, 190):
        s.box(0, y, WIDTH, 46, 0x5E432E)
    for i in range(9):
        x = 180 + i * 64
        for j in range(4):
            s.form(oval(x, 290 + j * 46, 25, 34), 0xE6B23A if (i + j) % 3 else 0xD49A28)
    s.box(590, 430, 330, 520, 0xF0E4C6, pen=3)
    s.form(curve([(640, 820), (700, 640), (760, 720), (830, 560), (880, 820)], close=True), 0x6F8E7A)
    s.form(oval(830, 530, 40, 40), 0xC8402E)
    for x in (470, 950):
        s.box(x, 430, 86, 560, 0xC23A30, pen=3)
        for i in range(5):
            s.form(rounded(x + 20, 460 + i * 104, 46, 70, 12), 0xE8C45A)
    lattice(s, 1110, 470, 330, 420)
    paint_floor(s, 0x96764F, kind="stone")
    s.box(520, FLOOR - 330, 470, 56, 0x6A3F28, pen=3)
    for x in (540, 930):
        s.box(x, FLOOR - 274, 40, 290, 0x5A3420)
    g.candle(s, 590, FLOOR - 330, 0.9, 0xC8322E)
    g.candle(s, 920, FLOOR - 330, 0.9, 0xC8322E)
    s.form(oval(755, FLOOR - 356, 60, 34), 0xD8C8A4)
    s.box(-40, FLOOR - 160, 440, 380, 0xB08A60, pen=3)
    s.canvas.drawRect(skia.Rect.MakeXYWH(-40, FLOOR - 180, 440, 66), fill(0xC25A52))
    for i in range(4):
        s.form(rounded(-10 + i * 100, FLOOR - 240, 88, 70, 16), (0x4E7E9A, 0xD8A23E, 0x8A4A7A, 0x5E9A6A)[i])
    g.ceiling_lamp(s, 750, 240)
