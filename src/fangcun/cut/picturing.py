"""From shots to a made scene: the drawing room's pictures and the cutting room's film meet here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import cv2

from fangcun.cut.contracts import Line, Look, Shot
from fangcun.cut.engine import make
from fangcun.cut.engine.draw import Fonts, draw_label, draw_panel, place_subtitle
from fangcun.cut.engine.grid import Shape
from fangcun.cut.engine.languages import guess_language
from fangcun.cut.engine.music import Mood
from fangcun.cut.engine.picture import Picture, Pixels, picture_of
from fangcun.cut.engine.subtitle_style import SubtitleStyle
from fangcun.cut.engine.subtitles import Cue, CueKind
from fangcun.cut.engine.voice import NARRATOR, Speech, VoiceSpec, speak


def draw_scene(
    shots: Sequence[Shot],
    *,
    looks: Mapping[str, Look],
    voices: Mapping[str, VoiceSpec],
    shape: Shape,
    style: SubtitleStyle,
    opening: bool,
    mood: Mood,
    seed: int,
    fonts: Fonts,
    folder: Path,
    report: Callable[[float, str], None],
    check: Callable[[], None],
) -> make.SceneCut:
    """Make a scene into ``folder``; ``report`` is told the fraction done, ``check`` is asked before each picture."""
    cv2.setNumThreads(1)  # each worker has one core; more threads only push the others aside
    check()
    report(0.02, "配音")
    speeches = [[_say(line, voices) for line in shot.lines] for shot in shots]

    language = guess_language("".join(line.text for shot in shots for line in shot.lines))
    unseen = frozenset(
        line.speaker for shot in shots for line in shot.lines if line.speaker not in {f.name for f in shot.figures}
    )

    def picture(place: int) -> Picture:
        check()
        report(0.1 + 0.85 * place / len(shots), f"画面 {place + 1}/{len(shots)}")
        return picture_of(draw_panel(shots[place], looks, size=(shape.width, shape.height), fonts=fonts))

    return make.make_scene(
        shots,
        sources=picture,
        speeches=speeches,
        draw_cue=lambda cue: _cue(cue, fonts, unseen=unseen, shape=shape, style=style, language=language),
        draw_label=lambda text, height: draw_label(text, height_px=height, fonts=fonts),
        folder=folder,
        shape=shape,
        style=style,
        language=language,
        opening=opening,
        names=tuple(looks),
        mood=mood,
        seed=seed,
    )


def _say(line: Line, voices: Mapping[str, VoiceSpec]) -> Speech:
    voice = voices.get(line.speaker or "", NARRATOR)
    return speak(line.text, voice=voice, heard=line.voice, manner=line.manner)


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
