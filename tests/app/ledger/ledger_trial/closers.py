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
    from fangcun.ledger.contracts import credit, debit

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
            for n in range(4):
                api.post(
                    tenant, [debit(owed, 1), credit(income, 1)], key=f"{key}:{n}", kind="ad",
                    at=ends - timedelta(seconds=1),
                )  # fmt: skip
            return "booked"

        said += race(step)
        assert api.balance(tenant, income, as_of=ends) >= 0
    proof = api.check(tenant)
    faults = [fault.message for fault in proof.faults]
    told = {"said": said, "periods": proof.periods, "transfers": proof.transfers, "faults": faults}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
