"""Stems on disk: FLAC, 48 kHz, 16 bits, read and written in blocks."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from fangcun.cut.engine.grid import RATE
from fangcun.cut.engine.timbre import Floats

BLOCK = RATE  # one second


def frame_of(pcm: Floats, *, at: int) -> AudioFrame:
    """(channels, samples) float as a frame that starts at sample ``at``."""
    layout = "mono" if pcm.shape[0] == 1 else "stereo"
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(pcm, np.float32), format="fltp", layout=layout)
    frame.sample_rate = RATE
    frame.time_base = Fraction(1, RATE)
    frame.pts = at
    return frame


def write_flac(pcm: Floats, path: Path) -> None:
    """(channels, samples) or mono samples as FLAC; what passes full scale is clipped."""
    whole = pcm[None] if pcm.ndim == 1 else pcm
    layout = "mono" if whole.shape[0] == 1 else "stereo"
    ints = np.rint(np.clip(whole, -1, 32767 / 32768) * 32768).astype(np.int16)
    with av.open(str(path), "w", format="flac", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream("flac", rate=RATE)
        stream.codec_context.layout = layout
        stream.codec_context.format = "s16"
        stream.codec_context.thread_count = 1
        for start in range(0, ints.shape[1], BLOCK):
            part = np.ascontiguousarray(ints[:, start : start + BLOCK].T).reshape(1, -1)
            frame = AudioFrame.from_ndarray(part, format="s16", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def read_blocks(path: Path, *, stereo: bool = True) -> Iterator[Floats]:
    """The sound of any file in blocks of (channels, samples) float32 at 48 kHz, about a second each."""
    layout = "stereo" if stereo else "mono"
    # Frames of a codec are short: handed on one by one they cost more than their decoding.
    waiting: list[Floats] = []
    held = 0
    for part in _parts(path, layout=layout):
        waiting.append(part)
        held += part.shape[1]
        if held >= BLOCK:
            yield np.concatenate(waiting, axis=1)
            waiting, held = [], 0
    if waiting:
        yield np.concatenate(waiting, axis=1)


def _parts(path: Path, *, layout: str) -> Iterator[Floats]:
    resampler: AudioResampler | None = None
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            plain = _unpacked(frame) if frame.sample_rate == RATE and frame.layout.name == layout else None
            if resampler is None and plain is not None:
                yield plain
                continue
            resampler = resampler or AudioResampler(format="fltp", layout=layout, rate=RATE)
            for part in resampler.resample(frame):
                yield np.asarray(part.to_ndarray(), np.float32)
        for part in resampler.resample(None) if resampler else ():
            yield np.asarray(part.to_ndarray(), np.float32)


def _unpacked(frame: AudioFrame) -> Floats | None:
    """The samples of a frame that needs no resampler: planar floats, or the 16 bits of our own stems."""
    if frame.format.name == "fltp":
        return np.asarray(frame.to_ndarray(), np.float32)
    if frame.format.name == "s16":
        ints = frame.to_ndarray().reshape(-1, frame.layout.nb_channels).T
        return np.asarray(ints, np.float32) / np.float32(32768)
    return None


def read_sound(path: Path, *, stereo: bool = True) -> Floats:
    """The whole sound of a file, (channels, samples)."""
    blocks = list(read_blocks(path, stereo=stereo))
    return np.concatenate(blocks, axis=1) if blocks else np.zeros((2 if stereo else 1, 0), np.float32)
