"""Public rooms of our time: hospitals, the law, schools, hotels, banquets."""

from __future__ import annotations

from math import cos, pi, sin

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.ink import brush, fill, oval, poly, rounded, stroke
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.stage import FLOOR, HEIGHT, WIDTH, Stage, paint_floor, paint_sky, paint_wall


def _xywh(x: float, y: float, w: float, h: float) -> skia.Rect:
    return skia.Rect.MakeXYWH(x, y, w, h)


def paint_ward(s: Stage) -> None:
    paint_wall(s, 0xD5E6E0, panel=0xB9D6CC)
    f.window(s, 120, 330, 480, 560, view="trees")
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
    f.ceiling_lamp(s, 750, 90, kind="strip")


def paint_hospital(s: Stage) -> None:
    paint_wall(s, 0xDCE8EA, panel=0xA9CFD2)
    for x in (40, 560, 1080):
        f.door(s, x + 60, FLOOR, 270, 780, 0xE6EEF0, glass=True)
        s.box(x + 120, 470, 150, 62, 0x3E8AA8)
    s.line([(0, FLOOR - 330), (WIDTH, FLOOR - 330)], 22, 0x6FB0B8)
    paint_floor(s, 0xB9CACC, kind="tiles")
    for i in range(4):
        f.chair(s, 420 + i * 130, FLOOR + 90, 0x4E8AA8, 0.85)
    for x in (380, 1120):
        f.ceiling_lamp(s, x, 80, kind="strip")
    s.box(560, 200, 380, 92, 0x2F9A72)
    brush(s.canvas, [(640, 246), (860, 246)], 12, 0xFFFFFF, taper="none")
    brush(s.canvas, [(820, 216), (862, 246), (820, 276)], 12, 0xFFFFFF, taper="none")


def paint_police(s: Stage) -> None:
    paint_wall(s, 0xD6DEE8, panel=0x5A7AA6)
    s.box(330, 300, 840, 150, 0x2B4A86)
    for i in range(6):
        s.box(400 + i * 122, 340, 80, 70, 0xE9EEF6, pen=0)
    s.form(poly([f_star(750, 600, 92, i) for i in range(10)]), 0xE0B34C)
    f.door(s, 60, FLOOR, 240, 760, 0x8A96A8, glass=True)
    f.shelf(s, 1200, 640, 270, 740, 0x7A8494, rows=4)
    paint_floor(s, 0x98A2AC, kind="tiles")
    s.box(300, FLOOR - 60, 900, 330, 0x6A84AC)
    s.box(280, FLOOR - 100, 940, 50, 0xE2E6EA)
    f.ceiling_lamp(s, 420, 90, kind="strip")
    f.ceiling_lamp(s, 1080, 90, kind="strip")


def f_star(x: float, y: float, r: float, i: int) -> tuple[float, float]:
    """Corner ``i`` of ten of a five-pointed star."""
    k = r if i % 2 == 0 else r * 0.42
    return x + k * sin(pi * i / 5), y - k * cos(pi * i / 5)


def paint_interrogation(s: Stage) -> None:
    paint_wall(s, 0x6E7884, panel=0x4E5866)
    s.box(230, 430, 640, 360, 0x2A323C)
    s.canvas.drawRect(_xywh(250, 450, 600, 320), fill(0x46586A))
    s.line([(300, 760), (560, 460)], 60, 0xFFFFFF, 0.08)
    f.door(s, 1080, FLOOR, 280, 780, 0x58626E)
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
    f.ceiling_lamp(s, 400, 100, kind="strip")
    f.ceiling_lamp(s, 1100, 100, kind="strip")


