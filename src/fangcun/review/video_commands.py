"""`fangcun review video`: picture and sound of a film, screened from a terminal. No database, no Django."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fangcun.review.contracts import Box, FilmScreening, Lettering, PictureFinding, Span

_PATH = click.Path(path_type=Path)


@click.command("video")
@click.argument("file", metavar="FILE", type=_PATH)
@click.option("--title", default="", metavar="TEXT", help="The title that must stand in the opening.")
@click.option("--number", default="", metavar="TEXT", help="The licence number that must stand in the opening.")
@click.option("--unlabelled", is_flag=True, help="Not made by AI: no notice and no AIGC tag are asked for.")
@click.option("--spoken", type=_PATH, metavar="FILE", help="What is said: SRT, VTT, JSON or one line each.")
@click.option("--subtitles", type=_PATH, metavar="FILE", help="What is shown; the file beside the film otherwise.")
@click.option("--classifier", "classifiers", multiple=True, metavar="URL|NAME", help="An image classifier; repeatable.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day whose rules hold; today otherwise.")
@click.option("--processes", type=click.IntRange(0, 64), default=0, help="Processes; one for each core otherwise.")
@click.option("--json", "as_json", is_flag=True, help="Print facts, findings and the lettering read as JSON.")
def review_video(
    file: Path,
    title: str,
    number: str,
    unlabelled: bool,
    spoken: Path | None,
    subtitles: Path | None,
    classifiers: tuple[str, ...],
    day: Any,
    processes: int,
    as_json: bool,
) -> None:
    """Screen picture and sound of a film: lettering, AI notice, opening, flashing, black, frozen, silent, loudness."""
    from datetime import date

    from fangcun.config import config
    from fangcun.review.api import screen_video

    on = day.date() if day is not None else date.today()  # noqa: DTZ011  the reader's own day is meant
    settings = config()
    with _progress(hidden=as_json) as told:
        screening = screen_video(
            file,
            on=on,
            title=title,
            number=number,
            labelled=not unlabelled,
            spoken=spoken,
            subtitles=subtitles,
            speech=(settings.speech_url, settings.speech_key),
            classifiers=classifiers or tuple(settings.classifiers.split()),
            processes=processes or settings.workers or os.cpu_count() or 1,
            progress=told,
        )
    if as_json:
        click.echo(json.dumps(plain(screening, file), ensure_ascii=False, indent=1))
    else:
        from fangcun.review.film_printed import print_film

        print_film(screening, file)


def _progress(*, hidden: bool) -> Any:
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    @contextmanager
    def shown() -> Any:
        columns = (TextColumn("审看画面与声音"), BarColumn(), TextColumn("{task.percentage:.0f}%"), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as bar:
            task = bar.add_task("", total=1.0)
            yield lambda share: bar.update(task, completed=share)

    return shown()


def plain(screening: FilmScreening, path: Path) -> dict[str, Any]:
    """A screening as data for JSON. Times are seconds as fractions ("7/25") beside frame numbers."""
    facts = screening.facts
    loudness = facts.loudness
    return {
        "file": str(path),
        "verdict": screening.verdict.value,
        "on": screening.on.isoformat(),
        "width": facts.width,
        "height": facts.height,
        "frames": facts.frames,
        "rate": str(facts.rate),
        "seconds": str(facts.seconds),
        "loudness": _loudness(asdict(loudness)) if loudness else None,
        "metadata": dict(facts.metadata),
        "findings": [_finding(f) for f in screening.findings],
        "lettering": [_lettering(line) for line in screening.lettering],
        "problems": [{"code": p.code, "message": p.message, **p.data} for p in screening.problems],
        "rules": screening.rules,
        "lexicon": screening.lexicon,
    }


def _loudness(values: dict[str, float]) -> dict[str, float | None]:
    """JSON has no −∞: the true peak of silence is null."""
    return {name: (round(value, 2) if value > -1000 else None) for name, value in values.items()}


def _finding(finding: PictureFinding) -> dict[str, Any]:
    return {
        "category": finding.category,
        "severity": finding.severity.value,
        "message": finding.message,
        "span": _span(finding.span),
        "box": _box(finding.box),
        "measured": finding.measured,
        "limit": finding.limit,
        "surface": finding.surface,
        "rule": finding.rule,
        "source": finding.source,
        "reason": finding.reason,
    }


def _lettering(line: Lettering) -> dict[str, Any]:
    return {"text": line.text, "span": _span(line.span), "box": _box(line.box), "sureness": line.sureness}


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {
        "start": str(span.start),
        "end": str(span.end),
        "first_frame": span.first_frame,
        "end_frame": span.end_frame,
    }


def _box(box: Box | None) -> dict[str, float] | None:
    return {name: round(value, 4) for name, value in asdict(box).items()} if box else None
