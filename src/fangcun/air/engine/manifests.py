"""Manifests: which files an episode consists of, and what each of them is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind

CONTENT_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".ts": "video/mp2t",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
"""What may be published, and as what it is served. Nothing here can run in a page."""

_NAME = re.compile(r"[^\x00-\x1f\x7f/\\]{1,120}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_FIRST_CHOICE = ("master.m3u8", "index.m3u8")
_THUMBS = "thumbs.vtt"
_SEGMENT = re.compile(r"(.+)-\d+\.vtt")


@dataclass(frozen=True, slots=True)
class Parts:
    """The files of a manifest by their use: the playlist to start from, the whole film, the subtitles, the WebVTT of
    the small pictures for scrubbing.

    ``playlist``, ``film`` and ``thumbs`` are empty when there is none; ``subtitles`` are WebVTT and SubRip paths in
    order, without those that a playlist cuts into segments: its players find them there.
    """

    playlist: str
    film: str
    subtitles: tuple[str, ...]
    thumbs: str = ""


def only_adds(before: Mapping[str, Digest], after: Mapping[str, Digest]) -> bool:
    """Whether ``after`` has every file of ``before``, of the same bytes; playlists may name more than they did."""
    return all(p in after and (after[p] == d or _ending(p) == ".m3u8") for p, d in before.items())


def publishable(files: Mapping[str, Digest]) -> dict[str, Digest]:
    """Those of ``files`` that viewers may have; what only the cutting room uses (ASS, labels as JSON) stays behind."""
    return {path: digest for path, digest in files.items() if _ending(path) in CONTENT_TYPES}


def content_type(path: str) -> str:
    """The media type of a path by its ending; the ending must be one of `CONTENT_TYPES`."""
    return CONTENT_TYPES[_ending(path)]


def check(files: Mapping[str, Digest]) -> Parts:
    """The parts of a manifest that can be published. Raises INVALID for a path, a type or a digest that cannot."""
    for path, digest in files.items():
        if not _is_plain(path):
            raise FangcunError(
                "air.media_path", Kind.INVALID, f"文件路径“{path[:80]}”不合规，请只用相对路径。", path=path
            )
        if _ending(path) not in CONTENT_TYPES:
            known = "、".join(CONTENT_TYPES)
            raise FangcunError(
                "air.media_type", Kind.INVALID, f"不能发布“{path[:80]}”，可以发布的类型：{known}。", path=path
            )
        if not _DIGEST.fullmatch(digest):
            raise FangcunError(
                "air.media_digest", Kind.INVALID, f"“{path[:80]}”的内容摘要不对，请重新打包。", path=path
            )
    parts = Parts(_playlist(files), _film(files), _subtitles(files), _thumbs(files))
    if not parts.playlist and not parts.film:
        raise FangcunError("air.media_empty", Kind.INVALID, "这一集没有可播放的文件，请至少提供 .m3u8 或 .mp4。")
    return parts


def _is_plain(path: str) -> bool:
    """Whether a path is relative and stays where it is: no empty, dot or dot-dot step, nothing a URL would change."""
    steps = path.split("/")
    return len(path) <= 300 and all(_NAME.fullmatch(step) and step not in (".", "..") for step in steps)


def _ending(path: str) -> str:
    dot = path.rfind(".")
    return path[dot:].lower() if dot > path.rfind("/") else ""


def _playlist(files: Iterable[str]) -> str:
    """The playlist to start from: the master where there is one, else the one nearest the root."""
    lists = sorted((p for p in files if _ending(p) == ".m3u8"), key=lambda p: (p.count("/"), p))
    chosen = [p for name in _FIRST_CHOICE for p in lists if p.rsplit("/", 1)[-1] == name]
    return (chosen or lists or [""])[0]


def _subtitles(files: Collection[str]) -> tuple[str, ...]:
    """The subtitles that are whole files."""
    told = {p for p in files if (part := _SEGMENT.fullmatch(p)) and f"{part[1]}.m3u8" in files}
    told |= {p for p in files if p.rsplit("/", 1)[-1] == _THUMBS}
    return tuple(sorted(p for p in files if _ending(p) in (".vtt", ".srt") and p not in told))


def _thumbs(files: Iterable[str]) -> str:
    return min((p for p in files if p.rsplit("/", 1)[-1] == _THUMBS), key=lambda p: (p.count("/"), p), default="")


def _film(files: Iterable[str]) -> str:
    """The whole film: an .mp4 that is not the head of a segmented stream."""
    films = sorted(p for p in files if _ending(p) == ".mp4" and "init" not in p.rsplit("/", 1)[-1].lower())
    return (sorted(films, key=lambda p: (p.count("/"), p)) or [""])[0]
