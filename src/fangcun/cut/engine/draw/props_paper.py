"""Things that are read: letters, contracts, telephones, newspapers, cards."""

from __future__ import annotations

from math import cos, pi, sin

import skia

from fangcun.cut.engine.draw.color import INK, darken
from fangcun.cut.engine.draw.ink import brush, fill, glow, linear, oval, poly, rounded, shape, stroke
from fangcun.cut.engine.draw.lettering import wrap
from fangcun.cut.engine.draw.thing import GOLD, PAPER, RED, Thing
from fangcun.cut.engine.draw.type import draw_text, measure


def _sheet(t: Thing, x: float, y: float, w: float, h: float, *, title: str = "", red: bool = False) -> None:
    shape(
        t.canvas,
        poly([(x, y), (x + w, y), (x + w, y + h), (x, y + h)]),
        linear((x, y), (x + w, y + h), [(0, 0xFFFDF6, 1), (1, 0xEFE6D4, 1)]),
        pen=4,
    )
    top = y + 90
    if title:
        size = 62.0
        tw = measure(title, t.fonts.black, size)
        draw_text(t.canvas, title, x + (w - tw) / 2, top + 30, path=t.fonts.black, size=size, color=RED if red else INK)
        top += 120
    size = 46.0 if len(t.text) < 60 else 36.0
    lines = wrap(t.text, width=w - 140, fonts=t.fonts, size=size)
    room = int((y + h - 60 - top) / (size * 1.6))
    for i, line in enumerate(lines[:room]):
        draw_text(t.canvas, line, x + 70, top + 40 + i * size * 1.6, path=t.fonts.regular, size=size, color=0x2E2730)
    for i in range(len(lines), room):
        yy = top + 28 + i * size * 1.6
        width = (w - 140) * (0.94 if i % 4 != 3 else 0.55)
        t.canvas.drawRect(skia.Rect.MakeXYWH(x + 70, yy, width, 9), fill(0x6A6470, 0.26))


def letter(t: Thing) -> None:
    shape(t.canvas, poly([(-330, -60), (430, -120), (470, 420), (-290, 470)]), 0xD9B98A, pen=4)
    t.canvas.save()
    t.canvas.rotate(-4)
    _sheet(t, -370, -470, 680, 860)
    t.canvas.restore()


def contract(t: Thing) -> None:
    title = next(
        (
            k
            for k in ("离婚协议书", "合同", "协议书", "遗嘱", "鉴定报告", "判决书", "诊断书", "通知书")
            if k[:2] in t.word
        ),
        t.word[:8] or "合同",
    )
    t.canvas.save()
    t.canvas.rotate(3)
    _sheet(t, -380, -500, 760, 980, title=title)
    t.canvas.restore()
    t.canvas.drawPath(oval(210, 330, 118, 118), stroke(RED, 9, 0.85))
    star = [_star(210, 330, 48, i) for i in range(10)]
    t.canvas.drawPath(poly(star), fill(RED, 0.85))
    shape(t.canvas, poly([(-420, 430), (-70, 250), (-56, 272), (-404, 462)]), 0x23222B, pen=4)
    shape(t.canvas, poly([(-70, 250), (-20, 236), (-56, 272)]), GOLD, pen=3)


def _star(x: float, y: float, r: float, i: int) -> tuple[float, float]:
    k = r if i % 2 == 0 else r * 0.4
    return x + k * sin(pi * i / 5), y - k * cos(pi * i / 5)


