"""`fangcun park requests` and `fangcun park escalate`: the service desk from a terminal and a timer."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fangcun.park.contracts import Timing, Timings

STATES = {"open": "待接", "doing": "办理中", "waiting": "等对方", "done": "办结", "cancelled": "撤回"}

as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


@click.command("requests")
@click.option("--tenant", default="demo", show_default=True, help="机构代号。")
@click.option("--crew", "crew_code", help="只看一个剧组（代号）。")
@click.option("--state", type=click.Choice(tuple(STATES)), help="只看一种状态；默认所有没办结的。")
@click.option("--late", is_flag=True, help="只看已超期的。")
@click.option("--timings", is_flag=True, help="不列服务单，改列各类、各剧组的用时和当天办结率。")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 400), help="用时统计看几天。")
@as_json
def list_requests(
    *, tenant: str, crew_code: str | None, state: str | None, late: bool, timings: bool, days: int, as_json: bool
) -> None:
    """列出服务单：超期的在前；或看用时。"""
    from fangcun.base.runtime import start

    start()
    from django.utils import timezone

    from fangcun.base.api import ensure_own_tenant, system_actor
    from fangcun.kit import clock
    from fangcun.kit.errors import FangcunError, Kind
    from fangcun.park import api
    from fangcun.park.contracts import RequestState

    ensure_own_tenant(tenant)
    actor, now = system_actor(tenant), clock.now()
    if timings:
        found = api.request_timings(actor, since=now - timedelta(days=days))
        _say(found) if as_json else _print_timings(found)
        return
    crew_id = None
    if crew_code is not None:
        crew_id = next((c.id for c in api.crews(actor, active=None) if c.code == crew_code), None)
        if crew_id is None:
            raise FangcunError("crew.missing", Kind.NOT_FOUND, f"没有代号为“{crew_code}”的剧组。")
    states = (RequestState(state),) if state else api.UNFINISHED
    page = api.requests(actor, states=states, crew_id=crew_id, late=late, size=500)
    if as_json:
        _say(list(page.items))
        return
    for r in page.items:
        mark = "超期" if r.state in api.UNFINISHED and r.due < now else STATES[r.state.value]
        due = f"{timezone.localtime(r.due):%m-%d %H:%M}"
        who = "  ".join(filter(None, (r.crew_name, r.owner_name or "没有负责人")))
        level = f"  {r.level} 级" if r.level else ""
        click.echo(f"{r.id:>6}  {mark}  {due}  {r.kind}  {r.title}  {who}{level}")
    if not page.items:
        click.echo("没有这样的服务单。")


@click.command("escalate")
@click.option("--now", "moment", type=click.DateTime(["%Y-%m-%dT%H:%M"]), help="当作现在的时刻；默认此刻。")
@as_json
def escalate(*, moment: datetime | None, as_json: bool) -> None:
    """把快到期没人接的和已超期的服务单升级；可放进定时任务。"""
    from fangcun.base.runtime import start

    start()
    from django.utils import timezone

    from fangcun.park import api

    raised = api.escalate_requests(timezone.make_aware(moment) if moment else None)
    _say({"escalated": list(raised)}) if as_json else click.echo(f"{len(raised)} 张服务单已升级。")


def _print_timings(found: Timings) -> None:
    click.echo("提出  办结  接单  办结用时  当天办结")
    for line in (found.all, *found.kinds, *found.crews):
        click.echo(_line(line) + f"  {line.name or ('全部' if line is found.all else '不属于剧组')}")


def _line(line: Timing) -> str:
    minutes = [f"{m:.0f} 分" if m is not None else "–" for m in (line.take_minutes, line.done_minutes)]
    share = f"{line.same_day:.0%}" if line.same_day is not None else "–"
    return f"{line.requests:>4}  {line.done:>4}  {minutes[0]:>6}  {minutes[1]:>8}  {share:>6}"


def _say(answer: Any) -> None:
    from dataclasses import asdict, is_dataclass

    def plain(value: Any) -> Any:
        return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)

    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=plain))
