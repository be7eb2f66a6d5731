"""Subtitles as pictures with transparency, in the drama's style and any language, ready to be laid over a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import skia

from fangcun.cut.engine.cues import CueKind
from fangcun.cut.engine.draw.blank import blank, straight
from fangcun.cut.engine.draw.column import draw_columns, extent_of
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.ink import fill, rounded, stroke
from fangcun.cut.engine.draw.shaped import draw_shaped, measure_shaped
from fangcun.cut.engine.draw.type import balance, draw_text, measure
from fangcun.cut.engine.grid import Shape
from fangcun.cut.engine.languages import Language, Script, language_of
from fangcun.cut.engine.picture import Pixels
from fangcun.cut.engine.safe_area import safe_area
from fangcun.cut.engine.subtitle_style import Place, SubtitleStyle, styles
from fangcun.cut.engine.wording import columns_of, even_rows, pieces_of

SUBTITLE = 64 / 1080
"""Height of a subtitle's em by the width of its band where the caller names no size."""
FLOOR = 0.72
"""Type may shrink to this share before a third row is opened: 43 px of 60 is what a phone still shows legibly."""
_HAN_FLOOR = 0.6
_LEADING = {Script.HAN: 1.32, Script.LATIN: 1.3, Script.ARABIC: 1.5, Script.THAI: 1.5}


@dataclass(frozen=True, slots=True)
class _Type:
    """What a row is set in."""

    language: Language
    faces: tuple[Path, ...]

    def width(self, row: str, size: float) -> float:
        if self.language.script is Script.HAN:
            return measure(row, self.faces[0], size)
        return measure_shaped(row, faces=self.faces, size=size)


def draw_subtitle(
    text: str | Sequence[str],
    *,
    width: int,
    fonts: Fonts,
    speaker: str | None = None,
    words: Sequence[str] | None = None,
    style: SubtitleStyle | None = None,
    language: str = "zh-Hans",
    size: float | None = None,
    room: float | None = None,
    color: int | None = None,
) -> Pixels:
    """A subtitle as straight RGBA, ``width`` wide and as high as its rows.

    ``text`` may be rows already broken; else it is broken into at most two, never inside one of ``words``, and set
    smaller where two rows would not hold it, down to ``FLOOR``; then come more rows. ``size`` is the em in pixels,
    ``room`` the widest row. ``speaker`` stands above in a small plate, for voices whose owner is not in the picture.
    Raises FangcunError ``draw.font`` and ``cut.language_unknown``.
    """
    look = style or styles()["classic"]
    em = size or width * SUBTITLE * language_of(language).size
    drawn = _render(
        text,
        width=width,
        fonts=fonts,
        plate=speaker,
        words=words,
        style=look,
        language=language,
        size=em,
        room=room or width * 0.9,
        color=look.fill if color is None else color,
    )
    return straight(drawn)


def _render(
    text: str | Sequence[str],
    *,
    width: int,
    fonts: Fonts,
    plate: str | None,
    style: SubtitleStyle,
    language: str,
    size: float,
    room: float,
    color: int,
    words: Sequence[str] | None = None,
) -> Pixels:
    tongue = language_of(language)
    letters = _Type(tongue, fonts.faces(tongue.script.value, weight=style.weight.value))
    rows, size = _set(text, letters, size=size, room=room, words=words)
    above = size * 0.95 if plate else 0.0
    leading = size * _LEADING[tongue.script]
    height = round(leading * max(1, len(rows)) + size * 0.5 + above)
    pixels, surface = blank(width, height + height % 2)
    canvas = surface.getCanvas()
    if style.box is not None and rows:
        w = max(letters.width(row, size) for row in rows) + size * 0.7
        box = rounded((width - w) / 2, above, w, leading * len(rows) + size * 0.16, size * 0.16)
        canvas.drawPath(box, fill(style.box, style.box_opacity))
    first = above + size * 1.12 + (leading - size * 1.32) / 2
    for i, row in enumerate(rows):
        x = (width - letters.width(row, size)) / 2
        _draw_row(canvas, row, x, first + i * leading, letters=letters, size=size, style=style, color=color)
    if style.shadow and style.box is None:
        _cast_shadow(pixels, blur=size * style.shadow)
    if plate:
        _draw_plate(canvas, plate, width=width, size=size * 0.62, top=size * 0.08, fonts=fonts)
    return pixels


def _set(
    text: str | Sequence[str], letters: _Type, *, size: float, room: float, words: Sequence[str] | None
) -> tuple[list[str], float]:
    han = letters.language.script is Script.HAN
    if not isinstance(text, str):
        rows = list(text)
        widest = max((letters.width(row, size) for row in rows), default=0.0)
        if widest <= room:
            return rows, size
        if han or room / widest >= FLOOR:
            return rows, size * room / widest
        text = " ".join(rows)
    thai = letters.faces[0] if letters.language.script is Script.THAI else None
    pieces = [] if han else pieces_of(" ".join(text.split()), language=letters.language, face=thai)

    def break_at(em: float) -> list[str]:
        if han:
            return balance(text, width=room, path=letters.faces[0], size=em, words=words)
        return even_rows(pieces, measure=lambda row: letters.width(row, em), most=room)

    floor, least = size * (_HAN_FLOOR if han else FLOOR), size
    rows = break_at(size)
    while len(rows) > 2 and least > floor:
        least = max(floor, least * 0.94)
        rows = break_at(least)
    widest = max((letters.width(row, least) for row in rows), default=0.0)
    return rows, least * min(1.0, room / widest) if widest else least


