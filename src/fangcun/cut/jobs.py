"""The cutting room's work for the farm: a scene from its shots, an episode from its scenes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
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
_FONT = ROOT / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"


def fonts() -> Fonts:
    """The faces that pictures are lettered in."""
    from fangcun.cut.engine.draw import Fonts

    return Fonts(
        regular=_FONT / "400Regular" / "NotoSansSC_400Regular.ttf",
        bold=_FONT / "700Bold" / "NotoSansSC_700Bold.ttf",
        black=_FONT / "900Black" / "NotoSansSC_900Black.ttf",
    )


@task_kind("cut.scene", version=3)
def cut_scene(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Draw, voice and encode one scene.

    Inputs: ``shots``, ``looks`` and ``voices`` (of the people in them), ``shape`` (name of the frame's), ``style``
    (of subtitles), ``opening`` (first of its episode), ``mood``, ``seed``.
    Files: the silent film, two stems, the sheet, a small frame of each shot; values: ``frames``, ``words`` (of shots).
    """
    from fangcun.cut.engine import make
    from fangcun.cut.engine.grid import SHAPES
    from fangcun.cut.engine.music import Mood
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
        opening=bool(inputs["opening"]),
        mood=Mood(inputs["mood"]),
        seed=int(inputs["seed"]),
        fonts=fonts(),
        folder=ctx.folder,
        report=ctx.report,
        check=ctx.check,
    )
    frames = [FRAMES.format(place) for place in range(len(shots))]
    names = (make.VIDEO, make.DIALOGUE, make.EFFECTS, make.SHEET, *frames)
    words = [shot.lines[0].text if shot.lines else shot.beat or shot.caption or "" for shot in shots]
    return Result(
        {"frames": scene.frames, "words": [text[:40] for text in words]},
        {name: ctx.keep(ctx.folder / name) for name in names},
    )


@task_kind("cut.episode", version=3)
def cut_episode(inputs: Mapping[str, Any], needs: Mapping[str, Result], ctx: Context) -> Result:
    """Join the scenes (``needs``: ``scene-001`` …) to an episode: film, subtitles, HLS package, poster, label.

    Inputs: ``stem`` (of the files' names), ``title`` (in the film's metadata), ``producer`` (in the AI label and the
    signed manifest), ``shape``, ``style``, ``language``. The finished film is examined before anybody sees it; what was
    found goes with it.
    """
    from fangcun.cut.engine import make
    from fangcun.cut.engine.draw import draw_label
    from fangcun.cut.engine.grid import SHAPES
    from fangcun.cut.engine.label import AigcLabel
    from fangcun.cut.engine.quality import examine
    from fangcun.cut.engine.subtitle_style import styles
    from fangcun.cut.picturing import draw_contact_sheet
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
    )
    words = [str(text) for name in sorted(needs) for text in needs[name].values["words"]]
    sheet = made / f"{stem}-镜头表.webp"
    draw_contact_sheet(scenes, words, title=str(inputs["title"]), fonts=faces, path=sheet)
    ctx.report(0.95, "存档")
    files = {path.name: ctx.keep(path) for path in (episode.video, sheet, *episode.subtitles.values())}
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


def _package_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())
