"""The ladder of sign-ins, and the dated rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.air.engine.till.rewards import rules_on, rung, streak

TODAY = date(2026, 11, 23)


def days(*ago: int) -> frozenset[date]:
    return frozenset(TODAY - timedelta(days=n) for n in ago)


def test_a_streak_goes_on_while_no_day_is_missed() -> None:
    assert streak(days(0, 1, 2), TODAY) == 3
    assert streak(days(1, 2), TODAY) == 2  # today is still open
    assert streak(days(0, 2, 3), TODAY) == 1
    assert streak(days(2, 3), TODAY) == 0
    assert streak(frozenset(), TODAY) == 0


def test_after_the_last_rung_the_ladder_begins_again() -> None:
    ladder = (1, 2, 3)
    assert [ladder[rung(ladder, n)] for n in range(7)] == [1, 2, 3, 1, 2, 3, 1]


@given(st.sets(st.integers(0, 30)))
def test_another_day_never_shortens_a_streak(ago: set[int]) -> None:
    known = days(*ago)
    assert streak(known | {TODAY}, TODAY) >= streak(known, TODAY)


def test_the_rules_of_a_day_are_whole() -> None:
    rules = rules_on(TODAY)
    assert rules.since <= TODAY
    assert [s.minutes for s in rules.watching] == sorted({s.minutes for s in rules.watching})
    assert len({t.key for t in rules.tasks}) == len(rules.tasks)
    with pytest.raises(LookupError):
        rules_on(date(2020, 1, 1))
