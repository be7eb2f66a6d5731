"""Where a scene plays, as far as it is heard: how a room answers a voice and what it sounds like by itself."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from fangcun.cut.contracts import Shot
from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.timbre import Floats, fast_length, shape
from fangcun.cut.engine.wordlist import any_of

NIGHT = ("夜", "晚", "凌晨", "NIGHT", "night")
_TAIL_FROM = 1.6  # of the first reflection's delay: the tail begins among the later reflections


@dataclass(frozen=True, slots=True)
class Room:
    """A room. ``seconds`` is its reverberation time, ``wet`` the room's share of a near voice, ``dark`` the Hz above
    which it returns nothing, ``size`` the milliseconds to its first reflection; ``beds`` are (name, dB against the
    level of a room's tone)."""

    name: str
    seconds: float
    wet: float
    dark: float
    size: float
    outside: bool = False
    beds: tuple[tuple[str, float], ...] = ()


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("rooms.toml").read_text(encoding="utf-8"))


def room_of(shot: Shot) -> Room:
    """The room of a shot by the words of its place, its 内/外, time and weather.

    The longest word of ``rooms.toml`` that fits 内/外 wins, the last of two as long (村口小河边 is a river). A place
    without one is a home inside; outside it is a courtyard when it names a building, else a street.
    """
    return room_at(shot.place, int_ext=shot.int_ext, time_of_day=shot.time_of_day, weather=shot.weather)


@lru_cache(maxsize=256)
def room_at(place: str, *, int_ext: str, time_of_day: str, weather: str | None = None) -> Room:
    """The room of a place, see ``room_of``."""
    outside = is_outside(int_ext)
    found = _places().findall(place.lower())[::-1]
    fitting = [word for word in found if bool(_data()["room"][_names()[word]].get("open")) is outside]
    unnamed = ("courtyard" if found else "street") if outside else "home"
    name = _names()[max(fitting, key=len)] if fitting else unnamed
    entry = _data()["room"][name]
    time = "night" if any(sign in time_of_day for sign in NIGHT) else "day"
    beds = {**entry["beds"], **entry.get(time, {})}
    if weather:
        beds |= _data()["weather"].get(weather, {}).get("outside" if outside else "inside", {})
    if weather in ("rain", "snow"):
        beds = {bed: level for bed, level in beds.items() if bed not in ("birds", "insects")}
    seconds, wet, dark, size = (float(entry[key]) for key in ("seconds", "wet", "dark", "size"))
    return Room(name, seconds, wet, dark, size, outside, tuple(beds.items()))


def is_outside(int_ext: str) -> bool:
    """Whether 内/外 (INT/EXT) says outside."""
    return "外" in int_ext or int_ext.upper().startswith("EXT")


def channel_in(text: str) -> str | None:
    """How the words of a manner or of a speaker's name say that a voice comes: ``phone``, ``broadcast``, ``door`` or
    ``off``; None when they say nothing of it."""
    found = _channels().findall(text.lower())
    return _ways()[max(found, key=len)] if found else None


@cache
def _names() -> dict[str, str]:
    return {word.lower(): name for name, entry in _data()["room"].items() for word in entry["words"]}


@cache
def _places() -> re.Pattern[str]:
    return any_of(_names())


@cache
def _ways() -> dict[str, str]:
    return {word.lower(): way for way, words in _data()["channel"].items() for word in words}


@cache
def _channels() -> re.Pattern[str]:
    return any_of(_ways())


def answered(pcm: Floats, room: Room, *, wet: float | None = None) -> Floats:
    """``pcm`` as heard in the room: itself, early reflections, a short tail. As long as ``pcm``: callers pad for it.

    ``wet`` replaces the room's own share for a voice farther away.
    """
    if len(pcm) == 0:
        return pcm
    answer = _answer(room.seconds, room.dark, room.size)
    share = room.wet if wet is None else wet
    size = fast_length(len(pcm) + len(answer))
    spectrum = np.fft.rfft(pcm, n=size)
    spectrum *= (1 - 0.5 * share) + share * np.fft.rfft(answer, n=size)
    return np.fft.irfft(spectrum, n=size)[: len(pcm)].astype(np.float32)


@lru_cache(maxsize=64)
def _answer(seconds: float, dark: float, size: float) -> Floats:
    """What a room returns of a click, with energy 1: eight reflections that come closer and weaker, then decaying
    noise (Moorer 1979, "About this reverberation business")."""
    length = max(64, round((seconds + 5 * size / 1000) * RATE))
    draw = np.random.default_rng(round(seconds * 1000) * 4099 + round(size * 10))
    out = np.zeros(length, np.float32)
    for number in range(8):
        delay = size / 1000 * (1 + 0.55 * number**1.15) * draw.uniform(0.93, 1.07)
        at = round(delay * RATE)
        if at < length:
            out[at] += 0.72**number * (-1.0 if number % 3 == 2 else 1.0)
    out /= float(np.sqrt(np.sum(out**2))) + 1e-9
    start = min(length - 1, round(_TAIL_FROM * size / 1000 * RATE))
    time = np.arange(length - start) / RATE
    tail = draw.standard_normal(length - start) * 10 ** (-3 * time / max(seconds, 0.02))
    rise = np.minimum(1, time / max(0.004, size / 1000))
    tail *= rise / (np.sqrt(np.sum((tail * rise) ** 2)) + 1e-9)
    out *= np.float32(0.6)
    out[start:] += (0.8 * tail).astype(np.float32)
    return shape(out, ((120, -18), (300, 0), (dark, 0), (dark * 3, -30)))
