"""Rooms of our time: homes and offices."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import darken, lighten
from fangcun.cut.engine.draw.ink import fill, oval, poly, rounded
from fangcun.cut.engine.draw.places import fittings as g
from fangcun.cut.engine.draw.places import furniture as f
from fangcun.cut.engine.draw.places.stage import FLOOR, WIDTH, Stage, paint_floor, paint_wall


def paint_living(s: Stage) -> None:
    wall = s.rng.choice((0xE9DFCF, 0xDDE3DF, 0xEAD9CF, 0xD9DDE6))
    paint_wall(s, wall, panel=lighten(wall, 0.25))
    g.window(s, 200, 300, 560, 620, view="city")
    g.curtains(s, 160, 250, 640, 1090, s.rng.choice((0x8FA3A8, 0xB98A7A, 0x7A8AA8)))
    g.picture(s, 960, 420, 360, 260)
    g.ceiling_lamp(s, 900, 210, kind="chandelier")
    paint_floor(s, 0xB98B62)
    f.sofa(s, 640, FLOOR + 120, 640, s.rng.choice((0x8A9A9E, 0xA88672, 0x6E7F96)))
    g.floor_lamp(s, 1390, FLOOR + 90)
    f.plant(s, 90, FLOOR + 130, 1.25)
    f.table(s, 520, FLOOR + 330, 520, 130, 0x8A5A3A)


def paint_bedroom(s: Stage) -> None:
    paint_wall(s, s.rng.choice((0xE6D5D0, 0xD5DCE4, 0xE3DCCB)))
    g.window(s, 130, 320, 400, 560, view="city")
    g.curtains(s, 90, 270, 480, 1070, s.rng.choice((0xB9909A, 0x8A94B0)))
    g.picture(s, 830, 380, 330, 230)
    paint_floor(s, 0xA97F5C)
    f.bed(s, 680, FLOOR + 190, 640, s.rng.choice((0x9AA9C4, 0xC99A94, 0x8FA890)))
    f.table(s, 560, FLOOR + 60, 120, 150, 0x7A5238)
    g.floor_lamp(s, 1440, FLOOR + 60)
    s.lamp(620, FLOOR - 130, 330)


def paint_office(s: Stage) -> None:
    paint_wall(s, 0xCBD3DA)
    g.window(s, 90, 190, 860, 900, view="city", frame=0x4A5262, panes=4)
    f.shelf(s, 1040, 520, 400, 860, 0x5A3D2C)
    paint_floor(s, 0x7A828E, kind="tiles")
    f.plant(s, 1000, FLOOR + 60, 1.1)
    f.desk(s, 300, FLOOR + 330, 760, 270, 0x6A4732)
    g.ceiling_lamp(s, 400, 80, kind="strip")
    g.ceiling_lamp(s, 1050, 80, kind="strip")


def paint_meeting(s: Stage) -> None:
    paint_wall(s, 0xC9CFD6, panel=0x9AA3AE)
    g.glow_screen(s, 430, 380, 640, 400)
    g.window(s, -60, 300, 330, 760, frame=0x4A5262)
    g.window(s, 1230, 300, 330, 760, frame=0x4A5262)
    paint_floor(s, 0x6E7480, kind="carpet")
    for x in (300, 520, 860, 1080):
        f.chair(s, x, FLOOR + 90, 0x39404E)
    s.form(poly([(330, FLOOR + 60), (1170, FLOOR + 60), (1420, FLOOR + 520), (80, FLOOR + 520)]), 0x7A5540)
    s.box(80, FLOOR + 520, 1340, 60, 0x54392B)
    for x in (420, 900):
        g.ceiling_lamp(s, x + 90, 90, kind="strip")


def paint_study(s: Stage) -> None:
    paint_wall(s, 0xCDB89A, panel=0x6E4A32)
    f.shelf(s, 60, 260, 520, 1110)
    f.shelf(s, 930, 260, 520, 1110)
    g.window(s, 640, 330, 230, 560, view="trees", frame=0x5A3D2A)
    paint_floor(s, 0x7A5238)
    f.desk(s, 420, FLOOR + 320, 680, 270, 0x5E3C28, screen=False)
    s.form(poly([(820, FLOOR - 30), (920, FLOOR - 30), (900, FLOOR - 80), (840, FLOOR - 80)]), 0x2F6B52)
    s.lamp(870, FLOOR - 40, 360)
    g.ceiling_lamp(s, 750, 190)


def paint_kitchen(s: Stage) -> None:
    paint_wall(s, 0xE6E3DA)
    for i in range(8):
        for j in range(5):
            s.canvas.drawPath(
                rounded(10 + i * 190, 640 + j * 84, 182, 78, 4), fill(0xFFFFFF, 0.5 if (i + j) % 2 else 0.3)
            )
    color = s.rng.choice((0xA9B8A6, 0xC9A58A, 0x8FA0B4))
    for i in range(5):
        s.box(20 + i * 300, 240, 280, 360, color)
        s.box(250 + i * 300, 480, 12, 70, 0xD9D2C6)
    g.window(s, 620, 300, 320, 300, view="trees")
    s.box(-10, 1070, WIDTH + 20, 44, 0xD9CFC0)
    for i in range(6):
        s.box(10 + i * 250, 1114, 240, 280, color)
    for x, c in ((220, 0xB5523B), (330, 0x6E7F96), (1150, 0x4A4A52)):
        s.form(rounded(x, 970, 90, 100, 16), c)
    paint_floor(s, 0xB9A68C, kind="tiles")
    g.ceiling_lamp(s, 480, 230)
    g.ceiling_lamp(s, 1060, 230)


def paint_corridor(s: Stage) -> None:
    paint_wall(s, 0xD9D3C8, panel=0xA98F78)
    for x in (120, 1080):
        g.door(s, x, FLOOR, 290, 800, 0x7A5A44)
    g.picture(s, 570, 480, 340, 260, "abstract")
    paint_floor(s, 0x8E4A44, kind="carpet")
    for x in (500, 980):
        s.form(oval(x, 520, 34, 54), 0xF3E2BC)
        s.lamp(x, 520, 380)
    g.ceiling_lamp(s, 750, 150)


def paint_basement(s: Stage) -> None:
    paint_wall(s, 0x7A7672)
    for j in range(14):
        for i in range(9):
            x = i * 190 - (95 if j % 2 else 0)
            s.canvas.drawRect(_r(x + 3, j * 100 + 3, 184, 94), fill(0x8C8680 if (i * 7 + j * 3) % 4 else 0x746E69))
    s.line([(0, 190), (WIDTH, 190)], 34, 0x5A5552)
    s.line([(0, 250), (WIDTH, 250)], 16, 0x8E5A3A)
    for i, x in enumerate((60, 1120, 1240)):
        s.box(x, FLOOR - 180 - i % 2 * 40, 230, 190 + i % 2 * 40, 0x9A7A52)
    paint_floor(s, 0x5E5A58, kind="stone")
    g.ceiling_lamp(s, 750, 330)


def paint_warehouse(s: Stage) -> None:
    paint_wall(s, 0x9AA0A2)
    for x in range(0, WIDTH, 60):
        s.line([(x, 120), (x, FLOOR)], 5, 0x84898C, 0.7)
    for k in (0, 1):
        x = 40 + k * 930
        for r in range(4):
            y = 420 + r * 250
            s.box(x, y, 500, 22, 0xC9722E)
            for i in range(4):
                s.box(
                    x + 10 + i * 122,
                    y - 120 + s.rng.uniform(0, 30),
                    108,
                    118,
                    s.rng.choice((0xB99468, 0xA9825A, 0xC9A678)),
                )
        for dx in (0, 480):
            s.box(x + dx, 300, 24, 1090, 0x2F5E8C)
    g.window(s, 610, 260, 280, 180, frame=0x5A5F66)
    paint_floor(s, 0x8A8A88, kind="stone")
    g.ceiling_lamp(s, 750, 150, kind="strip")


def paint_bathroom(s: Stage) -> None:
    paint_wall(s, 0xD3E0E0)
    for i in range(11):
        for j in range(11):
            s.canvas.drawRect(_r(6 + i * 140, 6 + j * 126, 130, 118), fill(0xFFFFFF, 0.35))
    s.form(rounded(480, 380, 540, 460, 30), 0xBCD6E2)
    s.box(380, 1000, 740, 60, 0xF4F0EA)
    s.form(oval(750, 1010, 190, 40), 0xFFFFFF)
    s.box(400, 1060, 700, 320, 0x9A8A7A)
    paint_floor(s, 0xA9B8BC, kind="tiles")
    g.ceiling_lamp(s, 750, 180)


def _r(x: float, y: float, w: float, h: float) -> skia.Rect:
    return skia.Rect.MakeXYWH(x, y, w, h)


def paint_room(s: Stage) -> None:
    """Any room that nobody described further."""
    wall = s.rng.choice((0xE2D9CB, 0xCFDAD8, 0xDCCFC9, 0xD0D5E0))
    paint_wall(s, wall, panel=darken(wall, 0.12))
    if s.rng.random() < 0.5:
        g.window(s, 150, 330, 480, 600, view="trees")
        g.door(s, 1080, FLOOR, 290, 780, 0x8A6244)
    else:
        g.window(s, 880, 330, 480, 600, view="city")
        f.shelf(s, 90, 560, 380, 820)
    g.picture(s, 690, 470, 160, 220)
    paint_floor(s, 0xA9805C)
    f.table(s, 600, FLOOR + 14, 330, 130, 0x7A5238)  # against the wall: people stand in the middle
    g.ceiling_lamp(s, 760, 190)
