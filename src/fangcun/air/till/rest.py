"""The till's API: what an episode costs this viewer, opening it, earning, the wallet, and where networks vouch.

Viewers are known by their session, so every change carries the CSRF token; a network is known by its signature.
"""

from __future__ import annotations

import dataclasses
from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema

from fangcun.air import entitlement
from fangcun.air.account import minding
from fangcun.air.account.own_pages import from_this_site
from fangcun.air.account.viewers import viewer_of, visitor_of
from fangcun.air.contracts import Visitor
from fangcun.air.till import ads, books, buying, earning, paying
from fangcun.air.till.providers import provider
from fangcun.air.till.wallet import wallet
from fangcun.kit.errors import FangcunError, Kind

MOST_RECEIPT = 10_000


router = Router(tags=["till"], auth=from_this_site)


class OfferOut(Schema):
    """What opens an episode for this viewer. `whole` is 0 where the title is not sold whole, `ad_opens` is how many
    episodes an advertisement would open now, 0 where none does; `minors` when nothing can be opened in minors' mode."""

    open: bool
    coins: int
    whole: int
    balance: int
    ad_opens: int
    minors: bool


class UnlockIn(Schema):
    """What to open: an episode, or the whole title with `number` 0, at the price that was shown."""

    slug: str = Field(max_length=80)
    number: int = Field(ge=0, le=10_000)
    price: int = Field(ge=1, le=10**7)


class UnlockOut(Schema):
    """`paid` is false when it was open already."""

    paid: bool
    balance: int


class AdIn(Schema):
    """Which episode an advertisement shall open."""

    slug: str = Field(max_length=80)
    number: int = Field(ge=1, le=10_000)


class ShowingOut(Schema):
    """A showing: open `address` in a frame; it lasts `seconds` at least."""

    nonce: str
    address: str
    seconds: int


class OutcomeOut(Schema):
    """`state` is waiting, opened (with `numbers`) or refused (with `why`)."""

    state: str
    numbers: list[int]
    why: str


class EarnedOut(Schema):
    """`paid` is false for coins that wait a day, or until a guest signs in."""

    coins: int
    paid: bool
    balance: int


class LineOut(Schema):
    """A line of the wallet; `state` is empty, waiting or refused."""

    entry: int
    at: datetime
    kind: str
    memo: str
    coins: int
    state: str


class WalletOut(Schema):
    """`more` is what to give as `before` for older lines; null at the end."""

    balance: int
    waiting: int
    lines: list[LineOut]
    more: int | None


class ReceiptOut(Schema):
    """`opened` is false for a showing that was too short, too late or too many."""

    opened: bool


@router.get("/offers/{slug}/{number}", response=OfferOut, summary="What opens an episode")
def offer(request: HttpRequest, slug: str, number: int) -> OfferOut:
    """Prices for this viewer; what was paid for episodes comes off the price of the whole title."""
    viewer = viewer_of(request)
    minding.admitted(viewer, slug)
    title, fare = buying.title_of(slug), entitlement.fare_of(slug)
    if fare is None:
        return OfferOut(open=True, coins=0, whole=0, balance=books.balance_of(viewer), ad_opens=0, minors=False)
    counter = buying.Counter(title, fare)
    return OfferOut(
        open=entitlement.may_watch(viewer, slug, number),
        coins=fare.coins,
        whole=buying.price_of(counter, viewer, 0) if fare.whole else 0,
        balance=books.balance_of(viewer),
        ad_opens=len(ads.opens(viewer, counter, number)) if provider() else 0,
        minors=viewer is not None and minding.state_of(viewer) is not None,
    )


@router.post("/unlocks", response=UnlockOut, summary="Open an episode or a title for coins")
def unlock(request: HttpRequest, wish: UnlockIn) -> UnlockOut:
    """Nothing is paid twice, and nothing at another price than the one that was shown."""
    visitor = visitor_of(request)
    paid = buying.buy(visitor, slug=wish.slug, number=wish.number, price=wish.price)
    return UnlockOut(paid=paid, balance=books.balance_of(visitor.viewer))


@router.post("/ads", response=ShowingOut, summary="Begin a showing")
def begin_ad(request: HttpRequest, wish: AdIn) -> ads.Showing:
    """A nonce of ours names the showing; the network's receipt must carry it."""
    return ads.ask(visitor_of(request), slug=wish.slug, number=wish.number)


@router.get("/ads/{nonce}", response=OutcomeOut, summary="What became of a showing")
def ad_outcome(request: HttpRequest, nonce: str) -> ads.Outcome:
    """The viewer's own only."""
    return ads.outcome_of(visitor_of(request), nonce)


@router.post("/ad-receipts", response=ReceiptOut, auth=None, url_name="ad_receipt", summary="A network vouches")
def ad_receipt(request: HttpRequest) -> ReceiptOut:
    """Standard Webhooks headers over `{"nonce", "ecpm_fen"}`; the same receipt again is answered the same."""
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > MOST_RECEIPT:
        raise FangcunError("air.receipt", Kind.INVALID, "广告回执过大或没有长度。")
    return ReceiptOut(opened=ads.hear({k.lower(): v for k, v in request.headers.items()}, request.body))


@router.post("/sign-in", response=EarnedOut, summary="Today's sign-in")
def sign_in(request: HttpRequest) -> EarnedOut:
    """Once a day."""
    visitor = visitor_of(request)
    return _earned(earning.sign_in_today(visitor), visitor)


@router.post("/watching/{minutes}", response=EarnedOut, summary="Coins for today's watching")
def take_watching(request: HttpRequest, minutes: int) -> EarnedOut:
    """Each step once a day."""
    visitor = visitor_of(request)
    return _earned(earning.take_watching(visitor, minutes), visitor)


@router.post("/tasks/{key}", response=EarnedOut, summary="Coins for a task")
def take_task(request: HttpRequest, key: str) -> EarnedOut:
    """Once, or once a day, as the task says."""
    visitor = visitor_of(request)
    return _earned(earning.take_task(visitor, key), visitor)


@router.get("/wallet", response=WalletOut, summary="The wallet")
def own_wallet(request: HttpRequest, before: int | None = None) -> WalletOut:
    """What can be spent, what waits, and a page of what came in and went out; due rewards are paid first."""
    viewer = viewer_of(request)
    if viewer is not None:
        paying.pay_due(viewer)
    found = wallet(viewer, before=before)
    lines = [LineOut(**dataclasses.asdict(line)) for line in found.lines]
    return WalletOut(balance=found.balance, waiting=found.waiting, lines=lines, more=found.more)


def _earned(reward: earning.Earned, visitor: Visitor) -> EarnedOut:
    return EarnedOut(coins=reward.coins, paid=reward.paid, balance=books.balance_of(visitor.viewer))
