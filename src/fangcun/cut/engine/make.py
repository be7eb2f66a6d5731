"""The two steps that a base runs as tasks: a scene from its shots, an episode from its scenes. Both go from plain data
and files to files, so that each can run anywhere and be kept by the digest of what went in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fangcun.cut.contracts import Framing, Shot, ShotKind
from fangcun.cut.engine.certificate import Certificate
from fangcun.cut.engine.encode import encode_scene
from fangcun.cut.engine.grid import FPS, PORTRAIT, Shape
from fangcun.cut.engine.join import SceneParts, join_episode
from fangcun.cut.engine.label import AigcLabel, DrawLabel, check_label, notice_overlays, stamp_label
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.loudness import Loudness
from fangcun.cut.engine.manifest import Origin, sign
from fangcun.cut.engine.mix import dialogue_stem, effects_stem
from fangcun.cut.engine.music import Mood
from fangcun.cut.engine.opening import opening_overlays
from fangcun.cut.engine.package import POSTER, Package, package_episode, write_poster
from fangcun.cut.engine.picture import Overlay, Pixels
from fangcun.cut.engine.sound_files import write_flac
from fangcun.cut.engine.source import Source
from fangcun.cut.engine.subtitle_files import check_subtitles, write_subtitles
from fangcun.cut.engine.subtitle_style import SubtitleStyle, row_limit, styles
from fangcun.cut.engine.subtitles import Cue, CueKind, cues_of, shifted
from fangcun.cut.engine.timeline import LEAD, Timeline, lay_out
from fangcun.cut.engine.traditional import to_traditional
from fangcun.cut.engine.voice import Speech
from fangcun.kit.errors import FangcunError, Kind, Problem

VIDEO, DIALOGUE, EFFECTS, SHEET = "video.mp4", "dialogue.flac", "effects.flac", "scene.json"

DrawCue = Callable[[Cue], tuple[int, int, Any] | None]
"""Draws a cue: x, y on the frame and straight RGBA (height, width, 4); None for nothing to draw."""


@dataclass(frozen=True, slots=True)
class SceneCut:
    """A made scene: its folder holds the silent film, two stems and a sheet with all that the episode needs."""

    folder: Path
    frames: int
    shots: tuple[tuple[str, int, int], ...]  # id, first frame, frames
    cues: tuple[Cue, ...]
    posters: tuple[int, ...]  # frames that would make a poster, best first
    mood: Mood = Mood.NONE
    lines: tuple[tuple[int, int], ...] = ()  # of every spoken line in order: first frame, frames

    @property
    def parts(self) -> SceneParts:
        """The files to join."""
        return SceneParts(self.folder / VIDEO, self.folder / DIALOGUE, self.folder / EFFECTS, self.frames, self.mood)


@dataclass(frozen=True, slots=True)
class EpisodeCut:
    """A made episode: files, length, loudness of the finished file, and what the check of its label found."""

    video: Path
    subtitles: dict[str, Path]
    package: Package
    poster: Path
    frames: int
    loudness: Loudness
    shots: tuple[tuple[str, int, int], ...]  # id, first frame of the episode, frames
    problems: tuple[Problem, ...]


def make_scene(
    shots: Sequence[Shot],
    *,
    sources: Callable[[int], Source] | Sequence[Source],
    speeches: Sequence[Sequence[Speech]],
    draw_cue: DrawCue,
    draw_label: DrawLabel,
    folder: Path,
    shape: Shape = PORTRAIT,
    style: SubtitleStyle | None = None,
    language: str = "zh-Hans",
    opening: bool = False,
    draw_plate: Callable[[], Pixels] | None = None,
    names: Iterable[str] = (),
    mood: Mood = Mood.NONE,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> SceneCut:
    """The scene made into ``folder``: ``video.mp4``, ``dialogue.flac``, ``effects.flac``, ``scene.json``.

    ``sources`` may be a function of the shot's place, so that only one picture is in memory. ``speeches[i][j]`` is
    the sound of ``shots[i].lines[j]``. ``opening`` is true for the first scene of an episode: it carries the notice
    and the short first segment; ``draw_plate`` draws its title and number. ``names`` are kept whole in subtitles.
    Raises what ``lay_out`` and ``opening_overlays`` raise.
    """
    timeline = lay_out(shots, speeches)
    tongue, look = language_of(language), style or styles()["classic"]
    row = row_limit(shape, style=look, language=tongue)
    cues = cues_of(timeline, names=names, row=row, language=language)
    overlays = [*_cue_overlays(cues, draw_cue), *notice_overlays(draw_label, opening=opening, shape=shape)]
    if draw_plate is not None:
        overlays += opening_overlays(draw_plate(), shape, start=_first_picture(timeline), within=timeline.frames)
    source_of = sources if callable(sources) else sources.__getitem__
    folder.mkdir(parents=True, exist_ok=True)
    encode_scene(
        timeline,
        source_of=source_of,
        overlays=overlays,
        path=folder / VIDEO,
        shape=shape,
        opening=opening,
        seed=seed,
        progress=progress,
    )
    write_flac(dialogue_stem(timeline), folder / DIALOGUE)
    write_flac(effects_stem(timeline, seed=seed), folder / EFFECTS)
    scene = SceneCut(
        folder,
        timeline.frames,
        tuple((t.shot.id, t.start, t.frames) for t in timeline.shots),
        cues,
        _poster_frames(timeline),
        mood,
        tuple((line.start, line.frames) for line in timeline.lines()),
    )
    (folder / SHEET).write_text(json.dumps(_sheet(scene), ensure_ascii=False, indent=1), encoding="utf-8")
    return scene


def read_scene(folder: Path) -> SceneCut:
    """A made scene from its folder. Raises FangcunError ``cut.scene_unreadable``."""
    try:
        sheet = json.loads((folder / SHEET).read_text(encoding="utf-8"))
        cues = tuple(
            Cue(c["start"], c["end"], tuple(c["rows"]), CueKind(c["kind"]), c["speaker"], c["inner"], c["burn"])
            for c in sheet["cues"]
        )
        shots = tuple((str(i), int(s), int(n)) for i, s, n in sheet["shots"])
        lines = tuple((int(s), int(n)) for s, n in sheet["lines"])
        return SceneCut(folder, int(sheet["frames"]), shots, cues, tuple(sheet["posters"]), Mood(sheet["mood"]), lines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"场次文件夹 {folder.name} 里的 {SHEET} 读不出来。请重新制作这场戏。"
        raise FangcunError("cut.scene_unreadable", Kind.INVALID, message) from error


def make_episode(
    scenes: Sequence[SceneCut],
    *,
    folder: Path,
    label: AigcLabel,
    stem: str = "episode",
    title: str = "",
    shape: Shape = PORTRAIT,
    style: SubtitleStyle | None = None,
    language: str = "zh-Hans",
    certificate: Certificate | None = None,
) -> EpisodeCut:
    """The scenes joined into ``folder``: ``<stem>.mp4`` (labelled), ``.srt``, ``.vtt``, ``.ass``, ``poster.jpg`` and
    the HLS package in ``hls/``. Chinese subtitles come in traditional letters too. With a ``certificate`` the film
    carries a signed manifest (C2PA); signing comes last, since whatever writes the file again drops it. Raises what
    ``join_episode``, ``package_episode`` and ``sign`` raise."""
    folder.mkdir(parents=True, exist_ok=True)
    video, joined = folder / f"{stem}.mp4", folder / f".{stem}-joined.mp4"
    try:
        loudness = join_episode([scene.parts for scene in scenes], path=joined, work=folder, seed=music_seed(scenes))
        stamp_label(joined, path=video, label=label, title=title)
    finally:
        joined.unlink(missing_ok=True)
    cues: list[Cue] = []
    shots: list[tuple[str, int, int]] = []
    posters: list[int] = []
    start = 0
    for scene in scenes:
        cues += shifted(scene.cues, by=start)
        shots += [(name, start + at, frames) for name, at, frames in scene.shots]
        posters += [start + at for at in scene.posters]
        start += scene.frames
    poster = folder / POSTER
    write_poster(video, poster=poster, frames=posters)
    subtitles = write_subtitles(cues, folder=folder, stem=stem, shape=shape, style=style, language=language)
    problems = [*check_label(video), *check_subtitles(subtitles, cues=cues)]
    if language == "zh-Hans":
        abroad = [replace(cue, rows=tuple(to_traditional(row) for row in cue.rows)) for cue in cues]
        files = write_subtitles(
            abroad, folder=folder, stem=f"{stem}.zh-Hant", shape=shape, style=style, language="zh-Hant"
        )
        subtitles |= {f"zh-Hant.{suffix}": path for suffix, path in files.items()}
    package = package_episode(video, folder=folder / "hls")
    if certificate is not None:
        _sign(video, certificate=certificate, title=title, producer=label.producer)
    return EpisodeCut(
        video,
        subtitles,
        package,
        poster,
        start,
        loudness,
        tuple(shots),
        tuple(problems),
    )


def music_seed(scenes: Sequence[SceneCut]) -> int:
    """What decides the turns of an episode's music, the same in every language."""
    return sum(scene.frames for scene in scenes)


