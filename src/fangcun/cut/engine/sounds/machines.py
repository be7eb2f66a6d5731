"""Telephones, cars, sirens and other machines: mono, 1 as the greatest size."""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.sounds.tones import Chance, at_peak, clock, decay, edged, glide, noise, struck, together
from fangcun.cut.engine.timbre import Floats

_CLICK = ((800, -20), (2500, 0), (6000, -4), (12000, -24))


def ring(draw: Chance, seconds: float) -> Floats:
    """A mobile telephone: a small rising phrase, twice."""
    root = draw.choice([659.26, 698.46, 783.99])
    notes = [struck(0.5, [(root * r, 1.0, 0.5), (root * r * 2, 0.3, 0.3), (root * r * 3, 0.1, 0.2)])
             for r in (1.0, 1.2599, 1.4983, 1.8877)]  # fmt: skip
    return at_peak(together([(start + i * 0.14, note) for start in (0.0, 0.8) for i, note in enumerate(notes)],
                            seconds=1.8))  # fmt: skip


def vibrate(draw: Chance, seconds: float) -> Floats:
    """A telephone that shakes on a table, twice."""
    time = clock(0.55)
    motor = draw.uniform(155, 175)
    hum = np.sin(2 * np.pi * motor * time) + 0.6 * np.sin(4 * np.pi * motor * time + 1)
    rattle = noise(draw, 0.55, _CLICK) * np.maximum(0, np.sin(2 * np.pi * motor / 2 * time)) ** 6
    one = edged((hum + 0.35 * rattle).astype(np.float32), attack=0.03, release=0.06)
    return at_peak(together([(0.0, one), (0.8, one)], seconds=1.4))


def ping(draw: Chance, seconds: float) -> Floats:
    """A message has come."""
    root = draw.choice([1318.5, 1396.9])
    first, second = (struck(0.5, [(root * r, 1.0, 0.5), (root * r * 2, 0.2, 0.25)]) for r in (1.0, 1.3348))
    return at_peak(edged(together([(0.0, first), (0.11, second)], seconds=0.7), attack=0.003))


def car(draw: Chance, seconds: float) -> Floats:
    """A car comes, and stops or goes by."""
    time = clock(2.8)
    near = np.exp(-(((time - 1.5) / 0.8) ** 2))
    engine = glide(time, draw.uniform(88, 100), draw.uniform(62, 70), 2.6)
    tyres = noise(draw, 2.8, ((60, -6), (150, 0), (700, -8), (2500, -16), (8000, -36)))
    return at_peak(edged(((0.5 * engine + tyres) * near).astype(np.float32), attack=0.2, release=0.4))


def brake(draw: Chance, seconds: float) -> Floats:
    """Tyres that scream and a jolt."""
    time = clock(1.3)
    scream = sum(glide(time, f * 1.08, f, 1.0) for f in draw.uniform(900, 1900, 4))
    rough = noise(draw, 1.3, ((400, -12), (1200, 0), (3000, -6), (9000, -26)))
    return at_peak(
        edged(((0.6 * scream + 0.45 * rough) * decay(time, 1.8)).astype(np.float32), attack=0.04, release=0.25)
    )


def siren(draw: Chance, seconds: float) -> Floats:
    """A police siren some streets away: two wails."""
    time = clock(3.2)
    pitch = draw.uniform(900, 1000) + 380 * np.sin(2 * np.pi * time / 1.6 - np.pi / 2)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    tone = np.sin(phase) + 0.3 * np.sin(2 * phase)
    return at_peak(edged((tone * (0.6 + 0.4 * time / 3.2)).astype(np.float32), attack=0.5, release=0.8))


def shutter(draw: Chance, seconds: float) -> Floats:
    """A camera: three pictures."""
    click = edged(noise(draw, 0.06, _CLICK) * decay(clock(0.06), 0.05), attack=0.001)
    starts = [i * draw.uniform(0.24, 0.32) for i in range(3)]
    return at_peak(together([(s + after, click) for s in starts for after in (0.0, 0.07)], seconds=1.0))


def keys(draw: Chance, seconds: float) -> Floats:
    """Somebody types."""
    click = noise(draw, 0.05, ((300, -10), (1500, 0), (5000, -6), (10000, -26))) * decay(clock(0.05), 0.04)
    starts = np.cumsum(draw.uniform(0.07, 0.2, 12))
    return at_peak(together([(float(at), click * float(draw.uniform(0.5, 1))) for at in starts], seconds=2.2))


def tick(draw: Chance, seconds: float) -> Floats:
    """A clock: four ticks."""
    pitch = draw.uniform(2200, 2600)
    one = struck(0.08, [(pitch, 1.0, 0.05), (pitch * 1.63, 0.5, 0.04)])
    return at_peak(together([(i * 0.5, one * (1.0 if i % 2 else 0.7)) for i in range(4)], seconds=2.0))


def toll(draw: Chance, seconds: float) -> Floats:
    """A large bell, once."""
    root = draw.uniform(140, 165)
    modes = [
        (root * r, a, f)
        for r, a, f in (
            (0.5, 0.5, 5),
            (1, 0.9, 4),
            (1.19, 0.6, 3),
            (1.5, 0.4, 2.5),
            (2, 0.7, 2.2),
            (2.66, 0.3, 1.4),
            (4, 0.2, 1),
        )
    ]
    return at_peak(edged(struck(3.0, modes), attack=0.003, release=0.9))  # fmt: skip


def beep(draw: Chance, seconds: float) -> Floats:
    """A monitor at a bed: three beats."""
    one = edged(np.sin(2 * np.pi * draw.uniform(940, 980) * clock(0.11)).astype(np.float32), attack=0.008, release=0.02)
    return at_peak(together([(i * 0.8, one) for i in range(3)], seconds=2.0))


def paper(draw: Chance, seconds: float) -> Floats:
    """Paper turned or torn."""
    time = clock(0.6)
    rough = np.interp(time, np.linspace(0, 0.6, 40), draw.uniform(0, 1, 40) ** 2)
    return at_peak(edged((noise(draw, 0.6, ((600, -18), (2500, 0), (7000, -2), (14000, -16))) * rough)
                         .astype(np.float32), attack=0.03, release=0.15))  # fmt: skip


def splash(draw: Chance, seconds: float) -> Floats:
    """Water thrown, or somebody in it."""
    time = clock(1.2)
    wash = noise(draw, 1.2, ((150, -8), (600, 0), (3000, -4), (10000, -16))) * decay(time, 0.9)
    drops = [(float(at), edged(glide(clock(0.07), f, f * 1.9, 0.06) * decay(clock(0.07), 0.08)))
             for at, f in zip(draw.uniform(0.1, 1.0, 14), draw.uniform(500, 1400, 14), strict=True)]  # fmt: skip
    return at_peak(edged(wash + 0.4 * together(drops, seconds=1.2), attack=0.01, release=0.3))


MACHINES = {
    make.__name__: make
    for make in (ring, vibrate, ping, car, brake, siren, shutter, keys, tick, toll, beep, paper, splash)
}
