"""How full a thing is, against counting minute by minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fangcun.park.engine.occupancy import Interval, busy_time, nearest_free, overfull, peak, profile

MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)


def at(hour: int) -> datetime:
    return MIDNIGHT + timedelta(hours=hour)


def spans(most: int = 12) -> st.SearchStrategy[list[Interval]]:
    one = st.tuples(st.integers(0, 20), st.integers(1, 6), st.integers(1, 3))
    return st.lists(one.map(lambda t: (at(t[0]), at(t[0] + t[1]), t[2])), max_size=most)


def load(intervals: list[Interval], hour: int) -> int:
    return sum(q for start, end, q in intervals if start <= at(hour) < end)


def test_what_ends_at_two_does_not_touch_what_begins_at_two() -> None:
    assert peak([(at(8), at(14), 1), (at(14), at(18), 1)], start=at(0), end=at(24)) == 1


@given(spans())
def test_the_peak_is_the_fullest_hour(intervals: list[Interval]) -> None:
    assert peak(intervals, start=at(3), end=at(15)) == max(load(intervals, h) for h in range(3, 15))


@given(spans())
def test_the_steps_cover_the_time_without_a_gap(intervals: list[Interval]) -> None:
    steps = profile(intervals, start=at(0), end=at(24))
    assert (steps[0][0], steps[-1][1]) == (at(0), at(24))
    assert all(a[1] == b[0] for a, b in pairwise(steps))
    assert all(load(intervals, h) == q for s, e, q in steps for h in range(24) if s <= at(h) < e)


@given(spans(), st.integers(1, 4))
def test_the_overfull_hours_are_those_past_the_count(intervals: list[Interval], count: int) -> None:
    stretches = overfull(intervals, count=count)
    for hour in range(30):
        assert any(s <= at(hour) < e for s, e in stretches) == (load(intervals, hour) > count)


@given(spans(), st.integers(0, 18), st.integers(1, 5), st.integers(1, 3))
def test_the_nearest_free_time_is_free_and_none_nearer_is(
    intervals: list[Interval], start: int, length: int, quantity: int
) -> None:
    found = nearest_free(
        intervals,
        start=at(start), end=at(start + length), quantity=quantity, count=3, earliest=at(0), latest=at(40),
    )  # fmt: skip

    def fits(hour: int) -> bool:
        return all(load(intervals, h) + quantity <= 3 for h in range(hour, hour + length))

    nearest = min((abs(h - start), h) for h in range(41 - length) if fits(h))
    assert found is not None
    assert abs(found - at(start)) == timedelta(hours=nearest[0])


@given(spans(), st.integers(1, 4))
def test_use_counts_each_piece_and_hour_once(intervals: list[Interval], count: int) -> None:
    used = busy_time(intervals, start=at(0), end=at(24), count=count)
    assert used == timedelta(hours=sum(min(count, load(intervals, h)) for h in range(24)))
