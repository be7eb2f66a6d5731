"""A finished film again in smaller sizes, for slower lines: decoded once, scaled and encoded for each rung."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.frame import PictureType, VideoFrame

from fangcun.cut.engine.encode import X264
from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.picture import Pixels
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Rung:
    """One size of a film: the pixels of its shorter side, and the rate that a line must carry (bits a second)."""

    name: str
    side: int
    maxrate: int
    level: str

    def size_of(self, width: int, height: int) -> tuple[int, int]:
        """Width and height of this rung for a film of the given size, both even as 4:2:0 needs."""
        short = min(width, height)
        return 2 * round(width * self.side / short / 2), 2 * round(height * self.side / short / 2)


RUNGS = (Rung("1080", 1080, 4_000_000, "4.0"), Rung("720", 720, 2_000_000, "3.1"), Rung("540", 540, 1_200_000, "3.1"))


def encode_rungs(
    source: Path,
    *,
    folder: Path,
    rungs: Sequence[Rung] = RUNGS,
    keyframes: Collection[int] | None = None,
    tell: Callable[[float], None] | None = None,
    check: Callable[[], None] | None = None,
) -> dict[str, Path]:
    """The picture of the film in each rung smaller than it, as silent ``<name>.mp4`` in ``folder``; paths by name.

    Key frames stand at the given frames, else where the source has them, so that players may change rungs there.
    Every second of the film ``tell`` is told the share done and ``check`` asked whether to go on (it raises if not).
    Raises FangcunError ``cut.ladder_source`` for a film without picture, or of another form than yuv420p.
    """
    folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    with av.open(str(source)) as given:
        if not given.streams.video or given.streams.video[0].codec_context.pix_fmt != "yuv420p":
            message = f"影片 {source.name} 没有 yuv420p 画面，无法制作多档清晰度。请重新合成这一集。"
            raise FangcunError("cut.ladder_source", Kind.INVALID, message)
        stream = given.streams.video[0]
        stream.codec_context.thread_count = 1
        width, height, rate = stream.width, stream.height, stream.average_rate or Fraction(25)
        wanted = [rung for rung in rungs if rung.side < min(width, height)]
        paths = {rung.name: folder / f"{rung.name}.mp4" for rung in wanted}
        films = [_RungFilm(paths[r.name], rung=r, size=r.size_of(width, height), rate=rate) for r in wanted]
        try:
            for number, frame in enumerate(given.decode(stream)):
                key = frame.key_frame if keyframes is None else number in keyframes
                if number % FPS == 0:
                    _pause(number / (stream.frames or number + 1), tell, check)
                planes = _planes_of(frame)
                for film in films:
                    film.add(planes, key=key)
            for film in films:
                film.finish()
        finally:
            for film in films:
                film.container.close()
    return paths


def _pause(done: float, tell: Callable[[float], None] | None, check: Callable[[], None] | None) -> None:
    if check is not None:
        check()
    if tell is not None:
        tell(min(1.0, done))


class _RungFilm:
    def __init__(self, path: Path, *, rung: Rung, size: tuple[int, int], rate: Fraction):
        options = {"level": rung.level, "maxrate": str(rung.maxrate), "bufsize": str(rung.maxrate * 3 // 2)}
        self.container: OutputContainer = av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"})
        self._stream = self.container.add_stream("libx264", rate=rate, options=X264 | options)
        self._stream.width, self._stream.height = size
        self._stream.pix_fmt = "yuv420p"
        context = self._stream.codec_context
        context.time_base = self._tick = 1 / rate
        context.thread_count = 1
        context.color_range = context.color_primaries = context.color_trc = context.colorspace = 1  # BT.709, limited
        self._size, self._count = size, 0

    def add(self, planes: Sequence[Pixels], *, key: bool) -> None:
        width, height = self._size
        sizes = (self._size, (width // 2, height // 2), (width // 2, height // 2))
        # Down to a half, two neighbours weighed by their distance are all but the average over the area (3/4 and 1/4
        # of two pixels for 2/3 and 1/3 at 720; the same at 540), for a quarter of the time.
        near = 2 * height >= planes[0].shape[0]
        way = cv2.INTER_LINEAR if near else cv2.INTER_AREA
        parts = [cv2.resize(p, s, interpolation=way).reshape(-1) for p, s in zip(planes, sizes, strict=True)]
        picture = VideoFrame.from_ndarray(np.concatenate(parts).reshape(-1, width), format="yuv420p")
        picture.pts, picture.time_base = self._count, self._tick
        picture.pict_type = PictureType.I if key else PictureType.NONE
        picture.color_range = picture.colorspace = 1
        self.container.mux(self._stream.encode(picture))
        self._count += 1

    def finish(self) -> None:
        self.container.mux(self._stream.encode(None))


def _planes_of(frame: VideoFrame) -> list[Pixels]:
    """Y, U and V of a frame without copying them; rows may be padded in memory."""
    return [np.frombuffer(memoryview(p), np.uint8).reshape(p.height, p.line_size)[:, : p.width] for p in frame.planes]
