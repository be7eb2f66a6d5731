"""Proving the books from the rows alone, without any of the code that writes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from fangcun.ledger.contracts import Entry, Fault, Proof
from fangcun.ledger.engine.orders import content_digest
from fangcun.ledger.queries import laws

MOST = 100  # broken books can be broken a million times
COUNTS = """
SELECT (SELECT count(*) FROM ledger_account WHERE tenant_id = %(tenant)s),
       (SELECT count(*) FROM ledger_transfer WHERE tenant_id = %(tenant)s),
       (SELECT count(*) FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id
        WHERE t.tenant_id = %(tenant)s),
       (SELECT count(*) FROM ledger_transfer t WHERE t.tenant_id = %(tenant)s AND t.expires_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM ledger_transfer s WHERE s.ends_id = t.id)),
       (SELECT count(*) FROM ledger_period WHERE tenant_id = %(tenant)s)
"""
CONTENT = """
SELECT t.id, t.digest, t.kind, t.memo, t.reference, t.ends_id, t.exchange, t.expires_at IS NOT NULL,
       e.account_id, e.amount
FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id WHERE t.tenant_id = %(tenant)s AND t.id > %(after)s
AND t.id <= %(after)s + 20000 ORDER BY t.id, e.id
"""
LAST = "SELECT coalesce(max(id), 0) FROM ledger_transfer WHERE tenant_id = %(tenant)s"


def check(tenant_id: int) -> Proof:
    """Look at every row of a tenant's books; the faults found (the first hundred of each sort) break one of ``laws`` or
    the content's digest.

    It looks at one moment of the books, and nobody waits for it.
    """
    with _still():
        counts = _rows(COUNTS, tenant=tenant_id)[0]
        faults = [
            Fault(law.name, law.message.format(*row), account_id=row[0] if law.of_account else None,
                  transfer_id=None if law.of_account else row[0])
            for law in laws.LAWS
            for row in _rows(law.sql, most=MOST, tenant=tenant_id)
        ]  # fmt: skip
        faults += _changed(tenant_id)
    accounts, transfers, entries, holds, periods = counts
    return Proof(accounts, transfers, entries, holds, periods, tuple(faults))


@contextmanager
def _still() -> Iterator[None]:
    """One moment of the books, whoever writes meanwhile; inside a transaction, what that sees."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            # Django's own would take the one write lock. This one keeps to what the log held at the first look.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _changed(tenant_id: int) -> list[Fault]:
    """Transfers whose words or entries are no longer those that were asked for."""
    faults: list[Fault] = []
    [(last,)] = _rows(LAST, tenant=tenant_id)
    for after in range(0, last, 20000):
        rows = _rows(CONTENT, tenant=tenant_id, after=after)
        for (pk, name, *content), lines in groupby(rows, key=lambda row: row[:8]):
            kind, memo, reference, ends, exchange, hold = content
            now = content_digest(
                kind, memo, reference, [Entry(line[8], line[9]) for line in lines], ends=ends,
                exchange=bool(exchange), hold=bool(hold),
            )  # fmt: skip
            if now != name and len(faults) < MOST:
                faults.append(Fault("content", f"转账 {pk} 的内容与记账时不符。", transfer_id=pk))
    return faults


def _rows(sql: str, *, most: int | None = None, **values: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall() if most is None else cursor.fetchmany(most))
