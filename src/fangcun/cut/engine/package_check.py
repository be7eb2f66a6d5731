"""What is wrong with an HLS package, found before a player does: files that are not there, segments that do not start
with a key frame or last otherwise than they say, sizes whose segments do not meet, rates that are not true.

Everything is read from playlists and boxes; no picture is decoded. Rules: RFC 8216; how far a told rate may be from the
measured one (10 %): HLS Authoring Specification for Apple Devices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fangcun.cut.engine.fragments import read_fragment, read_init
from fangcun.cut.engine.label import check_label
from fangcun.cut.engine.playlists import Stream, rate_of_media, read_master, read_media, sizes_of
from fangcun.cut.engine.stream_check import WITHIN, LookedStream, StreamMeasures, fault
from fangcun.kit.errors import FangcunError, Kind, Problem, Severity

TOO_HIGH = 1.1
_RATE_WITHIN = 0.005  # of a rate: playlists round their seconds


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What was measured of each stream, and the faults that were found."""

    streams: tuple[StreamMeasures, ...]
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing stands against playing it."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


def examine_package(path: Path, *, labelled: bool = True) -> PackageReport:
    """Read a package and say what is wrong with it; ``path`` is its master playlist or the folder of it.

    ``labelled`` says that every init segment must carry the AI label. Raises FangcunError ``cut.package_missing`` where
    there is no master playlist, ``cut.playlist`` where it cannot be read.
    """
    master_path = find_master(path)
    folder = master_path.parent
    master = read_master(master_path)
    measures: list[StreamMeasures] = []
    problems: list[Problem] = []
    if not master.streams:
        problems.append(fault("cut.hls_empty", f"{master_path.name} 里没有任何一档画面。", "请重新打包这一集。"))
    heads: dict[str, list[tuple[str, Fraction]]] = {}
    more = rate_of_media(folder, master.media)
    for stream in master.streams:
        try:
            looked = LookedStream.at(folder, stream.uri)
        except FangcunError as error:
            problems.append(fault("cut.hls_unreadable", error.message, "", stream=stream.uri))
            continue
        measures.append(looked.measures)
        problems += [*looked.problems, *_of_promise(stream, looked, more)]
        if labelled and looked.init is not None:
            problems += [_of_stream(problem, stream.uri) for problem in check_label(looked.init_path)]
        if looked.fragments:
            heads[stream.uri] = [(segment.uri, fragment.start) for segment, fragment in looked.fragments]
    problems += _of_meeting(heads)
    for keys in master.keys:
        problems += _of_keys(folder, keys)
    for track in master.media:
        if "URI" in track:
            problems += _of_track(folder, track)
    return PackageReport(tuple(measures), tuple(problems))


def find_master(path: Path) -> Path:
    """The master playlist of a package folder, or ``path`` itself where it is a playlist."""
    if not path.is_dir():
        return path
    for place in (path / "master.m3u8", path / "hls" / "master.m3u8"):
        if place.is_file():
            return place
    message = f"文件夹 {path.name} 里没有 master.m3u8，不是 HLS 包。请给出 hls 文件夹。"
    raise FangcunError("cut.package_missing", Kind.NOT_FOUND, message)


# ── what the master playlist promises


