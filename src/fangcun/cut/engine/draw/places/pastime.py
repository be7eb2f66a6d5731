"""Young people's rooms: internet café, dormitory, live-stream room; the chief's office."""

from __future__ import annotations

from fangcun.cut.engine.draw.color import darken
from fangcun.cut.engine.draw.ink import fill, oval, poly, rounded, stroke
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.stage import FLOOR, WIDTH, Stage, paint_floor, paint_wall


def paint_netcafe(s: Stage) -> None:
    """Rows of screens under violet light, high-backed chairs."""
    paint_wall(s, 0x2E2748)
    for i in range(6):
        s.line([(0, 240 + i * 34), (WIDTH, 150 + i * 34)], 10, (0xE04AC0, 0x3AC8E8)[i % 2], 0.8)
    s.lamp(750, 280, 700, 0xC04AE8, 0.6)
    paint_floor(s, 0x2A2838, kind="tiles")
    for row, (y, k) in enumerate(((900, 0.7), (1150, 0.9), (FLOOR + 120, 1.2))):
        s.box(-20, y, WIDTH + 40, 50 * k, 0x17161E)
        n = (6, 5, 4)[row]
        for i in range(n):
            x = (i + 0.5) * WIDTH / n
            hue = (0x4AB0F0, 0x6CE0A0, 0xF07AA8, 0xF0B04A)[(i + row) % 4]
            g.glow_screen(s, x - 110 * k, y - 190 * k, 220 * k, 140 * k, hue)
            s.form(rounded(x - 70 * k, y - 60 * k, 140 * k, 210 * k, 40 * k), 0x24242E)
            s.line([(x - 30 * k, y - 40 * k), (x - 30 * k, y + 120 * k)], 12 * k, 0xD8343A)
            s.line([(x + 30 * k, y - 40 * k), (x + 30 * k, y + 120 * k)], 12 * k, 0xD8343A)


def paint_dorm(s: Stage) -> None:
    """Bunks on both sides, a window at the end, washing on a line."""
    paint_wall(s, 0xE6E2D2)
    g.window(s, 570, 420, 360, 520, view="trees")
    paint_floor(s, 0xBDB4A4, kind="tiles")
    for side in (-1, 1):
        e = 0 if side < 0 else WIDTH
        k = -side
        for y0, y1, c in ((700, 800, 0x6A9AC8), (1240, 1270, 0xD88A9A)):
            s.form(poly([(e, y0 + 40), (e + k * 470, y1), (e + k * 470, y1 + 70), (e, y0 + 190)]), 0x7A8890)
            s.form(poly([(e, y0 - 30), (e + k * 470, y1 - 30), (e + k * 470, y1), (e, y0 + 50)]), c)
        for d, a, b in ((470, 500, 1540), (150, 380, 1760)):
            s.line([(e + k * d, a), (e + k * d, b)], 20, 0x5E6C76)
        for i in range(4):
            s.line([(e + k * 400, 900 + i * 110), (e + k * 470, 900 + i * 110)], 12, 0x5E6C76)
    s.line([(300, 300), (750, 340), (1200, 300)], 5, 0x4A4A50)
    for i, c in enumerate((0xF4F1EA, 0x3E6A9A, 0xE0B84A, 0xC85A5A)):
        x = 480 + i * 150
        s.form(poly([(x - 60, 330), (x + 60, 330), (x + 50, 520), (x - 50, 520)]), c)
    f.desk(s, 590, FLOOR + 130, 320, 200, 0xA98258)
    g.ceiling_lamp(s, 750, 140, kind="strip")


