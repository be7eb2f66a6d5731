"""Chinese type: widths, line breaks by 避头尾, and letters that show even where the font lacks them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import skia

from fangcun.cut.engine.draw.color import Rgb
from fangcun.cut.engine.draw.fonts import font_of
from fangcun.cut.engine.draw.ink import fill, stroke

# GB/T 15834 §5.1: what may not begin a line, and what may not end one.
NO_START = frozenset("，。、；：？！,.;:?!）】》〉」』”’…—～·)]}%％℃°々ー～﹏")
NO_END = frozenset("（【《〈「『“‘([{￥¥$#@")


def _glyphs(text: str, path: Path, size: float) -> list[tuple[str, int, float]]:
    font = font_of(path, size)
    ids = font.textToGlyphs(text)
    widths = font.getWidths(ids)
    if len(ids) != len(text):  # one glyph a code point is what the loop below relies on
        ids = [font.unicharToGlyph(ord(c)) for c in text]
        widths = font.getWidths(ids)
    return [(c, g, w if g or c.isspace() else size) for c, g, w in zip(text, ids, widths, strict=True)]


def measure(text: str, path: Path, size: float) -> float:
    """The width of a line in pixels; a missing letter is one em wide."""
    return float(sum(w for _, _, w in _glyphs(text, path, size)))


def draw_text(
    canvas: skia.Canvas,
    text: str,
    x: float,
    y: float,
    *,
    path: Path,
    size: float,
    color: Rgb,
    outline: tuple[Rgb, float] | None = None,
    alpha: float = 1.0,
) -> float:
    """Set one line with its baseline at ``y`` and return its width.

    A letter that the font lacks stands as a box with its code point.
    """
    font = font_of(path, size)
    glyphs = _glyphs(text, path, size)
    paints = ([stroke(outline[0], outline[1] * 2, alpha)] if outline else []) + [fill(color, alpha)]
    for paint in paints:
        cx = x
        ids, spots = [], []
        for char, glyph, width in glyphs:
            if glyph:
                ids.append(glyph)
                spots.append(skia.Point(cx, y))
            elif not char.isspace():
                _draw_missing(canvas, char, cx, y, size, path, paint)
            cx += width
        if ids:
            builder = skia.TextBlobBuilder()
            builder.allocRunPos(font, ids, spots)
            canvas.drawTextBlob(builder.make(), 0, 0, paint)
    return float(sum(w for _, _, w in glyphs))


def _draw_missing(
    canvas: skia.Canvas, char: str, x: float, y: float, size: float, path: Path, paint: skia.Paint
) -> None:
    """A frame with the code point in it, in two rows: the reader sees that a letter stands here, and which."""
    frame = skia.Paint(paint)
    frame.setStyle(skia.Paint.kStroke_Style)
    frame.setStrokeWidth(max(paint.getStrokeWidth(), size * 0.05))
    canvas.drawRoundRect(
        skia.Rect.MakeLTRB(x + size * 0.08, y - size * 0.8, x + size * 0.92, y + size * 0.06),
        size * 0.08,
        size * 0.08,
        frame,
    )
    code = f"{ord(char):X}".rjust(6 if ord(char) > 0xFFFF else 4, "0")
    half = len(code) // 2
    small = font_of(path, size * 0.36)
    for row, part in enumerate((code[:half], code[half:])):
        width = small.measureText(part)
        canvas.drawString(part, x + (size - width) / 2, y - size * 0.43 + row * size * 0.38, small, paint)


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "'-_@/")


def _words(text: str) -> list[str]:
    """What stays together: Latin words and numbers, a Han character, and punctuation with its neighbour."""
    pieces: list[str] = []
    for char in text:
        joins = bool(pieces) and (
            char in NO_START or pieces[-1][-1] in NO_END or (_is_latin(char) and _is_latin(pieces[-1][-1]))
        )
        if joins:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def break_lines(text: str, *, width: float, path: Path, size: float, words: Sequence[str] | None = None) -> list[str]:
    """Lines no wider than ``width`` (a single piece that is wider stands alone).

    ``words`` are pieces that must not be broken, in order; by default Latin words, and characters with the
    punctuation that belongs to them.
    """
    lines = [""]
    pieces: list[str] = []
    for word in words or _words(text):
        if pieces and (word[0] in NO_START or pieces[-1][-1] in NO_END):
            pieces[-1] += word
        else:
            pieces.append(word)
    for piece in pieces:
        if lines[-1] and measure((lines[-1] + piece).rstrip(), path, size) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line for line in lines if line]


def balance(text: str, *, width: float, path: Path, size: float, words: Sequence[str] | None = None) -> list[str]:
    """Like ``break_lines``, but two lines come out nearly equally long, which reads faster."""
    lines = break_lines(text, width=width, path=path, size=size, words=words)
    if len(lines) != 2:
        return lines
    narrow = width
    while narrow > width * 0.5:
        tried = break_lines(text, width=narrow - size / 2, path=path, size=size, words=words)
        if len(tried) != 2:
            break
        lines, narrow = tried, narrow - size / 2
    return lines
