"""Things seen close: the letter, the ring, the phone on which everything turns."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import skia

from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.color import INK, darken, lighten
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import brush, curve, fill, linear, oval, poly, radial, rounded, shape, stroke
from fangcun.cut.engine.draw.props_official import edict, evidence, identity_card, laboratory, ticket
from fangcun.cut.engine.draw.props_paper import card, contract, letter, money, notebook, paper, phone, photo
from fangcun.cut.engine.draw.thing import GOLD, PAPER, RED, Thing
from fangcun.cut.engine.draw.type import draw_text, measure

Painter = Callable[[Thing], None]


def _ring(t: Thing) -> None:
    shape(
        t.canvas,
        curve([(-360, 40), (0, -30), (360, 40), (340, 380), (0, 430), (-340, 380)], close=True, tension=0.35),
        0x5A1F2E,
        pen=5,
    )
    shape(t.canvas, curve([(-360, 40), (0, -30), (360, 40), (0, 130)], close=True, tension=0.4), 0x2E1220, pen=4)
    t.canvas.drawPath(oval(0, -60, 190, 196), stroke(INK, 46))
    t.canvas.drawPath(oval(0, -60, 190, 196), stroke(GOLD, 36))
    t.canvas.drawPath(oval(-8, -66, 186, 192), stroke(lighten(GOLD, 0.6), 9, 0.9))
    shape(
        t.canvas,
        curve([(-330, 90), (0, 150), (330, 90), (340, 380), (0, 430), (-340, 380)], close=True, tension=0.35),
        0x7A2A3C,
        pen=4,
    )
    gem = poly([(-92, -300), (-52, -362), (52, -362), (92, -300), (0, -196)])
    shape(
        t.canvas, gem, linear((-90, -360), (90, -200), [(0, 0xFFFFFF, 1), (0.5, 0xBFE4FF, 1), (1, 0x7FB4E8, 1)]), pen=4
    )
    for p in (
        [(-92, -300), (92, -300)],
        [(-40, -300), (0, -196), (40, -300)],
        [(-52, -362), (-40, -300), (0, -362), (40, -300), (52, -362)],
    ):
        for a, b in itertools.pairwise(p):
            brush(t.canvas, [a, b], 3, 0x4C7FB0, taper="none")
    for x, y, r in ((130, -390, 60), (-150, -330, 40), (180, -250, 34)):
        t.canvas.drawPath(
            poly(
                [
                    (x, y - r),
                    (x + r * 0.14, y - r * 0.14),
                    (x + r, y),
                    (x + r * 0.14, y + r * 0.14),
                    (x, y + r),
                    (x - r * 0.14, y + r * 0.14),
                    (x - r, y),
                    (x - r * 0.14, y - r * 0.14),
                ]
            ),
            fill(0xFFFFFF),
        )


def _knife(t: Thing) -> None:
    t.canvas.save()
    t.canvas.rotate(-32)
    blade = curve([(-110, -46), (360, -60), (520, 8), (330, 50), (-110, 52)], close=True, tension=0.25)
    shape(
        t.canvas,
        blade,
        linear((0, -60), (0, 56), [(0, 0xF3F6FA, 1), (0.5, 0xB9C4D0, 1), (0.52, 0xE4EAF0, 1), (1, 0x8C98A6, 1)]),
        pen=5,
    )
    shape(t.canvas, rounded(-140, -74, 40, 150, 12), GOLD, pen=5)
    shape(t.canvas, rounded(-460, -46, 330, 92, 40), 0x4A2A22, pen=5)
    for i in range(6):
        brush(t.canvas, [(-430 + i * 50, -44), (-400 + i * 50, 44)], 8, 0x2A1612, taper="none")
    brush(t.canvas, [(-60, -20), (300, -34), (440, -8)], 9, 0xFFFFFF)
    t.canvas.restore()


def _cup(t: Thing) -> None:
    old = any(k in t.word for k in ("酒", "盏", "毒"))
    body = curve([(-230, -150), (230, -150), (200, 120), (90, 260), (-90, 260), (-200, 120)], close=True, tension=0.35)
    if not old:
        t.canvas.drawPath(oval(250, 10, 110, 120), stroke(INK, 52))
        t.canvas.drawPath(oval(250, 10, 110, 120), stroke(0xF3EEE4, 42))
    shape(t.canvas, oval(0, 300, 330, 60), 0xE6DED0, pen=5)
    shape(t.canvas, body, linear((-230, 0), (230, 0), [(0, 0xFFFDF8, 1), (0.7, 0xEDE6DA, 1), (1, 0xC9BFB0, 1)]), pen=5)
    shape(t.canvas, oval(0, -150, 230, 62), 0xF8F4EC, pen=5)
    t.canvas.drawPath(oval(0, -144, 200, 46), fill(0x7A3A22 if not old else 0x9A4A2A))
    brush(t.canvas, [(-150, 20), (-60, 70), (30, 10), (120, 60)], 16, 0x3E6B9A, alpha=0.8)
    for dx in (-80, 10, 100):
        brush(t.canvas, [(dx, -220), (dx + 40, -320), (dx - 20, -420), (dx + 30, -520)], 26, 0xFFFFFF, alpha=0.4)


def _medicine(t: Thing) -> None:
    shape(t.canvas, rounded(-190, -300, 380, 640, 50), 0xB5682E, pen=5)
    t.canvas.drawPath(rounded(-170, -280, 60, 600, 26), fill(0xFFFFFF, 0.3))
    shape(t.canvas, rounded(-170, -440, 340, 150, 26), 0xF6F3EC, pen=5)
    for i in range(-4, 5):
        brush(t.canvas, [(i * 36, -430), (i * 36, -304)], 4, 0xB9B2A6, taper="none")
    shape(t.canvas, rounded(-190, -120, 380, 330, 6), PAPER, pen=3)
    text = (t.text or t.word or "药")[:6]
    size = min(96.0, 330 / max(1, len(text)))
    draw_text(t.canvas, text, -measure(text, t.fonts.black, size) / 2, 40, path=t.fonts.black, size=size, color=RED)
    t.canvas.drawRect(skia.Rect.MakeXYWH(-150, 90, 300, 10), fill(INK, 0.3))
    for x, y, c in ((290, 300, 0xE2525A), (360, 220, 0xF6F3EC), (-330, 320, 0xE2525A), (-270, 250, 0x5E9DD0)):
        shape(t.canvas, rounded(x - 52, y - 24, 104, 48, 24), c, pen=4)
        t.canvas.drawPath(rounded(x - 40, y - 16, 60, 10, 5), fill(0xFFFFFF, 0.7))


def _jade(t: Thing) -> None:
    brush(t.canvas, [(-30, -560), (10, -420), (0, -300)], 16, RED, taper="none")
    shape(t.canvas, oval(0, -290, 40, 34), RED, pen=4)
    t.canvas.drawPath(oval(0, 0, 262, 262), fill(INK))
    paint = radial((-80, -90), 420, [(0, 0xE9FAEA, 1), (0.45, 0x9AD3A8, 1), (1, 0x4E9A74, 1)])
    t.canvas.drawPath(oval(0, 0, 254, 254), paint)
    shape(t.canvas, oval(0, 0, 84, 84), 0x3A2A2E, pen=5)
    for i in range(8):
        t.canvas.save()
        t.canvas.rotate(45 * i)
        brush(t.canvas, [(-40, -150), (0, -205), (44, -170), (12, -140)], 12, 0x3E8A66, alpha=0.75)
        t.canvas.restore()
    brush(t.canvas, [(-190, -60), (-150, -150), (-60, -205)], 22, 0xFFFFFF, alpha=0.8)
    for i in range(-4, 5):
        brush(
            t.canvas, [(i * 6, 270), (i * 13, 420), (i * 12, 540)], 9, RED if i % 2 else darken(RED, 0.2), taper="none"
        )
    shape(t.canvas, oval(0, 278, 36, 30), GOLD, pen=4)


def _key(t: Thing) -> None:
    t.canvas.save()
    t.canvas.rotate(30)
    t.canvas.drawPath(oval(-240, 0, 130, 130), stroke(INK, 66))
    t.canvas.drawPath(oval(-240, 0, 130, 130), stroke(GOLD, 54))
    shape(t.canvas, rounded(-110, -28, 520, 56, 14), GOLD, pen=5)
    for x, h in ((250, 110), (340, 80)):
        shape(t.canvas, rounded(x, 20, 54, h, 10), GOLD, pen=5)
    brush(t.canvas, [(-100, -12), (380, -12)], 9, lighten(GOLD, 0.6))
    t.canvas.restore()


def _camera(t: Thing) -> None:
    shape(t.canvas, rounded(-360, -200, 620, 420, 40), 0x2A2A33, pen=5)
    shape(t.canvas, rounded(-280, -300, 240, 120, 24), 0x383844, pen=5)
    shape(t.canvas, oval(-50, 10, 170, 170), 0x15151C, pen=5)
    t.canvas.drawPath(
        oval(-50, 10, 130, 130), radial((-90, -40), 200, [(0, 0x9FC4F0, 1), (0.5, 0x3A4A8A, 1), (1, 0x12142A, 1)])
    )
    t.canvas.drawPath(oval(-100, -50, 30, 22), fill(0xFFFFFF, 0.9))
    shape(t.canvas, poly([(260, -110), (460, -190), (460, 210), (260, 120)]), 0x202028, pen=5)
    t.canvas.drawPath(oval(190, -150, 22, 22), fill(0xE2343A))


def _thing(t: Thing) -> None:
    """A wrapped box with the name on a tag: for anything that has no picture of its own."""
    shape(t.canvas, poly([(-330, -120), (0, -240), (340, -120), (10, 20)]), 0xD9B68A, pen=5)
    shape(t.canvas, poly([(-330, -120), (10, 20), (10, 430), (-330, 270)]), 0xC49A6A, pen=5)
    shape(t.canvas, poly([(340, -120), (10, 20), (10, 430), (340, 270)]), 0xA67F54, pen=5)
    brush(t.canvas, [(-160, -180), (175, -50), (175, 350)], 26, RED, taper="none")
    text = (t.word or "信物")[:8]
    size = min(130.0, 620 / max(2, len(text)))
    w = measure(text, t.fonts.black, size)
    t.canvas.save()
    t.canvas.rotate(-5)
    shape(t.canvas, rounded(-w / 2 - 60, -470, w + 120, size * 1.7, 14), PAPER, pen=4)
    draw_text(t.canvas, text, -w / 2, -470 + size * 1.18, path=t.fonts.black, size=size, color=INK)
    t.canvas.restore()
    brush(t.canvas, [(-60, -300), (-20, -260), (0, -200)], 6, INK, taper="none")


PROPS: tuple[tuple[tuple[str, ...], Painter], ...] = (
    (("圣旨", "诏书", "懿旨", "edict"), edict),
    (("证物", "物证", "evidence"), evidence),
    (("化验", "检验单", "孕检", "B超", "体检", "test report"), laboratory),
    (("身份证", "警官证", "学生证", "工作证", "id card"), identity_card),
    (("车票", "机票", "船票", "门票", "登机牌", "ticket"), ticket),
    (("手机", "短信", "微信", "电话", "来电", "消息", "屏幕", "phone", "message"), phone),
    (("照片", "相片", "合影", "photo", "picture"), photo),
    (("本子", "笔记本", "账本", "日记", "工时簿", "账簿", "notebook", "ledger", "diary"), notebook),
    (("报纸", "新闻", "头条", "newspaper"), paper),
    (("合同", "协议", "报告", "遗嘱", "判决", "诊断", "通知", "文件", "证书", "剧本", "contract", "report"), contract),
    (("信", "纸条", "遗书", "letter", "note"), letter),
    (("戒指", "钻戒", "ring"), _ring),
    (("刀", "剑", "匕首", "knife", "sword", "dagger"), _knife),
    (("杯", "茶", "酒", "咖啡", "碗", "cup", "tea", "coffee", "wine"), _cup),
    (("药", "medicine", "pill"), _medicine),
    (("银行卡", "信用卡", "黑卡", "名片", "房卡", "工牌", "card"), card),
    (("玉", "吊坠", "项链", "jade", "pendant", "necklace"), _jade),
    (("钥匙", "key"), _key),
    (("钱", "钞", "现金", "money", "cash"), money),
    (("摄像", "相机", "镜头", "camera"), _camera),
)


def painter_of(word: str) -> Painter:
    """The painter of the thing a word names; a tagged box where none fits."""
    low = word.lower()
    return next((paint for words, paint in PROPS if any(w in low for w in words)), _thing)


def draw_prop(canvas: skia.Canvas, word: str, text: str, fonts: Fonts, *, width: float, height: float) -> None:
    """A thing on a table top, large, in the upper part of the frame."""
    rng = chance("table", word)
    wood = rng.choice((0x6E4632, 0x5A4038, 0x4A3C48, 0x7A5A40))
    canvas.drawRect(
        skia.Rect.MakeWH(width, height),
        radial(
            (width * 0.42, height * 0.34),
            height * 0.7,
            [(0, lighten(wood, 0.34), 1), (0.6, wood, 1), (1, darken(wood, 0.6), 1)],
        ),
    )
    for i in range(13):
        y = i * height / 12 + rng.uniform(-18, 18)
        brush(
            canvas,
            [(-20, y), (width * 0.5, y + rng.uniform(-16, 16)), (width + 20, y + rng.uniform(-10, 10))],
            rng.uniform(2, 7),
            darken(wood, 0.4),
            taper="none",
            alpha=0.4,
        )
    canvas.save()
    canvas.translate(width / 2, height * (0.41 if height > width else 0.52))
    k = min(width / 1210, height / 1560)  # a thing is about as tall as it is wide: whole in a wide frame too
    canvas.scale(k, k)
    canvas.drawPath(
        oval(30, 90, 560, 570), radial((30, 90), 570, [(0, 0x120A12, 0.7), (0.6, 0x120A12, 0.5), (1, 0x120A12, 0)])
    )
    painter_of(word)(Thing(canvas, word, text, fonts))
    canvas.restore()
    beam = poly([(width * 0.05, 0), (width * 0.4, 0), (width * 0.95, height), (width * 0.3, height)])
    canvas.drawPath(beam, fill(0xFFF2D8, 0.1))