def _draw_row(
    canvas: skia.Canvas,
    row: str,
    x: float,
    y: float,
    *,
    letters: _Type,
    size: float,
    style: SubtitleStyle,
    color: int,
) -> None:
    edge = None if style.outline is None else (style.outline, size * style.outline_width)
    if letters.language.script is Script.HAN:
        draw_text(canvas, row, x, y, path=letters.faces[0], size=size, color=color, outline=edge)
    else:
        for paint in ([stroke(edge[0], edge[1] * 2)] if edge else []) + [fill(color)]:
            draw_shaped(
                canvas,
                row,
                x,
                y,
                faces=letters.faces,
                size=size,
                paint=paint,
                right_to_left=letters.language.right_to_left,
            )


def _draw_plate(canvas: skia.Canvas, speaker: str, *, width: int, size: float, top: float, fonts: Fonts) -> None:
    w = measure(speaker, fonts.bold, size)
    x = (width - w) / 2
    canvas.drawPath(rounded(x - size * 0.6, top, w + size * 1.2, size * 1.42, size * 0.3), fill(0xC3342B, 0.92))
    draw_text(canvas, speaker, x, top + size * 1.08, path=fonts.bold, size=size, color=0xFFFFFF)


def _cast_shadow(pixels: Pixels, *, blur: float) -> None:
    """A soft dark shadow under what is drawn, a little lower. Black adds nothing to premultiplied colour, so that only
    the alpha changes; skia's own filter takes 25 ms for a row, this under two."""
    alpha = pixels[..., 3].astype(np.uint16)
    soft = cv2.GaussianBlur(pixels[..., 3], (0, 0), max(blur, 0.5))
    down = round(blur * 0.55)
    shade = np.zeros_like(alpha)
    shade[down:] = soft[: len(soft) - down].astype(np.uint16) * 176 // 255
    pixels[..., 3] = (alpha + (255 - alpha) * shade // 255).astype(np.uint8)


def place_subtitle(
    rows: Sequence[str],
    *,
    shape: Shape,
    fonts: Fonts,
    style: SubtitleStyle | None = None,
    language: str = "zh-Hans",
    speaker: str | None = None,
    plate: bool = False,
    kind: CueKind = CueKind.LINE,
) -> tuple[int, int, Pixels]:
    """A cue drawn for a frame of that shape, within its safe area: x, y (both even) and straight RGBA cut to its ink.

    ``speaker`` decides the colour where the style has one for them; ``plate`` writes their name above.
    """
    style = style or styles()["classic"]
    tongue = language_of(language)
    safe, size = safe_area(shape), style.pixels(shape, language=tongue)
    if kind is CueKind.CAPTION and style.place is Place.COLUMN and tongue.script is Script.HAN:
        return _place_column(rows, shape=shape, fonts=fonts, style=style, size=size)
    drawn = _render(
        rows,
        width=shape.width,
        fonts=fonts,
        plate=speaker if plate else None,
        style=style,
        language=language,
        size=size,
        room=safe.width,
        color=style.color_of(speaker),
    )
    top = kind is CueKind.CAPTION or style.place is Place.TOP
    return _cut(drawn, 0, safe.y if top else safe.bottom - drawn.shape[0])


def _place_column(
    rows: Sequence[str], *, shape: Shape, fonts: Fonts, style: SubtitleStyle, size: float
) -> tuple[int, int, Pixels]:
    safe = safe_area(shape)
    columns = columns_of(rows)
    width, height = extent_of(columns, size=size)
    size *= min(1.0, safe.width / max(width, 1), safe.height / max(height, 1))
    pixels, surface = blank(shape.width, shape.height)
    edge = None if style.outline is None else (style.outline, size * style.outline_width)
    draw_columns(
        surface.getCanvas(),
        columns,
        right=safe.right - size * 0.2,
        top=safe.y + size * 0.2,
        path=fonts.weight(style.weight.value),
        size=size,
        color=style.fill,
        outline=edge,
    )
    if style.shadow:
        _cast_shadow(pixels, blur=size * style.shadow)
    return _cut(pixels, 0, 0)


def _cut(pixels: Pixels, x: int, y: int) -> tuple[int, int, Pixels]:
    """The picture cut to its ink as straight RGBA, at even places and of even size as 4:2:0 wants."""
    ink = pixels[..., 3] > 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows):
        return x, y, straight(pixels[:2, :2])
    top, left = int(rows[0]), int(columns[0])
    top, left = top - (top + y) % 2, left - (left + x) % 2
    bottom, right = int(rows[-1]) + 1, int(columns[-1]) + 1
    part = pixels[max(0, top) : bottom, max(0, left) : right]
    part = np.pad(part, ((max(0, -top), (bottom - top) % 2), (max(0, -left), (right - left) % 2), (0, 0)))
    return x + left, y + top, straight(np.ascontiguousarray(part))
