"""Writing on PostgreSQL: one call of a function that the migration installed (``migrations/ledger_post.sql``).

Two ways for two kinds of orders. Outside a transaction the function that writes is called itself: its error undoes it
as a whole, and says why. Inside one its wrapper is called, which undoes it within, so that the transaction goes on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection
from psycopg import Cursor

from fangcun.ledger.contracts import Posted
from fangcun.ledger.engine.moves import moves_of
from fangcun.ledger.engine.orders import Write
from fangcun.ledger.services.outcome import CONSTRAINTS, Refusal

WRITE = "SELECT ledger_write(%s, %s)"
WRITE_PAIR = "SELECT ledger_write_pair(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
POST = "SELECT made, refusal, subject FROM ledger_post(%s, %s)"
POST_PAIR = (
    "SELECT made, refusal, subject FROM ledger_post_pair(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
REFUSED = "LG001"
CONSTRAINT = ("23514", "22003")
"""A check on a row, and a number too large: errcodes ``check_violation`` and ``numeric_value_out_of_range``."""


def write(tenant_id: int, writes: Sequence[Write], *, booked: datetime) -> list[Posted] | Refusal:
    """Write all transfers or none of them; their keys must differ. Refuses ``partly`` when some are in the books."""
    alone = is_alone()
    if is_pair(writes):
        found = _ask(WRITE_PAIR if alone else POST_PAIR, _pair(tenant_id, writes[0], booked))
    else:
        found = _ask(WRITE if alone else POST, [str(tenant_id), _batch(writes, booked)])
    if isinstance(found, Refusal):
        return found
    made, why, subject = found if len(found) > 1 else (*found, None, None)
    if why is not None:
        return _refusal(why, subject)
    return [Posted(abs(pk), pk > 0) for pk in ([made] if isinstance(made, int) else made)]


def is_alone() -> bool:
    """Whether there is no transaction that a failing statement would take down."""
    return connection.get_autocommit()


def is_pair(writes: Sequence[Write]) -> bool:
    """One transfer of two entries on two accounts. They sum to zero, so one amount says both."""
    return len(writes) == 1 and len(w := writes[0].entries) == 2 and w[0].account != w[1].account


def _ask(statement: str, values: list[Any]) -> Any:
    """The row that the function answers, or the refusal that its error carries."""
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        try:
            # The driver's own cursor sends values beside the statement, which stays prepared: a third less of our time.
            return Cursor(connection.connection).execute(statement, values, prepare=True).fetchone()
        except psycopg.Error as error:
            if error.sqlstate == REFUSED:
                return _refusal(error.diag.message_primary or "", error.diag.message_detail)
            if error.sqlstate in CONSTRAINT:
                return _refusal("constraint", error.diag.constraint_name)
            raise


def _refusal(why: str, subject: str | None) -> Refusal:
    return Refusal(CONSTRAINTS.get(subject or "", "range") if why == "constraint" else why, subject or "")


def _pair(tenant_id: int, w: Write, booked: datetime) -> list[Any]:
    """The values of ``ledger_write_pair``. Numbers go as text: else each size would be a statement of its own."""
    one, other = w.entries
    return [
        str(tenant_id), booked, w.key, w.digest, w.kind, w.memo, w.reference, w.at, w.expires_at,
        None if w.ends is None else str(w.ends), w.exchange, str(one.account), str(other.account), str(one.amount),
    ]  # fmt: skip


def _batch(writes: Sequence[Write], booked: datetime) -> str:
    """The transfers, their entries and the accounts' moves, as ``ledger_write`` reads them."""
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
