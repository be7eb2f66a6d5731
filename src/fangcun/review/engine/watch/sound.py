"""The sound of a film: how loud it is, where it is silent, where it is clipped.

Loudness is FFmpeg's ebur128 filter (EBU R 128, ITU-R BS.1770), on the sound as 48 kHz stereo.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from fangcun.review.contracts import Loudness
from fangcun.review.engine.watch.opened import open_film

RATE = 48_000
WINDOW = 1_920  # samples in which a peak is told: a frame at 25 a second
_QUIET = -70.0  # the gate of the measure

Floats = NDArray[np.float32]


@dataclass
class Heard:
    """A sound: ``start`` seconds after the picture, the peak of each window of 40 ms (1 is full scale), whether it has
    samples at full scale in a row; ``broken`` says why it could be read no farther."""

    start: Fraction = Fraction(0)
    peaks: list[float] = field(default_factory=list)
    clipped: list[bool] = field(default_factory=list)
    loudness: Loudness | None = None
    broken: str = ""

    @property
    def seconds(self) -> Fraction:
        """Its length in whole windows."""
        return Fraction(len(self.peaks) * WINDOW, RATE)


def hear(path: Path, *, begin: Fraction, level: float, run: int) -> Heard:
    """What is heard of a film whose picture begins at ``begin`` seconds of its own clock. ``level`` and ``run`` are
    the size and the number of samples in a row from which they are clipped. Nothing is raised for a broken file."""
    heard = Heard()
    meter = _Meter()
    waiting: Floats = np.zeros((2, 0), np.float32)
    try:
        for block in _blocks(path, heard, begin):
            meter.add(block)
            waiting = np.concatenate([waiting, block], axis=1)
            whole = waiting.shape[1] // WINDOW * WINDOW
            size = np.abs(waiting[:, :whole]).max(axis=0).reshape(-1, WINDOW)
            heard.peaks += [float(p) for p in size.max(axis=1)]
            heard.clipped += [
                bool(p) and _in_a_row(row >= level, run) for row, p in zip(size, size.max(axis=1) >= level, strict=True)
            ]
            waiting = waiting[:, whole:]
    except (OSError, ValueError, av.error.FFmpegError) as error:
        heard.broken = str(getattr(error, "strerror", "") or error)
    if heard.peaks:
        heard.loudness = meter.end()
    return heard


def _in_a_row(over: NDArray[np.bool_], run: int) -> bool:
    return bool(np.convolve(over, np.ones(run), "valid").max(initial=0) >= run)


def _blocks(path: Path, heard: Heard, begin: Fraction) -> Iterator[Floats]:
    resampler = av.AudioResampler(format="fltp", layout="stereo", rate=RATE)
    with open_film(path) as container:
        first = True
        for packet in container.demux(container.streams.audio[0]):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError as error:
                heard.broken = heard.broken or str(error.strerror)
                continue
            for frame in frames:
                if first and frame.pts is not None and frame.time_base is not None:
                    heard.start = frame.pts * frame.time_base - begin
                    first = False
                for part in resampler.resample(frame):
                    yield np.asarray(part.to_ndarray(), np.float32)
        for part in resampler.resample(None):
            yield np.asarray(part.to_ndarray(), np.float32)


class _Meter:
    def __init__(self) -> None:
        self._graph = av.filter.Graph()
        source = self._graph.add_abuffer(sample_rate=RATE, format="fltp", layout="stereo", time_base=Fraction(1, RATE))
        meter = self._graph.add("ebur128", "peak=true:metadata=1:framelog=quiet")
        sink = self._graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        self._graph.configure()
        self._at = 0
        self._values: dict[str, str] = {}

    def add(self, block: Floats) -> None:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = RATE, self._at, Fraction(1, RATE)
        self._at += block.shape[1]
        self._graph.push(frame)
        self._drain()

    def end(self) -> Loudness:
        self._graph.push(None)
        self._drain()
        peak = float(self._values.get("lavfi.r128.true_peak", 0.0))
        return Loudness(
            lufs=float(self._values.get("lavfi.r128.I", _QUIET)),
            range=float(self._values.get("lavfi.r128.LRA", 0.0)),
            peak=20 * math.log10(peak) if peak > 0 else -math.inf,
        )

    def _drain(self) -> None:
        while True:
            try:
                self._values = dict(self._graph.pull().metadata) or self._values
            except (av.error.BlockingIOError, av.error.EOFError):
                return
