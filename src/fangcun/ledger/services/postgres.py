"""Writing on PostgreSQL: one call of the function that the migration installed (``migrations/ledger_post.sql``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from fangcun.ledger.contracts import Posted
from fangcun.ledger.engine.moves import moves_of
from fangcun.ledger.engine.orders import Write
from fangcun.ledger.services.outcome import CONSTRAINTS, Refusal

POST = (
    "SELECT made, is_new, refusal, subject FROM ledger_post(%s, %s, %s, "
    "%s::int[], %s::int[], %s::int[], %s::bigint[], %s::bigint[], "
    "%s::bigint[], %s::int[], %s::bigint[], %s::bigint[], %s::bigint[])"
)


def write(tenant_id: int, writes: Sequence[Write], *, booked: datetime) -> list[Posted] | Refusal:
    """Write all transfers or none of them; their keys must differ. Refuses ``partly`` when some are in the books."""
    moves = moves_of(writes)
    steps, moved = moves.steps, moves.accounts.values()
    slots = {account: slot for slot, account in enumerate(moves.accounts, start=1)}
    values: list[Any] = [
        tenant_id, booked, json.dumps([_order(w) for w in writes], ensure_ascii=False),
        _array(s.number + 1 for s in steps), _array(slots[s.account] for s in steps), _array(s.nth for s in steps),
        _array(s.amount for s in steps), _array(s.so_far for s in steps),
        _array(slots), _array(m.entries for m in moved), _array(m.total for m in moved), _array(m.low for m in moved),
        _array(m.high for m in moved),
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(POST, values)
        made, is_new, why, subject = cursor.fetchone()
    if why is not None:
        return Refusal(CONSTRAINTS.get(subject, "range") if why == "constraint" else why, subject or "")
    return [Posted(pk, is_new) for pk in made]


def _order(w: Write) -> list[object]:
    expires = w.expires_at and w.expires_at.isoformat()
    return [w.key, w.digest, w.kind, w.memo, w.reference, w.at.isoformat(), expires, w.ends, w.exchange]


def _array(numbers: Iterable[int]) -> str:
    """Numbers as the text of an array: the driver takes ten times as long for a list."""
    return f"{{{','.join(map(str, numbers))}}}"
