"""Open places in towns of our time."""

from __future__ import annotations

from fangcun.cut.engine.draw.color import lighten
from fangcun.cut.engine.draw.ink import curve, fill, oval, poly
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.scenery import (
    grass,
    road,
    shopfront,
    street_lamp,
    tower,
    tree,
)
from fangcun.cut.engine.draw.places.stage import FLOOR, HEIGHT, WIDTH, Stage, paint_floor, paint_moon, paint_sky


def paint_street(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 760, 330, 90)
    g.skyline(s, 0, 620, WIDTH, 620)
    for x, w, top in ((-40, 380, 260), (1120, 430, 180)):
        tower(s, x, w, top, FLOOR, s.rng.choice((0xB9A796, 0xA3A9B4, 0xC4A48E)))
    paint_floor(s, 0x8A8A92, kind="stone", top=FLOOR - 120)
    shopfront(s, -60, 520, FLOOR + 20, 0xC9B29A)
    shopfront(s, 1060, 520, FLOOR + 20, 0xB9A9A2)
    road(s, FLOOR - 120, 0x666A74)
    street_lamp(s, 430, FLOOR + 60)
    tree(s, 980, FLOOR + 40, 0.75)


def paint_gate(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 330, 170, 80)
    tower(s, 180, 1140, 320, FLOOR, s.rng.choice((0xB4BAC4, 0xC4B4A2)))
    s.box(480, 760, 540, 630, 0x5A6472)
    s.box(420, 700, 660, 80, 0xD9D2C4)
    for x in (500, 760):
        s.box(x, 820, 240, 560, 0xA9C9DC)
    paint_floor(s, 0xA9A8A6, kind="stone")
    for i in range(4):
        s.box(360 - i * 40, FLOOR - 10 + i * 34, 780 + i * 80, 34, lighten(0x9A9894, 0.3 - i * 0.06))
    s.lamp(750, 760, 420)
    tree(s, 120, FLOOR + 70, 0.9)
    tree(s, 1400, FLOOR + 70, 0.9)


def paint_playground(s: Stage) -> None:
    paint_sky(s)
    tower(s, 60, 1380, 560, 1180, 0xE0C9A8)
    for i in range(4):
        tree(s, 90 + i * 440, 1240, 0.55)
    grass(s, 1190, 0x6FA35A)
    s.canvas.drawPath(poly([(-300, 1500), (WIDTH + 300, 1330), (WIDTH + 300, HEIGHT), (-300, HEIGHT)]), fill(0xB8604A))
    for i in range(4):
        s.line([(-300, 1580 + i * 150), (WIDTH + 300, 1400 + i * 120)], 10, 0xF6EEE4)
    s.line([(1220, 1340), (1220, 820)], 18, 0x6A6E78)
    s.box(1120, 700, 200, 140, 0xF4F0EA)
    s.line([(1180, 850), (1260, 850)], 10, 0xD8542E)


def paint_rooftop(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 420, 340, 100)
    g.skyline(s, -30, 560, WIDTH + 60, 760)
    s.box(0, 1130, WIDTH, 230, 0xA9A6A4)
    s.box(-10, 1110, WIDTH + 20, 40, 0xC4C0BC)
    for x in range(40, WIDTH, 120):
        s.line([(x, 1110), (x, 940)], 9, 0x7A7E86)
    s.line([(0, 944), (WIDTH, 944)], 13, 0x8A8E96)
    paint_floor(s, 0x9A9896, kind="stone", top=1350)
    s.box(1150, 720, 420, 660, 0xB9B2AA)
    g.door(s, 1230, 1376, 220, 480, 0x5A6A74)


