"""Rows of scripts whose letters join, stack or run from the right: shaped and ordered by skia's text layout."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import skia
from skia import textlayout

from fangcun.cut.engine.draw.fonts import typeface_of

_RIGHT, _LEFT, _END = "\u202b", "\u202a", "\u202c"
_ENDLESS = 1e6


def measure_shaped(text: str, *, faces: tuple[Path, ...], size: float) -> float:
    """The width of a row in pixels."""
    return float(_paragraph(text, faces, size, None).MaxIntrinsicWidth)


def draw_shaped(
    canvas: skia.Canvas,
    text: str,
    x: float,
    y: float,
    *,
    faces: tuple[Path, ...],
    size: float,
    paint: skia.Paint,
    right_to_left: bool = False,
) -> None:
    """Set one row from its left edge ``x`` with its baseline at ``y``. Letters that the first face lacks come from
    the next that has them; what none has stands as that face's empty box."""
    # The layout's own base direction is from the left: an embedding (UAX #9) sets the row's.
    ordered = f"{_RIGHT if right_to_left else _LEFT}{text}{_END}"
    paragraph = _paragraph(ordered, faces, size, paint)
    paragraph.paint(canvas, x, y - paragraph.AlphabeticBaseline)


def missing_letters(text: str, *, faces: tuple[Path, ...]) -> str:
    """The letters of ``text`` that none of the faces has, each once, in order."""
    typefaces = [typeface_of(face) for face in faces]
    letters = dict.fromkeys(c for c in text if not c.isspace() and ord(c) not in _INVISIBLE)
    return "".join(c for c in letters if not any(face.unicharToGlyph(ord(c)) for face in typefaces))


_INVISIBLE = frozenset((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF))


def _paragraph(text: str, faces: tuple[Path, ...], size: float, paint: skia.Paint | None) -> textlayout.Paragraph:
    style = textlayout.TextStyle()
    style.setFontFamilies([str(i) for i in range(len(faces))])
    style.setFontSize(size)
    if paint is not None:
        style.setForegroundPaint(paint)
    builder = textlayout.ParagraphBuilder.make(textlayout.ParagraphStyle(), _fonts(faces), skia.Unicodes.ICU.Make())
    builder.pushStyle(style)
    builder.addText(text)
    paragraph = builder.Build()
    paragraph.layout(_ENDLESS)
    return paragraph


@lru_cache(maxsize=16)
def _fonts(faces: tuple[Path, ...]) -> textlayout.FontCollection:
    provider = textlayout.TypefaceFontProvider()
    for i, face in enumerate(faces):
        provider.registerTypeface(typeface_of(face), str(i))
    fonts = textlayout.FontCollection()
    fonts.setDefaultFontManager(provider)
    return fonts
