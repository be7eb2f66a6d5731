"""Frames of a part of a film, one after the other, each with its number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import av
import numpy as np

from fangcun.review.engine.watch.light import Bytes
from fangcun.review.engine.watch.opened import open_film
from fangcun.review.engine.watch.reel import Part, Reel

_PLAIN = ("yuv420p",)
_FULL_RANGE = 2  # AVCOL_RANGE_JPEG
_MOST_FAULTS = 50  # packets that cannot be decoded before a part is given up


@dataclass(slots=True)
class Frame:
    """A decoded frame: its number and its planes, turned as it is to be shown."""

    number: int
    picture: av.VideoFrame
    turns: int
    planes: tuple[Bytes, Bytes, Bytes]

    def bgr(self) -> Bytes:
        """The frame in colour (height, width, 3)."""
        colours = np.asarray(self.picture.to_ndarray(format="bgr24"), np.uint8)
        return np.ascontiguousarray(np.rot90(colours, self.turns)) if self.turns else colours


@dataclass(slots=True)
class Faults:
    """What could not be decoded: the number of the first frame that is missing, and what was said."""

    at: int | None = None
    said: str = ""
    reached: int = 0

    def note(self, error: Exception) -> None:
        """Something went wrong after the frames reached so far; only the first time is kept."""
        if self.at is None:
            self.at, self.said = self.reached, str(getattr(error, "strerror", "") or error)


def frames_of(reel: Reel, part: Part, faults: Faults) -> Iterator[Frame]:
    """The frames of a part in the order in which they are shown. What cannot be decoded is left out and noted."""
    numbers = {reel.times[number]: number for number in range(part.first, part.end)}
    last = reel.times[part.end - 1]
    faults.reached = part.first
    try:
        with open_film(reel.path) as container:
            stream = next(s for s in container.streams.video if s.index == reel.stream)
            stream.thread_type = "NONE"
            if part.first:
                container.seek(part.seek, stream=stream, backward=True)
            for frame in _decoded(container, stream, faults):
                if frame.pts is None:
                    continue
                number = numbers.get(frame.pts)
                if number is not None:
                    faults.reached = number + 1
                    yield _turned(frame, number)
                if frame.pts >= last:
                    return
    except (OSError, av.error.FFmpegError) as error:
        faults.note(error)


def _decoded(
    container: av.container.InputContainer, stream: av.video.stream.VideoStream, faults: Faults
) -> Iterator[av.VideoFrame]:
    wrong = 0
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError as error:
            faults.note(error)
            wrong += 1
            if wrong > _MOST_FAULTS:
                return
        except av.error.EOFError:
            return


def _turned(frame: av.VideoFrame, number: int) -> Frame:
    shown = frame
    if frame.format.name not in _PLAIN or int(frame.color_range) == _FULL_RANGE:
        # One layout and one range for all that is measured.
        shown = frame.reformat(format="yuv420p", dst_color_range="MPEG")
    turns = 0
    with suppress(AttributeError):
        turns = round(frame.rotation / 90) % 4
    planes = tuple(_rows(shown, i) for i in range(3))
    if turns:
        planes = tuple(np.ascontiguousarray(np.rot90(plane, turns)) for plane in planes)
    return Frame(number, shown, turns, (planes[0], planes[1], planes[2]))


def _rows(frame: av.VideoFrame, index: int) -> Bytes:
    plane = frame.planes[index]
    rows: Bytes = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    return rows[: plane.height, : plane.width]
