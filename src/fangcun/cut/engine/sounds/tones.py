"""What sounds are made of: shaped noise, struck bodies, sparse clicks. Float32 at 48 kHz, mono unless said otherwise.

Noise is made in its spectrum, so that shaping it costs no filter; a struck body is the sum of its modes, each a sine
that dies at its own rate (modal synthesis: Adrien 1991, "The missing link").
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.timbre import Floats, fast_length

Chance = np.random.Generator
Curve = tuple[tuple[float, float], ...]
"""(Hz, dB) points, straight between them on a logarithmic axis of frequency."""


def clock(seconds: float) -> Floats:
    """The time of each sample from 0."""
    return (np.arange(round(seconds * RATE), dtype=np.float32) / np.float32(RATE)).astype(np.float32)


def noise(draw: Chance, seconds: float, curve: Curve) -> Floats:
    """Noise of RMS 1 whose spectrum follows ``curve``; it would run on into itself when repeated."""
    count = round(seconds * RATE)
    return looped_noise(draw, fast_length(count), curve)[:count]


def looped_noise(draw: Chance, count: int, curve: Curve) -> Floats:
    """Noise of RMS 1 in exactly ``count`` samples that follow each other round without a joint."""
    bins = count // 2 + 1
    hertz = np.maximum(np.arange(bins) * (RATE / count), 1.0)
    gains = 10 ** (np.interp(np.log(hertz), np.log([f for f, _ in curve]), [g for _, g in curve]) / 20)
    gains[0] = 0.0
    spectrum = gains * np.exp(2j * np.pi * draw.random(bins))
    made = np.fft.irfft(spectrum, n=count)
    return np.asarray(made / (np.sqrt(np.mean(made**2)) + 1e-12), np.float32)


def struck(seconds: float, modes: Sequence[tuple[float, float, float]]) -> Floats:
    """A struck body: ``modes`` are (Hz, share, seconds to fall by 60 dB)."""
    time = clock(seconds)
    out = np.zeros(len(time), np.float32)
    for hertz, share, fall in modes:
        out += np.float32(share) * np.sin(np.float32(2 * np.pi * hertz) * time) * decay(time, fall)
    return out


def decay(time: Floats, fall: float) -> Floats:
    """A level that falls by 60 dB in ``fall`` seconds."""
    return np.asarray(np.exp(time * np.float32(-6.908 / fall)), np.float32)


def glide(time: Floats, start: float, stop: float, seconds: float) -> Floats:
    """A sine whose pitch goes from ``start`` to ``stop`` Hz within ``seconds`` evenly to the ear, then stays."""
    pitch = start * (stop / start) ** np.minimum(1, time.astype(np.float64) / seconds)
    return np.sin(2 * np.pi * np.cumsum(pitch) / RATE).astype(np.float32)


def scattered(draw: Chance, times: Floats, levels: Floats, kernel: Floats, *, seconds: float) -> Floats:
    """``kernel`` at each of ``times`` (seconds) with its level."""
    count = round(seconds * RATE)
    clicks = np.zeros(count, np.float32)
    at = np.clip((times * RATE).astype(np.int64), 0, count - 1)
    np.add.at(clicks, at, levels * draw.choice(np.asarray([-1, 1], np.float32), len(at)))
    size = fast_length(count + len(kernel))
    return np.fft.irfft(np.fft.rfft(clicks, n=size) * np.fft.rfft(kernel, n=size), n=size)[:count].astype(np.float32)


def edged(pcm: Floats, *, attack: float = 0.002, release: float = 0.03) -> Floats:
    """The same with its ends faded, so that it neither clicks in nor out."""
    rise, fall = (min(len(pcm) // 2, max(1, round(s * RATE))) for s in (attack, release))
    out = pcm.copy()
    out[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    out[len(out) - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return out


def at_peak(pcm: Floats, peak: float = 1.0) -> Floats:
    """The same with ``peak`` as its greatest size."""
    return np.asarray(pcm * np.float32(peak / (float(np.abs(pcm).max(initial=0.0)) + 1e-9)), np.float32)


def wide(left: Floats, right: Floats) -> Floats:
    """Two sides as (2, samples)."""
    return np.stack([left, right])


def pan(pcm: Floats, side: float) -> Floats:
    """A mono sound from ``side`` (−1 left, 1 right) at equal power, (2, samples)."""
    angle = (side + 1) * np.pi / 4
    return np.stack([pcm * np.float32(np.cos(angle)), pcm * np.float32(np.sin(angle))]) * np.float32(2**0.5)


def together(parts: Sequence[tuple[float, Floats]], *, seconds: float) -> Floats:
    """Mono sounds each begun at its second."""
    out = np.zeros(round(seconds * RATE), np.float32)
    for start, part in parts:
        at = round(start * RATE)
        room = max(0, min(len(part), len(out) - at))
        out[at : at + room] += part[:room]
    return out
