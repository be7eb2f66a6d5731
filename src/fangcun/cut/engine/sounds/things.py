"""Things of a room and of a set: mono, 1 as the greatest size."""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.sounds.tones import (
    Chance,
    at_peak,
    clock,
    decay,
    edged,
    glide,
    noise,
    scattered,
    struck,
    together,
)
from fangcun.cut.engine.timbre import Floats

_WOOD = ((90, -6), (250, 0), (900, -6), (3000, -20), (9000, -40))
_SPARK = ((300, -16), (1200, 0), (4000, -3), (11000, -20))


def put(draw: Chance, seconds: float) -> Floats:
    """A thing is put on a table."""
    pitch = draw.uniform(190, 290)
    body = struck(0.3, [(pitch, 1.0, 0.14), (pitch * 2.4, 0.4, 0.08)])
    return at_peak(edged(body + 0.25 * noise(draw, 0.3, _WOOD) * decay(clock(0.3), 0.06), attack=0.001))


def chair(draw: Chance, seconds: float) -> Floats:
    """A chair pushed back: wood that sticks and slips on a floor."""
    time = clock(0.55)
    slips = np.maximum(0, np.sin(2 * np.pi * np.cumsum(np.linspace(26, 48, len(time))) / 48_000)) ** 3
    body = glide(time, draw.uniform(170, 210), draw.uniform(230, 270), 0.5) + 1.2 * noise(draw, 0.55, _WOOD)
    return at_peak(edged((body * slips * np.sin(np.pi * time / 0.55)).astype(np.float32), attack=0.02, release=0.1))


def switch(draw: Chance, seconds: float) -> Floats:
    """A light goes on or out."""
    click = struck(0.06, [(draw.uniform(1500, 1900), 1.0, 0.03), (draw.uniform(3000, 3600), 0.5, 0.02)])
    return at_peak(edged(together([(0.0, click), (0.035, 0.6 * click)], seconds=0.2), attack=0.001))


def fire(draw: Chance, seconds: float) -> Floats:
    """Torches or a hearth: a soft roar that crackles."""
    seconds = max(1.5, min(4.0, seconds))
    roar = noise(draw, seconds, ((60, -8), (180, 0), (600, -8), (2500, -28), (9000, -50)))
    count = int(16 * seconds)
    times = draw.uniform(0, seconds - 0.1, count).astype(np.float32)
    spark = noise(draw, 0.03, _SPARK) * decay(clock(0.03), 0.02)
    sparks = scattered(draw, times, draw.uniform(0.1, 1.0, count).astype(np.float32) ** 2, spark, seconds=seconds)
    return at_peak(edged(0.35 * roar + sparks, attack=0.3, release=0.6))


def armour(draw: Chance, seconds: float) -> Floats:
    """Plates that knock against each other at three steps."""
    parts = []
    for step in range(3):
        for _ in range(3):
            pitch = draw.uniform(1700, 4200)
            plate = edged(struck(0.14, [(pitch, 1.0, 0.1), (pitch * 1.71, 0.5, 0.07)]), attack=0.001)
            parts.append((step * 0.48 + float(draw.uniform(0, 0.12)), plate * float(draw.uniform(0.3, 1.0))))
    return at_peak(together(parts, seconds=1.4))


def static(draw: Chance, seconds: float) -> Floats:
    """A line with nobody at its other end."""
    seconds = max(1.0, min(2.5, seconds))
    time = clock(seconds)
    hiss = noise(draw, seconds, ((200, -40), (400, -6), (1500, 0), (3300, -2), (4200, -50)))
    marks = np.linspace(0, seconds, 14)
    return at_peak(edged(hiss * np.interp(time, marks, draw.uniform(0.4, 1.0, 14)).astype(np.float32), attack=0.04,
                         release=0.15))  # fmt: skip


def kettle(draw: Chance, seconds: float) -> Floats:
    """Water boils: a whistle that rises and holds."""
    time = clock(1.8)
    pitch = draw.uniform(1900, 2300)
    tone = glide(time, pitch * 0.8, pitch, 0.9) * np.minimum(1, time / 0.7)
    steam = noise(draw, 1.8, ((600, -20), (2500, 0), (7000, -6), (14000, -20)))
    return at_peak(edged((tone + 0.12 * steam).astype(np.float32), attack=0.2, release=0.3))


THINGS = {make.__name__: make for make in (put, chair, switch, fire, armour, static, kettle)}
