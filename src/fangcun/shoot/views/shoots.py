"""Shoots: the list, and one shoot with who plays and where."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import may
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.peopled import role_table, setting_table
from fangcun.shoot.queries.plans import plan_in_force
from fangcun.shoot.queries.shoots import shoot, shoots
from fangcun.shoot.views.asked import actor_of, service
from fangcun.shoot.views.words import money


@require_GET
def shoot_list(request: HttpRequest) -> HttpResponse:
    """All shoots with what they lack; those that lack something first."""
    actor = actor_of(request)
    rows: list[dict[str, Any]] = []
    for view in shoots(actor):
        uncast = sum(role.person_id is None for role in role_table(actor, view.id))
        homeless = sum(place.space_id is None for place in setting_table(actor, view.id))
        rows.append({"shoot": view, "uncast": uncast, "homeless": homeless, "plan": plan_in_force(actor, view.id)})
    rows.sort(key=lambda row: not (row["uncast"] or row["homeless"]))
    return render(request, "shoot/shoots.html", {"rows": rows})


@require_GET
def shoot_page(request: HttpRequest, shoot_id: int) -> HttpResponse:
    """One shoot: its roles and its places."""
    actor = actor_of(request)
    context = {
        "shoot": shoot(actor, shoot_id),
        "roles": [(role, money(role.day_rate)) for role in role_table(actor, shoot_id)],
        "settings": setting_table(actor, shoot_id),
        "plan": plan_in_force(actor, shoot_id),
        "may_plan": may(actor, PLAN),
    }
    return render(request, "shoot/shoot.html", context)


@require_GET
def suggestions(request: HttpRequest, shoot_id: int) -> HttpResponse:
    """Who could play a role, or which space could stand for a place, with reasons: a fragment."""
    actor = actor_of(request)
    role, place = request.GET.get("role", ""), request.GET.get("place", "")
    if role:
        found = [(s.person_id, s.person_name, s) for s in service("suggest_people")(actor, shoot_id, role)]
    elif place:
        found = [(s.space_id, s.space_name, s) for s in service("suggest_spaces")(actor, shoot_id, place)]
    else:
        raise FangcunError("suggestion.of_nothing", Kind.INVALID, _("请先选角色或剧本场景。"))
    rows = [(pk, name, item, money(item.day_rate)) for pk, name, item in found]
    context = {"shoot_id": shoot_id, "role": role, "place": place, "found": rows}
    return render(request, "shoot/_suggestions.html", context)


@require_POST
def choose(request: HttpRequest, shoot_id: int) -> HttpResponse:
    """Cast a person in a role, or put a place of the script into a space."""
    actor = actor_of(request)
    chosen = request.POST.get("chosen", "")
    pk = int(chosen) if chosen.isdecimal() else None
    role, place = request.POST.get("role", ""), request.POST.get("place", "")
    if role:
        service("cast")(actor, shoot_id, role, pk)
        messages.success(request, _("“%(name)s”的演员已定。") % {"name": role})
    elif place:
        service("place")(actor, shoot_id, place, pk)
        messages.success(request, _("“%(name)s”的场景已定。") % {"name": place})
    else:
        raise FangcunError("suggestion.of_nothing", Kind.INVALID, _("请先选角色或剧本场景。"))
    return HttpResponseRedirect(reverse("shoot:shoot", args=[shoot_id]))
