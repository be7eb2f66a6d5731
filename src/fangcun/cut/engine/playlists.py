"""HLS playlists as text: what a media playlist lists, what a master playlist offers, and the rates it must tell.

Forms and rules: RFC 8216. Bandwidth: §4.3.4.2, the largest rate of any run of segments that lasts between half and one
and a half target durations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.label import KEY
from fangcun.cut.engine.renditions import media_row
from fangcun.kit.errors import FangcunError, Kind

_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^",]*)')


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as it is listed: its address, its seconds, and the bytes of it (first, count) where not the whole."""

    uri: str
    seconds: float
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class MediaPlaylist:
    """One stream: its segments, the target duration in seconds, the address of its init segment, whether it ends."""

    segments: tuple[Segment, ...]
    target: int
    init: str | None = None
    ended: bool = False

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return sum(segment.seconds for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as the master playlist tells of it: bits a second at the worst and on average, codec strings (RFC 6381),
    width and height."""

    uri: str
    peak: int
    mean: int
    codecs: str
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class MasterPlaylist:
    """What is offered: streams in order, streams of key frames only, other tracks (attributes of EXT-X-MEDIA), and the
    address of the AI label, empty without one."""

    streams: tuple[Stream, ...]
    keys: tuple[Stream, ...] = ()
    media: tuple[Mapping[str, str], ...] = ()
    label: str = ""

    @property
    def text(self) -> str:
        """The playlist in writing. Each stream takes the first group of other sound and of subtitles there is."""
        rows = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
        if self.label:
            rows.append(f'#EXT-X-SESSION-DATA:DATA-ID="{KEY}",URI="{self.label}"')
        rows += [media_row(track) for track in self.media]
        groups = dict[str, str]()
        for track in self.media:
            groups.setdefault(track["TYPE"], track["GROUP-ID"])
        joined = "".join(f',{kind}="{group}"' for kind, group in sorted(groups.items()))
        for stream in self.streams:
            rows.append(f"#EXT-X-STREAM-INF:{_said(stream)},FRAME-RATE={FPS}.000{joined}")
            rows.append(stream.uri)
        rows += [f'#EXT-X-I-FRAME-STREAM-INF:{_said(stream)},URI="{stream.uri}"' for stream in self.keys]
        return "\n".join([*rows, ""])


def _said(stream: Stream) -> str:
    width, height = stream.size
    return (
        f'BANDWIDTH={stream.peak},AVERAGE-BANDWIDTH={stream.mean},RESOLUTION={width}x{height},CODECS="{stream.codecs}"'
    )


def read_media(path: Path) -> MediaPlaylist:
    """The media playlist at ``path``. Raises FangcunError ``cut.playlist`` for what is none."""
    segments: list[Segment] = []
    target, init, ended, seconds = 0, None, False, None
    span: tuple[int, int] | None = None
    for number, row in _rows(path):
        tag, _, value = row.partition(":")
        try:
            if tag == "#EXT-X-TARGETDURATION":
                target = int(value)
            elif tag == "#EXT-X-MAP":
                init = attributes_of(value)["URI"]
            elif tag == "#EXTINF":
                seconds = float(value.split(",")[0])
            elif tag == "#EXT-X-BYTERANGE":
                count, _, first = value.partition("@")
                # Without an offset the range goes on where the last one of the same file ended (§4.3.2.2).
                before = segments[-1].span if segments else None
                span = (int(first) if first else sum(before or (0, 0)), int(count))
            elif tag == "#EXT-X-ENDLIST":
                ended = True
            elif not row.startswith("#"):
                if seconds is None:
                    raise ValueError("a segment without its duration")
                segments.append(Segment(row, seconds, span))
                seconds, span = None, None
        except (KeyError, ValueError) as error:
            raise _broken(path, number) from error
    return MediaPlaylist(tuple(segments), target, init, ended)


def read_master(path: Path) -> MasterPlaylist:
    """The master playlist at ``path``. Raises FangcunError ``cut.playlist`` for what is none."""
    streams: list[Stream] = []
    keys: list[Stream] = []
    media: list[Mapping[str, str]] = []
    label, given = "", None
    for number, row in _rows(path):
        tag, _, value = row.partition(":")
        try:
            if tag == "#EXT-X-STREAM-INF":
                given = attributes_of(value)
            elif tag == "#EXT-X-I-FRAME-STREAM-INF":
                of = attributes_of(value)
                keys.append(_stream(of["URI"], of))
            elif tag == "#EXT-X-MEDIA":
                media.append(attributes_of(value))
            elif tag == "#EXT-X-SESSION-DATA" and attributes_of(value).get("DATA-ID") == KEY:
                label = attributes_of(value).get("URI", "")
            elif not row.startswith("#"):
                if given is None:
                    raise ValueError("a stream without its attributes")
                streams.append(_stream(row, given))
                given = None
        except (KeyError, ValueError) as error:
            raise _broken(path, number) from error
    return MasterPlaylist(tuple(streams), tuple(keys), tuple(media), label)


def _stream(uri: str, of: Mapping[str, str]) -> Stream:
    width, _, height = of.get("RESOLUTION", "0x0").partition("x")
    peak = int(of["BANDWIDTH"])
    return Stream(uri, peak, int(of.get("AVERAGE-BANDWIDTH", peak)), of.get("CODECS", ""), (int(width), int(height)))


def attributes_of(text: str) -> dict[str, str]:
    """An attribute list (§4.2) as a mapping, quotes taken off."""
    return {name: value.strip('"') for name, value in _ATTRIBUTE.findall(text)}


def _rows(path: Path) -> Iterator[tuple[int, str]]:
    try:
        rows = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path, 1) from error
    if not rows or rows[0].strip() != "#EXTM3U":
        raise _broken(path, 1)
    for number, row in enumerate(rows, 1):
        if row.strip():
            yield number, row.strip()


def _broken(path: Path, number: int) -> FangcunError:
    message = f"播放列表 {path.name} 第 {number} 行读不懂，或文件不存在。请重新打包这一集。"
    return FangcunError("cut.playlist", Kind.INVALID, message, file=path.name, row=number)


def rates_of(playlist: MediaPlaylist, sizes: Sequence[int]) -> tuple[int, int]:
    """Bits a second at the worst and on average, of segments with these bytes; (0, 0) without segments.

    A film shorter than half a target duration has one rate only.
    """
    times = [segment.seconds for segment in playlist.segments]
    whole = sum(times)
    if not whole:
        return 0, 0
    mean = -(-8 * sum(sizes) // whole)
    peak = 0.0
    for first in range(len(times)):
        seconds, size = 0.0, 0
        for length, count in zip(times[first:], sizes[first:], strict=True):
            seconds, size = seconds + length, size + count
            if seconds > 1.5 * playlist.target:
                break
            if seconds >= 0.5 * playlist.target:
                peak = max(peak, 8 * size / seconds)
    return max(round(peak), int(mean)), int(mean)


def sizes_of(folder: Path, playlist: MediaPlaylist) -> list[int]:
    """The bytes of each segment of a playlist in ``folder``, of a range its own; 0 for a file that is not there."""
    files = [folder / segment.uri for segment in playlist.segments]
    return [
        segment.span[1] if segment.span else file.stat().st_size if file.is_file() else 0
        for segment, file in zip(playlist.segments, files, strict=True)
    ]


def rate_of_media(folder: Path, media: Sequence[Mapping[str, str]]) -> tuple[int, int]:
    """What the other tracks of a package in ``folder`` may add to a stream's rates: of each kind the greatest."""
    most: dict[str, tuple[int, int]] = {}
    for track in media:
        path = folder / track.get("URI", "")
        if path.is_file():
            playlist = read_media(path)
            found = rates_of(playlist, sizes_of(path.parent, playlist))
            most[track["TYPE"]] = max(most.get(track["TYPE"], (0, 0)), found)
    return sum(peak for peak, _ in most.values()), sum(mean for _, mean in most.values())
