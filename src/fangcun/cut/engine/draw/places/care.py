"""Where people are saved and where they sweat: emergency room, theatre door, gym, pool."""

from __future__ import annotations

from fangcun.cut.engine.draw.color import darken
from fangcun.cut.engine.draw.ink import curve, fill, oval, poly, rounded, stroke
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places.stage import FLOOR, HEIGHT, WIDTH, Stage, paint_floor, paint_wall


def paint_emergency(s: Stage) -> None:
    """Beds between green curtains, monitors, a red lamp."""
    paint_wall(s, 0xCFE3E0)
    s.box(0, 470, WIDTH, 26, 0x9AA8AC)
    for x in (-40, 420, 1000):
        for i in range(7):
            s.form(
                curve([(x + i * 36, 490), (x + i * 36 + 40, 490), (x + i * 36 + 46, 1270), (x + i * 36 - 6, 1270)]),
                (0x5FA594, 0x4E9484)[i % 2],
            )
    s.box(560, 240, 380, 120, 0xC8322E)
    for x in (630, 750, 870):
        s.line([(x - 34, 300), (x + 34, 300)], 16, 0xFFF4EC)
    s.lamp(750, 300, 420, 0xFF6A5A, 0.7)
    paint_floor(s, 0xB4C6C6, kind="tiles")
    g.glow_screen(s, 720, 720, 220, 170, 0x123A3A)
    s.line([(730, 810), (780, 810), (800, 750), (824, 860), (846, 810), (930, 810)], 7, 0x6CF0A8)
    s.line([(830, 890), (830, FLOOR + 60)], 16, 0x9AA4AA)
    for x in (120, 1020):
        s.shadow(x, FLOOR + 190, 420, 26)
        for dx in (30, 380):
            s.line([(x + dx, FLOOR), (x + dx, FLOOR + 180)], 14, 0x8A949A)
        s.form(rounded(x, FLOOR - 90, 420, 100, 22), 0xF4F7F8)
        s.form(rounded(x + 10, FLOOR - 130, 130, 70, 26), 0xFFFFFF)
        s.form(rounded(x + 150, FLOOR - 104, 270, 90, 20), 0x8CC0CC)
    s.line([(380, 620), (380, FLOOR + 100)], 10, 0x9AA4AA)
    s.form(rounded(344, 620, 72, 130, 16), 0xE9F4F6)
    for x in (280, 1220):
        g.ceiling_lamp(s, x, 120, kind="strip")


def paint_theatre_door(s: Stage) -> None:
    """The double door with two round panes, the lit sign over it, the bench one waits on."""
    paint_wall(s, 0xBFD6CC, panel=0x6FA08E)
    s.box(400, 460, 700, 920, 0x8A979C)
    for x in (420, 755):
        s.box(x, 480, 325, 900, 0xDDE5E6)
        s.form(oval(x + 162, 740, 90, 90), 0xF6FAE8 if s.light.lamps < 0.4 else 0xFFF0B0)
        s.canvas.drawPath(oval(x + 162, 740, 90, 90), stroke(0x6A767C, 14))
        s.box(x + 20, 1250, 285, 110, 0xB4BEC2)
    s.box(716, 900, 22, 200, 0x6A767C)
    s.box(762, 900, 22, 200, 0x6A767C)
    s.box(500, 270, 500, 130, 0xA81E22)
    for i in range(3):
        s.canvas.drawRect(rounded(560 + i * 140, 300, 100, 70, 8).getBounds(), fill(0xFFE9DC))
    s.lamp(750, 335, 560, 0xFF5A4A, 0.9)
    paint_floor(s, 0xC2CDCA, kind="tiles")
    s.canvas.drawPath(poly([(520, FLOOR), (980, FLOOR), (1090, HEIGHT), (410, HEIGHT)]), fill(0xD24A44, 0.22))
    for x in (-30, 1160):
        s.shadow(x, FLOOR + 150, 370, 22)
        s.box(x, FLOOR - 30, 370, 44, 0x4A86A8)
        s.box(x, FLOOR - 220, 370, 130, 0x5A9ABC)
        for dx in (40, 320):
            s.line([(x + dx, FLOOR), (x + dx, FLOOR + 150)], 14, 0x7A868C)
    for x in (170, 1330):
        s.box(x - 70, 640, 140, 190, 0xF6F3EA)
        s.line([(x - 40, 690), (x + 40, 690)], 10, 0xC8322E)