def paint_stream(s: Stage) -> None:
    """A live-stream room: ring light, telephone on a stand, shelves of goods, a neon heart."""
    paint_wall(s, 0xF0C6CE)
    for row in range(3):
        y = 640 + row * 240
        for x0 in (40, 1020):
            s.box(x0, y, 440, 26, 0xFFFFFF)
            for i in range(5):
                h = s.rng.uniform(90, 170)
                s.form(
                    rounded(x0 + 24 + i * 84, y - h, 62, h, 14),
                    s.rng.choice((0xD8506A, 0x8A6AC0, 0x4AA0B0, 0xE8B04A, 0xF6F2EA)),
                )
    for r, w in ((150, 26), (96, 14)):
        s.canvas.drawPath(oval(670, 420, r, r * 0.9), stroke(0xFF4A8A, w, 0.9))
        s.canvas.drawPath(oval(850, 420, r, r * 0.9), stroke(0xFF4A8A, w, 0.9))
    s.lamp(760, 420, 520, 0xFF6AA0, 0.9)
    paint_floor(s, 0xD9B8A0)
    s.box(330, FLOOR - 20, 840, 60, 0xFFF8F4)
    s.box(360, FLOOR + 40, 780, 230, 0xE8A8B4)
    for i in range(7):
        s.form(rounded(400 + i * 104, FLOOR - 110, 60, 92, 12), (0xD8506A, 0xE8B04A, 0x6AA0C8)[i % 3])
    s.line([(250, FLOOR + 420), (250, 760)], 18, 0x2A2830)
    s.canvas.drawPath(oval(250, 640, 190, 190), stroke(0xFFFDF4, 44))
    s.canvas.drawPath(oval(250, 640, 214, 214), stroke(0x2A2830, 8))
    s.lamp(250, 640, 640, 0xFFF2DC, 0.9)
    s.form(rounded(195, 540, 110, 210, 18), 0x1E1E26)
    s.canvas.drawRect(rounded(205, 556, 90, 176, 8).getBounds(), fill(0x9AC8E8))
    s.form(poly([(1190, FLOOR + 400), (1320, 860), (1450, FLOOR + 400)]), 0x2A2830)
    s.form(poly([(1130, 560), (1440, 480), (1470, 820), (1170, 860)]), 0xFFFDF2)
    s.lamp(1300, 670, 520, 0xFFF4E0, 0.7)


def paint_chief(s: Stage) -> None:
    """The chief's office: a city under a wall of glass, a broad dark desk, a leather chair, a carpet."""
    paint_wall(s, 0x4E443E)
    g.window(s, 190, 190, 1120, 1010, view="city", frame=0x2A2628, panes=4)
    for x in (0, 1310):
        s.box(x, 0, 190, FLOOR, 0x5E4232)
        for i in range(5):
            s.box(x + 24, 200 + i * 220, 142, 180, 0x3A2A22)
            s.form(oval(x + 96, 330 + i * 220, 34, 46), s.rng.choice((0xD9AA48, 0xB8402E, 0x7AA0B0, 0xE8E0D0)))
            s.lamp(x + 95, 230 + i * 220, 150, 0xFFD79A, 0.5)
    paint_floor(s, 0x6A5A4E, kind="carpet")
    s.form(rounded(600, FLOOR - 520, 300, 520, 90), 0x1E1A1C)
    for i in range(3):
        s.line([(640, FLOOR - 440 + i * 110), (860, FLOOR - 440 + i * 110)], 7, 0x3A3436)
    s.shadow(240, FLOOR + 260, 1020, 30)
    s.form(poly([(260, FLOOR - 70), (1240, FLOOR - 70), (1330, FLOOR + 10), (170, FLOOR + 10)]), 0x4A2E22)
    s.box(220, FLOOR + 10, 1060, 250, darken(0x4A2E22, 0.2))
    s.line([(250, FLOOR + 60), (1250, FLOOR + 60)], 6, 0xC99A4A)
    g.glow_screen(s, 930, FLOOR - 270, 260, 180, 0x7AA8C8)
    s.form(rounded(330, FLOOR - 110, 200, 46, 8), 0xF4EFE4)
    s.form(poly([(600, FLOOR - 90), (900, FLOOR - 90), (920, FLOOR - 20), (580, FLOOR - 20)]), 0xD9B45A)
    f.plant(s, 110, FLOOR + 160, 1.4)
