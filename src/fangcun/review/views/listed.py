"""The queue of a centre, or a producer's cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fangcun.review import api
from fangcun.review.contracts.cases import CaseState
from fangcun.review.contracts.desk import CaseLine
from fangcun.review.views import words
from fangcun.review.views.asked import asker, page


@dataclass(frozen=True, slots=True)
class Row:
    """A case in words."""

    line: CaseLine
    state: str
    tone: str
    left: str


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What is under way: for a centre by what will be late first, with what one can take; for a producer theirs."""
    actor = asker(request)
    lines = api.cases(actor)
    mine = request.GET.get("show", "")
    shows: dict[str, Callable[[CaseLine], bool]] = {
        "mine": lambda line: line.mine,
        "take": lambda line: line.takes,
        "late": lambda line: line.late,
        "back": lambda line: line.state is CaseState.RETURNED,
    }
    counts = {name: sum(map(holds, lines)) for name, holds in shows.items()}
    shown = [line for line in lines if mine not in shows or shows[mine](line)]
    context = {"rows": [row_of(line) for line in shown], "counts": counts, "show": mine, "total": len(lines)}
    return render(request, "review/list.html", context | page(actor, "list"))


@require_GET
def ended(request: HttpRequest) -> HttpResponse:
    """What is decided or withdrawn, the newest first."""
    actor = asker(request)
    rows = [row_of(line) for line in api.cases(actor, done=True)]
    return render(request, "review/ended.html", {"rows": rows} | page(actor, "ended"))


def row_of(line: CaseLine) -> Row:
    """A case in the words of the page."""
    return Row(line, str(words.STATES[line.state]), words.TONES.get(line.state, ""), words.time_left(line.left))
