"""`fangcun cut`: looking at films and shots from a terminal."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fangcun.cut.engine.package_check import PackageReport
    from fangcun.cut.engine.quality import Report


@click.group()
def cut() -> None:
    """画面与声音：质检成片，素材改画幅，译文表。"""


@cut.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--unlabelled", is_flag=True, help="不是 AI 制作的片子：不查 AI 标识。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，每个文件一行。")
def check(files: tuple[Path, ...], unlabelled: bool, as_json: bool) -> None:
    """质检成片（黑场、静帧、静音、破音、响度、AI 标识）和 HLS 包（缺段、时长、换档、码率）。不合格时退出码为 1。"""
    from fangcun.cut.engine.package_check import examine_package
    from fangcun.cut.engine.quality import examine
    from fangcun.kit.errors import FangcunError

    bad = False
    for file in files:
        try:
            packed = file.is_dir() or file.suffix.lower() == ".m3u8"
            report = (examine_package if packed else examine)(file, labelled=not unlabelled)
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
            click.echo(json.dumps(_plain(file, report), ensure_ascii=False))
        else:
            _tell(file, report)
    sys.exit(1 if bad else 0)


def _plain(file: Path, report: Report | PackageReport) -> dict[str, Any]:
    """A report as data: of a film its measures, of a package those of each stream."""
    from fangcun.cut.engine.quality import Report
    from fangcun.kit import digest

    said = asdict(report.measures) if isinstance(report, Report) else {"streams": digest.plain(report.streams)}
    problems = [digest.plain(problem) for problem in report.problems]
    return {"file": str(file), "passed": report.passed, **said, "problems": problems}


def _tell(file: Path, report: Report | PackageReport) -> None:
    """A report for a reader: the measures, then what was found."""
    from fangcun.cut.engine.quality import Report

    mark = click.style("✓", fg="green") if report.passed else click.style("✗", fg="red")
    if isinstance(report, Report):
        found = report.measures
        sound = f"{found.lufs:.1f} LUFS，{found.peak:.1f} dBTP" if found.lufs is not None else "没有声音"
        click.echo(f"{mark} {file.name}  {found.width}×{found.height}  {found.frames / 25:.2f} 秒  {sound}")
    else:
        click.echo(f"{mark} {file.name}  {len(report.streams)} 档")
        for stream in report.streams:
            size, rates = (
                "×".join(map(str, stream.size)),
                f"最高 {stream.peak // 1000}，平均 {stream.mean // 1000} kbit/s",
            )
            click.echo(f"    {stream.uri}  {size}  {stream.segments} 段 {stream.seconds:.2f} 秒  {rates}")
    for problem in report.problems:
        click.echo(f"    {problem.message}{problem.proposal}")


@cut.command("reframe")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--shape", type=click.Choice(["9x16", "16x9"]), required=True, help="改成竖屏还是横屏。")
@click.option("--json", "as_json", is_flag=True, help="最后输出一个 JSON 摘要。")
def reframe(file: Path, out: Path, shape: str, as_json: bool) -> None:
    """给拍摄或生成的素材改画幅：画面跟着人和动作走，遇到切镜重新取景，声音照抄。

    带 AI 标识的片子会按新画幅补上标识，并在成片上查验；标识不合格时退出码为 1。
    """
    from fangcun.base.runtime import start

    start()
    from fangcun.cut.engine.draw import draw_label
    from fangcun.cut.engine.grid import SHAPES
    from fangcun.cut.engine.reframe_file import reframe_file
    from fangcun.cut.jobs import fonts
    from fangcun.kit import digest

    faces = fonts()
    with click.progressbar(length=1000, label="改画幅", file=sys.stderr, hidden=as_json) as bar:
        made = reframe_file(
            file,
            out,
            shape=SHAPES[shape],
            draw_label=lambda text, height: draw_label(text, height_px=height, fonts=faces),
            progress=lambda share: bar.update(max(0, round(share * 1000) - bar.pos)),
        )
    problems = [digest.plain(problem) for problem in made.problems]
    if as_json:
        said = {"file": str(out), "frames": made.frames, "shots": len(made.cuts), "problems": problems}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        click.echo(f"{out}  {shape}  {made.frames} 帧，{len(made.cuts)} 个镜头")
        for problem in made.problems:
            click.echo(f"    {problem.message}{problem.proposal}")
    sys.exit(1 if problems else 0)


@cut.command("translate")
@click.argument("script", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "languages", multiple=True, help="译成哪种语言，例如 en、ar；可以重复。")
@click.option(
    "--table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="已有的译文表：检查它，并把译文带进新表。",
)
@click.option(
    "--glossary", type=click.Path(dir_okay=False, path_type=Path), help="术语表；还没有这个文件就先写一份人名表。"
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="译文表写到哪里；默认 剧本名.译文.csv。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON：写了几行、要看的问题。")
def translate(
    script: Path,
    languages: tuple[str, ...],
    table: Path | None,
    glossary: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """导出译文表，或检查填好的译文表：漏译、过长、术语、原文改动。有漏译或过长时退出码为 1。"""
    from fangcun.base.runtime import start

    start()
    from fangcun.cut.abroad import first_glossary, read_editions, rows_of
    from fangcun.cut.engine.glossary import write_glossary
    from fangcun.cut.engine.languages import language_of
    from fangcun.cut.engine.translation import write_table
    from fangcun.kit import digest
    from fangcun.write.api import read

    screenplay = read(script.read_bytes(), name=script.name)
    codes = [language_of(code).code for code in languages]
    if glossary is not None and not glossary.exists():
        glossary.write_bytes(write_glossary(first_glossary(screenplay), languages=codes or ["en"]))
        click.echo(f"✓ 人名表写到 {glossary}，填好各语言的叫法后再带上它。", err=True)
    terms = glossary.read_bytes() if glossary is not None else None
    editions, problems = read_editions(screenplay, table=table.read_bytes(), glossary=terms) if table else (None, [])
    known = editions.translation if editions else None
    wanted = list(dict.fromkeys([*codes, *(known.languages if known else ())])) or ["en"]
    rows = rows_of(screenplay, languages=wanted, glossary=editions.glossary if editions else None, translation=known)
    target = out or (None if table and not languages else script.with_suffix(".译文.csv"))
    if target is not None:
        target.write_bytes(write_table(rows))
    if as_json:
        said = {"rows": len(rows), "languages": wanted, "table": str(target) if target else None}
        found = [digest.plain(problem) for problem in problems]
        click.echo(json.dumps(said | {"problems": found}, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(f"· {problem.message}{problem.proposal}")
        names = "、".join(language_of(code).name for code in wanted)
        click.echo(f"✓ {len(rows)} 行，{names}" + (f"，写到 {target}" if target else f"，{len(problems)} 处要看"))
    sys.exit(1 if problems else 0)