def paint_market(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 260, 260, 70)
    for i in range(5):
        tower(s, -60 + i * 330, 300, 420 + (i * 97) % 180, FLOOR, (0x8A7A84, 0x7A8090)[i % 2])
    paint_floor(s, 0x7A7274, kind="stone")
    for x, c in ((-40, 0xC33A32), (1010, 0x2F7A8C)):
        s.box(x + 20, FLOOR - 150, 500, 260, 0x9A6E48)
        for i in range(8):
            s.form(
                poly(
                    [
                        (x + i * 68, FLOOR - 560),
                        (x + (i + 1) * 68, FLOOR - 560),
                        (x + (i + 1) * 68 + 6, FLOOR - 430),
                        (x + i * 68 + 6, FLOOR - 430),
                    ]
                ),
                c if i % 2 else 0xF6EBDA,
            )
        for dx in (26, 500):
            s.line([(x + dx, FLOOR - 430), (x + dx, FLOOR + 100)], 12, 0x5A4030)
        for i in range(9):
            s.form(
                oval(x + 60 + i * 54, FLOOR - 170 + (i % 2) * 10, 30, 26),
                s.rng.choice((0xE2703A, 0xE8B23C, 0x8FB24E, 0xC9424A)),
            )
        for i in range(4):
            s.canvas.drawPath(oval(x + 80 + i * 120, FLOOR - 380, 17, 20), fill(0xFFE9B0))
            s.lamp(x + 80 + i * 120, FLOOR - 380, 240, 0xFFC874, 0.95)
    for i in range(6):
        g.lantern(s, 130 + i * 250, 350 + (i % 2) * 60, 0.7)


def paint_site(s: Stage) -> None:
    paint_sky(s)
    g.skyline(s, 0, 700, WIDTH, 500)
    for i in range(4):
        for j in range(6):
            s.box(160 + i * 180, 420 + j * 150, 160, 16, 0xA9A29A)
            s.line([(170 + i * 180, 420 + j * 150), (170 + i * 180, 570 + j * 150)], 16, 0x9A948C)
    s.line([(1160, FLOOR), (1160, 160)], 30, 0xE8A32C)
    s.line([(560, 210), (1440, 170)], 22, 0xE8A32C)
    for i in range(14):
        s.line([(580 + i * 60, 208), (610 + i * 60, 180)], 6, 0xC9842A)
    s.line([(680, 206), (680, 620)], 5, 0x3A3A40)
    s.box(600, 620, 170, 46, 0x8A8A90)
    paint_floor(s, 0xB49A76, kind="plain")
    for x, w in ((40, 360), (1120, 330)):
        s.form(
            curve([(x, FLOOR + 130), (x + w * 0.5, FLOOR - 120), (x + w, FLOOR + 130)], close=True, tension=0.3),
            0xA98C66,
        )
    for i in range(7):
        x = i * 240 - 60
        s.box(x, FLOOR - 90, 220, 120, 0x4E8AA8 if i % 2 else 0xE9E4DA)


def paint_station(s: Stage) -> None:
    paint_sky(s)
    s.canvas.drawPath(
        curve([(-80, 620), (750, 160), (1580, 620), (1580, 480), (750, 20), (-80, 480)], close=True, tension=0.5),
        fill(0xC9D2DA),
    )
    for i in range(9):
        x = i * 180
        s.line([(x, 620 - 300 * (1 - ((x - 750) / 830) ** 2)), (x, FLOOR - 60)], 12, 0xA3AEB8)
    s.box(-20, 860, WIDTH + 40, 60, 0x8A96A4)
    g.glow_screen(s, 430, 560, 640, 240, 0x3A6AA8)
    for i in range(4):
        s.line([(470, 610 + i * 46), (1020 - (i * 67) % 220, 610 + i * 46)], 13, 0xFFC85A, 0.9)
    paint_floor(s, 0xB9C0C6, kind="tiles")
    for i in range(6):
        f.chair(s, 90 + i * 130, FLOOR + 100, 0x3E6A9A, 0.9)
    s.box(1080, FLOOR - 190, 330, 250, 0xD9DEE2)
    s.lamp(750, 640, 500, 0xDDEBFF, 0.6)
