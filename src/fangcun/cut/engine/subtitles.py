"""Subtitles: what is read while a line is heard, timed to the voice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from fangcun.cut.contracts import ShotKind
from fangcun.cut.engine.cues import Cue, CueKind, shifted
from fangcun.cut.engine.grid import FPS, PORTRAIT, SAMPLES_PER_FRAME
from fangcun.cut.engine.languages import LANGUAGES, Language, Script, language_of
from fangcun.cut.engine.phrases import ROWS, rows_of, shown_of
from fangcun.cut.engine.subtitle_files import write_subtitles
from fangcun.cut.engine.subtitle_style import SubtitleStyle, row_limit
from fangcun.cut.engine.timeline import TimedLine, TimedShot, Timeline
from fangcun.cut.engine.wording import is_end, letters_of, ranges_of, rows_in
from fangcun.kit.errors import Problem, Severity

__all__ = [
    "Cue",
    "CueKind",
    "cues_of",
    "line_cues",
    "reading_problems",
    "rows_together",
    "settle",
    "shifted",
    "write_subtitles",
]

SHORTEST_CUE = 15  # frames: 0.6 s, below which nobody reads
LINGER = 10  # frames a cue stays after its last sound when nothing follows
NEAR = 6  # cues closer than this are joined, so that the text does not flicker


def cues_of(
    timeline: Timeline,
    *,
    names: Iterable[str] = (),
    row: int | None = None,
    language: str = "zh-Hans",
    face: Path | None = None,
) -> tuple[Cue, ...]:
    """The cues of a scene, in order of time; lines never overlap each other. ``names`` are never broken.

    ``language`` is the script's own (``guess_language``); ``row`` is how many letters a row holds: ``row_limit`` of a
    style and the shape of the frame, by default of the plain style upright. ``face`` is a font file for Thai.
    """
    tongue = language_of(language)
    most = row or row_limit(PORTRAIT, style=SubtitleStyle(""), language=tongue)
    known = tuple(names)
    limited = [
        (cue, shot.end)
        for shot in timeline.shots
        for line in shot.lines
        for cue in line_cues(line, names=known, row=most, language=tongue, face=face)
    ]
    spoken = settle([cue for cue, _ in limited], [end for _, end in limited])
    captions = [cue for shot in timeline.shots for cue in _caption_cues(shot, names=known, row=most, language=tongue)]
    return tuple(sorted([*spoken, *captions], key=lambda cue: (cue.start, cue.kind)))


def line_cues(
    timed: TimedLine,
    *,
    names: tuple[str, ...],
    row: int,
    language: Language = LANGUAGES[0],
    face: Path | None = None,
) -> list[Cue]:
    """The cues of one line while its characters are heard, two rows at most, a sentence's end closing one."""
    text = timed.line.text
    if language.script is Script.HAN:
        rows = [r for r in rows_of(text, names=names, row=row) if shown_of(text[slice(*r)])]
    else:
        rows = ranges_of(text, rows_in(text, language=language, limit=row, names=names, face=face))
    cues: list[Cue] = []
    while rows:
        taken = rows[: rows_together([text[slice(*r)] for r in rows])]
        rows = rows[len(taken) :]
        heard = [t for t in timed.speech.times[taken[0][0] : taken[-1][1]] if t[1] > t[0]]
        first, last = (heard[0][0], heard[-1][1]) if heard else (0, timed.speech.samples)
        start = timed.start + first // SAMPLES_PER_FRAME
        end = timed.start - (-last // SAMPLES_PER_FRAME)
        shown = tuple(shown_of(text[a:b]) for a, b in taken)
        inner = timed.line.voice.value == "inner"
        cues.append(Cue(start, max(end, start + 1), shown, speaker=timed.line.speaker, inner=inner))
    return cues


def rows_together(rows: Sequence[str]) -> int:
    """How many of the next rows one cue shows: two, but a sentence's end closes a cue, and of three rows of one
    sentence the first stands alone."""
    if len(rows) > 1 and (is_end(rows[0]) or (len(rows) == ROWS + 1 and not is_end(rows[1]))):
        return 1
    return ROWS


def settle(cues: Sequence[Cue], limits: Sequence[int]) -> list[Cue]:
    """The cues with their ends stretched for reading, as far as the next cue and its own limit (the end of its shot)
    allow."""
    settled = []
    for i, cue in enumerate(cues):
        wanted = max(cue.end + LINGER, cue.start + SHORTEST_CUE)
        limit = limits[i]
        if i + 1 < len(cues):
            limit = min(limit, cues[i + 1].start)
            if cues[i + 1].start - wanted < NEAR and limits[i + 1] == limits[i]:
                wanted = cues[i + 1].start
        settled.append(replace(cue, end=max(cue.start + 1, min(wanted, limit))))
    return settled


def _caption_cues(timed: TimedShot, *, names: tuple[str, ...], row: int, language: Language) -> list[Cue]:
    text = timed.shot.caption
    if not text:
        return []
    rows = rows_in(text, language=language, limit=row, names=names)
    groups = [tuple(rows[i : i + 3]) for i in range(0, len(rows), 3)]
    share = timed.frames // max(1, len(groups))
    burn = timed.shot.kind not in (ShotKind.CARD, ShotKind.INSERT)  # those are drawn with their text
    return [
        Cue(timed.start + i * share, timed.start + (i + 1) * share, group, kind=CueKind.CAPTION, burn=burn)
        for i, group in enumerate(groups)
    ]


def reading_problems(cues: Iterable[Cue], *, language: Language = LANGUAGES[0], fps: int = FPS) -> list[Problem]:
    """The spoken cues that go faster than the language is read, with their letters a second."""
    problems = []
    for cue in cues:
        seconds = (cue.end - cue.start) / fps
        speed = sum(letters_of(row.replace(" ", "") if language.row <= 16 else row) for row in cue.rows) / seconds
        if cue.kind is CueKind.LINE and speed > language.speed:
            text = " ".join(cue.rows)
            message = (
                f"{_clock(cue.start, fps)} 的字幕“{text}”每秒 {speed:.1f} 字，"
                f"超过{language.name}的 {language.speed:g} 字，观众来不及读。"
            )
            data = {"start": cue.start, "end": cue.end, "speed": round(speed, 2), "limit": language.speed}
            problems.append(
                Problem(
                    "cut.subtitle_fast",
                    Severity.WARNING,
                    message,
                    excerpt=text,
                    proposal="请缩短这句话，或让镜头停得久一点。",
                    data=data,
                )
            )
    return problems


def _clock(frame: int, fps: int) -> str:
    seconds = frame // fps
    return f"{seconds // 60:02d}:{seconds % 60:02d}"
