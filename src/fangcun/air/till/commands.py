"""``fangcun air fare|pay|book-ads``: prices, rewards that are due, advertising income."""

from __future__ import annotations

import json
from datetime import datetime

import click

from fangcun.base.runtime import start

as_json = click.option("--json", "as_json", is_flag=True, help="用 JSON 回答。")


@click.command()
@click.argument("slug")
@click.option("--free", type=click.IntRange(0, 10_000), help="前多少集免费。")
@click.option("--coins", type=click.IntRange(1, 1_000_000), help="之后每集多少金币。")
@click.option(
    "--whole", type=click.IntRange(0, 1_000_000), default=0, show_default=True, help="整剧多少金币；0 不整卖。"
)
@click.option("--ad-opens", type=click.IntRange(0, 10), default=0, show_default=True, help="一次广告解锁几集；0 不用。")
@click.option("--all-free", is_flag=True, help="取消票价，全部免费。")
@click.option("--window", nargs=2, type=click.DateTime(), help="限免的开始和结束（本站时区）。")
@click.option("--tenant", default="demo", show_default=True, help="归哪个机构（代号）。")
@as_json
def fare(
    *, slug: str, free: int | None, coins: int | None, whole: int, ad_opens: int, all_free: bool,
    window: tuple[datetime, datetime] | None, tenant: str, as_json: bool,
) -> None:  # fmt: skip
    """看或改一部剧的票价：免费集数、金币、整剧价、广告解锁、限免。"""
    start()
    from django.utils import timezone

    from fangcun.air import entitlement
    from fangcun.air.till import pricing
    from fangcun.base.api import system_actor

    if (free is None) != (coins is None):
        raise click.UsageError("--free 和 --coins 要一起给。")
    actor = system_actor(tenant)
    if all_free:
        pricing.make_free(actor, slug=slug)
    if free is not None and coins is not None:
        pricing.set_fare(actor, slug=slug, free=free, coins=coins, whole=whole, ad_opens=ad_opens)
    if window:
        starts, ends = (timezone.make_aware(moment) for moment in window)
        pricing.open_window(actor, slug=slug, starts_at=starts, ends_at=ends)
    found = entitlement.fare_of(slug)
    if as_json:
        windows = [[w.starts_at.isoformat(), w.ends_at.isoformat()] for w in found.windows] if found else []
        kept = (
            {"free": found.free, "coins": found.coins, "whole": found.whole, "ad_opens": found.ad_opens}
            if found
            else {}
        )
        click.echo(json.dumps({"slug": slug, "priced": found is not None} | kept | {"windows": windows}))
    elif found is None:
        click.echo("全部免费。")
    else:
        whole_words = f"整剧 {found.whole} 金币" if found.whole else "不整卖"
        ad_words = f"一次广告解锁 {found.ad_opens} 集" if found.ad_opens else "不能看广告解锁"
        click.echo(f"前 {found.free} 集免费，之后每集 {found.coins} 金币，{whole_words}，{ad_words}。")
        for w in found.windows:
            click.echo(
                f"限免：{timezone.localtime(w.starts_at):%m-%d %H:%M} 至 {timezone.localtime(w.ends_at):%m-%d %H:%M}"
            )


@click.command()
@as_json
def pay(*, as_json: bool) -> None:
    """结清到期的奖励：没有异常的到账，有问题的退回。适合放进定时任务。"""
    start()
    from fangcun.air.till.paying import pay_due

    paid, refused = pay_due()
    click.echo(json.dumps({"paid": paid, "refused": refused}) if as_json else f"到账 {paid} 笔，退回 {refused} 笔。")


@click.command("book-ads")
@as_json
def book_ads(*, as_json: bool) -> None:
    """把还没入账的广告收入按剧记进账簿。适合放进定时任务。"""
    start()
    from fangcun.air.till.income import book_ads as book
    from fangcun.kit.money import Money

    fen = book()
    click.echo(json.dumps({"fen": fen}) if as_json else f"入账 {Money(fen)}。")