def phone(t: Thing) -> None:
    shape(t.canvas, rounded(-280, -560, 560, 1100, 70), 0x202028, pen=5)
    t.canvas.drawPath(
        rounded(-255, -535, 510, 1050, 52), linear((0, -535), (0, 515), [(0, 0xEAF1F8, 1), (1, 0xD3DEEA, 1)])
    )
    shape(t.canvas, rounded(-70, -520, 140, 30, 15), 0x15151B, pen=0)
    if not t.text:
        _incoming_call(t)
        return
    text = t.text
    name, _, rest = text.partition("：") if "：" in text[:10] else ("", "", text)
    draw_text(
        t.canvas,
        name or "消息",
        -60 if not name else -measure(name, t.fonts.bold, 46) / 2,
        -400,
        path=t.fonts.bold,
        size=46,
        color=0x2E2730,
    )
    t.canvas.drawRect(skia.Rect.MakeXYWH(-255, -366, 510, 3), fill(0xB9C6D4))
    lines = wrap(rest or "……", width=330, fonts=t.fonts, size=44)[:9]
    h = len(lines) * 66 + 56
    shape(t.canvas, oval(-205, -285, 40, 40), 0xC98A6A, pen=2)
    bubble = rounded(-150, -325, 380, h, 24)
    t.canvas.drawPath(bubble, glow(0x5A6A80, 0.35, 6))
    t.canvas.drawPath(bubble, fill(0xFFFFFF))
    for i, line in enumerate(lines):
        draw_text(t.canvas, line, -125, -325 + 70 + i * 66, path=t.fonts.regular, size=44, color=0x23222B)
    if h < 420:
        t.canvas.drawPath(rounded(-40, -325 + h + 50, 220, 90, 24), fill(0x8FD07A))
        for i in range(3):
            t.canvas.drawPath(oval(30 + i * 42, -325 + h + 95, 10, 10), fill(0x2F5E2A))


def _incoming_call(t: Thing) -> None:
    """What a phone shows when the script does not say: somebody calls."""
    t.canvas.drawPath(
        rounded(-255, -535, 510, 1050, 52), linear((0, -535), (0, 515), [(0, 0x3B4A63, 1), (1, 0x1C2231, 1)])
    )
    t.canvas.drawPath(oval(0, -240, 112, 112), fill(0x8FA3BF))
    t.canvas.drawPath(oval(0, -272, 42, 46), fill(0x3B4A63))
    t.canvas.drawPath(oval(0, -164, 78, 44), fill(0x3B4A63))
    text = "来电"
    width = measure(text, t.fonts.bold, 58)
    draw_text(t.canvas, text, -width / 2, -30, path=t.fonts.bold, size=58, color=0xF4F1EA)
    for x, color in ((-130, 0xD2483E), (130, 0x3FA66B)):
        t.canvas.drawPath(oval(x, 340, 74, 74), fill(color))
        shape(t.canvas, rounded(x - 34, 326, 68, 28, 14), 0xFFFFFF, pen=0)


def photo(t: Thing) -> None:
    """A print of two people side by side, with the white border of old prints."""
    t.canvas.save()
    t.canvas.rotate(-4)
    shape(t.canvas, rounded(-400, -520, 800, 960, 10), 0xF7F2E8, pen=4)
    t.canvas.drawRect(
        skia.Rect.MakeXYWH(-350, -470, 700, 700), linear((0, -470), (0, 230), [(0, 0xCFC3A8, 1), (1, 0x8E8064, 1)])
    )
    for x, y, tone in ((-130, -180, 0x5A4E3E), (140, -130, 0x6B5C48)):
        t.canvas.drawPath(oval(x, y, 92, 108), fill(tone))
        t.canvas.drawPath(poly([(x - 170, 230), (x - 120, y + 130), (x + 120, y + 130), (x + 170, 230)]), fill(tone))
    for i, line in enumerate(wrap(t.text, width=680, fonts=t.fonts, size=56)[:2] if t.text else ()):
        draw_text(t.canvas, line, -340, 320 + i * 76, path=t.fonts.regular, size=56, color=INK)
    t.canvas.restore()