def paint_gym(s: Stage) -> None:
    """A mirror wall, racks of iron, a treadmill, a hanging bag."""
    paint_wall(s, 0x3A3E4A)
    for i in range(4):
        s.box(60 + i * 350, 300, 330, 800, 0x8FA9BC)
        s.line([(110 + i * 350, 1040), (330 + i * 350, 360)], 26, 0xFFFFFF, 0.3)
    s.box(0, 190, WIDTH, 46, 0xF2C230)
    paint_floor(s, 0x35383F, kind="tiles")
    for y in (980, 1140, 1290):
        s.box(60, y, 560, 26, 0x20232A)
        for i in range(6):
            for dx in (0, 50):
                s.form(oval(105 + i * 92 + dx, y - 30, 20, 36), 0x14161C)
            s.line([(105 + i * 92, y - 30), (155 + i * 92, y - 30)], 10, 0xC6CCD4)
    s.line([(1240, 0), (1240, 560)], 12, 0x14161C)
    s.form(rounded(1160, 540, 160, 560, 60), 0xB4302C)
    s.box(1160, 700, 160, 30, 0x1E1E24)
    s.form(poly([(720, FLOOR + 170), (1180, FLOOR + 170), (1120, FLOOR + 30), (780, FLOOR + 30)]), 0x1A1C22)
    for x in (800, 1100):
        s.line([(x, FLOOR + 60), (x, FLOOR - 330)], 26, 0xAEB6C0)
    g.glow_screen(s, 800, FLOOR - 420, 300, 120, 0x2E6A8C)
    for x in (300, 750, 1200):
        g.ceiling_lamp(s, x, 110, kind="strip")


def paint_pool(s: Stage) -> None:
    """A steaming pool among rocks, a bamboo fence, a wooden shelter."""
    paint_wall(s, 0x8FB0A8)
    for i in range(38):
        x = i * 41 - 10
        s.box(x, 380, 36, 860, (0xB7A25E, 0xA3904E, 0xC4B072)[i % 3])
    for y in (520, 1020):
        s.box(-10, y, WIDTH + 20, 26, 0x6A5432)
    s.form(poly([(-60, 300), (WIDTH + 60, 300), (WIDTH - 100, 90), (100, 90)]), 0x5A4634)
    paint_floor(s, 0x8A857C, kind="stone", top=1230)
    s.form(
        curve([(60, 1500), (400, 1310), (1120, 1310), (1440, 1500), (1560, 2200), (-60, 2200)], close=True), 0x58B4BE
    )
    for _ in range(16):
        u, v = s.rng.uniform(100, 1400), s.rng.uniform(1420, 2100)
        s.line([(u - 90, v), (u, v - 10), (u + 90, v)], 9, 0xDDF6F4, 0.5, "both")
    for x, y, r in ((80, 1480, 170), (330, 1340, 110), (700, 1300, 90), (1110, 1330, 130), (1400, 1470, 190)):
        s.form(
            curve(
                [(x - r, y + r * 0.4), (x - r * 0.6, y - r * 0.5), (x + r * 0.4, y - r * 0.6), (x + r, y + r * 0.4)],
                close=True,
            ),
            s.rng.choice((0x74706A, 0x827C74)),
        )
    for i in range(9):
        x = 140 + i * 155
        s.line([(x, 1560), (x + 60, 1340), (x - 30, 1120), (x + 40, 900)], 46, 0xFFFFFF, 0.22, "both")
    for x in (260, 1240):
        g.lantern(s, x, 560, 0.9)
    s.box(600, 1560, 260, 30, darken(0xB98A5A, 0.05))
    s.form(rounded(650, 1490, 60, 70, 14), 0xF2EDE2)
    s.form(rounded(740, 1505, 50, 55, 14), 0xF2EDE2)
