"""Disruptions, and the plan after them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from checker_stage import crew, lead, problem, random_problem, scene
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.shoot.contracts import Answer, Kit, Part, Performer, Place, Problem
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.disrupting import disrupt
from fangcun.shoot.engine.disruptions import (
    ActorAway,
    CrewAway,
    CrewLate,
    Disruption,
    PlaceBroken,
    Rain,
    SceneAdded,
    SceneChanged,
    SceneRemoved,
    StockLost,
)
from fangcun.shoot.engine.drafting import disruptions_from_comparison
from fangcun.shoot.engine.repairing import Limits, settle
from fangcun.shoot.engine.replan import replan
from fangcun.write.contracts import ChangeKind, Comparison, Need, SceneChange, Work


@pytest.fixture
def posed() -> Problem:
    """Four days; 药铺 with a lead in most scenes, 郡主 on the other set."""
    first = crew(
        "药铺",
        scene("1-1", roles=(0,)),
        scene("1-2", roles=(0,), exterior=True),
        scene("1-3", roles=(0,), kit=((0, 2),)),
        scene("1-4", after=(0,)),
        roles=(lead(),),
    )
    other = crew("郡主", scene("2-1", place=1), scene("2-2", place=1, night=True))
    return problem(first, other, days=4, kit=(Kit("大灯", 2),))


PLAN = (0, 3, 4, 6, 3, 5)


def moved(posed: Problem, *what: Disruption, now: int = 0) -> dict[str, tuple[int | None, int | None]]:
    """Key → (was, now), where a change is too dear to be made for money's sake."""
    told = replan(posed, PLAN, what, now_slot=now, seconds=2, change_price=20_000)
    assert not told.answer.violations
    assert told.answer.violations == check(told.problem, told.answer.slots)
    assert told.cost_after == costs(told.problem, told.answer.slots)
    return {m.key: (m.was, m.now) for m in told.moved}


def test_nothing_moves_when_nothing_is_hit(posed: Problem) -> None:
    told = replan(posed, PLAN, [ActorAway(1, 0, 12)], now_slot=0, seconds=1)
    assert told.moved == ()
    assert told.forced == 0
    assert told.words == ("计划不用改动", "费用不变")


def test_an_actor_falls_ill(posed: Problem) -> None:
    told = replan(posed, PLAN, [ActorAway(0, 3, 6)], now_slot=3, seconds=2)
    assert {m.key for m in told.moved if m.forced} == {"1-2", "1-3"}
    assert len(told.moved) <= 2 * told.forced
    assert not told.answer.violations
    assert told.words[0].startswith("2 场必须改期")
    assert any(w.startswith("《药铺》1-2 从第 2 天上午改到第") for w in told.words)
    assert told.cost_before == costs(posed, PLAN)


def test_what_is_shot_stays_even_of_an_ill_actor(posed: Problem) -> None:
    assert "1-1" not in moved(posed, ActorAway(0, 0, 6), now=3)


def test_rain_moves_exterior_scenes_only(posed: Problem) -> None:
    assert moved(posed, Rain((3,))).keys() == {"1-2"}


def test_a_broken_place(posed: Problem) -> None:
    found = moved(posed, PlaceBroken(1, 3, 6), now=1)
    assert found.keys() == {"2-1", "2-2"}
    assert all(now not in (None, 3, 4, 5) for _, now in found.values())


def test_a_crew_that_does_not_come(posed: Problem) -> None:
    assert moved(posed, CrewAway(1, 3, 4)).keys() == {"2-1"}


def test_stock_that_is_lost(posed: Problem) -> None:
    found = moved(posed, StockLost(0, 1, 0, 9))
    assert found.keys() == {"1-3"}
    assert found["1-3"][1] in (9, 10, 11)


def test_a_crew_that_begins_late_loses_the_minutes() -> None:
    one = crew("药铺", scene("1-1", minutes=100), scene("1-2", minutes=150))
    posed = problem(one)
    told = replan(posed, (0, 0), [CrewLate(0, 0, 60)], now_slot=0, seconds=1)
    assert [(m.key, m.was) for m in told.moved] == [("1-2", 0)]
    assert not replan(posed, (0, 0), [CrewLate(0, 0, 50)], now_slot=0, seconds=1, change_price=2000).moved
    assert len(replan(posed, (0, 0), [CrewLate(0, 0, 250)], now_slot=0, seconds=1).moved) == 2


