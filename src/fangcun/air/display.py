"""How a job looks in a terminal while it runs: one bar for all, a line for each thing in hand."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from fangcun.farm.contracts import Progress

LINES = 8


class Display:
    """Shows progress: live where there is a terminal, else one line whenever another tenth is done."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, refresh_per_second=6, transient=True) if console.is_terminal else None
        self._tenth = -1

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._live:
            self._live.stop()

    def say(self, text: str) -> None:
        """A line that stays above the bar."""
        self._console.print(text, highlight=False)

    def update(self, progress: Progress) -> None:
        """Show where the job stands now."""
        if self._live:
            self._live.update(_picture(progress))
        elif int(progress.fraction * 10) > self._tenth:
            self._tenth = int(progress.fraction * 10)
            self.say(_headline(progress))


def _picture(progress: Progress) -> Group:
    rows = Table.grid(padding=(0, 1))
    for task in progress.running[:LINES]:
        bar = ProgressBar(total=1.0, completed=task.fraction, width=16, complete_style="red3")
        rows.add_row(Text("  "), bar, Text(task.title), Text(task.text, style="dim"))
    whole = ProgressBar(total=1.0, completed=progress.fraction, width=40, complete_style="red3")
    return Group(Text(_headline(progress), style="bold"), whole, rows)


def _headline(progress: Progress) -> str:
    """What is done, what was there already, what failed, how long it still takes."""
    parts = [f"{progress.title}  {progress.fraction:.0%}", f"{progress.done}/{progress.total} 步"]
    if progress.cached:
        parts.append(f"{progress.cached} 步沿用已有结果")
    if progress.failed:
        parts.append(f"{progress.failed} 步失败")
    if progress.eta is not None and not progress.state.over:
        parts.append(f"约还需 {remaining(progress.eta)}")
    return " · ".join(parts)


def remaining(seconds: float) -> str:
    """Seconds as one says them while waiting: rounded, and longer ones in minutes."""
    return f"{max(1, round(seconds))} 秒" if seconds < 90 else f"{round(seconds / 60)} 分钟"
