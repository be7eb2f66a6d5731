"""A film's screening for a reader at the terminal: what it is, and each finding with its time, measure and limit."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fangcun.review.contracts import FilmScreening, PictureFinding, Span, Verdict
from fangcun.review.printed import WORDS


def print_film(screening: FilmScreening, path: Path) -> None:
    """Write facts, findings, problems and the number of lines that were read to the standard output."""
    console = Console()
    facts = screening.facts
    word, colour = WORDS[screening.verdict]
    sound = "没有声音"
    if facts.loudness:
        sound = f"{facts.loudness.lufs:.1f} LUFS，{facts.loudness.peak:.1f} dBTP"
    console.print(f"[bold {colour}]{word}[/]：{len(screening.findings)} 处", Text(path.name))
    console.print(f"{facts.width}×{facts.height}  {timecode(facts.seconds)}  {float(facts.rate):.2f} 帧/秒  {sound}")
    if screening.findings:
        console.print(_table(screening.findings))
    for problem in screening.problems:
        console.print(Text(f"！{problem.message}", "yellow"))
    console.print(Text(f"画面上读到 {len(screening.lettering)} 行字；规则截至 {screening.on}。", "dim"))


def _table(findings: tuple[PictureFinding, ...]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("强度", "时间", "发现", "测得", "应为", "依据"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("强度", "时间"))
    for finding in findings:
        word, colour = WORDS[Verdict(finding.severity.value)]
        why = f"{finding.message}（{finding.reason}）" if finding.reason else finding.message
        cells = (_time(finding.span), why, finding.measured, finding.limit, finding.source)
        table.add_row(Text(word, colour), *(Text(cell) for cell in cells))
    return table


def _time(span: Span | None) -> str:
    return "全片" if span is None else f"{timecode(span.start)}–{timecode(span.end)}"


def timecode(seconds: object) -> str:
    """A time as 分:秒.毫秒."""
    milliseconds = round(float(seconds) * 1000)  # type: ignore[arg-type]
    return f"{milliseconds // 60000:02d}:{milliseconds // 1000 % 60:02d}.{milliseconds % 1000:03d}"
