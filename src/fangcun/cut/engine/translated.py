"""The cues of a scene in another language, timed to the same voice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from fangcun.cut.engine.cues import Cue, CueKind
from fangcun.cut.engine.glossary import Glossary
from fangcun.cut.engine.grid import PORTRAIT, Shape
from fangcun.cut.engine.languages import Language, Script, language_of
from fangcun.cut.engine.subtitle_style import SubtitleStyle, row_limit, styles
from fangcun.cut.engine.subtitles import line_cues, rows_together, settle
from fangcun.cut.engine.timeline import TimedLine, TimedShot
from fangcun.cut.engine.translation import Translation, caption_id, line_id
from fangcun.cut.engine.wording import letters_of, rows_in


def translated_cues(
    shots: Iterable[TimedShot],
    translation: Translation,
    *,
    language: str,
    shape: Shape = PORTRAIT,
    style: SubtitleStyle | None = None,
    glossary: Glossary | None = None,
    face: Path | None = None,
) -> tuple[Cue, ...]:
    """The cues of the shots in ``language``; a line without a translation stands in its own.

    A line's rows share the time of its voice by their letters; one as long as the original, as traditional Chinese
    mostly is, keeps the very times of its characters. Captions are shown even where the picture has them in its own
    language. ``face`` is a font file, which Thai needs to be broken between words.
    """
    tongue = language_of(language)
    limit = row_limit(shape, style=style or styles()["classic"], language=tongue)
    names = glossary.names(tongue.code) if glossary else ()
    spoken: list[tuple[Cue, int]] = []
    captions: list[Cue] = []
    for shot in shots:
        for i, line in enumerate(shot.lines, 1):
            text = translation.text(line_id(shot.shot.id, i), language=tongue.code) or line.line.text
            found = _cues(line, text, language=tongue, limit=limit, names=names, face=face)
            spoken += [(cue, shot.end) for cue in found]
        caption = translation.text(caption_id(shot.shot.id), language=tongue.code)
        if caption:
            rows = tuple(rows_in(caption, language=tongue, limit=limit, names=names, face=face))
            captions.append(Cue(shot.start, shot.end, rows, kind=CueKind.CAPTION))
    settled = settle([cue for cue, _ in spoken], [end for _, end in spoken])
    return tuple(sorted([*settled, *captions], key=lambda cue: (cue.start, cue.kind)))


def _cues(
    timed: TimedLine, text: str, *, language: Language, limit: int, names: tuple[str, ...], face: Path | None
) -> list[Cue]:
    if language.script is Script.HAN and len(text) == len(timed.speech.times):
        same = replace(timed, line=replace(timed.line, text=text))
        return line_cues(same, names=names, row=limit)
    groups = _groups(rows_in(text, language=language, limit=limit, names=names, face=face))
    weights = [max(1, sum(letters_of(row) for row in group)) for group in groups]
    inner = timed.line.voice.value == "inner"
    cues, before = [], 0
    for group, weight in zip(groups, weights, strict=True):
        start = timed.start + timed.frames * before // sum(weights)
        before += weight
        end = timed.start + timed.frames * before // sum(weights)
        cues.append(Cue(start, max(end, start + 1), group, speaker=timed.line.speaker, inner=inner))
    return cues


def _groups(rows: list[str]) -> list[tuple[str, ...]]:
    groups = []
    while rows:
        taken = rows_together(rows)
        groups.append(tuple(rows[:taken]))
        rows = rows[taken:]
    return groups
