"""Scripts and comparisons as a terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from fangcun.kit.errors import Problem, Severity
from fangcun.write.contracts import Breakdown, ChangeKind, Comparison, Scene, Screenplay, Work

PROBLEMS_SHOWN = 60
REMARKS_SHOWN = 10
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_MARK = {Severity.ERROR: "[red]✗ 错误[/]", Severity.WARNING: "[yellow]! 注意[/]", Severity.INFO: "[blue]· 提示[/]"}
_KIND = {
    ChangeKind.CHANGED: "[yellow]有改动[/]",
    ChangeKind.ADDED: "[green]新增[/]",
    ChangeKind.REMOVED: "[red]删去[/]",
    ChangeKind.SPLIT: "[cyan]拆开[/]",
    ChangeKind.MERGED: "[cyan]合并[/]",
    ChangeKind.SAME: "未变",
}
_WORK = {Work.RESCHEDULE: "要重排期", Work.REDRESS: "要重新准备", Work.REREVIEW: "要重新送审"}


def print_script(screenplay: Screenplay, breakdown: Breakdown, *, name: str, console: Console | None = None) -> None:
    """Print what a script holds: its figures, its scenes, its problems with what stands there."""
    out = console or Console(highlight=False)
    scenes = breakdown.scenes
    low, high = (sum(s.estimated_seconds[i] for s in scenes) / 60 for i in (0, 1))
    encoding = f"，{screenplay.encoding}" if screenplay.encoding else ""
    out.print(f"[bold]{escape(screenplay.title or '（无题）')}[/]  {escape(name)}（{screenplay.format}{encoding}）")
    numbered = sum(e.number is not None for e in screenplay.episodes)
    people = len({n for s in scenes for n in s.cast_named})
    out.print(f"{numbered} 集，{len(scenes)} 场，{people} 个角色，约 {low:.0f}–{high:.0f} 分钟")
    if scenes:
        out.print(_scenes(screenplay, breakdown))
    print_problems(screenplay.problems, out)


def print_problems(problems: Sequence[Problem], out: Console) -> None:
    """Print problems with line, excerpt and proposal."""
    if not problems:
        out.print("[green]✓ 没有发现问题[/]")
        return
    # What must be looked at comes first; remarks follow as far as there is room.
    ranked = sorted(problems, key=lambda p: _RANK[p.severity])
    serious = sum(p.severity is not Severity.INFO for p in problems)
    shown = ranked[: max(REMARKS_SHOWN, min(serious, PROBLEMS_SHOWN))]
    for p in shown:
        where = f"第 {p.line} 行 " if p.line is not None else ""
        out.print(f"{_MARK[p.severity]} {where}{escape(p.message)}")
        if p.excerpt:
            out.print(f"    [dim]{escape(p.excerpt[:80])}[/]")
        if p.proposal:
            out.print(f"    → {escape(p.proposal)}")
    if len(problems) > len(shown):
        out.print(f"另有 {len(problems) - len(shown)} 处，用 --json 看全部。")


def print_comparison(result: Comparison, old: Screenplay, new: Screenplay, *, console: Console | None = None) -> None:
    """Print the scenes that differ, then what each desk of the production has to do."""
    out = console or Console(highlight=False)
    before, after = old.scenes(), new.scenes()
    table = Table("旧", "新", "变化", "行", "角色", "场景", box=None, pad_edge=False)
    for c in result.changes:
        if c.kind is ChangeKind.SAME and not c.moved and not c.renumbered:
            continue
        words = [_KIND[c.kind], *(["换了位置"] if c.moved else []), *(["改了号"] if c.renumbered else [])]
        people = [f"+{n}" for n in c.cast_added] + [f"-{n}" for n in c.cast_removed]
        place = (after[c.new[0]] if c.new else before[c.old[0]]).place or ""
        numbers = [_numbers(before, c.old), _numbers(after, c.new)]
        cells = [*numbers, " ".join(words), str(len(c.lines) or ""), escape(" ".join(people)), escape(place)]
        table.add_row(*cells)
    if not table.row_count:
        out.print("[green]✓ 两稿一样[/]")
        return
    out.print(table)
    for work, label in _WORK.items():
        out.print(f"[bold]{label}[/]")
        for c in result.needing(work):
            scene = _numbers(after, c.new) or _numbers(before, c.old)
            for need in c.needs:
                if need.work is work:
                    out.print(f"  {scene} {escape(need.message)}")


def _scenes(screenplay: Screenplay, breakdown: Breakdown) -> Table:
    table = Table("集", "场", "日夜内外", "场景", "人物", box=None, pad_edge=False)
    table.add_column("预计", justify="right")
    table.add_column("行", justify="right")
    needs = iter(breakdown.scenes)
    for episode in screenplay.episodes:
        for n, scene in enumerate(episode.scenes):
            entry = next(needs)
            low, high = entry.estimated_seconds
            table.add_row(
                str(episode.number or "") if not n else "",
                escape(scene.id or "–"),
                f"{scene.time_of_day or ''}{scene.int_ext or ''}" or "–",
                escape(scene.place or scene.location or "–"),
                escape("、".join(entry.cast_named)),
                f"{low:.0f}–{high:.0f} 秒",
                str(scene.line),
            )
    return table


def _numbers(scenes: Sequence[Scene], positions: Sequence[int]) -> str:
    return escape("、".join(scenes[i].id or f"#{i + 1}" for i in positions))
