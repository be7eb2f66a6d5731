"""Holds that wait: transfers with an end that no other transfer has settled."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from fangcun.ledger.contracts import AccountView, HoldView
from fangcun.ledger.models import Account, Entry, Transfer
from fangcun.ledger.queries.accounts import view_of


def holds(tenant_id: int, *, account_id: int | None = None, limit: int = 200) -> list[HoldView]:
    """The open holds, those that end first first; of one account where given."""
    rows = _waiting(Transfer.objects.of(tenant_id))
    if account_id is not None:
        rows = rows.filter(Exists(Entry.objects.filter(transfer_id=OuterRef("pk"), account_id=account_id)))
    found = list(rows.order_by("expires_at", "id")[:limit])
    lines = Entry.objects.filter(transfer_id__in=[t.pk for t in found]).order_by("-id")
    taken_from = {e.transfer_id: e for e in lines}  # the first entry of a hold is the one it took from
    ids = [e.account_id for e in taken_from.values()]
    held = {a.pk: view_of(a) for a in Account.objects.of(tenant_id).filter(pk__in=ids)}
    return [_view(t, taken_from[t.pk], held) for t in found]


def is_settled(tenant_id: int, hold_id: int) -> bool:
    """Whether a hold was taken or let go."""
    return Transfer.objects.of(tenant_id).filter(ends_id=hold_id).exists()


def expired(now: datetime, *, tenant_id: int | None) -> list[tuple[int, int]]:
    """Tenant and id of every open hold whose end has come, of one tenant or (None) of all."""
    rows = _waiting(Transfer.objects.across_tenants()).filter(expires_at__lte=now)
    if tenant_id is not None:
        rows = rows.filter(tenant_id=tenant_id)
    return list(rows.order_by("expires_at", "id").values_list("tenant_id", "id"))


def _waiting(rows: QuerySet[Transfer]) -> QuerySet[Transfer]:
    settled = Transfer.objects.across_tenants().filter(ends_id=OuterRef("pk"))
    return rows.filter(expires_at__isnull=False).exclude(Exists(settled))


def _view(t: Transfer, taken: Entry, held: dict[int, AccountView]) -> HoldView:
    assert t.expires_at is not None, "a hold has an end"
    return HoldView(t.pk, held[taken.account_id], abs(taken.amount), t.kind, t.memo, t.reference, t.at, t.expires_at)
