"""Reading the words on a picture with RapidOCR (PP-OCR models in its wheel, nothing is fetched).

One thread: many readers work side by side, one in each process. The side of the picture on which words are looked for
is held to ``SIDE`` (``limit_type=max``): the default enlarges and takes five times as long for the same lines.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.review.engine.watch.light import Bytes

SIDE = 736
TALL = 1.5  # times its width: a column, read from the top
_PAD = 0.25  # of a line's height: a single stroke at its end (一) is often left out of the box
_LEAST_SURE = 0.5

Corners = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read: its words, how sure (0 to 1), its rectangle in pixels (left, top, right, bottom)."""

    text: str
    sureness: float
    left: int
    top: int
    right: int
    bottom: int


Known = Callable[[tuple[int, int, int, int]], Line | None]
"""What is known of a rectangle already, so that it need not be read again."""


def read_lines(picture: Bytes, *, known: Known = lambda _: None) -> list[Line]:
    """The lines of a picture (height, width, 3 of B, G, R), from the top. Raises ImportError without RapidOCR."""
    engine = _engine()
    found = engine(picture, use_det=True, use_cls=False, use_rec=False)
    lines = []
    for corners in found.boxes if found.boxes is not None else ():
        line = _line(engine, picture, np.asarray(corners, np.float32), known)
        if line is not None:
            lines.append(line)
    return sorted(lines, key=lambda line: (line.top, line.left))


def _line(engine: Any, picture: Bytes, corners: Corners, known: Known) -> Line | None:
    height, width = picture.shape[:2]
    (left, top), (right, bottom) = np.floor(corners.min(axis=0)), np.ceil(corners.max(axis=0))
    box = (max(0, int(left)), max(0, int(top)), min(width, int(right)), min(height, int(bottom)))
    if box[2] - box[0] < 6 or box[3] - box[1] < 6:
        return None
    again = known(box)
    if again is not None:
        return again
    read = engine(_cut(picture, corners), use_det=False, use_cls=False, use_rec=True)
    if not read.txts or not read.txts[0].strip() or float(read.scores[0]) < _LEAST_SURE:
        return None
    return Line(str(read.txts[0]).strip(), float(read.scores[0]), *box)


def _cut(picture: Bytes, corners: Corners) -> Bytes:
    """The line cut out and set straight, a column laid on its side as the reader was taught."""
    across = float(max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3])))
    down = float(max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1])))
    if down >= TALL * across:
        along = (corners[3] - corners[0]) / max(down, 1.0) * across * _PAD
        corners = corners + np.array([-along, -along, along, along], np.float32)
        down += 2 * across * _PAD
    else:
        along = (corners[1] - corners[0]) / max(across, 1.0) * down * _PAD
        corners = corners + np.array([-along, along, along, -along], np.float32)
        across += 2 * down * _PAD
    size = (max(4, round(across)), max(4, round(down)))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    line = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(np.rot90(line)) if size[1] >= TALL * size[0] else np.asarray(line)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR  # noqa: PLC0415  heavy: only the processes that read pay for it

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Det.limit_type": "max",
            "Det.limit_side_len": SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
