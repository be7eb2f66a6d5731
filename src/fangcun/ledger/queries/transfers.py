"""Transfers as they were booked."""

from __future__ import annotations

from collections import Counter

from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger.contracts import Entry, TransferEntry, TransferView
from fangcun.ledger.models import Account, Transfer
from fangcun.ledger.models import Entry as EntryRow
from fangcun.ledger.queries.accounts import view_of


def transfer(tenant_id: int, transfer_id: int) -> TransferView:
    """A transfer with its entries. Raises NOT_FOUND, also for another tenant's."""
    row = transfer_row(tenant_id, transfer_id)
    lines = list(EntryRow.objects.filter(transfer_id=row.pk).order_by("id"))
    held = {a.pk: view_of(a) for a in Account.objects.of(tenant_id).filter(pk__in=[e.account_id for e in lines])}
    ended = Transfer.objects.of(tenant_id).filter(ends_id=row.pk).values_list("id", flat=True).first()
    return TransferView(
        row.pk, row.key, row.kind, row.memo, row.reference, row.at, row.booked_at,
        tuple(TransferEntry(held[e.account_id], e.amount) for e in lines),
        row.expires_at, row.ends_id, ended,
    )  # fmt: skip


def transfer_row(tenant_id: int, transfer_id: int) -> Transfer:
    """The row of a transfer. Raises NOT_FOUND, also for another tenant's."""
    row = Transfer.objects.of(tenant_id).filter(pk=transfer_id).first()
    if row is None:
        raise FangcunError("ledger.transfer", Kind.NOT_FOUND, f"没有编号为 {transfer_id} 的转账，或它不属于本机构。")
    return row


def reversible(tenant_id: int, transfer_id: int) -> Transfer:
    """The row of a transfer that can be taken back. Raises NOT_FOUND; CONFLICT for a hold, which is released instead,
    and for the release of one.
    """
    row = transfer_row(tenant_id, transfer_id)
    if row.expires_at is not None:
        raise FangcunError("ledger.open_hold", Kind.CONFLICT, "这是一笔冻结：未结清时请解冻，已扣款时请冲销那笔扣款。")
    if not net_entries(tenant_id, row):
        raise FangcunError("ledger.released", Kind.CONFLICT, "这是一次解冻，钱已原样退回，没有可冲销的。")
    return row


def net_entries(tenant_id: int, row: Transfer) -> list[Entry]:
    """What a transfer did in the end; for the settlement of a hold, what hold and settlement did together."""
    hold = row.ends_id and Transfer.objects.of(tenant_id).filter(pk=row.ends_id, expires_at__isnull=False).first()
    both = [hold.pk, row.pk] if hold else [row.pk]
    rows = EntryRow.objects.filter(transfer_id__in=both, transfer__tenant_id=tenant_id).order_by("id")
    if not hold:
        return [Entry(e.account_id, e.amount) for e in rows]
    sums: Counter[int] = Counter()
    for e in rows:
        sums[e.account_id] += e.amount
    return [Entry(account, amount) for account, amount in sums.items() if amount]
