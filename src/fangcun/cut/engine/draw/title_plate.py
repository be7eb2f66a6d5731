"""The opening's plate: a drama's title in large letters with the licence line under it, on a band that fades out."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.blank import blank, straight
from fangcun.cut.engine.draw.box import Pixels
from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.type import balance, draw_text, measure

TITLE, LINE = 0.125, 0.043  # heights of an em, of the frame's shorter side
INK: Rgb = 0x120D18
GOLD: Rgb = 0xE9C46A
BAND = 0.62  # how dark the band is in its middle


def draw_title_plate(title: str, number: str, *, width: int, side: int, fonts: Fonts) -> Pixels:
    """Straight RGBA, ``width`` wide and as high as its rows; ``side`` is the frame's shorter side.

    The title takes at most two rows and is set smaller where it is longer; ``number`` may hold several rows, each of
    them at least 3 % of the shorter side high, or be empty.
    """
    room = width * 0.88
    size, rows = _fitted(title, size=side * TITLE, room=room, fonts=fonts)
    lines = [line.strip() for line in number.splitlines() if line.strip()]
    small = side * LINE
    widest = max((measure(line, fonts.bold, small) for line in lines), default=0.0)
    if widest > room:
        small = max(side * 0.03 / 0.86, small * room / widest)
        lines = [r for line in lines for r in balance(line, width=room, path=fonts.bold, size=small)]
    pad, leading = size * 0.42, size * 1.16
    rule = pad + leading * len(rows) + size * 0.06
    height = round(rule + (size * 0.28 + small * 1.45 * len(lines) if lines else 0) + pad)
    pixels, surface = blank(width, height + height % 2)
    canvas = surface.getCanvas()
    _band(canvas, width, pixels.shape[0])
    for i, row in enumerate(rows):
        x, y = (width - measure(row, fonts.black, size)) / 2, pad + leading * i + size * 0.9
        draw_text(canvas, row, x, y, path=fonts.black, size=size, color=0xFFFDF6, outline=(INK, size * 0.05))
    if lines:
        _rule(canvas, width, rule + size * 0.06, reach=min(room, max(widest, size * 3)) / 2, thick=side / 360)
    for i, line in enumerate(lines):
        x, y = (width - measure(line, fonts.bold, small)) / 2, rule + size * 0.28 + small * (1.45 * i + 1.0)
        draw_text(canvas, line, x, y, path=fonts.bold, size=small, color=0xFFFFFF, outline=(INK, small * 0.07))
    del canvas, surface
    return straight(pixels)


def _fitted(title: str, *, size: float, room: float, fonts: Fonts) -> tuple[float, list[str]]:
    """The title in one row, or in two where one would have to be set under three quarters of its size."""
    wide = measure(title, fonts.black, size)
    if wide <= room / 0.75:
        return size * min(1.0, room / max(wide, 1.0)), [title]
    rows = balance(title, width=room, path=fonts.black, size=size)
    while len(rows) > 2 and size > 20:
        size *= 0.94
        rows = balance(title, width=room, path=fonts.black, size=size)
    return size, rows


def _band(canvas: skia.Canvas, width: int, height: int) -> None:
    """Dark in the middle and gone at all four edges, so that the picture is not cut in two."""
    dark, clear = skia.ColorSetA(0xFF000000 | INK, round(255 * BAND)), skia.ColorSetA(0xFF000000 | INK, 0)
    across = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(width, 0)], [clear, dark, dark, clear], [0.0, 0.2, 0.8, 1.0]
    )
    down = skia.GradientShader.MakeLinear(
        [skia.Point(0, 0), skia.Point(0, height)], [0x00000000, 0xFF000000, 0xFF000000, 0x00000000], [0, 0.16, 0.86, 1]
    )
    canvas.drawPaint(skia.Paint(Shader=across))
    canvas.drawPaint(skia.Paint(Shader=down, BlendMode=skia.BlendMode.kDstIn))


def _rule(canvas: skia.Canvas, width: int, y: float, *, reach: float, thick: float) -> None:
    middle = width / 2
    gold, clear = 0xFF000000 | GOLD, GOLD
    shader = skia.GradientShader.MakeLinear(
        [skia.Point(middle - reach, y), skia.Point(middle + reach, y)], [clear, gold, gold, clear], [0, 0.25, 0.75, 1]
    )
    canvas.drawRect(
        skia.Rect.MakeLTRB(middle - reach, y - thick / 2, middle + reach, y + thick / 2),
        skia.Paint(Shader=shader, AntiAlias=True),
    )
