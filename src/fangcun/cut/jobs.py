"""The cutting room's work for the farm: a scene from its shots, an episode from its scenes, both again smaller."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from fangcun.config import ROOT
from fangcun.cut.contracts import Look, Shot
from fangcun.farm.api import Context, Result, task_kind
from fangcun.kit import digest

if TYPE_CHECKING:
    from fangcun.cut.engine.draw import Fonts

# The libraries of picture and sound are loaded by the work itself: whoever only hands it in does not pay for them.

_SHOTS = TypeAdapter(tuple[Shot, ...])
_LOOKS = TypeAdapter(dict[str, Look])
_THAI = ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-thai" / "400Regular" / "NotoSansThai_400Regular.ttf"
_FONT = ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"


def fonts() -> Fonts:
    """The faces that pictures are lettered in."""
    from fangcun.cut.engine.draw import Fonts

    return Fonts(
        regular=_FONT / "400Regular" / "NotoSansSC_400Regular.ttf",
        bold=_FONT / "700Bold" / "NotoSansSC_700Bold.ttf",
        black=_FONT / "900Black" / "NotoSansSC_900Black.ttf",
    )


@task_kind("cut.scene", version=8)
def cut_scene(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Draw, voice and encode one scene.

    Inputs: ``shots``, ``looks`` and ``voices`` (of the people in them), ``shape`` (name of the frame's), ``style``
    (of subtitles), ``plate`` (what the first of its episode opens with), ``mood``, ``seed``.
    Files: the silent film, two stems, the sheet, a small frame of each shot, pictures for a cover;
    values: ``frames``, ``words`` (of shots).
    """
    from fangcun.cut.engine import make
    from fangcun.cut.engine.cover_files import CANDIDATE, CANDIDATES
    from fangcun.cut.engine.grid import SHAPES
    from fangcun.cut.engine.music import Mood
    from fangcun.cut.engine.opening import Plate
    from fangcun.cut.engine.subtitle_style import styles
    from fangcun.cut.engine.voice import VoiceSpec
    from fangcun.cut.picturing import FRAMES, draw_scene

    shots = _SHOTS.validate_python(inputs["shots"])
    scene = draw_scene(
        shots,
        looks=_LOOKS.validate_python(inputs["looks"]),
        voices=TypeAdapter(dict[str, VoiceSpec]).validate_python(inputs["voices"]),
        shape=SHAPES[str(inputs["shape"])],
        style=styles()[str(inputs["style"])],
        plate=Plate(**inputs["plate"]) if "plate" in inputs else None,
        mood=Mood(inputs["mood"]),
        seed=int(inputs["seed"]),
        fonts=fonts(),
        folder=ctx.folder,
        report=ctx.report,
        check=ctx.check,
    )
    frames = [FRAMES.format(place) for place in range(len(shots))]
    covers = [CANDIDATES, *sorted(path.name for path in ctx.folder.glob(CANDIDATE.format("*")))]
    names = (make.VIDEO, make.DIALOGUE, make.EFFECTS, make.SHEET, *frames, *covers)
    words = [shot.lines[0].text if shot.lines else shot.beat or shot.caption or "" for shot in shots]
    return Result(
        {"frames": scene.frames, "words": [text[:40] for text in words]},
        {name: ctx.keep(ctx.folder / name) for name in names},
    )


