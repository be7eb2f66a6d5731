"""From shots to a made scene: the drawing room's pictures and the cutting room's film meet here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fangcun.cut.contracts import Look, Shot
from fangcun.cut.engine import make
from fangcun.cut.engine.draw.fonts import Fonts
from fangcun.cut.engine.draw.panel import draw_panel
from fangcun.cut.engine.draw.type import draw_label
from fangcun.cut.engine.grid import HEIGHT, WIDTH
from fangcun.cut.engine.music import Mood
from fangcun.cut.engine.picture import Picture
from fangcun.cut.engine.voice import VoiceSpec, voice_of

NARRATOR = VoiceSpec(pitch=40, rate=185)
"""The voice of lines that nobody in the scene owns."""

SUBTITLE_BASE = 1480
"""The lower edge of subtitles, in pixels from the top: players keep the lowest fifth for their own buttons."""


def draw_scene(
    shots: Sequence[Shot],
    *,
    looks: Mapping[str, Look],
    opening: bool,
    mood: Mood,
    seed: int,
    fonts: Fonts,
    folder: Path,
    report: Callable[[float, str], None],
    check: Callable[[], None],
) -> make.SceneCut:
    """Make a scene into ``folder``; ``report`` is told the fraction done, ``check`` is asked before each picture."""
    check()
    report(0.02, "配音")
    voices = {name: voice_of(look) for name, look in looks.items()}
    speeches = [[_say(line.text, line, voices) for line in shot.lines] for shot in shots]

    def picture(place: int) -> Picture:
        check()
        report(0.1 + 0.85 * place / len(shots), f"画面 {place + 1}/{len(shots)}")
        return picture_of(draw_panel(shots[place], looks, size=(WIDTH, HEIGHT), fonts=fonts))

    return make.make_scene(
        shots,
        pictures=picture,
        speeches=speeches,
        draw_cue=lambda cue: _cue(cue, fonts),
        draw_label=lambda text, height: draw_label(text, height_px=height, fonts=fonts),
        folder=folder,
        opening=opening,
        names=tuple(looks),
        mood=mood,
        seed=seed,
    )
