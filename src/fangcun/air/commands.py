"""`fangcun make` and `fangcun demo`: the main job, from a terminal."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fangcun.air.making.series import Commission
    from fangcun.base.contracts import Actor
    from fangcun.farm.contracts import Progress

EXAMPLES = ("全组都在找场记.txt", "the-last-slate.fountain")
STOPPED = 130
SUBTITLE_STYLES = ("classic", "variety", "cinema", "ancient", "elder")  # of cut's subtitle_styles.toml


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="交接文件夹；默认 out/剧名。")
@click.option("--episodes", help="只做这些集，例如 1-3 或 1,4,7-9；默认全部。")
@click.option("--name", help="剧名；默认取剧本里的标题，没有则取文件名。")
@click.option("--tenant", default="demo", show_default=True, help="归哪个机构（代号）。")
@click.option("--workers", type=click.IntRange(1, 256), help="同时工作的进程数；默认每核一个。")
@click.option(
    "--subtitles",
    "style",
    type=click.Choice(SUBTITLE_STYLES),
    default=SUBTITLE_STYLES[0],
    show_default=True,
    help="字幕样式：经典、综艺、电影、古风、大字。",
)
@click.option("--wide", is_flag=True, help="每集再出一个 16:9 横屏版：同一剪辑，画面重新构图。")
@click.option(
    "--translation",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="译文表（用 cut translate 导出）：每种语言给每集加字幕，不重做画面。",
)
@click.option(
    "--glossary",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="术语表：人名、地名在各语言里的叫法。",
)
@click.option("--dub", "dubs", multiple=True, help="给这种语言加配音音轨，例如 en；可以重复。须有译文。")
@click.option("--number", help="许可证号、批准文号或节目编号，照原样显示在每集片头；默认沿用上次的。")
@click.option("--json", "as_json", is_flag=True, help="最后输出一个 JSON 摘要。")
def make(
    file: Path,
    out: Path | None,
    episodes: str | None,
    name: str | None,
    tenant: str,
    workers: int | None,
    style: str,
    wide: bool,
    translation: Path | None,
    glossary: Path | None,
    dubs: tuple[str, ...],
    number: str | None,
    as_json: bool,
) -> None:
    """剧本进，整部剧出：拆解表、可播放的剧集、问题清单，并发布到本机网站。

    随时可按 Ctrl-C 停下；再运行一次会从停下的地方继续，做好的不重做。
    """
    from fangcun.air.making.numbers import parse_numbers
    from fangcun.base.runtime import start

    numbers = parse_numbers(episodes) if episodes else None
    start()
    from fangcun.air.making import series as making

    data = file.read_bytes()
    made = making.commission(
        _actor(tenant),
        file_name=file.name,
        data=data,
        name=name,
        numbers=numbers,
        wide=wide,
        style=style,
        licence=number,
        translation=translation.read_bytes() if translation else None,
        glossary=glossary.read_bytes() if glossary else None,
        dubs=dubs,
    )
    if not as_json:
        _tell_translation(made)
    progress = _work(made, workers=workers, quiet=as_json)
    index = making.hand_over(made, _actor(tenant), folder=out or making.default_folder(made), original=data)
    if as_json:
        click.echo(json.dumps(making.summary(made, progress, index=index), ensure_ascii=False))
    else:
        _tell(made, progress, index)
    sys.exit(_exit_code(progress))


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听地址；手机要访问时用 0.0.0.0。")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口；被占用时用下一个空的。"
)
@click.option("--episodes", help="只做这些集，例如 1-3；默认全部。")
@click.option("--workers", type=click.IntRange(1, 256), help="同时工作的进程数；默认每核一个。")
def demo(host: str, port: int, episodes: str | None, workers: int | None) -> None:
    """做出示例剧集并打开网站：第一集做好就能看，其余的陆续出现。"""
    os.environ["FANGCUN_MODE"] = "demo"
    from fangcun.air.making.numbers import parse_numbers

    numbers = parse_numbers(episodes) if episodes else None
    from fangcun.base.runtime import (
        free_port,
        prepare_site,
        start_command,
        start_server,
        start_workers,
        stop_server,
    )

    prepare_site()
    from fangcun.base.api import ensure_demo, system_actor
    from fangcun.review.api import ensure_demo_centre

    ensure_demo()
    ensure_demo_centre()
    port = free_port(host, port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a stop from outside cleans up like Ctrl-C
    server = start_server(host=host, port=port)
    base = desk = None
    try:
        _welcome(host, port)
        actor = system_actor("demo")
        # The last one announced stands first on the shelf: the series that is made first.
        asked = [_ask_for(example, actor, numbers=numbers) for example in reversed(EXAMPLES)]
        base = start_command("shoot", "demo")
        desk = start_workers(1)
        stop = threading.Event()
        for made, original in reversed(asked):
            _carry_out(made, actor, original, workers=workers, stop=stop)
            if stop.is_set():  # also when Ctrl-C came as the last task ended
                raise KeyboardInterrupt
        _people()
        click.secho("全部做好。网站继续运行，按 Ctrl-C 停止。", fg="green")
        server.wait()
    except KeyboardInterrupt:
        click.echo("\n已停止；再运行一次 ./fangcun demo 会从这里继续。")
    finally:
        for child in (base, desk, server):
            if child is not None:
                stop_server(child)


def _people() -> None:
    """Let simulated viewers watch and talk, once: then ranks, comments and danmaku have something to show."""
    from fangcun.air.discover.peopling import is_peopled, people
    from fangcun.air.talk.peopling import people_talk

    if is_peopled():
        return
    done = people(seed=1, viewers=400, days=3)
    people_talk(seed=1, viewers=400, days=3)
    click.echo(f"  {done.viewers} 位模拟观众看过了，留下热度、评论和弹幕。")


def _ask_for(example: str, actor: Actor, *, numbers: frozenset[int] | None) -> tuple[Commission, bytes]:
    """Pass an example through the demo's review centre and commission it; the Western one, without episodes, whole."""
    from fangcun.air.making import series as making
    from fangcun.config import ROOT
    from fangcun.review.api import ensure_demo_pass
    from fangcun.review.contracts import Filing
    from fangcun.write.api import ensure_draft

    path = ROOT / "examples" / example
    data = path.read_bytes()
    wanted = numbers if example == EXAMPLES[0] else None
    planned = example != EXAMPLES[0]  # that one is planned together with the other crews of the demo base
    draft = ensure_draft(actor, file_name=path.name, data=data)
    ensure_demo_pass(actor, draft_id=draft, filing=Filing(investment=200_000, ai=True))
    made = making.commission(actor, file_name=path.name, data=data, numbers=wanted, planned=planned)
    if example == EXAMPLES[0]:
        _price(actor, made.draft.slug)
    return made, data