@task_kind("cut.episode", version=3)
def cut_episode(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Join the scenes (``needs``: ``scene-001`` …) to an episode: film, subtitles, HLS package, poster, label.

    Inputs: ``stem`` (of the files' names), ``title`` (in the film's metadata), ``producer`` (in the AI label and the
    signed manifest), ``number``, ``plate`` (of the opening), ``shape``, ``style``, ``language``. The finished
    film is examined before anybody sees it; what was found goes with it.
    """
    from fangcun.cut.engine import make
    from fangcun.cut.engine.cover_files import write_covers
    from fangcun.cut.engine.draw import draw_label
    from fangcun.cut.engine.grid import SHAPES
    from fangcun.cut.engine.label import AigcLabel
    from fangcun.cut.engine.opening import Plate
    from fangcun.cut.engine.quality import examine
    from fangcun.cut.engine.subtitle_style import styles
    from fangcun.cut.picturing import draw_contact_sheet, draw_plate
    from fangcun.cut.signing import base_certificate

    scenes = []
    for name in sorted(needs):
        folder = ctx.folder / name
        folder.mkdir()
        for file, blob in needs[name].files.items():
            (folder / file).symlink_to(ctx.blob(blob))
        scenes.append(make.read_scene(folder))
    ctx.check()
    stem, made = str(inputs["stem"]), ctx.folder / "episode"
    # The label's own number of this content: the same scenes, the same number.
    produce_id = digest.of_data([result.files[make.VIDEO] for _, result in sorted(needs.items())])[:32]
    label = AigcLabel(producer=str(inputs["producer"]), produce_id=produce_id)
    episode = make.make_episode(
        scenes,
        folder=made,
        label=label,
        stem=stem,
        title=str(inputs["title"]),
        shape=SHAPES[str(inputs["shape"])],
        style=styles()[str(inputs["style"])],
        language=str(inputs["language"]),
        certificate=base_certificate(),
    )
    ctx.report(0.6, "质检")
    faces = fonts()
    report = examine(
        episode.video,
        frames=episode.frames,
        draw_label=lambda text, height: draw_label(text, height_px=height, fonts=faces),
        plate=draw_plate(Plate(**inputs["plate"]), shape=SHAPES[str(inputs["shape"])], fonts=faces),
    )
    words = [str(text) for name in sorted(needs) for text in needs[name].values["words"]]
    sheet = made / f"{stem}-镜头表.webp"
    draw_contact_sheet(scenes, words, title=str(inputs["title"]), fonts=faces, path=sheet)
    covers = write_covers(
        [scene.folder for scene in scenes],
        folder=made,
        title=str(inputs["plate"]["title"]),
        number=int(inputs["number"]),
        instead=episode.poster,
        fonts=faces,
    )
    ctx.report(0.95, "存档")
    files = {path.name: ctx.keep(path) for path in (episode.video, sheet, *covers, *episode.subtitles.values())}
    files |= {f"hls/{name}": ctx.keep(made / "hls" / name) for name in _package_files(made / "hls")}
    return Result(
        {
            "film": episode.video.name,
            "subtitles": episode.subtitles["srt"].name,
            "playlist": "hls/master.m3u8",
            "sheet": sheet.name,
            "duration_ms": episode.frames * 1000 // 25,
            "loudness": round(float(episode.loudness.lufs), 2),
            "shots": [list(shot) for shot in episode.shots],
            "problems": [problem.message for problem in (*episode.problems, *report.problems)],
            "passed": report.passed,
        },
        files | {"poster": ctx.keep(episode.poster)},
    )


@task_kind("cut.abroad", version=1)
def cut_abroad(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """An episode (``needs``: ``episode``, its scenes ``scene-001`` …) with subtitles and voices of other languages.

    Inputs: ``stem``, ``shots`` (of each scene), ``texts`` (by language, then by the line's id), ``terms`` (names that
    are not broken, by language), ``dubs`` (languages to be spoken), ``voices``, ``shape``, ``style``, ``language``. The
    result is the episode's own with more files; the picture is not touched.
    """
    from fangcun.cut.engine import make
    from fangcun.cut.engine.abroad import add_languages
    from fangcun.cut.engine.glossary import Glossary, Term
    from fangcun.cut.engine.grid import SHAPES
    from fangcun.cut.engine.subtitle_style import styles
    from fangcun.cut.engine.translation import Translation
    from fangcun.cut.engine.voice import VoiceSpec

    episode, package, made = needs["episode"], ctx.folder / "package", ctx.folder / "made"
    playlist = PurePosixPath(str(episode.values["playlist"]))
    _lay_package(episode, playlist.parent, package, ctx)
    made.mkdir()
    scenes = []
    for name in sorted(name for name in needs if name != "episode"):
        folder = ctx.folder / name
        folder.mkdir()
        for file, blob in needs[name].files.items():
            (folder / file).symlink_to(ctx.blob(blob))
        scenes.append(make.read_scene(folder))
    ctx.report(0.1, "字幕与配音")
    ctx.check()
    added = add_languages(
        package,
        scenes=scenes,
        shots=[_SHOTS.validate_python(shots) for shots in inputs["shots"]],
        translation=Translation(inputs["texts"]),
        folder=made,
        stem=str(inputs["stem"]),
        dubs=tuple(inputs["dubs"]),
        voices=TypeAdapter(dict[str, VoiceSpec]).validate_python(inputs["voices"]),
        glossary=Glossary(tuple(Term(str(source), dict(targets)) for source, targets in inputs["terms"])),
        faces={"th": _THAI},
        source=str(inputs["language"]),
        shape=SHAPES[str(inputs["shape"])],
        style=styles()[str(inputs["style"])],
    )
    ctx.report(0.9, "存档")
    files = {path.name: ctx.keep(path) for path in added.subtitles}
    files |= {f"{playlist.parent}/{name}": ctx.keep(package / name) for name in added.package}
    problems = [*episode.values["problems"], *(problem.message for problem in added.problems)]
    return Result({**episode.values, "problems": problems}, {**episode.files, **files})


def _lay_package(episode: Result, inside: PurePosixPath, folder: Path, ctx: Context) -> None:
    """The files of an episode's package as links in a folder of their own."""
    for name, blob in episode.files.items():
        if PurePosixPath(name).is_relative_to(inside):
            place = folder / PurePosixPath(name).relative_to(inside)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(ctx.blob(blob))


@task_kind("cut.rungs", version=1)
def cut_rungs(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """A scene's film (``needs``: ``scene``) again in every smaller size. Files: a silent film for each, by its name;
    values: ``frames``."""
    from fangcun.cut.engine import make
    from fangcun.cut.engine.ladder import encode_rungs

    ctx.check()
    scene = needs["scene"]
    films = encode_rungs(ctx.blob(scene.files[make.VIDEO]), folder=ctx.folder, tell=ctx.report, check=ctx.check)
    return Result(
        {"frames": int(scene.values["frames"])},
        {name: ctx.keep(path) for name, path in films.items()},
    )


@task_kind("cut.ladder", version=1)
def cut_ladder(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """An episode with its smaller sizes (``needs``: ``episode``; ``rungs-001`` … of its scenes in order).

    The result is the episode's own, its package extended by a stream for each size, one of key frames alone, and small
    pictures for scrubbing. The package is examined before anybody sees it.
    """
    from fangcun.cut.engine.package_check import examine_package
    from fangcun.cut.engine.rungs import add_rungs

    episode = needs["episode"]
    playlist = PurePosixPath(str(episode.values["playlist"]))
    folder = ctx.folder / "package"
    _lay_package(episode, playlist.parent, folder, ctx)
    scenes = [needs[name] for name in sorted(needs) if name != "episode"]
    rungs = {
        name: [(ctx.blob(scene.files[name]), int(scene.values["frames"])) for scene in scenes]
        for name in scenes[0].files
    }
    ctx.check()
    names = add_rungs(folder, rungs=rungs, sound=ctx.blob(episode.files[str(episode.values["film"])]))
    ctx.report(0.7, "质检")
    report = examine_package(folder)
    ctx.report(0.9, "存档")
    problems = [*episode.values["problems"], *(problem.message for problem in report.problems)]
    return Result(
        {**episode.values, "problems": problems, "passed": bool(episode.values["passed"]) and report.passed},
        {**episode.files, **{f"{playlist.parent}/{name}": ctx.keep(folder / name) for name in names}},
    )


def _package_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
