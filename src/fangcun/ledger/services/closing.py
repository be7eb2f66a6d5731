"""Closing periods: what happened before a moment is final."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.ledger.contracts import PeriodView
from fangcun.ledger.models import Period
from fangcun.ledger.queries.periods import periods

GATE = 1818518631
"""The advisory lock (with the tenant) that posting shares and closing has to itself; as in ``ledger_post.sql``."""
CLOSE = """
INSERT INTO ledger_closing (period_id, account_id, balance)
SELECT %s, x.account_id, sum(x.amount) FROM (
  SELECT c.account_id, c.balance AS amount FROM ledger_closing c WHERE c.period_id = %s
  UNION ALL
  SELECT e.account_id, e.amount FROM ledger_transfer t JOIN ledger_entry e ON e.transfer_id = t.id
  WHERE t.tenant_id = %s AND t.at < %s AND (%s IS NULL OR t.at >= %s)
) x GROUP BY x.account_id HAVING sum(x.amount) <> 0
"""


@transaction.atomic
def close_period(tenant_id: int, ends_at: datetime, *, by: str = "", now: datetime | None = None) -> PeriodView:
    """Close the books of everything before ``ends_at``: from now on nothing can be booked there.

    Asked again for the same moment: the period that is there. Raises INVALID for a moment to come, CONFLICT for one
    before the last closing.
    """
    moment = now or clock.now()
    if ends_at.tzinfo is None or ends_at > moment:
        raise FangcunError("ledger.period", Kind.INVALID, "只能结清已经过去的时间，截止时间须带时区。")
    _shut(tenant_id)
    last = Period.objects.of(tenant_id).order_by("-ends_at").first()
    if last is None or last.ends_at < ends_at:
        row = Period.objects.create(tenant_id=tenant_id, ends_at=ends_at, closed_at=moment, closed_by=by[:80])
        _write_balances(row, last)
    elif not Period.objects.of(tenant_id).filter(ends_at=ends_at).exists():
        raise FangcunError("ledger.period", Kind.CONFLICT, "更晚的账期已经结清，不能再补结更早的。")
    return next(p for p in periods(tenant_id) if p.ends_at == ends_at)


def _shut(tenant_id: int) -> None:
    """Wait for those who are posting and keep others out until this transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [GATE, tenant_id])


def _write_balances(row: Period, last: Period | None) -> None:
    """What stood on each account at the end: the last closing and what happened since."""
    ends, start = (connection.ops.adapt_datetimefield_value(p.ends_at) if p else None for p in (row, last))
    values = [row.pk, last.pk if last else None, row.tenant_id, ends, start, start]
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, values)
