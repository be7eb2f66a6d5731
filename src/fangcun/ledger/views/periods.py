"""Closed periods, and closing one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import audit
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger import api
from fangcun.ledger.views.books import asked_day, start_of
from fangcun.ledger.views.words import keeper_of, reader_of, shared


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The closed periods, and a form that proposes the first of this month."""
    actor = reader_of(request)
    context = {"periods": api.periods(actor.tenant_id), "proposed": timezone.localdate().replace(day=1)}
    return render(request, "ledger/periods.html", context | shared(actor, "periods"))


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close everything before a day."""
    actor = keeper_of(request)
    try:
        day = asked_day(request.POST.get("before", ""))
        if day is None:
            raise FangcunError("ledger.day", Kind.INVALID, _("请选一个日期：它之前的账会结清。"))
        api.close_period(actor.tenant_id, start_of(day), by=actor.user_name)
    except FangcunError as refused:
        if refused.kind not in (Kind.CONFLICT, Kind.INVALID):
            raise
        messages.error(request, refused.message)
    else:
        audit("ledger.period_closed", by=actor, subject=day.isoformat())
        messages.success(request, _("%(day)s 之前的账已结清。") % {"day": day})
    return redirect("ledger:periods")
