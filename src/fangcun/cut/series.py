"""A screenplay as tasks: which scenes are cut, which episodes they are joined to, and what each depends on.

A scene's task is made of that scene alone (its shots, its people), so that a changed line redoes its scene, the smaller
sizes of it and the joining of its episode, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fangcun.config import config
from fangcun.cut.abroad import Editions
from fangcun.cut.contracts import EpisodeFiles, Expression, Look, Shot
from fangcun.cut.engine.direct import direct_scene
from fangcun.cut.engine.grid import LANDSCAPE, PORTRAIT, Shape
from fangcun.cut.engine.languages import guess_language, language_of
from fangcun.cut.engine.looks import looks_of
from fangcun.cut.engine.music import Mood
from fangcun.cut.engine.opening import Plate
from fangcun.cut.engine.voice import VoiceSpec, voices_of
from fangcun.cut.numbering import numbered
from fangcun.farm.contracts import Result, Task, TaskKey
from fangcun.kit import digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.write.contracts import Episode, Scene, Screenplay, TimeOfDay

AFTER = 100_000
"""Added to the number of an episode: the priority of what may wait until all episodes can be watched."""

COVER = "cover-3x4.jpg"  # of the covers the one for a shelf


@dataclass(frozen=True, slots=True)
class EpisodePlan:
    """An episode to be made. ``target`` is the key of the task whose result is the episode (upright, 9:16), ``wide``
    of the one whose result is the same edit in 16:9, None when that was not asked for. ``early`` is the task whose
    result can be watched before: the same film in its own size only."""

    number: int
    name: str
    tasks: tuple[Task, ...]
    target: TaskKey
    shots: int
    wide: TaskKey | None = None
    early: TaskKey | None = None

    @property
    def targets(self) -> tuple[TaskKey, ...]:
        """All that is wanted."""
        return tuple(filter(None, (self.early, self.target, self.wide)))


@dataclass(frozen=True, slots=True)
class _Series:
    """What all scenes of a series share."""

    name: str
    looks: Mapping[str, Look]
    voices: Mapping[str, VoiceSpec]
    style: str
    language: str
    licence: str
    editions: Editions


def plan_episodes(
    screenplay: Screenplay,
    *,
    name: str,
    numbers: Collection[int] | None = None,
    wide: bool = False,
    style: str = "classic",
    looks: Mapping[str, Look] | None = None,
    licence: str = "",
    editions: Editions | None = None,
) -> tuple[EpisodePlan, ...]:
    """The episodes of a screenplay as tasks, those of ``numbers`` only where it is given, with ``wide`` in 16:9 too;
    ``style`` names how subtitles look, ``looks`` are the people's where the script alone does not decide them.
    ``licence`` is the number that every episode opens with, as it has to read; a new one makes the first scene of each
    episode again and joins it, no other. ``editions`` are the other languages: they add subtitles and sounds to
    episodes and make no scene again.

    Scenes that show nothing are passed over. Raises ``cut.nothing`` when no episode has anything to show,
    ``cut.no_such_episode`` when ``numbers`` names none that is there.
    """
    looks = dict(looks) if looks is not None else looks_of(screenplay)
    there = list(numbered(screenplay))
    chosen = [(n, e) for n, e in there if numbers is None or n in numbers]
    if not chosen:
        last = max((n for n, _ in there), default=0)
        raise FangcunError("cut.no_such_episode", Kind.NOT_FOUND, f"剧本里没有这些集；现有第 1 到第 {last} 集。")
    language = guess_language("".join(b.text for s in screenplay.scenes() for b in s.blocks)[:4000])
    licence = " ".join(licence.split())
    series = _Series(name, looks, voices_of(looks), style, language, licence, editions or Editions())
    plans = [plan for n, e in chosen if (plan := _plan(n, e, series, wide=wide))]
    if not plans:
        raise FangcunError("cut.nothing", Kind.INVALID, "剧本里没有可以拍的内容：没有读到任何动作或台词。")
    return tuple(plans)


def files_of(result: Result) -> EpisodeFiles:
    """A made episode from the result of its target."""
    values = result.values
    return EpisodeFiles(
        files={name: blob for name, blob in result.files.items() if name != "poster"},
        film=str(values["film"]),
        subtitles=str(values["subtitles"]),
        playlist=str(values["playlist"]),
        poster=result.files["poster"],
        cover=result.files.get(COVER, ""),
        duration_ms=int(values["duration_ms"]),
        loudness=float(values["loudness"]),
        shots=tuple((str(i), int(s), int(n)) for i, s, n in values["shots"]),
        problems=tuple(values["problems"]),
    )


def _plan(number: int, episode: Episode, series: _Series, *, wide: bool) -> EpisodePlan | None:
    directed: list[tuple[Scene, tuple[Shot, ...]]] = []
    played = [scene for scene in episode.scenes if scene.content]
    for scene in played:
        # No card with the title: it is lettered on the first picture, and can change without a scene being directed.
        if shots := direct_scene(scene, cast=series.looks, closing=scene is played[-1]):
            directed.append((scene, shots))
    if not directed:
        return None
    label = f"第{number}集" + (f" {episode.title}" if episode.title else "")
    plate = Plate(series.name, "\n".join(filter(None, (label, series.licence))))
    tasks: list[Task] = []
    targets: list[TaskKey] = []
    early: list[TaskKey] = []
    for shape in (PORTRAIT, LANDSCAPE) if wide else (PORTRAIT,):
        scenes = [
            _scene_task(scene, shots, series, number=number, plate=plate if place == 0 else None, shape=shape)
            for place, (scene, shots) in enumerate(directed)
        ]
        join = Task(
            "cut.episode",
            {
                "stem": f"第{number:02d}集",
                "title": f"{series.name} {label}",
                "producer": config().producer_name or "方寸 Fangcun",
                "number": number,
                "plate": digest.plain(plate),
                "shape": shape.name,
                "style": series.style,
                "language": series.language,
            },
            needs={f"scene-{i:03d}": task.key for i, task in enumerate(scenes, 1)},
            title=f"合成{label}" + _shape_name(shape),
            weight=1 + 0.5 * len(scenes),
            priority=number,
        )
        abroad = _abroad_tasks(scenes, join, [shots for _, shots in directed], series, label=label, shape=shape)
        whole = abroad[-1] if abroad else join
        ladder = _ladder_tasks(scenes, whole, label + _shape_name(shape), number=number)
        tasks += [*scenes, join, *abroad, *ladder]
        targets.append(ladder[-1].key)
        early.append(join.key)
    shots_in_all = sum(len(shots) for _, shots in directed)
    name = episode.title or ""
    wide_key = targets[1] if wide else None
    return EpisodePlan(number, name, tuple(tasks), targets[0], shots_in_all, wide_key, early[0])


def _abroad_tasks(
    scenes: Sequence[Task],
    join: Task,
    shots: Sequence[tuple[Shot, ...]],
    series: _Series,
    *,
    label: str,
    shape: Shape,
) -> list[Task]:
    """The episode with its other languages, where there are any."""
    texts = series.editions.texts_of(shots)
    if not texts:
        return []
    dubs = [code for code in series.editions.dubs if code in texts]
    spoken = {line.speaker for scene in shots for shot in scene for line in shot.lines} if dubs else set()
    inputs = {
        "stem": join.inputs["stem"],
        "shots": [digest.plain(scene) for scene in shots],
        "texts": texts,
        "terms": series.editions.terms_of(texts),
        "dubs": dubs,
        "voices": {n: digest.plain(v) for n, v in sorted(series.voices.items()) if n in spoken},
        "shape": shape.name,
        "style": series.style,
        "language": series.language,
    }
    needs = {f"scene-{place:03d}": task.key for place, task in enumerate(scenes, 1)} | {"episode": join.key}
    names = "、".join(language_of(code).name for code in texts)
    title = f"{label}{_shape_name(shape)} {names}"
    return [Task("cut.abroad", inputs, needs=needs, title=title, priority=join.priority)]


def _ladder_tasks(scenes: Sequence[Task], join: Task, label: str, *, number: int) -> list[Task]:
    """Each scene in smaller sizes, and the episode with all of them, last. They wait until every episode can be
    watched in its own size."""
    rungs = [
        Task(
            "cut.rungs",
            {},
            needs={"scene": scene.key},
            title=f"{scene.title} 多档清晰度",
            weight=scene.weight / 3,
            priority=AFTER + number,
        )
        for scene in scenes
    ]
    needs = {f"rungs-{place:03d}": task.key for place, task in enumerate(rungs, 1)} | {"episode": join.key}
    package = Task("cut.ladder", {}, needs=needs, title=f"打包{label} 多档清晰度", priority=AFTER + number)
    return [*rungs, package]


def _shape_name(shape: Shape) -> str:
    return "（横屏）" if shape is LANDSCAPE else ""


def _scene_task(
    scene: Scene, shots: tuple[Shot, ...], series: _Series, *, number: int, plate: Plate | None, shape: Shape
) -> Task:
    named = {f.name for s in shots for f in s.figures} | {line.speaker for s in shots for line in s.lines}
    people = sorted(name for name in named if name and name in series.looks)
    inputs: dict[str, object] = {
        "shots": digest.plain(shots),
        "looks": {name: digest.plain(series.looks[name]) for name in people},
        "voices": {name: digest.plain(series.voices[name]) for name in people},
        "shape": shape.name,
        "style": series.style,
        "mood": mood_of(scene, shots).value,
        "seed": int(digest.of_data([s.id for s in shots])[:8], 16),
    }
    if plate is not None:
        inputs["plate"] = digest.plain(plate)
    where = scene.place or scene.location or ""
    return Task(
        "cut.scene",
        inputs,
        title=f"第{number}集 {scene.id or scene.number} {where}".rstrip() + _shape_name(shape),
        weight=sum(s.seconds for s in shots) + 0.2 * sum(len(line.text) for s in shots for line in s.lines),
        priority=number,
    )


_MOODS = {
    Mood.TENSE: {Expression.ANGER, Expression.SHOCK, Expression.FEAR, Expression.SMIRK},
    Mood.SAD: {Expression.SAD, Expression.CRY, Expression.PAIN},
    Mood.WARM: {Expression.SMILE, Expression.LAUGH, Expression.TENDER},
}


def mood_of(scene: Scene, shots: tuple[Shot, ...]) -> Mood:
    """The music's mood: what the faces of the scene mostly show; nights without feeling are tense, days calm."""
    shown = [figure.expression for shot in shots for figure in shot.figures]
    count = {mood: sum(e in faces for e in shown) for mood, faces in _MOODS.items()}
    best = max(count, key=lambda mood: count[mood])
    if count[best]:
        return best
    return Mood.TENSE if scene.time_of_day is TimeOfDay.NIGHT else Mood.CALM
