"""An episode for other countries: subtitles and, where asked, voices of other languages beside the film that is there.

Nothing of the picture is made again: the words and their times are taken from the scenes' sheets.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from fangcun.cut.contracts import Shot
from fangcun.cut.engine.dub_sound import dubbed_stem
from fangcun.cut.engine.dub_track import write_track
from fangcun.cut.engine.glossary import Glossary
from fangcun.cut.engine.grid import FPS, PORTRAIT, Shape
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.make import SceneCut
from fangcun.cut.engine.package import MASTER, MEDIA
from fangcun.cut.engine.playlists import rate_of_media, read_master
from fangcun.cut.engine.renditions import webvtt_rendition
from fangcun.cut.engine.subtitle_files import write_subtitles
from fangcun.cut.engine.subtitle_style import SubtitleStyle
from fangcun.cut.engine.subtitles import Cue, shifted
from fangcun.cut.engine.timeline import TimedLine, TimedShot
from fangcun.cut.engine.translated import translated_cues
from fangcun.cut.engine.translation import Translation
from fangcun.cut.engine.voice import Speech, VoiceSpec
from fangcun.kit.errors import Problem

SOUND = "sound"
"""The group of the film's own sound and the dubbed ones in the master playlist."""


@dataclass(frozen=True, slots=True)
class Abroad:
    """What was added: subtitle files by name in their folder, files of the package by path in it, and what to look at
    in the dubbed voices."""

    subtitles: tuple[Path, ...]
    package: tuple[str, ...]
    problems: tuple[Problem, ...]


def timed_shots(scene: SceneCut, shots: Sequence[Shot]) -> tuple[TimedShot, ...]:
    """The shots of a made scene in their places, without their sound (which the stems hold)."""
    silence = np.zeros(0, np.float32)
    spans = iter(scene.lines)
    timed = []
    for shot, (_, start, frames) in zip(shots, scene.shots, strict=True):
        lines = tuple(
            TimedLine(line, Speech(line.text, silence, ()), at, length)
            for line, (at, length) in zip(shot.lines, spans, strict=False)
        )
        timed.append(TimedShot(shot, start, frames, lines))
    return tuple(timed)


def add_languages(
    package: Path,
    *,
    scenes: Sequence[SceneCut],
    shots: Sequence[Sequence[Shot]],
    translation: Translation,
    folder: Path,
    stem: str,
    dubs: Collection[str] = (),
    voices: Mapping[str, VoiceSpec] | None = None,
    glossary: Glossary | None = None,
    faces: Mapping[str, Path] | None = None,
    source: str = "zh-Hans",
    shape: Shape = PORTRAIT,
    style: SubtitleStyle | None = None,
) -> Abroad:
    """Subtitles of every language of ``translation`` and voices of those in ``dubs``, added to the HLS ``package``.

    ``shots[i]`` are the shots of ``scenes[i]``. Subtitle files go to ``folder`` as ``<stem>.<language>.srt`` and so on;
    dubbed stems are written beside the scenes' own. ``faces`` are font files by language (Thai is broken by one).
    Raises FangcunError ``cut.language_unknown``, ``voice.language`` for a language nobody can speak here.
    """
    timed = [timed_shots(scene, of) for scene, of in zip(scenes, shots, strict=True)]
    frames = sum(scene.frames for scene in scenes)
    written: list[Path] = []
    names: list[str] = []
    problems: list[Problem] = []
    media: list[Mapping[str, str]] = []
    for code in translation.languages:
        cues = _cues(timed, scenes, translation, code=code, shape=shape, style=style, glossary=glossary, faces=faces)
        files = write_subtitles(cues, folder=folder, stem=f"{stem}.{code}", shape=shape, style=style, language=code)
        written += files.values()
        rendition = webvtt_rendition(
            cues, language=code, folder=package, duration=Fraction(frames, FPS), shape=shape, default=False
        )
        names += [path.relative_to(package).as_posix() for path in rendition.files]
        media.append(rendition.media)
    tracks = [language_of(code) for code in dubs]
    if tracks:
        own = language_of(source)
        media.append(_sound_row(own.name, own.code, default=True))
    for tongue in tracks:
        for scene, of in zip(scenes, timed, strict=True):
            dub = dubbed_stem(
                of, translation, language=tongue.code, voices=voices or {}, folder=scene.folder, source=source
            )
            problems += dub.problems
        track = folder / f".{stem}.{tongue.code}.m4a"
        try:
            write_track(scenes, language=tongue.code, path=track, work=folder)
            names += write_sound_stream(track, folder=package, code=tongue.code)
        finally:
            track.unlink(missing_ok=True)
        media.append(_sound_row(tongue.name, tongue.code, uri=f"sound-{tongue.code}/{MEDIA}"))
    offer(package, media)
    return Abroad(tuple(written), (MASTER, *names), tuple(problems))


def _cues(
    timed: Sequence[Sequence[TimedShot]],
    scenes: Sequence[SceneCut],
    translation: Translation,
    *,
    code: str,
    shape: Shape,
    style: SubtitleStyle | None,
    glossary: Glossary | None,
    faces: Mapping[str, Path] | None,
) -> list[Cue]:
    cues: list[Cue] = []
    start = 0
    for scene, of in zip(scenes, timed, strict=True):
        found = translated_cues(
            of,
            translation,
            language=code,
            shape=shape,
            style=style,
            glossary=glossary,
            face=(faces or {}).get(code),
        )
        cues += shifted(found, by=start)
        start += scene.frames
    return cues


def _sound_row(name: str, code: str, *, default: bool = False, uri: str = "") -> dict[str, str]:
    """The attributes of a sound in the master playlist (RFC 8216 §4.3.4.1); without a URI it is the film's own."""
    row = {
        "TYPE": "AUDIO",
        "GROUP-ID": SOUND,
        "NAME": name,
        "LANGUAGE": code,
        "DEFAULT": "YES" if default else "NO",
        "AUTOSELECT": "YES",
        "CHANNELS": "2",
    }
    return row | ({"URI": uri} if uri else {})


def write_sound_stream(track: Path, *, folder: Path, code: str) -> list[str]:
    """A sound as a stream of its own, ``sound-<code>/`` in the package; the names of its files, the playlist first."""
    place = folder / f"sound-{code}"
    place.mkdir(parents=True, exist_ok=True)
    options = {
        "hls_time": "6",
        "hls_list_size": "0",
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        "hls_fmp4_init_filename": "init.mp4",
        "hls_segment_filename": str(place / "seg%05d.m4s"),
        "hls_flags": "independent_segments",
        "start_number": "1",
        "hls_segment_options": "use_editlist=0:fflags=+bitexact",
    }
    with av.open(str(track)) as given, av.open(str(place / MEDIA), "w", format="hls", options=options) as out:
        audio = given.streams.audio[0]
        stream = out.add_stream_from_template(audio)
        for packet in given.demux(audio):
            if packet.size:
                packet.stream = stream
                out.mux_one(packet)
    rest = sorted(path.name for path in place.iterdir() if path.name != MEDIA)
    return [f"sound-{code}/{name}" for name in (MEDIA, *rest)]


def offer(package: Path, media: Sequence[Mapping[str, str]]) -> None:
    """Name the tracks in the master playlist and count them in the rates it tells."""
    master = read_master(package / MASTER)
    peak, mean = rate_of_media(package, media)
    streams = tuple(replace(s, peak=s.peak + peak, mean=s.mean + mean) for s in master.streams)
    fresh = package / f".{MASTER}"
    fresh.write_text(replace(master, streams=streams, media=(*master.media, *media)).text, encoding="utf-8")
    fresh.replace(package / MASTER)
