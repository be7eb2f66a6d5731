"""Accents that say what a shot means: each is (2, samples) with 1 as its greatest size, different for each draw."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.sounds.tones import Chance, at_peak, clock, decay, edged, glide, noise, struck, wide
from fangcun.cut.engine.timbre import Floats

Make = Callable[[Chance, float], Floats]
"""A sound from chance and the seconds it is wanted for (which short sounds disregard)."""

_DUST = ((60, 0), (500, -8), (3000, -30), (12000, -60))
_AIR = ((300, -40), (1500, -8), (5000, 0), (9000, -8), (15000, -40))


def hit(draw: Chance, seconds: float) -> Floats:
    """A drum heard from below: a falling sine, its skin (which small speakers still give), a breath of noise."""
    time = clock(2.0)
    deep = draw.uniform(0.92, 1.08)
    body = 0.7 * glide(time, 74 * deep, 41 * deep, 0.18) * decay(time, 2.6)
    body += 0.5 * glide(time, 330 * deep, 180 * deep, 0.14) * decay(time, 0.55)
    dust = [noise(draw, 2.0, _DUST) * decay(time, 0.9) for _ in range(2)]
    return _finished([body + 0.30 * side for side in dust], release=0.25)


def drop(draw: Chance, seconds: float) -> Floats:
    """The ground falling away: a sub tone that sinks over a second, with a hit on top."""
    time = clock(2.6)
    deep = draw.uniform(0.94, 1.06)
    sinking = glide(time, 118 * deep, 31 * deep, 1.5) * decay(time, 4.2)
    second = glide(time, 236 * deep, 62 * deep, 1.5) * decay(time, 1.8)  # heard on a telephone's speaker too
    dust = [noise(draw, 2.6, _DUST) * decay(time, 0.8) for _ in range(2)]
    return _finished([0.8 * sinking + 0.6 * second + 0.28 * side for side in dust], release=0.4)


def riser(draw: Chance, seconds: float) -> Floats:
    """Air and a rising cluster that swell towards the cut and break off there."""
    time = clock(seconds)
    rise = (time / np.float32(seconds)) ** 2.2
    base = draw.uniform(150, 190)
    tones = sum(glide(time, base * ratio, base * ratio * 3.2, seconds) for ratio in (1.0, 1.06, 1.5))
    pulse = 0.7 + 0.3 * np.sin(2 * np.pi * (3 * time + 4 * time**2 / np.float32(seconds)))
    sides: list[Floats] = []
    for _ in range(2):
        low, high = noise(draw, seconds, ((120, 0), (600, -6), (3000, -40))), noise(draw, seconds, _AIR)
        sides.append(np.asarray(((1 - rise) * low * 0.5 + rise * high + 0.5 * tones) * rise * pulse, np.float32))
    return _finished(sides, attack=0.2, release=0.012)


def swell(draw: Chance, seconds: float) -> Floats:
    """A bright chord played backwards: out of nothing, up to the cut."""
    seconds = min(seconds, 1.3)
    root = draw.choice([220.0, 246.94, 261.63, 293.66])
    sides = []
    for detune in (0.998, 1.002):
        modes = [(root * r * detune, 1 / r, 1.1 / r**0.5) for r in (1, 1.5, 2, 2.378, 3, 4.2, 5.4)]
        sides.append((struck(seconds, modes) + 0.15 * noise(draw, seconds, _AIR) * decay(clock(seconds), 0.9))[::-1])
    return _finished(sides, attack=0.15, release=0.02)


def sting(draw: Chance, seconds: float) -> Floats:
    """Low strings struck together a half tone apart, with a soft hit under them."""
    time = clock(1.9)
    root = draw.choice([73.42, 77.78, 82.41, 87.31])
    sides = []
    for detune in (0.9985, 1.0015):
        body = np.zeros(len(time), np.float32)
        for ratio in (1.0, 1.0595, 1.4142, 2.1189):
            for k in range(1, 9):  # a bowed string: every partial, 1/k
                hertz = root * ratio * detune * k
                body += np.sin(np.float32(2 * np.pi * hertz) * time + np.float32(k)) / k * decay(time, 2.4 / k**0.6)
        sides.append(body * 0.25 + 0.8 * glide(time, 80, 45, 0.15) * decay(time, 1.2))
    return _finished(sides, attack=0.006, release=0.3)


def heartbeat(draw: Chance, seconds: float) -> Floats:
    """Lub-dub for as long as it is wanted, a little faster towards its end."""
    out = np.zeros(round(seconds * RATE), np.float32)
    pace = draw.uniform(1.2, 1.4)  # beats a second
    at = 0.1
    while at < seconds - 0.35:
        for after, level, hertz in ((0.0, 1.0, 58.0), (0.22 / pace, 0.62, 70.0)):
            start = round((at + after) * RATE)
            time = clock(0.22)
            low, skin = (glide(time, hertz * k * 1.7, hertz * k, 0.06) for k in (1, 3))
            beat = edged(low * decay(time, 0.3) + 0.45 * skin * decay(time, 0.16), attack=0.006)
            room = max(0, min(len(beat), len(out) - start))
            out[start : start + room] += level * beat[:room]
        at += 1 / pace
        pace *= 1.015
    return _finished([out, out], attack=0.05, release=0.2)


def pluck(draw: Chance, seconds: float) -> Floats:
    """Two pizzicato notes down: somebody has been made a fool of."""
    root = draw.choice([261.63, 293.66, 329.63])
    out = np.zeros(round(0.9 * RATE), np.float32)
    for start, ratio in ((0.0, 1.0), (0.16, 0.7492)):
        note = struck(0.6, [(root * ratio * k, 1 / k**1.3, 0.7 / k**0.8) for k in range(1, 8)])
        at = round(start * RATE)
        out[at : at + len(note)] += edged(note, attack=0.003)
    return _finished([out, out], release=0.1)


def sweep(draw: Chance, seconds: float) -> Floats:
    """Air going by: into a memory and out of it."""
    time = clock(1.2)
    shape = np.sin(np.pi * time / time[-1]) ** 2
    return _finished([noise(draw, 1.2, _AIR) * shape for _ in range(2)])


def bell(draw: Chance, seconds: float) -> Floats:
    """A small bell: text has appeared."""
    pitch = draw.choice([987.77, 1046.5, 1174.66])
    tone = struck(0.9, [(pitch, 1.0, 1.3), (pitch * 2, 0.4, 0.8), (pitch * 2.76, 0.12, 0.4)])
    return _finished([tone, tone], attack=0.005, release=0.08)


def title(draw: Chance, seconds: float) -> Floats:
    """An open fifth that blooms and stays: the name of the drama stands there."""
    time = clock(2.4)
    root = draw.choice([98.0, 110.0, 116.54])
    sides = []
    for detune in (0.999, 1.001):
        chord = struck(
            2.4,
            [
                (root * r * detune, a, f)
                for r, a, f in ((1, 1, 3), (1.5, 0.6, 3), (2, 0.5, 2.6), (3, 0.3, 2), (4, 0.2, 1.6), (6, 0.08, 1))
            ],
        )
        sides.append(chord * (1 - np.exp(-time * 9)) + 0.5 * glide(time, 70, 42, 0.2) * decay(time, 1.6))
    return _finished(sides, attack=0.01, release=0.5)  # fmt: skip


STINGERS: dict[str, Make] = {
    make.__name__: make for make in (hit, drop, riser, swell, sting, heartbeat, pluck, sweep, bell, title)
}


def _finished(sides: list[Floats], *, attack: float = 0.002, release: float = 0.05) -> Floats:
    left, right = (edged(np.asarray(side, np.float32), attack=attack, release=release) for side in sides)
    return at_peak(wide(left, right))
