"""The base at a glance: what needs a person now, what is in use today, what there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from fangcun.kit import clock
from fangcun.park import api
from fangcun.park.contracts import Load, ResourceKind
from fangcun.park.views.asked import reader_of, rights

SOON = timedelta(hours=24)
COMING = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Use:
    """How full a kind of resource is today."""

    words: str
    address: str
    load: Load
    percent: int


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The first page of the base."""
    actor = reader_of(request)
    start = timezone.localtime(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    loads = api.load(actor, start=start, end=start + timedelta(days=1))
    today = start.date()
    crews = api.crews(actor)
    context = {
        "desk": api.request_counts(actor),
        "lapsing": api.lapsing(actor, within=SOON),
        "arriving": [c for c in crews if today <= c.arrives <= today + COMING],
        "leaving": [c for c in crews if today < c.leaves <= today + COMING],
        "uses": [_use(load) for load in loads],
        "crews": [c for c in crews if c.arrives <= today < c.leaves],
        "today": today,
        "empty": not any(load.resources for load in loads),
        "tab": "overview",
    }
    return render(request, "park/overview.html", context | rights(actor))


def _use(load: Load) -> Use:
    words, address = {
        ResourceKind.SPACE: (_("场景"), "park:spaces"),
        ResourceKind.PERSON: (_("人员"), "park:people"),
        ResourceKind.STOCK: (_("物资"), "park:stock"),
    }[load.kind]
    return Use(words, address, load, round(100 * load.booked / load.resources) if load.resources else 0)
