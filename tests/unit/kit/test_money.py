"""Money is whole fen; a split loses none and favours nobody."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.kit.money import Money, parse, split

AMOUNTS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_a_split_loses_no_fen(amount: int, weights: list[int]) -> None:
    assert sum(split(amount, weights)) == amount


@given(AMOUNTS, WEIGHTS)
def test_no_part_is_a_whole_fen_off_its_share(amount: int, weights: list[int]) -> None:
    for part, weight in zip(split(amount, weights), weights, strict=True):
        assert abs(part - Fraction(amount * weight, sum(weights))) < 1


@given(AMOUNTS, WEIGHTS)
def test_who_has_no_weight_gets_nothing_and_a_debt_is_split_like_a_gain(amount: int, weights: list[int]) -> None:
    parts = split(amount, weights)
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)
    assert [-part for part in parts] == split(-amount, weights)


def test_what_is_left_goes_to_the_largest_remainders_then_to_who_comes_first() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(10, [Fraction(7, 10), Fraction(28, 100), Fraction(2, 100)]) == [7, 3, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_weights_that_share_nothing_out_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(100, weights)


def test_currencies_do_not_add_up() -> None:
    assert Money(1) + Money(2) - Money(5) == Money(-2)
    with pytest.raises(ValueError, match="exchange"):
        Money(1) + Money(1, "USD")


def test_half_a_fen_is_no_money() -> None:
    with pytest.raises(TypeError, match="whole fen"):
        Money(0.5)  # type: ignore[arg-type]


def test_money_is_written_and_read_as_people_do() -> None:
    assert str(Money(1_234_560)) == "¥12,345.60"
    assert str(Money(-5)) == "−¥0.05"
    assert str(Money(990, "USD")) == "$9.90"
    assert [parse(t).fen for t in ("12,345.60", "¥8", "-3.5元", " 0.07 ")] == [1_234_560, 800, -350, 7]


@pytest.mark.parametrize("text", ["", "1.234", "1,23", "八元", "1e3", "1 2"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse(text)


@given(AMOUNTS)
def test_reading_what_is_written_gives_the_amount_back(fen: int) -> None:
    assert parse(str(Money(fen))) == Money(fen)


def test_a_split_of_money_keeps_its_currency() -> None:
    assert Money(5, "USD").split([2, 1]) == [Money(3, "USD"), Money(2, "USD")]
