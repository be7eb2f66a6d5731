"""What a place sounds like when nobody speaks, and the accents that mark a turn. All of it is made from noise and
sines; nothing is sampled. Arrays are float32 (2, samples) at 48 kHz."""

from __future__ import annotations

import numpy as np

from fangcun.cut.contracts import ShotKind
from fangcun.cut.engine.grid import RATE, SAMPLES_PER_FRAME
from fangcun.cut.engine.timbre import Floats, shape
from fangcun.cut.engine.timeline import Timeline

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


def accents(timeline: Timeline, *, seed: int) -> Floats:
    """The accents of a scene in their places: a low hit when the cliffhanger stands, a soft sweep into a memory, a
    small bell when text appears."""
    out = np.zeros((2, timeline.frames * SAMPLES_PER_FRAME), np.float32)
    before = False
    for timed in timeline.shots:
        sound: Floats | None = None
        if timed.shot.kind is ShotKind.HOLD:
            sound = _hit(seed)
        elif timed.shot.flashback and not before:
            sound = _sweep(seed)
        elif timed.shot.caption:
            sound = _bell()
        before = timed.shot.flashback
        if sound is not None:
            start = timed.start * SAMPLES_PER_FRAME
            room = min(sound.shape[1], out.shape[1] - start)
            out[:, start : start + room] += sound[:, :room]
    return out


def _hit(seed: int) -> Floats:
    """A drum heard from below: a falling sine, a breath of noise, two seconds of decay."""
    time = np.arange(2 * RATE) / RATE
    body = np.sin(2 * np.pi * (42 * time + 9 * (1 - np.exp(-8 * time)))) * np.exp(-2.4 * time)
    noise = np.random.default_rng(seed).standard_normal((2, len(time))).astype(np.float32)
    dust = np.stack([shape(row, ((60, 0), (500, -8), (3000, -30), (12000, -60))) for row in noise]) * np.exp(-7 * time)
    end = np.minimum(1, (2 - time) * 4)
    return np.asarray(((0.30 * body)[None] + 0.10 * dust) * end, np.float32)


def _sweep(seed: int) -> Floats:
    time = np.arange(int(1.2 * RATE)) / RATE
    noise = np.random.default_rng(seed + 1).standard_normal((2, len(time))).astype(np.float32)
    airy = np.stack([shape(row, ((300, -40), (1500, -8), (5000, 0), (9000, -8), (15000, -40))) for row in noise])
    return np.asarray(0.035 * airy * np.sin(np.pi * time / time[-1]) ** 2, np.float32)


def _bell() -> Floats:
    time = np.arange(int(0.9 * RATE)) / RATE
    tone = sum(a * np.sin(2 * np.pi * f * time) * np.exp(-d * time) for f, a, d in ((1046.5, 1, 5), (2093, 0.4, 8)))
    attack = np.minimum(1, time * 200) * np.minimum(1, (0.9 - time) * 20)
    return np.stack([0.018 * tone * attack] * 2).astype(np.float32)
