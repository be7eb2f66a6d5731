"""A film as a list of frames: their times, its key frames, and the parts that can be looked at side by side.

The index is read from the packets, without decoding: a frame's number is the rank of its time stamp, so that frames
have the same numbers in every part, whatever the order in which they are decoded.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av

from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.contracts import Span
from fangcun.review.engine.watch.opened import open_film

MOST_SECONDS = 4 * 3600
MOST_PIXELS = 8192 * 8192
MOST_FRAMES = 1_500_000


@dataclass(frozen=True)
class Part:
    """Frames ``first`` to ``end`` (not included) of a film, to be reached from the key frame at ``seek``."""

    first: int
    end: int
    seek: int


@dataclass(frozen=True)
class Reel:
    """The index of a film, whose picture is the stream of number ``stream``. ``width`` and ``height`` are as coded.

    ``times`` are the frames' time stamps in units of ``base`` seconds, rising.
    """

    path: Path
    width: int
    height: int
    stream: int
    base: Fraction
    times: tuple[int, ...]
    keys: tuple[int, ...]
    sound: bool
    metadata: dict[str, str] = field(default_factory=dict)
    broken: str = ""

    @property
    def frames(self) -> int:
        """How many frames the file says it has."""
        return len(self.times)

    @property
    def rate(self) -> Fraction:
        """Mean frames a second; 25 where one frame alone says nothing."""
        if len(self.times) < 2:
            return Fraction(25)
        return Fraction(len(self.times) - 1) / ((self.times[-1] - self.times[0]) * self.base)

    def at(self, frame: int) -> Fraction:
        """When a frame is shown, in seconds from the first; past the last one at the mean rate."""
        if frame < len(self.times):
            return (self.times[max(frame, 0)] - self.times[0]) * self.base
        return (self.times[-1] - self.times[0]) * self.base + (frame - len(self.times) + 1) / self.rate

    @property
    def seconds(self) -> Fraction:
        """How long the picture is, its last frame included."""
        return self.at(len(self.times))

    def frame_at(self, seconds: Fraction | float) -> int:
        """The first frame shown at or after a time."""
        return bisect_left(self.times, self.times[0] + Fraction(seconds) / self.base)

    def span(self, first: int, end: int) -> Span:
        """Frames ``first`` to ``end`` as a stretch of the film."""
        return Span(self.at(first), self.at(end), first, end)

    def parts(self, *, seconds: float) -> list[Part]:
        """The film in parts of about this length or more, each from a key frame to the next."""
        starts = [0]
        for key in self.keys:
            if self.at(key) - self.at(starts[-1]) >= Fraction(seconds):
                starts.append(key)
        ends = [*starts[1:], len(self.times)]
        return [Part(first, end, self.times[first]) for first, end in zip(starts, ends, strict=True)]


def open_reel(path: Path) -> Reel:
    """The index of a film.

    Raises FangcunError ``watch.missing``, ``watch.unreadable`` for what is no film, ``watch.no_picture`` for sound
    alone, ``watch.too_large`` past four hours or 8192×8192. A file that breaks off is read as far as it goes, and
    ``broken`` says why.
    """
    if not path.is_file():
        raise FangcunError("watch.missing", Kind.NOT_FOUND, f"没有视频文件“{path}”，请检查路径。")
    if path.stat().st_size == 0:
        raise _unreadable(path, "它是空文件")
    try:
        with open_film(path) as container:
            return _index(container, path)
    except (OSError, ValueError, av.error.FFmpegError) as error:
        raise _unreadable(path, f"解不开：{_said(error)}") from error


def _index(container: av.container.InputContainer, path: Path) -> Reel:
    streams = [s for s in container.streams.video if not _attached(s)]
    if not streams:
        raise FangcunError("watch.no_picture", Kind.INVALID, f"“{path.name}”没有画面，只能审有画面的视频。")
    stream = streams[0]
    width, height = stream.codec_context.width, stream.codec_context.height
    if not width or not height:
        raise _unreadable(path, "读不出画面大小")
    if width * height > MOST_PIXELS:
        raise _too_large(path, f"画面是 {width}×{height}，最大 8192×8192")
    if stream.time_base is None:
        raise _unreadable(path, "没有时间基准")
    if container.duration and container.duration / av.time_base > MOST_SECONDS:
        raise _too_large(path, f"长 {container.duration / av.time_base / 3600:.1f} 小时，最长 4 小时")
    shown: list[tuple[int, bool]] = []
    broken = ""
    try:
        for packet in container.demux(stream):
            if packet.pts is not None and packet.size and not packet.is_discard:
                shown.append((packet.pts, packet.is_keyframe))
                if len(shown) > MOST_FRAMES:
                    raise _too_large(path, f"超过 {MOST_FRAMES} 帧")
    except (OSError, av.error.FFmpegError) as error:
        broken = _said(error)
    times = sorted({pts for pts, _ in shown})
    if not times:
        raise _unreadable(path, "里面没有一帧画面")
    if (times[-1] - times[0]) * stream.time_base > MOST_SECONDS:
        raise _too_large(path, "时间戳超过 4 小时")
    rank = {pts: number for number, pts in enumerate(times)}
    keys = tuple(sorted({rank[pts] for pts, key in shown if key}))
    return Reel(
        path=path,
        width=width,
        height=height,
        stream=stream.index,
        base=stream.time_base,
        times=tuple(times),
        keys=keys,
        sound=bool(container.streams.audio),
        metadata={str(k): str(v) for k, v in container.metadata.items()},
        broken=broken,
    )


def _attached(stream: av.video.stream.VideoStream) -> bool:
    """Whether it is a cover picture and no film."""
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error)


def _unreadable(path: Path, why: str) -> FangcunError:
    message = f"“{path.name}”不是能看的视频：{why}。请确认文件完整，或重新导出为 MP4（H.264）。"
    return FangcunError("watch.unreadable", Kind.INVALID, message)


def _too_large(path: Path, why: str) -> FangcunError:
    return FangcunError("watch.too_large", Kind.INVALID, f"“{path.name}”{why}。请先切分或缩小再审。")
