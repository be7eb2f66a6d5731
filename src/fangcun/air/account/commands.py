"""`fangcun air`: what is done for viewers by the clock or by an operator."""

from __future__ import annotations

import click


@click.command("forget-due")
def forget_due() -> None:
    """清除注销期已满的账号的全部个人数据；由定时任务每天运行。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.air.account import accounts

    click.echo(f"已清除 {accounts.forget_due()} 个账号。")


@click.command()
@click.argument("slug")
@click.option("--not", "unfit", is_flag=True, help="取消标记。")
def suitable(slug: str, unfit: bool) -> None:
    """把一部剧标为适合未成年人；青少年模式只显示有标记的剧。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.air.account import minding

    minding.mark_suitable(slug, fit=not unfit)
    click.echo(f"《{slug}》已{'取消标记' if unfit else '标为适合未成年人'}。")
