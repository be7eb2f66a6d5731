"""Tiny real episodes for the theatre's tests: colour, a moving bar, a beep, as HLS with fMP4 and as MP4."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

WIDTH, HEIGHT, FPS, RATE = 270, 480, 25, 48_000
COLOURS = [(30, 60, 120), (120, 40, 40), (30, 100, 70), (90, 60, 120)]


def make_episode(folder: Path, *, number: int, seconds: int) -> dict[str, Path]:
    """An episode of ``seconds``; returns its files by their path in the package."""
    folder.mkdir(parents=True)
    _encode(folder / "index.m3u8", number=number, seconds=seconds, hls=True)
    _encode(folder / "episode.mp4", number=number, seconds=seconds, hls=False)
    (folder / "episode.srt").write_text("1\n00:00:00,000 --> 00:00:02,000\n你来了。\n", encoding="utf-8")
    return {path.name: path for path in sorted(folder.iterdir())}


def make_poster(path: Path, *, number: int) -> Path:
    """A poster in the episode's colour with a lighter disc."""
    picture = _picture(number, 0.5).repeat(2, axis=0).repeat(2, axis=1)
    y, x = np.ogrid[: HEIGHT * 2, : WIDTH * 2]
    picture[(x - WIDTH) ** 2 + (y - HEIGHT * 0.8) ** 2 < 150**2] = (236, 214, 180)
    with av.open(str(path), "w", format="image2") as out:
        stream = out.add_stream("mjpeg", rate=1)
        stream.width, stream.height, stream.pix_fmt = WIDTH * 2, HEIGHT * 2, "yuvj420p"
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuvj420p")
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def _picture(number: int, progress: float) -> np.ndarray:
    picture = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    picture[:] = COLOURS[number % len(COLOURS)]
    at = int(progress * (HEIGHT - 40))
    picture[at : at + 24] = (240, 240, 230)
    return picture


def _encode(path: Path, *, number: int, seconds: int, hls: bool) -> None:
    options = {"hls_segment_type": "fmp4", "hls_time": "1", "hls_playlist_type": "vod"} if hls else {}
    if hls:
        options["hls_segment_filename"] = str(path.parent / "part%03d.m4s")
    with av.open(str(path), "w", format="hls" if hls else "mp4", options=options) as out:
        picture = out.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "g": str(FPS)})
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        sound = out.add_stream("aac", rate=RATE)
        sound.layout = "mono"
        for i in range(seconds * FPS):
            frame = av.VideoFrame.from_ndarray(_picture(number, i / (seconds * FPS)), format="rgb24")
            frame.pts, frame.time_base = i, Fraction(1, FPS)
            out.mux(picture.encode(frame))
            if i % FPS == 0:
                _beep(out, sound, number, i // FPS)
        out.mux(picture.encode(None))
        out.mux(sound.encode(None))


def _beep(out: av.container.OutputContainer, sound: av.AudioStream, number: int, second: int) -> None:
    t = np.arange(RATE) / RATE
    wave = (0.2 * np.sin(2 * np.pi * (330 + 110 * number) * t) * (t < 0.25)).astype(np.float32)
    frame = av.AudioFrame.from_ndarray(wave[None, :], format="fltp", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = RATE, second * RATE, Fraction(1, RATE)
    out.mux(sound.encode(frame))
