"""The ways into the books. On PostgreSQL: the function that writes a pair or the one that writes lists, each called
itself, as outside a transaction, or through the wrapper that lets a transaction go on.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction

from fangcun.ledger.services import postgres
from fangcun.ledger.services.outcome import Refusal

ITSELF, LISTS = "itself", "lists"
WAYS = (
    ["pair by the wrapper", "lists by the wrapper", "pair itself", "lists itself"]
    if connection.vendor == "postgresql"
    else ["the only one"]
)


def take(way: str, patch: pytest.MonkeyPatch) -> None:
    """Post this way from now on. A test's transaction is kept by a savepoint when the function itself refuses."""
    ask = postgres._ask

    def kept(statement: str, values: list[Any]) -> Any:
        savepoint = transaction.savepoint()
        found = ask(statement, values)
        (transaction.savepoint_rollback if isinstance(found, Refusal) else transaction.savepoint_commit)(savepoint)
        return found

    if LISTS in way:
        patch.setattr(postgres, "is_pair", lambda writes: False)
    if ITSELF in way:
        patch.setattr(postgres, "is_alone", lambda: True)
        patch.setattr(postgres, "_ask", kept)
