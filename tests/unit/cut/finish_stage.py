"""Small real films for the tests of finishing: coloured frames, a notice on them, boxes for where somebody's face is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import av
import numpy as np
from drawing_stage import FONTS

from fangcun.cut.engine.draw import draw_label as letter
from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.picture import Overlay, Pixels


def draw_label(text: str, height: int) -> Pixels:
    """The real lettering of a notice."""
    return letter(text, height_px=height, fonts=FONTS)


def scenery(width: int, height: int, *, seed: int = 0) -> Pixels:
    """A picture with soft shapes and some grain in it, RGB."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(30, 220, (height // 60 + 1, width // 60 + 1, 3)).astype(np.uint8)
    large = np.kron(coarse, np.ones((60, 60, 1), np.uint8))[:height, :width]
    return np.clip(large.astype(np.int16) + rng.integers(-12, 12, (height, width, 1)), 0, 255).astype(np.uint8)


def laid(frame: Pixels, overlays: Iterable[Overlay], *, at: int) -> Pixels:
    """A frame with the overlays that stand at frame ``at`` on it."""
    out = frame.copy()
    for overlay in overlays:
        if overlay.start <= at < overlay.end:
            h, w = overlay.rgba.shape[:2]
            part = out[overlay.y : overlay.y + h, overlay.x : overlay.x + w]
            rgba = overlay.rgba[: part.shape[0], : part.shape[1]]
            share = rgba[..., 3:].astype(np.float32) / 255
            part[:] = (part * (1 - share) + rgba[..., :3] * share).astype(np.uint8)
    return out


def write_film(path: Path, frame_at: Callable[[int], Pixels], *, frames: int, crf: int = 26) -> Path:
    """An H.264 MP4 of ``frames`` frames at 25 a second."""
    first = frame_at(0)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "crf": str(crf)})
        stream.height, stream.width = first.shape[:2]
        stream.pix_fmt = "yuv420p"
        for number in range(frames):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(frame_at(number), format="rgb24")))
        out.mux(stream.encode(None))
    return path
