"""Recommendations follow what the same people watch, say why, vary, and try new titles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangcun.air.engine.recommend import CoWatch, Recommendation, Shelf, Trial, Why, recommend, to_try

NAMES = {f"甜{n}": f"甜宠剧{n}" for n in range(8)} | {f"悬{n}": f"悬疑剧{n}" for n in range(8)}
TAGS = {t: ("甜宠", "都市") if t.startswith("甜") else ("悬疑", "年代") for t in NAMES}
# Two publics that hardly meet; the suspense titles are watched by more.
SWEET = [[f"甜{n % 7}", f"甜{(n + 1) % 7}", f"甜{(n + 3) % 7}"] for n in range(70)]
DARK = [[f"悬{n % 7}", f"悬{(n + 2) % 7}", f"悬{(n + 3) % 7}"] for n in range(210)]
HEAT = {t: 300.0 - 10 * i if t.startswith("悬") else 100.0 - i for i, t in enumerate(sorted(NAMES))}


def cowatch() -> CoWatch:
    return CoWatch.of(TAGS, [*SWEET, *DARK])


def shelf(**trials: Trial) -> Shelf:
    return Shelf(NAMES, TAGS, HEAT, trials)


def offer(history: dict[str, float], *, count: int = 5, seed: int = 1, **kwargs: object) -> list[Recommendation]:
    wanted = {"cowatch": cowatch(), "shelf": shelf(), "rng": np.random.default_rng(seed), "count": count} | kwargs
    return recommend(history, **wanted)  # type: ignore[arg-type]


def test_whoever_watches_sweet_titles_is_offered_sweet_ones_though_others_are_hotter() -> None:
    found = offer({"甜0": 1.0, "甜1": 0.4})
    assert sum(r.title.startswith("甜") for r in found[:4]) == 4
    assert {r.title for r in found}.isdisjoint({"甜0", "甜1"})
    assert found[0].why in (Why.FINISHED, Why.WATCHED)


def test_a_reason_names_a_title_that_was_really_watched_and_how_far() -> None:
    finished = [r for r in offer({"甜0": 1.0}) if r.why is Why.FINISHED]
    assert {r.reason for r in finished} == {"因为你看完了《甜宠剧0》"}
    assert {r.reason for r in offer({"甜0": 0.2}) if r.why is Why.WATCHED} == {"因为你看过《甜宠剧0》"}


def test_without_a_history_the_hottest_come_with_their_rank() -> None:
    first = offer({})[0]
    hottest = max(HEAT, key=lambda t: HEAT[t])
    assert (first.title, first.why, first.reason) == (hottest, Why.HOT, "热播榜第 1")


def test_a_title_that_nobody_watched_yet_is_reached_by_its_tags() -> None:
    """甜7 and 悬7 have no viewers at all."""
    lifts, places = cowatch().lifts(), cowatch().place
    assert lifts[places("甜0"), places("甜7")] > lifts[places("甜0"), places("悬7")]


def test_minors_are_offered_only_what_is_allowed() -> None:
    allowed = {"甜2", "甜3", "悬7"}
    found = offer({"甜0": 1.0}, allowed=allowed.__contains__)
    assert {r.title for r in found} == allowed


def test_new_titles_take_two_places_at_most_and_never_the_first() -> None:
    trials = {"甜7": Trial(), "悬7": Trial(), "悬6": Trial()}
    found = offer({"甜0": 1.0}, count=6, shelf=shelf(**trials))
    tried = [n for n, r in enumerate(found) if r.why is Why.TRIAL]
    assert len(tried) == 2
    assert min(tried) >= 2
    assert found[tried[0]].reason == "新剧试映"
    assert len(found) == len({r.title for r in found}) == 6


def test_trying_ends_after_so_many_showings_and_pauses_after_so_many_a_day() -> None:
    rng = np.random.default_rng(3)
    trials = {"known": Trial(shown=400, kept=200), "busy": Trial(shown=250, kept=90, today=200), "new": Trial()}
    assert to_try(trials, rng=rng, most=3) == ["new"]


def test_a_title_that_keeps_people_is_tried_more_often_but_a_fresh_one_has_its_chance() -> None:
    rng = np.random.default_rng(3)
    trials = {"good": Trial(50, 30), "bad": Trial(50, 5), "fresh": Trial()}
    shown = [to_try(trials, rng=rng, most=1)[0] for _ in range(400)]
    assert shown.count("good") > shown.count("fresh") > 20
    assert shown.count("bad") < 5


def test_the_same_draw_offers_the_same() -> None:
    new = shelf(甜7=Trial(), 悬7=Trial(), 悬6=Trial())
    assert offer({"甜0": 1.0}, shelf=new, seed=5) == offer({"甜0": 1.0}, shelf=new, seed=5)


histories = st.lists(st.lists(st.sampled_from(sorted(NAMES)), unique=True, max_size=6), max_size=12)


# Time is not what is tested, and the first examples are drawn while other tests keep the machine busy.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories)
def test_counts_added_one_by_one_are_counts_of_all(made: list[list[str]]) -> None:
    step = CoWatch(TAGS)
    for history in made:
        for n, title in enumerate(history):
            step.add(title, before=history[:n])
    whole = CoWatch.of(TAGS, made)
    assert step.lifts() == pytest.approx(whole.lifts())
    assert step.wishes(["甜0"]) == pytest.approx(whole.wishes(["甜0"]))


def test_a_history_with_titles_that_left_the_shelf_does_no_harm() -> None:
    assert offer({"下架": 1.0, "甜0": 1.0})[0].title.startswith("甜")
    assert CoWatch({}).wishes([]).shape == (0,)
    assert recommend({}, cowatch=CoWatch({}), shelf=Shelf({}, {}, {}), rng=np.random.default_rng(1)) == []


def test_variety_lets_a_second_genre_in_before_the_last_of_the_first() -> None:
    tags = {f"t{n}": ("甜宠", "都市", "总裁", "萌宝") if n < 7 else ("悬疑",) for n in range(9)}
    heat = {t: 100.0 - n for n, t in enumerate(tags)}
    shelved = Shelf({t: t for t in tags}, tags, heat)
    found = recommend({}, cowatch=CoWatch(tags), shelf=shelved, rng=np.random.default_rng(1), count=9)
    assert found[0].title == "t0"
    order = [r.title for r in found]
    assert order.index("t7") < order.index("t6")
