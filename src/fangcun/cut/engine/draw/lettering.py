"""Subtitles and labels as pictures with transparency, ready to be laid over a frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import skia

from fangcun.cut.engine.draw.box import Pixels
from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import fill, glow, rounded
from fangcun.cut.engine.draw.type import balance, break_lines, draw_text, measure

SUBTITLE = 64 / 1080
"""Height of a subtitle's em by the width of the frame: 64 px at 1080, legible on a phone at arm's length."""
DARK: Rgb = 0x16101C


def _surface(width: int, height: int) -> tuple[Pixels, skia.Surface]:
    pixels: Pixels = np.zeros((height, width, 4), np.uint8)
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    return pixels, skia.Surface.MakeRasterDirect(info, pixels)


def straight(pixels: Pixels) -> Pixels:
    """Premultiplied RGBA as straight RGBA, which is what encoders and viewers blend with."""
    alpha = pixels[..., 3:4].astype(np.uint16)
    safe = np.maximum(alpha, 1)
    pixels[..., :3] = np.minimum((pixels[..., :3].astype(np.uint16) * 255 + safe // 2) // safe, 255).astype(np.uint8)
    return pixels


def draw_subtitle(
    text: str | Sequence[str],
    *,
    width: int,
    fonts: Fonts,
    speaker: str | None = None,
    words: Sequence[str] | None = None,
) -> Pixels:
    """A subtitle as straight RGBA, ``width`` wide and as high as its lines.

    ``text`` may be lines already broken; else it is broken into at most two, never inside one of ``words``, and set
    smaller where two lines would not hold it. White with a dark edge and a soft shadow; ``speaker`` stands above in
    a small plate, for voices whose owner is not in the picture.
    """
    size = width * SUBTITLE
    room = width * 0.9
    if isinstance(text, str):
        lines = balance(text, width=room, path=fonts.bold, size=size, words=words)
        while len(lines) > 2 and size > width * SUBTITLE * 0.6:
            size *= 0.92
            lines = balance(text, width=room, path=fonts.bold, size=size, words=words)
    else:
        lines = list(text)
        widest = max((measure(line, fonts.bold, size) for line in lines), default=0.0)
        if widest > room:
            size *= room / widest
    plate = size * 0.95 if speaker else 0.0
    leading = size * 1.32
    height = round(leading * max(1, len(lines)) + size * 0.5 + plate)
    pixels, surface = _surface(width, height + height % 2)
    canvas = surface.getCanvas()
    if speaker:
        small = size * 0.62
        w = measure(speaker, fonts.bold, small)
        x = (width - w) / 2
        canvas.drawPath(
            rounded(x - small * 0.6, size * 0.08, w + small * 1.2, small * 1.42, small * 0.3), fill(0xC3342B, 0.92)
        )
        draw_text(canvas, speaker, x, size * 0.08 + small * 1.08, path=fonts.bold, size=small, color=0xFFFFFF)
    for i, line in enumerate(lines):
        w = measure(line, fonts.bold, size)
        x, y = (width - w) / 2, plate + size * 1.12 + i * leading
        canvas.saveLayer(None, _shadow(size))
        draw_text(canvas, line, x, y, path=fonts.bold, size=size, color=0xFFFFFF, outline=(DARK, size * 0.085))
        canvas.restore()
    return straight(pixels)


def _shadow(size: float) -> skia.Paint:
    paint = skia.Paint()
    paint.setImageFilter(skia.ImageFilters.DropShadow(0, size * 0.05, size * 0.09, size * 0.09, 0xB0000000))
    return paint


def draw_label(text: str, *, height_px: int, fonts: Fonts) -> Pixels:
    """A notice such as ``AI生成`` as straight RGBA. The letters themselves, not the plate, are ``height_px`` high.

    GB 45438-2025 asks that the notice's text be at least 5 % of the picture's shorter side: the caller passes that.
    """
    # The ink of a Han character fills about 0.92 of its em; the em is chosen so that the ink has the height asked for.
    size = height_px / 0.86
    pad = round(height_px * 0.3)
    width = round(measure(text, fonts.bold, size)) + 2 * pad
    height = height_px + 2 * pad
    pixels, surface = _surface(width + width % 2, height + height % 2)
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
