"""One transfer with its entries, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import audit
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger import api
from fangcun.ledger.contracts import TransferView, Unit
from fangcun.ledger.views.words import amount, keeper_of, kind_name, named, reader_of, shared


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A transfer: what it moved, what it is about, and what ended it."""
    actor = reader_of(request)
    found = api.transfer(actor.tenant_id, pk)
    lines = [(named(e.account), *_sides(e.amount, e.account.unit)) for e in found.entries]
    context = {"t": found, "kind": kind_name(found.kind), "lines": lines, "reversible": _reversible(found)}
    return render(request, "ledger/transfer.html", context | shared(actor, "accounts"))


@require_POST
def reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a transfer back."""
    actor = keeper_of(request)
    try:
        done = api.reverse(actor.tenant_id, pk, memo=request.POST.get("memo", "").strip()[:200])
    except FangcunError as refused:
        if refused.kind is not Kind.CONFLICT:
            raise
        messages.error(request, refused.message)
        return redirect("ledger:transfer", pk=pk)
    if done.fresh:
        audit("ledger.reversed", by=actor, subject=str(pk), reversal=done.id)
    messages.success(request, _("已冲销：这是冲销的那一笔。"))
    return redirect("ledger:transfer", pk=done.id)


def _sides(value: int, unit: Unit) -> tuple[str, str]:
    """The amount in its column: debit, credit."""
    written = amount(abs(value), unit)
    return (written, "") if value > 0 else ("", written)


def _reversible(found: TransferView) -> bool:
    return found.ended_by is None and found.expires_at is None and found.kind != "release"
