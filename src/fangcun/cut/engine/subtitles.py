"""Subtitles: what is read while a line is heard, timed to the voice, and the files players want."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

import pysubs2

from fangcun.cut.contracts import ShotKind
from fangcun.cut.engine.grid import FPS, HEIGHT, SAMPLES_PER_FRAME, WIDTH
from fangcun.cut.engine.phrases import ROWS, is_sentence_end, rows_of, shown_of
from fangcun.cut.engine.timeline import TimedLine, TimedShot, Timeline

SHORTEST_CUE = 15  # frames: 0.6 s, below which nobody reads
LINGER = 10  # frames a cue stays after its last sound when nothing follows
NEAR = 6  # cues closer than this are joined, so that the text does not flicker


class CueKind(StrEnum):
    """What a cue is: a spoken line, or text on the screen (字幕, 字卡)."""

    LINE = "line"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Cue:
    """Rows of text shown from frame ``start`` to before frame ``end``.

    ``burn`` is false for text that the picture shows already (a card, a letter).
    """

    start: int
    end: int
    rows: tuple[str, ...]
    kind: CueKind = CueKind.LINE
    speaker: str | None = None
    inner: bool = False
    burn: bool = True


def cues_of(timeline: Timeline, *, names: Iterable[str] = ()) -> tuple[Cue, ...]:
    """The cues of a scene, in order of time; lines never overlap each other. ``names`` are never broken."""
    known = tuple(names)
    limited = [
        (cue, shot.end) for shot in timeline.shots for line in shot.lines for cue in _line_cues(line, names=known)
    ]
    spoken = _settle([cue for cue, _ in limited], [end for _, end in limited])
    captions = [cue for shot in timeline.shots for cue in _caption_cues(shot, names=known)]
    return tuple(sorted([*spoken, *captions], key=lambda cue: (cue.start, cue.kind)))


def _line_cues(timed: TimedLine, *, names: tuple[str, ...]) -> list[Cue]:
    text = timed.line.text
    rows = [r for r in rows_of(text, names=names) if shown_of(text[slice(*r)])]
    cues: list[Cue] = []
    while rows:
        taken = rows[:1]
        if len(rows) >= ROWS and not is_sentence_end(text[slice(*rows[0])]) and len(rows) != ROWS + 1:
            taken = rows[:ROWS]
        rows = rows[len(taken) :]
        heard = [t for t in timed.speech.times[taken[0][0] : taken[-1][1]] if t[1] > t[0]]
        first, last = (heard[0][0], heard[-1][1]) if heard else (0, timed.speech.samples)
        start = timed.start + first // SAMPLES_PER_FRAME
        end = timed.start - (-last // SAMPLES_PER_FRAME)
        shown = tuple(shown_of(text[a:b]) for a, b in taken)
        cues.append(Cue(start, max(end, start + 1), shown, speaker=timed.line.speaker, inner=_inner(timed)))
    return cues


def _inner(timed: TimedLine) -> bool:
    return timed.line.voice.value == "inner"


def _settle(cues: list[Cue], limits: list[int]) -> list[Cue]:
    """Ends stretched for reading, as far as the next cue and the end of the shot allow."""
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


def _caption_cues(timed: TimedShot, *, names: tuple[str, ...]) -> list[Cue]:
    text = timed.shot.caption
    if not text:
        return []
    rows = [shown for a, b in rows_of(text, names=names) if (shown := shown_of(text[a:b]))]
    groups = [tuple(rows[i : i + 3]) for i in range(0, len(rows), 3)]
    share = timed.frames // max(1, len(groups))
    burn = timed.shot.kind not in (ShotKind.CARD, ShotKind.INSERT)  # those are drawn with their text
    return [
        Cue(timed.start + i * share, timed.start + (i + 1) * share, group, kind=CueKind.CAPTION, burn=burn)
        for i, group in enumerate(groups)
    ]


def shifted(cues: Iterable[Cue], *, by: int) -> tuple[Cue, ...]:
    """The cues ``by`` frames later."""
    return tuple(replace(cue, start=cue.start + by, end=cue.end + by) for cue in cues)


def write_subtitles(cues: Sequence[Cue], *, folder: Path, stem: str, fps: int = FPS) -> dict[str, Path]:
    """The cues as ``stem.srt``, ``stem.vtt`` and ``stem.ass`` in ``folder``; the paths by suffix.

    Captions stand at the top (in SRT as plain text: the format has no places).
    """
    subs = pysubs2.SSAFile()
    subs.info.update({"PlayResX": str(WIDTH), "PlayResY": str(HEIGHT), "WrapStyle": "2"})
    subs.styles = {
        "Default": pysubs2.SSAStyle(fontname="Noto Sans SC", fontsize=64, outline=3, shadow=0, marginv=420),
        "Caption": pysubs2.SSAStyle(
            fontname="Noto Sans SC",
            fontsize=56,
            outline=2,
            shadow=0,
            marginv=300,
            alignment=pysubs2.Alignment.TOP_CENTER,
        ),
    }
    for cue in cues:
        text = r"\N".join(_plain(row) for row in cue.rows)
        style = "Caption" if cue.kind is CueKind.CAPTION else "Default"
        subs.append(
            pysubs2.SSAEvent(
                start=cue.start * 1000 // fps,
                end=cue.end * 1000 // fps,
                text=text,
                style=style,
                name=(cue.speaker or "").replace(",", " "),
            )
        )
    paths = {}
    for suffix in ("srt", "vtt", "ass"):
        paths[suffix] = folder / f"{stem}.{suffix}"
        subs.save(str(paths[suffix]), format_=suffix)
    return paths


def _plain(row: str) -> str:
    """Braces and backslashes would be read as ASS commands."""
    return row.replace("{", "｛").replace("}", "｝").replace("\\", "＼")
