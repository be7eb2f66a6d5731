"""Episodes are opened for coins: at the price that was shown, once, and every coin stands in the books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from air_house import House
from django.test import Client
from till_stage import EPISODES, MEI, NOW, give, priced, visitor

from fangcun.air import entitlement
from fangcun.air.account import minding
from fangcun.air.engine.minors import BANDS
from fangcun.air.models import Title, TitleHeat, Unlock
from fangcun.air.till import books, pricing
from fangcun.air.till.buying import buy
from fangcun.air.till.wallet import wallet
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.ledger import api as ledger

pytestmark = pytest.mark.django_db


def opened(who: str = "account:7") -> set[int]:
    fare = entitlement.fare_of("lamp")
    return set(entitlement.opened_of(visitor(who).viewer, "lamp", range(1, EPISODES + 1), fare=fare).numbers)


def test_coins_open_an_episode_for_good(house: House) -> None:
    priced(house)
    give(MEI, 50)
    assert buy(MEI, slug="lamp", number=4, price=20) is True
    assert opened() == {1, 2, 4}
    assert books.balance_of(MEI.viewer) == 30
    [line, _gift] = wallet(MEI.viewer).lines
    assert (line.kind, line.memo, line.coins) == ("unlock_coin", "《灯下》第4集", -20)
    assert ledger.check(books.theatre()).faults == ()
    assert TitleHeat.objects.get().coin_unlock > 0


def test_what_is_open_costs_nothing_however_often_it_is_asked_for(house: House) -> None:
    priced(house)
    give(MEI, 50)
    buy(MEI, slug="lamp", number=4, price=20)
    assert buy(MEI, slug="lamp", number=4, price=20) is False
    assert buy(MEI, slug="lamp", number=1, price=20) is False
    assert books.balance_of(MEI.viewer) == 30


def test_too_few_coins_open_nothing_and_leave_no_trace(house: House) -> None:
    priced(house)
    give(MEI, 19)
    with pytest.raises(FangcunError) as refused:
        buy(MEI, slug="lamp", number=4, price=20)
    assert refused.value.code == "ledger.funds"
    assert not Unlock.objects.exists()
    give(MEI, 1, key="one more")
    assert buy(MEI, slug="lamp", number=4, price=20) is True


def test_nobody_pays_a_price_they_were_not_shown(house: House) -> None:
    priced(house)
    give(MEI, 100)
    pricing.set_fare(house.actor, slug="lamp", free=2, coins=25)
    with pytest.raises(FangcunError) as refused:
        buy(MEI, slug="lamp", number=4, price=20)
    assert (refused.value.code, refused.value.data) == ("air.price", {"price": 25})
    assert books.balance_of(MEI.viewer) == 100


def test_what_was_paid_comes_off_the_whole_title_which_opens_what_is_still_to_come(house: House) -> None:
    priced(house)
    give(MEI, 100)
    buy(MEI, slug="lamp", number=3, price=20)
    assert buy(MEI, slug="lamp", number=0, price=30) is True
    assert opened() == {1, 2, 3, 4, 5}
    house.publish(6)
    assert entitlement.may_watch(MEI.viewer, "lamp", 6)
    assert books.balance_of(MEI.viewer) == 50


def test_a_higher_price_later_takes_nothing_away(house: House) -> None:
    priced(house)
    give(MEI, 20)
    buy(MEI, slug="lamp", number=4, price=20)
    pricing.set_fare(house.actor, slug="lamp", free=0, coins=900)
    assert opened() == {4}


def test_a_free_time_opens_everything_and_then_closes_again(house: House) -> None:
    with clock.frozen(NOW):
        priced(house)
        pricing.open_window(house.actor, slug="lamp", starts_at=NOW, ends_at=NOW + timedelta(hours=2))
        assert opened() == {1, 2, 3, 4, 5}
    with clock.frozen(NOW + timedelta(hours=2)):
        assert opened() == {1, 2}


def test_an_address_given_in_a_free_time_ends_with_it(house: House, client: Client) -> None:
    with clock.frozen(NOW):
        priced(house)
        pricing.open_window(house.actor, slug="lamp", starts_at=NOW, ends_at=NOW + timedelta(minutes=10))
        episodes = client.get("/api/feed/lamp").json()["episodes"]
        first, last = episodes[0], episodes[-1]
        assert last["expires"] == int(NOW.timestamp()) + 600 < first["expires"]


def test_a_locked_episode_has_no_address_in_the_feed_and_no_position_of_it_counts(house: House, client: Client) -> None:
    with clock.frozen(NOW):
        priced(house)
        episodes = client.get("/api/feed/lamp").json()["episodes"]
        assert [(e["locked"], bool(e["prefix"])) for e in episodes] == [(False, True)] * 2 + [(True, False)] * 3
    for second in range(12):
        with clock.frozen(NOW + timedelta(seconds=second)):
            client.post("/watch/lamp/4/position/", {"position_ms": second * 1000})
    assert not TitleHeat.objects.exists()


def test_in_minors_mode_nothing_is_sold(house: House) -> None:
    priced(house)
    give(MEI, 50)
    minding.turn_on(MEI.viewer, pin="1234", band=BANDS[0].key)
    with pytest.raises(FangcunError) as refused:
        buy(MEI, slug="lamp", number=4, price=20)
    assert refused.value.code == "air.minors_till"
    assert books.balance_of(MEI.viewer) == 50


def test_nobody_pays_for_a_promise_and_nothing_is_sold_of_a_free_or_hidden_title(house: House) -> None:
    priced(house)
    give(MEI, 50)
    with pytest.raises(FangcunError) as refused:
        buy(MEI, slug="lamp", number=9, price=20)
    assert refused.value.code == "air.episode_missing"
    pricing.make_free(house.actor, slug="lamp")
    with pytest.raises(FangcunError) as free:
        buy(MEI, slug="lamp", number=4, price=20)
    assert free.value.code == "air.free"
    Title.objects.across_tenants().update(public=False)
    with pytest.raises(FangcunError) as hidden:
        buy(MEI, slug="lamp", number=4, price=20)
    assert hidden.value.code == "air.title_missing"


def test_only_its_own_house_prices_a_title(house: House, open_house: Callable[[str], House]) -> None:
    priced(house)
    other = open_house("stranger")
    with pytest.raises(FangcunError) as refused:
        pricing.set_fare(other.actor, slug="lamp", free=0, coins=1)
    assert refused.value.code == "air.title_missing"


@pytest.mark.parametrize("wrong", [{"coins": 0}, {"free": -1}, {"whole": 5}, {"ad_opens": 11}, {"coins": 10**7}])
def test_a_price_that_cannot_be_is_refused(house: House, wrong: dict[str, int]) -> None:
    house.publish(1)
    with pytest.raises(FangcunError):
        pricing.set_fare(house.actor, slug="lamp", **{"free": 1, "coins": 20, "whole": 0, "ad_opens": 0} | wrong)