def _price(actor: Actor, slug: str) -> None:
    """Let the long example cost something from its fourth episode on, so that a lock can be seen; once, so that prices
    somebody set stay."""
    from fangcun.air.entitlement import fare_of
    from fangcun.air.till.pricing import set_fare

    if fare_of(slug) is None:
        set_fare(actor, slug=slug, free=3, coins=20, whole=90, ad_opens=2)


def _carry_out(made: Commission, actor: Actor, original: bytes, *, workers: int | None, stop: threading.Event) -> None:
    """Make a commissioned example and hand it over; ``stop`` is set when somebody wants to stop."""
    from fangcun.air.making import series as making
    from fangcun.config import config

    _work(made, workers=workers, quiet=False, stop=stop)
    index = making.hand_over(made, actor, folder=config().home / "demo" / made.draft.slug, original=original)
    click.echo(f"  交接文件夹：{index}")


def _actor(tenant: str) -> Actor:
    """The system acting for the tenant; on one's own machine the demo's tenant is made when it is missing."""
    from fangcun.base.api import ensure_own_tenant, system_actor

    ensure_own_tenant(tenant)
    return system_actor(tenant)


def _work(made: Commission, *, workers: int | None, quiet: bool, stop: threading.Event | None = None) -> Progress:
    """Carry the job out with a live display on the terminal (none when only the summary is wanted)."""
    from rich.console import Console

    from fangcun.air.display import Display
    from fangcun.air.making import series as making

    console = Console(stderr=True, quiet=quiet)
    stats = made.draft.stats
    if stats:
        console.print(
            f"读到 [bold]{made.draft.production_name}[/]：{stats.episodes} 集 {stats.scenes} 场，"
            f"{stats.characters} 个人物；这次做 {len(made.episodes)} 集。",
            highlight=False,
        )
    with Display(console) as display:
        return making.carry_out(made, workers=workers, on_progress=display.update, stop=stop)


def _tell_translation(made: Commission) -> None:
    """What there is to look at in the translation, the first twenty."""
    for problem in made.translation[:20]:
        click.echo(f"· {problem.message}{problem.proposal}")
    if len(made.translation) > 20:
        click.echo(f"  ……共 {len(made.translation)} 处，用 cut translate 查看全部。")


def _tell(made: Commission, progress: Progress, index: Path) -> None:
    """What came of it and what to do next."""
    from fangcun.air.making.series import unreleased

    if not progress.state.over:
        click.secho(f"已停在 {progress.done}/{progress.total} 步；再运行同一条命令会继续。", fg="yellow", err=True)
    elif progress.failed:
        from fangcun.farm.api import problems_of

        for problem in problems_of(made.job_id):
            click.secho(f"✗ {problem.message}", fg="red", err=True)
    click.echo(f"总览：{index}")
    if waiting := unreleased(made):
        click.echo(f"有 {waiting} 集还没有上架：要先过审（网站的“审核”里送审），再按编号出片。成片在网站的“成片”里看。")
    click.echo("在网站上看：./fangcun serve --demo")


def _exit_code(progress: Progress) -> int:
    """0 when all is made, 130 when stopped, 1 when a part failed."""
    if not progress.state.over:
        return STOPPED
    return 1 if progress.failed else 0


def _welcome(host: str, port: int) -> None:
    """Where to go, and who one can be."""
    from fangcun.base.api import DEMO_PASSWORD, DEMO_USERS
    from fangcun.base.contracts import ROLE_NAMES

    shown = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  compared, not bound
    click.echo()
    click.secho(f"  方寸  http://{shown}:{port}/", bold=True)
    click.echo("  第一集约一分钟后可看，其余陆续出现。")
    click.echo(f"  演示账号（密码都是 {DEMO_PASSWORD}）：")
    for login, (name, role) in DEMO_USERS.items():
        click.echo(f"    {login:<10} {ROLE_NAMES[role]}  {name}")
    click.echo()
