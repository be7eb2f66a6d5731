"""How a drama's subtitles look: a style is plain data, five come with the house, each drama may have its own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from fangcun.cut.engine.grid import Shape
from fangcun.cut.engine.languages import Language, Script
from fangcun.cut.engine.safe_area import safe_area
from fangcun.kit.errors import FangcunError, Kind

_OWN = Path(__file__).with_name("subtitle_styles.toml")
_PALETTE = (0xFFFFFF, 0xFFE27A, 0x9BE7FF, 0xFFB3C7, 0xB8F2A4, 0xE3C6FF)  # light, told apart on a dark edge
# The mean advance of a letter by its em, measured on the Noto faces in bold with everyday text.
_ADVANCE = {Script.HAN: 1.0, Script.LATIN: 0.56, Script.ARABIC: 0.5, Script.THAI: 0.55}


class Weight(StrEnum):
    """How heavy the letters are."""

    REGULAR = "regular"
    BOLD = "bold"
    BLACK = "black"


class Place(StrEnum):
    """Where a cue stands within the safe area."""

    BOTTOM = "bottom"
    TOP = "top"
    COLUMN = "column"  # captions upright at the upper right, columns from right to left; spoken lines at the bottom


@dataclass(frozen=True, slots=True)
class SubtitleStyle:
    """How subtitles look. Colours are 0xRRGGBB; None leaves the part away.

    ``size`` is a letter's em as a share of the frame's shorter side; ``outline_width`` and ``shadow`` (how far it is
    blurred) are shares of the em. ``speakers`` gives people a colour of their own.
    """

    name: str
    weight: Weight = Weight.BOLD
    size: float = 0.0555
    fill: int = 0xFFFFFF
    outline: int | None = 0x16101C
    outline_width: float = 0.085
    shadow: float = 0.09
    box: int | None = None
    box_opacity: float = 0.7
    place: Place = Place.BOTTOM
    speakers: tuple[tuple[str, int], ...] = ()

    def color_of(self, speaker: str | None) -> int:
        """The colour that a speaker's words have."""
        return dict(self.speakers).get(speaker or "", self.fill)

    def pixels(self, shape: Shape, *, language: Language | None = None) -> float:
        """The em in pixels on a frame of that shape."""
        return self.size * min(shape.width, shape.height) * (language.size if language else 1.0)


def row_limit(shape: Shape, *, style: SubtitleStyle, language: Language) -> int:
    """The letters of a row that the safe area holds in this style, never more than the language's own limit."""
    advance = style.pixels(shape, language=language) * _ADVANCE[language.script]
    return max(4, min(language.row, int(safe_area(shape).width / advance + 0.01)))


def with_speakers(style: SubtitleStyle, names: Sequence[str]) -> SubtitleStyle:
    """The style with a colour for each of the names, in their order; those it has already stay."""
    given = dict(style.speakers)
    free = [color for color in _PALETTE if color not in given.values()] or list(_PALETTE)
    new = [name for name in dict.fromkeys(names) if name not in given]
    own = tuple((name, free[i % len(free)]) for i, name in enumerate(new))
    return replace(style, speakers=(*style.speakers, *own))


@cache
def styles() -> Mapping[str, SubtitleStyle]:
    """The styles of the house by key: classic, variety, cinema, ancient, elder."""
    return read_styles(_OWN.read_text(encoding="utf-8"))


def read_styles(text: str) -> dict[str, SubtitleStyle]:
    """Styles from TOML, a table each. Raises FangcunError ``cut.style`` saying which field of which table is wrong."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(f"字幕样式文件不是有效的 TOML：{error}。请检查引号和等号。") from error
    for key, table in tables.items():
        if not isinstance(table, dict):
            raise _wrong(f"字幕样式文件里的“{key}”应写成一节，如 [{key}]。")
    return {key: style_of({"name": key, **table}) for key, table in tables.items()}


def style_of(data: Mapping[str, Any]) -> SubtitleStyle:
    """A style from plain data as in TOML or JSON. Raises FangcunError ``cut.style``."""
    where = str(data.get("name") or "未命名")
    unknown = sorted(set(data) - {f.name for f in fields(SubtitleStyle)})
    if unknown:
        known = "、".join(f.name for f in fields(SubtitleStyle))
        raise _wrong(f"字幕样式“{where}”有不认识的项 {unknown[0]}。可以写的项：{known}。")
    given: dict[str, Any] = {"name": where}
    for key, value in data.items():
        if key in ("fill", "outline", "box"):
            given[key] = None if value is None and key != "fill" else _color(value, where=f"{where}”的“{key}")
        elif key in _RANGES:
            given[key] = _share(value, *_RANGES[key], where=f"{where}”的“{key}")
        elif key in ("weight", "place"):
            given[key] = _choice(value, Weight if key == "weight" else Place, where=f"{where}”的“{key}")
        elif key == "speakers":
            pairs = value.items() if isinstance(value, Mapping) else ()
            given[key] = tuple((str(name), _color(color, where=f"{where}”里“{name}")) for name, color in pairs)
    return SubtitleStyle(**given)


_RANGES = {"size": (0.02, 0.2), "outline_width": (0.0, 0.3), "shadow": (0.0, 0.5), "box_opacity": (0.0, 1.0)}


def data_of(style: SubtitleStyle) -> dict[str, Any]:
    """The style as plain data; ``style_of`` reads it back to the same style."""

    def web(color: int | None) -> str | None:
        return None if color is None else f"#{color:06X}"

    return {
        "name": style.name,
        "weight": style.weight.value,
        "size": style.size,
        "fill": web(style.fill),
        "outline": web(style.outline),
        "outline_width": style.outline_width,
        "shadow": style.shadow,
        "box": web(style.box),
        "box_opacity": style.box_opacity,
        "place": style.place.value,
        "speakers": {name: web(color) for name, color in style.speakers},
    }


def _color(value: Any, *, where: str) -> int:
    if isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        return int(value[1:], 16)
    raise _wrong(f"字幕样式“{where}”是“{value}”，颜色应写成 #RRGGBB，如 #FFFFFF。")


def _share(value: Any, least: float, most: float, *, where: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
        return float(value)
    raise _wrong(f"字幕样式“{where}”是“{value}”，应是 {least} 到 {most} 之间的数。")


def _choice(value: Any, kind: type[Weight] | type[Place], *, where: str) -> Weight | Place:
    try:
        return kind(value)
    except ValueError:
        raise _wrong(f"字幕样式“{where}”是“{value}”，应是 {'、'.join(kind)} 之一。") from None


def _wrong(message: str) -> FangcunError:
    return FangcunError("cut.style", Kind.INVALID, message)
