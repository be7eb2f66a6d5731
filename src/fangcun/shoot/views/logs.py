"""The log on a phone, and the report that comes of it."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from fangcun.shoot.queries.logs import day_report
from fangcun.shoot.queries.sheets import days_of
from fangcun.shoot.queries.shoots import shoot as shoot_view
from fangcun.shoot.services.logs import log_outcome, log_take
from fangcun.shoot.views.asked import actor_of, number


@require_GET
def log(request: HttpRequest, shoot_id: int, day: str) -> HttpResponse:
    """场记: the day's scenes, and the next take under the thumb."""
    actor, when = actor_of(request), date.fromisoformat(day)
    report = day_report(actor, shoot_id, day=when)
    chosen = request.GET.get("scene", "")
    open_scene = next((s for s in report.scenes if str(s.strip.id) == chosen), None)
    open_scene = open_scene or next((s for s in report.scenes if not s.state), None)
    context = {
        "shoot": shoot_view(actor, shoot_id),
        "report": report,
        "open": open_scene,
        "day": when,
        "days": [d for d, _ in days_of(actor, shoot_id)],
    }
    return render(request, "shoot/log.html", context)


@require_POST
def take(request: HttpRequest, shoot_id: int, day: str) -> HttpResponse:
    """Write down a take; answers JSON to the page's script, and goes back to the page without it."""
    strip = number(request, "strip", default=0, least=1, most=2**31)
    made = log_take(
        actor_of(request),
        strip,
        day=date.fromisoformat(day),
        shot=request.POST.get("shot", "1"),
        take=number(request, "take", default=1, least=1, most=999),
        verdict=request.POST.get("verdict", ""),
        key=request.POST.get("key", "") or f"{strip}-{day}-{request.POST.get('shot')}-{request.POST.get('take')}",
        seconds=number(request, "seconds", default=0, least=0, most=36_000),
        remark=request.POST.get("remark", ""),
    )
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"made": made})
    return HttpResponseRedirect(f"{reverse('shoot:log', args=[shoot_id, day])}?scene={strip}")


@require_POST
def outcome(request: HttpRequest, shoot_id: int, day: str) -> HttpResponse:
    """Say what became of a scene, and go on to the next."""
    log_outcome(
        actor_of(request),
        number(request, "strip", default=0, least=1, most=2**31),
        day=date.fromisoformat(day),
        state=request.POST.get("state", ""),
        minutes=number(request, "minutes", default=0, least=0, most=1440),
        remark=request.POST.get("remark", ""),
    )
    return HttpResponseRedirect(reverse("shoot:log", args=[shoot_id, day]))


@require_GET
def report(request: HttpRequest, shoot_id: int, day: str) -> HttpResponse:
    """生产报表: planned against actual."""
    actor, when = actor_of(request), date.fromisoformat(day)
    context = {"shoot": shoot_view(actor, shoot_id), "report": day_report(actor, shoot_id, day=when), "day": when}
    return render(request, "shoot/report.html", context)
