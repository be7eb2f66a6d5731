"""A finished episode as players fetch it: HLS with fMP4 segments and a poster. Nothing is re-encoded.

Segments follow the key frames: one second first, so that a phone starts quickly, then two to four. Picture and sound
share a segment (measured: half the requests before the first frame). Playlists: RFC 8216; codec strings: RFC 6381.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np

from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.label import KEY
from fangcun.cut.engine.picture import Pixels
from fangcun.kit.errors import FangcunError, Kind

MASTER, MEDIA, INIT, LABEL, POSTER = "master.m3u8", "video.m3u8", "init.mp4", "aigc.json", "poster.jpg"


@dataclass(frozen=True, slots=True)
class Package:
    """An HLS package in a folder: the names of its files, the seconds of each segment, the greatest bits a second."""

    folder: Path
    segments: tuple[str, ...]
    durations: tuple[float, ...]
    bandwidth: int
    codecs: str

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the package, the master playlist first."""
        return (MASTER, MEDIA, INIT, *self.segments)


def package_episode(path: Path, *, folder: Path) -> Package:
    """The MP4 at ``path`` as HLS in ``folder`` (made when missing). The label goes with it, in the init segment and
    beside the playlist. Raises FangcunError ``cut.package_source`` for a file without H.264 and AAC."""
    folder.mkdir(parents=True, exist_ok=True)
    codecs, label, size = _segment(path, folder)
    durations = tuple(
        float(row[len("#EXTINF:") :].split(",")[0])
        for row in (folder / MEDIA).read_text().splitlines()
        if row.startswith("#EXTINF:")
    )
    segments = tuple(f"seg{i:05d}.m4s" for i in range(1, len(durations) + 1))
    sizes = [(folder / name).stat().st_size for name in segments]
    peak = max(round(8 * size / max(seconds, 0.04)) for size, seconds in zip(sizes, durations, strict=True))
    mean = round(8 * sum(sizes) / max(0.04, sum(durations)))
    if label:
        (folder / LABEL).write_text(label, encoding="utf-8")
    (folder / MASTER).write_text(_master(peak, mean, codecs, size=size, labelled=bool(label)), encoding="utf-8")
    return Package(folder, segments, durations, peak, codecs)


def _segment(path: Path, folder: Path) -> tuple[str, str, tuple[int, int]]:
    # hls_time is one second although segments are longer: the muxer cuts at the first key frame past the time, so
    # every key frame starts a segment, and their distance is what the encoder made it.
    options = {
        "hls_time": "1",
        "hls_list_size": "0",
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        "hls_fmp4_init_filename": INIT,
        "hls_segment_filename": str(folder / "seg%05d.m4s"),
        "hls_flags": "independent_segments",
        "start_number": "1",
        "hls_segment_options": "movflags=+use_metadata_tags:use_editlist=0:fflags=+bitexact",
    }
    with av.open(str(path)) as given:
        if not given.streams.video or not given.streams.audio or given.streams.video[0].codec_context.name != "h264":
            message = f"成片 {path.name} 需要 H.264 画面和 AAC 声音才能打包。请重新合成这一集。"
            raise FangcunError("cut.package_source", Kind.INVALID, message)
        video, audio = given.streams.video[0], given.streams.audio[0]
        label = given.metadata.get(KEY, "")
        codecs = f"{_avc_string(video.codec_context.extradata or b'')},mp4a.40.2"
        with av.open(str(folder / MEDIA), "w", format="hls", options=options) as out:
            if label:
                out.metadata[KEY] = label
            streams = {s.index: out.add_stream_from_template(s) for s in (video, audio)}
            for packet in given.demux(video, audio):
                if packet.dts is not None and packet.size:
                    packet.stream = streams[packet.stream.index]
                    out.mux_one(packet)
        size = video.codec_context.width, video.codec_context.height
    return codecs, label, size


def _avc_string(extradata: bytes) -> str:
    """RFC 6381 from the avcC box: profile, constraints and level in hexadecimal."""
    return "avc1." + extradata[1:4].hex() if len(extradata) > 4 and extradata[0] == 1 else "avc1.640028"


def _master(peak: int, mean: int, codecs: str, *, size: tuple[int, int], labelled: bool) -> str:
    rows = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    if labelled:
        rows.append(f'#EXT-X-SESSION-DATA:DATA-ID="{KEY}",URI="{LABEL}"')
    rows.append(
        f"#EXT-X-STREAM-INF:BANDWIDTH={peak},AVERAGE-BANDWIDTH={mean},"
        f'RESOLUTION={size[0]}x{size[1]},FRAME-RATE={FPS}.000,CODECS="{codecs}"'
    )
    return "\n".join([*rows, MEDIA, ""])


def write_poster(path: Path, *, poster: Path, frames: Sequence[int] = (), fps: int = FPS) -> int:
    """The best of the given frames of the MP4 as a picture (the suffix of ``poster`` decides the form); its number.

    The sharpest wins; without frames to choose from, every two seconds of the first forty are tried. The notice of
    the opening is left out where there is something later.
    """
    with av.open(str(path)) as container:
        total = container.streams.video[0].frames or 1
    chosen = [f for f in frames if 0 <= f < total] or list(range(0, min(total, 40 * fps), 2 * fps))
    later = [f for f in chosen if f >= 3 * fps]
    best: tuple[float, int, Pixels] | None = None
    for number in (later or chosen)[:5]:
        rgb = frame_at(path, number, fps=fps)
        gray = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
        score = float(cv2.Laplacian(gray, cv2.CV_32F).var()) * (0.2 + min(1.0, float(gray.mean()) / 80))
        if best is None or score > best[0]:
            best = (score, number, rgb)
    if best is None or not cv2.imwrite(str(poster), cv2.cvtColor(best[2], cv2.COLOR_RGB2BGR), _quality(poster)):
        raise FangcunError("cut.poster", Kind.INVALID, f"无法从 {path.name} 取出封面。请检查成片是否完整。")
    return best[1]


def _quality(poster: Path) -> list[int]:
    return [cv2.IMWRITE_JPEG_QUALITY, 88] if poster.suffix.lower() in (".jpg", ".jpeg") else []


def frame_at(path: Path, number: int, *, fps: int = FPS) -> Pixels:
    """Frame ``number`` of a film as RGB. Raises FangcunError ``cut.frame_missing`` past its end."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        if stream.time_base is not None and number:
            container.seek(round(number / fps / stream.time_base), stream=stream)
        for frame in container.decode(stream):
            if frame.time is not None and round(frame.time * fps) >= number:
                return np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
    raise FangcunError("cut.frame_missing", Kind.NOT_FOUND, f"{path.name} 没有第 {number} 帧。")
