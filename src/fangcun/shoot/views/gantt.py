"""The base's Gantt (crews, sets, people × days) and how much of it all is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fangcun.base.contracts import Actor
from fangcun.shoot.queries.board import board
from fangcun.shoot.queries.plans import plan
from fangcun.shoot.queries.use import UseKind, UseLine, use_lines
from fangcun.shoot.views.words import weekday

HEIGHT, STEP, GAP = 120, 44, 10
"""Of the bars of the utilisation page, in pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A day's bar: ``count`` of ``total`` are used."""

    x: int
    y: float
    height: float
    percent: int
    count: int
    label: str
    most: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one kind of resource with the answer that they give as title."""

    title: str
    kind: UseKind
    width: int
    bars: tuple[Bar, ...]


def kind_names() -> list[tuple[UseKind, str]]:
    """The kinds of lines as tabs."""
    return [(UseKind.CREWS, _("剧组")), (UseKind.PLACES, _("场景")), (UseKind.PEOPLE, _("演员"))]


@require_GET
def page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One of the three Gantts, filtered by name and by what is free on a day; the filters are in the address."""
    actor: Actor | None = getattr(request, "actor", None)
    view = board(actor, plan_id)
    asked = request.GET.get("rows", "")
    kind = UseKind(asked) if asked in list(UseKind) else UseKind.CREWS
    every = use_lines(actor, plan_id, kind)
    text, free = request.GET.get("q", "").strip(), request.GET.get("free", "")
    lines = [line for line in every if text in line.name and _is_free(line, free)]
    if kind != UseKind.CREWS and not text and not free.isdecimal():
        lines = [line for line in lines if line.percent]
    context = {
        "plan": view.plan,
        "tab": "gantt",
        "kind": kind,
        "kinds": kind_names(),
        "days": days_of(view.plan.starts_on, view.plan.days),
        "lines": lines,
        "all": len(every),
        "used": sum(1 for line in every if line.percent),
        "clashing": sum(1 for line in every if line.clashes),
        "crews": [(i, crew.name, i % 6) for i, crew in enumerate(view.crews)],
        "q": text,
        "free": free,
    }
    return render(request, "shoot/gantt.html", context)


@require_GET
def use(request: HttpRequest, plan_id: int) -> HttpResponse:
    """How much of the crews, sets and people is used on each day."""
    actor: Actor | None = getattr(request, "actor", None)
    view = plan(actor, plan_id)
    charts = [_chart(kind, name, use_lines(actor, plan_id, kind), view.starts_on) for kind, name in kind_names()]
    days = days_of(view.starts_on, view.days)
    table = [(label, [chart.bars[day] for chart in charts]) for day, (label, _weekday) in enumerate(days)]
    context = {"plan": view, "tab": "use", "charts": charts, "table": table, "height": HEIGHT}
    return render(request, "shoot/use.html", context)


def days_of(starts_on: date, days: int) -> list[tuple[str, str]]:
    """Each day as (12月1日, 周二)."""
    dates = (starts_on + timedelta(days=day) for day in range(days))
    return [(date_format(d, "MONTH_DAY_FORMAT"), weekday(d)) for d in dates]


def _short(when: date) -> str:
    return f"{when.month}/{when.day}"


def _is_free(line: UseLine, day: str) -> bool:
    if not day.isdecimal() or int(day) >= len(line.cells):
        return True
    cell = line.cells[int(day)]
    return not cell.crews and not cell.away


def _chart(kind: UseKind, name: str, lines: tuple[UseLine, ...], starts_on: date) -> Chart:
    days = len(lines[0].cells) if lines else 0
    counts = [sum(1 for line in lines if line.cells[day].crews) for day in range(days)]
    total, most = max(1, len(lines)), max(counts, default=0)
    labels = days_of(starts_on, days)
    bars = tuple(
        Bar(
            day * STEP,
            HEIGHT - count / total * HEIGHT,
            count / total * HEIGHT,
            round(100 * count / total),
            count,
            _short(starts_on + timedelta(days=day)),
            most=count == most > 0,
        )
        for day, count in enumerate(counts)
    )
    busiest = labels[counts.index(most)][0] if counts else "–"
    title = _("%(name)s：%(day)s 最忙，用了 %(n)d / %(total)d")
    words = {"name": name, "day": busiest, "n": most, "total": len(lines)}
    return Chart(title % words, kind, days * STEP, bars)
