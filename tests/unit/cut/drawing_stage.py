"""A small cast, the fonts and a way to write a shot in one line, for the tests of the drawing room."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fangcun.cut.contracts import Expression, Figure, Framing, Look, Move, Shot, ShotKind
from fangcun.cut.engine.draw import Fonts

_FOLDER = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"
FONTS = Fonts(
    _FOLDER / "400Regular" / "NotoSansSC_400Regular.ttf",
    _FOLDER / "700Bold" / "NotoSansSC_700Bold.ttf",
    _FOLDER / "900Black" / "NotoSansSC_900Black.ttf",
)
SMALL = (360, 640)

MODERN = {
    look.name: look
    for look in (
        Look("顾言", 1, "男", 28, "modern", "suit"),
        Look("苏晚", 2, "女", 25, "modern", "dress"),
        Look("小宝", 3, "男", 6, "modern", "hoodie"),
        Look("奶奶", 4, "女", 70, "modern", "sweater"),
    )
}


def person(name: str, expression: Expression = Expression.NEUTRAL, **more: Any) -> Figure:
    """Someone in a shot."""
    return Figure(name, expression, **more)


def shot(id: str = "1-1.1", *people: Figure, **more: Any) -> Shot:
    """A medium shot of ``people`` in a living room by day, except where said otherwise."""
    given: dict[str, Any] = {
        "kind": ShotKind.SINGLE if len(people) < 2 else ShotKind.TWO if len(people) == 2 else ShotKind.GROUP,
        "framing": Framing.MEDIUM,
        "move": Move.STILL,
        "place": "客厅",
        "time_of_day": "日",
        "int_ext": "内",
        "lines": (),
        "seconds": 3.0,
    } | more
    return Shot(id=id, figures=people, **given)
