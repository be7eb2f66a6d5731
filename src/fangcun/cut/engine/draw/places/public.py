"""Public rooms of our time: hospitals, the law, schools, hotels, banquets."""

from __future__ import annotations

from math import cos, pi, sin

import skia

from fangcun.cut.engine.draw.ink import brush, fill, oval, poly, rounded, stroke
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.stage import FLOOR, HEIGHT, WIDTH, Stage, paint_floor, paint_wall


def _xywh(x: float, y: float, w: float, h: float) -> skia.Rect:
    return skia.Rect.MakeXYWH(x, y, w, h)


def paint_ward(s: Stage) -> None:
    paint_wall(s, 0xD5E6E0, panel=0xB9D6CC)
    g.window(s, 120, 330, 480, 560, view="trees")
    for i in range(7):
        x = 1130 + i * 62
        s.form(
            poly([(x, 180), (x + 60, 180), (x + 52, FLOOR + 40), (x + 6, FLOOR + 40)]), 0x7DC4A8 if i % 2 else 0x92D2B8
        )
    paint_floor(s, 0xB4C2C0, kind="tiles")
    f.bed(s, 560, FLOOR + 210, 500, 0xBFD8E8, 0xD9DEE0)
    s.line([(1090, FLOOR + 120), (1090, 480)], 10, 0x9AA4AA)
    s.form(rounded(1046, 490, 88, 150, 18), 0xD9EEF6)
    s.line([(1090, 640), (1080, 900), (1010, FLOOR - 60)], 4, 0xB9D6E6)
    s.box(420, FLOOR - 130, 130, 190, 0xE9E6DE)
    g.ceiling_lamp(s, 750, 90, kind="strip")


def paint_hospital(s: Stage) -> None:
    paint_wall(s, 0xDCE8EA, panel=0xA9CFD2)
    for x in (40, 560, 1080):
        g.door(s, x + 60, FLOOR, 270, 780, 0xE6EEF0, glass=True)
        s.box(x + 120, 470, 150, 62, 0x3E8AA8)
    s.line([(0, FLOOR - 330), (WIDTH, FLOOR - 330)], 22, 0x6FB0B8)
    paint_floor(s, 0xB9CACC, kind="tiles")
    for i in range(4):
        f.chair(s, 420 + i * 130, FLOOR + 90, 0x4E8AA8, 0.85)
    for x in (380, 1120):
        g.ceiling_lamp(s, x, 80, kind="strip")
    s.box(560, 200, 380, 92, 0x2F9A72)
    brush(s.canvas, [(640, 246), (860, 246)], 12, 0xFFFFFF, taper="none")
    brush(s.canvas, [(820, 216), (862, 246), (820, 276)], 12, 0xFFFFFF, taper="none")


def paint_police(s: Stage) -> None:
    paint_wall(s, 0xD6DEE8, panel=0x5A7AA6)
    s.box(330, 300, 840, 150, 0x2B4A86)
    for i in range(6):
        s.box(400 + i * 122, 340, 80, 70, 0xE9EEF6, pen=0)
    s.form(poly([f_star(750, 600, 92, i) for i in range(10)]), 0xE0B34C)
    g.door(s, 60, FLOOR, 240, 760, 0x8A96A8, glass=True)
    f.shelf(s, 1200, 640, 270, 740, 0x7A8494, rows=4)
    paint_floor(s, 0x98A2AC, kind="tiles")
    s.box(300, FLOOR - 60, 900, 330, 0x6A84AC)
    s.box(280, FLOOR - 100, 940, 50, 0xE2E6EA)
    g.ceiling_lamp(s, 420, 90, kind="strip")
    g.ceiling_lamp(s, 1080, 90, kind="strip")


def f_star(x: float, y: float, r: float, i: int) -> tuple[float, float]:
    """Corner ``i`` of ten of a five-pointed star."""
    k = r if i % 2 == 0 else r * 0.42
    return x + k * sin(pi * i / 5), y - k * cos(pi * i / 5)


def paint_interrogation(s: Stage) -> None:
    paint_wall(s, 0x6E7884, panel=0x4E5866)
    s.box(230, 430, 640, 360, 0x2A323C)
    s.canvas.drawRect(_xywh(250, 450, 600, 320), fill(0x46586A))
    s.line([(300, 760), (560, 460)], 60, 0xFFFFFF, 0.08)
    g.door(s, 1080, FLOOR, 280, 780, 0x58626E)
    paint_floor(s, 0x5A626C, kind="stone")
    s.canvas.drawPath(poly([(690, 330), (810, 330), (1180, 1760), (320, 1760)]), fill(0xFFF4CE, 0.17))
    s.line([(750, 0), (750, 240)], 6, 0x20242A)
    s.form(poly([(700, 240), (800, 240), (880, 330), (620, 330)]), 0x3A444E)
    s.lamp(750, 350, 640, 0xFFF0C8, 1.0)
    f.table(s, 430, FLOOR + 300, 640, 210, 0x7A828A)


