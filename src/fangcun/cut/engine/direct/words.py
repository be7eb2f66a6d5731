"""What words of the script mean for a face, a hand and the camera; the words themselves are in `words.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fangcun.cut.contracts import Expression, Pose


@cache
def _table(name: str) -> tuple[tuple[str, str], ...]:
    """The words of a table with what they mean, the longest first."""
    data = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    table: Mapping[str, list[str]] = data[name]
    pairs = [(word, meaning) for meaning, words in table.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _find(table: str, text: str) -> str | None:
    """The meaning of the longest word of a table that stands in ``text``."""
    lower = text.lower()
    return next((meaning for word, meaning in _table(table) if _stands(word, lower)), None)


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text; Latin words only as whole words, so that no "ring" is seen in "during"."""
    at = text.find(word)
    if at < 0 or not word.isascii():
        return at >= 0
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
        if not (before.isascii() and before.isalpha()) and not (after.isascii() and after.isalpha()):
            return True
        at = text.find(word, at + 1)
    return False


def expression_of(text: str) -> Expression | None:
    """What a manner or an action shows on a face; None when it says nothing."""
    found = _find("expression", text)
    return Expression(found) if found else None


def gesture_of(text: str) -> str | None:
    """What an action asks of the hands; None for nothing in particular."""
    return _find("gesture", text)


def pose_of(text: str) -> Pose | None:
    """How an action leaves a body; None when it says nothing of it."""
    found = _find("pose", text)
    return Pose(found) if found else None


def weather_of(text: str) -> str | None:
    """The weather that a text speaks of: rain, snow or fog; None for none."""
    return _find("weather", text)


def prop_of(text: str) -> str | None:
    """A thing that an action shows and the drawing room can draw close; None for none."""
    return _find("insert", text)


def shakes(text: str) -> bool:
    """Whether something strikes."""
    return _find("camera", text) == "shake"


def means_everyone(text: str) -> bool:
    """Whether an action is of all who are there."""
    return _find("camera", text) == "everyone"


def means_both(text: str) -> bool:
    """Whether an action is of two without naming them."""
    return _find("camera", text) == "both"
