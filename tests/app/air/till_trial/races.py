"""``python -m till_trial.races``: 32 at once, each with a connection of its own, reach for the same thing.

Prints one JSON object: what each race came to, and what the books say afterwards.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

from ledger_trial.stage import books as prepare
from ledger_trial.stage import race


def main() -> None:
    """Race, count, tell."""
    prepare()
    from air_house import House
    from till_stage import GUEST, MEI, NOW, give, priced, receipt, visitor

    from fangcun.air.models import Reward, Unlock
    from fangcun.air.till import adopting, ads, books, earning
    from fangcun.air.till.buying import buy
    from fangcun.base.api import system_actor
    from fangcun.kit import clock
    from fangcun.ledger import api as ledger

    priced(House(system_actor("demo")))
    told: dict[str, Any] = {}

    # One episode, 32 tabs.
    give(MEI, 1_000)
    told["buy"] = race(lambda n: str(buy(MEI, slug="lamp", number=3, price=20)))
    told["left"] = books.balance_of(MEI.viewer)

    # Today's sign-in, 32 times.
    told["sign_in"] = race(lambda n: str(earning.sign_in_today(MEI).coins))

    # One receipt, delivered 32 times; and 32 transactions for one showing.
    showings = []
    for who in (visitor("account:8"), visitor("account:9")):
        with clock.frozen(NOW):
            showings.append(ads.ask(who, slug="lamp", number=3).nonce)

    def deliver(nonce: str, transaction: str) -> str:
        with clock.frozen(NOW + timedelta(seconds=20)):
            return str(receipt(nonce, transaction=transaction))

    told["same_receipt"] = race(lambda n: deliver(showings[0], "same"))
    told["many_receipts"] = race(lambda n: deliver(showings[1], f"t-{n}"))

    # 32 showings asked for at once and reported at once: one was watched.
    hasty = visitor("account:10")
    nonces: list[str] = []

    def asked(n: int) -> str:
        with clock.frozen(NOW):
            nonces.append(ads.ask(hasty, slug="lamp", number=3 + n % 3).nonce)
        return "asked"

    race(asked)
    told["hasty"] = race(lambda n: deliver(nonces[n], nonces[n]))

    # A guest spends and is adopted at the same moment, by two windows.
    give(GUEST, 45)

    def leave(n: int) -> str:
        if n % 2:
            adopting.adopt(GUEST.viewer, visitor("account:11").viewer)
            return "adopted"
        return str(buy(GUEST, slug="lamp", number=3, price=20))

    told["adopt"] = race(leave)
    adopting.adopt(GUEST.viewer, visitor("account:11").viewer)
    told["guest"] = books.balance_of(GUEST.viewer)
    told["account"] = books.balance_of(visitor("account:11").viewer)
    told["guest_unlocks"] = Unlock.objects.filter(viewer=GUEST.viewer.key).count()
    told["paid"] = sum(Unlock.objects.filter(viewer="account:11").values_list("coins", flat=True))

    told["unlocks"] = Unlock.objects.filter(viewer="account:8").count()
    told["rewards"] = Reward.objects.filter(viewer=MEI.viewer.key).count()
    told["faults"] = [fault.message for fault in ledger.check(books.theatre()).faults]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
