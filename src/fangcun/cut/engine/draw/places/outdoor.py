"""Open places of our time and of any: streets, fields, water, woods."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten, mix
from fangcun.cut.engine.draw.ink import brush, curve, fill, glow, linear, oval, poly
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.stage import FLOOR, HEIGHT, WIDTH, Stage, paint_floor, paint_moon, paint_sky


def hills(s: Stage, base: float, height: float, color: int, *, rough: float = 1.0) -> None:
    """A range of hills across the set; farther ones take the colour of the sky."""
    pts: list[tuple[float, float]] = []
    x = -60.0
    while x < WIDTH + 160:
        pts.append((x, base - height * s.rng.uniform(0.25, 1.0)))
        x += s.rng.uniform(120, 260) / rough
    path = curve([(-60, base + 400), *pts, (WIDTH + 160, base + 400)])
    path.close()
    s.canvas.drawPath(
        path, linear((0, base - height), (0, base + 120), [(0, color, 1), (1, mix(color, s.light.sky[2], 0.55), 1)])
    )


def tree(s: Stage, x: float, y: float, k: float, color: int = 0x5E8F4E) -> None:
    """A broad tree that stands on ``y``."""
    s.shadow(x - 130 * k, y, 260 * k, 24 * k)
    brush(s.canvas, [(x, y), (x - 8 * k, y - 180 * k), (x + 10 * k, y - 330 * k)], 54 * k, 0x5A4030, taper="soft")
    for side in (-1, 1):
        brush(s.canvas, [(x, y - 180 * k), (x + side * 70 * k, y - 290 * k)], 24 * k, 0x5A4030, taper="end")
    for dx, dy, r, t in (
        (-90, -330, 120, 0.25),
        (95, -330, 125, 0.2),
        (0, -260, 130, 0.3),
        (-50, -440, 115, 0.0),
        (60, -450, 110, -0.1),
        (0, -540, 92, -0.25),
    ):
        c = darken(color, t) if t > 0 else lighten(color, -t)
        cx, cy, rr = x + dx * k, y + dy * k, r * k
        s.canvas.drawPath(oval(cx, cy, rr, rr * 0.82), fill(c))
        for i in range(7):
            s.canvas.drawPath(
                oval(cx + s.rng.uniform(-0.8, 0.7) * rr, cy + s.rng.uniform(-0.7, 0.3) * rr, rr * 0.16, rr * 0.1),
                fill(lighten(c, 0.25), 0.6),
            )


def grass(s: Stage, top: float, color: int) -> None:
    """Grass from ``top`` to the lower edge."""
    s.canvas.drawRect(
        skia.Rect.MakeLTRB(0, top, WIDTH, HEIGHT),
        linear((0, top), (0, HEIGHT), [(0, lighten(color, 0.18), 1), (1, darken(color, 0.35), 1)]),
    )
    for _ in range(220):
        y = top + (HEIGHT - top) * s.rng.random() ** 1.6
        k = 0.4 + (y - top) / 500
        x = s.rng.uniform(0, WIDTH)
        brush(
            s.canvas,
            [(x, y), (x + s.rng.uniform(-12, 12) * k, y - 34 * k)],
            6 * k,
            lighten(color, 0.2) if s.rng.random() < 0.5 else darken(color, 0.25),
            taper="end",
        )


def road(s: Stage, top: float, color: int, *, marks: bool = True) -> None:
    """A road that runs to the horizon."""
    s.canvas.drawPath(
        poly([(660, top), (840, top), (WIDTH + 200, HEIGHT), (-200, HEIGHT)]),
        linear((0, top), (0, HEIGHT), [(0, lighten(color, 0.25), 1), (1, color, 1)]),
    )
    if marks:
        y = top + 10
        while y < HEIGHT:
            k = (y - top) / (HEIGHT - top)
            s.canvas.drawPath(
                poly(
                    [
                        (750 - 4 - 14 * k, y),
                        (750 + 4 + 14 * k, y),
                        (750 + 6 + 20 * k, y + 20 + 90 * k),
                        (750 - 6 - 20 * k, y + 20 + 90 * k),
                    ]
                ),
                fill(0xF4F0E4, 0.85),
            )
            y += 40 + 200 * k


def tower(s: Stage, x: float, w: float, top: float, bottom: float, color: int) -> None:
    """A building with windows, lit by night."""
    s.box(x, top, w, bottom - top, color)
    lit = 0xFFDD96
    for y in range(int(top + 40), int(bottom - 60), 84):
        for wx in range(int(x + 24), int(x + w - 50), 78):
            on = s.light.night and s.rng.random() < 0.6
            s.canvas.drawRect(skia.Rect.MakeXYWH(wx, y, 46, 54), fill(lit if on else mix(0x8FB4D0, color, 0.3)))
            if on:
                s.lamp(wx + 23, y + 27, 70, 0xFFD27A, 0.5)


def shopfront(s: Stage, x: float, w: float, bottom: float, color: int) -> None:
    """A shop with an awning and a lit window."""
    s.box(x, bottom - 520, w, 520, color)
    sign = s.rng.choice((0xC33A32, 0x2F6B8C, 0x3F7A5E, 0xC98A2B))
    s.box(x + 16, bottom - 500, w - 32, 96, sign)
    for i in range(int((w - 80) // 90)):
        s.canvas.drawRect(skia.Rect.MakeXYWH(x + 50 + i * 90, bottom - 476, 54, 48), fill(0xFFF3DC, 0.9))
    s.lamp(x + w / 2, bottom - 450, w * 0.5, lighten(sign, 0.4), 0.8)
    s.canvas.drawRect(
        skia.Rect.MakeXYWH(x + 30, bottom - 330, w * 0.56, 270), fill(0xFFE3AE if s.light.lamps > 0.4 else 0xBCD3DE)
    )
    s.lamp(x + w * 0.3, bottom - 200, 260, 0xFFD48A, 0.7)
    s.box(x + w * 0.68, bottom - 340, w * 0.25, 340, darken(color, 0.35))
    n = 7
    for i in range(n):
        c = 0xF7F0E4 if i % 2 else sign
        x0 = x + i * w / n
        s.canvas.drawPath(
            poly(
                [(x0, bottom - 400), (x0 + w / n, bottom - 400), (x0 + w / n + 4, bottom - 330), (x0 + 4, bottom - 330)]
            ),
            fill(c),
        )


def street_lamp(s: Stage, x: float, y: float, k: float = 1.0) -> None:
    """A street lamp."""
    s.line([(x, y), (x, y - 760 * k)], 14 * k, 0x3A3E46)
    brush(
        s.canvas,
        [(x, y - 760 * k), (x + 60 * k, y - 830 * k), (x + 140 * k, y - 820 * k)],
        11 * k,
        0x3A3E46,
        taper="none",
    )
    s.canvas.drawPath(oval(x + 140 * k, y - 806 * k, 44 * k, 16 * k), fill(0xFFF2C8))
    s.lamp(x + 140 * k, y - 790 * k, 420 * k, 0xFFD894, 0.9)
    if s.light.lamps > 0.4:
        s.canvas.drawPath(
            poly([(x + 110 * k, y - 800 * k), (x + 170 * k, y - 800 * k), (x + 380 * k, y), (x - 100 * k, y)]),
            fill(0xFFE9B4, 0.12),
        )


def paint_street(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 760, 330, 90)
    f.skyline(s, 0, 620, WIDTH, 620)
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


def house(s: Stage, x: float, w: float, bottom: float, color: int) -> None:
    """A country house under a tiled roof."""
    s.box(x + 30, bottom - 380, w - 60, 380, color)
    roof = poly(
        [(x + 70, bottom - 570), (x + w - 70, bottom - 570), (x + w + 20, bottom - 370), (x - 20, bottom - 370)]
    )
    s.form(roof, 0x5A5660)
    for i in range(int(w // 36)):
        x0 = x + 80 + i * (w - 160) / (w // 36)
        s.line([(x0, bottom - 566), (x - 10 + i * (w + 20) / (w // 36), bottom - 374)], 5, 0x423E48, 0.8)
    lit = s.light.lamps > 0.4
    s.box(x + w * 0.14, bottom - 290, w * 0.22, 160, 0xFFD98E if lit else 0x6A7A84)
    if lit:
        s.lamp(x + w * 0.25, bottom - 210, 260)
    s.box(x + w * 0.55, bottom - 310, w * 0.22, 310, 0x7A4E34)
    for dy in (0, 1):
        s.box(x + w * 0.55, bottom - 250 + dy * 90, w * 0.22, 6, 0x5A3824, pen=0)
    for i in range(5):
        s.form(oval(x + w * 0.44, bottom - 300 + i * 34, 16, 16), 0xC33A32 if i % 2 else 0xE0A33C)


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


def pine(s: Stage, x: float, y: float, k: float) -> None:
    """A pine in tiers."""
    brush(s.canvas, [(x, y), (x, y - 500 * k)], 36 * k, 0x4E382A, taper="end")
    for i in range(5):
        w, top = (230 - i * 40) * k, y - (130 + i * 105) * k
        path = curve(
            [(x - w, top + 40 * k), (x, top - 110 * k), (x + w, top + 40 * k), (x, top + 14 * k)],
            close=True,
            tension=0.25,
        )
        s.form(path, darken(0x4E7A5A, 0.16 - i * 0.04))


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
    _water(s, 1080, 0x5E96B4)
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


def _water(s: Stage, top: float, color: int) -> None:
    sky = s.light.sky
    s.canvas.drawRect(
        skia.Rect.MakeLTRB(0, top, WIDTH, HEIGHT),
        linear(
            (0, top),
            (0, HEIGHT),
            [(0, mix(color, sky[2], 0.6), 1), (0.4, mix(color, sky[1], 0.3), 1), (1, darken(color, 0.45), 1)],
        ),
    )
    for _ in range(90):
        y = top + (HEIGHT - top) * s.rng.random() ** 1.5
        k = 0.3 + (y - top) / 600
        x = s.rng.uniform(-60, WIDTH)
        brush(
            s.canvas,
            [(x, y), (x + 70 * k, y - 5 * k), (x + 150 * k, y)],
            6 * k,
            lighten(mix(color, sky[2], 0.5), 0.4),
            alpha=0.5,
        )


def paint_sea(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 760, 420, 110)
    _water(s, 1060, 0x3F86B4)
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


def paint_rooftop(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 420, 340, 100)
    f.skyline(s, -30, 560, WIDTH + 60, 760)
    s.box(0, 1130, WIDTH, 230, 0xA9A6A4)
    s.box(-10, 1110, WIDTH + 20, 40, 0xC4C0BC)
    for x in range(40, WIDTH, 120):
        s.line([(x, 1110), (x, 940)], 9, 0x7A7E86)
    s.line([(0, 944), (WIDTH, 944)], 13, 0x8A8E96)
    paint_floor(s, 0x9A9896, kind="stone", top=1350)
    s.box(1150, 720, 420, 660, 0xB9B2AA)
    f.door(s, 1230, 1376, 220, 480, 0x5A6A74)


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
        f.lantern(s, 130 + i * 250, 350 + (i % 2) * 60, 0.7)


def paint_site(s: Stage) -> None:
    paint_sky(s)
    f.skyline(s, 0, 700, WIDTH, 500)
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
    f.glow_screen(s, 430, 560, 640, 240, 0x3A6AA8)
    for i in range(4):
        s.line([(470, 610 + i * 46), (1020 - (i * 67) % 220, 610 + i * 46)], 13, 0xFFC85A, 0.9)
    paint_floor(s, 0xB9C0C6, kind="tiles")
    for i in range(6):
        f.chair(s, 90 + i * 130, FLOOR + 100, 0x3E6A9A, 0.9)
    s.box(1080, FLOOR - 190, 330, 250, 0xD9DEE2)
    s.lamp(750, 640, 500, 0xDDEBFF, 0.6)


def paint_park(s: Stage) -> None:
    paint_sky(s)
    paint_moon(s, 1040, 320, 90)
    f.skyline(s, 0, 760, WIDTH, 380)
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
