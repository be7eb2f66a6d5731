"""Each rule where breaking it would be cheaper: the plan keeps it, and costs what the best of all plans costs."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from checker_stage import PARTS, PRICES, crew, lead, problem, random_problem, scene

from fangcun.shoot.contracts import Kit, Performer, Place, Prices, Problem, Role
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.planner import greedy, plan, repair

ROLE = (lead(),)
CHEAP = Prices(set_move=400, overtime_minute=20, night=50, crew_day=1000)


def cheapest(asked: Problem, *, sound: bool = True) -> int:
    """The cost of the best of all plans, by trying every one."""
    count = sum(len(c.scenes) for c in asked.crews)
    every = product(range(asked.slots), repeat=count)
    return min(costs(asked, p).total for p in every if not sound or not check(asked, p))


def two(*scenes: object, **more: object) -> Problem:
    return problem(crew("甲", *scenes, roles=ROLE), **{"prices": CHEAP, **more})


RULES = {
    "light": two(scene("1", night=True), scene("2", exterior=True), scene("3", place=1)),
    "only": two(scene("1", only=(4,)), scene("2", only=(0,))),
    "fixed": two(scene("1", fixed=1), scene("2", fixed=4), scene("3")),
    "place closed": two(
        scene("1"), scene("2", place=1), places=(Place("甲", closed=(0, 1, 2)), Place("乙", closed=(3, 4, 5)))
    ),
    "person away": two(scene("1", roles=(0,)), scene("2", only=(0,)), people=(Performer("林", away=(0, 1, 2)),)),
    "crew away": problem(crew("甲", scene("1", minutes=170), scene("2", minutes=170), away=(1, 2, 4, 5)), prices=CHEAP),
    "overtime": two(
        *(scene(str(n), minutes=minutes) for n, minutes in enumerate((170, 170, 100))),
        prices=replace(CHEAP, overtime_minute=1),
    ),
    "place taken": problem(
        crew("甲", scene("1", only=(0,))),
        crew("乙", scene("1", only=(0, 3)), scene("2", only=(0,), place=1)),
        prices=CHEAP,
    ),
    "person taken": problem(
        crew("甲", scene("1", only=(0,), roles=(0,)), roles=ROLE),
        crew("乙", scene("1", only=(0, 3), roles=(0,), place=1), scene("2", only=(0,), place=1), roles=ROLE),
        prices=CHEAP,
    ),
    "rest": two(
        scene("1", night=True, only=(2,), minutes=200, roles=(0,)),
        scene("2", only=(3, 4, 5), roles=(0,)),
        scene("3", only=(3,), place=1),
        rest_minutes=12 * 60,
    ),
    "minor minutes": two(scene("1", roles=(0,)), scene("2", roles=(0,)), people=(Performer("小宝", day_minutes=100),)),
    "minor at night": two(
        scene("1", roles=(0,), only=(2, 3)), scene("2", only=(2,)), people=(Performer("小宝", no_night=True),)
    ),
    "kit": problem(
        crew("甲", scene("1", only=(0,), kit=((0, 1),))),
        crew("乙", scene("1", only=(0, 3), kit=((0, 1),), place=1), scene("2", only=(0,), place=1)),
        kit=(Kit("大灯", 1),),
        prices=CHEAP,
    ),
    "kit taken": two(scene("1", kit=((0, 1),)), scene("2", only=(0,)), kit=(Kit("大灯", 1, ((0, 1), (1, 1))),)),
    "order": two(scene("1", after=(1,), only=(0, 3)), scene("2", only=(0, 4)), scene("3", only=(0,))),
    "travel": two(
        scene("1", only=(0,), minutes=240),
        scene("2", place=1, only=(1, 4), minutes=30),
        places=(Place("甲"), Place("乙", site=1)),
        travel=((0, 90), (90, 0)),
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_plan_keeps_the_rule_and_is_the_cheapest_that_does(rule: str) -> None:
    asked = RULES[rule]
    answer = plan(asked, seconds=60, seed=3, workers=1, rounds=10)
    assert answer.violations == ()
    assert answer.cost.total == cheapest(asked)


@pytest.mark.parametrize("rule", RULES)
def test_without_rules_something_cheaper_would_tempt(rule: str) -> None:
    assert cheapest(RULES[rule], sound=False) < cheapest(RULES[rule])


@pytest.mark.parametrize("seed", range(6))
def test_small_random_bases_reach_the_cheapest_sound_plan(seed: int) -> None:
    asked = replace(random_problem(seed, crews=2, scenes=2, days=2), rest_minutes=9 * 60)
    sound = [p for p in product(range(asked.slots), repeat=4) if not check(asked, p)]
    answer = plan(asked, seconds=60, seed=seed, workers=1, rounds=10)
    if sound:
        assert answer.violations == ()
        assert answer.cost.total == min(costs(asked, p).total for p in sound)
    else:
        assert answer.violations


def test_what_cannot_be_kept_comes_back_as_violations() -> None:
    asked = problem(crew("甲", scene("1", only=(0,)), away=(0, 1, 2, 3, 4, 5)), crew("乙", scene("1", minutes=900)))
    answer = plan(asked, seconds=60, seed=1, workers=1, rounds=3)
    assert {v.rule.value for v in answer.violations} >= {"crew_away", "overtime"}
    assert len(answer.slots) == 2


def test_a_problem_without_scenes_has_an_empty_plan() -> None:
    assert plan(problem(crew("甲")), seconds=1, seed=1).slots == ()
    assert greedy(problem()) == ()
    assert repair(problem(), ()) == ()


def test_the_same_seed_and_rounds_give_the_same_plan() -> None:
    asked = random_problem(5, crews=4, scenes=12)
    first, second = (plan(asked, seconds=60, seed=7, workers=1, rounds=6) for _ in range(2))
    assert first.slots == second.slots
    assert first.cost == second.cost


def test_better_plans_are_told_as_they_come_and_the_last_is_the_answer() -> None:
    asked = random_problem(3, crews=4, scenes=12)
    told: list[tuple[int, tuple[int, ...]]] = []
    answer = plan(asked, seconds=60, seed=1, workers=1, rounds=8, on_better=lambda p, s: told.append((p.cost, s)))
    assert told[0][1] == greedy(asked)
    assert told[-1] == (answer.cost.total, answer.slots)
    assert [p.cost for p in answer.trace] == [cost for cost, _ in told]


def test_a_stop_keeps_the_best_so_far() -> None:
    asked = random_problem(3, crews=4, scenes=12)
    asks = iter([False, False, True])
    answer = plan(asked, seconds=3600, seed=1, workers=1, stop=lambda: next(asks, True))
    assert len(answer.slots) == 48


def test_a_stop_from_the_start_gives_the_set_block_plan() -> None:
    asked = random_problem(3)
    assert plan(asked, seconds=3600, seed=1, workers=1, stop=lambda: True).slots == greedy(asked)


def test_a_plan_to_start_from_never_gets_worse() -> None:
    asked = problem(crew("甲", *(scene(str(n), place=n % 2, roles=(0,)) for n in range(6)), roles=ROLE))
    start = (3, 0, 4, 1, 3, 0)
    answer = plan(asked, seconds=60, seed=1, workers=1, rounds=5, start=start)
    assert answer.cost.total <= costs(asked, start).total


def test_a_repair_moves_what_it_must_and_nothing_else() -> None:
    jobs = tuple(scene(str(n), place=n % 2, minutes=40, roles=(0,)) for n in range(8))
    asked = problem(crew("甲", *jobs, roles=(Role("阿梨", 0, 3000),)), parts=PARTS, prices=PRICES)
    old = (0, 0, 0, 1, 1, 1, 3, 3)
    closed = replace(asked, places=(asked.places[0], Place("后院", closed=(1,))))
    new = repair(closed, old)
    assert check(closed, new) == ()
    assert [n for n in range(8) if new[n] != old[n]] == [3, 5]


def test_a_sound_plan_needs_no_repair() -> None:
    asked = RULES["place taken"]
    sound = plan(asked, seconds=60, seed=1, workers=1, rounds=3).slots
    assert repair(asked, sound) == sound
