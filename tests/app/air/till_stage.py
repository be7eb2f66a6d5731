"""A priced title, viewers with coins, and a network that vouches."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from air_house import House

from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.engine.till import receipts
from fangcun.air.till import ads, books, pricing
from fangcun.air.till.providers import demo_key
from fangcun.kit import clock

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
EPISODES = 5


def visitor(key: str, *, device: str = "") -> Visitor:
    return Visitor(Viewer(key), device or f"phone of {key}", f"home of {key}")


MEI = visitor("account:7")
GUEST = visitor("guest:of-a-phone")


def priced(house: House, *, free: int = 2, coins: int = 20, whole: int = 50, ad_opens: int = 2) -> None:
    """Five episodes on the shelf, the first two free."""
    for number in range(1, EPISODES + 1):
        house.publish(number)
    pricing.set_fare(house.actor, slug="lamp", free=free, coins=coins, whole=whole, ad_opens=ad_opens)


def give(who: Visitor, coins: int, *, key: str = "gift") -> None:
    """Coins from nowhere."""
    order = books.given(who.viewer, coins, key=f"{key}:{who.viewer.key}", kind=books.Kind.TASK, memo="", reference="")
    books.book(order)


def receipt(nonce: str, *, transaction: str = "t-1", ecpm_fen: int = 5_000, key: bytes | None = None) -> bool:
    """The network tells that a showing was watched to its end, now."""
    body = json.dumps({"nonce": nonce, "ecpm_fen": ecpm_fen}).encode()
    return ads.hear(signed(body, transaction=transaction, key=key), body)


def signed(body: bytes, *, transaction: str, key: bytes | None = None) -> dict[str, str]:
    at = int(clock.now().timestamp())
    mark = receipts.signature(key or demo_key(), transaction=transaction, timestamp=at, body=body)
    return {"webhook-id": transaction, "webhook-timestamp": str(at), "webhook-signature": mark}
