"""``fangcun air``: the ranks, the words of a title, and simulated viewers for demonstrations and load tests."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import click

from fangcun.air.account.commands import forget_due, suitable
from fangcun.air.till.commands import book_ads, fare, pay
from fangcun.base.runtime import start

as_json = click.option("--json", "as_json", is_flag=True, help="用 JSON 回答。")


def _say(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


@click.group()
def air() -> None:
    """剧场：榜单、标签、票价、奖励、模拟观众。"""


for _command in (forget_due, suitable, fare, pay, book_ads):
    air.add_command(_command)


@air.command()
@click.option("--most", type=click.IntRange(1, 50), default=20, show_default=True, help="最多几部。")
@as_json
def ranks(*, most: int, as_json: bool) -> None:
    """按热度列出剧目，并说明热度从哪里来。"""
    start()
    from fangcun.air.api import ranks as ranked
    from fangcun.kit import clock

    rows = ranked(clock.now(), most=most)
    if as_json:
        _say([{"place": r.place, "slug": r.card.slug, "name": r.card.name} | dataclasses.asdict(r.heat) for r in rows])
    elif not rows:
        click.echo("还没有热度。")
    for row in () if as_json else rows:
        click.echo(f"{row.place:>3}  {row.card.name}\n     {row.heat}")


@air.command()
@click.argument("slug")
@click.option("--person", "people", multiple=True, help="主创，可重复。")
@click.option("--tag", "tags", multiple=True, help="标签，可重复。")
@click.option("--tenant", default="demo", show_default=True, help="归哪个机构（代号）。")
@as_json
def describe(*, slug: str, people: tuple[str, ...], tags: tuple[str, ...], tenant: str, as_json: bool) -> None:
    """写下一部剧的主创和标签，搜索和推荐都靠它们。"""
    start()
    from fangcun.air.api import describe as describe_title
    from fangcun.base.api import system_actor

    describe_title(system_actor(tenant), slug=slug, people=people, tags=tags)
    if as_json:
        _say({"slug": slug, "people": people, "tags": tags})
    else:
        click.echo(f"已写下：主创 {len(people)} 人，标签 {len(tags)} 个。")


@air.command()
@click.option("--viewers", type=click.IntRange(1, 100_000), default=500, show_default=True, help="多少观众。")
@click.option("--days", type=click.IntRange(1, 60), default=3, show_default=True, help="最近多少天。")
@click.option("--seed", type=int, default=1, show_default=True, help="种子；相同的种子，相同的观众。")
@as_json
def people(*, viewers: int, days: int, seed: int, as_json: bool) -> None:
    """让模拟观众看架上的剧并留下评论和弹幕（只用于演示站），榜单和推荐随之有内容。"""
    start()
    from fangcun.air.discover.peopling import people as people_the_theatre
    from fangcun.air.talk.peopling import people_talk

    done = people_the_theatre(seed=seed, viewers=viewers, days=days)
    said = people_talk(seed=seed, viewers=viewers, days=days)
    if as_json:
        _say(dataclasses.asdict(done) | {"talk": dataclasses.asdict(said)})
    else:
        click.echo(
            f"{done.viewers:,} 位模拟观众看了 {done.titles} 部剧：{done.events:,} 个事件，计入 {done.deeds:,} 次；"
            f"留下 {said.comments:,} 条评论、{said.danmaku:,} 条弹幕、{said.likes:,} 个赞，{said.follows:,} 次追剧。"
        )
