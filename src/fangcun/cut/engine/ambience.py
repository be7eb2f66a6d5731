"""What a place sounds like when nobody speaks. All of it is made from noise and sines;
nothing is sampled. Arrays are float32 (2, samples) at 48 kHz."""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.timbre import Floats, shape

_LOOP = 11 * RATE  # long enough that nobody hears it come round
_JOINT = RATE // 2
ROOM_LEVEL = 0.004  # RMS, about −48 dBFS: felt, not heard

_INSIDE = ((40, -10), (120, 0), (400, -10), (1500, -24), (6000, -42), (12000, -60))
_OUTSIDE = ((60, -14), (200, -2), (700, 0), (2000, -10), (6000, -26), (14000, -50))


def room_tone(*, int_ext: str, time_of_day: str, samples: int, seed: int) -> Floats:
    """The bed of a place: a dull hum inside, wind outside, birds by day and crickets by night."""
    draw = np.random.default_rng(seed)
    outside = "外" in int_ext or int_ext.upper().startswith("EXT")
    night = any(sign in time_of_day for sign in ("夜", "晚", "凌晨", "NIGHT", "night"))
    loop = np.stack([_noise(draw, _OUTSIDE if outside else _INSIDE) for _ in range(2)])
    if outside:
        loop *= 1 + 0.35 * np.sin(2 * np.pi * np.arange(loop.shape[1]) * 2 / loop.shape[1]).astype(np.float32)
        for at in draw.uniform(0, _LOOP - RATE, 14 if night else 6):
            call = _cricket(draw) if night else _bird(draw)
            side = draw.uniform(0.2, 0.8)
            loop[0, int(at) : int(at) + len(call)] += call * (1 - side)
            loop[1, int(at) : int(at) + len(call)] += call * side
    loop[:, :_JOINT] = loop[:, :_JOINT] * _rise(_JOINT) + loop[:, -_JOINT:] * _rise(_JOINT)[::-1]
    body = loop[:, :-_JOINT]
    start = int(draw.integers(0, body.shape[1]))
    rounds = -(-(samples + start) // body.shape[1])
    return np.tile(body, rounds)[:, start : start + samples]


def _noise(draw: np.random.Generator, curve: tuple[tuple[float, float], ...]) -> Floats:
    noise = shape(draw.standard_normal(_LOOP).astype(np.float32), curve)
    return (noise * (ROOM_LEVEL / float(np.sqrt(np.mean(noise**2))))).astype(np.float32)


def _rise(count: int) -> Floats:
    """A fade for uncorrelated sounds: two of them crossing keep their power."""
    return np.sin(np.linspace(0, np.pi / 2, count)).astype(np.float32)


def _bird(draw: np.random.Generator) -> Floats:
    time = np.arange(int(0.14 * RATE)) / RATE
    base = draw.uniform(2600, 4200)
    chirp = np.sin(2 * np.pi * (base * time + draw.uniform(-4000, 5000) * time**2)) * np.hanning(len(time))
    gap = np.zeros(int(draw.uniform(0.05, 0.12) * RATE))
    return (0.006 * np.concatenate([chirp, gap, chirp * 0.7, gap, chirp * 0.5])).astype(np.float32)


def _cricket(draw: np.random.Generator) -> Floats:
    time = np.arange(int(0.7 * RATE)) / RATE
    pulses = np.maximum(0, np.sin(2 * np.pi * 17 * time)) ** 2 * np.hanning(len(time))
    return (0.0035 * np.sin(2 * np.pi * draw.uniform(4200, 4800) * time) * pulses).astype(np.float32)
