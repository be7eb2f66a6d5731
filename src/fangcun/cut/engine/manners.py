"""How a line is said: what the manner of the script asks of a voice. The words are in `manners.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fangcun.cut.engine.wordlist import any_of

QUIETEST, LOUDEST = -7.0, 4.5  # dB: a shout is mixed to be heard as one, not to hurt


@dataclass(frozen=True, slots=True)
class Delivery:
    """A way to say a line: factors of ``rate`` and melody ``range``, ``pitch`` steps of a per cent, ``louder`` and
    ``bright`` (above 2 kHz) in dB, ``tremor``, ``breath`` and ``whisper`` in parts of one, ``gap`` between words in
    hundredths of a second."""

    rate: float = 1.0
    pitch: float = 0.0
    range: float = 1.0
    louder: float = 0.0
    bright: float = 0.0
    tremor: float = 0.0
    breath: float = 0.0
    whisper: float = 0.0
    gap: float = 0.0


PLAIN = Delivery()


@cache
def delivery_of(manner: str | None) -> Delivery:
    """The delivery that the words of a manner ask for; several work together, within what an ear bears."""
    if not manner:
        return PLAIN
    kinds = dict.fromkeys(_kinds()[word] for word in _words().findall(manner.lower()))
    asked = [{k: float(v) for k, v in _data()[kind].items() if k != "words"} for kind in kinds]

    def factor(key: str, least: float, most: float) -> float:
        value = 1.0
        for one in asked:
            value *= one.get(key, 1.0)
        return max(least, min(most, value))

    def total(key: str, least: float, most: float) -> float:
        return max(least, min(most, sum(one.get(key, 0.0) for one in asked)))

    return Delivery(
        rate=factor("rate", 0.7, 1.25),
        pitch=total("pitch", -10, 18),
        range=factor("range", 0.6, 1.5),
        louder=total("louder", QUIETEST, LOUDEST),
        bright=total("bright", -4, 6),
        tremor=total("tremor", 0, 0.016),
        breath=total("breath", 0, 0.25),
        whisper=total("whisper", 0, 0.85),
        gap=total("gap", 0, 5),
    )


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("manners.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, entry in _data().items() for word in entry["words"]}


@cache
def _words() -> re.Pattern[str]:
    return any_of(_kinds())
