"""Things that strike, break and fall: mono, 1 as the greatest size."""

from __future__ import annotations

import numpy as np

from fangcun.cut.engine.grid import RATE
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
_SHARP = ((200, -24), (900, -6), (2500, 0), (7000, -4), (14000, -24))
_BRIGHT = ((1500, -40), (3500, -6), (7000, 0), (14000, -8))
_LOW = ((30, -3), (70, 0), (200, -8), (700, -24), (4000, -50))


def _tap(draw: Chance, hertz: float, *, fall: float = 0.12) -> Floats:
    """A knuckle or a mallet on wood."""
    modes = [
        (hertz * r * draw.uniform(0.98, 1.02), a, fall * f)
        for r, a, f in ((1, 1, 1.0), (2.3, 0.5, 0.7), (4.1, 0.25, 0.4))
    ]
    time = clock(0.25)
    return edged(struck(0.25, modes) + 0.3 * noise(draw, 0.25, _WOOD) * decay(time, 0.06), attack=0.001)  # fmt: skip


def knock(draw: Chance, seconds: float) -> Floats:
    """Three knocks on a door."""
    pitch = draw.uniform(170, 230)
    beats = [(i * 0.2 + draw.uniform(-0.02, 0.02) + 0.03, _tap(draw, pitch)) for i in range(3)]
    return at_peak(together(beats, seconds=1.0))


def door(draw: Chance, seconds: float) -> Floats:
    """A handle, a swing, a latch."""
    time = clock(0.5)
    swing = noise(draw, 0.5, ((150, -12), (500, 0), (1500, -10), (5000, -30))) * np.sin(np.pi * time / time[-1]) ** 2
    latch = _tap(draw, 900, fall=0.05) * 0.6
    close = _tap(draw, 130, fall=0.2)
    return at_peak(together([(0.0, latch), (0.08, swing * 0.10), (0.55, close), (0.6, latch)], seconds=1.0))


def slam(draw: Chance, seconds: float) -> Floats:
    """A door thrown shut: the frame shakes after it."""
    time = clock(0.9)
    boom = glide(time, 110, 62, 0.08) * decay(time, 0.7)
    wood = noise(draw, 0.9, _WOOD) * decay(time, 0.16)
    rattle = noise(draw, 0.9, _SHARP) * decay(time, 0.35) * (0.5 + 0.5 * np.sign(np.sin(2 * np.pi * 31 * time)))
    return at_peak(edged(boom + 0.5 * wood + 0.05 * rattle, attack=0.001, release=0.1))


def slap(draw: Chance, seconds: float) -> Floats:
    """A flat hand on a cheek: a crack with hardly any body."""
    time = clock(0.3)
    crack = noise(draw, 0.3, _SHARP) * decay(time, 0.07)
    skin = noise(draw, 0.3, ((300, -4), (800, 0), (2000, -10), (6000, -30))) * decay(time, 0.12)
    return at_peak(edged(crack + 0.7 * skin, attack=0.0008))


def thud(draw: Chance, seconds: float) -> Floats:
    """A body falls."""
    time = clock(0.6)
    body = 0.8 * glide(time, 95, 48, 0.1) * decay(time, 0.4) + 0.5 * glide(time, 260, 170, 0.1) * decay(time, 0.2)
    body += 0.35 * noise(draw, 0.6, _LOW) * decay(time, 0.25)
    cloth = 0.08 * noise(draw, 0.6, _SHARP) * decay(time, 0.3)
    return at_peak(edged(body + cloth, attack=0.004, release=0.1))


def fallen(draw: Chance, seconds: float) -> Floats:
    """A small thing dropped: it strikes, springs and lies."""
    pitch = draw.uniform(380, 620)
    beats = [
        (at, _tap(draw, pitch * r, fall=0.08) * level)
        for at, level, r in ((0.0, 1.0, 1.0), (0.17, 0.45, 1.05), (0.26, 0.2, 1.08), (0.31, 0.1, 1.1))
    ]
    return at_peak(together(beats, seconds=0.7))  # fmt: skip


def table(draw: Chance, seconds: float) -> Floats:
    """A palm on a table, and what stands on it."""
    things = struck(0.5, [(2300, 0.5, 0.2), (3700, 0.4, 0.16), (5200, 0.2, 0.1)])
    return at_peak(together([(0.0, 1.0 * _tap(draw, 120, fall=0.25)), (0.0, 0.5 * slap(draw, 0)),
                             (0.05, 0.12 * things)], seconds=0.7))  # fmt: skip


