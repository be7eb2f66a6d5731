"""A finished episode as players fetch it: HLS with fMP4 segments and a poster. Nothing is re-encoded.

Segments follow the key frames: one second first, so that a phone starts quickly, then two to four. Picture and sound
share a segment (measured: half the requests before the first frame). Playlists: RFC 8216; codec strings: RFC 6381.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.audio.stream import AudioStream
from av.packet import Packet
from av.video.stream import VideoStream

from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.label import KEY
from fangcun.cut.engine.picture import Pixels
from fangcun.cut.engine.playlists import MasterPlaylist, Stream, rate_of_media, rates_of, read_media, sizes_of
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


def package_episode(path: Path, *, folder: Path, media: Sequence[Mapping[str, str]] = ()) -> Package:
    """The MP4 at ``path`` as HLS in ``folder`` (made when missing), in its own size only; ``add_rungs`` adds others.

    The label goes with it, in the init segment and beside the playlist. ``media`` are the attributes of other tracks
    (``Rendition.media``) whose playlists stand in ``folder`` already. Raises FangcunError ``cut.package_source`` for a
    file without H.264 and AAC.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with av.open(str(path)) as given:
        if not given.streams.video or not given.streams.audio or given.streams.video[0].codec_context.name != "h264":
            message = f"成片 {path.name} 需要 H.264 画面和 AAC 声音才能打包。请重新合成这一集。"
            raise FangcunError("cut.package_source", Kind.INVALID, message)
        video, audio = given.streams.video[0], given.streams.audio[0]
        label = given.metadata.get(KEY, "")
        packets = ((int(packet.stream is audio), packet) for packet in given.demux(video, audio) if packet.size)
        write_stream(folder, video=video, audio=audio, packets=packets, label=label)
        stream = stream_of(folder, MEDIA, of=video, media=media)
    if label:
        (folder / LABEL).write_text(label, encoding="utf-8")
    master = MasterPlaylist((stream,), media=tuple(media), label=LABEL if label else "")
    (folder / MASTER).write_text(master.text, encoding="utf-8")
    durations = tuple(segment.seconds for segment in read_media(folder / MEDIA).segments)
    segments = tuple(f"seg{i:05d}.m4s" for i in range(1, len(durations) + 1))
    return Package(folder, segments, durations, stream.peak, stream.codecs)


def write_stream(
    folder: Path, *, video: VideoStream, audio: AudioStream, packets: Iterable[tuple[int, Packet[Any]]], label: str
) -> None:
    """``video.m3u8``, ``init.mp4`` and segments in ``folder`` (made when missing), from packets of the picture (0) and
    of the sound (1) in the order of their times."""
    folder.mkdir(parents=True, exist_ok=True)
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
    with av.open(str(folder / MEDIA), "w", format="hls", options=options) as out:
        if label:
            out.metadata[KEY] = label
        streams = [out.add_stream_from_template(video), out.add_stream_from_template(audio)]
        for number, packet in packets:
            packet.stream = streams[number]
            out.mux_one(packet)


def stream_of(folder: Path, uri: str, *, of: VideoStream, media: Sequence[Mapping[str, str]] = ()) -> Stream:
    """What the master playlist in ``folder`` has to say of the stream written at ``uri`` from the picture ``of``.

    Other tracks are heard and read beside it, so their rates are added (RFC 8216 §4.3.4.2).
    """
    path = folder / uri
    playlist = read_media(path)
    peak, mean = rates_of(playlist, sizes_of(path.parent, playlist))
    more_peak, more_mean = rate_of_media(folder, media)
    context = of.codec_context
    codecs = f"{_avc_string(context.extradata or b'')},mp4a.40.2"
    return Stream(uri, peak + more_peak, mean + more_mean, codecs, (context.width, context.height))


def _avc_string(extradata: bytes) -> str:
    """RFC 6381 from the avcC box: profile, constraints and level in hexadecimal."""
    return "avc1." + extradata[1:4].hex() if len(extradata) > 4 and extradata[0] == 1 else "avc1.640028"


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
