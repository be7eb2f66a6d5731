"""``fangcun farm``: see the jobs, give them up, try them again, work for them, forget old results."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from fangcun.base.runtime import start

if TYPE_CHECKING:
    from fangcun.base.contracts import Actor
    from fangcun.farm.contracts import Progress

as_json = click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
STATES = {"running": "进行中", "done": "完成", "failed": "有失败", "cancelled": "已取消"}
OUTCOMES = {"done": "完成", "failed": "失败", "stopped": "中止", "lost": "失联", "refused": "作废"}


def _say(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def _owner(job_id: int) -> Actor:
    """Who has the machine may act for the tenant of any job on it. Raises ``farm.job.missing``."""
    from fangcun.base.api import system_actor
    from fangcun.farm.api import tenant_of

    return system_actor(tenant_of(job_id))


@click.group()
def farm() -> None:
    """Jobs: list, show, work, clean."""


@farm.command()
@click.option("--limit", default=20, show_default=True, help="How many of the newest.")
@as_json
def jobs(*, limit: int, as_json: bool) -> None:
    """List the newest jobs."""
    start()
    from fangcun.farm import api

    found = api.jobs(limit=limit)
    if as_json:
        _say([dataclasses.asdict(progress) for progress in found])
    elif not found:
        click.echo("还没有作业。")
    else:
        from rich.console import Console
        from rich.table import Table

        table = Table("编号", "作业", "状态", "进度", "缓存", "失败")
        for p in found:
            bar = f"{p.done}/{p.total}"
            table.add_row(str(p.job_id), p.title, STATES[p.state], bar, str(p.cached), str(p.failed))
        Console().print(table)


@farm.command()
@click.argument("job", type=int)
@as_json
def show(*, job: int, as_json: bool) -> None:
    """Show a job: progress, what runs, what failed and why, the attempts."""
    start()
    from fangcun.farm import api

    progress, problems, attempts = api.progress_of(job), api.problems_of(job), api.attempts_of(job)
    if as_json:
        problem_data = [dataclasses.asdict(problem) for problem in problems]
        _say(dataclasses.asdict(progress) | {"problems": problem_data, "attempts": attempts})
        return
    click.echo(line_of(progress))
    for task in progress.running:
        click.echo(f"  ▶ {task.title} {task.fraction:.0%} {task.text}".rstrip())
    for problem in problems:
        click.secho(f"  ✗ {problem.message}", fg="red")
        click.echo(f"    {problem.proposal}")
    slowest = sorted(attempts, key=lambda a: -a["wall_seconds"])[:10]
    for a in slowest:
        cost = f"{a['wall_seconds']:.2f} 秒，处理器 {a['cpu_seconds']:.2f} 秒，内存 {a['peak_bytes'] / 2**20:.0f} MB"
        click.echo(f"  · {a['title'] or a['kind']}：{OUTCOMES[a['outcome']]}，{cost}")


def line_of(progress: Progress) -> str:
    """A job in one line."""
    left = "" if progress.eta is None or progress.state.over else f"，约剩 {progress.eta:.0f} 秒"
    return (
        f"作业 {progress.job_id}“{progress.title}”：{STATES[progress.state]}，{progress.done}/{progress.total} 项"
        f"（{progress.cached} 项取自缓存，{progress.failed} 项失败）{left}"
    )


@farm.command()
@click.argument("job", type=int)
@as_json
def cancel(*, job: int, as_json: bool) -> None:
    """Give a job up; what is finished stays."""
    start()
    from fangcun.farm import api

    api.cancel(job, by=_owner(job))
    _say({"job_id": job, "state": "cancelled"}) if as_json else click.echo(f"已取消作业 {job}，已完成的部分保留。")


@farm.command()
@click.argument("job", type=int)
@as_json
def retry(*, job: int, as_json: bool) -> None:
    """Try a failed or cancelled job again and run it here; what is finished is not redone."""
    start()
    from fangcun.farm import api

    api.retry(job, by=_owner(job))
    if as_json:
        _say(dataclasses.asdict(api.run_job(job)))
        return
    with _live() as show:
        progress = api.run_job(job, on_progress=show)
    click.echo(line_of(progress))


@contextmanager
def _live() -> Iterator[Callable[[Progress], None]]:
    """A bar on the terminal that follows a job: what runs, how much is done, how long it takes."""
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[left]}")
    ) as bar:
        row = bar.add_task("", total=None, left="")

        def show(progress: Progress) -> None:
            at = "、".join(task.title for task in progress.running[:2]) or progress.title
            left = "" if progress.eta is None else f"约剩 {progress.eta:.0f} 秒"
            bar.update(row, description=at, total=progress.total, completed=progress.done, left=left)

        yield show


@farm.command()
@click.option("--workers", type=click.IntRange(1, 256), help="Worker processes; without it one for each core.")
@click.option("--with-parent", is_flag=True, help="Stop when the process that started this one ends.")
@as_json
def work(*, workers: int | None, with_parent: bool, as_json: bool) -> None:
    """Work for whatever is asked for, until Ctrl-C."""
    start()
    from fangcun.farm import api

    count = workers or api.worker_count()
    if not as_json:
        click.echo(f"{count} 个工作进程已就绪，按 Ctrl-C 停止。")
    api.work_forever(workers=count, with_parent=with_parent)
    _say({"workers": count, "stopped": True}) if as_json else click.echo("已停止。")


@farm.command()
@click.option("--older-than", "days", type=click.IntRange(0), default=30, show_default=True, help="Days unused.")
@as_json
def clean(*, days: int, as_json: bool) -> None:
    """Forget results nobody asked for in a while.

    They are made again when somebody asks. The stored files stay: a published episode may be one of them.
    """
    start()
    from fangcun.farm import api

    forgotten = api.forget(older_than=timedelta(days=days))
    if as_json:
        _say({"forgotten": forgotten})
    else:
        click.echo(f"已清除 {forgotten} 条 {days} 天未用的缓存结果；文件内容保留。")
