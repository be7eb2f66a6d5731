"""`fangcun shoot`: planning from a terminal."""

from __future__ import annotations

import json
from datetime import datetime

import click

from fangcun.shoot.file_commands import order_talent, plan_base


@click.group()
def shoot() -> None:
    """拍摄：排计划、出通告。"""


shoot.add_command(plan_base)
shoot.add_command(order_talent)


JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
TENANT = click.option("--tenant", default="demo", show_default=True, help="机构代号。")


@shoot.command("plan")
@click.argument("production", nargs=-1)
@click.option("--seconds", default=30.0, show_default=True, type=click.FloatRange(1, 3600), help="找多久。")
@click.option("--from", "starts_on", type=click.DateTime(["%Y-%m-%d"]), help="从哪天排起；默认最早的开机日。")
@click.option("--days", type=click.IntRange(1, 120), help="排几天；默认到最晚的杀青日。")
@TENANT
@JSON
def plan_shoots(
    production: tuple[str, ...],
    seconds: float,
    starts_on: datetime | None,
    days: int | None,
    tenant: str,
    as_json: bool,
) -> None:
    """把这些剧（剧名；不给则全部在拍的）一起排成计划。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.base.api import system_actor
    from fangcun.shoot.api import plan_now, shoots

    actor = system_actor(tenant)
    chosen = [s.id for s in shoots(actor) if not production or s.production_name in production]
    found = plan_now(
        actor, shoot_ids=chosen, seconds=seconds, starts_on=starts_on.date() if starts_on else None, days=days
    )
    if as_json:
        say = {"plan": found.id, "cost": found.cost.total, "violations": found.violations, "state": found.state.value}
        click.echo(json.dumps(say, ensure_ascii=False))
    else:
        click.echo(f"计划 {found.id}：{found.name}，¥{found.cost.total / 100:,.0f}，{found.violations} 处冲突。")


@shoot.command("demo")
@click.option("--seconds", default=20.0, show_default=True, type=click.FloatRange(1, 3600), help="一起排多久。")
@TENANT
def demo_shoots(seconds: float, tenant: str) -> None:
    """建演示基地，把六部剧一起排好、发布，并发出第一天的通告单。"""
    from fangcun.base.runtime import start

    start()
    from django.utils import timezone

    from fangcun.base.api import ensure_own_tenant, system_actor
    from fangcun.kit import clock
    from fangcun.shoot.api import ensure_demo_plan

    ensure_own_tenant(tenant)
    today = timezone.localdate(clock.now())
    plan = ensure_demo_plan(system_actor(tenant), today=today, seconds=seconds, tell=click.echo)
    click.echo(f"六个剧组已排好：¥{plan.cost.total / 100:,.0f}，{plan.violations} 处冲突；见网站的“拍摄”。")
