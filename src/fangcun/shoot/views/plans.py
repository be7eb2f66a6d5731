"""Plans: the list, one plan with its cost and curve, starting, stopping, replanning, comparing, publishing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import may
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import PlanState, PlanView, WhatIf
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.comparing import comparable, what_if
from fangcun.shoot.queries.plans import plan, plan_row, plans
from fangcun.shoot.queries.shoots import shoots
from fangcun.shoot.queries.use import UseKind, use_lines
from fangcun.shoot.views.asked import actor_of, day, number, service
from fangcun.shoot.views.curve import draw_curve
from fangcun.shoot.views.words import cost_names, money, state_name

TAGS = {
    PlanState.WORKING: "waiting",
    PlanState.DRAFT: "",
    PlanState.IN_FORCE: "good",
    PlanState.SUPERSEDED: "",
    PlanState.FAILED: "bad",
}
DISRUPTIONS = ("actor_away", "rain", "place_broken")


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """All plans, what needs a person first, and the form that starts another."""
    actor = actor_of(request)
    rows = [_listed(view) for view in plans(actor)]
    urgent = [row for row in rows if row["urgent"]]
    others = shoots(actor)
    context = {
        "urgent": urgent,
        "calm": [row for row in rows if not row["urgent"]],
        "shoots": others,
        "starts_on": min((s.starts_on for s in others), default=clock.now().date()),
        "days": max((s.days for s in others), default=7),
        "may_plan": may(actor, PLAN),
    }
    return render(request, "shoot/plans.html", context)


@require_GET
def plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan: its state, cost, curve, and what can be done with it."""
    actor = actor_of(request)
    view = plan(actor, plan_id)
    context = _curve_context(view, actor, plan_id) | {
        "tab": "plan",
        "costs": [(name, money(value)) for name, value in cost_names(view.cost) if value],
        "total": money(view.cost.total),
        "may_plan": may(actor, PLAN),
        "tag": TAGS[view.state],
        "state": state_name(view.state),
        "last_day": view.starts_on + timedelta(days=view.days - 1),
    }
    if view.state not in (PlanState.WORKING, PlanState.FAILED):
        others = comparable(actor, plan_id)
        chosen = request.GET.get("with", "")
        before = int(chosen) if chosen.isdecimal() else view.based_on
        if before and before in dict(others):
            found = what_if(actor, before, plan_id, money=money)
            context |= {"what_if": found, "before": before, "differences": _differences(found)}
        context |= {
            "others": others,
            "people": use_lines(actor, plan_id, UseKind.PEOPLE) if context["may_plan"] else (),
            "places": use_lines(actor, plan_id, UseKind.PLACES) if context["may_plan"] else (),
        }
    return render(request, "shoot/plan.html", context)


@require_GET
def curve(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The cost curve as a fragment, asked for each second; tells the page to reload once the search is over."""
    actor = actor_of(request)
    view = plan(actor, plan_id)
    response = render(request, "shoot/_curve.html", _curve_context(view, actor, plan_id))
    if view.state != PlanState.WORKING:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a search for a plan of some shoots and open its page."""
    chosen = [int(pk) for pk in request.POST.getlist("shoots") if pk.isdecimal()]
    if not chosen:
        raise FangcunError("plan.no_shoots", Kind.INVALID, _("请至少选一个剧组。"))
    made = service("start_plan")(
        actor_of(request),
        shoot_ids=chosen,
        starts_on=day(request, "starts_on"),
        days=number(request, "days", default=7, least=1, most=120),
        seconds=number(request, "seconds", default=30, least=1, most=3600),
        name=request.POST.get("name", "").strip() or _("新计划"),
    )
    return HttpResponseRedirect(reverse("shoot:plan", args=[made]))


@require_POST
def stop(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Ask a search to end with the best it has."""
    service("stop_plan")(actor_of(request), plan_id)
    messages.success(request, _("已请求停止，会留下目前最好的一份。"))
    return HttpResponseRedirect(reverse("shoot:plan", args=[plan_id]))


@require_POST
def publish(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Put a plan in force."""
    service("publish")(actor_of(request), plan_id)
    messages.success(request, _("计划已发布，场景、演员和器材已预订。"))
    return HttpResponseRedirect(reverse("shoot:plan", args=[plan_id]))


@require_POST
def replan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Replan after a disruption and open the answer."""
    made = service("start_replan")(
        actor_of(request),
        plan_id,
        disruptions=[_disruption(request)],
        seconds=number(request, "seconds", default=10, least=1, most=600),
    )
    return HttpResponseRedirect(reverse("shoot:plan", args=[made]))


def _disruption(request: HttpRequest) -> dict[str, Any]:
    kind = request.POST.get("kind", "")
    if kind not in DISRUPTIONS:
        raise FangcunError("disruption.kind", Kind.INVALID, _("请选择发生了什么。"))
    first, last = day(request, "from"), day(request, "to")
    if last < first:
        raise FangcunError("form.date", Kind.INVALID, _("结束日期在开始日期之前，请改正。"))
    found: dict[str, Any] = {"kind": kind, "from": first.isoformat(), "to": last.isoformat()}
    subject = {"actor_away": "person_id", "place_broken": "space_id"}.get(kind)
    if subject:
        found[subject] = number(request, subject, default=0, least=0, most=2**31)
    return found


def _cost_first(words: Sequence[str]) -> tuple[str, ...]:
    """How much must move, what it costs, and only then each scene that moves."""
    return (words[0], words[-1], *words[1:-1]) if len(words) > 2 else tuple(words)


def _listed(view: PlanView) -> dict[str, Any]:
    working = view.state == PlanState.WORKING
    broken = view.state == PlanState.FAILED or (view.state == PlanState.DRAFT and view.violations > 0)
    return {
        "plan": view,
        "state": state_name(view.state),
        "tag": TAGS[view.state],
        "cost": money(view.cost.total) if view.cost.total else "–",
        "urgent": working or broken,
        "last_day": view.starts_on + timedelta(days=view.days - 1),
    }


def _differences(found: WhatIf) -> list[tuple[str, str, str, str, int]]:
    """Causes, crews and days whose cost differs: name, before, after, difference in words and in fen."""
    rows = []
    for item in (*found.causes, *found.crews, *found.days):
        more = item.after - item.before
        rows.append((item.name, money(item.before), money(item.after), f"{'+' if more > 0 else ''}{money(more)}", more))
    return rows


def _way_out(found: dict[str, Any]) -> tuple[str, str]:
    """A relaxation in words, and what it would cost."""
    cost = found["cost"]
    return found["message"], _("代价未知") if cost is None else money(cost)


def _curve_context(view: PlanView, actor: Any, plan_id: int) -> dict[str, Any]:
    row = plan_row(actor.tenant_id, plan_id)
    asked = row.summary.get("inputs", {}).get("seconds")
    # Once people have moved strips until nothing clashes, the planner's knot is history.
    contradiction = row.summary.get("contradiction", {}) if view.violations else {}
    working = view.state == PlanState.WORKING
    gone = (clock.now() - view.created_at).total_seconds() if working else float(row.summary.get("seconds", 0))
    return {
        "plan": view,
        "curve": draw_curve(view.trace, seconds=gone),
        "working": working,
        "gone": gone,
        "left": max(0.0, asked - gone) if asked and working else None,
        "stopping": row.stop_asked and working,
        "failure": row.summary.get("failure", ""),
        "summary_words": _cost_first(row.summary.get("words", ())),
        "remarks": row.summary.get("remarks", ()),
        "demands": contradiction.get("demands", ()),
        "ways_out": [_way_out(found) for found in contradiction.get("relaxations", ())],
    }
