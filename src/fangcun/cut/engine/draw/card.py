"""Cards: a title, a time, a place in type over a picture."""

from __future__ import annotations

import skia

from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import fill, glow, rect, rounded, stroke
from fangcun.cut.engine.draw.type import balance, draw_text, measure

PAPER: Rgb = 0xF6F0E4
CINNABAR: Rgb = 0xC3342B
INK: Rgb = 0x1B1A20
_UPRIGHT = str.maketrans({"：": "︰", "（": "︵", "）": "︶", "—": "︱", "…": "︙", "《": "︽", "》": "︾", "·": "・"})


def draw_title(canvas: skia.Canvas, text: str, fonts: Fonts, *, width: float, height: float) -> None:
    """Large centred type between two hairlines, with the seal of the house; for titles and 三年后."""
    canvas.drawRect(skia.Rect.MakeWH(width, height), fill(0x0E0B14, 0.56))
    rows = [row.strip() for row in text.split("\n") if row.strip()] or [text]
    short = min(width, height * 1.1)  # wide pictures are low
    size = short * (0.105 if len(text) <= 8 else 0.076 if len(text) <= 24 else 0.056)
    lines = [line for row in rows for line in balance(row, width=width * 0.74, path=fonts.black, size=size)]
    leading = size * 1.45
    top = height * (0.42 if height > width else 0.5) - leading * (len(lines) - 1) / 2
    for i, line in enumerate(lines):
        w = measure(line, fonts.black, size)
        canvas.drawRect(
            skia.Rect.MakeXYWH((width - w) / 2, top + i * leading - size * 0.7, w, size * 0.8),
            glow(0x000000, 0.35, size * 0.25),
        )
        draw_text(canvas, line, (width - w) / 2, top + i * leading, path=fonts.black, size=size, color=PAPER)
    for y in (top - size * 1.7, top + leading * (len(lines) - 1) + size * 1.0):
        canvas.drawRect(skia.Rect.MakeXYWH(width * 0.3, y, width * 0.4, 3), fill(PAPER, 0.7))
    y = top + leading * (len(lines) - 1) + size * 1.5
    s = size * 0.5
    canvas.drawPath(rounded(width / 2 - s / 2, y, s, s, s * 0.12), fill(CINNABAR))
    canvas.drawPath(rounded(width / 2 - s * 0.16, y + s * 0.2, s * 0.32, s * 0.6, s * 0.05), stroke(PAPER, s * 0.06))


def draw_place_card(canvas: skia.Canvas, text: str, fonts: Fonts, *, x: float, y: float, size: float) -> None:
    """A strip of paper with upright type, as prints of old name a place; ``x``, ``y`` is its upper left corner."""
    chars = [c for c in text.translate(_UPRIGHT) if not c.isspace()][:14]
    pad = size * 0.5
    w, h = size + pad * 1.5, len(chars) * size * 1.14 + pad * 1.7
    canvas.drawPath(rect(x + 8, y + 10, w, h), glow(0x000000, 0.5, 9))
    canvas.drawPath(rect(x, y, w, h), fill(PAPER))
    canvas.drawPath(rect(x + 1, y + 1, w - 2, h - 2), stroke(INK, 3.4))
    canvas.drawPath(rect(x + pad * 0.36, y + pad * 0.36, w - pad * 0.72, h - pad * 0.72), stroke(CINNABAR, 2.4))
    for i, char in enumerate(chars):
        cw = measure(char, fonts.black, size)
        draw_text(
            canvas,
            char,
            x + (w - cw) / 2,
            y + pad * 0.85 + size * 0.9 + i * size * 1.14,
            path=fonts.black,
            size=size,
            color=INK,
        )


def draw_caption(
    canvas: skia.Canvas, text: str, fonts: Fonts, *, x: float, y: float, size: float, width: float
) -> None:
    """Text of the script that stands on the screen, too long for an upright strip: a quiet band in the upper part."""
    lines = balance(text, width=width, path=fonts.bold, size=size)
    for i, line in enumerate(lines):
        w = measure(line, fonts.bold, size)
        top = y + i * size * 1.6
        canvas.drawRect(skia.Rect.MakeXYWH(x, top, w + size * 0.9, size * 1.5), fill(INK, 0.74))
        canvas.drawRect(skia.Rect.MakeXYWH(x, top, size * 0.14, size * 1.5), fill(CINNABAR))
        draw_text(canvas, line, x + size * 0.45, top + size * 1.1, path=fonts.bold, size=size, color=PAPER)
