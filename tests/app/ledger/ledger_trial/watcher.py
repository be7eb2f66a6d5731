"""``python -m ledger_trial.watcher``: the books are checked, and in the middle of it somebody else posts.

Prints one JSON object: whether the writer was through before the check went on, how many transfers the check saw in its
middle before and after that, what it told at its end, and what a check told afterwards.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from ledger_trial.stage import books

PATIENCE = 20  # seconds; who is kept waiting for the check would wait for ever, because the check waits for him


def main() -> None:
    """Check, post, tell."""
    tenant = books()
    from django.db import connection

    from fangcun.ledger import api
    from fangcun.ledger.contracts import credit, debit
    from fangcun.ledger.models import Transfer
    from fangcun.ledger.queries import checking

    issued, spent = (api.open_account(tenant, role).id for role in ("issued", "spent"))

    def post(key: str) -> None:
        api.post(tenant, [debit(issued, 1), credit(spent, 1)], key=key, kind="gift")

    def post_beside() -> None:
        post("meanwhile")
        connection.close()

    told: dict[str, Any] = {"seen": []}
    rest = checking._changed

    def interrupted(tenant_id: int) -> Any:
        told["seen"].append(Transfer.objects.of(tenant).count())
        writer = threading.Thread(target=post_beside, daemon=True)
        writer.start()
        writer.join(PATIENCE)
        told["through"] = not writer.is_alive()
        told["seen"].append(Transfer.objects.of(tenant).count())
        return rest(tenant_id)

    post("before")
    checking._changed = interrupted
    proof = api.check(tenant)
    checking._changed = rest
    post("after")  # the connection takes up its work again
    again = api.check(tenant)
    told["proofs"] = [[p.transfers, len(p.faults)] for p in (proof, again)]
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
