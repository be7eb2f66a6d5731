"""Screening of a film: watched by the engine with the lexicon of the day, then by the classifiers that plug in."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from fangcun.kit.errors import FangcunError, Problem, Severity
from fangcun.review.classifiers import Judged, classify
from fangcun.review.contracts import FilmScreening, PictureFinding, Strength
from fangcun.review.engine.screen import screen_of
from fangcun.review.engine.watch.reel import Reel
from fangcun.review.engine.watch.spoken import Cue
from fangcun.review.engine.watch.watching import Asked, watch
from fangcun.review.transcripts import SUBTITLES, read_lines, transcribe

STILLS = 1.0  # a second for classifiers
_MOST_PROCESSES = 8


def screen_video(
    path: Path,
    *,
    on: date,
    title: str = "",
    number: str = "",
    labelled: bool = True,
    spoken: Path | None = None,
    subtitles: Path | None = None,
    speech: tuple[str, str] = ("", ""),
    classifiers: Sequence[str] = (),
    processes: int = 0,
    progress: Callable[[float], None] = lambda _: None,
) -> FilmScreening:
    """What a machine finds in the picture and sound of a film as of a day.

    ``title`` and ``number`` must stand in its opening where they are given; without ``labelled`` it is not made by AI
    and needs no notice. ``spoken`` is a file of what is said, ``subtitles`` of what is shown (a file beside the film of
    its name is taken otherwise), ``speech`` the address and key of a service that listens where no file is given.
    ``classifiers`` are addresses or entry points; ``processes`` work side by side, one for each core when 0.
    Raises FangcunError for what is no film (``watch.*``) or no transcript (``review.transcript``).
    """
    lines, shown, problems = _speech(path, spoken, subtitles, speech)
    asked = Asked(
        title=title,
        number=number,
        labelled=labelled,
        spoken=lines,
        subtitles=shown,
        stills=STILLS if classifiers else 0.0,
    )
    watched = watch(
        path,
        on=on,
        screen=screen_of(on).screen,
        asked=asked,
        processes=processes or min(_MOST_PROCESSES, os.cpu_count() or 1),
        progress=progress,
    )
    screening = watched.screening
    if not classifiers:
        return replace(screening, problems=(*screening.problems, *problems))
    judged, failed = classify(watched.stills, named=classifiers)
    findings = [*screening.findings, *_stretches(judged, watched.reel)]
    findings.sort(key=lambda f: f.span.start if f.span else Fraction(-1))
    return replace(screening, findings=tuple(findings), problems=(*screening.problems, *problems, *failed))


def _speech(
    path: Path, spoken: Path | None, subtitles: Path | None, speech: tuple[str, str]
) -> tuple[list[Cue], list[Cue], list[Problem]]:
    """What is said, what is shown, and what went wrong on the way: a service that fails leaves the rest standing."""
    lines: list[Cue] = []
    problems: list[Problem] = []
    address, key = speech
    if spoken is not None:
        lines = read_lines(spoken)
    elif address and path.is_file():
        try:
            lines = transcribe(path, address=address, key=key)
        except FangcunError as error:
            problems.append(Problem(error.code, Severity.WARNING, error.message))
    if not lines:
        return [], [], problems
    beside = subtitles or next((f for s in SUBTITLES if (f := path.with_suffix(s)).is_file() and f != spoken), None)
    return lines, read_lines(beside) if beside else [], problems


def _stretches(judged: Sequence[Judged], reel: Reel) -> list[PictureFinding]:
    """One finding for each run of stills in which a classifier says the same."""
    step = max(1, round(float(reel.rate) / STILLS))
    runs: list[list[Judged]] = []
    for one in sorted(judged, key=lambda j: (j.classifier, j.meaning.category, j.frame)):
        last = runs[-1][-1] if runs else None
        same = last and (last.classifier, last.meaning.category) == (one.classifier, one.meaning.category)
        if last and same and one.frame - last.frame <= 2 * step:
            runs[-1].append(one)
        else:
            runs.append([one])
    return [_finding(run, reel, step) for run in runs]


def _finding(run: Sequence[Judged], reel: Reel, step: int) -> PictureFinding:
    best = max(run, key=lambda j: j.score)
    meaning = best.meaning
    severity = Strength.BLOCK if best.score >= meaning.block else Strength.ASK
    return PictureFinding(
        category=meaning.category,
        severity=severity,
        message=f"图像分类器认为画面里有“{best.label}”。请人看。",
        rule=meaning.rule,
        source=meaning.source,
        span=reel.span(run[0].frame, min(run[-1].frame + step, reel.frames)),
        measured=f"{best.score:.0%}（{best.classifier}）",
        limit=f"{meaning.ask:.0%}",
    )
