"""How loud an episode is and how it is brought to one level: EBU R 128, measured by FFmpeg's ebur128 filter.

Target −16 LUFS with at most −1 dB of true peak: what phones and web players are mixed for (AES TD1008, 2021).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.sound_files import BLOCK, frame_of
from fangcun.cut.engine.timbre import Floats, least_around, smooth

TARGET = -16.0  # LUFS
CEILING = -1.0  # dBTP
_QUIET = -70.0  # the gate of the measure: nothing below it counts


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS and true peak in dBTP; −70 and below mean silence."""

    lufs: float
    peak: float


def measure(blocks: Iterable[Floats], *, peaks: bool = True) -> Loudness:
    """The loudness of stereo blocks (2, samples) at 48 kHz; without ``peaks``, whose search costs twice as much as the
    rest, the peak is not measured and said to be −∞."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo", time_base=Fraction(1, RATE))
    meter = graph.add("ebur128", f"peak={'true' if peaks else 'none'}:metadata=1:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    values: dict[str, str] = {}
    at = 0
    for block in blocks:
        graph.push(frame_of(block, at=at))
        at += block.shape[1]
        values = _drain(graph) or values
    graph.push(None)
    values = _drain(graph) or values
    peak = float(values.get("lavfi.r128.true_peak", 0.0))
    return Loudness(float(values.get("lavfi.r128.I", _QUIET)), 20 * math.log10(peak) if peak > 0 else -math.inf)


def _drain(graph: av.filter.Graph) -> dict[str, str]:
    values: dict[str, str] = {}
    while True:
        try:
            values = dict(graph.pull().metadata) or values
        except (av.error.BlockingIOError, av.error.EOFError):
            return values


def levelled(blocks: Callable[[], Iterator[Floats]], *, gain: float, ceiling: float) -> Iterator[Floats]:
    """The blocks ``gain`` dB louder with true peaks held under ``ceiling`` dBTP, as blocks of one second.

    Peaks are found on the fourfold oversampled signal (ITU-R BS.1770, annex 2). The gain curve looks 6 ms ahead and
    behind, so it depends on nothing farther away and blocks can be worked one by one.
    """
    factor = 10 ** (gain / 20)
    limit = 10 ** (ceiling / 20)
    margin = round(0.03 * RATE)
    before = np.zeros((2, margin), np.float32)
    held: Floats | None = None
    for block in _rebuffered(blocks()):
        if held is not None:
            yield _limited(np.concatenate([before, held, block[:, :margin]], axis=1), factor, limit, margin)
            before = np.concatenate([before, held], axis=1)[:, -margin:]
        held = block
    if held is not None:
        after = np.zeros((2, margin), np.float32)
        yield _limited(np.concatenate([before, held, after], axis=1), factor, limit, margin)[:, : held.shape[1]]


def _rebuffered(blocks: Iterator[Floats]) -> Iterator[Floats]:
    """The same samples in blocks of one second (the last may be shorter, or as much longer as a half)."""
    waiting = np.zeros((2, 0), np.float32)
    for block in blocks:
        waiting = np.concatenate([waiting, block], axis=1)
        while waiting.shape[1] >= BLOCK + BLOCK // 2:
            yield waiting[:, :BLOCK]
            waiting = waiting[:, BLOCK:]
    if waiting.shape[1]:
        yield waiting


def _true_peaks(pcm: Floats, *, above: float) -> Floats:
    """The greatest size at and after each sample on the fourfold signal; only around samples past ``above``.

    Quiet samples are left at their own size: oversampling every sample costs ten times as much and finds no more.
    """
    half = 12
    size = np.abs(pcm).max(axis=0)
    near = np.flatnonzero(size > above)
    near = np.unique(np.clip(np.concatenate([near - 1, near]), 0, len(size) - 1))
    taps = np.arange(-half + 1, half + 1)[:, None] - np.arange(4)[None] / 4
    kernel = (np.sinc(taps) * np.cos(np.pi * taps / (2 * half + 1)) ** 2).astype(np.float32)
    for row in pcm:
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(row, (half - 1, half)), 2 * half)[near]
        size[near] = np.maximum(size[near], np.abs(windows @ kernel).max(axis=1))
    return np.asarray(size, np.float32)


def _limited(pcm: Floats, factor: float, limit: float, margin: int) -> Floats:
    """The middle of ``pcm`` (``margin`` samples of context on both sides) louder by ``factor``, under ``limit``."""
    loud = pcm * np.float32(factor)
    stop = loud.shape[1] - margin
    if float(np.abs(loud).max(initial=0.0)) > 0.7 * limit:
        peaks = _true_peaks(loud, above=0.6 * limit)
        if float(peaks.max()) > limit:
            reach = round(0.006 * RATE)
            needed = np.minimum(1.0, limit / np.maximum(peaks, 1e-9))
            lowest = least_around(needed.astype(np.float32), before=reach, after=reach)
            curve = smooth(smooth(lowest, seconds=reach / 2 / RATE), seconds=reach / 2 / RATE)
            loud = loud * np.minimum(curve, 1.0).astype(np.float32)
    return np.ascontiguousarray(loud[:, margin:stop], np.float32)
