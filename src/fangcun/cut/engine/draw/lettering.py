"""Labels as pictures with transparency, ready to be laid over a frame, and paragraphs in lines."""

from __future__ import annotations

from fangcun.cut.engine.draw.blank import blank, straight
from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import glow, rounded
from fangcun.cut.engine.draw.type import break_lines, draw_text, measure
from fangcun.cut.engine.picture import Pixels

DARK: Rgb = 0x16101C


def draw_label(text: str, *, height_px: int, fonts: Fonts) -> Pixels:
    """A notice such as ``AI生成`` as straight RGBA. The letters themselves, not the plate, are ``height_px`` high.

    GB 45438-2025 asks that the notice's text be at least 5 % of the picture's shorter side: the caller passes that.
    """
    # The ink of a Han character fills about 0.92 of its em; the em is chosen so that the ink has the height asked for.
    size = height_px / 0.86
    pad = round(height_px * 0.3)
    width = round(measure(text, fonts.bold, size)) + 2 * pad
    height = height_px + 2 * pad
    pixels, surface = blank(width + width % 2, height + height % 2)
    canvas = surface.getCanvas()
    canvas.drawPath(rounded(1, 1, width - 2, height - 2, pad * 0.8), glow(0x000000, 0.42, 1))
    draw_text(
        canvas,
        text,
        pad,
        pad + height_px * 0.93,
        path=fonts.bold,
        size=size,
        color=0xFFFFFF,
        outline=(DARK, size * 0.035),
        alpha=0.96,
    )
    return straight(pixels)


def wrap(text: str, *, width: float, fonts: Fonts, size: float) -> list[str]:
    """A paragraph in lines, in the regular weight."""
    return [
        line for part in text.splitlines() for line in break_lines(part, width=width, path=fonts.regular, size=size)
    ]