def test_a_scene_is_added_and_one_removed(posed: Problem) -> None:
    told = replan(posed, PLAN, [SceneAdded(0, scene("1-5", roles=(0,))), SceneRemoved(0, "1-1")], now_slot=0, seconds=2)
    assert [job.key for job in told.problem.crews[0].scenes] == ["1-2", "1-3", "1-4", "1-5"]
    assert told.problem.crews[0].scenes[2].after == ()
    (new,) = [m for m in told.moved if m.was is None]
    assert new.key == "1-5"
    assert new.message.startswith("《药铺》1-5 新排在第")
    assert not told.answer.violations


def test_a_changed_scene_moves_when_its_slot_no_longer_suits(posed: Problem) -> None:
    assert moved(posed, SceneChanged(0, "1-2", scene("1-2", night=True))).keys() == {"1-2"}
    assert moved(posed, SceneChanged(0, "1-2", scene("1-2", minutes=61))) == {}


def test_a_changed_scene_that_was_shot_is_shot_again(posed: Problem) -> None:
    found = moved(posed, SceneChanged(0, "1-1", scene("1-1", minutes=30)), now=3)
    assert found.keys() == {"1-1 补拍"}
    assert moved(posed, SceneRemoved(0, "1-1"), now=3) == {}


def test_a_key_that_is_not_there_is_refused(posed: Problem) -> None:
    with pytest.raises(KeyError):
        disrupt(posed, PLAN, [SceneRemoved(1, "9-9")], now_slot=0)


def test_nothing_goes_into_the_past_or_into_frozen_days(posed: Problem) -> None:
    told = replan(posed, PLAN, [ActorAway(0, 4, 12)], now_slot=3, frozen=range(3, 6), seconds=1)
    assert told.problem.crews[1].scenes[0].fixed == 3
    left_over = [m for m in told.moved if m.now is None]
    assert [m.key for m in left_over] == ["1-3"]
    assert left_over[0].message == "《药铺》1-3 排不下，要另外安排"
    assert told.answer.slots[2] == -1
    assert told.words[0] == "1 场必须改期；1 场排不下"


def test_an_agreed_slot_is_kept_until_it_is_impossible() -> None:
    posed = problem(crew("药铺", scene("1-1", fixed=3), scene("1-2", fixed=4)), places=(Place("聚义厅"),))
    told = replan(posed, (3, 4), [CrewAway(0, 3, 4)], now_slot=0, seconds=1)
    assert [m.key for m in told.moved] == ["1-1"]
    assert told.problem.crews[0].scenes[1].fixed == 4


def test_a_frozen_scene_that_is_rained_off_goes_to_a_dry_day(posed: Problem) -> None:
    told = replan(posed, PLAN, [Rain((3, 4, 6))], now_slot=3, frozen=range(3, 6), seconds=1, change_price=20_000)
    assert {m.key: m.forced for m in told.moved} == {"1-2": True}
    assert told.moved[0].now in (7, 9, 10)
    assert not told.answer.violations


def test_a_new_scene_may_come_with_its_agreed_slot(posed: Problem) -> None:
    told = replan(posed, PLAN, [SceneAdded(0, scene("1-5", fixed=9))], now_slot=0, seconds=1, change_price=20_000)
    assert [(m.key, m.now) for m in told.moved] == [("1-5", 9)]


def test_a_full_slot_makes_room_by_moving_others() -> None:
    """Both mornings are full; the changed scene can only be shot there, so another one goes."""
    one = crew("药铺", scene("1-1", minutes=150), scene("1-2", minutes=150, exterior=True), scene("1-3", minutes=30))
    posed = problem(one, days=1, parts=(Part("上午", 480, 240, 60, False), Part("夜", 1080, 240, 60, True)))
    told = replan(posed, (0, 0, 1), [SceneChanged(0, "1-3", scene("1-3", minutes=30, exterior=True))], now_slot=0)
    assert {m.key: m.forced for m in told.moved} == {"1-3": True, "1-1": False}
    assert told.answer.slots == (1, 0, 0)
    assert not told.answer.violations


def test_each_better_answer_is_told_and_stop_keeps_the_best(posed: Problem) -> None:
    heard: list[Answer] = []
    told = replan(posed, PLAN, [ActorAway(0, 3, 6)], now_slot=0, seconds=2, on_better=heard.append)
    assert heard[-1].slots == told.answer.slots
    assert [p.cost for p in told.answer.trace] == sorted((a.cost.total for a in heard), reverse=True)
    stopped = replan(posed, PLAN, [ActorAway(0, 3, 6)], now_slot=0, seconds=2, stop=lambda: True)
    assert stopped.answer.slots.count(-1) == 2


