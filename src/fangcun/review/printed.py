"""A screening for a reader at the terminal: each finding with its rule, marked in the words around it."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from fangcun.review.contracts import Finding, Screening, Strength, Verdict

_AROUND = 12  # characters shown on either side of a finding
WORDS = {
    Verdict.PASS: ("通过", "green"),
    Verdict.NOTE: ("有提示", "cyan"),
    Verdict.ASK: ("请人看", "yellow"),
    Verdict.BLOCK: ("拦下", "red"),
}


def print_screening(screening: Screening, text: str) -> None:
    """Write the verdict and one row for each finding to the standard output."""
    console = Console()
    word, colour = WORDS[screening.verdict]
    console.print(f"[bold {colour}]{word}[/]：{len(screening.findings)} 处")
    if not screening.findings:
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("强度", "行", "类别", "指", "原文", "依据"):
        table.add_column(heading, overflow="fold")
    for finding in screening.findings:
        word, colour = WORDS[Verdict(finding.severity.value)]
        line = text.count("\n", 0, finding.start) + 1
        table.add_row(
            Text(word, colour), str(line), finding.category, finding.canonical, _excerpt(finding, text), _why(finding)
        )
    console.print(table)


def _excerpt(finding: Finding, text: str) -> Text:
    shown = Text()
    shown.append(_one_line(text[max(0, finding.start - _AROUND) : finding.start]))
    style = "bold red reverse" if finding.severity is Strength.BLOCK else "bold yellow reverse"
    # Brackets besides the colour: not every terminal or reader sees it.
    shown.append(f"【{_one_line(finding.surface)}】", style)
    shown.append(_one_line(text[finding.end : finding.end + _AROUND]))
    return shown


def _why(finding: Finding) -> str:
    return f"{finding.rule}（{finding.reason}）" if finding.reason else finding.rule


def _one_line(text: str) -> str:
    return "".join("⏎" if c in "\r\n" else c for c in text if c.isprintable() or c in "\r\n")
