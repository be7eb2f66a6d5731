"""Things with a seal on them: the emperor's edict, an identity card, a ticket, a test report, a bag of evidence."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import INK, darken
from fangcun.cut.engine.draw.ink import brush, curve, fill, linear, oval, poly, rounded, shape, stroke
from fangcun.cut.engine.draw.lettering import wrap
from fangcun.cut.engine.draw.thing import GOLD, RED, Thing
from fangcun.cut.engine.draw.type import draw_text, measure


def edict(t: Thing) -> None:
    """A scroll of yellow silk, lettered in upright columns from the right, with the great square seal."""
    silk = linear((-440, -420), (440, 420), [(0, 0xF6D778, 1), (0.5, 0xE9BC4A, 1), (1, 0xD09A30, 1)])
    shape(t.canvas, poly([(-430, -430), (430, -430), (430, 430), (-430, 430)]), silk, pen=5)
    t.canvas.drawRect(skia.Rect.MakeLTRB(-395, -395, 395, 395), stroke(RED, 7))
    for x, y in ((-330.0, 300.0), (330.0, -300.0), (-330.0, -300.0), (330.0, 300.0)):
        cloud = [(x - 70, y), (x - 20, y - 36), (x + 20, y + 6), (x + 70, y - 20)]
        brush(t.canvas, cloud, 18, 0xB8782A, alpha=0.45)
    for rod in (-500, 440):
        shape(t.canvas, rounded(rod, -540, 60, 1080, 28), 0x8A2A20, pen=5)
        for end in (-560, 500):
            shape(t.canvas, rounded(rod - 10, end, 80, 60, 20), GOLD, pen=4)
    text = [c for c in "奉天承运皇帝诏曰" + t.text if not c.isspace()]
    size = 74.0 if len(text) <= 40 else 52.0
    rows = int(760 / (size * 1.1))
    for i, char in enumerate(text[: rows * int(740 / (size * 1.3))]):
        x, y = 355 - size - (i // rows) * size * 1.3, -375 + size + (i % rows) * size * 1.1
        draw_text(t.canvas, char, x, y, path=t.fonts.bold, size=size, color=INK)
    t.canvas.drawPath(rounded(-350, 150, 200, 200, 10), stroke(RED, 18, 0.85))
    for i in range(3):
        points = [(-320 + i * 55, 180), (-290 + i * 55, 240), (-320 + i * 55, 320)]
        brush(t.canvas, points, 16, RED, taper="none", alpha=0.85)


def identity_card(t: Thing) -> None:
    """A card with a portrait, the name and lines of particulars."""
    t.canvas.save()
    t.canvas.rotate(-5)
    ground = linear((-460, -290), (460, 290), [(0, 0xE6F2F4, 1), (0.6, 0xCFE2EC, 1), (1, 0xE9DDE8, 1)])
    shape(t.canvas, rounded(-460, -290, 920, 580, 40), ground, pen=5)
    for i in range(7):
        brush(t.canvas, [(-440, -220 + i * 80), (0, -260 + i * 80), (440, -200 + i * 80)], 4, 0x8AB0C4, alpha=0.5)
    shape(t.canvas, rounded(150, -210, 260, 330, 10), 0xA9C6DA, pen=4)
    shape(t.canvas, oval(280, -70, 70, 86), 0xE6BE9C, pen=3)
    t.canvas.drawPath(curve([(205, -80), (230, -160), (330, -160), (355, -80), (280, -120)], close=True), fill(INK))
    shape(t.canvas, poly([(170, 118), (220, 34), (340, 34), (392, 118)]), 0x2F3E5A, pen=3)
    title = t.word[:6] or "证件"
    draw_text(t.canvas, title, -400, -180, path=t.fonts.black, size=72, color=0x2A4A6A)
    for i, line in enumerate(wrap(t.text, width=490, fonts=t.fonts, size=48)[:4]):
        draw_text(t.canvas, line, -400, -80 + i * 70, path=t.fonts.regular, size=48, color=INK)
    draw_text(t.canvas, "No. •••• •••• 0826", -400, 235, path=t.fonts.bold, size=54, color=0x33485A)
    t.canvas.restore()


def ticket(t: Thing) -> None:
    """A ticket with a torn-off stub, holes along the line, bars to be read by a gate."""
    t.canvas.save()
    t.canvas.rotate(6)
    shape(t.canvas, rounded(-480, -240, 960, 480, 24), 0xDDEBF2, pen=5)
    t.canvas.drawRect(skia.Rect.MakeLTRB(-478, -238, 478, -140), fill(0x2F7AA8))
    for i in range(11):
        t.canvas.drawPath(oval(230, -215 + i * 43, 9, 9), fill(INK, 0.6))
    draw_text(t.canvas, t.word[:6] or "票", -430, -164, path=t.fonts.black, size=64, color=0xFFFFFF)
    lines = wrap(t.text or "单程 · 当日有效", width=600, fonts=t.fonts, size=66)[:3]
    for i, line in enumerate(lines):
        draw_text(t.canvas, line, -430, -40 + i * 92, path=t.fonts.bold, size=66, color=INK)
    for i in range(17):
        t.canvas.drawRect(skia.Rect.MakeXYWH(270 + i * 11, -90, (3, 7, 5)[i % 3], 270), fill(INK))
    t.canvas.restore()


def laboratory(t: Thing) -> None:
    """A laboratory's sheet: rows of values, one of them out of range and circled, what it says below."""
    t.canvas.save()
    t.canvas.rotate(-3)
    shape(t.canvas, rounded(-390, -540, 780, 1080, 6), 0xFBFCFA, pen=4)
    title = t.word[:8] or "化验单"
    w = measure(title, t.fonts.black, 70)
    draw_text(t.canvas, title, -w / 2, -430, path=t.fonts.black, size=70, color=0x1E5A7A)
    t.canvas.drawRect(skia.Rect.MakeXYWH(-340, -390, 680, 6), fill(0x1E5A7A))
    for i in range(7):
        y = -330 + i * 66
        odd = i == 4
        for x, width in ((-330, 190), (-60, 100), (90, 60), (220, 110)):
            t.canvas.drawRect(skia.Rect.MakeXYWH(x, y, width, 14), fill(RED if odd else INK, 0.9 if odd else 0.34))
        t.canvas.drawRect(skia.Rect.MakeXYWH(-340, y + 40, 680, 2), fill(INK, 0.2))
    brush(t.canvas, [(-110, -60), (60, -108), (190, -60), (60, -14), (-110, -50)], 12, RED)
    for i, line in enumerate(wrap(t.text, width=660, fonts=t.fonts, size=58)[:4]):
        draw_text(t.canvas, line, -330, 230 + i * 82, path=t.fonts.bold, size=58, color=INK)
    t.canvas.drawPath(oval(240, 420, 96, 96), stroke(RED, 9, 0.8))
    t.canvas.restore()


