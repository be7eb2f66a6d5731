"""A contact sheet: one frame of each shot with its number, its time and its first words: an episode at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import skia

from fangcun.cut.engine.draw.blank import blank
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import fill
from fangcun.cut.engine.draw.type import draw_text, measure
from fangcun.cut.engine.picture import Pixels

PAPER, INK, FAINT, CINNABAR = 0xFAF8F4, 0x1B1A20, 0x4A4853, 0xC3342B  # the studio's colours
CELL = 240  # pixels: the longer way of a wide frame, the shorter of an upright one is three quarters of it
_EDGE, _GAP, _HEAD, _FOOT = 48, 16, 110, 62


@dataclass(frozen=True, slots=True)
class Cell:
    """A shot on the sheet: a frame of it (RGB, any size), when it starts and what is said or done in it."""

    frame: Pixels
    time: str
    words: str


def contact_sheet(cells: Sequence[Cell], *, title: str, note: str, fonts: Fonts, columns: int = 8) -> Pixels:
    """The cells in rows from the left, numbered from 1, under a head with ``title`` and ``note``; RGB."""
    tall = not cells or cells[0].frame.shape[0] > cells[0].frame.shape[1]
    width, height = (CELL * 3 // 4, CELL * 4 // 3) if tall else (CELL, CELL * 9 // 16)
    columns = max(1, min(columns, len(cells)))
    rows = -(-len(cells) // columns)
    sheet_width = max(2 * _EDGE + columns * (width + _GAP) - _GAP, 640)
    pixels, surface = blank(sheet_width, 2 * _EDGE + _HEAD + rows * (height + _FOOT) - 20)
    canvas = surface.getCanvas()
    canvas.clear(0xFF000000 | PAPER)
    canvas.drawRect(skia.Rect.MakeXYWH(_EDGE, _EDGE, 6, 62), fill(CINNABAR))
    draw_text(
        canvas,
        _short(title, fonts, 34, sheet_width - 2 * _EDGE - 22),
        _EDGE + 22,
        _EDGE + 30,
        path=fonts.bold,
        size=34,
        color=INK,
    )
    draw_text(canvas, note, _EDGE + 22, _EDGE + 60, path=fonts.regular, size=20, color=FAINT)
    for place, cell in enumerate(cells):
        x = _EDGE + place % columns * (width + _GAP)
        y = _EDGE + _HEAD + place // columns * (height + _FOOT)
        frame = cv2.resize(cell.frame, (width, height), interpolation=cv2.INTER_AREA)
        pixels[y : y + height, x : x + width, :3] = frame
        draw_text(canvas, f"{place + 1:02d}", x, y + height + 22, path=fonts.bold, size=17, color=CINNABAR)
        draw_text(canvas, cell.time, x + 30, y + height + 22, path=fonts.regular, size=15, color=FAINT)
        draw_text(
            canvas, _short(cell.words, fonts, 15, width), x, y + height + 43, path=fonts.regular, size=15, color=INK
        )
    return np.ascontiguousarray(pixels[..., :3])


def _short(text: str, fonts: Fonts, size: float, width: float) -> str:
    """As much of a text as fits into ``width``, with an ellipsis where something was left out."""
    text = " ".join(text.split())
    if measure(text, fonts.bold, size) <= width:
        return text
    while text and measure(f"{text}…", fonts.bold, size) > width:
        text = text[:-1]
    return f"{text}…"
