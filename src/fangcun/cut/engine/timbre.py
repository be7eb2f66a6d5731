"""Sound shaping on whole utterances: everything is done in the spectrum or by running means, so it needs no filters
that loop over samples. Arrays are float32 mono at 48 kHz unless said otherwise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.grid import RATE

Floats = NDArray[np.float32]


def resample(pcm: Floats, *, count: int) -> Floats:
    """``pcm`` stretched to ``count`` samples by its spectrum: band-limited, no aliases, ends padded."""
    if len(pcm) == 0 or count <= 0:
        return np.zeros(max(0, count), np.float32)
    pad = 256
    # a length with small factors: on one with a large prime the transform is several times slower
    behind = fast_length(len(pcm) + 2 * pad) - len(pcm) - pad
    whole = np.concatenate([np.zeros(pad, np.float32), pcm.astype(np.float32), np.zeros(behind, np.float32)])
    ratio = count / len(pcm)
    total = max(2, round(len(whole) * ratio))
    spectrum = np.fft.rfft(whole)
    wanted = np.zeros(total // 2 + 1, spectrum.dtype)
    shared = min(len(spectrum), len(wanted))
    wanted[:shared] = spectrum[:shared]
    stretched = np.fft.irfft(wanted, n=total) * (total / len(whole))
    start = round(pad * ratio)
    return _exactly(stretched[start : start + count].astype(np.float32), count)


def _exactly(pcm: Floats, count: int) -> Floats:
    return pcm[:count] if len(pcm) >= count else np.pad(pcm, (0, count - len(pcm)))


def faster(pcm: Floats, start: int, stop: int, *, factor: int) -> Floats:
    """Samples ``start`` to ``stop`` of ``pcm`` at ``factor`` times its rate, as if it were silent before and after.

    A windowed sinc of sixteen samples, worked phase by phase: far cheaper than ``resample`` where the factor is whole.
    """
    reach = 8
    padded = np.pad(pcm, (reach, reach))[start : stop + 2 * reach]
    taps = np.arange(1 - reach, 1 + reach)
    out = np.empty((stop - start, factor), np.float32)
    for phase in range(factor):
        away = taps + phase / factor
        kernel = np.sinc(away) * np.cos(np.pi * np.clip(away / (2 * reach), -0.5, 0.5)) ** 2
        out[:, phase] = np.convolve(padded, kernel.astype(np.float32), mode="valid")[: stop - start]
    return out.reshape(-1)


def shape(pcm: Floats, points: tuple[tuple[float, float], ...]) -> Floats:
    """``pcm`` through a zero-phase curve given as (Hz, dB) points, straight between them on a logarithmic axis."""
    if len(pcm) == 0:
        return pcm
    size = fast_length(len(pcm) + 2048)
    spectrum = np.fft.rfft(pcm, n=size)
    hertz = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1.0)
    gains = np.interp(np.log(hertz), np.log([f for f, _ in points]), [g for _, g in points])
    return np.fft.irfft(spectrum * 10 ** (gains / 20), n=size)[: len(pcm)].astype(np.float32)


def fast_length(count: int) -> int:
    """A length of 2^a·3^b·5^c at or above ``count``, on which the transform is quick."""
    best = 1 << (count - 1).bit_length()
    for three in (1, 3, 9, 27):
        for five in (1, 5, 25):
            size = three * five
            while size < count:
                size *= 2
            best = min(best, size)
    return best


def envelope(pcm: Floats, *, seconds: float = 0.02) -> Floats:
    """The root mean square around each sample over ``seconds``."""
    width = max(1, round(seconds * RATE))
    power = np.concatenate([[0.0], np.cumsum(pcm.astype(np.float64) ** 2)])
    left = np.clip(np.arange(len(pcm)) - width // 2, 0, len(pcm))
    right = np.clip(left + width, 0, len(pcm))
    return np.asarray(np.sqrt(np.maximum(power[right] - power[left], 0.0) / width), np.float32)


def compress(pcm: Floats, *, threshold: float = 0.08, ratio: float = 3.0) -> Floats:
    """Loud syllables brought nearer to soft ones: above ``threshold`` (RMS) the level grows by 1/``ratio``."""
    level = np.maximum(envelope(pcm, seconds=0.03), 1e-6)
    gain = np.where(level > threshold, (level / threshold) ** (1 / ratio - 1), 1.0)
    return (pcm * smooth(gain.astype(np.float32), seconds=0.02)).astype(np.float32)


def smooth(curve: Floats, *, seconds: float) -> Floats:
    """The running mean of a control curve, its ends held."""
    width = max(1, round(seconds * RATE))
    if width == 1 or len(curve) == 0:
        return curve
    held = np.pad(curve.astype(np.float64), (width // 2, width - width // 2), mode="edge")
    total = np.concatenate([[0.0], np.cumsum(held)])
    return np.asarray(((total[width:] - total[:-width]) / width)[: len(curve)], np.float32)


def soften(pcm: Floats, *, ceiling: float = 0.7) -> Floats:
    """Peaks rounded towards ``ceiling``; below half of it nothing changes."""
    knee = ceiling / 2
    size = np.abs(pcm)
    bent = knee + (ceiling - knee) * np.tanh((size - knee) / (ceiling - knee))
    return np.where(size > knee, np.sign(pcm) * bent, pcm).astype(np.float32)


def tremble(pcm: Floats, *, depth: float, hertz: float) -> Floats:
    """A slow wavering of pitch (``depth`` in parts of one) and a little of loudness: an old or weeping voice."""
    if depth <= 0 or len(pcm) == 0:
        return pcm
    time = np.arange(len(pcm)) / RATE
    shift = depth * RATE / (2 * np.pi * hertz) * np.sin(2 * np.pi * hertz * time)
    wavering = np.interp(np.arange(len(pcm)) + shift, np.arange(len(pcm)), pcm)
    return (wavering * (1 - 4 * depth * (0.5 + 0.5 * np.sin(2 * np.pi * hertz * time + 1)))).astype(np.float32)


def breathe(pcm: Floats, *, amount: float, seed: int) -> Floats:
    """Breath that follows the voice: high noise under its envelope, ``amount`` in parts of one."""
    if amount <= 0 or len(pcm) == 0:
        return pcm
    noise = np.random.default_rng(seed).standard_normal(len(pcm)).astype(np.float32)
    airy = shape(noise, ((200, -40), (1500, -12), (4000, 0), (9000, -4), (14000, -30)))
    return (pcm + amount * airy * envelope(pcm, seconds=0.03)).astype(np.float32)


def in_room(pcm: Floats, *, seconds: float, wet: float, seed: int, dark: float = 4000.0) -> Floats:
    """``pcm`` in a room whose sound dies by 60 dB in ``seconds``; ``wet`` is its share, ``dark`` where it dulls (Hz).

    The room is decaying noise (Moorer, "About this reverberation business", 1979), different for each ``seed``.
    The result is as long as ``pcm``: callers pad for the tail.
    """
    if len(pcm) == 0:
        return pcm
    length = round(seconds * RATE)
    noise = np.random.default_rng(seed).standard_normal(length).astype(np.float32)
    decay = 10 ** (-3 * np.arange(length) / length)
    tail = shape((noise * decay).astype(np.float32), ((120, -18), (300, 0), (dark, 0), (dark * 3, -30)))
    tail[: round(0.012 * RATE)] = 0  # the direct sound comes first
    tail /= np.sqrt(np.sum(tail.astype(np.float64) ** 2)) + 1e-9
    size = fast_length(len(pcm) + length)
    wash = np.fft.irfft(np.fft.rfft(pcm, n=size) * np.fft.rfft(tail, n=size), n=size)[: len(pcm)]
    return ((1 - 0.5 * wet) * pcm + wet * wash).astype(np.float32)
