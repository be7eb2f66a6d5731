"""`fangcun review cases`, `case` and `opinion`: cases from a terminal."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fangcun.base.contracts import Actor
    from fangcun.review.contracts.desk import CaseLine, CaseView

tenant = click.option("--tenant", default="demo", show_default=True, help="机构代号：审核中心，或送审的制作方。")
as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
number = click.argument("case_id", metavar="CASE", type=click.IntRange(1))


@click.command("cases")
@tenant
@click.option("--done", is_flag=True, help="只看办结的，新的在前；默认看没办结的，要超期的在前。")
@as_json
def list_cases(*, tenant: str, done: bool, as_json: bool) -> None:
    """列出审核件。"""
    actor = _actor(tenant)
    from fangcun.review import api

    lines = api.cases(actor, done=done)
    if as_json:
        _say(lines)
        return
    for line in lines:
        click.echo(_line(line))
    if not lines:
        click.echo("没有办结的审核件。" if done else "没有在办的审核件。")


@click.command("case")
@number
@tenant
@as_json
def show_case(*, case_id: int, tenant: str, as_json: bool) -> None:
    """看一件：状态、经过与问题。"""
    actor = _actor(tenant)
    from fangcun.review import api

    view = api.case(actor, case_id)
    _say(view) if as_json else _print(view)


@click.command("opinion")
@number
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="写到哪个 PDF 文件。")
@tenant
@as_json
def write_opinion(*, case_id: int, out: Path, tenant: str, as_json: bool) -> None:
    """出审核意见书（PDF），并给出页脚的核对码。"""
    actor = _actor(tenant)
    from fangcun.kit.errors import FangcunError, Kind
    from fangcun.review import api

    code = api.opinion(actor, case_id)["code"]
    try:
        out.write_bytes(api.opinion_pdf(actor, case_id))
    except OSError as error:
        message = f"写不进“{out}”：{error.strerror}。请换一个能写的位置。"
        raise FangcunError("file.unwritable", Kind.INVALID, message) from None
    _say({"file": str(out), "code": code}) if as_json else click.echo(f"{out}  核对码 {code}")


def _actor(slug: str) -> Actor:
    """The system acting for a tenant, once Django runs."""
    from fangcun.base.runtime import start

    start()
    from fangcun.base.api import ensure_own_tenant, system_actor

    ensure_own_tenant(slug)
    return system_actor(slug)


def _line(line: CaseLine) -> str:
    from django.utils import timezone

    from fangcun.review.engine.papers.words import STATES

    due = f"{timezone.localtime(line.due):%m-%d %H:%M}" if line.due else "计时暂停" if line.waits else "–"
    late = "  超期" if line.late else ""
    lane = "  加急" if line.lane.value == "fast" else ""
    return (
        f"{line.id:>6}  {STATES[line.state]}  {due}{late}{lane}  《{line.name}》  {line.house}  {line.tier_name}"
        f"  第 {line.round} 轮  待判 {line.open}" + (f"  {line.number}" if line.number else "")
    )


def _print(view: CaseView) -> None:
    from django.utils import timezone

    from fangcun.review.engine.papers.words import ACTS, CALLS, RULINGS, STRENGTHS

    click.echo(_line(view.line))
    for step in view.steps:
        said = "：".join(filter(None, (CALLS[step.call] if step.call else "", step.words)))
        click.echo("  ".join((f"  {timezone.localtime(step.at):%m-%d %H:%M}", ACTS[step.act], step.by, said)).rstrip())
    for one in view.findings:
        place, words = one.place or "全剧", one.surface or one.canonical
        click.echo(f"  [{STRENGTHS[one.strength]}·{RULINGS[one.ruling]}] {place}  “{words}”  {one.message}")


def _say(answer: Any) -> None:
    def plain(value: Any) -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            return asdict(value)
        return sorted(value) if isinstance(value, frozenset) else _text(value)

    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=plain))


def _text(value: Any) -> str:
    from datetime import datetime, timedelta

    if isinstance(value, timedelta):
        return f"{round(value.total_seconds())} s"
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)