def paint_court(s: Stage) -> None:
    paint_wall(s, 0x9A6A44, panel=0x6E4630)
    for x in (40, 330, 1030, 1320):
        s.box(x, 120, 130, FLOOR - 120, 0x7E5236)
    s.canvas.drawPath(oval(750, 430, 150, 150), fill(0xC33A32))
    s.canvas.drawPath(oval(750, 430, 150, 150), stroke(0xE0B34C, 16))
    s.form(poly([f_star(750, 410, 62, i) for i in range(10)]), 0xE0B34C)
    s.line([(690, 500), (750, 530), (810, 500)], 16, 0xE0B34C)
    s.box(230, 880, 1040, 70, 0x5A3624)
    s.box(260, 950, 980, 440, 0x744A32)
    for x in (400, 750, 1100):
        f.chair(s, x - 56, 900, 0x4A2C22, 1.0)
    s.box(230, 880, 1040, 70, 0x5A3624)
    paint_floor(s, 0x8A5A40)
    for x in (60, 1060):
        s.box(x, FLOOR + 170, 380, 260, 0x6A4430)
    g.ceiling_lamp(s, 400, 100, kind="strip")
    g.ceiling_lamp(s, 1100, 100, kind="strip")


def paint_classroom(s: Stage) -> None:
    paint_wall(s, 0xE9E4D2, panel=0x9CC2A6)
    s.box(330, 380, 860, 430, 0x2F5A48)
    s.canvas.drawRect(_xywh(330, 380, 860, 430), stroke(0xA97C4E, 20))
    for i in range(3):
        s.line([(400, 480 + i * 90), (400 + 500 - i * 120, 476 + i * 90)], 9, 0xF2F4EC, 0.75, "soft")
    g.window(s, -80, 320, 330, 640, view="trees")
    g.window(s, 1270, 320, 330, 640, view="trees")
    paint_floor(s, 0xB99A70)
    s.box(640, FLOOR - 150, 240, 190, 0x8A6244)
    for row, y in enumerate((FLOOR + 150, FLOOR + 400)):
        k = 1.0 + row * 0.5
        for i in range(3):
            left = 750 + (i - 1) * 420 * k - 130 * k
            f.table(s, left, y + 60, 260 * k, 150 * k, 0xC99A62)
    for x in (400, 1080):
        g.ceiling_lamp(s, x, 90, kind="strip")


def paint_shop(s: Stage) -> None:
    paint_wall(s, 0xE3DACB)
    for x in (40, 530, 1020):
        s.box(x, 330, 440, 1050, 0xC9B294)
        for r in range(5):
            y = 360 + r * 204
            s.canvas.drawRect(_xywh(x + 16, y, 408, 180), fill(0x8A7258))
            for i in range(6):
                c = s.rng.choice((0xD8545E, 0xE8A93C, 0x5E9AD0, 0x6FAE6E, 0xF2EBDD, 0x9A6AB0))
                h = s.rng.uniform(90, 160)
                s.canvas.drawPath(rounded(x + 26 + i * 66, y + 176 - h, 56, h, 9), fill(c))
                s.canvas.drawRect(_xywh(x + 30 + i * 66, y + 150 - h * 0.5, 48, 26), fill(0xFFFFFF, 0.7))
    paint_floor(s, 0xC9C2B4, kind="tiles")
    for x in (400, 1080):
        g.ceiling_lamp(s, x, 120, kind="strip")


def paint_prison(s: Stage) -> None:
    old = s.era == "ancient"
    paint_wall(s, 0x6A625C if old else 0x7E868C)
    for j in range(12):
        for i in range(8):
            x = i * 210 - (105 if j % 2 else 0)
            s.canvas.drawPath(
                rounded(x + 4, j * 116 + 4, 202, 108, 10), fill(0x7A7068 if (i + j * 3) % 4 else 0x625850, 0.9)
            )
    s.box(980, 260, 280, 230, 0x9FB4D8 if not s.light.night else 0x3A4A86)
    for i in range(5):
        s.line([(990 + i * 64, 260), (990 + i * 64, 490)], 16, 0x2A2624)
    s.canvas.drawPath(poly([(980, 490), (1260, 490), (860, 1900), (260, 1900)]), fill(0xDCE8FF, 0.13))
    paint_floor(s, 0x544C46, kind="stone")
    for _ in range(70):
        left, y = s.rng.uniform(40, 620), s.rng.uniform(FLOOR + 40, FLOOR + 170)
        s.line([(left, y), (left + s.rng.uniform(-70, 70), y - s.rng.uniform(0, 40))], 5, 0xC9A866, 0.8)
    wood = 0x5A3E2A if old else 0x3A3E46
    for x in range(30, WIDTH, 260):
        s.box(x, 0, 46 if old else 26, HEIGHT, wood)
    s.lamp(230, 620, 360, 0xFF9A4A, 0.9)
