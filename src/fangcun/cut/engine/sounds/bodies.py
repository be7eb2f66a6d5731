"""Feet, hands and many people: mono, 1 as the greatest size."""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.sounds.tones import Chance, at_peak, clock, decay, edged, noise, scattered, struck, together
from fangcun.cut.engine.timbre import Floats, faster

_SLOW = RATE // 4


def _step(draw: Chance, *, hard: float) -> Floats:
    """A heel, then the sole."""
    time = clock(0.22)
    heel = struck(0.22, [(draw.uniform(85, 120), 1.0, 0.10), (draw.uniform(380, 520), 0.3 * hard, 0.05)])
    sole = noise(draw, 0.22, ((200, -8), (900, 0), (3000, -10), (9000, -30)))
    late = np.maximum(0, time - 0.06)
    return edged(heel + 0.16 * hard * sole * decay(time, 0.05) + 0.08 * sole * decay(late, 0.08) * (time > 0.06))


def steps(draw: Chance, seconds: float) -> Floats:
    """Somebody walks: a step in half a second, for as long as the shot lets them, at most six."""
    count = max(3, min(6, int(seconds / 0.52)))
    feet = [(i * 0.52 + draw.uniform(-0.015, 0.015) + 0.02, _step(draw, hard=1.0)) for i in range(count)]
    return at_peak(together(feet, seconds=count * 0.52 + 0.3))


def running(draw: Chance, seconds: float) -> Floats:
    """Somebody runs."""
    count = max(5, min(9, int(seconds / 0.29)))
    feet = [(i * 0.29 + draw.uniform(-0.012, 0.012) + 0.02, _step(draw, hard=1.5)) for i in range(count)]
    return at_peak(together(feet, seconds=count * 0.29 + 0.3))


def hooves(draw: Chance, seconds: float) -> Floats:
    """A horse at a canter: three beats and a rest."""
    beats = []
    for stride in range(5):
        for after, level in ((0.0, 0.8), (0.13, 1.0), (0.24, 0.7)):
            clop = struck(0.16, [(draw.uniform(500, 640), 1.0, 0.07), (draw.uniform(1100, 1400), 0.4, 0.05)])
            beats.append((stride * 0.5 + after, edged(clop, attack=0.001) * level))
    return at_peak(together(beats, seconds=2.8))


def murmur(draw: Chance, seconds: float) -> Floats:
    """People talk among themselves and no word is to be made out.

    Seven voices, each a buzz at its own pitch under the formants of vowels, opened and closed at four syllables a
    second; made at 12 kHz, since nothing in it lies higher.
    """
    seconds = max(2.0, min(5.0, seconds))
    count = round(seconds * _SLOW)
    time = np.arange(count) / _SLOW
    out = np.zeros(count)
    hertz = np.maximum(np.fft.rfftfreq(count, 1 / _SLOW), 1.0)
    for _ in range(7):
        first, second = draw.uniform(380, 750), draw.uniform(950, 1900)
        pitch = draw.uniform(105, 230) * (1 + 0.06 * np.sin(2 * np.pi * draw.uniform(0.4, 0.9) * time))
        buzz = np.cumsum(pitch) / _SLOW % 1.0 - 0.5
        formants = 1 / (1 + ((hertz - first) / 110) ** 2) + 0.4 / (1 + ((hertz - second) / 160) ** 2)
        voice = np.fft.irfft(np.fft.rfft(buzz) * formants, n=count)
        marks = np.arange(0, seconds + 1, 0.11)
        syllables = np.interp(time, marks, draw.uniform(0, 1, len(marks)) ** 1.5)
        out += voice * syllables
    return at_peak(edged(faster(out.astype(np.float32), 0, count, factor=RATE // _SLOW), attack=0.4, release=0.7))


def applause(draw: Chance, seconds: float) -> Floats:
    """Hands, each in its own time, swelling and dying down."""
    seconds = max(2.0, min(4.0, seconds))
    count = int(110 * seconds)
    times = np.sort(draw.triangular(0, seconds * 0.35, seconds, count)).astype(np.float32)
    clap = noise(draw, 0.04, ((400, -14), (1000, 0), (2400, -2), (6000, -12), (12000, -30))) * decay(clock(0.04), 0.045)
    claps = scattered(draw, times, draw.uniform(0.15, 1, count).astype(np.float32), clap, seconds=seconds)
    return at_peak(edged(claps, attack=0.15, release=0.8))


def crackers(draw: Chance, seconds: float) -> Floats:
    """A string of firecrackers: quick, uneven, with a few big ones, dying down at the end."""
    seconds = 3.2
    times = np.cumsum(draw.exponential(0.032, 110)).astype(np.float32)
    times = times[times < seconds - 0.4]
    levels = (draw.uniform(0.2, 0.6, len(times)) + 0.4 * (draw.random(len(times)) > 0.9)).astype(np.float32)
    crack = noise(draw, 0.09, ((100, -6), (500, -2), (2000, 0), (8000, -4), (14000, -20))) * decay(clock(0.09), 0.06)
    return at_peak(edged(scattered(draw, times, levels, crack, seconds=seconds), release=0.3))


def gong(draw: Chance, seconds: float) -> Floats:
    """Gong and drum: a procession, a wedding, a court that sits."""
    root = draw.uniform(210, 250)
    crash = struck(
        2.0,
        [
            (root * r, a, f)
            for r, a, f in (
                (1, 1, 2),
                (1.48, 0.7, 1.7),
                (2.1, 0.6, 1.3),
                (2.9, 0.5, 1),
                (4.3, 0.4, 0.7),
                (6.1, 0.3, 0.5),
            )
        ],
    )
    drum = struck(0.4, [(82, 1.0, 0.4), (148, 0.5, 0.2)])
    beats = [(0.0, crash), (0.0, drum), (0.45, 0.8 * drum), (0.68, 0.8 * drum), (0.9, 0.9 * crash), (0.9, drum)]
    return at_peak(edged(together(beats, seconds=2.6), release=0.8))  # fmt: skip


BODIES = {make.__name__: make for make in (steps, running, hooves, murmur, applause, crackers, gong)}
