"""What a thought looks like: the world goes dark and quiet, a halo stays about whoever thinks, clouds close in."""

from __future__ import annotations

import math
from functools import lru_cache

import cv2
import numpy as np
import skia

from fangcun.cut.engine.draw.box import Box
from fangcun.cut.engine.draw.color import Rgb, split
from fangcun.cut.engine.draw.ink import fill, oval, stroke
from fangcun.cut.engine.draw.layers import Layers
from fangcun.cut.engine.draw.wash import Wash

_DUSK: Rgb = 0x7C78B4
_HALO: Rgb = 0xB9B4F0
_CLOUD: Rgb = 0x1C1638
_COARSE = 8  # a gradient is worked out on every so many pixels


@lru_cache(maxsize=2)
def wash_quiet(width: int, height: int) -> Wash:
    """The surroundings of a thought: nearly without colour, dusky, with a soft light behind the head."""
    luma = np.array([0.3, 0.59, 0.11], np.float32)
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, :3] = 0.3 * np.eye(3, dtype=np.float32) + 0.7 * luma
    w, h = -(-width // _COARSE), -(-height // _COARSE)
    x = (np.arange(w, dtype=np.float32)[None, :] + 0.5) / w - 0.5
    y = (np.arange(h, dtype=np.float32)[:, None] + 0.5) / h - 0.36
    away = np.hypot(x * width, y * height) / (0.42 * min(width, height) + 0.12 * max(width, height))
    halo = np.clip(1 - away, 0, 1) ** 1.3
    gain, gleam = np.full((h, w, 4), 255, np.uint8), np.zeros((h, w, 4), np.uint8)
    gain[..., :3] = np.rint((0.4 + 0.35 * halo[..., None]) * split(_DUSK))
    gleam[..., :3] = np.rint(0.5 * halo[..., None] * split(_HALO))
    full = (w * _COARSE, h * _COARSE)
    grown = [np.ascontiguousarray(cv2.resize(part, full)[:height, :width], np.uint8) for part in (gain, gleam)]
    return Wash(grown[0], grown[1], matrix)


def draw_thought(canvas: skia.Canvas, frame: Box, face: Box | None) -> None:
    """Clouds along the edges of the frame, and the small bubbles that rise from whoever thinks."""
    k = min(frame.width, frame.height) / 1080
    canvas.drawPath(_clouds(frame, 78 * k), fill(_CLOUD, 0.6))
    if face is None:
        return
    right = face.x + face.width / 2 < frame.x + frame.width / 2
    way = 1 if right else -1
    start = face.right if right else face.x
    for dx, dy, r in ((0, 0.12, 11), (46, 0.02, 17), (110, -0.1, 26)):
        x, y = start + way * (dx + 8) * k, face.y + face.height * dy
        x = min(max(x, frame.x + 90 * k), frame.right - 90 * k)
        y = max(y, frame.y + 90 * k)
        canvas.drawPath(oval(x, y, r * k, r * 0.86 * k), fill(0xF4F1FF, 0.82))
        canvas.drawPath(oval(x, y, r * k, r * 0.86 * k), stroke(_CLOUD, 3 * k, 0.7))


def _clouds(frame: Box, size: float) -> skia.Path:
    """Puffs of about ``size`` pixels in a ring along the frame, as one path, so that none shows through another."""
    path = skia.Path()
    path.setFillType(skia.PathFillType.kWinding)
    across, down = math.ceil(frame.width / (size * 1.25)), math.ceil(frame.height / (size * 1.25))
    edge = [(i / across, v) for v in (0.0, 1.0) for i in range(across + 1)]
    edge += [(u, i / down) for u in (0.0, 1.0) for i in range(1, down)]
    for i, (u, v) in enumerate(edge):
        r = size * (0.8 + 0.22 * math.sin(i * 2.4))
        path.addCircle(frame.x + u * frame.width, frame.y + v * frame.height, r)
    far = size * 40
    for x, y, w, h in (
        (frame.x - far, frame.y - far, far, 2 * far + frame.height),
        (frame.right, frame.y - far, far, 2 * far + frame.height),
        (frame.x, frame.y - far, frame.width, far),
        (frame.x, frame.bottom, frame.width, far),
    ):
        path.addRect(skia.Rect.MakeXYWH(x, y, w, h))
    return path


def quieten(layers: Layers) -> None:
    """Wash what is behind the people of a thought."""
    layers.wash(wash_quiet(layers.width, layers.height))
