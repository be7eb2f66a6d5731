"""`fangcun serve` and `fangcun base`: the site's process, its users and tenants."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from fangcun.base.contracts import ROLE_NAMES, Role


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；手机要访问时用 0.0.0.0。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听端口。")
@click.option("--processes", default=0, type=click.IntRange(0, 64), help="服务进程数；0 表示按核数。")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(0, 64),
    help="同时做页面上所派工作的进程数；0 表示不做。",
)
@click.option("--demo", is_flag=True, help="演示模式：明文 HTTP 与公开的演示账号，只用于自己的电脑。")
def serve(host: str, port: int, processes: int, workers: int, demo: bool) -> None:
    """启动网站（granian，WSGI），并做页面上派下的工作。"""
    if demo:
        os.environ["FANGCUN_MODE"] = "demo"
    from fangcun.base.runtime import free_port, prepare_site, run_server, start_workers

    free_port(host, port, others=0)  # two servers would share a port without a word
    prepare_site()
    if demo:
        from fangcun.base.demo import ensure_demo

        ensure_demo()
    click.echo(f"方寸已启动：http://{host}:{port}/   按 Ctrl-C 停止")
    if workers:
        start_workers(workers)
    run_server(host=host, port=port, processes=processes)


@click.group()
def base() -> None:
    """机构、用户与审计。"""


@base.command("migrate")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def migrate(as_json: bool) -> None:
    """把数据库的结构更新到最新；SQLite 会自动更新，PostgreSQL 由你决定何时更新。"""
    from fangcun.base.runtime import migrate_now

    migrate_now()
    click.echo(json.dumps({"migrated": True}) if as_json else "数据库的结构已是最新。")


@base.command("add-tenant")
@click.argument("slug")
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def add_tenant(slug: str, name: str, as_json: bool) -> None:
    """新建机构：代号与名称。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.base.services import create_tenant

    tenant = create_tenant(slug, name=name)
    click.echo(
        json.dumps({"id": tenant.pk, "slug": slug, "name": name}, ensure_ascii=False) if as_json else f"已建机构 {name}"
    )


@base.command("add-user")
@click.argument("login")
@click.argument("name")
@click.option("--tenant", required=True, help="机构代号。")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice([r.value for r in Role]), help="角色，可多个。"
)
@click.option(
    "--password-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="密码文件；不给则询问。"
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def add_user(
    login: str, name: str, tenant: str, roles: tuple[str, ...], password_file: Path | None, as_json: bool
) -> None:
    """新建用户并加入机构。"""
    password = (
        password_file.read_text(encoding="utf-8").strip()
        if password_file
        else click.prompt("密码", hide_input=True, confirmation_prompt="再输入一次")
    )
    from fangcun.base.runtime import start

    start()
    from fangcun.base.queries import tenant_of_slug
    from fangcun.base.services import create_user, join

    home = tenant_of_slug(tenant)
    user = create_user(login, name=name, password=password)
    join(user, home, *(Role(r) for r in roles))
    names = "、".join(ROLE_NAMES[Role(r)] for r in roles)
    answer = {"id": user.pk, "login": user.login, "tenant": tenant, "roles": list(roles)}
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else f"已建用户 {user.login}（{home.name}：{names}）")


@base.command("audit")
@click.option("--last", default=50, show_default=True, type=click.IntRange(1, 10_000), help="显示最近多少条。")
@click.option("--json", "as_json", is_flag=True, help="每行一条 JSON。")
def show_audit(last: int, as_json: bool) -> None:
    """审计记录，新的在前。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.base.queries import last_audit

    for entry in last_audit(last):
        if as_json:
            click.echo(json.dumps(entry, ensure_ascii=False))
        else:
            click.echo(f"{entry['at']}  {entry['user'] or '系统'}  {entry['action']}  {entry['subject']}")
