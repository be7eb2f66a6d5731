"""Writing on PostgreSQL: one call of the function that the migration installed (``migrations/ledger_post.sql``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import Cursor

from fangcun.ledger.contracts import Posted
from fangcun.ledger.engine.moves import moves_of
from fangcun.ledger.engine.orders import Write
from fangcun.ledger.services.outcome import CONSTRAINTS, Refusal

POST = "SELECT made, is_new, refusal, subject FROM ledger_post(%s, %s::jsonb)"


def write(tenant_id: int, writes: Sequence[Write], *, booked: datetime) -> list[Posted] | Refusal:
    """Write all transfers or none of them; their keys must differ. Refuses ``partly`` when some are in the books."""
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        # The driver's own cursor sends values beside the statement, which stays prepared: a third less of our time.
        found = Cursor(connection.connection).execute(POST, [tenant_id, _batch(writes, booked)], prepare=True)
        made, is_new, why, subject = found.fetchone() or ([], False, "", "")
    if why is not None:
        return Refusal(CONSTRAINTS.get(subject, "range") if why == "constraint" else why, subject or "")
    return [Posted(pk, is_new) for pk in made]


def _batch(writes: Sequence[Write], booked: datetime) -> str:
    """The transfers, their entries and the accounts' moves, as the function reads them."""
    moves = moves_of(writes)
    steps, moved = moves.steps, moves.accounts.values()
    slots = {account: slot for slot, account in enumerate(moves.accounts, start=1)}
    batch: dict[str, Any] = {
        "booked": booked.isoformat(),
        "orders": [_order(w) for w in writes],
        "e_order": _array([s.number + 1 for s in steps]),
        "e_slot": _array([slots[s.account] for s in steps]),
        "e_nth": _array([s.nth for s in steps]),
        "e_amount": _array([s.amount for s in steps]),
        "e_so_far": _array([s.so_far for s in steps]),
        "m_account": _array(list(slots)),
        "m_entries": _array([m.entries for m in moved]),
        "m_total": _array([m.total for m in moved]),
        "m_low": _array([m.low for m in moved]),
        "m_high": _array([m.high for m in moved]),
    }
    return json.dumps(batch, ensure_ascii=False)


def _order(w: Write) -> list[object]:
    expires = w.expires_at and w.expires_at.isoformat()
    return [w.key, w.digest, w.kind, w.memo, w.reference, w.at.isoformat(), expires, w.ends, w.exchange]


def _array(numbers: list[int]) -> str:
    """Numbers as PostgreSQL writes an array."""
    return f"{{{','.join(map(str, numbers))}}}"
