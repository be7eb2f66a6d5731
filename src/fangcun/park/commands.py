"""`fangcun park`: the base's things from a terminal."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fangcun.park.desk_commands import escalate, list_requests

if TYPE_CHECKING:
    from fangcun.base.contracts import Actor
    from fangcun.park.contracts import ImportReport

KINDS = ("spaces", "people", "stock", "bundles", "crews")
ACTIONS = {"added": "新增", "changed": "修改"}

as_json = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
tenant = click.option("--tenant", default="demo", show_default=True, help="机构代号。")
kind = click.option("--kind", type=click.Choice(KINDS), required=True, help="表里是什么。")


@click.group()
def park() -> None:
    """基地：场景、人员、器材、预订与服务单。"""


park.add_command(list_requests)
park.add_command(escalate)
DAY = click.DateTime(formats=["%Y-%m-%d"])


@park.command("demo")
@tenant
@click.option("--today", type=DAY, help="演示数据以哪一天为今天；不给则用当天。")
@click.option("--seed", default=1, show_default=True, help="随机种子：同一种子与日期得到同一个基地。")
@as_json
def make_demo(*, tenant: str, today: datetime | None, seed: int, as_json: bool) -> None:
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


@park.command("find")
@click.argument("text")
@click.option("--kind", "sort", type=click.Choice(("spaces", "people", "kit")), default="spaces", show_default=True)
@click.option("--from", "start", type=DAY, help="从哪天起；不给则按文字，文字也没说就从今天。")
@click.option("--days", type=click.IntRange(1, 120), help="几天；不给则按文字。")
@tenant
@as_json
def find(*, text: str, sort: str, start: datetime | None, days: int | None, tenant: str, as_json: bool) -> None:
    """用一句话找场景、人员或器材："一个可以拍夜戏的民国院子，3 天，5 公里内"。"""
    from fangcun.base.runtime import start as begin

    begin()
    from fangcun.base.api import system_actor
    from fangcun.park.api import search_kit, search_people, search_spaces

    actor, day = system_actor(tenant), start.date() if start else None
    if sort == "kit":
        order = search_kit(actor, text, start=day, days=days)
        chips = order.wish.chips
        lines: list[dict[str, Any]] = [
            {"asked": line.text, "count": line.count, "missing": line.missing, "shortages": list(line.shortages)}
            for line in order.lines
        ]
        words = [f"{line['asked']}：{'齐' if not line['missing'] else '、'.join(line['shortages'])}" for line in lines]
    else:
        search = search_people if sort == "people" else search_spaces
        found = search(actor, text, start=day, days=days)
        chips = found.wish.chips
        lines = [
            {
                "id": hit.id,
                "code": view.code,
                "name": view.name,
                "reasons": list(hit.reasons),
                "misses": list(hit.misses),
            }
            for hit, view in found.hits
        ]
        words = [f"{line['code']}  {line['name']}  {' · '.join([*line['reasons'], *line['misses']])}" for line in lines]
    if as_json:
        click.echo(json.dumps({"read": [chip.words for chip in chips], "found": lines}, ensure_ascii=False))
        return
    if sort != "kit":
        click.echo(f"读作：{'、'.join(chip.words for chip in chips) or '没有读出条件'}")
    for line in words or ["没有合适的。"]:
        click.echo(f"  {line}")


# Resources and bookings


@park.command("import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@kind
@tenant
@click.option("--dry-run", is_flag=True, help="只预览，不改动。")
@click.option("--errors", type=click.Path(path_type=Path), help="把没有采用的行写成 XLSX，第一列说明原因。")
@as_json
def import_file(file: Path, kind: str, tenant: str, dry_run: bool, errors: Path | None, as_json: bool) -> None:
    """导入 XLSX 或 CSV：按编号新增或修改，出错的行逐一说明，不影响其余。"""
    actor = _actor(tenant)
    from fangcun.park import api
    from fangcun.park.contracts import SheetKind

    work = api.preview_sheet if dry_run else api.import_sheet
    report = work(actor, SheetKind(kind), file.read_bytes())
    if errors is not None and report.sheet:
        errors.write_bytes(api.kept_upload(actor, report.sheet))
    if as_json:
        _say(report)
    else:
        _print_report(report, errors)
    if report.failed:
        sys.exit(65)


@park.command("export")
@kind
@tenant
@click.option("--to", "form", type=click.Choice(("xlsx", "csv")), default="xlsx", show_default=True, help="格式。")
@click.option("--out", type=click.Path(path_type=Path), help="写到哪个文件；`-` 为标准输出。")
@click.option("--empty", is_flag=True, help="只要空白模板和填写说明。")
@as_json
def export_file(kind: str, tenant: str, form: str, out: Path | None, empty: bool, as_json: bool) -> None:
    """导出一类资源；原样导入不会有任何改动。"""
    actor = _actor(tenant)
    from fangcun.park import api
    from fangcun.park.contracts import SheetKind

    made = api.empty_sheet(SheetKind(kind)) if empty else api.export_sheet(actor, SheetKind(kind), form=form)
    name, _, data = made
    if out is not None and str(out) == "-":
        sys.stdout.buffer.write(data)
        return
    target = out or Path(name)
    target.write_bytes(data)
    if as_json:
        _say({"path": str(target), "kind": kind, "bytes": len(data)})
    else:
        click.echo(f"已写出 {target}（{len(data):,} 字节）")


@park.command("bookings")
@tenant
@click.option("--crew", "crew_code", help="只看一个剧组（代号）。")
@click.option("--from", "start", type=click.DateTime(["%Y-%m-%d"]), help="从哪天起；默认今天。")
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 400), help="看几天。")
@as_json
def list_bookings(tenant: str, crew_code: str | None, start: datetime | None, days: int, as_json: bool) -> None:
    """列出占着资源的预订。"""
    actor = _actor(tenant)
    from datetime import timedelta

    from django.utils import timezone

    from fangcun.kit import clock
    from fangcun.kit.errors import FangcunError, Kind
    from fangcun.park import api

    first = timezone.make_aware(start) if start else timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0)
    crews = None
    if crew_code is not None:
        crews = [c.id for c in api.crews(actor, active=None) if c.code == crew_code]
        if not crews:
            raise FangcunError("crew.missing", Kind.NOT_FOUND, f"没有代号为“{crew_code}”的剧组。")
    found = api.booked(actor, start=first, end=first + timedelta(days=days), crew_ids=crews)
    if as_json:
        _say(list(found))
        return
    for b in found:
        count = f" ×{b.quantity}" if b.quantity > 1 else ""
        click.echo(f"{b.id:>8}  {api.span(b.start, b.end)}  {b.resource_name}{count}  {b.crew_name}  {b.state.value}")
    if not found:
        click.echo("这段时间没有预订。")


@park.command("confirm")
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@tenant
@as_json
def confirm_bookings(ids: tuple[int, ...], tenant: str, as_json: bool) -> None:
    """确认预占。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.park import api

    done = api.confirm(_actor(tenant), ids)
    _say(list(done)) if as_json else click.echo(f"已确认 {len(done)} 项。")


