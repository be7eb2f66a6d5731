"""From shots to a made scene: the drawing room's pictures and the cutting room's film meet here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from fangcun.cut.contracts import Look, Shot, ShotKind
from fangcun.cut.engine import make
from fangcun.cut.engine.contact import Cell, contact_sheet
from fangcun.cut.engine.cover import Candidate, rate
from fangcun.cut.engine.cover_files import keep_candidates
from fangcun.cut.engine.draw import Fonts, Panel, draw_label, draw_panel, draw_title_plate, place_subtitle, wants_depth
from fangcun.cut.engine.grid import FPS, Shape
from fangcun.cut.engine.languages import guess_language
from fangcun.cut.engine.music import Mood
from fangcun.cut.engine.opening import Plate
from fangcun.cut.engine.picture import Picture, Pixels, picture_of
from fangcun.cut.engine.quality import timecode
from fangcun.cut.engine.subtitle_style import SubtitleStyle
from fangcun.cut.engine.subtitles import Cue, CueKind
from fangcun.cut.engine.voice import VoiceSpec
from fangcun.cut.engine.voicing import speeches_of

FRAMES = "frame-{:03d}.jpg"
"""A small frame of each shot of a scene, beside its film."""


def draw_scene(
    shots: Sequence[Shot],
    *,
    looks: Mapping[str, Look],
    voices: Mapping[str, VoiceSpec],
    shape: Shape,
    style: SubtitleStyle,
    plate: Plate | None,
    mood: Mood,
    seed: int,
    fonts: Fonts,
    folder: Path,
    report: Callable[[float, str], None],
    check: Callable[[], None],
) -> make.SceneCut:
    """Make a scene into ``folder``; ``plate`` is what the first scene of an episode opens with, None for all others.

    ``report`` is told the fraction done, ``check`` is asked before each picture.
    """
    cv2.setNumThreads(1)  # each worker has one core; more threads only push the others aside
    check()
    report(0.02, "配音")
    language = guess_language("".join(line.text for shot in shots for line in shot.lines))
    speeches = speeches_of(shots, voices=voices, language=language)
    unseen = frozenset(
        line.speaker for shot in shots for line in shot.lines if line.speaker not in {f.name for f in shot.figures}
    )

    covers: dict[int, tuple[Candidate, Pixels]] = {}

    def picture(place: int) -> Picture:
        check()
        report(0.1 + 0.85 * place / len(shots), f"画面 {place + 1}/{len(shots)}")
        panel = draw_panel(
            shots[place],
            looks,
            size=(shape.width, shape.height),
            fonts=fonts,
            layered=wants_depth(shots[place]),
        )
        _keep_frame(panel, folder / FRAMES.format(place))
        _rate(shots[place], panel, covers)
        return picture_of(panel)

    scene = make.make_scene(
        shots,
        sources=picture,
        speeches=speeches,
        draw_cue=lambda cue: _cue(cue, fonts, unseen=unseen, shape=shape, style=style, language=language),
        draw_label=lambda text, height: draw_label(text, height_px=height, fonts=fonts),
        folder=folder,
        shape=shape,
        style=style,
        language=language,
        opening=plate is not None,
        draw_plate=None if plate is None else partial(draw_plate, plate, shape=shape, fonts=fonts),
        names=tuple(looks),
        mood=mood,
        seed=seed,
    )
    keep_candidates(covers.values(), folder)
    return scene


def draw_plate(plate: Plate, *, shape: Shape, fonts: Fonts) -> Pixels:
    """The opening's title and number as they stand on a frame of that shape, straight RGBA."""
    return draw_title_plate(
        plate.title, plate.lines, width=shape.width, side=min(shape.width, shape.height), fonts=fonts
    )


def _rate(shot: Shot, panel: Panel, covers: dict[int, tuple[Candidate, Pixels]]) -> None:
    """Remember the panel if it is the best of its kind for a cover."""
    if not panel.faces or shot.kind is ShotKind.CARD:
        return
    found = rate(
        panel.image,
        shot=shot.id,
        faces=[(box.x, box.y, box.width, box.height) for box in panel.faces.values()],
        expressions=[figure.expression for figure in shot.figures if figure.name in panel.faces],
    )
    if found.turn not in covers or covers[found.turn][0].score < found.score:
        covers[found.turn] = (found, panel.image)


def _keep_frame(panel: Panel, path: Path) -> None:
    """The panel as the camera first rests on it, small, for the contact sheet."""
    box = panel.frame
    frame = panel.image[box.y : box.bottom, box.x : box.right]
    small = cv2.resize(frame, (frame.shape[1] // 4, frame.shape[0] // 4), interpolation=cv2.INTER_AREA)
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 90])


def _cue(
    cue: Cue, fonts: Fonts, *, unseen: frozenset[str | None], shape: Shape, style: SubtitleStyle, language: str
) -> tuple[int, int, Pixels] | None:
    """Where a spoken line stands and how it looks; text on the screen is lettered by the drawing room already.

    Who speaks is named only where the picture does not show it.
    """
    if cue.kind is CueKind.CAPTION:
        return None
    return place_subtitle(
        cue.rows,
        shape=shape,
        fonts=fonts,
        style=style,
        language=language,
        speaker=cue.speaker,
        plate=cue.speaker in unseen,
    )


def draw_contact_sheet(
    scenes: Sequence[make.SceneCut], words: Sequence[str], *, title: str, fonts: Fonts, path: Path
) -> None:
    """The contact sheet of an episode at ``path`` (its suffix decides the form); ``words`` are one text a shot."""
    cells: list[Cell] = []
    start = 0
    for scene in scenes:
        for place, (_, at, _) in enumerate(scene.shots):
            frame = cv2.imread(str(scene.folder / FRAMES.format(place)))
            if frame is None:
                continue
            rgb = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB), np.uint8)
            cells.append(Cell(rgb, timecode(start + at), words[len(cells)]))
        start += scene.frames
    seconds = round(start / FPS)
    note = f"{len(cells)} 个镜头 · {seconds // 60}分{seconds % 60:02d}秒"
    sheet = contact_sheet(cells, title=title, note=note, fonts=fonts)
    cv2.imwrite(str(path), cv2.cvtColor(sheet, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_WEBP_QUALITY, 88])
