"""`fangcun ledger`: proving, exporting and closing the books from a terminal."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fangcun.base.contracts import Actor

as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
tenant = click.option("--tenant", default="demo", show_default=True, help="机构代号。")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group()
def ledger() -> None:
    """账簿：核对、导出、试算、结账。"""


@ledger.command("check")
@tenant
@as_json
def check(*, tenant: str, as_json: bool) -> None:
    """逐行核对账簿：借贷相等、余额等于分录之和、没有断号与孤行；有错时退出码为 65。"""
    actor = _actor(tenant)
    from fangcun.ledger import api

    proof = api.check(actor.tenant_id)
    if as_json:
        click.echo(json.dumps(asdict(proof) | {"right": not proof.faults}, ensure_ascii=False))
    else:
        click.echo(
            f"{actor.tenant_name}：{proof.accounts:,} 个账户，{proof.transfers:,} 笔转账，{proof.entries:,} 条分录，"
            f"{proof.holds:,} 笔冻结，{proof.periods:,} 个已结账期"
        )
        for fault in proof.faults:
            click.secho(f"✗ {fault.message}（{fault.law}）", fg="red", err=True)
        if not proof.faults:
            click.secho("账实相符，没有发现错误。", fg="green")
    if proof.faults:
        sys.exit(65)


@ledger.command("export")
@tenant
@click.option(
    "--out", type=click.Path(path_type=Path), help="写到哪个文件；不给则为 <机构>.beancount，`-` 为标准输出。"
)
@as_json
def export(*, tenant: str, out: Path | None, as_json: bool) -> None:
    """导出整本账为 beancount 文本，可用 bean-check 复核。"""
    actor = _actor(tenant)
    from fangcun.ledger import api

    pieces = api.export(actor.tenant_id, title=actor.tenant_name)
    if out is not None and str(out) == "-":
        for piece in pieces:
            sys.stdout.write(piece)
        return
    target = out or Path(f"{tenant}.beancount")
    with target.open("w", encoding="utf-8") as file:
        file.writelines(pieces)
    size = target.stat().st_size
    told = json.dumps({"path": str(target), "bytes": size}, ensure_ascii=False)
    click.echo(told if as_json else f"已写出 {target}（{size:,} 字节）")


@ledger.command("trial")
@tenant
@click.option("--before", type=DAY, help="只算这一天开始之前发生的；不给则算到现在。")
@as_json
def trial(*, tenant: str, before: datetime | None, as_json: bool) -> None:
    """试算平衡表：每个科目的余额，借贷两方合计相等。"""
    actor = _actor(tenant)
    from fangcun.ledger import api

    found = api.trial_balance(actor.tenant_id, as_of=_start(before) if before else None)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, default=str))
        return
    for line in found.lines:
        amounts = f"{_amount(line.debit, line.unit):>18}{_amount(line.credit, line.unit):>18}"
        click.echo(f"{line.code:<7}{line.name}\t{amounts}")
    for unit, (debits, credits) in found.totals.items():
        click.echo(f"{'':7}合计\t{_amount(debits, unit):>18}{_amount(credits, unit):>18}")
    if not found.lines:
        click.echo("还没有账户。")


@ledger.command("close")
@click.argument("before", metavar="DAY", type=DAY)
@tenant
@as_json
def close(*, before: datetime, tenant: str, as_json: bool) -> None:
    """结账：这一天开始之前的账从此不能再记，例如 2026-11-01 结清十月。"""
    actor = _actor(tenant)
    from fangcun.base.api import audit
    from fangcun.ledger import api

    period = api.close_period(actor.tenant_id, _start(before), by=actor.user_name)
    audit("ledger.period_closed", by=actor, subject=before.date().isoformat())
    told = json.dumps(asdict(period), ensure_ascii=False, default=str)
    click.echo(told if as_json else f"{before.date()} 之前的账已结清，共 {period.accounts:,} 个账户有余额。")


@ledger.command("expire-holds")
@as_json
def expire_holds(*, as_json: bool) -> None:
    """解冻所有机构中已到期的冻结；可放进定时任务。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.ledger import api

    count = api.expire_holds()
    click.echo(json.dumps({"expired": count}) if as_json else f"{count} 笔冻结已到期解冻。")


def _actor(slug: str) -> Actor:
    """Who has the machine may act for any tenant on it."""
    from fangcun.base.runtime import start

    start()
    from fangcun.base.api import ensure_own_tenant, system_actor

    ensure_own_tenant(slug)
    return system_actor(slug)


def _start(day: datetime) -> datetime:
    """When that day begins in the site's time zone."""
    from django.utils import timezone

    return timezone.make_aware(day)


def _amount(amount: int, unit: Any) -> str:
    from fangcun.ledger.printed import amount as written

    return written(amount, unit) if amount else ""
