"""The typefaces that drawings are lettered with. Whoever calls hands the files in; nothing is looked up here."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import skia

from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Fonts:
    """Three weights of one CJK family, as TrueType or OpenType files, and faces for other scripts.

    A script without a face of its own takes the one beside: the same weight of the same foundry's other family, in a
    sister folder as the npm packages ``@expo-google-fonts/noto-sans-*`` lie.
    """

    regular: Path
    bold: Path
    black: Path
    latin: Path | None = None
    arabic: Path | None = None
    thai: Path | None = None

    def weight(self, name: str) -> Path:
        """The CJK face of a weight: regular, bold or black."""
        return {"regular": self.regular, "black": self.black}.get(name, self.bold)

    def faces(self, script: str, *, weight: str = "bold") -> tuple[Path, ...]:
        """The faces to set a script (han, latin, arabic, thai) in: its own first, then all that may fill in.

        Raises FangcunError ``draw.font`` when the script's own face is neither given nor beside.
        """
        han = self.weight(weight)
        found = {"han": han}
        for other, given in (("latin", self.latin), ("arabic", self.arabic), ("thai", self.thai)):
            face = given or _beside(han, *_FAMILIES[other])
            if face.is_file() or other == script:
                found[other] = face
        if not found[script].is_file():
            raise _unreadable(found[script])
        return (found.pop(script), *found.values())


_FAMILIES = {
    "latin": ("noto-sans", "NotoSans"),
    "arabic": ("noto-sans-arabic", "NotoSansArabic"),
    "thai": ("noto-sans-thai", "NotoSansThai"),
}


def _beside(han: Path, family: str, stem: str) -> Path:
    folder = han.parent.name
    return han.parent.parent.parent / family / folder / f"{stem}_{folder}.ttf"


def _unreadable(path: Path) -> FangcunError:
    message = f"字体文件无法读取：{path.name}。请重新安装字体（npm ci）后再试。"
    return FangcunError("draw.font", Kind.INVALID, message, font=path.name)


@lru_cache(maxsize=16)
def typeface_of(path: Path) -> skia.Typeface:
    """The typeface in a file, read once. Raises FangcunError when the file is missing or no font."""
    # An empty manager knows no fonts but the file it is given; the default one would search the machine's first.
    face = skia.FontMgr.New_Custom_Empty().makeFromFile(str(path)) if path.is_file() else None
    if face is None:
        raise _unreadable(path)
    return face


@lru_cache(maxsize=128)
def font_of(path: Path, size: float) -> skia.Font:
    """A font of ``size`` pixels an em, unhinted, so that letters keep their places at every size."""
    font = skia.Font(typeface_of(path), size)
    font.setEdging(skia.Font.Edging.kAntiAlias)
    font.setHinting(skia.FontHinting.kNone)
    font.setSubpixel(True)
    return font
