"""Writing on SQLite, which has one writer at a time: between ``BEGIN IMMEDIATE`` and the end nobody else writes.

The same steps and the same refusals as ``migrations/ledger_post.sql``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.utils import CursorWrapper

from fangcun.ledger.contracts import Posted
from fangcun.ledger.engine.moves import Move, Step, moves_of
from fangcun.ledger.engine.orders import Write
from fangcun.ledger.services.outcome import CONSTRAINTS, Refusal

KNOWN = "SELECT key, id, digest FROM ledger_transfer WHERE tenant_id = %s AND key IN ({marks})"
CLOSED = "SELECT max(ends_at) FROM ledger_period WHERE tenant_id = %s"
STANDING = """
SELECT a.id, a.unit, a.reserved, b.floor, b.ceiling, b.balance, b.entries
FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id AND b.shard = 0
WHERE a.tenant_id = %s AND a.id IN ({marks})
"""
LAST = "SELECT coalesce(max(id), 0) FROM ledger_transfer"
ADD_TRANSFER = """
INSERT INTO ledger_transfer (id, tenant_id, key, digest, kind, memo, reference, at, booked_at, expires_at, ends_id,
                             exchange) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
ADD_ENTRY = """
INSERT INTO ledger_entry (transfer_id, account_id, shard, seq, amount, after) VALUES (%s, %s, 0, %s, %s, %s)
"""
MOVE = """
UPDATE ledger_balance SET balance = balance + %s, entries = entries + %s
WHERE account_id = %s AND shard = 0 AND balance + %s >= floor AND balance + %s <= ceiling
"""
_ENDED = "ledger_transfer.ends_id"  # SQLite names the column of a unique constraint instead of the constraint


class RefusedError(Exception):
    """Carries a refusal out of the transaction, which undoes what was written so far."""

    def __init__(self, why: str, subject: object = "") -> None:
        super().__init__(why)
        self.refusal = Refusal(why, str(subject))


@dataclass(frozen=True, slots=True)
class Standing:
    """An account as it stands before."""

    unit: str
    reserved: str
    floor: int
    ceiling: int
    balance: int
    entries: int


def write(tenant_id: int, writes: Sequence[Write], *, booked: datetime) -> list[Posted] | Refusal:
    """Write all transfers or none of them; their keys must differ. Refuses ``partly`` when some are in the books."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            return _write(cursor, tenant_id, writes, booked=booked)
    except RefusedError as refused:
        return refused.refusal
    except IntegrityError as error:
        name = str(error).rpartition(": ")[2]
        return Refusal("ended" if name == _ENDED else CONSTRAINTS.get(name, "range"))


def _write(cursor: CursorWrapper, tenant_id: int, writes: Sequence[Write], *, booked: datetime) -> list[Posted]:
    known = _known(cursor, tenant_id, writes)
    if known:
        return [Posted(known[w.key], False) for w in writes]
    _keep_closed(cursor, tenant_id, writes)
    moves = moves_of(writes)
    standing = _standing(cursor, tenant_id, moves.accounts)
    cursor.execute(LAST)
    first = cursor.fetchone()[0] + 1
    ids = list(range(first, first + len(writes)))
    cursor.executemany(ADD_TRANSFER, [_row(w, pk, tenant_id, booked) for w, pk in zip(writes, ids, strict=True)])
    for pk, move in moves.accounts.items():
        _move(cursor, pk, move, standing)
        _keep_reserved(writes, pk, standing[pk])
    _keep_units(writes, standing)
    cursor.executemany(ADD_ENTRY, [_entry(step, ids[step.number], standing[step.account]) for step in moves.steps])
    return [Posted(pk, True) for pk in ids]


def _known(cursor: CursorWrapper, tenant_id: int, writes: Sequence[Write]) -> dict[str, int]:
    """The ids by key when all are in the books already, nothing when none is. Refuses another content under a key."""
    cursor.execute(KNOWN.format(marks=_marks(writes)), [tenant_id, *(w.key for w in writes)])
    found = {key: (pk, name) for key, pk, name in cursor.fetchall()}
    for w in writes:
        if w.key in found and found[w.key][1] != w.digest:
            raise RefusedError("key", w.key)
    if 0 < len(found) < len(writes):
        raise RefusedError("partly")
    return {key: pk for key, (pk, _) in found.items()}


def _keep_closed(cursor: CursorWrapper, tenant_id: int, writes: Sequence[Write]) -> None:
    """Nothing new before the end of a closed period."""
    cursor.execute(CLOSED, [tenant_id])
    (ends,) = cursor.fetchone()
    if ends is not None and min(_moment(w.at) for w in writes) < ends:
        raise RefusedError("closed", ends)


def _standing(cursor: CursorWrapper, tenant_id: int, accounts: Collection[int]) -> dict[int, Standing]:
    """The tenant's accounts by id as their rows stand; another tenant's is not among them."""
    cursor.execute(STANDING.format(marks=_marks(accounts)), [tenant_id, *accounts])
    return {pk: Standing(*row) for pk, *row in cursor.fetchall()}


def _move(cursor: CursorWrapper, pk: int, move: Move, standing: dict[int, Standing]) -> None:
    """Move a balance, only as far as it may go."""
    s = standing.get(pk)
    if s is None:
        raise RefusedError("account", pk)
    cursor.execute(MOVE, [move.total, move.entries, pk, move.low, move.high])
    if cursor.rowcount != 1:
        short = (s.floor == 0 and s.balance + move.low < 0) or (s.ceiling == 0 and s.balance + move.high > 0)
        raise RefusedError("funds" if short else "range", pk)


def _keep_reserved(writes: Sequence[Write], pk: int, account: Standing) -> None:
    """Waiting accounts are only moved by holds and what ends them, exchange accounts by exchanges: one at a time."""
    one = writes[0] if len(writes) == 1 else None
    may_hold = one is not None and (one.expires_at is not None or one.ends is not None)
    may = {"": True, "held": may_hold, "exchange": one is not None and one.exchange}
    if not may[account.reserved]:
        raise RefusedError("reserved", pk)


def _keep_units(writes: Sequence[Write], standing: dict[int, Standing]) -> None:
    """Units meet only in an exchange, and there each sums to zero."""
    for w in writes:
        sums: Counter[str] = Counter()
        for e in w.entries:
            sums[standing[e.account].unit] += e.amount
        if any(sums.values()) or (len(sums) > 1 and not w.exchange):
            raise RefusedError("units")


def _row(w: Write, pk: int, tenant_id: int, booked: datetime) -> tuple[Any, ...]:
    expires = None if w.expires_at is None else _moment(w.expires_at)
    return (
        pk, tenant_id, w.key, w.digest, w.kind, w.memo, w.reference, _moment(w.at), _moment(booked), expires, w.ends,
        w.exchange,
    )  # fmt: skip


def _entry(step: Step, transfer: int, before: Standing) -> tuple[int, ...]:
    return transfer, step.account, before.entries + step.nth, step.amount, before.balance + step.so_far


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _moment(moment: datetime) -> str:
    return str(connection.ops.adapt_datetimefield_value(moment))
