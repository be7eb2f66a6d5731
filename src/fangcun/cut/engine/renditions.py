"""Subtitles as an HLS rendition: WebVTT in segments beside the film's own, one playlist a language (RFC 8216)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from fangcun.cut.engine.cues import Cue
from fangcun.cut.engine.grid import FPS, PORTRAIT, Shape
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.subtitle_files import vtt_of
from fangcun.kit.errors import FangcunError, Kind

GROUP = "subs"
SEGMENT = 60  # seconds: text is small, and a request costs more than its bytes


@dataclass(frozen=True, slots=True)
class Rendition:
    """A written rendition: its playlist and segments by name within ``folder``, and the attributes of its row in the
    master playlist (those of EXT-X-MEDIA, unquoted)."""

    folder: Path
    playlist: str
    segments: tuple[str, ...]
    text: str
    media: Mapping[str, str]

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file, the playlist first."""
        return (self.folder / self.playlist, *(self.folder / name for name in self.segments))

    @property
    def row(self) -> str:
        """The EXT-X-MEDIA row of the master playlist; the variants name the group as ``SUBTITLES="subs"``."""
        return media_row(self.media)


_BARE = frozenset({"TYPE", "DEFAULT", "AUTOSELECT", "FORCED"})  # enumerated strings; all others are quoted (§4.2)


def media_row(media: Mapping[str, str]) -> str:
    """An EXT-X-MEDIA row of these attributes."""
    return "#EXT-X-MEDIA:" + ",".join(f"{k}={v}" if k in _BARE else f'{k}="{v}"' for k, v in media.items())


def webvtt_rendition(
    cues: Sequence[Cue],
    *,
    language: str,
    name: str | None = None,
    folder: Path,
    duration: float | Fraction,
    uri: str | None = None,
    default: bool = False,
    shape: Shape = PORTRAIT,
    fps: int = FPS,
    segment: int = SEGMENT,
    mpegts: int = 0,
) -> Rendition:
    """The cues written into ``folder`` (made when missing) as WebVTT segments and ``subs-<language>.m3u8``.

    ``duration`` is the film's, in seconds. A cue that lasts over a segment's end stands in both, with its own times,
    as §3.5 asks. ``mpegts`` is the film's first time stamp at 90 kHz. ``uri`` is where the master playlist finds the
    playlist, by default beside itself. Raises FangcunError ``cut.rendition`` for a film without length and
    ``cut.language_unknown``.
    """
    if duration <= 0 or segment < 1:
        raise FangcunError("cut.rendition", Kind.INVALID, "成片长度为零，无法切分字幕。请先合成这一集。")
    tongue = language_of(language)
    folder.mkdir(parents=True, exist_ok=True)
    total = Fraction(duration).limit_denominator(1000)
    header = f"\nX-TIMESTAMP-MAP=MPEGTS:{mpegts},LOCAL:00:00:00.000"
    stem = f"subs-{tongue.code}"
    rows, names = [], []
    for i in range(-(-total // segment)):
        start, end = Fraction(i * segment), min(Fraction((i + 1) * segment), total)
        # The last segment also holds what lasts past the film by a rounding.
        last = end == total
        within = [c for c in cues if Fraction(c.end, fps) > start and (last or Fraction(c.start, fps) < end)]
        names.append(f"{stem}-{i + 1:03d}.vtt")
        text = vtt_of(within, language=tongue, shape=shape, fps=fps, header=header)
        (folder / names[-1]).write_text(text, encoding="utf-8", newline="\n")
        rows.append(f"#EXTINF:{float(end - start):.3f},\n{names[-1]}")
    head = ["#EXTM3U", "#EXT-X-VERSION:6", f"#EXT-X-TARGETDURATION:{min(segment, -(-total // 1))}"]
    text = "\n".join([*head, "#EXT-X-MEDIA-SEQUENCE:0", "#EXT-X-PLAYLIST-TYPE:VOD", *rows, "#EXT-X-ENDLIST", ""])
    playlist = f"{stem}.m3u8"
    (folder / playlist).write_text(text, encoding="utf-8", newline="\n")
    media = {
        "TYPE": "SUBTITLES",
        "GROUP-ID": GROUP,
        "NAME": _quoted(name or tongue.name),
        "LANGUAGE": tongue.code,
        "DEFAULT": "YES" if default else "NO",
        "AUTOSELECT": "YES",
        "FORCED": "NO",
        "URI": _quoted(uri or playlist),
    }
    return Rendition(folder, playlist, tuple(names), text, media)


def _quoted(text: str) -> str:
    """What a quoted string may hold: no quotes, no ends of lines."""
    return " ".join(text.replace('"', "”").split())
