"""Where Thai may be broken. It writes no spaces between words; ICU's dictionary knows them, through skia."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import skia
from skia import textlayout

from fangcun.kit.errors import FangcunError, Kind

_LARGE, _SMALL = 100.0, 0.01
_JOINED = "\u0e33\u0eb3"  # sara am: a vowel with a width that still belongs to the letter before it


def thai_words(text: str, *, face: Path) -> list[str]:
    """The pieces between which a row may break; joined they are ``text``. ``face`` is any readable font file.

    skia tells no break places, only how wide the widest unbreakable piece is. So each pair of neighbouring letters is
    asked alone: set large amid a text of no size, they are together wider than the wider of them only where no break
    lies between. Raises FangcunError ``draw.font`` when the font cannot be read.
    """
    edges = [0, *(i for i in range(1, len(text)) if _is_start(text, i)), len(text)]
    words, start = [], 0
    for before, at, after in zip(edges, edges[1:], edges[2:], strict=False):
        if _breaks(text, before, at, after, face):
            words.append(text[start:at])
            start = at
    return [*words, text[start:]] if text else []


def _is_start(text: str, i: int) -> bool:
    return not unicodedata.category(text[i]).startswith(("M", "Cf")) and text[i] not in _JOINED


def _breaks(text: str, before: int, at: int, after: int, face: Path) -> bool:
    if text[at].isspace():
        return False
    if text[at - 1].isspace():
        return True
    builder = textlayout.ParagraphBuilder.make(textlayout.ParagraphStyle(), _fonts(face), skia.Unicodes.ICU.Make())
    parts = ((text[:before], _SMALL), (text[before:at], _LARGE), (text[at:after], _LARGE), (text[after:], _SMALL))
    for part, size in parts:
        style = textlayout.TextStyle()
        style.setFontFamilies(["only"])
        style.setFontSize(size)
        builder.pushStyle(style)
        builder.addText(part)
        builder.pop()
    paragraph = builder.Build()
    paragraph.layout(1e6)
    return bool(paragraph.MinIntrinsicWidth < paragraph.MaxIntrinsicWidth - _LARGE * 0.1)


@lru_cache(maxsize=4)
def _fonts(face: Path) -> textlayout.FontCollection:
    typeface = skia.FontMgr.New_Custom_Empty().makeFromFile(str(face)) if face.is_file() else None
    if typeface is None:
        message = f"字体文件无法读取：{face.name}。请重新安装字体（npm ci）后再试。"
        raise FangcunError("draw.font", Kind.INVALID, message, font=face.name)
    provider = textlayout.TypefaceFontProvider()
    provider.registerTypeface(typeface, "only")
    fonts = textlayout.FontCollection()
    fonts.setDefaultFontManager(provider)
    return fonts