def evidence(t: Thing) -> None:
    """A clear bag with a red band and a label, something small and dark in it."""
    shape(t.canvas, rounded(-390, -520, 780, 1040, 20), 0xC9D8DE, pen=5)
    t.canvas.drawRect(skia.Rect.MakeLTRB(-388, -520, 388, -400), fill(RED))
    draw_text(t.canvas, "证物", -110, -430, path=t.fonts.black, size=100, color=0xFFFFFF)
    shape(t.canvas, rounded(-330, -360, 660, 300, 8), 0xFBF8EE, pen=3)
    for i, line in enumerate(wrap(t.text or t.word, width=600, fonts=t.fonts, size=58)[:3]):
        draw_text(t.canvas, line, -300, -270 + i * 84, path=t.fonts.bold, size=58, color=INK)
    shape(t.canvas, oval(-30, 240, 120, 120), 0x8FA6B0, pen=0)
    t.canvas.drawPath(oval(-30, 240, 96, 96), stroke(darken(GOLD, 0.2), 34))
    brush(t.canvas, [(-340, 460), (-260, 100), (-300, -20)], 22, 0xFFFFFF, alpha=0.6)
    brush(t.canvas, [(330, 480), (270, 200), (310, 20)], 14, 0xFFFFFF, alpha=0.6)
