"""Open places of our time and of any: streets, fields, water, woods."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, mix
from fangcun.cut.engine.draw.ink import brush, curve, fill, glow, oval, poly
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places.scenery import (
    grass,
    hills,
    house,
    pine,
    street_lamp,
    tree,
    water,
)
from fangcun.cut.engine.draw.places.stage import FLOOR, HEIGHT, WIDTH, Stage, paint_moon, paint_sky


def paint_village(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 1130, 320, 90)
    hills(s, 1020, 360, 0x7E9C9A)
    hills(s, 1130, 240, 0x6F9A6A)
    for x, w, c in ((-60, 520, 0xE3D3B4), (930, 620, 0xD9C3A0)):
        house(s, x, w, FLOOR + 20, c)
    tree(s, 720, FLOOR, 0.9)
    grass(s, FLOOR - 20, 0x8AA05A)
    s.canvas.drawPath(
        curve(
            [(640, FLOOR - 20), (860, FLOOR - 20), (900, 1600), (1250, HEIGHT), (250, HEIGHT), (600, 1640)],
            close=True,
            tension=0.4,
        ),
        fill(0xC9A877),
    )
    for i in range(9):
        s.box(30 + i * 56, FLOOR - 60, 14, 130, 0x8A6A48)
    s.line([(20, FLOOR - 20), (530, FLOOR - 20)], 12, 0x7A5C3E)


def paint_field(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 420, 330, 90)
    hills(s, 1080, 300, 0x7FA0A6)
    hills(s, 1180, 160, 0x78A070)
    ripe = s.rng.random() < 0.5
    color = 0xD9B45A if ripe else 0x86B05A
    grass(s, 1200, color)
    for i in range(12):
        x = 750 + (i - 5.5) * 60
        s.line([(x, 1204), (750 + (i - 5.5) * 420, HEIGHT)], 9, darken(color, 0.25), 0.6)
    s.canvas.drawPath(poly([(735, 1200), (775, 1200), (1010, HEIGHT), (560, HEIGHT)]), fill(0xB98F62))
    tree(s, 1210, 1300, 0.8)


def paint_mountain(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 1080, 300, 95)
    for base, height, c, rough in ((1000, 620, 0x8FA6BE, 1.2), (1120, 460, 0x6F90A0, 1.4), (1240, 300, 0x567A72, 1.6)):
        hills(s, base, height, c, rough=rough)
        s.canvas.drawRect(skia.Rect.MakeLTRB(0, base - 60, WIDTH, base + 80), glow(0xFFFFFF, 0.14, 30))
    grass(s, 1330, 0x6A8A52)
    s.canvas.drawPath(
        curve(
            [
                (700, 1330),
                (780, 1330),
                (720, 1480),
                (1010, 1720),
                (900, HEIGHT),
                (300, HEIGHT),
                (640, 1700),
                (600, 1480),
            ],
            close=True,
        ),
        fill(0xB09A78),
    )
    for x, y, k in ((180, 1500, 1.0), (1340, 1460, 1.1)):
        pine(s, x, y, k)
        s.form(curve([(x + 60, y + 60), (x + 110, y - 30), (x + 210, y - 10), (x + 240, y + 66)], close=True), 0x8A8A8A)


def paint_forest(s: Stage) -> None:
    paint_sky(s, clouds=False)
    s.canvas.drawRect(skia.Rect.MakeLTRB(0, 0, WIDTH, 1500), fill(mix(0x6E9A72, s.light.sky[2], 0.35)))
    for depth in (0.7, 0.45, 0.15):
        for _ in range(9):
            x = s.rng.uniform(0, WIDTH)
            c = mix(0x3E4A38, mix(0x9CC49A, s.light.sky[2], 0.4), depth)
            w = (1 - depth) * 90 + 16
            brush(s.canvas, [(x, 1480), (x + 10, 700), (x - 10, -40)], w, c, taper="none")
        for _ in range(16):
            x, y = s.rng.uniform(0, WIDTH), s.rng.uniform(-60, 500 - depth * 200)
            s.canvas.drawPath(oval(x, y, 190, 120), fill(mix(0x4E7A48, s.light.sky[2], depth * 0.7), 0.9))
    if not s.light.night:
        for i in range(4):
            s.canvas.drawPath(
                poly([(300 + i * 260, 0), (380 + i * 260, 0), (120 + i * 300, 1500), (-60 + i * 300, 1500)]),
                fill(0xFFF6D0, 0.13),
            )
    else:
        paint_moon(s, 980, 260, 80)
    grass(s, 1420, 0x557A48)


def paint_river(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 700, 340, 110)
    hills(s, 1010, 300, 0x7A98A8)
    hills(s, 1080, 130, 0x6A9078)
    water(s, 1080, 0x5E96B4)
    brush(s.canvas, [(-40, 1160), (400, 1080), (760, 1060), (1540, 1130)], 26, 0xD9CFBC, taper="none")
    for x in range(60, WIDTH, 170):
        s.line([(x, 1150), (x, 1060)], 12, 0xD9CFBC)
    grass(s, 1640, 0x7A9A58)
    for i in range(6):
        x = 40 + i * 22
        brush(
            s.canvas,
            [(x + 60, 100), (x + 110 + i * 30, 420), (x + 60 + i * 30, 760)],
            20,
            0x6E9A52,
            taper="end",
            alpha=0.9,
        )
    tree(s, 60, 1700, 1.3, 0x6A9450)


def paint_sea(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 760, 420, 110)
    water(s, 1060, 0x3F86B4)
    s.canvas.drawPath(
        curve(
            [
                (-40, 1560),
                (300, 1500),
                (700, 1560),
                (1100, 1490),
                (1560, 1540),
                (1560, HEIGHT + 40),
                (-40, HEIGHT + 40),
            ],
            close=True,
            tension=0.45,
        ),
        fill(0xEAD6AC),
    )
    for dy, a in ((0, 0.95), (26, 0.5)):
        brush(
            s.canvas,
            [(-40, 1556 + dy), (300, 1496 + dy), (700, 1556 + dy), (1100, 1486 + dy), (1560, 1536 + dy)],
            22,
            0xFFFFFF,
            taper="none",
            alpha=a,
        )
    for _ in range(50):
        s.canvas.drawPath(oval(s.rng.uniform(0, WIDTH), s.rng.uniform(1640, HEIGHT), 8, 4), fill(0xC9AF80))
    s.form(
        curve([(1150, 1080), (1240, 930), (1340, 970), (1460, 860), (1560, 1080)], close=True, tension=0.3), 0x7A7A84
    )


def paint_park(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 1040, 320, 90)
    g.skyline(s, 0, 760, WIDTH, 380)
    for i in range(7):
        tree(s, 40 + i * 240, 1240 + (i % 2) * 40, 0.75, (0x5E8F4E, 0x74A052)[i % 2])
    grass(s, 1250, 0x7AA557)
    s.canvas.drawPath(
        curve(
            [
                (620, 1250),
                (760, 1250),
                (900, 1480),
                (700, 1760),
                (1000, HEIGHT),
                (100, HEIGHT),
                (360, 1700),
                (640, 1460),
            ],
            close=True,
        ),
        fill(0xD9C9AC),
    )
    for dy in (0, 44, 88):
        s.box(930, 1310 + dy - 88, 400, 30, 0x9A6A44)
    for dx in (950, 1290):
        s.box(dx, 1230, 20, 210, 0x4A4A52)
    street_lamp(s, 190, 1500, 0.9)
