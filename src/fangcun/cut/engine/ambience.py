"""What a place sounds like when nobody speaks: its beds together. All of it is made from noise and sines; nothing is
sampled. Arrays are float32 (2, samples) at 48 kHz."""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.rooms import Room
from fangcun.cut.engine.sounds.beds import BEDS
from fangcun.cut.engine.timbre import Floats

ROOM_LEVEL = 0.004  # RMS of a bed at 0 dB, about −48 dBFS: felt, not heard


def room_tone(room: Room, *, samples: int, seed: int) -> Floats:
    """The tone of a room; every seed begins it elsewhere and lets its birds sing at other times."""
    draw = np.random.default_rng(seed)
    out = np.zeros((2, samples), np.float32)
    for name, decibels in room.beds:
        out += BEDS[name](draw, samples) * np.float32(ROOM_LEVEL * 10 ** (decibels / 20))
    return out
