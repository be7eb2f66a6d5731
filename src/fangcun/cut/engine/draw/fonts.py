"""The typefaces that drawings are lettered with. Whoever calls hands the files in; nothing is looked up here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import skia

from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Fonts:
    """Three weights of one CJK family, as TrueType or OpenType files."""

    regular: Path
    bold: Path
    black: Path


@lru_cache(maxsize=16)
def typeface_of(path: Path) -> skia.Typeface:
    """The typeface in a file, read once. Raises FangcunError when the file is missing or no font."""
    face = skia.Typeface.MakeFromFile(str(path)) if path.is_file() else None
    if face is None:
        raise FangcunError(
            "draw.font",
            Kind.INVALID,
            f"字体文件无法读取：{path.name}。请重新安装字体（npm ci）后再试。",
            font=path.name,
        )
    return face


@lru_cache(maxsize=128)
def font_of(path: Path, size: float) -> skia.Font:
    """A font of ``size`` pixels an em, unhinted, so that letters keep their places at every size."""
    font = skia.Font(typeface_of(path), size)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    font.setHinting(skia.FontHinting.kNone)
    font.setSubpixel(True)
    return font
