"""Where people meet, celebrate, mourn and work in front of a camera."""

from __future__ import annotations

from math import cos, pi, sin

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.ink import fill, oval, poly, rounded, stroke
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.stage import FLOOR, HEIGHT, WIDTH, Stage, paint_floor, paint_sky, paint_wall


def paint_lobby(s: Stage) -> None:
    paint_wall(s, 0xD9C6A2, panel=0x8A6A48)
    for x in (60, 380, 1010, 1330):
        s.box(x, 60, 110, FLOOR - 60, 0xEADBBD)
        s.box(x - 16, FLOOR - 60, 142, 60, 0xB99A6A)
    s.box(500, 420, 500, 420, 0x6A4A34)
    for i in range(4):
        s.line([(560, 500 + i * 80), (940, 490 + i * 80)], 20, 0xE0B965, 0.8, "both")
    paint_floor(s, 0xC9AE86, kind="tiles")
    s.box(430, FLOOR - 160, 640, 230, 0x7A4E34)
    s.box(410, FLOOR - 190, 680, 40, 0xEADBBD)
    g.ceiling_lamp(s, 750, 240, kind="chandelier")
    f.plant(s, 260, FLOOR + 90, 1.2)
    f.plant(s, 1240, FLOOR + 90, 1.2)


def _hall(s: Stage, wall: int, cloth: int, flowers: int, carpet: int) -> None:
    paint_wall(s, wall, panel=darken(wall, 0.15))
    for side in (-1, 1):
        x = 750 + side * 560
        s.form(
            poly([(x - 170, 0), (x + 170, 0), (x + 120, 700), (x + 150, FLOOR), (x - 150, FLOOR), (x - 120, 700)]),
            cloth,
        )
        for i in range(5):
            s.line(
                [(x - 120 + i * 60, 0), (x - 90 + i * 46, 700), (x - 110 + i * 56, FLOOR)], 6, darken(cloth, 0.22), 0.6
            )
    paint_floor(s, carpet, kind="carpet")
    for x in (420, 1080):
        g.ceiling_lamp(s, x, 230, kind="chandelier")
    for x in (180, 1320):
        for r, dy in ((110, 0), (84, -110), (60, -190)):
            for _ in range(16):
                px, py = s.rng.gauss(x, r * 0.5), s.rng.gauss(FLOOR - 40 + dy, r * 0.32)
                c = s.rng.choice((flowers, lighten(flowers, 0.5), 0xFFF8F2, 0x8FB27E))
                s.canvas.drawPath(oval(px, py, 30, 28), fill(c))
                s.canvas.drawPath(oval(px - 5, py - 5, 13, 12), fill(lighten(c, 0.4)))


def paint_wedding(s: Stage) -> None:
    _hall(s, 0xF3E4E0, 0xFBF3EF, 0xE79AAE, 0xD9B9B4)
    s.canvas.drawPath(_arch(750, FLOOR, 430, 900), stroke(0xF9EDE8, 60))
    for i in range(46):
        t = i / 45
        x, y = 750 - 430 * cos(pi * t), FLOOR - 470 - 430 * sin(pi * t)
        if t < 0.02 or t > 0.98:
            continue
        c = s.rng.choice((0xE79AAE, 0xF6C9D2, 0xFFF8F4, 0x9ABF8C))
        s.canvas.drawPath(oval(x + s.rng.uniform(-24, 24), y + s.rng.uniform(-24, 24), 36, 34), fill(c))


def _arch(x: float, y: float, r: float, h: float) -> skia.Path:
    path = skia.Path()
    path.moveTo(x - r, y)
    path.lineTo(x - r, y - h + r)
    path.arcTo(skia.Rect.MakeLTRB(x - r, y - h, x + r, y - h + 2 * r), 180, 180, False)
    path.lineTo(x + r, y)
    return path


def paint_banquet(s: Stage) -> None:
    _hall(s, 0xD9B98A, 0x9A3340, 0xD8434E, 0x8A3A3E)
    for x, y, k in ((280, FLOOR + 260, 1.0), (1220, FLOOR + 260, 1.0)):
        s.form(oval(x, y, 250 * k, 70 * k), 0xFBF3E8)
        s.form(poly([(x - 250, y), (x + 250, y), (x + 220, y + 260), (x - 220, y + 260)]), 0xEFE2D2)
        for dx in (-120, 0, 120):
            s.form(rounded(x + dx - 14, y - 100, 28, 90, 10), 0x7A2A3C)


def paint_restaurant(s: Stage) -> None:
    paint_wall(s, 0xC98F62, panel=0x7A4A34)
    g.window(s, 120, 330, 520, 560, view="city", frame=0x5A3A28, panes=3)
    g.picture(s, 860, 420, 420, 280)
    paint_floor(s, 0x8A5E44)
    for x in (300, 750, 1200):
        g.ceiling_lamp(s, x, 300)
    for x in (120, 940):
        f.chair(s, x - 40, FLOOR + 170, 0x6A3A2E)
        f.chair(s, x + 330, FLOOR + 170, 0x6A3A2E)
        f.table(s, x, FLOOR + 260, 420, 220, 0xA9744E)
        g.candle(s, x + 210, FLOOR + 60)


