"""Things in a hand: the phone, letter, cup or sword of the story, small and plain enough to be read at a glance."""

from __future__ import annotations

from collections.abc import Callable

import skia

from fangcun.cut.engine.draw import held_small as small
from fangcun.cut.engine.draw.color import INK
from fangcun.cut.engine.draw.ink import brush, curve, fill, moved, oval, poly, rounded, shape, stroke
from fangcun.cut.engine.draw.thing import GOLD, PAPER, RED

Painter = Callable[[skia.Canvas, float], None]


def _phone(canvas: skia.Canvas, pen: float) -> None:
    shape(canvas, rounded(-30, -86, 60, 116, 12), 0x202028, pen=pen)
    canvas.drawPath(rounded(-24, -78, 48, 98, 7), fill(0xBFD6EE))


def _phone_back(canvas: skia.Canvas, pen: float) -> None:
    shape(canvas, rounded(-30, -86, 60, 116, 12), 0x2E2F3A, pen=pen)
    canvas.drawPath(rounded(-24, -80, 22, 30, 8), fill(0x15151B))
    for y in (-73, -58):
        canvas.drawPath(oval(-13, y, 5, 5), fill(0x5A6478))


def _paper(canvas: skia.Canvas, pen: float) -> None:
    shape(canvas, poly([(-52, -118), (50, -126), (58, 18), (-46, 26)]), PAPER, pen=pen)
    for y in (-94, -72, -50, -28):
        brush(canvas, [(-36, y), (38, y - 5)], 4, 0x8A8490, taper="none")


def _cup(canvas: skia.Canvas, pen: float) -> None:
    shape(canvas, curve([(-34, -52), (34, -52), (28, 22), (-28, 22)], close=True, tension=0.2), 0xF6F1E6, pen=pen)
    shape(canvas, oval(0, -52, 34, 9), 0x8A4A2A, pen=pen)


def _book(canvas: skia.Canvas, pen: float) -> None:
    shape(canvas, rounded(-50, -100, 100, 130, 6), 0x2F5670, pen=pen)
    canvas.drawRect(skia.Rect.MakeXYWH(-40, -100, 7, 130), fill(GOLD))
    canvas.drawPath(rounded(-20, -78, 54, 26, 3), fill(PAPER))


def _sword(canvas: skia.Canvas, pen: float) -> None:
    shape(canvas, poly([(-13, -44), (-11, -420), (0, -456), (11, -420), (13, -44)]), 0xDCE3EA, pen=pen)
    brush(canvas, [(0, -60), (0, -430)], 3, 0x8C98A6, taper="none")
    shape(canvas, rounded(-44, -50, 88, 18, 8), GOLD, pen=pen)
    shape(canvas, rounded(-11, -36, 22, 96, 8), 0x4A2A22, pen=pen)


def _knife(canvas: skia.Canvas, pen: float) -> None:
    shape(canvas, poly([(-13, -30), (-14, -130), (10, -170), (14, -30)]), 0xDCE3EA, pen=pen)
    shape(canvas, rounded(-13, -34, 26, 76, 9), 0x4A2A22, pen=pen)


def _bag(canvas: skia.Canvas, pen: float) -> None:
    canvas.drawPath(oval(0, 34, 38, 46), stroke(INK, 15))
    canvas.drawPath(oval(0, 34, 38, 46), stroke(0x7A3A34, 9))
    shape(canvas, poly([(-74, 54), (74, 54), (88, 178), (-88, 178)]), 0x9A4A40, pen=pen)
    shape(canvas, rounded(-14, 62, 28, 24, 5), GOLD, pen=pen)


def _flower(canvas: skia.Canvas, pen: float) -> None:
    for x, y in ((-36, -104), (34, -108), (0, -140), (0, -84)):
        brush(canvas, [(0, 40), (x, y)], 6, 0x3F7A4A, taper="none")
        shape(canvas, oval(x, y, 30, 28), 0xD8485C, pen=pen)
        canvas.drawPath(oval(x - 4, y - 3, 11, 10), fill(0xF2A0A8))
    shape(canvas, poly([(-50, -62), (50, -62), (14, 62), (-14, 62)]), 0xF3E3D0, pen=pen)


