"""What is wrong with one stream of an HLS package: read from its playlist and its segments' boxes, nothing decoded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fangcun.cut.engine.fragments import Fragment, Init, read_fragment, read_init
from fangcun.cut.engine.playlists import MediaPlaylist, Segment, rates_of, read_media, sizes_of
from fangcun.kit.errors import FangcunError, Problem, Severity

WITHIN = Fraction(1, 50)  # seconds: half a frame at 25 a second


@dataclass(frozen=True, slots=True)
class StreamMeasures:
    """What was measured of a stream: bits a second at the worst and on average (this stream's own)."""

    uri: str
    size: tuple[int, int]
    segments: int
    seconds: float
    peak: int
    mean: int


@dataclass(slots=True)
class LookedStream:
    """A stream as it was read: its measures, its faults, and of each segment that could be read what it holds."""

    measures: StreamMeasures
    problems: list[Problem]
    fragments: list[tuple[Segment, Fragment]]
    init: Init | None
    init_path: Path

    @classmethod
    def at(cls, folder: Path, uri: str) -> LookedStream:
        """The stream whose media playlist stands at ``uri``. Raises what ``read_media`` raises."""
        path = folder / uri
        playlist = read_media(path)
        sizes = sizes_of(path.parent, playlist)
        problems = list(_of_list(uri, playlist))
        for segment, size in zip(playlist.segments, sizes, strict=True):
            if not size:
                message = f"{uri}：片段 {segment.uri} 不存在或是空的。"
                problems.append(fault("cut.hls_missing", message, "请重新打包这一集。", stream=uri, file=segment.uri))
        init, fragments = None, list[tuple[Segment, Fragment]]()
        init_path = path.parent / (playlist.init or "")
        if playlist.init is not None:
            try:
                init = read_init(init_path.read_bytes())
            except (FangcunError, OSError):
                message = f"{uri}：初始化片段 {playlist.init} 不存在或读不出来。"
                problems.append(fault("cut.hls_missing", message, "请重新打包这一集。", stream=uri, file=playlist.init))
        if init is not None:
            fragments = list(_fragments(path.parent, playlist, sizes, init, problems, uri))
            problems += _of_fragments(uri, fragments, playlist)
        peak, mean = rates_of(playlist, sizes)
        measures = StreamMeasures(
            uri, init.size if init else (0, 0), len(playlist.segments), playlist.seconds, peak, mean
        )
        return cls(measures, problems, fragments, init, init_path)


def _fragments(
    folder: Path, playlist: MediaPlaylist, sizes: list[int], init: Init, problems: list[Problem], uri: str
) -> Iterator[tuple[Segment, Fragment]]:
    for segment, size in zip(playlist.segments, sizes, strict=True):
        if not size:
            continue
        data = (folder / segment.uri).read_bytes()
        if segment.span:
            data = data[segment.span[0] : sum(segment.span)]
        try:
            yield segment, read_fragment(data, init)
        except FangcunError as error:
            message = f"{uri}：{segment.uri} {error.message}"
            problems.append(fault("cut.hls_segment", message, "", stream=uri, file=segment.uri))


def _of_list(uri: str, playlist: MediaPlaylist) -> Iterator[Problem]:
    if not playlist.segments:
        yield fault("cut.hls_empty", f"{uri} 里没有片段。", "请重新打包这一集。", stream=uri)
    if not playlist.ended:
        yield fault("cut.hls_open", f"{uri} 没有结束标记，播放器会当成直播。", "请重新打包这一集。", stream=uri)
    for segment in playlist.segments:
        # §4.3.3.1: rounded to the nearest whole second, no segment is longer than the target.
        if int(segment.seconds + 0.5) > playlist.target:
            message = f"{uri}：{segment.uri} 长 {segment.seconds:.2f} 秒，超过声明的 {playlist.target} 秒。"
            yield fault("cut.hls_target", message, "请重新打包这一集。", stream=uri, file=segment.uri)


def _of_fragments(uri: str, fragments: list[tuple[Segment, Fragment]], playlist: MediaPlaylist) -> Iterator[Problem]:
    due: Fraction | None = None
    for segment, fragment in fragments:
        if fragment.keys[:1] != (0,):
            message = f"{uri}：{segment.uri} 不是从关键帧开始，不能从这里起播或换档。"
            yield fault("cut.hls_key", message, "请按同样的关键帧重新编码各档。", stream=uri, file=segment.uri)
        if abs(fragment.seconds - Fraction(segment.seconds)) > WITHIN:
            told, true = segment.seconds, float(fragment.seconds)
            message = f"{uri}：{segment.uri} 声明 {told:.2f} 秒，实为 {true:.2f} 秒。"
            yield fault("cut.hls_duration", message, "请重新打包这一集。", stream=uri, file=segment.uri)
        # Where a segment is missing the next cannot follow: that is told already.
        if due is not None and len(fragments) == len(playlist.segments) and abs(fragment.start - due) > WITHIN:
            message = f"{uri}：{segment.uri} 从 {float(fragment.start):.2f} 秒开始，上一段到 {float(due):.2f} 秒为止。"
            yield fault("cut.hls_gap", message, "请重新打包这一集。", stream=uri, file=segment.uri)
        due = fragment.start + fragment.seconds


def fault(code: str, message: str, proposal: str, *, grave: bool = True, **data: object) -> Problem:
    """A problem of a package; ``grave`` ones stand against playing it."""
    return Problem(code, Severity.ERROR if grave else Severity.WARNING, message, proposal=proposal, data=data)
