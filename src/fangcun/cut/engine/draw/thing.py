"""What a painter of things is given."""

from __future__ import annotations

from dataclasses import dataclass

import skia

from fangcun.cut.engine.draw.fonts import Fonts

GOLD = 0xDDAE4A


RED = 0xC3342B


PAPER = 0xFBF6EA


@dataclass(frozen=True, slots=True)
class Thing:
    """What is to be shown: its word, the writing on it, and the fonts to write with. 1000 units square about 0, 0."""

    canvas: skia.Canvas
    word: str
    text: str
    fonts: Fonts
