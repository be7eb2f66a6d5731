"""Upright text in columns from right to left, as inscriptions and old books have it (竖排题字)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import skia

from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.type import draw_text, measure

# Marks have forms for upright text of their own: Unicode's vertical and compatibility forms, U+FE10 to U+FE44.
_UPRIGHT = str.maketrans(
    "，、。：；！？…—（）《》〈〉【】“”‘’「」『』", "︐︑︒︓︔︕︖︙︱︵︶︽︾︿﹀︻︼﹃﹄﹁﹂﹁﹂﹃﹄"
)
STEP = 1.16  # ems from letter to letter
GAP = 1.55  # ems from column to column


def draw_columns(
    canvas: skia.Canvas,
    columns: Sequence[str],
    *,
    right: float,
    top: float,
    path: Path,
    size: float,
    color: Rgb,
    outline: tuple[Rgb, float] | None = None,
) -> None:
    """The columns with the first one's right edge at ``right`` and their first letters' tops at ``top``."""
    for i, column in enumerate(columns):
        for j, letter in enumerate(column.translate(_UPRIGHT)):
            x = right - size - i * size * GAP + (size - measure(letter, path, size)) / 2
            y = top + size * 0.88 + j * size * STEP
            draw_text(canvas, letter, x, y, path=path, size=size, color=color, outline=outline)


def extent_of(columns: Sequence[str], *, size: float) -> tuple[float, float]:
    """Width and height of the columns in pixels."""
    most = max((len(column) for column in columns), default=0)
    width = size * (1 + GAP * (len(columns) - 1)) if columns else 0.0
    return width, size * (1 + STEP * (most - 1)) if most else 0.0
