"""What stands on accounts, now or at a moment, and the trial balance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Sum

from fangcun.ledger.contracts import AccountKind, TrialBalance, TrialLine, Unit
from fangcun.ledger.engine.chart import chart
from fangcun.ledger.models import Account, Balance, Closing, Entry, Period
from fangcun.ledger.queries.accounts import row_of

NOW = """
SELECT a.role, a.kind, a.unit, count(DISTINCT a.id), sum(b.balance)
FROM ledger_account a JOIN ledger_balance b ON b.account_id = a.id
WHERE a.tenant_id = %s GROUP BY a.role, a.kind, a.unit
"""
AS_OF = """
SELECT a.role, a.kind, a.unit, count(DISTINCT a.id), coalesce(sum(x.amount), 0) FROM ledger_account a LEFT JOIN (
  SELECT c.account_id, c.balance AS amount FROM ledger_closing c WHERE c.period_id = %s
  UNION ALL
  SELECT e.account_id, e.amount FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id
  WHERE t.tenant_id = %s AND t.at < %s AND (%s IS NULL OR t.at >= %s)
) x ON x.account_id = a.id WHERE a.tenant_id = %s AND a.opened_at < %s GROUP BY a.role, a.kind, a.unit
"""


def balance(tenant_id: int, account_id: int, *, as_of: datetime | None = None) -> int:
    """What stands on the account, as its owner counts (more is more); with ``as_of`` what stood there from all that
    happened before that moment. Raises NOT_FOUND.
    """
    row = row_of(tenant_id, account_id)
    return AccountKind(row.kind).side * (_now(row) if as_of is None else _then(row, as_of))


def trial_balance(tenant_id: int, *, as_of: datetime | None = None) -> TrialBalance:
    """The balance of every role in use, now or from all that happened before ``as_of``, in the order of the chart."""
    found = {row[0]: row for row in _sums(tenant_id, as_of)}
    order = [*chart(), *sorted(found.keys() - chart().keys())]
    lines = tuple(_trial_line(*found[role]) for role in order if role in found)
    units = [unit for unit in Unit if any(line.unit is unit for line in lines)]
    totals = {unit: _totals(line for line in lines if line.unit is unit) for unit in units}
    return TrialBalance(lines, totals, as_of)


def _now(row: Account) -> int:
    return int(Balance.objects.filter(account=row).aggregate(all=Sum("balance"))["all"] or 0)


def _then(row: Account, as_of: datetime) -> int:
    """From the last closing before the moment and what came after it."""
    closed = last_closed(row.tenant_id, as_of)
    entries = Entry.objects.filter(account_id=row.pk, transfer__at__lt=as_of)
    start = 0
    if closed is not None:
        entries = entries.filter(transfer__at__gte=closed.ends_at)
        start = Closing.objects.filter(period=closed, account=row).values_list("balance", flat=True).first() or 0
    return start + int(entries.aggregate(all=Sum("amount"))["all"] or 0)


def last_closed(tenant_id: int, before: datetime) -> Period | None:
    """The last period that was closed and ended by ``before``."""
    return Period.objects.of(tenant_id).filter(ends_at__lte=before).order_by("-ends_at").first()


def _sums(tenant_id: int, as_of: datetime | None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        if as_of is None:
            cursor.execute(NOW, [tenant_id])
        else:
            closed = last_closed(tenant_id, as_of)
            moment = connection.ops.adapt_datetimefield_value(as_of)
            start = connection.ops.adapt_datetimefield_value(closed.ends_at) if closed else None
            period = closed.pk if closed else None
            cursor.execute(AS_OF, [period, tenant_id, moment, start, start, tenant_id, moment])
        return list(cursor.fetchall())


def _trial_line(role: str, kind: str, unit: str, accounts: int, amount: Any) -> TrialLine:
    line, signed = chart().get(role), int(amount)
    code, name = (line.code, line.name) if line else ("", role)
    return TrialLine(role, code, name, AccountKind(kind), Unit(unit), accounts, max(signed, 0), max(-signed, 0))


def _totals(lines: Iterable[TrialLine]) -> tuple[int, int]:
    both = [(line.debit, line.credit) for line in lines]
    return sum(d for d, _ in both), sum(c for _, c in both)
