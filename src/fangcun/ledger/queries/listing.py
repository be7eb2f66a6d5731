"""Accounts as a list, with what stands on each."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Sum

from fangcun.ledger.contracts import AccountView
from fangcun.ledger.models import Account, Balance
from fangcun.ledger.queries.accounts import view_of

SIZE = 50


@dataclass(frozen=True, slots=True)
class AccountPage:
    """A page of accounts, each with its balance as its owner counts."""

    items: tuple[tuple[AccountView, int], ...]
    total: int
    number: int
    pages: int


def account_page(tenant_id: int, *, role: str = "", owner: str = "", number: int = 1) -> AccountPage:
    """A page of accounts in the order of opening, of one role, or of owners whose name contains ``owner``."""
    rows = Account.objects.of(tenant_id).order_by("id")
    if role:
        rows = rows.filter(role=role)
    if owner:
        rows = rows.filter(owner__icontains=owner)
    page = Paginator(rows, SIZE).get_page(number)
    views = [view_of(row) for row in page.object_list]
    sums = Balance.objects.filter(account_id__in=[v.id for v in views]).values_list("account_id")
    stands = {
        pk: int(amount) for pk, amount in sums.annotate(amount=Sum("balance")).values_list("account_id", "amount")
    }
    items = tuple((view, view.kind.side * stands.get(view.id, 0)) for view in views)
    return AccountPage(items, page.paginator.count, page.number, page.paginator.num_pages)