@park.command("release")
@click.argument("ids", metavar="ID...", type=int, nargs=-1, required=True)
@tenant
@as_json
def release_bookings(ids: tuple[int, ...], tenant: str, as_json: bool) -> None:
    """释放预订。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.park import api

    done = api.release(_actor(tenant), ids)
    _say(list(done)) if as_json else click.echo(f"已释放 {len(done)} 项。")


@park.command("release-expired")
@as_json
def release_expired(as_json: bool) -> None:
    """把过了时限的预占标为过期；可放进定时任务。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.park import api

    count = api.expire_holds()
    _say({"expired": count}) if as_json else click.echo(f"{count} 项预占已过期。")


def _actor(slug: str) -> Actor:
    """Who has the machine may act for any tenant on it."""
    from fangcun.base.runtime import start

    start()
    from fangcun.base.api import ensure_own_tenant, system_actor

    ensure_own_tenant(slug)
    return system_actor(slug)


def _say(answer: Any) -> None:
    from dataclasses import asdict, is_dataclass

    def plain(value: Any) -> Any:
        return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)

    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=plain))


def _print_report(report: ImportReport, errors: Path | None) -> None:
    did = "已导入" if report.applied else "将导入"
    words = f"{did}：新增 {report.added}，修改 {report.changed}，不变 {report.same}，没有采用 {report.failed}。"
    click.echo(words)
    for problem in report.problems[:50]:
        advice = f"（{problem.proposal}）" if problem.proposal else ""
        click.secho(
            f"  {problem.message}{advice}", fg="red" if problem.severity.value == "error" else "yellow", err=True
        )
    if len(report.problems) > 50:
        click.echo(f"  另有 {len(report.problems) - 50} 处问题，用 --errors 写成表格来看。", err=True)
    if errors is not None and report.sheet:
        click.echo(f"没有采用的行已写到 {errors}")
