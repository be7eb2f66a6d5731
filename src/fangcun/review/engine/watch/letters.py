"""How high the letters of a line are, as their ink is: plates, outlines and rims do not count.

The patch around a line is parted into light and dark (Otsu), once and once more within the lighter or darker part; of
the masks so made the letters are the one whose pieces fill the line from side to side without running out of the patch.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.review.engine.watch.light import Bytes
from fangcun.review.engine.watch.reading import TALL, Line

_AROUND = 0.35  # of a line's height: what is looked at besides
_LEAST_HEIGHT = 4  # pixels: nothing lower is a letter
_LEAST_PIECE = 0.12  # of the highest piece: smaller ones beyond the others are specks

Mask = NDArray[np.uint8]


def letter_height(picture: Bytes, line: Line) -> float:
    """The height of a line's ink in pixels, nought where none can be told. Of a column its width is told, which for
    Chinese type is the same. ``picture`` is (height, width, 3) of B, G, R."""
    height, width = picture.shape[:2]
    margin = round(_AROUND * min(line.bottom - line.top, line.right - line.left))
    top, bottom = max(0, line.top - margin), min(height, line.bottom + margin)
    left, right = max(0, line.left - margin), min(width, line.right + margin)
    patch = cv2.cvtColor(np.ascontiguousarray(picture[top:bottom, left:right]), cv2.COLOR_BGR2GRAY)
    if patch.shape[0] >= TALL * patch.shape[1]:
        patch = np.ascontiguousarray(patch.T)
    best = max((_ink(mask) for mask in _masks(patch)), default=(0.0, 0.0))
    return best[1]


def _masks(patch: Bytes) -> Iterator[Mask]:
    """What may be the letters: lighter or darker than the rest, or than most of it."""
    level = _otsu(patch.ravel())
    for flip in (False, True):
        shown = 255 - patch if flip else patch
        cut = 255 - level if flip else level
        yield (shown > cut).astype(np.uint8)
        above = shown[shown > cut]
        if above.size > 16:
            yield (shown > _otsu(above)).astype(np.uint8)


def _otsu(values: Bytes) -> int:
    return int(cv2.threshold(np.ascontiguousarray(values).reshape(-1, 1), 0, 255, cv2.THRESH_OTSU)[0])


def _ink(mask: Mask) -> tuple[float, float]:
    """How much a mask looks like a line of letters, and how high they then are."""
    high, wide = mask.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    pieces = stats[1:]
    inside = (
        (pieces[:, 0] > 0)
        & (pieces[:, 1] > 0)
        & (pieces[:, 0] + pieces[:, 2] < wide)
        & (pieces[:, 1] + pieces[:, 3] < high)
        & (pieces[:, 2] < 0.9 * wide)  # else it is the plate
    )
    pieces = pieces[inside]
    tallest = int(pieces[:, 3].max(initial=0))
    if tallest < _LEAST_HEIGHT:
        return 0.0, 0.0
    pieces = pieces[pieces[:, 3] >= max(2, _LEAST_PIECE * tallest)]
    large = pieces[pieces[:, 3] >= 0.4 * tallest]
    top, bottom = int(large[:, 1].min()), int((large[:, 1] + large[:, 3]).max())
    for piece in pieces:  # dots and strokes of their own that belong to a letter touch its rows
        above, below = int(piece[1]), int(piece[1] + piece[3])
        if above < bottom and below > top:
            top, bottom = min(top, above), max(bottom, below)
    columns = np.zeros(wide, bool)
    for x, _, w, _, _ in large:
        columns[x : x + w] = True
    share = float(pieces[:, 4].sum()) / max(1, (bottom - top) * int(columns.sum()))
    middle = 1.0 - abs((top + bottom) / 2 - high / 2) / high
    plausible = 1.0 if 0.08 <= share <= 0.6 else 0.4
    return float(columns.mean()) * middle * plausible, float(bottom - top)
