"""Small films with planted problems, made frame by frame: what stands where is known, so that a finding can be held to
it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from fangcun.config import ROOT

RATE = 25
FONT = ROOT / "node_modules/@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf"
TAG = {
    "Label": "1",
    "ContentProducer": "方寸",
    "ProduceID": "a1",
    "ReservedCode1": "",
    "ContentPropagator": "",
    "PropagateID": "",
    "ReservedCode2": "",
}


@dataclass(frozen=True)
class Words:
    """Words on the picture from ``start`` to ``end`` seconds: the height of their ink as a share of the shorter side,
    the middle of the line as a share of width and height."""

    text: str
    start: float
    end: float
    height: float = 0.06
    x: float = 0.5
    y: float = 0.8


NOTICE = Words("内容由AI生成", 0.0, 3.0, height=0.06, y=0.12)
TITLE = Words("七分钟", 0.2, 4.0, height=0.12, y=0.45)
NUMBER = Words("网微剧备字（2026）第0123号", 0.2, 4.0, height=0.05, y=0.56)
OPENING = (NOTICE, TITLE, NUMBER)


@cache
def ink(text: str, height: int) -> np.ndarray:
    """White words on nothing whose ink is exactly so many pixels high: their alpha."""
    size = height
    for _ in range(8):  # the ink of a face is not its size
        font = ImageFont.truetype(str(FONT), size)
        _, top, _, bottom = font.getbbox(text)
        if bottom - top == height:
            break
        size = max(4, round(size * height / (bottom - top)))
    left, top, right, bottom = font.getbbox(text)
    mask = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(mask).text((-left, -top), text, fill=255, font=font)
    return np.asarray(mask)


def ground(number: int, size: tuple[int, int]) -> np.ndarray:
    """A picture that moves a little in every frame and has nothing to read in it."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    wave = 96 + 40 * np.sin((x + 2 * number) / 53) + 30 * np.cos((y - 3 * number) / 71)
    return np.dstack([wave, wave * 0.9, wave * 0.8]).astype(np.uint8)


def lettered(frame: np.ndarray, words: Words) -> None:
    """Write words onto a frame, white with a dark plate beneath."""
    height, width = frame.shape[:2]
    mask = ink(words.text, round(words.height * min(width, height)))
    top, left = round(words.y * height - mask.shape[0] / 2), round(words.x * width - mask.shape[1] / 2)
    assert left >= 0, f"{words.text} is too wide"
    part = frame[top : top + mask.shape[0], left : left + mask.shape[1]]
    plate = frame[top - 4 : top + mask.shape[0] + 4, max(0, left - 6) : left + mask.shape[1] + 6]
    plate //= 3
    share = mask[..., None].astype(np.float32) / 255
    part[:] = (part * (1 - share) + 245 * share).astype(np.uint8)


def make_film(
    path: Path,
    *,
    seconds: float,
    words: Sequence[Words] = OPENING,
    tag: dict[str, str] | str | None = TAG,
    size: tuple[int, int] = (360, 640),
    scene: Callable[[int, tuple[int, int]], np.ndarray] = ground,
    paint: Callable[[int, np.ndarray], np.ndarray] = lambda _, frame: frame,
    silent: tuple[float, float] = (0, 0),
    sound: bool = True,
    level: float = 0.17,
    rate: int = RATE,
) -> Path:
    """A film of moving ground (or another ``scene``) with words on it. ``paint`` may change any frame, ``silent`` is a stretch without
    sound, ``level`` the size of the tone; ``tag`` is the AI tag, as data or as it stands."""
    options = {"movflags": "use_metadata_tags"}
    with av.open(str(path), "w", options=options) as out:
        if tag is not None:
            out.metadata["AIGC"] = tag if isinstance(tag, str) else json.dumps(tag, ensure_ascii=False)
        video = out.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "crf": "22", "g": "50", "bf": "0"})
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        video.codec_context.color_range, video.codec_context.colorspace = 1, 1
        audio = out.add_stream("aac", rate=48_000) if sound else None
        for number in range(round(seconds * rate)):
            frame = paint(number, scene(number, size))
            for one in words:
                if one.start <= number / rate < one.end:
                    lettered(frame, one)
            picture = av.VideoFrame.from_ndarray(frame, format="rgb24").reformat(
                format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG"
            )
            picture.pts, picture.time_base = number, Fraction(1, rate)
            out.mux(video.encode(picture))
        out.mux(video.encode(None))
        if audio is not None:
            _tone(out, audio, seconds, silent, level)
    return path


def _tone(out: av.container.OutputContainer, stream, seconds: float, silent: tuple[float, float], level: float) -> None:  # type: ignore[no-untyped-def]
    time = np.arange(round(seconds * 48_000)) / 48_000
    wave = level * np.sin(2 * np.pi * 440 * time)
    wave[(time >= silent[0]) & (time < silent[1])] = 0
    pcm = np.stack([wave, wave]).astype(np.float32)
    for start in range(0, pcm.shape[1], 1024):
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(pcm[:, start : start + 1024]), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.pts, frame.time_base = 48_000, start, Fraction(1, 48_000)
        out.mux(stream.encode(frame))
    out.mux(stream.encode(None))