def _of_promise(stream: Stream, looked: LookedStream, more: tuple[int, int]) -> Iterator[Problem]:
    found, uri = looked.measures, stream.uri
    peak, mean = found.peak + more[0], found.mean + more[1]
    if peak > stream.peak * (1 + _RATE_WITHIN):
        message = f"{uri} 声明码率 {_rate(stream.peak)}，实际最高 {_rate(peak)}：线路不够的观众会卡顿。"
        yield fault("cut.hls_bandwidth", message, "请按实际码率写 BANDWIDTH。", stream=uri)
    elif peak and stream.peak > peak * TOO_HIGH:
        message = f"{uri} 声明码率 {_rate(stream.peak)}，实际最高只有 {_rate(peak)}：观众会看到过低的清晰度。"
        yield fault("cut.hls_bandwidth", message, "请按实际码率写 BANDWIDTH。", stream=uri, grave=False)
    if stream.mean != stream.peak and mean and not mean / TOO_HIGH <= stream.mean <= mean * TOO_HIGH:
        message = f"{uri} 声明平均码率 {_rate(stream.mean)}，实际 {_rate(mean)}。"
        yield fault("cut.hls_bandwidth", message, "请按实际码率写 AVERAGE-BANDWIDTH。", stream=uri)
    if looked.init is None:
        return
    if stream.size != (0, 0) and stream.size != looked.init.size:
        told, true = (f"{w}×{h}" for w, h in (stream.size, looked.init.size))
        yield fault("cut.hls_size", f"{uri} 声明 {told}，实为 {true}。", "请改正 RESOLUTION。", stream=uri)
    codecs = stream.codecs.split(",")
    if stream.codecs and looked.init.codec not in codecs:
        message = f"{uri} 声明编码 {stream.codecs}，画面实为 {looked.init.codec}：有的播放器会拒绝播放。"
        yield fault("cut.hls_codecs", message, "请改正 CODECS。", stream=uri)


def _of_meeting(heads: Mapping[str, list[tuple[str, Fraction]]]) -> Iterator[Problem]:
    """Segments of all streams must start at the same times, for players change streams there."""
    items = list(heads.items())
    for uri, starts in items[1:]:
        first, wanted = items[0]
        if len(starts) != len(wanted):
            message = f"{uri} 有 {len(starts)} 段，{first} 有 {len(wanted)} 段：换档时画面会跳。"
            yield fault("cut.hls_unlike", message, "请按同样的关键帧重新编码各档。", stream=uri)
            continue
        for (name, at), (_, due) in zip(starts, wanted, strict=True):
            if abs(at - due) > WITHIN:
                message = f"{uri}：{name} 从 {float(at):.2f} 秒开始，{first} 在 {float(due):.2f} 秒：换档时画面会跳。"
                yield fault("cut.hls_unlike", message, "请按同样的关键帧重新编码各档。", stream=uri, file=name)
                break


def _of_keys(folder: Path, keys: Stream) -> Iterator[Problem]:
    path = folder / keys.uri
    try:
        playlist = read_media(path)
        init = read_init((path.parent / (playlist.init or "")).read_bytes())
    except (FangcunError, OSError):
        yield fault("cut.hls_unreadable", f"关键帧列表 {keys.uri} 读不出来。", "请重新打包这一集。", stream=keys.uri)
        return
    for segment in playlist.segments:
        file = path.parent / segment.uri
        first, count = segment.span or (0, 0)
        try:
            fragment = read_fragment(file.read_bytes(), init)
        except (FangcunError, OSError):
            message = f"{keys.uri}：{segment.uri} 不存在或读不出来。"
            yield fault("cut.hls_missing", message, "请重新打包这一集。", stream=keys.uri, file=segment.uri)
            continue
        start, end = fragment.first
        if first != start or first + count < end or fragment.keys[:1] != (0,):
            message = f"{keys.uri}：{segment.uri} 的字节范围里没有完整的关键帧，拖动预览会花屏。"
            yield fault("cut.hls_range", message, "请重新打包这一集。", stream=keys.uri, file=segment.uri)


def _of_track(folder: Path, track: Mapping[str, str]) -> Iterator[Problem]:
    path, name = folder / track["URI"], track.get("NAME", track["URI"])
    try:
        playlist = read_media(path)
    except FangcunError as error:
        yield fault("cut.hls_unreadable", error.message, "", stream=track["URI"])
        return
    missing = [s.uri for s, n in zip(playlist.segments, sizes_of(path.parent, playlist), strict=True) if not n]
    for uri in missing:
        message = f"{track['TYPE']} 轨“{name}”：片段 {uri} 不存在或是空的。"
        yield fault("cut.hls_missing", message, "请重新打包这一集。", stream=track["URI"], file=uri)


# ── words


def _rate(bits: int) -> str:
    return f"{bits / 1000:,.0f} kbit/s"


def _of_stream(problem: Problem, uri: str) -> Problem:
    return fault(problem.code, f"{uri}：{problem.message}", problem.proposal, stream=uri)
