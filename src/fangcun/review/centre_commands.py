"""`fangcun review open`: a tenant becomes a review centre."""

from __future__ import annotations

import json

import click


@click.command("open")
@click.option("--tenant", required=True, help="The tenant (its slug) that becomes the centre.")
@click.option("--short", required=True, help="Its short name, which its numbers carry.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def open_centre(tenant: str, short: str, as_json: bool) -> None:
    """Open a review centre. From then on the site shows only what has passed."""
    from fangcun.base.runtime import start

    start()
    from fangcun.base.api import system_actor
    from fangcun.review import api

    pk = api.open_centre(system_actor(tenant), short=short)
    if as_json:
        click.echo(json.dumps({"id": pk, "short": short}, ensure_ascii=False))
    else:
        click.echo(f"审核中心“{short}”已开通。从现在起，只有过审的剧集会上架。")
        click.echo(
            "给人加角色：base add-user --role reviewer（初审）或 chief（首席）。审核员不要再属于制作机构，否则须回避。"
        )
