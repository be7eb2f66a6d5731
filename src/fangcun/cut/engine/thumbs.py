"""Small pictures for scrubbing: key frames of a film on sheets, and a WebVTT that says which stands for which time.

The cues name a part of a picture as media fragments do (W3C Media Fragments URI 1.0, ``#xywh=``), the form that
players of the web read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import cv2
import numpy as np

from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.picture import Pixels
from fangcun.kit.errors import FangcunError, Kind

THUMBS = "thumbs.vtt"
SIDE = 108  # pixels of the shorter side: a tenth of the film's
COLUMNS, ROWS = 10, 10
_QUALITY = 76  # of JPEG; a sheet of a minute is some 90 kB


def write_thumbs(films: Sequence[tuple[Path, int]], *, folder: Path, fps: int = FPS) -> tuple[str, ...]:
    """``thumbs.vtt`` and its sheets written into ``folder``; their names, the WebVTT first.

    ``films`` are the parts of one film with their frames, in order. A key frame stands for all until the next, none
    for less than a second. Raises FangcunError ``cut.thumbs`` for films without pictures.
    """
    small: list[Pixels] = []
    starts: list[int] = []
    for frame, picture in _key_frames(films):
        if not starts or frame - starts[-1] >= fps:
            starts.append(frame)
            small.append(picture)
    if not small:
        raise FangcunError("cut.thumbs", Kind.INVALID, "成片里没有关键帧，无法制作预览图。请重新合成这一集。")
    height, width = small[0].shape[:2]
    names: list[str] = []
    rows = ["WEBVTT", ""]
    ends = [*starts[1:], sum(frames for _, frames in films)]
    cues = zip(starts, ends, strict=True)
    for at in range(0, len(small), COLUMNS * ROWS):
        part = small[at : at + COLUMNS * ROWS]
        names.append(f"thumbs-{len(names) + 1:02d}.jpg")
        columns = min(COLUMNS, len(part))
        sheet = np.zeros((-(-len(part) // columns) * height, columns * width, 3), np.uint8)
        for place, picture in enumerate(part):
            y, x = place // columns * height, place % columns * width
            sheet[y : y + height, x : x + width] = picture
            start, end = next(cues)
            rows += [f"{_time(start, fps)} --> {_time(end, fps)}", f"{names[-1]}#xywh={x},{y},{width},{height}", ""]
        cv2.imwrite(str(folder / names[-1]), sheet, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    (folder / THUMBS).write_text("\n".join(rows), encoding="utf-8", newline="\n")
    return (THUMBS, *names)


def _key_frames(films: Sequence[tuple[Path, int]]) -> Iterator[tuple[int, Pixels]]:
    """The number of each key frame in the whole, and the frame, small, as BGR."""
    start = 0
    for path, frames in films:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            stream.codec_context.skip_frame = "NONKEY"
            stream.codec_context.thread_count = 1
            rate = stream.average_rate or FPS
            short = min(stream.width, stream.height)
            size = round(stream.width * SIDE / short), round(stream.height * SIDE / short)
            for frame in container.decode(stream):
                bgr = np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)
                small = np.asarray(cv2.resize(bgr, size, interpolation=cv2.INTER_AREA), np.uint8)
                yield start + round((frame.time or 0) * rate), small
        start += frames


def _time(frame: int, fps: int) -> str:
    seconds, milli = divmod(frame * 1000 // fps, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{milli:03d}"