def _sign(video: Path, *, certificate: Certificate, title: str, producer: str) -> None:
    """The film with its manifest in its own place."""
    signed = video.with_name(f".{video.stem}-signed.mp4")
    try:
        sign(video, signed, certificate=certificate, title=title or video.stem, producer=producer, origin=Origin.DRAWN)
        signed.replace(video)
    finally:
        signed.unlink(missing_ok=True)


def _cue_overlays(cues: Iterable[Cue], draw_cue: DrawCue) -> list[Overlay]:
    overlays = []
    for cue in cues:
        drawn = draw_cue(cue) if cue.burn else None
        if drawn is not None:
            fade = 4 if cue.kind is CueKind.CAPTION else 0
            overlays.append(Overlay(drawn[0], drawn[1], drawn[2], start=cue.start, end=cue.end, fade=fade))
    return overlays


def _first_picture(timeline: Timeline) -> int:
    """Where the first shot begins that is no card: two texts on each other can both not be read."""
    return next((t.start for t in timeline.shots if t.shot.kind is not ShotKind.CARD), 0)


def _poster_frames(timeline: Timeline) -> tuple[int, ...]:
    """Frames of shots with people in them, the nearest framing first, each before its first word is written below."""
    near = {Framing.CLOSE: 0, Framing.EXTREME: 1, Framing.MEDIUM: 2}
    people = [
        t for t in timeline.shots if t.shot.kind in (ShotKind.SINGLE, ShotKind.TWO, ShotKind.HOLD) and t.shot.figures
    ]
    people.sort(key=lambda t: (near.get(t.shot.framing, 3), t.start))
    return tuple(t.start + (LEAD // 2 if t.lines else t.frames // 2) for t in people[:3])


def _sheet(scene: SceneCut) -> dict[str, Any]:
    return {
        "frames": scene.frames,
        "fps": FPS,
        "shots": [list(shot) for shot in scene.shots],
        "posters": list(scene.posters),
        "lines": [list(line) for line in scene.lines],
        "mood": scene.mood.value,
        "cues": [
            {
                "start": c.start,
                "end": c.end,
                "rows": list(c.rows),
                "kind": c.kind.value,
                "speaker": c.speaker,
                "inner": c.inner,
                "burn": c.burn,
            }
            for c in scene.cues
        ],
    }
