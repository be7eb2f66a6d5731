"""``python -m till_trial.audit``: what the site holds after it was killed. Reads what viewers were told as JSON."""

from __future__ import annotations

import json
import sys

from ledger_trial.stage import books as prepare


def main() -> None:
    """Compare and tell."""
    prepare()
    from fangcun.air.contracts import Viewer
    from fangcun.air.models import Unlock
    from fangcun.air.till import books
    from fangcun.ledger import api as ledger

    told = {(viewer, number) for viewer, number in json.load(sys.stdin)}
    rows = list(Unlock.objects.values_list("viewer", "number", "coins", "transfer"))
    viewers = {viewer for viewer, *_ in rows}
    spent = sum(coins for _, _, coins, _ in rows)
    left = sum(books.balance_of(Viewer(viewer)) for viewer in viewers)
    answer = {
        "lost": sorted(told - {(viewer, number) for viewer, number, _, _ in rows}),
        "unpaid": sum(transfer is None for *_, transfer in rows),
        "unlocks": len(rows),
        "coins": spent + left,
        "viewers": len(viewers),
        "faults": [fault.message for fault in ledger.check(books.theatre()).faults],
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
