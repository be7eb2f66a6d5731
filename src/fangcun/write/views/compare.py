"""Two drafts side by side, and what the change means for those who make the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from fangcun.write import api
from fangcun.write.contracts import (
    ChangeKind,
    Comparison,
    DraftView,
    LineChange,
    Need,
    ProductionView,
    Scene,
    SceneChange,
    Work,
)
from fangcun.write.views import words
from fangcun.write.views.asked import numbered, reader_of

KIND = {
    ChangeKind.SAME: gettext_lazy("未变"),
    ChangeKind.CHANGED: gettext_lazy("有改动"),
    ChangeKind.ADDED: gettext_lazy("新增"),
    ChangeKind.REMOVED: gettext_lazy("删去"),
    ChangeKind.SPLIT: gettext_lazy("拆开"),
    ChangeKind.MERGED: gettext_lazy("合并"),
}
WORK = {
    Work.RESCHEDULE: (gettext_lazy("要重排期"), "calendar-clock"),
    Work.REDRESS: (gettext_lazy("要重新准备"), "shirt"),
    Work.REREVIEW: (gettext_lazy("要重新送审"), "shield-check"),
}
# A changed scene shows this many lines; the rest opens on demand.
LINES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Side:
    """A scene on one side of the comparison."""

    label: str
    heading: str
    strip: str
    light: str


@dataclass(frozen=True, slots=True)
class Line:
    """A changed line with who says it, and what sort of change it is."""

    change: LineChange
    css: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One change as a row."""

    change: SceneChange
    index: int
    kind: str
    old: list[Side]
    new: list[Side]
    lines: list[Line]
    more: int


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do for one desk, with the scene it is about."""

    need: Need
    where: str
    index: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What one desk of the production has to do."""

    work: str
    label: str
    icon: str
    tasks: list[Task]


@require_GET
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Pick two drafts and see what changed between them; the newest two unless the address says otherwise."""
    actor = reader_of(request)
    production = api.production(slug, actor)
    drafts = [d for d in production.drafts if d.number is not None]
    context: dict[str, object] = {"production": production, "drafts": drafts, "tab": "compare"}
    if len(drafts) < 2:
        return render(request, "write/compare.html", context)
    old, new = _picked(request, production, drafts)
    result = api.compare_drafts(old.id, new.id, actor)
    changes = _shown(result.comparison, result.old_scenes, result.new_scenes)
    wanted = request.GET.get("kind", "")
    context |= {
        "old": old,
        "new": new,
        "kind": wanted,
        "kinds": _kinds(changes),
        "changes": [c for c in changes if _wanted(c, wanted)],
        "desks": _desks(changes),
        "same": old.id == new.id,
    }
    return render(request, "write/compare.html", context)


def _picked(
    request: HttpRequest, production: ProductionView, drafts: Sequence[DraftView]
) -> tuple[DraftView, DraftView]:
    old, new = request.GET.get("old", ""), request.GET.get("new", "")
    return (
        numbered(production, int(old)) if old.isdecimal() else drafts[1],
        numbered(production, int(new)) if new.isdecimal() else drafts[0],
    )


def _shown(comparison: Comparison, old: Sequence[Scene], new: Sequence[Scene]) -> list[Shown]:
    return [
        Shown(
            change=c,
            index=n,
            kind=str(KIND[c.kind]),
            old=[_side(old[i], i) for i in c.old],
            new=[_side(new[i], i) for i in c.new],
            lines=[_line(line) for line in c.lines[:LINES_SHOWN]],
            more=max(0, len(c.lines) - LINES_SHOWN),
        )
        for n, c in enumerate(comparison.changes, 1)
    ]


def _side(scene: Scene, position: int) -> Side:
    label = scene.id or f"#{position + 1}"
    heading = scene.place or scene.location or scene.heading
    return Side(label, heading, words.strip_of(scene), words.light_of(scene))


def _line(change: LineChange) -> Line:
    css = "changed" if change.old and change.new else "added" if change.new else "removed"
    block = change.new or change.old
    speaker = (block.speaker or "") if block else ""
    if change.old and change.new and change.old.speaker != change.new.speaker:
        speaker = f"{change.old.speaker or '△'} → {change.new.speaker or '△'}"
    return Line(change, css, speaker)


def _wanted(shown: Shown, wanted: str) -> bool:
    change = shown.change
    if wanted == "moved":
        return change.moved
    if wanted:
        return change.kind.value == wanted
    return change.kind is not ChangeKind.SAME or change.moved or change.renumbered


def _kinds(changes: Sequence[Shown]) -> list[tuple[str, str, int]]:
    """The filters with their counts: everything that differs, then each kind, then what only stands elsewhere."""
    found = [("", _("全部改动"), sum(_wanted(c, "") for c in changes))]
    found += [(k.value, str(KIND[k]), sum(c.change.kind is k for c in changes)) for k in ChangeKind]
    found.append(("moved", _("换了位置"), sum(c.change.moved for c in changes)))
    return [f for f in found if f[2] or not f[0]]


def _desks(changes: Sequence[Shown]) -> list[Desk]:
    desks = []
    for work, (label, icon) in WORK.items():
        tasks = [
            Task(need, "、".join(s.label for s in (c.new or c.old)), c.index)
            for c in changes
            for need in c.change.needs
            if need.work is work
        ]
        desks.append(Desk(work.value, str(label), icon, tasks))
    return desks
