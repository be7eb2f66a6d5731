"""What words of an action are heard: the words themselves are in `sounds.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from fangcun.cut.engine.wordlist import any_of


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("sounds.toml").read_text(encoding="utf-8"))


def level_of(sound: str) -> float:
    """The greatest size of a sound or an accent, as a factor of full scale."""
    stingers = _data()["stinger"]
    decibels = stingers[sound] if sound in stingers else _data()["sound"][sound]["level"]
    return float(10 ** (decibels / 20))


def sounds_in(text: str) -> tuple[tuple[str, int], ...]:
    """The sounds that a text speaks of with the places of their words, in order, each once."""
    found: dict[str, int] = {}
    for match in _pattern().finditer(text.lower()):
        found.setdefault(_meanings()[match.group()], match.start())
    return tuple(found.items())


def means(text: str, meaning: str) -> bool:
    """Whether a text asks for an accent: ``reveal``, ``comic`` or ``heart``."""
    return _of(meaning).search(text.lower()) is not None


@cache
def _meanings() -> dict[str, str]:
    return {word: sound for sound, entry in _data()["sound"].items() for word in entry["words"]}


@cache
def _pattern() -> re.Pattern[str]:
    return any_of(_meanings())


@cache
def _of(meaning: str) -> re.Pattern[str]:
    return any_of(_data()["meaning"][meaning])
