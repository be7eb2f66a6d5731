"""`fangcun park`: the base's things from a terminal."""

from __future__ import annotations

import json
from datetime import date, datetime

import click


@click.group()
def park() -> None:
    """基地：场景、人员、器材、预订与服务单。"""


TENANT = click.option("--tenant", default="demo", show_default=True, help="机构代号。")
JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@park.command("demo")
@TENANT
@click.option("--today", type=DAY, help="演示数据以哪一天为今天；不给则用当天。")
@click.option("--seed", default=1, show_default=True, help="随机种子：同一种子与日期得到同一个基地。")
@JSON
def make_demo(tenant: str, today: datetime | None, seed: int, as_json: bool) -> None:
    """生成一个虚构的县级基地：160 个实景棚、500 处场景、一万人、五万件器材与六个在拍剧组。"""
    from fangcun.base.runtime import start

    start()
    from dataclasses import asdict

    from fangcun.base.api import ensure_own_tenant, system_actor
    from fangcun.park.services.demo import ensure_demo_base

    ensure_own_tenant(tenant)
    day = today.date() if today else _local_day()
    made = ensure_demo_base(system_actor(tenant), today=day, seed=seed)
    if as_json:
        click.echo(json.dumps(asdict(made), ensure_ascii=False))
    elif not made.spaces:
        click.echo(f"{made.name}已经在了，没有重复生成。")
    else:
        click.echo(
            f"{made.name}：{made.spaces} 处场景，{made.people:,} 人，{made.stocks:,} 种物资 {made.pieces:,} 件，"
            f"{made.bundles} 套组合，{made.crews} 个剧组，{made.bookings} 笔预订，{made.requests} 张服务单"
        )


def _local_day() -> date:
    """Today in the base's time zone."""
    from django.utils import timezone

    return timezone.localdate()
