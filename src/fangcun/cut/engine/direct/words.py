"""What words of the script mean for a face, a hand and the camera; the words themselves are in `words.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fangcun.cut.contracts import Expression, Pose


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    data: Mapping[str, Mapping[str, list[str]]] = {}
    for name in ("words.toml", "things.toml"):
        data = {**data, **tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))}
    return data


@cache
def _table(name: str) -> tuple[tuple[str, str], ...]:
    """The words of a table with what they mean, the longest first."""
    pairs = [(word, meaning) for meaning, words in _tables()[name].items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _any_of(table: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word, _ in _table(table)))


def _find(table: str, text: str) -> str | None:
    """The meaning of the longest word of a table that stands in ``text``."""
    lower = text.lower()
    if not _any_of(table).search(lower):  # most texts have no word of most tables
        return None
    return next((meaning for word, meaning in _table(table) if stands(word, lower)), None)


def stands(word: str, text: str) -> bool:
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


_OVER = re.compile(r"[雨雪雾风]+(?:已|已经|渐渐|终于|慢慢)?(?:停|散|住|歇)")
"""Weather that has just ended."""


def weather_of(text: str) -> str | None:
    """The weather that a text speaks of: rain, snow or fog; None for none."""
    return _find("weather", _OVER.sub("", text))


def prop_of(text: str) -> str | None:
    """A thing that an action shows and the drawing room can draw close; None for none."""
    return _find("insert", text)


def weight_of(text: str) -> int:
    """How much a line turns the scene: 2 for an accusation or a revelation, 1 for a threat or a plea, 0 for talk."""
    return int(_find("turn", text) or 0)


def sound_of(text: str) -> Expression | None:
    """What a line sounds like whose script gives no manner; None when it sounds like nothing in particular."""
    found = _find("sound", text)
    return Expression(found) if found else None


def idle_hands(felt: Expression) -> tuple[str, ...]:
    """What the hands of somebody who talks and feels so may do, the likeliest first."""
    return tuple(_tables()["idle"].get(felt.value, ()))


def answer_to(felt: Expression) -> Expression:
    """What a face shows that listens to somebody who feels so."""
    found = _find("answer", felt.value)
    return Expression(found) if found else Expression.NEUTRAL


def answer_to_words(text: str) -> Expression | None:
    """What certain words provoke in whoever they are said to; None for words of no such force."""
    found = _find("provoked", text)
    return Expression(found) if found else None


def is_off_duty(place: str) -> bool:
    """Whether people come to a place when their work is done."""
    return _find("place", place) == "off_duty"


def costume_of(text: str) -> str | None:
    """The wardrobe key of the clothes that a text speaks of; None for none."""
    return _find("costume", text)


def verbs(kind: str) -> tuple[str, ...]:
    """The verbs that put things into hands (``take``) or out of them (``leave``), the longest first."""
    return tuple(word for word, meaning in _table("hands") if meaning == kind)


@cache
def _things() -> tuple[str, ...]:
    return tuple(word for word, _ in _table("things"))


def thing_in(text: str) -> str | None:
    """The first thing to hold that a text names, in its own words."""
    lower = text.lower()
    found = [(lower.find(word), -len(word), word) for word in _things() if stands(word, lower)]
    return min(found)[2] if found else None


def enters(text: str) -> bool:
    """Whether somebody comes into the scene."""
    return _find("camera", text) == "enter"


def leaves(text: str) -> bool:
    """Whether somebody goes out of it."""
    return _find("camera", text) == "leave"


def rings(text: str) -> bool:
    """Whether a telephone calls."""
    return _find("rings", text) is not None


def rises(text: str) -> bool:
    """Whether somebody gets up."""
    return _find("camera", text) == "rise"


def shakes(text: str) -> bool:
    """Whether something strikes."""
    return _find("camera", text) == "shake"


def means_everyone(text: str) -> bool:
    """Whether an action is of all who are there."""
    return _find("camera", text) == "everyone"


def means_crowd(text: str) -> bool:
    """Whether an action is of the many who have no names."""
    return _find("camera", text) == "crowd"


def means_both(text: str) -> bool:
    """Whether an action is of two without naming them."""
    return _find("camera", text) == "both"
