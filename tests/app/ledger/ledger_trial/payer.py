"""``python -m ledger_trial.payer NAME``: posts for ever, and says each transfer's key once it was told that it is booked.

Whatever was said must be in the books, however the program ends.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import count

from ledger_trial.stage import books


def main(name: str) -> None:
    """Post until killed: single transfers, batches, and holds that are taken."""
    tenant = books()
    from fangcun.kit import clock
    from fangcun.ledger import api
    from fangcun.ledger.contracts import Order, credit, debit

    issued, spent = (api.open_account(tenant, role).id for role in ("issued", "spent"))
    wallet = api.open_account(tenant, "wallet", owner="viewer:1").id
    for n in count():
        key = f"{name}:{n}"
        if n % 3 == 0:
            api.post(tenant, [debit(issued, 5), credit(wallet, 5)], key=key, kind="gift")
        elif n % 3 == 1:
            batch = [Order(f"{key}:{m}", "gift", (debit(issued, 1), credit(wallet, 1))) for m in range(20)]
            api.post_many(tenant, batch)
            key = f"{key}:19"
        else:
            held = api.hold(tenant, wallet, 2, until=clock.now() + timedelta(minutes=5), key=key, kind="unlock")
            api.capture(tenant, held.id, to=spent, amount=1)
        sys.stdout.write(key + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
