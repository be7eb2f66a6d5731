"""The command line: a table of commands, each loaded only when it is called, so that help starts at once."""

from __future__ import annotations

import importlib
import json
import os
import sys
from dataclasses import dataclass
from typing import Any

import click

from fangcun.kit.errors import EXIT_CODE, FangcunError


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command lives (``module:attribute``) and its line in the help, in Chinese and in English."""

    target: str
    zh: str
    en: str


# Everyday verbs stand at the top level; the rest is grouped by room.
COMMANDS: dict[str, Entry] = {
    "demo": Entry(
        "fangcun.air.commands:demo", "做出示例剧集，并打开本机网站", "Make the example series and open the site."
    ),
    "make": Entry("fangcun.air.commands:make", "剧本进，整部剧出", "Script file in, whole series out."),
    "read": Entry(
        "fangcun.write.commands:read", "读剧本：内容与问题", "What a script holds and what is wrong with it."
    ),
    "serve": Entry("fangcun.base.commands:serve", "启动网站", "Serve the site."),
    "base": Entry("fangcun.base.commands:base", "机构、用户与审计", "Tenants, users, the audit log."),
    "write": Entry("fangcun.write.commands:write", "剧本：导出、比较", "Scripts: export, compare."),
    "cut": Entry("fangcun.cut.commands:cut", "画面与声音：质检成片", "Picture and sound: check films."),
    "review": Entry(
        "fangcun.review.commands:review", "审核：筛查文字、作品分类", "Review: screen text, class of a work."
    ),
    "shoot": Entry("fangcun.shoot.commands:shoot", "拍摄：排计划、出通告", "The shoot: plans and call sheets."),
    "park": Entry(
        "fangcun.park.commands:park", "基地：场景、人员、器材、预订", "The base: spaces, people, kit, bookings."
    ),
    "ledger": Entry(
        "fangcun.ledger.commands:ledger", "账簿：核对、导出、试算、结账", "The books: check, export, trial, close."
    ),
    "air": Entry(
        "fangcun.air.theatre_commands:air",
        "剧场：榜单、标签、适龄、到期注销",
        "The theatre: ranks, tags, age marks, accounts.",
    ),
    "farm": Entry("fangcun.farm.commands:farm", "算力：任务与工作进程", "Compute: jobs and workers."),
    "check": Entry(
        "fangcun.workshop:check", "风格、类型、边界、迁移与文档检查", "Style, types, borders, migrations, docs."
    ),
    "test": Entry("fangcun.workshop:test", "运行全部测试", "Run every test, the browser's too."),
    "messages": Entry(
        "fangcun.messages:messages", "收集界面文字并编译英文", "Gather the pages' words, compile the English."
    ),
}


def reads_english() -> bool:
    """Whether the reader's locale asks for English; Chinese comes first when it says nothing."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return locale.startswith("en")


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is named, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now; None for a name that is not in the table."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing a single command."""
        english = reads_english()
        with formatter.section("Commands" if english else "命令"):
            formatter.write_dl([(name, entry.en if english else entry.zh) for name, entry in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, version=importlib.import_module("fangcun").__version__, prog_name="fangcun")
def fangcun() -> None:
    """方寸：从一个剧本文件，到一部能看的剧。

    From a script file to a series you can watch.
    """


def main() -> None:
    """Run the command line; errors for people become one clear message and their own exit code."""
    as_json = "--json" in sys.argv
    try:
        # Outside its standalone mode click gives back the code of an Exit instead of leaving with it.
        code = fangcun(prog_name=os.environ.get("FANGCUN_PROG", "fangcun"), standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except FangcunError as error:
        _say(error, as_json=as_json)
        sys.exit(EXIT_CODE[error.kind])
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已停止。", err=True)
        sys.exit(130)


def _say(error: FangcunError, *, as_json: bool) -> None:
    """One message for a reader, or one object for a program."""
    if as_json:
        answer: dict[str, Any] = {"error": {"code": error.code, "kind": error.kind.value, "message": error.message}}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        click.secho(f"✗ {error.message}", fg="red", err=True)
