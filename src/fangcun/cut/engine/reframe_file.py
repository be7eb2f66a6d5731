"""Reframed footage: a file in another shape with its sound as it is, or the source of a shot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np

from fangcun.cut.engine.encode import X264
from fangcun.cut.engine.grid import FPS, Shape
from fangcun.cut.engine.label import KEY, DrawLabel, check_label, notice_overlays
from fangcun.cut.engine.picture import Pixels
from fangcun.cut.engine.planes import Planes, Stamp
from fangcun.cut.engine.reframe import FindFaces, Points, Watcher, crop_size, path_of
from fangcun.kit.errors import FangcunError, Kind, Problem

_BT709, _LIMITED = 1, 1  # ITU-T H.273
_EVEN = {"x264-params": "keyint=50:min-keyint=25:open-gop=0"}


@dataclass(frozen=True, slots=True)
class Reframed:
    """A reframed film: frames, where its shots begin, the crop's corner in every frame, and what is wrong with its
    label where the original had one."""

    frames: int
    cuts: tuple[int, ...]
    path: Points
    problems: tuple[Problem, ...]


def watch(path: Path, *, find_faces: FindFaces | None = None, progress: Callable[[int], None] | None = None) -> Watcher:
    """Look at a whole film once. Raises FangcunError ``cut.unreadable`` for what is no film."""
    watcher = Watcher(find_faces)
    for number, planes in enumerate(_frames(path), 1):
        watcher.see(planes.y)
        if progress is not None:
            progress(number)
    if not watcher.glances:
        raise _unreadable(path)
    return watcher


def reframe_file(
    source: Path,
    target: Path,
    *,
    shape: Shape,
    draw_label: DrawLabel,
    find_faces: FindFaces | None = None,
    progress: Callable[[float], None] | None = None,
) -> Reframed:
    """``source`` as ``target`` (MP4) in another shape; its sound is copied.

    A film that is labelled as made by AI stays so: a crop may cut the notice off, so that it is laid on again for the
    new shape, the tag is copied, and both are looked for in the finished file. Raises FangcunError ``cut.unreadable``
    and ``cut.reframe_same`` when ``target`` is ``source``.
    """
    if target.resolve() == source.resolve():
        raise FangcunError("cut.reframe_same", Kind.INVALID, "输出文件不能就是原片。请换一个文件名。")
    tell = progress or (lambda _: None)
    with _opened(source) as container:
        stream = container.streams.video[0]
        total = max(1, stream.frames or int(float(container.duration or 0) / 1e6 * float(stream.average_rate or FPS)))
        size = (stream.codec_context.width, stream.codec_context.height)
        tag = container.metadata.get(KEY)
    seen = watch(source, find_faces=find_faces, progress=lambda n: tell(min(0.4, 0.4 * n / total)))
    path = path_of(seen.glances, seen.cuts, size=size, aspect=shape.width / shape.height)
    overlays = notice_overlays(draw_label, opening=True, shape=shape)[1:] if tag else ()
    stamps = [Stamp(overlay, shape) for overlay in overlays]
    part = target.with_name(f".{target.stem}-part.mp4")
    try:
        _write(source, part, shape=shape, path=path, stamps=stamps, tell=tell)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    tell(1.0)
    problems = check_label(target, draw=draw_label) if tag else []
    return Reframed(len(path), tuple(seen.cuts), path, tuple(problems))


def _write(
    source: Path, target: Path, *, shape: Shape, path: Points, stamps: list[Stamp], tell: Callable[[float], None]
) -> None:
    options = {"movflags": "faststart+use_metadata_tags", "fflags": "+bitexact"}
    with _opened(source) as given, av.open(str(target), "w", format="mp4", options=options) as out:
        for key, value in given.metadata.items():
            if key in (KEY, "title"):
                out.metadata[key] = value
        video = given.streams.video[0]
        film = out.add_stream("libx264", rate=video.average_rate or FPS, options={**X264, **_EVEN})
        film.width, film.height, film.pix_fmt = shape.width, shape.height, "yuv420p"
        context = film.codec_context
        context.color_range = _LIMITED
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        if video.time_base is not None:
            film.time_base = context.time_base = video.time_base
        sounds = {s.index: out.add_stream_from_template(s) for s in given.streams.audio}
        wanted = [video, *(s for s in given.streams.audio)]
        frame, into = _blank(shape)
        count = 0
        for packet in given.demux(*wanted):
            if packet.stream.index in sounds:
                if packet.dts is not None and packet.size:
                    packet.stream = sounds[packet.stream.index]
                    out.mux_one(packet)
                continue
            for shown in packet.decode():
                if not isinstance(shown, av.VideoFrame) or count >= len(path):
                    continue
                crop_into(_planes(shown), path[count], into, shape=shape)
                for stamp in stamps:
                    stamp.lay(into, at=count)
                made = av.VideoFrame.from_numpy_buffer(frame, format="yuv420p")
                made.pts, made.time_base = shown.pts, shown.time_base
                made.color_range, made.colorspace = _LIMITED, _BT709
                out.mux(film.encode(made))
                count += 1
                tell(0.4 + 0.59 * count / len(path))
        out.mux(film.encode(None))


def crop_into(planes: Planes, corner: Points, into: Planes, *, shape: Shape) -> None:
    """The crop whose upper left corner is given, scaled to fill ``into``; part pixels count, so that it glides."""
    w, h = crop_size(*planes.size, aspect=shape.width / shape.height)
    x, y = float(corner[0]), float(corner[1])
    for plane, target, half in ((planes.y, into.y, 1), (planes.u, into.u, 2), (planes.v, into.v, 2)):
        # Pixels are squares with their middles at halves: the crop's first one lies half a step inside.
        sx, sy = w / half / target.shape[1], h / half / target.shape[0]
        matrix = np.array([[sx, 0, x / half + sx / 2 - 0.5], [0, sy, y / half + sy / 2 - 0.5]], np.float32)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        target[:] = cv2.warpAffine(plane, matrix, target.shape[::-1], flags=flags, borderMode=cv2.BORDER_REPLICATE)


def _blank(shape: Shape) -> tuple[Pixels, Planes]:
    frame = np.empty((shape.height * 3 // 2, shape.width), np.uint8)
    flat, luma = frame.reshape(-1), shape.width * shape.height
    half = (shape.height // 2, shape.width // 2)
    u, v = flat[luma : luma + luma // 4].reshape(half), flat[luma + luma // 4 :].reshape(half)
    return frame, Planes(frame[: shape.height], u, v)


def _planes(frame: av.VideoFrame) -> Planes:
    shown = frame if frame.format.name == "yuv420p" else frame.reformat(format="yuv420p")
    found = []
    for plane, half in zip(shown.planes, (1, 2, 2), strict=False):
        rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
        found.append(rows[: -(-shown.height // half), : -(-shown.width // half)])
    return Planes(*found)


def _frames(path: Path) -> Iterator[Planes]:
    with _opened(path) as container:
        for frame in container.decode(container.streams.video[0]):
            yield _planes(frame)


def _opened(path: Path) -> av.container.InputContainer:
    try:
        container = av.open(str(path))
    except (OSError, av.error.FFmpegError) as error:
        raise _unreadable(path) from error
    if not container.streams.video:
        container.close()
        raise _unreadable(path)
    return container


def _unreadable(path: Path) -> FangcunError:
    message = f"{path.name} 打不开或没有画面。请确认它是完整的视频文件。"
    return FangcunError("cut.unreadable", Kind.INVALID, message)


class Footage:
    """A filmed or generated shot as the source of a shot (``Moving``): any shape, reframed to the frame's."""

    def __init__(self, path: Path, *, find_faces: FindFaces | None = None) -> None:
        self._path, self._find = path, find_faces

    def open_take(self, frames: int, *, shape: Shape) -> FootageTake:
        """The footage for a shot of ``frames``; its last frame is held where it is shorter."""
        seen = watch(self._path, find_faces=self._find)
        with _opened(self._path) as container:
            context = container.streams.video[0].codec_context
            size = (context.width, context.height)
        path = path_of(seen.glances, seen.cuts, size=size, aspect=shape.width / shape.height)
        return FootageTake(self._path, path, shape=shape)


class FootageTake:
    """Reframed footage as it runs, frame by frame."""

    def __init__(self, path: Path, corners: Points, *, shape: Shape) -> None:
        self._frames, self._corners, self._shape = _frames(path), corners, shape
        self._at = -1
        self._shown: Planes | None = None

    def paint(self, at: int, into: Planes) -> None:
        """Frame ``at`` into the frame; frames are asked for in order."""
        while self._at < min(at, len(self._corners) - 1):
            found = next(self._frames, None)
            if found is None:
                break
            self._at, self._shown = self._at + 1, found
        if self._shown is not None:
            crop_into(self._shown, self._corners[self._at], into, shape=self._shape)