def notebook(t: Thing) -> None:
    """A bound notebook with a red cover, its words on the label."""
    t.canvas.save()
    t.canvas.rotate(4)
    shape(t.canvas, rounded(-390, -540, 800, 1000, 24), 0x7E1F1C, pen=0)
    shape(t.canvas, rounded(-400, -550, 780, 1000, 24), 0xB3322B, pen=5)
    t.canvas.drawRect(skia.Rect.MakeXYWH(-400, -550, 90, 1000), fill(0x8C2621))
    shape(t.canvas, rounded(-210, -400, 500, 260, 10), 0xF3EBDA, pen=3)
    lines = wrap(t.text or t.word, width=430, fonts=t.fonts, size=64)[:3]
    for i, line in enumerate(lines):
        width = measure(line, t.fonts.bold, 64)
        y = -270 + 22 + (i - (len(lines) - 1) / 2) * 80
        draw_text(t.canvas, line, 40 - width / 2, y, path=t.fonts.bold, size=64, color=INK)
    t.canvas.restore()


def paper(t: Thing) -> None:
    shape(t.canvas, poly([(-470, -430), (450, -490), (490, 440), (-440, 500)]), 0xE9E1CF, pen=4)
    t.canvas.save()
    t.canvas.rotate(-3.5)
    draw_text(t.canvas, "今日要闻", -400, -300, path=t.fonts.black, size=104, color=INK)
    t.canvas.drawRect(skia.Rect.MakeXYWH(-410, -270, 850, 8), fill(INK))
    for i, line in enumerate(wrap(t.text or t.word, width=820, fonts=t.fonts, size=70)[:3]):
        draw_text(t.canvas, line, -400, -170 + i * 96, path=t.fonts.bold, size=70, color=0x2E2730)
    t.canvas.drawRect(
        skia.Rect.MakeXYWH(-400, 110, 380, 300), linear((-400, 110), (0, 410), [(0, 0xB9B2A4, 1), (1, 0x6E685E, 1)])
    )
    t.canvas.drawPath(oval(-210, 220, 60, 70), fill(0x4A453E))
    t.canvas.drawPath(oval(-210, 380, 120, 90), fill(0x4A453E))
    for i in range(9):
        t.canvas.drawRect(skia.Rect.MakeXYWH(20, 118 + i * 34, 400 if i % 4 != 3 else 250, 10), fill(INK, 0.34))
    t.canvas.restore()


def card(t: Thing) -> None:
    t.canvas.save()
    t.canvas.rotate(-8)
    shape(
        t.canvas,
        rounded(-430, -270, 860, 540, 46),
        linear((-430, -270), (430, 270), [(0, 0x3A3A48, 1), (0.5, 0x1C1C26, 1), (1, 0x35303E, 1)]),
        pen=5,
    )
    shape(t.canvas, rounded(-360, -90, 130, 100, 16), GOLD, pen=3)
    for i in range(3):
        brush(t.canvas, [(-360, -60 + i * 30), (-230, -60 + i * 30)], 3, darken(GOLD, 0.4), taper="none")
    draw_text(t.canvas, "6228 4800 •••• 8888", -360, 110, path=t.fonts.bold, size=66, color=0xEBD9A8)
    draw_text(t.canvas, (t.word or "银行卡")[:8], -360, -160, path=t.fonts.black, size=62, color=0xEBD9A8)
    for i, c in enumerate((0xD8434E, 0xE8A33A)):
        t.canvas.drawPath(oval(270 + i * 70, 170, 58, 58), fill(c, 0.85))
    t.canvas.restore()


def money(t: Thing) -> None:
    for i in range(5):
        t.canvas.save()
        t.canvas.rotate(-10 + i * 4)
        y = 260 - i * 90
        shape(t.canvas, rounded(-400, y - 150, 800, 300, 14), (0xE2767A, 0xD9686E)[i % 2], pen=5)
        t.canvas.drawPath(rounded(-370, y - 124, 740, 248, 8), stroke(0xF6D3CE, 7))
        t.canvas.drawPath(oval(120, y, 90, 90), fill(0xF0A8A4))
        draw_text(t.canvas, "100", -340, y + 40, path=t.fonts.black, size=110, color=0x9A2E38)
        t.canvas.restore()
    shape(t.canvas, poly([(-70, -330), (40, -330), (60, 470), (-60, 470)]), PAPER, pen=4)
