"""Of old, and holy: temple, shrine of the ancestors, cold palace, emperor's study and garden, scaffold, city gate."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken
from fangcun.cut.engine.draw.ink import curve, fill, oval, poly, rounded, stroke
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.scenery import grass, hills, tree, water
from fangcun.cut.engine.draw.places.stage import (
    FLOOR,
    WIDTH,
    Stage,
    paint_beams,
    paint_floor,
    paint_moon,
    paint_sky,
    paint_wall,
)
from fangcun.cut.engine.draw.places.timber import GOLD, hall, lattice, roof


def paint_temple(s: Stage) -> None:
    """A gilded Buddha in a dim hall, banners, incense, cushions to kneel on."""
    paint_wall(s, 0x7A5A2E, panel=0x5A3E22)
    s.canvas.drawPath(oval(750, 640, 420, 420), fill(0xE8B84A, 0.5))
    s.canvas.drawPath(oval(750, 640, 420, 420), stroke(GOLD, 26))
    s.form(
        curve([(390, 1240), (470, 940), (630, 800), (870, 800), (1030, 940), (1110, 1240), (750, 1290)], close=True),
        GOLD,
    )
    s.form(oval(750, 620, 150, 185), 0xE6BE62)
    s.form(oval(750, 440, 74, 62), 0x3A3A5A)
    for dx in (-60, 60):
        s.line([(750 + dx - 34, 622), (750 + dx, 634), (750 + dx + 34, 622)], 9, 0x6A4418)
    s.line([(715, 710), (750, 720), (785, 710)], 9, 0x8A3A22)
    s.line([(560, 900), (750, 1110), (900, 850)], 22, 0xA87426)
    s.form(oval(750, 1150, 130, 56), 0xF0CC7A)
    for i in range(7):
        s.form(oval(450 + i * 100, 1300, 74, 60), 0xC86A6E)
    for x in (130, 1370):
        s.form(poly([(x - 80, 0), (x + 80, 0), (x + 80, 940), (x, 1030), (x - 80, 940)]), 0xD8A22E)
        s.line([(x, 100), (x, 860)], 40, 0x9A2A24)
    paint_floor(s, 0x6A4A34, kind="tiles")
    s.form(rounded(560, FLOOR - 20, 380, 170, 40), 0x5A4A3A)
    for i in range(5):
        x = 640 + i * 55
        s.line([(x, FLOOR - 10), (x, FLOOR - 150)], 7, 0x8A3A22)
        s.line([(x, FLOOR - 150), (x + 40, FLOOR - 360), (x - 20, FLOOR - 560)], 22, 0xFFFFFF, 0.3, "both")
    for x in (330, 750, 1170):
        s.form(oval(x, FLOOR + 330, 170, 60), 0xC0922E)
    s.lamp(750, FLOOR - 60, 620, 0xFFB45A, 0.8)


def paint_shrine(s: Stage) -> None:
    """Rows of spirit tablets on stepped shelves, candles, white cloth of smoke."""
    paint_wall(s, 0x4A3630, panel=0x38261F)
    s.box(190, 190, 1120, 130, 0x16141A)
    for i in range(4):
        s.form(rounded(330 + i * 230, 212, 130, 86, 10), GOLD)
    for row in range(4):
        y, half = 620 + row * 210, 420 + row * 70
        s.box(750 - half, y, half * 2, 34, 0x6A3A2A)
        n = 7 + row
        for i in range(n):
            x = 750 - half + (i + 0.5) * half * 2 / n
            s.form(rounded(x - 36, y - 150, 72, 150, 26), 0x8A2A22)
            s.canvas.drawRect(skia.Rect.MakeXYWH(x - 14, y - 120, 28, 96), fill(GOLD))
    for x in (60, 1360):
        s.box(x, 0, 90, FLOOR + 50, 0x5A1E1A)
    paint_floor(s, 0x544840, kind="stone")
    f.table(s, 380, FLOOR + 190, 740, 190, 0x5E2A20)
    for x in (450, 1050):
        g.candle(s, x, FLOOR, 1.5, 0xC8322E)
    for i in range(3):
        s.form(oval(640 + i * 110, FLOOR - 30, 46, 40), (0xE2902E, 0xC8403A, 0xE8C24A)[i])
    s.form(oval(750, FLOOR + 470, 230, 70), 0xB08A3A)


def paint_cold_palace(s: Stage) -> None:
    """A forsaken room: torn paper, webs, a cracked wall, dead leaves, one cold ray."""
    paint_wall(s, 0x8E928E)
    lattice(s, 90, 330, 470, 620)
    for x, y, r in ((210, 520, 80), (420, 760, 96), (330, 430, 60)):
        s.form(
            poly([(x - r, y), (x - 10, y - r), (x + r, y - 20), (x + r * 0.4, y + r), (x - r * 0.5, y + r * 0.7)]),
            0x5A6A74,
        )
    for pts in (
        [(800, 60), (860, 260), (820, 420), (930, 640), (900, 800)],
        [(930, 640), (1040, 720), (1090, 900)],
        [(1400, 200), (1290, 420), (1330, 640)],
    ):
        s.line([(float(x), float(y)) for x, y in pts], 9, 0x55574F)
    for x, y, w, h in ((1040, 380, 230, 190), (640, 1050, 260, 150), (1230, 900, 170, 240)):
        s.form(poly([(x, y), (x + w, y + 20), (x + w - 50, y + h), (x + 30, y + h - 20)]), 0xA4846A)
    for i in range(9):
        s.line([(WIDTH, 40 + i * 60), (WIDTH - 420 + i * 46, 0)], 3, 0xF2F2EE, 0.7)
        s.line([(WIDTH, 0), (WIDTH - 460 + i * 40, 60 + i * 52)], 3, 0xF2F2EE, 0.7)
    for x in (0, 640):
        s.box(x, 0, 70, FLOOR, 0x5E504A)
    paint_beams(s, 90, 330, 470)
    paint_floor(s, 0x7A756C, kind="stone")
    s.form(poly([(820, FLOOR + 70), (1380, FLOOR + 70), (1330, FLOOR - 90), (870, FLOOR - 90)]), 0x6A5646)
    s.form(poly([(860, FLOOR - 60), (1300, FLOOR - 80), (1340, FLOOR + 30), (840, FLOOR + 40)]), 0x9A968A)
    for _ in range(34):
        u, v = s.rng.uniform(0, WIDTH), s.rng.uniform(FLOOR + 40, 2100)
        s.form(oval(u, v, s.rng.uniform(14, 30), 9), s.rng.choice((0x8A5A2E, 0x6E4A2A, 0xA0743A)))


def paint_imperial_study(s: Stage) -> None:
    """Yellow hangings, a dragon screen, memorials piled on a long desk."""
    paint_wall(s, 0xC9A45A, panel=0x7A3026)
    f.shelf(s, 0, 380, 330, 1000, 0x6A2E22, 6)
    f.shelf(s, 1170, 380, 330, 1000, 0x6A2E22, 6)
    s.box(400, 340, 700, 900, 0x8A2A20)
    s.box(440, 380, 620, 820, 0xF0D890)
    s.line([(520, 1120), (900, 1020), (620, 860), (920, 720), (640, 580), (860, 470)], 70, 0xB98420, 1, "both")
    for x, y in ((600, 1000), (860, 900), (690, 760), (800, 620)):
        s.line([(x - 90, y), (x, y - 30), (x + 80, y + 14)], 12, 0x5A8AA0, 0.8, "both")
    s.form(oval(900, 470, 60, 60), 0xD8482E)
    for x in (-30, 1290):
        s.form(poly([(x, 0), (x + 240, 0), (x + 170, 640), (x + 200, 1100), (x + 20, 1100)]), 0xE0A82A)
    s.box(0, 200, WIDTH, 70, 0x2E5A6A)
    for i in range(11):
        s.form(oval(70 + i * 136, 235, 40, 24), GOLD)
    paint_floor(s, 0x7A4A36, kind="carpet")
    s.shadow(240, FLOOR + 330, 1020, 30)
    s.box(280, FLOOR + 60, 940, 250, 0x5E1E18)
    s.box(240, FLOOR, 1020, 66, 0x7A2A20)
    for i, x in enumerate((290, 410, 1010, 1120)):
        for j in range(4 + i % 2):
            s.box(x + (j % 2) * 8, FLOOR - 34 - j * 32, 110, 30, (0xE8C24A, 0xD8A22E)[j % 2])
    s.line([(600, FLOOR), (600, FLOOR - 160)], 14, 0x3A2A22)
    for i in range(4):
        s.line([(620 + i * 46, FLOOR - 150), (620 + i * 46, FLOOR - 30)], 10, 0x2A1E1A)
    s.line([(590, FLOOR - 160), (800, FLOOR - 160)], 12, 0x3A2A22)
    g.candle(s, 880, FLOOR, 1.2, 0xC8322E)


def paint_imperial_garden(s: Stage) -> None:
    """A pavilion over a lotus pond, a zigzag bridge, rocks, blossom."""
    paint_sky(s)
    paint_moon(s, 340, 300, 90)
    hills(s, 980, 160, 0x7FA08E)
    hall(s, -160, 560, 1160, k=0.6)
    grass(s, 1120, 0x7FAE5E)
    water(s, 1330, 0x5E9EA0)
    for x in (820, 1010, 1200, 1380):
        s.box(x, 800, 34, 520, 0xB03A2E)
    s.box(780, 1240, 660, 36, 0xB03A2E)
    for i in range(12):
        s.box(810 + i * 52, 1160, 14, 80, 0x2E7A66)
    s.box(760, 1310, 710, 60, 0xCFC8BA)
    roof(s, 760, 810, 680, 250, 0x2F7A5E)
    bridge = [(780, 1345), (520, 1470), (700, 1610), (330, 1780), (460, 1960)]
    s.line([(float(x), float(y)) for x, y in bridge], 60, 0xDDD6C8)
    for x, y in bridge:
        s.box(x - 12, y - 110, 26, 120, 0xF0EADC)
    for _ in range(26):
        u, v = s.rng.uniform(760, WIDTH), s.rng.uniform(1450, 2100)
        r = s.rng.uniform(40, 90)
        s.form(oval(u, v, r, r * 0.36), s.rng.choice((0x3E8A56, 0x55A066)))
        if s.rng.random() < 0.45:
            for dx in (-22, 0, 22):
                s.form(oval(u + dx, v - 50, 16, 34), 0xF2A0B4)
    for x, y, wide in ((90, 1480, 160), (240, 1560, 110)):
        s.form(
            curve(
                [
                    (x - wide, y),
                    (x - wide * 0.5, y - wide * 1.5),
                    (x, y - wide),
                    (x + wide * 0.5, y - wide * 1.7),
                    (x + wide, y),
                ],
                close=True,
            ),
            0x8E9490,
        )
    tree(s, 180, 1420, 1.0, 0xE896A8)


def paint_scaffold(s: Stage) -> None:
    """The execution ground: a platform under a heavy sky, stakes, drums, black banners."""
    paint_sky(s)
    paint_moon(s, 750, 260, 80)
    s.box(0, 760, WIDTH, 620, 0x7E766C)
    for i in range(16):
        s.box(i * 100, 700, 60, 70, 0x6E665C)
    for x in (120, 460, 1010, 1350):
        s.line([(x, 1380), (x, 330)], 18, 0x3A2A22)
        s.form(poly([(x, 340), (x + 190, 390), (x + 150, 520), (x + 190, 660), (x, 690)]), 0x26222A)
        s.form(oval(x + 76, 510, 46, 46), 0xB8342A)
    paint_floor(s, 0xA48F6C, kind="plain")
    s.form(poly([(180, FLOOR - 20), (1320, FLOOR - 20), (1450, FLOOR + 260), (50, FLOOR + 260)]), 0x8A6444)
    s.box(50, FLOOR + 260, 1400, 150, 0x5E4230)
    for i in range(9):
        s.line([(180 + i * 142, FLOOR - 20), (50 + i * 175, FLOOR + 260)], 5, 0x4A3426)
    for x in (460, 750, 1040):
        s.line([(x, FLOOR + 120), (x, FLOOR - 400)], 34, 0x5A3E2A)
        s.line([(x - 110, FLOOR - 290), (x + 110, FLOOR - 290)], 26, 0x5A3E2A)
        s.box(x - 26, FLOOR - 560, 52, 150, 0xF0E8D6)
    for x in (80, 1420):
        s.form(oval(x, FLOOR + 70, 110, 120), 0xA8322A)
        s.form(oval(x, FLOOR - 10, 100, 40), 0xEAD8B0)


def paint_city_gate(s: Stage) -> None:
    """A wall with battlements, a vaulted gate studded with brass, a tower upon it."""
    paint_sky(s)
    paint_moon(s, 240, 260, 90)
    hall(s, 330, 840, 620, k=0.75)
    s.box(-20, 620, WIDTH + 40, 770, 0x86857F)
    for i in range(13):
        s.box(-20 + i * 124, 550, 78, 80, 0x7A7973)
    for row in range(10):
        y = 690 + row * 68
        s.line([(0, y), (WIDTH, y)], 3, 0x5E5D58, 0.6)
        for i in range(12):
            x = i * 130 + (row % 2) * 65
            s.line([(x, y), (x, y + 68)], 3, 0x5E5D58, 0.5)
    s.form(
        curve(
            [(470, 1390), (470, 1000), (570, 830), (750, 770), (930, 830), (1030, 1000), (1030, 1390)],
            close=True,
            tension=0.3,
        ),
        0x2A2226,
    )
    for x in (500, 760):
        s.box(x, 990, 240, 400, 0x8A2A22)
        for i in range(20):
            s.form(oval(x + 34 + (i % 4) * 58, 1040 + (i // 4) * 72, 15, 15), GOLD)
    s.box(600, 650, 300, 96, 0x1E2A4A)
    for i in range(3):
        s.form(rounded(632 + i * 84, 668, 62, 60, 8), GOLD)
    paint_floor(s, 0xA09684, kind="stone")
    for x in (180, 1320):
        g.lantern(s, x, 900, 1.1)
        s.line([(x, FLOOR + 40), (x, 560)], 14, darken(0x6A4A34, 0.2))
    for x in (330, 1170):
        s.form(rounded(x - 70, FLOOR - 60, 140, 130, 10), 0xA8A49A)
        s.form(oval(x, FLOOR - 110, 64, 74), 0xB8B4AA)
