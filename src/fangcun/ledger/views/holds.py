"""What is held and waits, and letting it go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import audit
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger import api
from fangcun.ledger.views.words import amount, keeper_of, kind_name, named, reader_of, shared


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The open holds, those that end first first."""
    actor = reader_of(request)
    now = clock.now()
    rows = [
        (h, named(h.account), kind_name(h.kind), amount(h.amount, h.account.unit), h.expires_at <= now)
        for h in api.holds(actor.tenant_id)
    ]
    return render(request, "ledger/holds.html", {"rows": rows} | shared(actor, "holds"))


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a hold go."""
    actor = keeper_of(request)
    try:
        done = api.release(actor.tenant_id, pk)
    except FangcunError as refused:
        if refused.kind is not Kind.CONFLICT:
            raise
        messages.error(request, refused.message)
    else:
        if done.fresh:
            audit("ledger.released", by=actor, subject=str(pk))
        messages.success(request, _("已解冻，全数退回。"))
    return redirect("ledger:holds")
