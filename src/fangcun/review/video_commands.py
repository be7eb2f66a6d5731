"""`fangcun review video`: picture and sound of a film, screened from a terminal. No database, no Django."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

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
        from fangcun.review.film_data import film_data

        click.echo(json.dumps({"file": str(file), **film_data(screening)}, ensure_ascii=False, indent=1))
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