def paint_cafe(s: Stage) -> None:
    paint_wall(s, 0xD9C7AE, panel=0x6A5244)
    g.window(s, 80, 300, 760, 700, view="city", frame=0x3E322E, panes=3)
    s.box(930, 380, 480, 330, 0x2E332F)
    for i in range(5):
        s.line([(980, 450 + i * 50), (1200 + (i * 53) % 160, 450 + i * 50)], 9, 0xF2E9D8, 0.8, "soft")
    paint_floor(s, 0x9A7654)
    s.box(930, FLOOR - 190, 600, 330, 0x7A5642)
    s.box(910, FLOOR - 220, 640, 44, 0xD9BE94)
    f.plant(s, 860, FLOOR + 60, 1.0)
    for x in (200, 520):
        g.ceiling_lamp(s, x, 260)
    f.table(s, 200, FLOOR + 260, 380, 210, 0xB98A5E)
    f.chair(s, 60, FLOOR + 190, 0x5E7A72)


def paint_mourning(s: Stage) -> None:
    paint_wall(s, 0x9A9AA2, panel=0x6E6E78)
    for side in (-1, 1):
        x = 750 + side * 470
        s.form(poly([(x - 90, 160), (x + 90, 160), (x + 80, 1200), (x - 80, 1200)]), 0xF4F2EC)
        for i in range(6):
            s.canvas.drawRect(skia.Rect.MakeXYWH(x - 30, 240 + i * 150, 60, 90), fill(0x2A2A32, 0.85))
    s.form(rounded(560, 330, 380, 480, 10), 0x1F1F26)
    s.canvas.drawRect(skia.Rect.MakeXYWH(590, 360, 320, 420), fill(0xB9BDC6))
    s.canvas.drawPath(oval(750, 540, 84, 100), fill(0x5A5E68))
    s.canvas.drawRect(skia.Rect.MakeXYWH(610, 650, 280, 130), fill(0x4A4E58))
    for side in (-1, 1):
        s.form(
            poly([(750, 250), (750 + side * 290, 330), (750 + side * 320, 520), (750 + side * 250, 420), (750, 310)]),
            0x16161C,
        )
    paint_floor(s, 0x6A6A74, kind="stone")
    s.box(400, FLOOR - 250, 700, 290, 0xEDEAE2)
    for x in (480, 1020):
        g.candle(s, x, FLOOR - 250, 1.3)
    for x in (130, 1370):
        for i in range(26):
            px, py = s.rng.gauss(x, 80), s.rng.gauss(FLOOR - 120, 110)
            s.canvas.drawPath(oval(px, py, 32, 30), fill((0xFBFAF2, 0xF3E49A, 0x8FA88A)[i % 3]))


def paint_studio(s: Stage) -> None:
    paint_wall(s, 0x3A3C46)
    paint_floor(s, 0x4A4C56, kind="plain")
    s.canvas.drawPath(
        poly([(330, 260), (1170, 260), (1170, FLOOR), (1320, FLOOR + 340), (180, FLOOR + 340), (330, FLOOR)]),
        fill(0x5EA86A),
    )
    for i in range(5):
        s.line([(0, 90 + i * 34), (WIDTH, 70 + i * 34)], 8, 0x5A5C68)
    for x, y, k in ((190, 330, 1), (1310, 330, -1)):
        s.line([(x, y), (x - 40 * k, FLOOR + 300)], 12, 0x1A1A20)
        s.line([(x - 20 * k, FLOOR), (x - 150 * k, FLOOR + 330)], 10, 0x1A1A20)
        s.form(
            poly([(x - 90 * k, y - 110), (x + 90 * k, y - 70), (x + 60 * k, y + 90), (x - 100 * k, y + 60)]), 0x22222A
        )
        s.canvas.drawPath(
            poly([(x + 92 * k, y - 66), (x + 62 * k, y + 86), (x + 560 * k, y + 820), (x + 760 * k, y + 420)]),
            fill(0xFFF6D8, 0.22),
        )
        s.lamp(x + 70 * k, y + 10, 420, 0xFFF2CC, 1.0)
    s.box(60, FLOOR + 120, 300, 190, 0x26262E)
    g.glow_screen(s, 80, FLOOR - 80, 260, 190)


def paint_car(s: Stage) -> None:
    paint_sky(s, 1200)
    g.skyline(s, -40, 420, WIDTH + 80, 560)
    s.canvas.drawRect(skia.Rect.MakeXYWH(0, 980, WIDTH, 400), fill(0x6A6E78))
    frame = 0x26242C
    s.form(poly([(0, 0), (WIDTH, 0), (WIDTH, 260), (1240, 210), (260, 210), (0, 260)]), frame)
    for side in (0, 1):
        x = WIDTH if side else 0
        k = -1 if side else 1
        s.form(poly([(x, 0), (x + k * 330, 190), (x + k * 170, 1180), (x, 1260)]), frame)
    s.form(rounded(610, 240, 280, 90, 30), 0x1A1920)
    s.form(poly([(0, 1130), (WIDTH, 1130), (WIDTH, HEIGHT), (0, HEIGHT)]), 0x35313A)
    for x in (190, 860):
        s.form(rounded(x, 760, 450, 720, 90), 0x6A4A3C)
        s.form(rounded(x + 110, 600, 230, 210, 50), 0x75543F)
        s.line([(x + 60, 900), (x + 60, 1440)], 8, 0x4A3228)
        s.line([(x + 390, 900), (x + 390, 1440)], 8, 0x4A3228)
    s.lamp(750, 250, 500, 0xFFE3B0, 0.5)
