"""The theatre's own books: whose they are, and the few kinds of transfers that viewers cause."""

from __future__ import annotations

from enum import StrEnum

from fangcun.air.contracts import Viewer
from fangcun.base.api import ensure_tenant
from fangcun.ledger import api as ledger
from fangcun.ledger.contracts import Order, Posted, credit, debit


class Kind(StrEnum):
    """What a transfer of coins or of advertising income is called in the books."""

    SIGN_IN = "earn_sign_in"
    WATCH = "earn_watch"
    TASK = "earn_task"
    AD = "earn_ad"
    UNLOCK_COIN = "unlock_coin"
    UNLOCK_AD = "unlock_ad"
    UNLOCK_WHOLE = "unlock_whole"
    ADOPT = "adopt"
    WAITING = "waiting"
    AD_INCOME = "ad_income"


def theatre() -> int:
    """The tenant whose books these are: coins are the theatre's, whoever made what they are spent on."""
    return ensure_tenant("theatre", name="剧场").pk


def wallet_of(viewer: Viewer) -> int:
    """The viewer's wallet, opened where there is none."""
    return ledger.open_account(theatre(), "wallet", owner=viewer.key).id


def balance_of(viewer: Viewer | None) -> int:
    """Coins that the viewer can spend now; opens no wallet."""
    found = ledger.find_account(theatre(), "wallet", owner=viewer.key) if viewer else None
    return ledger.balance(theatre(), found.id) if found else 0


def given(viewer: Viewer, coins: int, *, key: str, kind: Kind, memo: str, reference: str) -> Order:
    """Coins come into being and into the wallet."""
    issued = ledger.open_account(theatre(), "issued").id
    return Order(key, kind, (debit(issued, coins), credit(wallet_of(viewer), coins)), memo, reference)


def spent(viewer: Viewer, coins: int, *, key: str, kind: Kind, memo: str, reference: str) -> Order:
    """Coins go out of the wallet for good."""
    gone = ledger.open_account(theatre(), "spent").id
    return Order(key, kind, (debit(wallet_of(viewer), coins), credit(gone, coins)), memo, reference)


def book(order: Order) -> Posted:
    """Book one of the above. Raises CONFLICT ``ledger.funds`` where the wallet has too little."""
    return ledger.post(
        theatre(), order.entries, key=order.key, kind=order.kind, memo=order.memo, reference=order.reference
    )
