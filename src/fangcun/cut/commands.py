"""`fangcun cut`: looking at films and shots from a terminal."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click


@click.group()
def cut() -> None:
    """画面与声音：质检成片。"""


@cut.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unlabelled", is_flag=True, help="不是 AI 制作的片子：不查 AI 标识。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每个文件一行。")
def check(files: tuple[Path, ...], unlabelled: bool, as_json: bool) -> None:
    """质检成片：黑场、静帧、静音、破音、响度、时长、关键帧、AI 标识。有不合格的，退出码为 1。"""
    from fangcun.cut.engine.quality import examine
    from fangcun.kit import digest
    from fangcun.kit.errors import FangcunError

    bad = False
    for file in files:
        try:
            report = examine(file, labelled=not unlabelled)
        except FangcunError as error:  # the other files are looked at all the same
            bad = True
            click.echo(
                json.dumps({"file": str(file), "passed": False, "error": error.message}, ensure_ascii=False)
                if as_json
                else f"✗ {error.message}"
            )
            continue
        bad = bad or not report.passed
        if as_json:
            problems = [digest.plain(problem) for problem in report.problems]
            said = {"file": str(file), "passed": report.passed, **asdict(report.measures), "problems": problems}
            click.echo(json.dumps(said, ensure_ascii=False))
            continue
        found = report.measures
        sound = f"{found.lufs:.1f} LUFS，{found.peak:.1f} dBTP" if found.lufs is not None else "没有声音"
        mark = click.style("✓", fg="green") if report.passed else click.style("✗", fg="red")
        click.echo(f"{mark} {file.name}  {found.width}×{found.height}  {found.frames / 25:.2f} 秒  {sound}")
        for problem in report.problems:
            click.echo(f"    {problem.message}{problem.proposal}")
    sys.exit(1 if bad else 0)
