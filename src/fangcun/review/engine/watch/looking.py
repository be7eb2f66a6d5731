"""Looking at one part of a film: light, black, movement and lettering of its frames, in one decode.

Made to run beside others of its kind, each in a process of its own; what comes back is small.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.review.engine.watch.frames import Faults, Frame, frames_of
from fangcun.review.engine.watch.light import Bytes, sampled, small_size
from fangcun.review.engine.watch.reel import Part, Reel
from fangcun.review.engine.watch.strips import Strip, Strips
from fangcun.review.engine.watch.strokes import stroke_size, strokes_of

SAMPLES = 4  # a second at which lettering is compared
_STILL_SIDE = 512  # pixels of the longer side of the stills handed to classifiers


@dataclass(frozen=True)
class Order:
    """What is to be looked at and how: ``black_level`` in luma; ``opening`` is the first frame past the opening, in
    which the height of letters is measured; ``stills`` are the frames to be handed out as JPEG."""

    reel: Reel
    part: Part
    black_level: float
    opening: int
    read: bool = True
    stills: tuple[int, ...] = ()


@dataclass
class Seen:
    """What was seen of a part. One row of each array for each frame of ``numbers``.

    ``small`` (n, h, w, 3) are the frames as Y′CbCr, ``black`` the share of black, ``moved`` the mean and ``most`` the
    greatest difference of luma to the frame before (−1 for the first), ``edge`` luma of the first and the last frame.
    """

    part: Part
    numbers: NDArray[np.int64]
    small: Bytes
    black: NDArray[np.float32]
    moved: NDArray[np.float32]
    most: NDArray[np.float32]
    edge: tuple[Bytes, Bytes] | None
    strips: list[Strip] = field(default_factory=list)
    stills: list[tuple[int, bytes]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    unread: str = ""


@dataclass
class _Notes:
    numbers: list[int] = field(default_factory=list)
    small: list[Bytes] = field(default_factory=list)
    black: list[float] = field(default_factory=list)
    moved: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    stills: list[tuple[int, bytes]] = field(default_factory=list)


def look(order: Order) -> Seen:
    """What is seen of a part. What cannot be decoded is left out and said in ``faults``; nothing is raised for it."""
    cv2.setNumThreads(1)
    faults, notes = Faults(), _Notes()
    strips = Strips(every=max(1, round(float(order.reel.rate) / SAMPLES)), opening=order.opening)
    unread = "" if order.read else "off"
    edges: list[Bytes] = []
    before: Bytes | None = None
    for frame in frames_of(order.reel, order.part, faults):
        height, width = frame.planes[0].shape
        luma = cv2.resize(frame.planes[0], stroke_size(width, height), interpolation=cv2.INTER_AREA)
        _note(notes, frame, luma, before, order.black_level)
        if not unread:
            try:
                strips.add(frame, strokes_of(luma))
            except ImportError:
                unread = "missing"
        if frame.number in order.stills:
            notes.stills.append((frame.number, _still(frame)))
        if before is None:
            edges.append(luma)
        before = luma
    edge = (edges[0], before) if edges and before is not None else None
    return Seen(
        part=order.part,
        numbers=np.array(notes.numbers, np.int64),
        small=np.stack(notes.small) if notes.small else np.zeros((0, 8, 8, 3), np.uint8),
        black=np.array(notes.black, np.float32),
        moved=np.array(notes.moved, np.float32),
        most=np.array(notes.most, np.float32),
        edge=edge,
        strips=strips.end(),
        stills=notes.stills,
        faults=faults,
        unread=unread if unread != "off" else "",
    )


def _note(notes: _Notes, frame: Frame, luma: Bytes, before: Bytes | None, black: float) -> None:
    height, width = frame.planes[0].shape
    notes.numbers.append(frame.number)
    notes.small.append(sampled((luma, frame.planes[1], frame.planes[2]), small_size(width, height)))
    notes.black.append(float(cv2.countNonZero(cv2.threshold(luma, black, 1, cv2.THRESH_BINARY_INV)[1])) / luma.size)
    mean, most = moved(luma, before)
    notes.moved.append(mean)
    notes.most.append(most)


def moved(luma: Bytes, before: Bytes | None) -> tuple[float, float]:
    """Mean and greatest difference between two small pictures; −1 where there is none before, or of another size."""
    if before is None or before.shape != luma.shape:
        return -1.0, -1.0
    apart = cv2.absdiff(luma, before)
    return float(apart.mean()), float(apart.max())


def _still(frame: Frame) -> bytes:
    colours: Any = frame.bgr()
    scale = min(1.0, _STILL_SIDE / max(colours.shape[:2]))
    small = cv2.resize(colours, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return bytes(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 88])[1])