def test_another_way_to_repair_is_asked_and_only_taken_when_better(posed: Problem) -> None:
    asked: list[tuple[int, ...]] = []

    def clever(left: Problem, start: Sequence[int]) -> tuple[int, ...]:
        asked.append(tuple(start))
        return (0, 6, 6, 6, 3, 5)

    def useless(left: Problem, start: Sequence[int]) -> tuple[int, ...]:
        return tuple(0 for _ in start)

    ill = ActorAway(0, 3, 6)
    told = replan(posed, PLAN, [ill], now_slot=3, seconds=2, repair=clever)
    assert asked == [PLAN]
    assert told.cost_after.total <= costs(told.problem, clever(told.problem, PLAN)).total
    assert not replan(posed, PLAN, [ill], now_slot=3, seconds=2, repair=useless).answer.violations


def test_rest_and_ways_hold_after_a_repair() -> None:
    parts = (Part("上午", 480, 240, 60, False), Part("夜", 1140, 240, 180, True))
    one = crew("药铺", scene("1-1", night=True, minutes=400, roles=(0,)), scene("1-2", roles=(0,)), roles=(lead(),))
    posed = problem(one, parts=parts, days=3, rest_minutes=10 * 60)
    told = replan(posed, (1, 0), [PlaceBroken(0, 0, 1)], now_slot=0, seconds=2)
    assert not told.answer.violations
    night, morning = told.answer.slots
    assert morning != night + 1, "ten hours of rest do not fit between a night and the next morning"


@given(st.integers(0, 10_000))
@settings(max_examples=15, deadline=None)
def test_a_repair_of_everything_breaks_no_rule(seed: int) -> None:
    posed = random_problem(seed, crews=2, scenes=5)
    every = [(c, s) for c in range(2) for s in range(5)]
    found = settle(posed, [None] * 10, every, Limits(5, seed=seed))
    assert found is not None
    kept = [None if slot == -1 else slot for slot in found]
    lost = {v.scenes[0] for v in check(posed, kept) if v.rule == "missing"}
    assert len(lost) == kept.count(None)
    assert {v.rule for v in check(posed, kept)} <= {"missing"}


def test_a_new_draft_as_disruptions() -> None:
    needs = (Need(Work.RESCHEDULE, "cast", "换人"),)
    comparison = Comparison(
        (
            SceneChange(ChangeKind.SAME, (0,), (0,), 1.0),
            SceneChange(ChangeKind.CHANGED, (1,), (1,), 0.8, needs=(Need(Work.REREVIEW, "words", "改词"),)),
            SceneChange(ChangeKind.CHANGED, (2,), (2,), 0.8, needs=needs),
            SceneChange(ChangeKind.SPLIT, (3,), (3, 4), 0.8, needs=needs),
            SceneChange(ChangeKind.MERGED, (4, 5), (5,), 0.8, needs=needs),
            SceneChange(ChangeKind.ADDED, (), (6,), 0.0),
            SceneChange(ChangeKind.REMOVED, (6,), (), 0.0),
        )
    )
    jobs = [scene(f"n{i}", after=(0,)) for i in range(7)]
    keys = [f"o{i}" for i in range(7)]
    plain = [replace(job, after=()) for job in jobs]
    assert disruptions_from_comparison(comparison, crew=1, old_keys=keys, scenes=jobs) == (
        SceneChanged(1, "o2", plain[2]),
        SceneChanged(1, "o3", plain[3]),
        SceneAdded(1, plain[4]),
        SceneChanged(1, "o4", plain[5]),
        SceneRemoved(1, "o5"),
        SceneAdded(1, plain[6]),
        SceneRemoved(1, "o6"),
    )


def test_a_person_with_few_slots_left_is_still_found_one(posed: Problem) -> None:
    people = (Performer("林晓", away=tuple(range(12))), Performer("小宝"))
    told = replan(replace(posed, people=people), PLAN, [SceneRemoved(1, "2-1")], now_slot=3, seconds=1)
    assert {m.key for m in told.moved} == {"1-2", "1-3"}
    assert all(m.now is None for m in told.moved)
