"""An account's statement: what happened on it, newest first, and what stood there after each entry."""

from __future__ import annotations

from itertools import accumulate

from django.db.models import Sum

from fangcun.ledger.contracts import AccountKind, Line
from fangcun.ledger.models import Account, Balance, Entry
from fangcun.ledger.queries.accounts import row_of


def statement(tenant_id: int, account_id: int, *, before: int | None = None, limit: int = 50) -> list[Line]:
    """Up to ``limit`` lines in the order of booking, newest first; those before the entry ``before`` where given (the
    last line's ``entry_id`` of the page before). Raises NOT_FOUND.
    """
    account = row_of(tenant_id, account_id)
    page = _newest(account, before=before, limit=limit)
    if not page:
        return []
    side = AccountKind(account.kind).side
    stood = accumulate((-e.amount for e in page[:-1]), initial=_after(account, page[0]))
    return [_line(e, side * after, side=side) for e, after in zip(page, stood, strict=True)]


def _newest(account: Account, *, before: int | None, limit: int) -> list[Entry]:
    """The newest entries of each shard, and the newest of those: the only index of entries goes by shard and number."""
    rows = Entry.objects.filter(account_id=account.pk)
    if before is not None:
        rows = rows.filter(id__lt=before)
    used = Balance.objects.filter(account=account, entries__gt=0).values_list("shard", flat=True)
    ids = [
        pk for shard in used for pk in rows.filter(shard=shard).order_by("-seq").values_list("id", flat=True)[:limit]
    ]
    newest = sorted(ids, reverse=True)[:limit]
    return list(Entry.objects.filter(pk__in=newest).select_related("transfer").order_by("-id"))


def _after(account: Account, newest: Entry) -> int:
    """What stood on the account after an entry. An entry knows its shard's balance only: the others are counted back
    from now.
    """
    if account.shards == 1:
        return newest.after
    later = Entry.objects.filter(account_id=account.pk).filter(id__gt=newest.pk)
    all_of_it = Balance.objects.filter(account=account).aggregate(all=Sum("balance"))["all"] or 0
    return int(all_of_it) - int(later.aggregate(all=Sum("amount"))["all"] or 0)


def _line(e: Entry, after: int, *, side: int) -> Line:
    t = e.transfer
    return Line(e.pk, t.pk, t.at, t.kind, t.memo, t.reference, side * e.amount, after)
