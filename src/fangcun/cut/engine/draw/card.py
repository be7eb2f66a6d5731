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


def draw_title(
    canvas: skia.Canvas, text: str, fonts: Fonts, *, width: float, height: float, era: str = "modern"
) -> None:
    """The title or 三年后 of a card: for stories of old, short Chinese stands upright on paper beside a seal.

    Otherwise large centred type between two hairlines, with the seal of the house.
    """
    if era == "ancient" and len(text) <= 24 and not text.isascii():
        _draw_scroll(canvas, text, fonts, width=width, height=height)
        return
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


def _draw_scroll(canvas: skia.Canvas, text: str, fonts: Fonts, *, width: float, height: float) -> None:
    """Columns of upright type from the right on a hanging sheet of paper, a cinnabar seal below the last."""
    canvas.drawRect(skia.Rect.MakeWH(width, height), fill(0x0E0B14, 0.5))
    chars = [c for c in text.translate(_UPRIGHT) if not c.isspace()]
    columns = -(-len(chars) // 8)
    rows = -(-len(chars) // columns) if chars else 1
    size = width * (0.14 if len(chars) <= 8 else 0.105)
    pitch, leading = size * 1.5, size * 1.16
    w, h = columns * pitch + size, rows * leading + size * 2.2
    x, y = (width - w) / 2, height * 0.44 - h / 2
    canvas.drawPath(rect(x + 10, y + 12, w, h), fill(0x000000, 0.35))
    canvas.drawPath(rect(x, y, w, h), fill(0xF1E6CC))
    canvas.drawPath(rect(x + size * 0.16, y + size * 0.16, w - size * 0.32, h - size * 0.32), stroke(CINNABAR, 3))
    for edge in (y - size * 0.12, y + h - size * 0.08):
        canvas.drawPath(rounded(x - size * 0.3, edge, w + size * 0.6, size * 0.2, size * 0.1), fill(0x4A2A22))
    for i, char in enumerate(chars):
        left = x + w - size * 0.5 - (i // rows + 0.5) * pitch - measure(char, fonts.black, size) / 2
        base = y + size * 1.3 + (i % rows) * leading
        draw_text(canvas, char, left, base, path=fonts.black, size=size, color=INK)
    seal = size * 0.52
    left, top = x + size * 0.34, y + h - size * 0.34 - seal
    canvas.drawPath(rounded(left, top, seal, seal, seal * 0.1), fill(CINNABAR))
    canvas.drawPath(
        rounded(left + seal * 0.34, top + seal * 0.2, seal * 0.32, seal * 0.6, 2), stroke(PAPER, seal * 0.06)
    )


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
