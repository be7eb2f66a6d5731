"""The whole books as text for beancount, piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from fangcun.ledger.contracts import AccountView, TransferEntry
from fangcun.ledger.engine import beancount
from fangcun.ledger.models import Account, Entry, Transfer
from fangcun.ledger.queries.accounts import view_of

PIECE = 5000


def export(tenant_id: int, *, title: str) -> Iterator[str]:
    """The books: options, accounts, transfers in the order of booking, and an assertion of every balance at the end.

    Days are those of the site's time zone.
    """
    accounts = {row.pk: view_of(row) for row in Account.objects.of(tenant_id).order_by("id")}
    first = Transfer.objects.of(tenant_id).aggregate(at=Min("at"))["at"]
    yield beancount.head(title)
    for account in accounts.values():
        yield beancount.opened(account, _day(min(account.opened_at, first or account.opened_at)))
    sums: Counter[int] = Counter()
    last = date.min
    for row, entries in _transfers(tenant_id, accounts):
        day = _day(row.at)
        last = max(last, day)
        for e in entries:
            sums[e.account.id] += e.amount
        yield "\n" + beancount.transaction(
            entries, number=row.pk, day=day, at=timezone.localtime(row.at), key=row.key, kind=row.kind, memo=row.memo,
            reference=row.reference, ends=row.ends_id,
        )  # fmt: skip
    yield "\n"
    for pk in accounts if last != date.min else ():
        yield beancount.assertion(accounts[pk], last + timedelta(days=1), sums[pk])


def _transfers(tenant_id: int, accounts: dict[int, AccountView]) -> Iterator[tuple[Transfer, list[TransferEntry]]]:
    """Every transfer with its entries, a piece of the table at a time."""
    after = 0
    while rows := list(Transfer.objects.of(tenant_id).filter(pk__gt=after).order_by("pk")[:PIECE]):
        lines: dict[int, list[TransferEntry]] = {row.pk: [] for row in rows}
        found = Entry.objects.filter(transfer__tenant_id=tenant_id, transfer_id__gt=after, transfer_id__lte=rows[-1].pk)
        for e in found.order_by("id"):
            lines[e.transfer_id].append(TransferEntry(accounts[e.account_id], e.amount))
        yield from ((row, lines[row.pk]) for row in rows)
        after = rows[-1].pk


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