def slate(draw: Chance, seconds: float) -> Floats:
    """A clapperboard."""
    return at_peak(edged(_tap(draw, 760, fall=0.06) + 0.8 * slap(draw, 0)[: round(0.25 * RATE)], attack=0.0008))


def gavel(draw: Chance, seconds: float) -> Floats:
    """A judge's hammer, or the block on a magistrate's desk: twice."""
    pitch = draw.uniform(420, 520)
    return at_peak(together([(0.0, _tap(draw, pitch, fall=0.18)), (0.42, _tap(draw, pitch, fall=0.18))], seconds=1.0))


def glass(draw: Chance, seconds: float) -> Floats:
    """Glass or china breaks: a crack, then shards that ring and come to rest."""
    time = clock(1.1)
    out = 0.8 * noise(draw, 1.1, _BRIGHT) * decay(time, 0.12)
    shards = [(draw.uniform(2200, 9000), draw.uniform(0.1, 0.35), draw.uniform(0.08, 0.35)) for _ in range(14)]
    whole = struck(0.45, shards)
    falls = np.sort(draw.uniform(0.02, 0.6, 9))
    parts = [(float(at), whole[:: 1 + i % 2] * float(0.7 - at)) for i, at in enumerate(falls)]
    return at_peak(edged(out + 0.5 * together(parts, seconds=1.1), attack=0.001, release=0.15))


def clink(draw: Chance, seconds: float) -> Floats:
    """Two glasses touch."""
    pitch = draw.uniform(2100, 2700)
    modes = [(pitch * r, a, 0.9 / r) for r, a in ((1, 1.0), (1.007, 0.6), (2.32, 0.4), (3.9, 0.15))]
    return at_peak(edged(struck(0.9, modes), attack=0.001, release=0.2))


def blade(draw: Chance, seconds: float) -> Floats:
    """Steel drawn from its sheath."""
    time = clock(0.9)
    scrape = noise(draw, 0.9, _BRIGHT) * np.minimum(1, time / 0.28) ** 2 * decay(np.maximum(0, time - 0.28), 0.12)
    ring = struck(0.62, [(draw.uniform(2900, 3300) * r, a, 0.9 / r) for r, a in ((1, 1.0), (1.52, 0.7), (2.31, 0.4))])
    return at_peak(edged(scrape + together([(0.28, 0.5 * ring)], seconds=0.9), release=0.15))


def gun(draw: Chance, seconds: float) -> Floats:
    """A shot and its echo."""
    time = clock(1.4)
    crack = noise(draw, 1.4, ((60, -4), (300, 0), (3000, -4), (12000, -16))) * decay(time, 0.25)
    echo = noise(draw, 1.4, _LOW) * decay(time, 1.4) * np.minimum(1, time / 0.05)
    return at_peak(edged(crack + 0.4 * echo, attack=0.0005, release=0.3))


def blast(draw: Chance, seconds: float) -> Floats:
    """Something explodes: a boom that crumbles."""
    time = clock(2.4)
    boom = glide(time, 90, 28, 0.6) * decay(time, 2.2) + 0.8 * noise(draw, 2.4, _LOW) * decay(time, 2.6)
    bits = scattered(
        draw,
        draw.uniform(0.1, 1.8, 90).astype(np.float32),
        draw.uniform(0, 0.5, 90).astype(np.float32),
        noise(draw, 0.03, _WOOD) * decay(clock(0.03), 0.03),
        seconds=2.4,
    )
    return at_peak(edged(boom + 0.25 * bits * decay(time, 3.0), release=0.5))  # fmt: skip


def thunder(draw: Chance, seconds: float) -> Floats:
    """Thunder: a tear and a long uneven roll."""
    time = clock(4.0)
    roll = noise(draw, 4.0, ((25, -2), (60, 0), (150, -5), (500, -20), (3000, -48)))
    swells = np.interp(time, np.linspace(0, 4, 17), np.concatenate([[0.3, 1.0], draw.uniform(0.25, 0.9, 15)]))
    tear = 0.35 * noise(draw, 4.0, _WOOD) * decay(time, 0.6)
    return at_peak(edged((roll * swells + tear) * decay(time, 4.6), attack=0.03, release=1.0).astype(np.float32))


IMPACTS = {
    make.__name__: make
    for make in (knock, door, slam, slap, thud, fallen, table, slate, gavel, glass, clink, blade, gun, blast, thunder)
}
