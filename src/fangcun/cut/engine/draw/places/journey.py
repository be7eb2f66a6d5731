"""On the way: lift, metro, high-speed train, airport, harbour, dam."""

from __future__ import annotations

from fangcun.cut.engine.draw.color import darken
from fangcun.cut.engine.draw.ink import curve, fill, oval, poly, rounded
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places.scenery import hills, water
from fangcun.cut.engine.draw.places.stage import (
    FLOOR,
    HEIGHT,
    WIDTH,
    Stage,
    paint_floor,
    paint_moon,
    paint_sky,
    paint_wall,
)


def paint_lift(s: Stage) -> None:
    """The cabin of a lift: steel walls that run to a shut door, buttons, a number that glows."""
    paint_wall(s, 0xA8A29A)
    for side in (-1, 1):
        x0, x1 = (0, 330) if side < 0 else (WIDTH, WIDTH - 330)
        s.form(poly([(x0, 0), (x1, 240), (x1, FLOOR), (x0, HEIGHT)]), 0x8C8278)
        for t in (0.4, 0.75):
            x = x0 + (x1 - x0) * t
            s.line([(x, 240 * t), (x, HEIGHT - (HEIGHT - FLOOR) * t)], 7, 0x655C54)
        s.line([(x0, 1330), (x1, 1100)], 30, 0xD9C69A)
    for x in (340, 752):
        s.box(x, 330, 408, 1050, 0xC6C2BA)
        s.line([(x + 60, 1300), (x + 330, 420)], 60, 0xFFFFFF, 0.35)
    s.box(600, 250, 300, 70, 0x15161C)
    s.line([(730, 268), (760, 268), (760, 302)], 9, 0xFF6A3A)
    s.lamp(750, 285, 240, 0xFF7A4A, 0.5)
    s.box(1210, 720, 90, 420, 0x55504A)
    for i in range(12):
        x, y = 1235 + (i % 2) * 40, 760 + (i // 2) * 60
        s.canvas.drawPath(oval(x, y, 15, 15), fill(0xFFD98A if i == 5 else 0xE9E6E0))
    s.form(poly([(0, 0), (WIDTH, 0), (1170, 240), (330, 240)]), 0xEDE6D4)
    s.lamp(750, 120, 700, 0xFFF0D0, 0.6)
    s.form(poly([(330, FLOOR), (1170, FLOOR), (WIDTH, HEIGHT), (0, HEIGHT)]), 0x4A3E3A)


def paint_metro(s: Stage) -> None:
    """A carriage seen along its length: poles, straps, benches, dark panes."""
    paint_wall(s, 0xE2E6E8)
    for side in (-1, 1):
        e = 0 if side < 0 else WIDTH

        def at(d: float, e: int = e, k: int = -side) -> float:
            return e + k * d

        s.form(poly([(at(0), 120), (at(560), 690), (at(560), 1250), (at(0), 1900)]), 0xD9DEE2)
        for a, b in ((20, 240), (270, 400), (420, 500), (510, 550)):

            def y(d: float, base: float, k: float) -> float:
                return base + (980 - base) * d / k

            s.form(
                poly(
                    [
                        (at(a), y(a, 420, 780)),
                        (at(b), y(b, 420, 780)),
                        (at(b), y(b, 1180, 780)),
                        (at(a), y(a, 1180, 780)),
                    ]
                ),
                0x9CC4DC if not s.light.night else 0x2A3350,
            )
        s.form(poly([(at(0), 1480), (at(530), 1150), (at(560), 1190), (at(190), 1640), (at(0), 1800)]), 0x2F8FA8)
        s.form(poly([(at(0), 1800), (at(190), 1640), (at(190), 1720), (at(0), 1960)]), 0x1F6A80)
        s.line([(at(60), 200), (at(600), 770)], 12, 0xE0B23C)
        for i in range(5):
            x, y0 = at(110 + i * 95), 250 + i * 100
            k = 1 - i * 0.16
            s.line([(x, y0), (x, y0 + 110 * k)], 10 * k, 0xF4F0E6)
            s.form(poly([(x - 34 * k, y0 + 170 * k), (x + 34 * k, y0 + 170 * k), (x, y0 + 105 * k)]), 0xE0B23C)
    s.box(560, 690, 380, 560, 0xC2CACE)
    s.box(640, 760, 220, 490, 0x8C9AA4)
    s.form(poly([(120, 0), (1380, 0), (940, 690), (560, 690)]), 0xF6F8F8)
    s.line([(750, 0), (750, 680)], 46, 0xFFFFFF)
    s.lamp(750, 420, 760, 0xEAF4FF, 0.5)
    s.form(poly([(560, 1250), (940, 1250), (WIDTH + 100, HEIGHT), (-100, HEIGHT)]), 0x8A9096)
    for x, top, bottom in ((420, 330, 1620), (1090, 430, 1500)):
        s.line([(x, top), (x, bottom)], 20, 0xE0B23C)


def paint_train(s: Stage) -> None:
    """A fast train's saloon: rows of blue seats, a long pane, the rack above."""
    paint_wall(s, 0xEDEAE2)
    s.box(-20, 420, WIDTH + 40, 620, 0x6A7480)
    for i in range(2):
        g.window(s, 30 + i * 740, 450, 700, 560, view="hills", panes=1)
    s.form(poly([(0, 190), (WIDTH, 190), (WIDTH, 330), (0, 300)]), 0xC9CED2)
    for i in range(4):
        s.form(rounded(60 + i * 380, 90, 240, 130, 24), (0xB4483E, 0x3E5A7A, 0x6A8A5A, 0x8A6A4A)[i])
    paint_floor(s, 0x7A746C, kind="carpet")
    for i, x in enumerate((-60, 330, 760, 1150)):
        y = FLOOR + 260
        s.form(rounded(x, y - 680, 350, 720, 80), (0x2F5A9A, 0x34619F)[i % 2])
        s.form(rounded(x + 60, y - 650, 230, 130, 40), 0xF2F0EA)
        s.box(x + 40, y - 420, 270, 220, 0x264B82)
        s.form(rounded(x - 26, y - 240, 40, 260, 18), 0x4A4E58)
    s.lamp(750, 250, 700, 0xFFF0D8, 0.4)


def paint_airport(s: Stage) -> None:
    """A departure hall: a wall of glass, a plane behind it, the board of flights."""
    paint_sky(s, 1300)
    s.box(0, 1090, WIDTH, 220, 0x9AA3A8)
    s.form(curve([(170, 960), (330, 850), (1120, 850), (1300, 930), (1120, 1010), (330, 1020)], close=True), 0xF6F8FA)
    s.form(poly([(1120, 870), (1280, 620), (1340, 620), (1260, 910)]), 0xC8322E)
    s.form(poly([(560, 950), (840, 950), (520, 1110), (430, 1110)]), 0xC6CED4)
    for i in range(12):
        s.canvas.drawPath(oval(400 + i * 60, 905, 13, 17), fill(0x3A5068))
    for i in range(7):
        s.line([(i * 250, 260), (i * 250 - 40, 1310)], 18, 0x6A7884)
    for y in (560, 1040):
        s.line([(0, y), (WIDTH, y)], 10, 0x6A7884)
    s.form(poly([(0, 0), (WIDTH, 0), (WIDTH, 200), (750, 300), (0, 200)]), 0xDDE3E6)
    g.glow_screen(s, 470, 230, 560, 240, 0x10182A)
    for i in range(5):
        s.line([(500, 270 + i * 42), (760, 270 + i * 42)], 14, 0xFFC85A)
        s.line([(800, 270 + i * 42), (980, 270 + i * 42)], 14, (0x6CE09A, 0xF06A5A)[i == 3])
    paint_floor(s, 0xCFD4D6, kind="tiles", top=1300)
    for x in (60, 1060):
        s.form(rounded(x, 1450, 380, 80, 20), 0x2A2E36)
        s.form(rounded(x, 1300, 380, 130, 24), 0x353A44)
        s.line([(x + 40, 1530), (x + 40, 1640)], 16, 0xAEB6BC)
        s.line([(x + 340, 1530), (x + 340, 1640)], 16, 0xAEB6BC)
    s.form(rounded(610, 1520, 170, 270, 24), 0xD8702E)
    s.line([(650, 1520), (650, 1400), (740, 1400), (740, 1520)], 10, 0x6A6E76)


def paint_harbour(s: Stage) -> None:
    """A fishing harbour: boats, nets on poles, a lighthouse, planks."""
    paint_sky(s)
    paint_moon(s, 400, 300, 90)
    hills(s, 980, 160, 0x6A8496)
    water(s, 960, 0x3E8CA4)
    s.form(poly([(1180, 960), (1330, 960), (1300, 480), (1210, 480)]), 0xF4F0E8)
    for y in (560, 720, 860):
        s.box(1190, y, 130, 60, 0xC8382E)
    s.box(1205, 400, 100, 90, 0xFFE08A)
    s.lamp(1255, 440, 480, 0xFFE9A0, 1.0)
    for x, y, k, c in ((80, 1180, 0.8, 0x2F6A9A), (560, 1110, 0.6, 0xB8402E), (760, 1330, 1.1, 0x2E7A62)):
        hull = [(x, y), (x + 560 * k, y), (x + 480 * k, y + 150 * k), (x + 90 * k, y + 150 * k)]
        s.form(poly(hull), c)
        s.box(x + 60 * k, y - 10 * k, 470 * k, 26 * k, 0xF2E8D6)
        s.box(x + 150 * k, y - 150 * k, 190 * k, 140 * k, 0xEFE9DC)
        s.box(x + 180 * k, y - 120 * k, 60 * k, 50 * k, 0x6FA8C4)
        s.line([(x + 400 * k, y), (x + 400 * k, y - 400 * k)], 12 * k, 0x5A4634)
        s.line([(x + 400 * k, y - 400 * k), (x + 550 * k, y)], 4, 0x3A3436)
        s.form(poly([(x + 400 * k, y - 400 * k), (x + 470 * k, y - 370 * k), (x + 400 * k, y - 335 * k)]), 0xD8382E)
    paint_floor(s, 0x9A7A5A, kind="planks", top=1640)
    for x in (130, 620, 1330):
        s.box(x, 1500, 60, 330, 0x5E4632)
        s.line([(x - 4, 1560), (x + 64, 1570)], 20, 0xD9C69A)
    s.form(curve([(820, 1900), (900, 1760), (1080, 1720), (1240, 1790), (1290, 1900)], close=True), 0x3E8A86)
    for i in range(8):
        s.line([(840 + i * 56, 1890), (900 + i * 44, 1760)], 4, 0xBFE0DA, 0.6)


def paint_dam(s: Stage) -> None:
    """A dam across a valley, water falling through its gates, a parapet to lean on."""
    paint_sky(s)
    paint_moon(s, 1100, 260, 90)
    hills(s, 900, 420, 0x5E7E6A, rough=1.3)
    s.form(poly([(0, 760), (WIDTH, 700), (WIDTH, 1420), (0, 1420)]), 0xB4B0A8)
    s.box(0, 720, WIDTH, 60, 0xCDC9C0)
    for i in range(5):
        x = 90 + i * 290
        s.box(x, 600, 90, 780, 0xA39F98)
        s.form(poly([(x + 110, 850), (x + 260, 850), (x + 300, 1440), (x + 80, 1440)]), 0xEAF6FA)
        for j in range(5):
            s.line([(x + 125 + j * 30, 860), (x + 105 + j * 42, 1430)], 7, 0x8CBCD2, 0.7)
    water(s, 1400, 0x4E96A8)
    for _ in range(26):
        u = s.rng.uniform(0, WIDTH)
        s.canvas.drawPath(oval(u, s.rng.uniform(1390, 1450), s.rng.uniform(40, 120), 26), fill(0xFFFFFF, 0.4))
    s.box(-10, 1780, WIDTH + 20, 40, 0x8E8A84)
    for i in range(9):
        s.box(30 + i * 180, 1820, 60, 230, darken(0x9A968E, 0.08))
    s.box(-10, 2040, WIDTH + 20, 120, 0x77736C)
