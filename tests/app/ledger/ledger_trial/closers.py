"""``python -m ledger_trial.closers``: some book into yesterday while others close it, all at once."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from datetime import timedelta

from ledger_trial.stage import books, race


def main() -> None:
    """Race, count, tell."""
    tenant = books()
    from fangcun.kit import clock
    from fangcun.ledger import api
    from fangcun.ledger.contracts import Order, credit, debit

    owed, income = (api.open_account(tenant, role).id for role in ("ads_receivable", "ad_income"))
    start = clock.now() - timedelta(days=10)
    said: Counter[str] = Counter()
    for day in range(1, 7):
        ends = start + timedelta(days=day)

        def step(number: int, day: int = day) -> str:
            ends = start + timedelta(days=day)
            if number % 8 == 7:
                time.sleep(0.01 * number)  # so that some are through, some on the way, and some too late
                api.close_period(tenant, ends)
                return "closed"
            key = f"{day}:{number}"
            orders = [
                Order(f"{key}:{n}", "ad", (debit(owed, 1), credit(income, 1)), at=ends - timedelta(seconds=1))
                for n in range(8)
            ]
            for o in orders[:4]:
                api.post(tenant, o.entries, key=o.key, kind=o.kind, at=o.at)
            for some in (orders[4:6], orders[6:]):
                if api.post_many(tenant, some)[1]:
                    return "too late"
            return "booked"

        said += race(step)
        assert api.balance(tenant, income, as_of=ends) >= 0
    proof = api.check(tenant)
    faults = [fault.message for fault in proof.faults]
    told = {"said": said, "periods": proof.periods, "transfers": proof.transfers, "faults": faults}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
