"""The sound of an episode in another language: the same scenes, rooms and music, other voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fangcun.cut.engine.dub_sound import DIALOGUE
from fangcun.cut.engine.join import SceneParts, write_sound
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.loudness import Loudness
from fangcun.cut.engine.make import SceneCut, music_seed
from fangcun.kit.errors import FangcunError, Kind


def parts_in(scene: SceneCut, *, language: str) -> SceneParts:
    """The files of a scene with its dialogue in ``language``, its own where nobody dubbed it (a scene without words).
    Raises FangcunError ``cut.language_unknown``."""
    dubbed = scene.folder / DIALOGUE.format(language_of(language).code)
    return replace(scene.parts, dialogue=dubbed) if dubbed.exists() else scene.parts


def write_track(scenes: Sequence[SceneCut], *, language: str, path: Path, work: Path) -> Loudness:
    """The alternative audio track of an episode as AAC in MP4 at ``path``; returns the loudness of the file.

    It is as long as the film's own sound to the sample and levelled like it; music and rooms are the very same.
    ``work`` is a folder for an intermediate file. Raises FangcunError ``cut.dub_missing`` when no scene has a stem in
    ``language`` (``dubbed_stem`` writes them), ``cut.no_scenes``, ``cut.language_unknown``.
    """
    tongue = language_of(language)
    parts = [parts_in(scene, language=tongue.code) for scene in scenes]
    if scenes and all(part.dialogue == scene.parts.dialogue for part, scene in zip(parts, scenes, strict=True)):
        message = f"这一集没有{tongue.name}配音。请先填好{tongue.name}译文，再为每场戏配音。"
        raise FangcunError("cut.dub_missing", Kind.NOT_FOUND, message, language=tongue.code)
    return write_sound(parts, path=path, work=work, seed=music_seed(scenes))
