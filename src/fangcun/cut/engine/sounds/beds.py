"""What goes on in a place all the time: wind, rain, hum, traffic, insects, people, machines.

A bed of noise is one loop, made once and begun elsewhere on each side, so that the sides have nothing in common; what
moves in it moves over its whole length and does not come round. A bed of events is silence with events strewn in it.
All are (2, samples); noise has RMS 1, events are as loud as they should be beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.sounds.bodies import murmur as murmur_of
from fangcun.cut.engine.sounds.tones import Chance, Curve, at_peak, clock, decay, edged, glide, looped_noise, struck
from fangcun.cut.engine.timbre import Floats

Bed = Callable[[Chance, int], Floats]
"""A bed from chance and how many samples of it are wanted."""

_LOOP = 1 << 18  # 5.5 s
_CURVES: dict[str, Curve] = {
    "hum": ((40, -10), (120, 0), (400, -10), (1500, -24), (6000, -42), (12000, -60)),
    "fan": ((50, -14), (150, -2), (500, 0), (1200, -8), (4000, -22), (12000, -50)),
    "hush": ((50, -18), (150, -5), (380, 0), (900, -6), (3000, -22), (12000, -56)),
    "wind": ((60, -14), (200, -2), (700, 0), (2000, -10), (6000, -26), (14000, -50)),
    "gale": ((80, -12), (300, 0), (600, -2), (1100, -12), (4000, -30), (14000, -56)),
    "snow": ((60, -10), (200, 0), (500, -8), (1500, -26), (6000, -50), (14000, -60)),
    "rain": ((150, -26), (500, -14), (1500, -4), (4000, 0), (9000, -2), (15000, -12)),
    "rain_behind_walls": ((80, -12), (250, 0), (700, -4), (1800, -16), (5000, -34), (14000, -60)),
    "traffic": ((40, -4), (90, 0), (250, -5), (800, -12), (2500, -24), (8000, -44)),
    "engine": ((30, -4), (70, 0), (160, -4), (500, -14), (2000, -26), (8000, -44)),
    "water": ((120, -20), (400, -6), (900, 0), (2500, -4), (7000, -14), (14000, -30)),
}


@cache
def _loop(name: str) -> Floats:
    seed = sum(name.encode()) * 131
    return looped_noise(np.random.default_rng(seed), _LOOP, _CURVES[name])


def _noise(name: str, draw: Chance, samples: int) -> Floats:
    """A loop from a place of chance, its other side half a loop on."""
    loop = _loop(name)
    start = int(draw.integers(0, _LOOP))
    out = np.empty((2, samples), np.float32)
    for side in (0, 1):
        turned = np.roll(loop, -(start + side * _LOOP // 2))
        for at in range(0, samples, _LOOP):
            room = min(_LOOP, samples - at)
            out[side, at : at + room] = turned[:room]
    return out


def _moved(bed: Floats, draw: Chance, *, every: float, least: float, most: float) -> Floats:
    """The bed swelling and sinking between two levels, a turn ``every`` so many seconds; worked on at 20 a second."""
    samples = bed.shape[1]
    turns = draw.uniform(least, most, int(samples / RATE / every) + 3)
    step = RATE // 20
    blocks = -(-samples // step)
    points = np.interp(np.arange(blocks + 1) / 20, np.arange(len(turns)) * every, turns).astype(np.float32)
    rise = np.linspace(0, 1, step, endpoint=False, dtype=np.float32)
    curve = (points[:-1, None] * (1 - rise) + points[1:, None] * rise).reshape(-1)[:samples]
    bed *= curve
    return bed


def _steady(name: str) -> Bed:
    return lambda draw, samples: _noise(name, draw, samples)


def _moving(name: str, *, every: float, least: float, most: float) -> Bed:
    return lambda draw, samples: _moved(_noise(name, draw, samples), draw, every=every, least=least, most=most)


def _strewn(draw: Chance, samples: int, sounds: Sequence[Floats], *, every: float, level: float) -> Floats:
    """Sounds of chance at times of chance, one ``every`` so many seconds, from anywhere."""
    out = np.zeros((2, samples), np.float32)
    at = draw.uniform(0, every)
    while at * RATE < samples:
        start = round(at * RATE)
        sound = sounds[int(draw.integers(0, len(sounds)))][: samples - start]
        side = draw.uniform(0.15, 0.85)
        loud = level * draw.uniform(0.4, 1.0)
        out[0, start : start + len(sound)] += sound * np.float32(loud * (1 - side))
        out[1, start : start + len(sound)] += sound * np.float32(loud * side)
        at += draw.uniform(0.4, 1.6) * every
    return out


def _events(make: Callable[[Chance], Floats], *, every: float, level: float, kinds: int = 4) -> Bed:
    @cache
    def sounds() -> tuple[Floats, ...]:
        draw = np.random.default_rng(kinds * 1009 + round(every * 100))
        return tuple(at_peak(make(draw)) for _ in range(kinds))

    return lambda draw, samples: _strewn(draw, samples, sounds(), every=every, level=level)


def _bird(draw: Chance) -> Floats:
    time = clock(0.14)
    chirp = glide(time, draw.uniform(2600, 4200), draw.uniform(3000, 5200), 0.14) * np.hanning(len(time))
    gap = np.zeros(int(draw.uniform(0.05, 0.12) * RATE), np.float32)
    return np.concatenate([chirp, gap, chirp * 0.7, gap, chirp * 0.5]).astype(np.float32)


def _cricket(draw: Chance) -> Floats:
    time = clock(0.7)
    pulses = np.maximum(0, np.sin(2 * np.pi * 17 * time)) ** 2 * np.hanning(len(time))
    return np.asarray(np.sin(2 * np.pi * draw.uniform(4200, 4800) * time) * pulses, np.float32)


def _crackle(draw: Chance) -> Floats:
    time = clock(0.02)
    return edged((np.sin(2 * np.pi * draw.uniform(1500, 4000) * time) * decay(time, 0.012)).astype(np.float32))


def _drip(draw: Chance) -> Floats:
    time = clock(0.35)
    pitch = draw.uniform(900, 1500)
    return edged(glide(time, pitch, pitch * 1.5, 0.05) * decay(time, 0.3))


def _key(draw: Chance) -> Floats:
    return edged(struck(0.05, [(draw.uniform(1200, 2600), 1.0, 0.03), (draw.uniform(300, 500), 0.5, 0.04)]))


def _drop(draw: Chance) -> Floats:
    time = clock(0.04)
    pitch = draw.uniform(1800, 4200)
    return edged(glide(time, pitch, pitch * 0.8, 0.03) * decay(time, 0.035))


def _passing(draw: Chance) -> Floats:
    time = clock(3.6)
    near = np.exp(-(((time - 1.8) / 0.8) ** 2))
    hertz = draw.uniform(70, 95)
    engine = glide(time, hertz * 1.06, hertz * 0.94, 3.6)
    return np.asarray((engine + 3 * _loop("traffic")[: len(time)]) * near, np.float32)


def _insects(draw: Chance, samples: int) -> Floats:
    return _CRICKETS(draw, samples) + 0.25 * _noise("snow", draw, samples)


def _rain(draw: Chance, samples: int) -> Floats:
    bed = _moved(_noise("rain", draw, samples), draw, every=2.5, least=0.85, most=1.1)
    return bed + _DROPS(draw, samples)


def _traffic(draw: Chance, samples: int) -> Floats:
    return _moved(_noise("traffic", draw, samples), draw, every=2.2, least=0.6, most=1.2) + _PASSING(draw, samples)


def _engine(draw: Chance, samples: int) -> Floats:
    time = np.arange(_LOOP, dtype=np.float32) / np.float32(RATE)
    whole = round(46 * _LOOP / RATE) * RATE / _LOOP  # a whole number of turns in the loop
    tone = sum(a * np.sin(np.float32(2 * np.pi * whole * k) * time) for k, a in ((1, 0.8), (2, 0.5), (3, 0.2)))
    bed = _moved(_noise("engine", draw, samples), draw, every=1.5, least=0.85, most=1.1)
    for at in range(0, samples, _LOOP):
        room = min(_LOOP, samples - at)
        bed[:, at : at + room] += np.asarray(tone, np.float32)[:room]
    return bed


def _beeps(draw: Chance, samples: int) -> Floats:
    """A monitor: a short tone at each beat of a heart, 66 to 80 a minute, from one side."""
    pitch = draw.uniform(930, 990)
    one = edged(np.sin(np.float32(2 * np.pi * pitch) * clock(0.1)), attack=0.008, release=0.02)
    mono = np.zeros(samples, np.float32)
    step = round(RATE * 60 / draw.uniform(66, 80))
    for at in range(int(draw.integers(0, step)), max(0, samples - len(one)), step):
        mono[at : at + len(one)] += one
    side = draw.uniform(0.25, 0.75)
    return np.stack([mono * np.float32(2.2 * (1 - side)), mono * np.float32(2.2 * side)])


def _clock(draw: Chance, samples: int) -> Floats:
    one = edged(struck(0.06, [(2300, 1.0, 0.04), (3700, 0.5, 0.03)]), attack=0.001)
    mono = np.zeros(samples, np.float32)
    for number, at in enumerate(range(int(draw.integers(0, RATE)), max(0, samples - len(one)), RATE // 2)):
        mono[at : at + len(one)] += one * (2.0 if number % 2 else 1.5)
    return np.stack([mono, 0.6 * mono])


def _murmur(draw: Chance, samples: int) -> Floats:
    """Two groups of people, left and right, who never stop."""
    loops = _people()
    out = np.empty((2, samples), np.float32)
    for side in (0, 1):
        turned = np.roll(loops[side], -int(draw.integers(0, len(loops[side]))))
        rounds = -(-samples // len(turned))
        out[side] = np.tile(turned, rounds)[:samples]
    return _moved(out, draw, every=1.7, least=0.7, most=1.1)


@cache
def _people() -> tuple[Floats, Floats]:
    """Two loops of unlike length, so that together they do not come round."""
    loops = []
    for seed in (5, 6):
        whole = murmur_of(np.random.default_rng(seed), 5.0)
        joint = RATE // 2 + seed * 1000
        body = whole[joint:-joint].copy() if seed == 5 else whole[joint : -joint - RATE // 2].copy()
        fade = np.sin(np.linspace(0, np.pi / 2, joint, dtype=np.float32))
        body[:joint] = body[:joint] * fade + body[-joint:] * fade[::-1]
        body = body[:-joint]
        loops.append((body / np.sqrt(np.mean(body**2))).astype(np.float32))
    return loops[0], loops[1]


_CRICKETS = _events(_cricket, every=0.8, level=1.7)
_DROPS = _events(_drop, every=0.03, level=0.9, kinds=8)
_PASSING = _events(_passing, every=9.0, level=1.8, kinds=2)

BEDS: dict[str, Bed] = {
    "hum": _steady("hum"),
    "fan": _steady("fan"),
    "hush": _steady("hush"),
    "snow": _moving("snow", every=3.0, least=0.6, most=1.2),
    "wind": _moving("wind", every=1.9, least=0.45, most=1.35),
    "gale": _moving("gale", every=1.3, least=0.3, most=1.6),
    "water": _moving("water", every=1.1, least=0.6, most=1.2),
    "rain": _rain,
    "rain_behind_walls": _moving("rain_behind_walls", every=2.5, least=0.8, most=1.15),
    "traffic": _traffic,
    "engine": _engine,
    "birds": _events(_bird, every=1.9, level=1.6, kinds=5),
    "insects": _insects,
    "candles": _events(_crackle, every=0.5, level=2.0, kinds=6),
    "drips": _events(_drip, every=2.4, level=2.5),
    "keys": _events(_key, every=0.35, level=1.6, kinds=6),
    "beeps": _beeps,
    "clock": _clock,
    "murmur": _murmur,
}
"""What ``rooms.toml`` may name."""
