"""The budget of a plan, two plans side by side, and what a plan uses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checker_stage import crew, lead, problem, random_plan, random_problem, scene
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.shoot.contracts import Department, ExtraCost, Performer, Place, Problem, Role
from fangcun.shoot.engine.budget import budget, shares
from fangcun.shoot.engine.checking import costs
from fangcun.shoot.engine.whatif import compare_plans, use_of


def posed() -> Problem:
    job = crew(
        "药铺",
        scene("1-1", minutes=100, roles=(0,)),
        scene("1-2", minutes=200, roles=(0,)),
        scene("1-3", place=1, night=True, roles=(0, 1)),
        roles=(lead(3001), Role("掌柜", 1, 500)),
    )
    return problem(job, places=(Place("聚义厅", day_cost=90), Place("后院")), days=3)


@given(st.integers(-10_000, 10_000), st.lists(st.integers(0, 500), min_size=1, max_size=9))
def test_shares_sum_to_the_whole_and_follow_their_weights(amount: int, weights: list[int]) -> None:
    parts = shares(amount, weights)
    assert sum(parts) == amount
    for weight, part in zip(weights, parts, strict=True):
        fair = amount * weight / sum(weights) if sum(weights) else amount / len(weights)
        assert abs(part - fair) < 1


@given(st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_every_view_of_a_budget_sums_to_the_cost_of_the_plan(seed: int) -> None:
    some = random_problem(seed)
    plan = random_plan(some, seed)
    found = budget(some, plan)
    total = costs(some, plan).total
    assert found.total == total
    assert sum(found.per_day().values()) == total
    assert sum(found.per_department().values()) == total
    assert sum(found.per_scene().values()) == total
    assert all(sum(part for _, part in line.scenes) == line.amount for line in found.lines)


def test_departments_are_the_causes_of_the_cost() -> None:
    plan = (0, 0, 8)
    found, cost = budget(posed(), plan).per_department(), costs(posed(), plan)
    assert found == {
        Department.ACTORS: cost.holding,
        Department.CREW: cost.crew_days,
        Department.MOVES: cost.moves,
        Department.OVERTIME: cost.overtime,
        Department.NIGHTS: cost.nights,
        Department.PLACES: cost.places,
    }
    assert cost.holding == 3 * 3001 + 500


def test_a_working_day_is_split_by_minutes_and_a_waiting_day_over_all_scenes() -> None:
    lines = [x for x in budget(posed(), (0, 0, 8)).lines if x.what == "阿梨"]
    assert [(x.day, x.scenes) for x in lines] == [
        (0, ((0, 1000), (1, 2001))),
        (1, ((0, 834), (1, 1667), (2, 500))),
        (2, ((2, 3001),)),
    ]


def test_extras_fall_on_the_day_of_their_scene() -> None:
    extras = [
        ExtraCost(0, Department.EXTRAS, "群演 20 人", 2000, scene=2),
        ExtraCost(0, Department.KIT, "轨道车", 300, day=1),
    ]
    found = budget(posed(), (0, 0, 8), extras)
    assert found.total == costs(posed(), (0, 0, 8)).total + 2300
    (line,) = [x for x in found.lines if x.department is Department.EXTRAS]
    assert (line.day, line.scenes) == (2, ((2, 2000),))
    (line,) = [x for x in found.lines if x.department is Department.KIT]
    assert (line.day, line.scenes) == (1, ())


def test_two_plans_side_by_side() -> None:
    dated = replace(posed(), starts_on=date(2026, 12, 1))
    told = compare_plans(dated, (0, 0, 8), (0, 0, 2))
    assert told.moved == 1
    assert [(d.name, d.before, d.after) for d in told.people] == [("林晓", 3, 1)]
    assert [(d.name, d.before, d.after) for d in told.causes] == [("演员", 9503, 3501), ("剧组日常", 2000, 1000)]
    assert [d.name for d in told.days] == ["第 1 天（12 月 1 日）", "第 2 天（12 月 2 日）", "第 3 天（12 月 3 日）"]
    assert told.words == ("1 场不同，费用省 7,002（演员 −6,002、剧组日常 −1,000）", "林晓 少用 2 天")
    (one,) = told.crews
    assert one.after - one.before == told.costs[1].total - told.costs[0].total


def test_the_same_plan_twice() -> None:
    told = compare_plans(posed(), (0, 0, 8), (0, 0, 8))
    assert told.words == ("两份计划相同",)
    assert not told.causes + told.crews + told.people + told.days


@given(st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_differences_sum_to_the_difference_of_the_costs(seed: int) -> None:
    some = random_problem(seed)
    told = compare_plans(some, random_plan(some, seed), random_plan(some, seed + 1))
    gained = told.costs[1].total - told.costs[0].total
    for figures in (told.causes, told.crews, told.days):
        assert sum(d.after - d.before for d in figures) == gained


def test_use_of_crews_places_and_people() -> None:
    people = (Performer("林晓"), Performer("小宝"), Performer("闲人"))
    use = use_of(replace(posed(), people=people, set_move_minutes=20), (0, 0, 8))
    (row,) = use.crews
    assert (row.scenes, row.minutes) == ((2, 0, 1), (320, 0, 80))
    assert row.percent == round(100 * 400 / (9 * 240))
    assert [(r.name, r.scenes, r.percent) for r in use.places] == [("聚义厅", (2, 0, 0), 33), ("后院", (0, 0, 1), 33)]
    assert [(r.name, r.minutes, r.percent) for r in use.people] == [
        ("林晓", (300, 0, 60), 67),
        ("小宝", (0, 0, 60), 33),
    ]
