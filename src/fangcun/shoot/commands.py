"""`fangcun shoot`: planning from a terminal."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fangcun.kit.errors import FangcunError, Kind

if TYPE_CHECKING:
    from fangcun.shoot.contracts import Answer, Problem, TracePoint


@click.group()
def shoot() -> None:
    """拍摄：排计划、出通告。"""


@shoot.command("base")
@click.argument("file", metavar="FILE")
@click.option("--seconds", type=click.FloatRange(0.1, 86_400), default=10.0, show_default=True, help="搜索多久。")
@click.option("--seed", type=int, default=1, show_default=True, help="随机数种子。")
@click.option("--workers", type=click.IntRange(1, 64), help="用几个核；默认全部，至多 8。")
@click.option("--replan", metavar="PLAN", help="旧计划的 JSON：从它改起，每改一场按 change 计价。")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果。")
def plan_base(file: str, seconds: float, seed: int, workers: int | None, replan: str | None, as_json: bool) -> None:
    """一起排基地里所有剧组：景、人、器材都不撞，花费最少。Ctrl-C 停止时留下最好的计划。"""
    from fangcun.shoot.engine.exchange import answer_to_json, read_problem, read_slots
    from fangcun.shoot.engine.planner import plan, repair

    problem = read_problem(_json(file))
    start = None
    if replan is not None:
        start = repair(problem, read_slots(_json(replan), problem), seed=seed)
    stopped = [False]
    with _heeding_interrupts(stopped):
        answer = plan(
            problem,
            seconds=seconds,
            seed=seed,
            workers=workers,
            start=start,
            on_better=None if as_json else _tell,
            stop=lambda: stopped[0],
        )
    if as_json:
        click.echo(json.dumps(answer_to_json(answer), ensure_ascii=False))
    else:
        _print(problem, answer)


def _tell(point: TracePoint, slots: tuple[int, ...]) -> None:
    click.echo(f"{point.seconds:7.1f} 秒  {point.cost:>14,}  {point.method}", err=True)


def _print(problem: Problem, answer: Answer) -> None:
    parts = answer.cost
    scenes = len(answer.slots)
    click.echo(f"{problem.name}：{len(problem.crews)} 个剧组 {scenes} 场，总花费 {parts.total:,}")
    click.echo(f"  演员留组 {parts.holding:,}  转场 {parts.moves:,}  加班 {parts.overtime:,}  夜戏 {parts.nights:,}")
    click.echo(f"  开工日 {parts.crew_days:,}  场租 {parts.places:,}  改动 {parts.changes:,}")
    for violation in answer.violations[:20]:
        click.secho(f"  ✗ {violation.message}", fg="red")
    if len(answer.violations) > 20:
        click.secho(f"  ✗ 另有 {len(answer.violations) - 20} 处", fg="red")
    if not answer.violations:
        click.secho("  没有冲突", fg="green")


def _json(file: str) -> Any:
    """Parsed JSON of a file, `-` for standard input. Raises ``file.missing``, ``file.unreadable``, ``plan.format``."""
    from fangcun.shoot.engine.exchange import json_from_bytes

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except FileNotFoundError:
        raise FangcunError("file.missing", Kind.NOT_FOUND, f"没有文件“{file}”，请检查路径。") from None
    except OSError as error:
        raise FangcunError("file.unreadable", Kind.INVALID, f"打不开“{file}”：{error.strerror}。") from None
    return json_from_bytes(data)


@contextmanager
def _heeding_interrupts(stopped: list[bool]) -> Iterator[None]:
    """While it lasts the first Ctrl-C asks for an end instead of breaking off; the second breaks off."""

    def heed(number: int, frame: object) -> None:
        stopped[0] = True
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, heed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
