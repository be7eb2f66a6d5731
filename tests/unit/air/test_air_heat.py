"""Heat keeps its order while it fades, counts the same by and by as at once, and cannot be bought by one party."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.air.engine.heat import CAPS, WEIGHTS, Deed, Heat, Part, added, explain, live, log_of, through
from fangcun.air.engine.heat.weights import HALF_LIFE_S, LANDMARK_S

NOW = LANDMARK_S + 300 * 86_400.0

names = st.sampled_from("abcdef")
deeds = st.builds(
    Deed,
    at=st.floats(NOW - 20 * 86_400, NOW),
    part=st.sampled_from(Part),
    title=st.sampled_from(["甲", "乙", "丙"]),
    viewer=names,
    device=names,
    address=names,
    since=st.sampled_from([0.0, NOW - 86_400]),
    trust=st.floats(0, 1),
)
streams = st.lists(deeds, max_size=40).map(sorted)


def heat_of(stream: list[Deed]) -> Heat:
    heat = Heat()
    heat.count_all(stream)
    return heat


@settings(deadline=None)
@given(streams, st.floats(0, 3_000 * 86_400))
def test_the_order_of_today_is_the_order_of_any_later_day(stream: list[Deed], later: float) -> None:
    heat = heat_of(stream)
    ranked = heat.ranks()
    points = [heat.points(title, now=NOW + later) for title in ranked]
    assert points == sorted(points, reverse=True)


@settings(deadline=None)
@given(streams, st.integers(0, 40))
def test_counted_by_and_by_is_counted_at_once(stream: list[Deed], cut: int) -> None:
    by_and_by = heat_of(stream[:cut])
    by_and_by.ranks()
    by_and_by.count_all(stream[cut:])
    assert [by_and_by.score(t) for t in "甲乙丙"] == [heat_of(stream).score(t) for t in "甲乙丙"]


@settings(deadline=None)
@given(streams, st.integers(0, 40), st.sampled_from(Part))
def test_an_honest_viewer_of_their_own_never_lowers_a_score(stream: list[Deed], at: int, part: Part) -> None:
    moment = stream[at].at if at < len(stream) else NOW
    honest = Deed(moment, part, "甲", "somebody", "a phone", "a home")
    more = heat_of(sorted([*stream, honest]))
    for title in "甲乙丙":
        assert more.points(title, now=NOW) >= heat_of(stream).points(title, now=NOW) * (1 - 1e-9)
    assert more.points("甲", now=NOW) > 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 6 * 3600), st.sampled_from(Part)), min_size=1, max_size=300))
def test_a_device_never_holds_more_than_its_cap_whoever_uses_it(doings: list[tuple[float, Part]]) -> None:
    heat, at = Heat(), NOW
    for number, (pause, part) in enumerate(doings):
        at += pause
        heat.count(Deed(at, part, "甲", f"viewer {number}", "one device", f"address {number}"))
        assert heat.points("甲", now=at) <= CAPS.device * (1 + 1e-9)


@settings(deadline=None)
@given(st.floats(0, 500), st.floats(0, 50), st.floats(0.5, 500))
def test_a_gate_lets_through_less_the_more_passed_and_never_more_than_came(x: float, w: float, cap: float) -> None:
    assert 0 <= through(x, w, cap=cap) <= w
    assert through(x + 1, w, cap=cap) <= through(x, w, cap=cap)
    assert through(x, w, cap=cap) <= through(x, w, cap=cap + 1) + 1e-12


@settings(deadline=None)
@given(st.floats(1e-3, 1e9), st.floats(1e-3, 1e9), st.floats(0, 50 * 365 * 86_400))
def test_sums_of_logarithms_are_sums(one: float, other: float, at: float) -> None:
    moment = LANDMARK_S + at
    both = added(log_of(one, at=moment), log_of(other, at=moment))
    assert live(both, now=moment) == pytest.approx(one + other, rel=1e-9)
    assert live(both, now=moment + HALF_LIFE_S) == pytest.approx((one + other) / 2, rel=1e-9)


def test_a_hundred_people_outweigh_one_who_does_ten_thousand_times_as_much() -> None:
    heat = Heat()
    for n in range(100):
        heat.count(Deed(NOW, Part.FINISH, "众人", f"v{n}", f"d{n}", f"a{n}"))
    for _ in range(10_000):
        heat.count(Deed(NOW, Part.FINISH, "一人", "w", "d", "a"))
    assert heat.ranks() == ["众人", "一人"]
    assert heat.points("一人", now=NOW) <= CAPS.viewer


def test_new_accounts_alone_make_no_hit_but_count_beside_others() -> None:
    alone, beside = Heat(), Heat()
    for n in range(2_000):
        beside.count(Deed(NOW, Part.FINISH, "剧", f"old {n}", f"od {n}", f"oa {n}"))
    before = beside.points("剧", now=NOW)
    for n in range(2_000):
        new = Deed(NOW, Part.FINISH, "剧", f"v{n}", f"d{n}", f"a{n}", since=NOW - 3600)
        alone.count(new)
        beside.count(new)
    assert alone.points("剧", now=NOW) <= CAPS.newcomers
    assert beside.points("剧", now=NOW) > 1.5 * before


def test_a_score_says_what_it_is_made_of_and_what_was_left_out() -> None:
    heat = Heat()
    for n in range(10):
        heat.count(Deed(NOW, Part.FINISH, "剧", f"v{n}", f"d{n}", f"a{n}"))
    heat.count(Deed(NOW, Part.COIN_UNLOCK, "剧", "v0", "d0", "a0"))
    heat.count(Deed(NOW, Part.SHARE, "剧", "w", "e", "b", trust=0.0))
    said = explain(heat.score("剧"), now=NOW)
    assert [p.name for p in said.parts] == ["看完一集", "付费解锁"]
    assert sum(p.points for p in said.parts) == pytest.approx(said.points)
    assert said.held[0].name == "可疑流量"
    assert str(said).startswith("热度 ")
    assert "看完一集" in str(said)
    assert str(explain(heat.score("没有"), now=NOW)) == "热度 0.0：还没有人看过"


def test_every_weight_has_a_name_and_a_reason_and_finishing_outweighs_playing() -> None:
    assert set(WEIGHTS) == set(Part)
    assert all(w.points > 0 and w.name and w.reason for w in WEIGHTS.values())
    assert WEIGHTS[Part.FINISH].points > WEIGHTS[Part.LIKE].points > WEIGHTS[Part.PLAY].points
    assert WEIGHTS[Part.COIN_UNLOCK].points == max(w.points for w in WEIGHTS.values())


def test_the_memory_of_faded_parties_is_given_up_and_scores_stay() -> None:
    heat = heat_of([Deed(NOW, Part.LIKE, "剧", "v", "d", "a")])
    before = heat.score("剧")
    assert heat.forget(now=NOW) == 0
    assert heat.forget(now=NOW + 40 * 86_400) == 3
    assert heat.score("剧") == before
