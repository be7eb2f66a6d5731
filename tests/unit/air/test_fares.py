"""What an episode costs, and why it is open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fangcun.air.contracts import Fare, Window
from fangcun.air.engine.till.fares import EVERYTHING, opened, opened_by_ad, whole_price

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FARE = Fare(free=2, coins=20, whole=50, ad_opens=2)
ALL = range(1, 6)


def test_a_title_without_a_fare_is_open() -> None:
    assert opened(None, ALL, owned=(), now=NOW).numbers == frozenset(ALL)


def test_the_first_episodes_are_free_and_what_is_owned_is_open() -> None:
    assert opened(FARE, ALL, owned=(4,), now=NOW).numbers == {1, 2, 4}


def test_who_bought_the_whole_title_has_every_episode_also_those_to_come() -> None:
    assert opened(FARE, range(1, 90), owned=(EVERYTHING,), now=NOW).numbers == frozenset(range(1, 90))


@pytest.mark.parametrize(
    ("after", "open_now"), [(timedelta(seconds=-1), False), (timedelta(0), True), (timedelta(hours=1), False)]
)
def test_a_free_window_opens_everything_from_its_first_moment_to_before_its_last(
    after: timedelta, open_now: bool
) -> None:
    window = Window(NOW, NOW + timedelta(hours=1))
    found = opened(Fare(2, 20, 50, 2, (window,)), ALL, owned=(3,), now=NOW + after)
    assert (found.numbers == frozenset(ALL)) is open_now
    assert found.passing == (frozenset({4, 5}) if open_now else frozenset())


def test_what_was_paid_comes_off_the_whole_price_but_it_is_never_nothing() -> None:
    assert [whole_price(FARE, paid=paid) for paid in (0, 20, 49, 50, 500)] == [50, 30, 1, 1, 1]
    assert whole_price(Fare(2, 20, 0, 2), paid=20) == 0


def test_an_advertisement_opens_the_episode_and_the_locked_ones_that_follow() -> None:
    assert opened_by_ad(FARE, 3, locked=[3, 4, 5]) == (3, 4)
    assert opened_by_ad(FARE, 4, locked=[3, 4, 6]) == (4, 6)
    assert opened_by_ad(FARE, 5, locked=[3, 5]) == (5,)
