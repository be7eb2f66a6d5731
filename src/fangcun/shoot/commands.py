"""`fangcun shoot`: planning from a terminal. Engines are called alone: no database, no Django."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fangcun.kit.errors import FangcunError, Kind

if TYPE_CHECKING:
    from fangcun.shoot.engine.talent.solve import TalentAnswer


@click.group()
def shoot() -> None:
    """拍摄：排计划、出通告。"""


@shoot.command("talent")
@click.argument("file", metavar="FILE")
@click.option("--seconds", type=click.FloatRange(min=0), default=10.0, show_default=True, help="Longest search.")
@click.option("--seed", type=int, default=0, show_default=True, help="Where chance begins.")
@click.option("--workers", type=click.IntRange(1, 256), help="Threads; by default one for each core.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one object.")
def order_talent(file: str, seconds: float, seed: int, workers: int | None, as_json: bool) -> None:
    """Order the scenes of one film so that its actors are held for the least money. `-` is the standard input.

    Ctrl-C ends the search and prints the best order found so far.
    """
    import signal
    import threading

    film_text, name = _read_text(file)
    from fangcun.shoot.engine.talent.reader import read_film

    film = read_film(film_text, name=name)
    from fangcun.shoot.engine.talent.solve import needs_compiling, solve

    if needs_compiling():
        click.echo("首次运行，正在编译求解器（约 10 秒，不计入搜索时间）……", err=True)
    cancelled = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: cancelled.set())

    def show(total: int, _order: tuple[int, ...]) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r目前最好：{total:,}   ", nl=False, err=True)

    try:
        answer = solve(
            film,
            seconds=seconds,
            seed=seed,
            workers=workers or os.cpu_count() or 1,
            on_better=show,
            stop=cancelled.is_set,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    if sys.stderr.isatty():
        click.echo(err=True)
    _print_talent(answer, as_json=as_json)


def _print_talent(answer: TalentAnswer, *, as_json: bool) -> None:
    order = [scene + 1 for scene in answer.order]
    if as_json:
        said = {
            "total": answer.total,
            "order": order,
            "proved": answer.proved,
            "seconds": round(answer.seconds, 3),
        }
        click.echo(json.dumps(said, ensure_ascii=False))
        return
    sure = "已证明最优" if answer.proved else "未证明最优"
    click.echo(f"总费用 {answer.total:,}（{sure}，搜索 {answer.seconds:.1f} 秒）")
    click.echo("拍摄顺序：" + " ".join(map(str, order)))


def _read_text(file: str) -> tuple[str, str]:
    """The text and the name of a file, `-` for the standard input."""
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except FileNotFoundError:
        raise FangcunError("file.missing", Kind.NOT_FOUND, f"没有文件“{file}”，请检查路径。") from None
    except OSError as error:
        raise FangcunError("file.unreadable", Kind.INVALID, f"打不开“{file}”：{error.strerror}。") from None
    try:
        return data.decode("utf-8"), Path(file).stem
    except UnicodeDecodeError:
        raise FangcunError("file.encoding", Kind.INVALID, f"“{file}”不是 UTF-8 文本，请另存后再试。") from None
