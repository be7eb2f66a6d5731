"""Places of old: the city, the palace, the courtyard, the inn."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten, mix
from fangcun.cut.engine.draw.ink import brush, curve, fill, oval, poly, rounded, stroke
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.scenery import hills, tree
from fangcun.cut.engine.draw.places.stage import (
    FLOOR,
    HEIGHT,
    WIDTH,
    Stage,
    paint_beams,
    paint_floor,
    paint_moon,
    paint_sky,
    paint_wall,
)
from fangcun.cut.engine.draw.places.timber import GOLD, TILE, hall, lattice, pagoda


def paint_city(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 400, 400, 150)
    hills(s, 1050, 260, 0x5E7290)
    pagoda(s, 1080, FLOOR - 60, 1.05)
    hall(s, -240, 760, FLOOR, k=0.9)
    hall(s, 1080, 620, FLOOR + 10, k=0.75)
    paint_floor(s, 0x8E8678, kind="stone")
    for x, y, k in ((120, 640, 1.0), (1340, 760, 1.15), (620, 520, 0.7), (930, 600, 0.6)):
        s.line([(x, 0), (x, y - 60)], 4, 0x2A2028)
        g.lantern(s, x, y, k)


def paint_palace(s: Stage) -> None:
    paint_wall(s, 0x8A3A34, panel=0x6A2A28)
    s.box(470, 480, 560, 900, 0xB98A3C)
    for i in range(4):
        s.canvas.drawRect(skia.Rect.MakeXYWH(490 + i * 135, 510, 120, 840), stroke(darken(GOLD, 0.3), 6))
        s.canvas.drawPath(oval(550 + i * 135, 800, 44, 130), stroke(0x8A5A22, 10, 0.8))
    s.box(560, 260, 380, 130, 0x2A2A4A)
    s.canvas.drawRect(skia.Rect.MakeXYWH(560, 260, 380, 130), stroke(GOLD, 14))
    for i in range(4):
        s.box(600 + i * 80, 290, 52, 70, GOLD, pen=0)
    for x in (60, 300, 1080, 1320):
        s.box(x, 0, 110, FLOOR + 60, 0xA8352C)
        brush(
            s.canvas,
            [(x + 100, 300), (x + 10, 480), (x + 100, 660), (x + 10, 840), (x + 100, 1020)],
            22,
            GOLD,
            alpha=0.85,
        )
        s.box(x - 16, FLOOR, 142, 70, 0x6A6660)
    paint_floor(s, 0x7A5A48, kind="tiles")
    for i in range(4):
        s.box(380 - i * 40, FLOOR - 60 + i * 40, 740 + i * 80, 42, lighten(0x8A7A6A, 0.24 - i * 0.06))
    s.form(rounded(600, FLOOR - 340, 300, 290, 30), GOLD)
    s.form(rounded(640, FLOOR - 260, 220, 130, 20), 0xA8352C)
    s.form(rounded(580, FLOOR - 130, 340, 80, 16), darken(GOLD, 0.15))
    for x in (230, 1270):
        g.candle(s, x, FLOOR - 130, 1.4, 0xC33A32)
        s.box(x - 16, FLOOR - 130, 32, 200, 0x4A3A2A)
        g.lantern(s, x, 420, 1.0)


def paint_courtyard(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 1090, 280, 110)
    hall(s, 170, 1160, FLOOR - 20)
    for side in (-1, 1):
        x = -330 if side < 0 else WIDTH - 170
        hall(s, x, 500, FLOOR + 80, k=1.15)
    paint_floor(s, 0xA39C90, kind="stone", top=FLOOR - 20)
    for i in range(3):
        s.box(600 - i * 30, FLOOR - 40 + i * 26, 300 + i * 60, 28, 0xB9B2A6)
    tree(s, 330, FLOOR + 120, 0.9, 0xE2A3AE if s.rng.random() < 0.5 else 0x6E9A56)
    g.lantern(s, 560, 1010, 0.7)
    g.lantern(s, 940, 1010, 0.7)
    s.form(oval(1180, FLOOR + 170, 130, 40), 0x9A948A)
    s.box(1150, FLOOR + 180, 60, 90, 0x857F76)


def paint_chamber(s: Stage) -> None:
    """A room of old: lattice windows, a screen, a couch, candles."""
    paint_wall(s, 0xD9C6A4, panel=0x7A4E36)
    lattice(s, 130, 330, 420, 560)
    paint_beams(s, 130, 330, 420)
    for x in (40, 620, 1400):
        s.box(x, 0, 60, FLOOR, 0x6A4430)
    s.box(0, 160, WIDTH, 60, 0x5A3826)
    for i in range(4):
        x = 760 + i * 160
        s.box(x, 520, 150, 860, 0x6A4430)
        s.canvas.drawRect(skia.Rect.MakeXYWH(x + 14, 540, 122, 740), fill(0xF1E7D0))
        hue = (0x7A98A0, 0xB97A84, 0x8AA07A, 0x9A8AB0)[i]
        brush(s.canvas, [(x + 40, 1240), (x + 60, 980), (x + 100, 760)], 9, darken(hue, 0.3))
        for _ in range(9):
            s.canvas.drawPath(oval(x + 75 + s.rng.uniform(-44, 44), s.rng.uniform(640, 1060), 16, 14), fill(hue, 0.85))
    paint_floor(s, 0x7E563C)
    s.form(rounded(220, FLOOR - 40, 480, 120, 14), 0x6A4430)
    s.form(rounded(240, FLOOR - 80, 440, 60, 24), s.rng.choice((0xB0545A, 0x5E7E96, 0x8A6EA0)))
    f.table(s, 820, FLOOR + 200, 420, 170, 0x5E3A28)
    g.candle(s, 900, FLOOR + 34)
    s.form(
        curve(
            [
                (1060, FLOOR + 34),
                (1020, FLOOR - 20),
                (1060, FLOOR - 60),
                (1120, FLOOR - 60),
                (1150, FLOOR - 20),
                (1120, FLOOR + 34),
            ],
            close=True,
        ),
        0xBFD3CE,
    )
    g.lantern(s, 690, 400, 0.8)


def paint_inn(s: Stage) -> None:
    paint_wall(s, 0xA97C52, panel=0x6A4630)
    s.box(0, 620, WIDTH, 44, 0x5A3826)
    for i in range(14):
        s.box(30 + i * 110, 470, 18, 150, 0x6A4430)
    s.box(0, 450, WIDTH, 30, 0x6A4430)
    for x in (90, 560, 1200):
        lattice(s, x, 190, 240, 220, step=40)
    for x in (330, 1080):
        s.box(x, 0, 64, FLOOR, 0x5A3826)
    for i in range(3):
        s.form(
            poly(
                [
                    (700 + i * 110, 700),
                    (790 + i * 110, 700),
                    (790 + i * 110, 880),
                    (745 + i * 110, 850),
                    (700 + i * 110, 880),
                ]
            ),
            (0xC33A32, 0xE0A83C, 0x3F7A6E)[i],
        )
    paint_floor(s, 0x8A6042)
    for x in (110, 930):
        f.table(s, x, FLOOR + 240, 450, 190, 0x6E4630)
        for dx in (60, 340):
            s.box(x + dx, FLOOR + 200, 90, 110, 0x5A3826)
        s.form(
            curve(
                [
                    (x + 200, FLOOR + 50),
                    (x + 170, FLOOR),
                    (x + 205, FLOOR - 60),
                    (x + 245, FLOOR - 60),
                    (x + 280, FLOOR),
                    (x + 250, FLOOR + 50),
                ],
                close=True,
            ),
            0x8A3A30,
        )
    for x in (220, 750, 1290):
        g.lantern(s, x, 470, 0.85)


def paint_wedding_chamber(s: Stage) -> None:
    paint_chamber(s)
    for side in (-1, 1):
        x = 750 + side * 620
        s.form(
            poly(
                [
                    (x - 190, 0),
                    (x + 190, 0),
                    (x + 110, 600),
                    (x + 170, FLOOR + 40),
                    (x - 150, FLOOR + 40),
                    (x - 110, 600),
                ]
            ),
            0xC0282C,
        )
    s.canvas.drawPath(oval(750, 420, 150, 150), fill(0xC0282C))
    s.canvas.drawPath(oval(750, 420, 150, 150), stroke(GOLD, 14))
    for dx in (-52, 52):  # 囍 as bars: two equal halves
        for i in range(6):
            s.line([(750 + dx - 34, 350 + i * 28), (750 + dx + 34, 350 + i * 28)], 9, GOLD)
        s.line([(750 + dx, 330), (750 + dx, 500)], 9, GOLD)


def paint_lane(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 760, 300, 90)
    for side in (-1, 1):
        c = 0xB9B2A6
        x0 = 0 if side < 0 else WIDTH
        k = -side
        s.form(poly([(x0, 160), (x0 + k * 560, 720), (x0 + k * 560, FLOOR - 60), (x0, HEIGHT)]), c)
        for i in range(6):
            t = i / 6
            s.line([(x0, 400 + i * 300), (x0 + k * 560, 800 + i * 110)], 4, darken(c, 0.2), 0.5 + t * 0.1)
        s.form(poly([(x0, 90), (x0 + k * 600, 690), (x0 + k * 560, 760), (x0, 250)]), TILE)
        g.lantern(s, x0 + k * 420, 900, 0.9)
    hall(s, 560, 380, FLOOR - 60, k=0.55)
    s.canvas.drawPath(
        poly([(560, FLOOR - 60), (940, FLOOR - 60), (WIDTH + 200, HEIGHT), (-200, HEIGHT)]),
        fill(mix(0x8E8678, 0xFFFFFF, 0.06)),
    )
    for i in range(12):
        y = FLOOR - 60 + (i**1.7) * 14
        s.line([(0, y), (WIDTH, y)], 4, 0x6A6258, 0.6)


def paint_camp(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 360, 320, 90)
    hills(s, 1080, 380, 0x8A8A92, rough=1.3)
    s.canvas.drawRect(skia.Rect.MakeLTRB(0, 1180, WIDTH, HEIGHT), fill(0xA98F68))
    paint_floor(s, 0xA98F68, kind="plain", top=1180)
    for x, k in ((220, 0.8), (1180, 1.0), (680, 0.6)):
        y = 1200 + k * 200
        s.form(
            curve(
                [
                    (x - 260 * k, y),
                    (x - 170 * k, y - 240 * k),
                    (x, y - 400 * k),
                    (x + 170 * k, y - 240 * k),
                    (x + 260 * k, y),
                ],
                close=True,
                tension=0.3,
            ),
            0xD9C7A0,
        )
        s.form(poly([(x - 50 * k, y), (x, y - 250 * k), (x + 50 * k, y)]), 0x4A3A2E)
        s.line([(x, y - 400 * k), (x, y - 520 * k)], 8, 0x4A3A2E)
        s.form(poly([(x, y - 520 * k), (x + 150 * k, y - 490 * k), (x, y - 440 * k)]), 0xB23A34)
    for x in (460, 960):
        s.line([(x - 50, 1560), (x + 30, 1400)], 14, 0x4A3426)
        s.line([(x + 50, 1560), (x - 30, 1400)], 14, 0x4A3426)
        flame = curve([(x, 1260), (x + 50, 1370), (x + 20, 1420), (x - 20, 1420), (x - 50, 1370)], close=True)
        s.canvas.drawPath(flame, fill(0xFF9A3A))
        s.lamp(x, 1360, 420, 0xFF9A4A, 1.0)
