"""Writing on SQLite, which has one writer at a time: between ``BEGIN IMMEDIATE`` and the end nobody else writes.

The same steps and the same refusals as ``migrations/ledger_post.sql``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from fangcun.ledger.contracts import Posted
from fangcun.ledger.engine.orders import Write
from fangcun.ledger.services.outcome import CONSTRAINTS, Refusal

KNOWN = "SELECT key, id, digest FROM ledger_transfer WHERE tenant_id = %s AND key IN ({marks})"
CLOSED = "SELECT max(ends_at) FROM ledger_period WHERE tenant_id = %s"
STANDING = """
SELECT a.id, a.unit, a.reserved, b.side, b.guarded, b.balance, b.entries
FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id AND b.shard = 0
WHERE a.tenant_id = %s AND a.id IN ({marks})
"""
LAST = "SELECT coalesce(max(id), 0) FROM ledger_transfer"
ADD_TRANSFER = """
INSERT INTO ledger_transfer (id, tenant_id, key, digest, kind, memo, reference, at, booked_at, expires_at, undoes_id,
                             settles_id, exchange) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
ADD_ENTRY = """
INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after) VALUES (%s, %s, 0, %s, %s, %s)
"""
MOVE = """
UPDATE ledger_balance SET balance = %s, entries = %s
WHERE account_id = %s AND shard = 0 AND balance = %s AND entries = %s
"""
# SQLite names the columns of a unique constraint instead of the constraint.
_COLUMNS = {
    "ledger_transfer.settles_id": "ledger_transfer_settled_once",
    "ledger_transfer.undoes_id": "ledger_transfer_undone_once",
}


class RefusedError(Exception):
    """Carries a refusal out of the transaction, which undoes what was written so far."""

    def __init__(self, why: str, subject: object = "") -> None:
        super().__init__(why)
        self.refusal = Refusal(why, str(subject))


@dataclass(slots=True)
class Standing:
    """An account as it stands on the way through the entries; ``was`` is what its row says."""

    unit: str
    reserved: str
    side: int
    guarded: bool
    balance: int
    entries: int
    was: tuple[int, int]


def write(tenant_id: int, writes: Sequence[Write], *, booked: datetime) -> list[Posted] | Refusal:
    """Write all transfers or none of them; their keys must differ."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            return _write(cursor, tenant_id, writes, booked=booked)
    except RefusedError as refused:
        return refused.refusal
    except IntegrityError as error:
        name = str(error).rpartition(": ")[2]
        return Refusal(CONSTRAINTS.get(_COLUMNS.get(name, name), "range"))


def _write(cursor: CursorWrapper, tenant_id: int, writes: Sequence[Write], *, booked: datetime) -> list[Posted]:
    known = _known(cursor, tenant_id, writes)
    fresh = [w for w in writes if w.key not in known]
    if not fresh:
        return [Posted(known[w.key], False) for w in writes]
    _keep_closed(cursor, tenant_id, fresh)
    standing = _standing(cursor, tenant_id, {e.account for w in fresh for e in w.entries})
    cursor.execute(LAST)
    ids = {w.key: number for number, w in enumerate(fresh, start=cursor.fetchone()[0] + 1)}
    lines = [line for w in fresh for line in _lines(w, ids[w.key], standing)]
    cursor.executemany(ADD_TRANSFER, [_row(w, ids[w.key], tenant_id, booked) for w in fresh])
    cursor.executemany(ADD_ENTRY, lines)
    cursor.executemany(MOVE, [(s.balance, s.entries, pk, *s.was) for pk, s in standing.items()])
    if cursor.rowcount != len(standing):
        raise RuntimeError("a balance changed inside an exclusive transaction: is transaction_mode IMMEDIATE?")
    return [Posted(ids.get(w.key) or known[w.key], w.key in ids) for w in writes]


def _known(cursor: CursorWrapper, tenant_id: int, writes: Sequence[Write]) -> dict[str, int]:
    """The ids of those whose key is in the books already; another content under the same key is refused."""
    cursor.execute(KNOWN.format(marks=_marks(writes)), [tenant_id, *(w.key for w in writes)])
    found = {key: (pk, name) for key, pk, name in cursor.fetchall()}
    for w in writes:
        if w.key in found and found[w.key][1] != w.digest:
            raise RefusedError("key", w.key)
    return {key: pk for key, (pk, _) in found.items()}


def _keep_closed(cursor: CursorWrapper, tenant_id: int, writes: Sequence[Write]) -> None:
    """Nothing new before the end of a closed period."""
    cursor.execute(CLOSED, [tenant_id])
    (ends,) = cursor.fetchone()
    if ends is not None and min(_moment(w.at) for w in writes) < ends:
        raise RefusedError("closed", ends)


def _standing(cursor: CursorWrapper, tenant_id: int, accounts: set[int]) -> dict[int, Standing]:
    """The accounts by id as their rows stand; one that is not this tenant's is refused."""
    cursor.execute(STANDING.format(marks=_marks(accounts)), [tenant_id, *accounts])
    found = {
        pk: Standing(unit, reserved, side, bool(guarded), balance, entries, (balance, entries))
        for pk, unit, reserved, side, guarded, balance, entries in cursor.fetchall()
    }
    for pk in sorted(accounts - found.keys()):
        raise RefusedError("account", pk)
    return found


def _lines(w: Write, number: int, standing: dict[int, Standing]) -> list[tuple[int, int, int, int, int]]:
    """The entries of one transfer as rows; the accounts move on by them."""
    sums: dict[str, int] = {}
    lines = []
    for e in w.entries:
        account = standing[e.account]
        _keep_reserved(w, e.account, account)
        sums[account.unit] = sums.get(account.unit, 0) + e.amount
        account.balance += e.amount
        account.entries += 1
        _keep_funds(e.account, account)
        lines.append((number, e.account, account.entries, e.amount, account.balance))
    _keep_units(w, number, sums)
    return lines


def _keep_reserved(w: Write, pk: int, account: Standing) -> None:
    held = account.reserved == "held" and w.expires_at is None and w.settles is None
    if held or (account.reserved == "exchange" and not w.exchange):
        raise RefusedError("reserved", pk)


def _keep_funds(pk: int, account: Standing) -> None:
    if account.guarded and account.side * account.balance < 0:
        raise RefusedError("funds", pk)


def _keep_units(w: Write, number: int, sums: dict[str, int]) -> None:
    if len(sums) > 1 and not w.exchange:
        raise RefusedError("units", number)
    if any(sums.values()):
        raise RefusedError("unbalanced", number)


def _row(w: Write, number: int, tenant_id: int, booked: datetime) -> tuple[Any, ...]:
    expires = None if w.expires_at is None else _moment(w.expires_at)
    return (
        number, tenant_id, w.key, w.digest, w.kind, w.memo, w.reference, _moment(w.at), _moment(booked), expires,
        w.undoes, w.settles, w.exchange,
    )  # fmt: skip


def _marks(values: Sequence[object] | set[int]) -> str:
    return ", ".join(["%s"] * len(values))


def _moment(moment: datetime) -> str:
    return str(connection.ops.adapt_datetimefield_value(moment))
