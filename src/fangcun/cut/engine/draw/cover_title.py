"""A cover's title: large, in rows or upright, with the episode on a red tag, where the faces leave room."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import skia

from fangcun.cut.engine.draw.box import Pixels
from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import fill, rounded
from fangcun.cut.engine.draw.type import balance, draw_text, measure

CREAM, GOLD, WHITE, DARK, CINNABAR = 0xFFF6E3, 0xF6CF73, 0xFFFFFF, 0x140D16, 0xC3342B
_INKS: tuple[Rgb, ...] = (CREAM, GOLD, WHITE)
_ROW_COSTS = 0.14
_NO_BREAK = ("的", "了", "着", "之", "们", "吗", "呢")


def letter_cover(
    rgb: Pixels, title: str, tag: str, *, room: str, fonts: Fonts, words: Sequence[str] | None = None, number: int = 0
) -> Pixels:
    """The cover with ``title`` and, on a tag, ``tag`` (``第3集``): RGB of the same size.

    ``room`` is where nothing else stands: below, left or right. ``words`` are the title's, which a row does not cut.
    ``number`` decides the ink.
    """
    height, width = rgb.shape[:2]
    ink = _INKS[number % len(_INKS)]
    shaded = _shaded(rgb, room)
    pixels = np.dstack([shaded, np.full((height, width), 255, np.uint8)])
    canvas = skia.Surface.MakeRasterDirect(
        skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType), pixels
    ).getCanvas()
    span = width * 0.86 if room == "below" else width * 0.4
    most = 3 if room != "below" else 1 if width >= height and len(title) <= 9 else 2
    size, rows = _set(title, span=span, most=most, largest=min(width, height) * 0.19, fonts=fonts, words=words)
    leading, small = size * 1.14, max(min(width, height) * 0.044, size * 0.3)
    block = leading * len(rows) + small * 2.0
    top = height * 0.955 - block if room == "below" else (height - block) / 2
    if room == "below":
        left = width * 0.07
    elif room == "left":
        left = width * 0.055
    else:
        left = width * 0.945 - max(measure(row, fonts.black, size) for row in rows)
    _tag(canvas, tag, left, top, size=small, fonts=fonts)
    for place, row in enumerate(rows):
        y = top + small * 2.0 + leading * place + size * 0.88
        x = left if room != "below" or len(rows) > 1 or number % 2 else (width - measure(row, fonts.black, size)) / 2
        draw_text(canvas, row, x, y + size * 0.035, path=fonts.black, size=size, color=DARK, alpha=0.5)
        draw_text(canvas, row, x, y, path=fonts.black, size=size, color=ink, outline=(DARK, size * 0.045))
    del canvas
    return np.ascontiguousarray(pixels[..., :3])


def _set(
    title: str, *, span: float, most: int, largest: float, fonts: Fonts, words: Sequence[str] | None
) -> tuple[float, list[str]]:
    """The largest letters in which the title takes no more than ``most`` rows, none of them a single letter."""
    found: list[tuple[float, float, list[str]]] = []
    for size in (largest * 0.95**step for step in range(26)):
        rows = balance(title, width=span, path=fonts.black, size=size, words=words)
        fits = all(measure(row, fonts.black, size) <= span for row in rows)
        lonely = len(rows) > 1 and any(len(row) == 1 or row[0] in _NO_BREAK for row in rows)
        if fits and len(rows) <= most and not lonely:
            found.append((size * (1 - _ROW_COSTS * (len(rows) - 1)), size, rows))  # a broken title reads slower
    if found:
        _, size, rows = max(found, key=lambda it: it[0])
        return size, rows
    size = largest * 0.3
    rows = balance(title, width=span, path=fonts.black, size=size)
    widest = max(measure(row, fonts.black, size) for row in rows)
    return size * min(1.0, span / widest), rows


def _tag(canvas: skia.Canvas, tag: str, x: float, y: float, *, size: float, fonts: Fonts) -> None:
    if not tag:
        return
    wide = measure(tag, fonts.bold, size)
    canvas.drawPath(rounded(x, y, wide + size * 0.9, size * 1.5, size * 0.2), fill(CINNABAR))
    draw_text(canvas, tag, x + size * 0.45, y + size * 1.1, path=fonts.bold, size=size, color=WHITE)


def _shaded(rgb: Pixels, room: str) -> Pixels:
    """The picture darker where the title stands, so that white letters can be read on a white dress."""
    height, width = rgb.shape[:2]
    if room == "below":
        ramp = np.clip((np.arange(height, dtype=np.float32) / height - 0.52) / 0.36, 0, 1)[:, None]
    else:
        across = np.arange(width, dtype=np.float32) / width
        across = across if room == "left" else across[::-1]
        ramp = np.clip((0.62 - across) / 0.42, 0, 1)[None, :]
    share = np.broadcast_to(ramp * ramp * (3 - 2 * ramp) * 0.74, (height, width))[..., None]
    dark = np.array([DARK >> 16, DARK >> 8 & 255, DARK & 255], np.float32)
    mixed = rgb.astype(np.float32) * (1 - share) + dark * share
    return np.asarray(cv2.convertScaleAbs(mixed), np.uint8)
