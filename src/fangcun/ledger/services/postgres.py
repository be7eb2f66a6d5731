"""Writing on PostgreSQL: one call of the function that the migration installed (``migrations/ledger_post.sql``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from fangcun.ledger.contracts import Posted
from fangcun.ledger.engine.orders import Write
from fangcun.ledger.services.outcome import CONSTRAINTS, Refusal

POST = (
    "SELECT made, is_new, refusal, subject FROM ledger_post(%s, %s, %s::text[], %s::text[], %s::text[], %s::text[], "
    "%s::text[], %s::timestamptz[], %s::timestamptz[], %s::bigint[], %s::bigint[], %s::boolean[], "
    "%s::int[], %s::bigint[], %s::bigint[])"
)


def write(tenant_id: int, writes: Sequence[Write], *, booked: datetime) -> list[Posted] | Refusal:
    """Write all transfers or none of them; their keys must differ."""
    lines = [(number, e) for number, w in enumerate(writes, start=1) for e in w.entries]
    values: list[Any] = [
        tenant_id, booked,
        [w.key for w in writes], [w.digest for w in writes], [w.kind for w in writes], [w.memo for w in writes],
        [w.reference for w in writes], [w.at for w in writes], [w.expires_at for w in writes],
        [w.undoes for w in writes], [w.settles for w in writes], [w.exchange for w in writes],
        [number for number, _ in lines], [e.account for _, e in lines], [e.amount for _, e in lines],
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(POST, values)
        rows = cursor.fetchall()
    _, _, why, subject = rows[0]
    if why is not None:
        return Refusal(CONSTRAINTS.get(subject, "range") if why == "constraint" else why, subject or "")
    return [Posted(made, fresh) for made, fresh, _, _ in rows]