def paint_classroom(s: Stage) -> None:
    paint_wall(s, 0xE9E4D2, panel=0x9CC2A6)
    s.box(330, 380, 860, 430, 0x2F5A48)
    s.canvas.drawRect(_xywh(330, 380, 860, 430), stroke(0xA97C4E, 20))
    for i in range(3):
        s.line([(400, 480 + i * 90), (400 + 500 - i * 120, 476 + i * 90)], 9, 0xF2F4EC, 0.75, "soft")
    f.window(s, -80, 320, 330, 640, view="trees")
    f.window(s, 1270, 320, 330, 640, view="trees")
    paint_floor(s, 0xB99A70)
    s.box(640, FLOOR - 150, 240, 190, 0x8A6244)
    for row, y in enumerate((FLOOR + 150, FLOOR + 400)):
        k = 1.0 + row * 0.5
        for i in range(3):
            x = 750 + (i - 1) * 420 * k - 130 * k
            f.table(s, x, y + 60, 260 * k, 150 * k, 0xC99A62)
    for x in (400, 1080):
        f.ceiling_lamp(s, x, 90, kind="strip")


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
    f.ceiling_lamp(s, 750, 240, kind="chandelier")
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
        f.ceiling_lamp(s, x, 230, kind="chandelier")
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
    f.window(s, 120, 330, 520, 560, view="city", frame=0x5A3A28, panes=3)
    f.picture(s, 860, 420, 420, 280)
    paint_floor(s, 0x8A5E44)
    for x in (300, 750, 1200):
        f.ceiling_lamp(s, x, 300)
    for x in (120, 940):
        f.chair(s, x - 40, FLOOR + 170, 0x6A3A2E)
        f.chair(s, x + 330, FLOOR + 170, 0x6A3A2E)
        f.table(s, x, FLOOR + 260, 420, 220, 0xA9744E)
        f.candle(s, x + 210, FLOOR + 60)


def paint_cafe(s: Stage) -> None:
    paint_wall(s, 0xD9C7AE, panel=0x6A5244)
    f.window(s, 80, 300, 760, 700, view="city", frame=0x3E322E, panes=3)
    s.box(930, 380, 480, 330, 0x2E332F)
    for i in range(5):
        s.line([(980, 450 + i * 50), (1200 + (i * 53) % 160, 450 + i * 50)], 9, 0xF2E9D8, 0.8, "soft")
    paint_floor(s, 0x9A7654)
    s.box(930, FLOOR - 190, 600, 330, 0x7A5642)
    s.box(910, FLOOR - 220, 640, 44, 0xD9BE94)
    f.plant(s, 860, FLOOR + 60, 1.0)
    for x in (200, 520):
        f.ceiling_lamp(s, x, 260)
    f.table(s, 200, FLOOR + 260, 380, 210, 0xB98A5E)
    f.chair(s, 60, FLOOR + 190, 0x5E7A72)


def paint_mourning(s: Stage) -> None:
    paint_wall(s, 0x9A9AA2, panel=0x6E6E78)
    for side in (-1, 1):
        x = 750 + side * 470
        s.form(poly([(x - 90, 160), (x + 90, 160), (x + 80, 1200), (x - 80, 1200)]), 0xF4F2EC)
        for i in range(6):
            s.canvas.drawRect(_xywh(x - 30, 240 + i * 150, 60, 90), fill(0x2A2A32, 0.85))
    s.form(rounded(560, 330, 380, 480, 10), 0x1F1F26)
    s.canvas.drawRect(_xywh(590, 360, 320, 420), fill(0xB9BDC6))
    s.canvas.drawPath(oval(750, 540, 84, 100), fill(0x5A5E68))
    s.canvas.drawRect(_xywh(610, 650, 280, 130), fill(0x4A4E58))
    for side in (-1, 1):
        s.form(
            poly([(750, 250), (750 + side * 290, 330), (750 + side * 320, 520), (750 + side * 250, 420), (750, 310)]),
            0x16161C,
        )
    paint_floor(s, 0x6A6A74, kind="stone")
    s.box(400, FLOOR - 250, 700, 290, 0xEDEAE2)
    for x in (480, 1020):
        f.candle(s, x, FLOOR - 250, 1.3)
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
    f.glow_screen(s, 80, FLOOR - 80, 260, 190)


def paint_car(s: Stage) -> None:
    paint_sky(s, 1200)
    f.skyline(s, -40, 420, WIDTH + 80, 560)
    s.canvas.drawRect(_xywh(0, 980, WIDTH, 400), fill(0x6A6E78))
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
        f.ceiling_lamp(s, x, 120, kind="strip")


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
        x, y = s.rng.uniform(40, 620), s.rng.uniform(FLOOR + 40, FLOOR + 170)
        s.line([(x, y), (x + s.rng.uniform(-70, 70), y - s.rng.uniform(0, 40))], 5, 0xC9A866, 0.8)
    wood = 0x5A3E2A if old else 0x3A3E46
    for x in range(30, WIDTH, 260):
        s.box(x, 0, 46 if old else 26, HEIGHT, wood)
    s.lamp(230, 620, 360, 0xFF9A4A, 0.9)
