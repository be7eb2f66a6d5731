"""``python -m ledger_trial.drains``: 32 racers at once, each with a connection of its own, in six races.

Prints one JSON object: of each race what the racers were told, and what the books say afterwards.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import timedelta
from typing import Any

from ledger_trial.stage import books, race


def main() -> None:
    """Race, count, tell."""
    tenant = books()
    from fangcun.kit import clock
    from fangcun.ledger import api
    from fangcun.ledger.contracts import Order, credit, debit

    issued, spent, bank = (api.open_account(tenant, role).id for role in ("issued", "spent", "bank"))

    def wallet(name: str, coins: int = 0) -> int:
        made = api.open_account(tenant, "wallet", owner=name).id
        if coins:
            api.post(tenant, [debit(issued, coins), credit(made, coins)], key=f"gift:{name}", kind="gift")
        return made

    def word(fresh: bool) -> str:
        return "fresh" if fresh else "again"

    told: dict[str, Any] = {}

    # A wallet of ten coins, 32 that want one each.
    drained = wallet("drained", 10)
    told["drain"] = race(
        lambda n: word(api.post(tenant, [debit(drained, 1), credit(spent, 1)], key=f"d{n}", kind="unlock").fresh)
    )
    # One wish, 32 times at once.
    eager = wallet("eager", 100)
    told["same_key"] = race(
        lambda n: word(api.post(tenant, [debit(eager, 7), credit(spent, 7)], key="same", kind="unlock").fresh)
    )
    # One wish that cannot be granted, 32 times at once: nobody may be told that it was done.
    poor = wallet("poor", 1)
    told["refused_key"] = race(
        lambda n: word(api.post(tenant, [debit(poor, 5), credit(spent, 5)], key="poor", kind="unlock").fresh)
    )
    # One hold, taken by half of them and let go by the other half.
    holder = wallet("holder", 50)
    until = clock.now() + timedelta(minutes=5)
    held = api.hold(tenant, holder, 50, until=until, key="hold", kind="unlock").id
    told["settle"] = race(
        lambda n: word(
            api.release(tenant, held).fresh if n % 2 else api.capture(tenant, held, to=spent, amount=1 + n).fresh
        )
    )
    # Everybody opens the same account.
    told["open"] = race(lambda n: str(api.open_account(tenant, "wallet", owner="new").id == wallet("new")))
    # Everything at once, in any order of accounts: deadlocks and lost updates would show.
    ring = [wallet(f"ring-{n}", 100) for n in range(8)]

    def churn(number: int) -> str:
        chance = random.Random(number)
        for step in range(12):
            one, other = chance.sample(ring, 2)
            key = f"c{number}:{step}"
            if step % 4 == 3:
                moves = [(chance.choice(ring), chance.choice([issued, spent])) for _ in range(10)]
                orders = [Order(f"{key}:{m}", "mix", (debit(a, 1), credit(b, 1))) for m, (a, b) in enumerate(moves)]
                api.post_many(tenant, orders)
            elif step % 4 == 2:
                api.exchange(tenant, (debit(bank, 10), credit(one, 1)), key=key)
            else:
                api.post(tenant, [debit(one, 3), credit(other, 3)], key=key, kind="move")
        return "through"

    told["churn"] = race(churn)
    told["wallets"] = {
        name: api.balance(tenant, wallet(name)) for name in ("drained", "eager", "poor", "holder", "new")
    }
    told["ring_below_zero"] = sum(api.balance(tenant, one) < 0 for one in ring)
    told["faults"] = [fault.message for fault in api.check(tenant).faults]
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
