"""What the checks say of a whole work, for a reader at the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from fangcun.review.contracts import Verdict, WorkFinding, WorkReport

_WORDS = {
    Verdict.PASS: ("通过", "green"),
    Verdict.NOTE: ("有提示", "cyan"),
    Verdict.ASK: ("请人看", "yellow"),
    Verdict.BLOCK: ("拦下", "red"),
}
_SHOWN = 3  # places of one finding


def print_work(report: WorkReport, *, title: str) -> None:
    """Write the class, the verdict and every finding with its places and what to do to the standard output."""
    console = Console(highlight=False, soft_wrap=True)
    word, colour = _WORDS[report.verdict]
    console.print(f"《{escape(title)}》[bold {colour}]{word}[/]：{len(report.findings)} 条")
    if report.work_class is not None:
        console.print(f"类别：{report.work_class.name}微短剧；编号：{report.work_class.number_form}")
    if report.needs_minor_reviewer:
        console.print("需要未成年人内容审核员。")
    for finding in report.findings:
        _print(console, finding)


def _print(console: Console, finding: WorkFinding) -> None:
    word, colour = _WORDS[Verdict(finding.severity.value)]
    figures = finding.measured and f"  [{finding.measured}" + (f"；限 {finding.limit}]" if finding.limit else "]")
    console.print(f"\n[{colour}]{word}[/]  {escape(finding.message)}{escape(figures)}")
    for quote in finding.evidence[:_SHOWN]:
        place = f"{quote.line} 行" + (f" {quote.scene}" if quote.scene else "")
        console.print(f"    {place}：{escape(' '.join(quote.text.split()))}")
    if len(finding.evidence) > _SHOWN:
        console.print(f"    另有 {len(finding.evidence) - _SHOWN} 处")
    console.print(f"    依据：{escape(finding.rule)}（{escape(finding.source)}，{finding.since} 起，{finding.graded}）")
    console.print(f"    怎么办：{escape(finding.action)}")
