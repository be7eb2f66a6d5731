"""Accounts: the list, and one account's statement."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fangcun.ledger import api
from fangcun.ledger.engine.chart import chart
from fangcun.ledger.queries.listing import account_page
from fangcun.ledger.views.words import amount, kind_name, named, reader_of, role_name, shared, signed

LINES = 50


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The accounts, of one role or owner where the address says so."""
    actor = reader_of(request)
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("role", "owner")}
    number = request.GET.get("page", "")
    page = account_page(actor.tenant_id, **asked, number=int(number) if number.isdecimal() and len(number) < 7 else 1)
    context = {
        "page": page,
        "rows": [(named(account), amount(stands, account.unit)) for account, stands in page.items],
        "roles": [(role, role_name(role)) for role in chart()],
        "filters": asked,
        "filtered": any(asked.values()),
        "query": urlencode({k: v for k, v in asked.items() if v}),
    }
    return render(request, "ledger/accounts.html", context | shared(actor, "accounts"))


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """An account's statement: every entry, newest first, with what stood there afterwards."""
    actor = reader_of(request)
    account = api.account(actor.tenant_id, pk)
    before = request.GET.get("before", "")
    earlier = int(before) if before.isdecimal() and len(before) < 19 else None
    lines = api.statement(actor.tenant_id, pk, before=earlier, limit=LINES + 1)
    shown = [
        (line, kind_name(line.kind), signed(line.amount, account.unit), amount(line.balance, account.unit))
        for line in lines[:LINES]
    ]
    context = {
        "account": named(account),
        "stands": amount(api.balance(actor.tenant_id, pk), account.unit),
        "lines": shown,
        "earlier": lines[LINES - 1].entry_id if len(lines) > LINES else None,
        "newest": earlier is None,
        "holds": [(h, amount(h.amount, account.unit)) for h in api.holds(actor.tenant_id, account_id=pk)],
    }
    return render(request, "ledger/account.html", context | shared(actor, "accounts"))
