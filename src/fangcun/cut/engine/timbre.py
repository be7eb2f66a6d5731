"""Sound shaping on whole utterances: everything is done in the spectrum or by running means, so it needs no filters
that loop over samples. Arrays are float32 mono at 48 kHz unless said otherwise."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from fangcun.cut.engine.grid import RATE

Floats = NDArray[np.float32]


def resample(pcm: Floats, *, count: int) -> Floats:
    """``pcm`` stretched to ``count`` samples by its spectrum: band-limited, no aliases, ends padded."""
    if len(pcm) == 0 or count <= 0:
        return np.zeros(max(0, count), np.float32)
    pad = 256
    ratio = count / len(pcm)
    length, total = _lengths(len(pcm) + 2 * pad, ratio)
    whole = np.zeros(length, np.float32)
    whole[pad : pad + len(pcm)] = pcm
    spectrum = np.fft.rfft(whole)
    wanted = np.zeros(total // 2 + 1, spectrum.dtype)
    shared = min(len(spectrum), len(wanted))
    wanted[:shared] = spectrum[:shared]
    stretched = np.fft.irfft(wanted, n=total) * (total / len(whole))
    start = round(pad * ratio)
    return _exactly(stretched[start : start + count].astype(np.float32), count)


def _lengths(least: int, ratio: float) -> tuple[int, int]:
    """Lengths in ``ratio`` before and after resampling, of small factors both as far as may be: on a length with a
    large prime the transform is several times slower."""
    best: tuple[int, int, int] | None = None
    length = least
    for _ in range(12):
        length = fast_length(length)
        for near in (0, 1, -1):
            total = max(2, round(length * ratio) + near)
            if best is None or _roughness(total) < best[0]:
                best = (_roughness(total), length, total)
        length += 1
    return (best[1], best[2]) if best else (least, max(2, round(least * ratio)))


def _roughness(number: int) -> int:
    """The greatest prime factor, roughly: what is left after the primes up to 11 are taken out."""
    for prime in (2, 3, 5, 7, 11):
        while number % prime == 0:
            number //= prime
    return number


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


def power_around(pcm: Floats, *, seconds: float) -> NDArray[np.float64]:
    """The mean square around each sample over ``seconds``; silence is what lies beyond the ends."""
    width = max(1, round(seconds * RATE))
    before = width // 2
    total = np.zeros(len(pcm) + width + 1)
    np.cumsum(np.square(pcm, dtype=np.float64), out=total[before + 1 : before + 1 + len(pcm)])
    total[before + 1 + len(pcm) :] = total[before + len(pcm)]
    return np.maximum(total[width : width + len(pcm)] - total[: len(pcm)], 0.0) / width


def envelope(pcm: Floats, *, seconds: float = 0.02) -> Floats:
    """The root mean square around each sample over ``seconds``."""
    return np.sqrt(power_around(pcm, seconds=seconds)).astype(np.float32)


def compress(pcm: Floats, *, threshold: float = 0.08, ratio: float = 3.0) -> Floats:
    """Loud syllables brought nearer to soft ones: above ``threshold`` (RMS) the level grows by 1/``ratio``."""
    power = power_around(pcm, seconds=0.03) / threshold**2
    gain = np.maximum(power, 1.0) ** ((1 / ratio - 1) / 2)
    return (pcm * smooth(gain.astype(np.float32), seconds=0.02)).astype(np.float32)


def smooth(curve: Floats, *, seconds: float) -> Floats:
    """The running mean of a control curve, its ends held."""
    width = max(1, round(seconds * RATE))
    if width == 1 or len(curve) == 0:
        return curve
    held = np.pad(curve.astype(np.float64), (width // 2, width - width // 2), mode="edge")
    total = np.concatenate([[0.0], np.cumsum(held)])
    return np.asarray(((total[width:] - total[:-width]) / width)[: len(curve)], np.float32)


def least_around(curve: Floats, *, before: int, after: int) -> Floats:
    """The least of ``curve`` from ``before`` samples before to ``after`` after each, by windows that double: ten
    passes, not hundreds."""
    width = before + after + 1
    least, done = np.pad(curve, (before, after), mode="edge"), 1
    while done < width:
        step = min(done, width - done)
        least = np.minimum(least[:-step], least[step:])
        done += step
    return least


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
    start = seed % (_BREATH - 1)
    rounds = -(-(start + len(pcm)) // _BREATH)
    airy = np.tile(_airy(), rounds)[start : start + len(pcm)]
    return (pcm + amount * airy * envelope(pcm, seconds=0.03)).astype(np.float32)


_BREATH = 1 << 17  # samples of breath, begun elsewhere by each voice


@cache
def _airy() -> Floats:
    noise = np.random.default_rng(7).standard_normal(_BREATH).astype(np.float32)
    return shape(noise, ((200, -40), (1500, -12), (4000, 0), (9000, -4), (14000, -30)))