def _umbrella(canvas: skia.Canvas, pen: float) -> None:
    brush(canvas, [(0, 60), (0, -470)], 10, 0x4A3A34, taper="none")
    dome = [(-320, -350), (-230, -470), (0, -540), (230, -470), (320, -350), (160, -376), (0, -350), (-160, -376)]
    shape(canvas, curve(dome, close=True, tension=0.3), 0x3F5F92, pen=pen)
    for x in (-160, 0, 160):
        brush(canvas, [(0, -538), (x * 0.7, -460), (x, -368)], 4, 0x26406C, taper="none")


def _parcel(canvas: skia.Canvas, pen: float) -> None:
    shape(canvas, rounded(-48, -66, 96, 86, 6), 0xC49A6A, pen=pen)
    brush(canvas, [(0, -66), (0, 20)], 9, RED, taper="none")
    brush(canvas, [(-48, -24), (48, -24)], 9, RED, taper="none")


_THINGS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("包子", "馒头", "steamed bun"), "steamed"),
    (("灯笼", "lantern"), "lantern"),
    (("手电", "torch", "flashlight"), "torch"),
    (("工牌", "工作证", "证件", "身份证", "badge", "id card"), "badge"),
    (("玉佩", "玉坠", "令牌", "吊坠", "jade", "pendant"), "jade"),
    (("纸箱", "箱子", "box", "carton"), "carton"),
    (("手机", "电话", "phone"), "phone"),
    (("笔记本", "本子", "账本", "剧本", "场记本", "notebook", "ledger", "diary", "slate"), "book"),
    (("伞", "umbrella"), "umbrella"),
    (("花", "玫瑰", "flower", "rose"), "flower"),
    (("匕首", "菜刀", "小刀", "刀片", "剪", "knife", "dagger"), "knife"),
    (("剑", "刀", "sword"), "sword"),
    (("杯", "茶", "酒", "咖啡", "碗", "盏", "药", "cup", "glass"), "cup"),
    (("包", "箱", "篮", "袋", "bag", "case"), "bag"),
    (("信", "纸", "合同", "协议", "报告", "照片", "旨", "遗", "文件", "报纸", "状", "letter", "paper"), "paper"),
    (("书", "册", "簿", "日记", "book", "diary"), "book"),
)
_PAINTERS: dict[str, Painter] = {
    "phone": _phone,
    "paper": _paper,
    "cup": _cup,
    "book": _book,
    "sword": _sword,
    "knife": _knife,
    "bag": _bag,
    "flower": _flower,
    "umbrella": _umbrella,
    "parcel": _parcel,
    "steamed": small.steamed,
    "lantern": small.lantern,
    "torch": small.torch,
    "badge": small.badge,
    "jade": small.jade,
    "carton": small.carton,
}


def kind_of(word: str) -> str:
    """Which of the small pictures a word of the script gets; a parcel where none fits."""
    low = word.lower()
    if any(w in low for w in ("书包", "红包", "钱包")):
        return "bag" if "书包" in low else "parcel"
    return next((kind for words, kind in _THINGS if any(w in low for w in words)), "parcel")


def draw_held(
    canvas: skia.Canvas, word: str, palm: tuple[float, float], pen: float, *, side: int, at_ear: bool = False
) -> None:
    """The thing that ``word`` names, gripped at ``palm``; ``side`` is the arm's; long things lean outwards.

    A phone ``at_ear`` shows its back.
    """
    kind = kind_of(word)
    lean = {"sword": 24.0, "knife": 18.0, "umbrella": -8.0, "phone": 6.0, "torch": 72.0}.get(kind, 0.0)
    with moved(canvas, *palm, degrees=lean * side):
        (_phone_back if at_ear and kind == "phone" else _PAINTERS[kind])(canvas, pen)
