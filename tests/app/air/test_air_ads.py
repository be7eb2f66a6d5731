"""An advertisement opens episodes only when its network vouches for it, long enough by our clock, once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from air_house import House
from django.test import Client
from till_stage import GUEST, MEI, NOW, priced, receipt, signed, visitor

from fangcun.air import entitlement
from fangcun.air.models import AdBooking, AdShowing, Release, TitleHeat, Unlock
from fangcun.air.till import ads, books
from fangcun.air.till.income import book_ads
from fangcun.air.till.wallet import wallet
from fangcun.config import Config, config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.ledger import api as ledger

pytestmark = pytest.mark.django_db

AFTER = timedelta(seconds=16)


@pytest.fixture(autouse=True)
def _demonstration(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A site with the built-in network."""
    monkeypatch.setattr(Config, "demo", property(lambda _: True))
    config.cache_clear()
    yield
    config.cache_clear()


def show(number: int = 3, *, who: object = GUEST) -> ads.Showing:
    return ads.ask(who, slug="lamp", number=number)  # type: ignore[arg-type]  # a visitor of the stage


def test_who_watched_to_the_end_has_the_episode_and_the_next(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        showing = show()
        assert ads.outcome_of(GUEST, showing.nonce).state == "waiting"
    with clock.frozen(NOW + AFTER):
        assert receipt(showing.nonce) is True
        found = ads.outcome_of(GUEST, showing.nonce)
    assert (found.state, found.numbers) == ("opened", (3, 4))
    assert entitlement.may_watch(GUEST.viewer, "lamp", 4)
    assert not entitlement.may_watch(GUEST.viewer, "lamp", 5)


def test_both_sides_stand_in_the_books_and_on_the_viewer_s_wallet(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        showing = show()
    with clock.frozen(NOW + AFTER):
        receipt(showing.nonce)
    lines = [(line.kind, line.coins, line.memo) for line in wallet(GUEST.viewer).lines]
    assert lines == [
        ("unlock_ad", -20, "《灯下》第4集"),
        ("unlock_ad", -20, "《灯下》第3集"),
        ("earn_ad", 40, "《灯下》第3集"),
    ]
    assert books.balance_of(GUEST.viewer) == 0
    assert ledger.check(books.theatre()).faults == ()
    assert all(Unlock.objects.values_list("transfer", flat=True))


def test_a_receipt_that_comes_again_opens_nothing_more(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        showing = show()
    for again in range(3):
        with clock.frozen(NOW + AFTER + timedelta(seconds=again)):
            assert receipt(showing.nonce) is True
    assert Unlock.objects.count() == 2
    assert ledger.trial_balance(books.theatre()).lines[-1].debit == 40


def test_a_transaction_is_good_for_one_showing_and_a_showing_for_one_transaction(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        first, other = show(), show(5, who=MEI)
    with clock.frozen(NOW + AFTER):
        receipt(first.nonce, transaction="t-1")
        with pytest.raises(FangcunError, match="另一次展示"):
            receipt(other.nonce, transaction="t-1")
        with pytest.raises(FangcunError, match="另一笔回执"):
            receipt(first.nonce, transaction="t-2")
    assert not entitlement.may_watch(MEI.viewer, "lamp", 5)


@pytest.mark.parametrize(("after", "why"), [(timedelta(seconds=14), "没有看完"), (timedelta(minutes=16), "已过期")])
def test_too_short_and_too_late_open_nothing_whatever_the_network_says(
    house: House, after: timedelta, why: str
) -> None:
    with clock.frozen(NOW):
        priced(house)
        showing = show()
    with clock.frozen(NOW + after):
        assert receipt(showing.nonce) is False
        found = ads.outcome_of(GUEST, showing.nonce)
    assert (found.state, Unlock.objects.count()) == ("refused", 0)
    assert why in found.why


def test_two_advertisements_at_the_same_time_are_one(house: House) -> None:
    with clock.frozen(NOW):
        priced(house, ad_opens=1)
        one, two = show(3), show(4)
    with clock.frozen(NOW + AFTER):
        assert receipt(one.nonce, transaction="t-1") is True
        assert receipt(two.nonce, transaction="t-2") is False
    assert list(Unlock.objects.values_list("number", flat=True)) == [3]


def test_a_forged_receipt_is_refused_before_anything_is_looked_up(house: House, client: Client) -> None:
    with clock.frozen(NOW):
        priced(house)
        showing = show()
    with clock.frozen(NOW + AFTER):
        body = json.dumps({"nonce": showing.nonce}).encode()
        told = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in signed(body, transaction="t", key=b"x").items()}
        answer = client.post("/api/till/ad-receipts", body, content_type="application/json", **told)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert not Unlock.objects.exists()


def test_the_network_tells_over_http_without_a_session(house: House, client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    with clock.frozen(NOW):
        priced(house)
        showing = show()
    with clock.frozen(NOW + AFTER):
        body = json.dumps({"nonce": showing.nonce}).encode()
        told = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in signed(body, transaction="t").items()}
        answer = strict.post("/api/till/ad-receipts", body, content_type="application/json", **told)  # type: ignore[arg-type]
    assert (answer.status_code, answer.json()) == (200, {"opened": True})


def test_the_offer_says_how_many_episodes_an_advertisement_opens_now(house: House, client: Client) -> None:
    priced(house)
    found = [client.get(f"/api/till/offers/lamp/{number}").json()["ad_opens"] for number in (3, 4, 5)]
    assert found == [2, 2, 1]


def test_what_a_viewer_asks_for_carries_the_token(house: House) -> None:
    priced(house)
    strict = Client(enforce_csrf_checks=True)
    wish = json.dumps({"slug": "lamp", "number": 3})
    assert strict.post("/api/till/ads", wish, content_type="application/json").status_code == 403


def test_there_are_only_so_many_in_an_hour(house: House) -> None:
    for number in range(1, 16):
        house.publish(number)
    from fangcun.air.till.pricing import set_fare

    set_fare(house.actor, slug="lamp", free=1, coins=1, ad_opens=1)
    for i in range(8):
        with clock.frozen(NOW + i * timedelta(minutes=1)):
            showing = show(i + 2)
        with clock.frozen(NOW + i * timedelta(minutes=1) + AFTER):
            assert receipt(showing.nonce, transaction=f"t-{i}")
    with clock.frozen(NOW + timedelta(minutes=9)), pytest.raises(FangcunError) as capped:
        show(12)
    assert capped.value.data["minutes"] == 52
    with clock.frozen(NOW + timedelta(minutes=62)):
        assert show(12).nonce


def test_asking_ahead_does_not_get_around_the_cap(house: House) -> None:
    for number in range(1, 16):
        house.publish(number)
    from fangcun.air.till.pricing import set_fare

    set_fare(house.actor, slug="lamp", free=1, coins=1, ad_opens=1)
    with clock.frozen(NOW):
        asked = [show(n) for n in range(2, 14)]
    with clock.frozen(NOW + AFTER):
        opened = [receipt(s.nonce, transaction=s.nonce) for s in asked]
    assert sum(opened) == 1


def test_what_showings_earn_is_booked_in_whole_fen_and_the_rest_is_kept(house: House) -> None:
    earned = [4_999, 1_500, 3_700]
    for i, ecpm in enumerate(earned):
        with clock.frozen(NOW + i * timedelta(hours=1)):
            if i == 0:
                priced(house, ad_opens=1)
            showing = show(i + 3)
        with clock.frozen(NOW + i * timedelta(hours=1) + AFTER):
            receipt(showing.nonce, transaction=f"t-{i}", ecpm_fen=ecpm)
            assert book_ads() == [4, 2, 4][i]  # 4.999, then 0.999 + 1.5, then 0.499 + 3.7
            assert book_ads() == 0
    assert AdBooking.objects.get().rest == sum(earned) % 1000
    tenant = books.theatre()
    income = ledger.find_account(tenant, "ad_income")
    assert income is not None
    assert ledger.balance(tenant, income.id) == sum(earned) // 1000
    assert ledger.check(tenant).faults == ()


def test_a_refused_showing_earns_nothing(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        showing = show()
        receipt(showing.nonce)
        assert book_ads() == 0
    assert AdShowing.objects.get().ecpm_fen == 0


def test_the_deed_counts_once_when_its_viewer_hears_of_it(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        showing = show()
    with clock.frozen(NOW + AFTER):
        receipt(showing.nonce)
        assert not TitleHeat.objects.exists()
        for _ in range(3):
            ads.outcome_of(GUEST, showing.nonce)
        once = TitleHeat.objects.get().ad_unlock
        ads.outcome_of(GUEST, showing.nonce)
    assert TitleHeat.objects.get().ad_unlock == once > 0


def test_nobody_hears_of_somebody_else_s_showing(house: House) -> None:
    priced(house)
    showing = show()
    with pytest.raises(FangcunError):
        ads.outcome_of(visitor("account:8"), showing.nonce)


def test_where_no_network_is_there_are_no_advertisements(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Config, "demo", property(lambda _: False))
    priced(house)
    with pytest.raises(FangcunError, match="请用金币"):
        show()
    with pytest.raises(FangcunError):
        receipt("any")


def test_an_episode_taken_away_meanwhile_opens_no_more_than_is_there(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        showing = show(5)
        Release.objects.across_tenants().filter(number=5).delete()
    with clock.frozen(NOW + AFTER):
        assert receipt(showing.nonce) is True
        assert ads.outcome_of(GUEST, showing.nonce).numbers == ()
    assert books.balance_of(GUEST.viewer) == 0
