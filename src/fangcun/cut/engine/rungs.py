"""A package in one size made one in many: the smaller sizes of every scene joined under the same sound, key frames
alone for scrubbing, small pictures, and a master playlist of all.

The smallest size stands first: players that know nothing of the line yet begin with it (Safari takes the first, hls.js
the level it is told) and move up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import av

from fangcun.cut.engine.fragments import read_fragment, read_init
from fangcun.cut.engine.grid import FPS
from fangcun.cut.engine.join import interleaved
from fangcun.cut.engine.label import KEY
from fangcun.cut.engine.package import MASTER, MEDIA, stream_of, write_stream
from fangcun.cut.engine.playlists import MasterPlaylist, Stream, rates_of, read_master, read_media, sizes_of
from fangcun.cut.engine.thumbs import write_thumbs
from fangcun.kit.errors import FangcunError, Kind

KEYS = "keys.m3u8"


def add_rungs(
    folder: Path, *, rungs: Mapping[str, Sequence[tuple[Path, int]]], sound: Path, fps: int = FPS
) -> tuple[str, ...]:
    """The smaller sizes of a film added to its package in ``folder``; the names of the files written there.

    ``rungs`` gives for each size, by name, the silent films of all scenes with their frames, in order; ``sound`` is the
    finished film, whose sound all sizes share and whose label they carry. Each size gets a folder of its name; the
    smallest also ``keys.m3u8``, a stream of its key frames alone. Raises FangcunError ``cut.rungs_unlike`` where the
    segments of a size do not begin and end where the film's do, and ``cut.scene_damaged``.
    """
    master = read_master(folder / MASTER)
    [whole] = [stream for stream in master.streams if stream.uri == MEDIA]
    wanted = [segment.seconds for segment in read_media(folder / MEDIA).segments]
    streams = {name: _write_rung(folder, name, films, sound, master, fps=fps) for name, films in rungs.items()}
    for name, stream in streams.items():
        found = [segment.seconds for segment in read_media(folder / stream.uri).segments]
        if found != wanted:
            message = f"{name} 档的分段与成片对不上（{len(found)} 段，应为 {len(wanted)} 段）。请重新制作各档清晰度。"
            raise FangcunError("cut.rungs_unlike", Kind.INVALID, message, rung=name)
    order = sorted(streams, key=lambda name: min(streams[name].size))
    written = [path.relative_to(folder).as_posix() for name in order for path in sorted((folder / name).iterdir())]
    keys: list[Stream] = []
    if order:
        keys.append(write_keys(folder / order[0], streams[order[0]]))
        written += [keys[0].uri, *write_thumbs(rungs[order[0]], folder=folder, fps=fps)]
    more = replace(master, streams=(*(streams[name] for name in order), whole), keys=tuple(keys))
    # In its place, not into it: the file may be a link to what is kept.
    fresh = folder / f".{MASTER}"
    fresh.write_text(more.text, encoding="utf-8")
    fresh.replace(folder / MASTER)
    return (MASTER, *written)


def _write_rung(
    folder: Path, name: str, films: Sequence[tuple[Path, int]], sound: Path, master: MasterPlaylist, *, fps: int
) -> Stream:
    with av.open(str(films[0][0])) as first, av.open(str(sound)) as whole:
        video, audio = first.streams.video[0], whole.streams.audio[0]
        packets = interleaved(films, whole, fps=fps)
        write_stream(folder / name, video=video, audio=audio, packets=packets, label=whole.metadata.get(KEY, ""))
        return stream_of(folder, f"{name}/{MEDIA}", of=video, media=master.media)


def write_keys(folder: Path, stream: Stream) -> Stream:
    """``keys.m3u8`` beside the media playlist in ``folder``: of each segment the bytes of its first frame, which is a
    key frame (RFC 8216 §4.3.3.6); returns what the master playlist says of it."""
    playlist = read_media(folder / MEDIA)
    init = read_init((folder / (playlist.init or "")).read_bytes())
    rows = ["#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{playlist.target}", "#EXT-X-MEDIA-SEQUENCE:1"]
    rows += ["#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-I-FRAMES-ONLY", f'#EXT-X-MAP:URI="{playlist.init}"']
    for segment in playlist.segments:
        start, end = read_fragment((folder / segment.uri).read_bytes(), init).first
        rows += [f"#EXTINF:{segment.seconds:.6f},", f"#EXT-X-BYTERANGE:{end - start}@{start}", segment.uri]
    (folder / KEYS).write_text("\n".join([*rows, "#EXT-X-ENDLIST", ""]), encoding="utf-8")
    keys = read_media(folder / KEYS)
    peak, mean = rates_of(keys, sizes_of(folder, keys))
    return Stream(stream.uri.replace(MEDIA, KEYS), peak, mean, stream.codecs.split(",")[0], stream.size)
