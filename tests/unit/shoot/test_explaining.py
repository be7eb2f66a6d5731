"""Contradictions that are known, found in words, with ways out that really lead out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from checker_stage import PARTS, crew, lead, problem, random_problem, scene
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.shoot.contracts import Contradiction, Kit, Performer, Place, Problem, Relaxation, RuleKind
from fangcun.shoot.engine.blocking import scenes_of
from fangcun.shoot.engine.contradicting import Clock, Fit, core, fits
from fangcun.shoot.engine.explain import explain, relax
from fangcun.shoot.engine.modelling import Rules


def told(posed: Problem) -> Contradiction:
    found = explain(posed, seconds=10)
    assert found is not None
    assert found.relaxations
    for way in found.relaxations:
        relaxed = relax(posed, way)
        assert relaxed != posed
        again = explain(relaxed, seconds=5)  # another knot may remain, this one is untied
        assert again is None or again.demands != found.demands
    known = [way.cost for way in found.relaxations if way.cost is not None]
    assert known == sorted(known)
    return found


def kinds(found: Contradiction) -> list[object]:
    return [way.change["kind"] for way in found.relaxations]


def test_nothing_to_explain_where_a_plan_exists() -> None:
    assert explain(problem(crew("药铺", scene("1-1"))), seconds=2) is None


def test_a_scene_whose_person_place_and_crew_are_never_there_together() -> None:
    posed = problem(
        crew("药铺", scene("1-1", roles=(0,)), roles=(lead(),), away=(2, 4)),
        people=(Performer("林晓", away=(0, 1)),),
        places=(Place("聚义厅", closed=(3, 5)),),
        starts_on=date(2026, 12, 1),
    )
    found = told(posed)
    assert set(found.demands) == {
        "《药铺》1-1 要拍（日内，任何时段）",
        "《药铺》第 1 天（12 月 1 日）夜、第 2 天（12 月 2 日）下午不开工",
        "林晓第 1 天（12 月 1 日）上午、第 1 天（12 月 1 日）下午没有档期",
        "「聚义厅」第 2 天（12 月 2 日）上午、第 2 天（12 月 2 日）夜不开放",
    }
    words = [way.message for way in found.relaxations]
    assert "「聚义厅」第 2 天（12 月 2 日）上午也开放" in words


def test_only_what_is_needed_is_named() -> None:
    """The crew is never there: that its set is closed on a day does not matter."""
    posed = problem(crew("药铺", scene("1-1"), away=tuple(range(6))), places=(Place("聚义厅", closed=(1,)),))
    found = told(posed)
    assert len(found.demands) == 2
    assert "不开工" in found.demands[1]
    assert "让 《药铺》 在第 1 天上午开工" in [way.message for way in found.relaxations]


def test_a_lead_who_is_away_at_night() -> None:
    posed = problem(
        crew("药铺", scene("1-1", night=True, roles=(0,)), roles=(lead(900),)),
        people=(Performer("林晓", away=(2, 5)),),
    )
    found = told(posed)
    assert found.demands == ("《药铺》1-1 要拍（夜戏，只在夜间时段）", "林晓第 1 天夜、第 2 天夜没有档期")
    way = found.relaxations[0]
    assert (way.message, way.cost, way.rule) == ("给林晓加第 1 天夜的档期", 900, RuleKind.PERSON_AWAY)


def test_more_night_minutes_than_nights() -> None:
    posed = problem(crew("药铺", *(scene(f"1-{i}", night=True, minutes=100) for i in range(8))))
    found = told(posed)
    assert found.demands == ("《药铺》的 8 场夜戏要 800 分钟", "能拍它们的 2 个时段最多 720 分钟（含加班）")
    assert [(way.message, way.cost) for way in found.relaxations] == [
        ("允许夜最多再加班 40 分钟（到 次日 00:40）", 800),
        ("再多一天", 1000),
    ]


def test_a_set_too_small_for_two_crews() -> None:
    jobs = [scene(f"1-{i}", minutes=201, exterior=True) for i in range(3)]
    posed = problem(crew("药铺", *jobs), crew("郡主", *jobs))
    found = told(posed)
    assert found.demands[0] == "「聚义厅」的 6 场戏要 1206 分钟"
    assert "other_place" in kinds(found)
    assert "day" in kinds(found)


def test_crews_that_cannot_share_a_set_though_the_minutes_suffice() -> None:
    jobs = [
        scene("1-1", exterior=True),
        scene("1-2", exterior=True, after=(0,)),
        scene("1-3", exterior=True, after=(1,)),
    ]
    posed = problem(crew("药铺", *jobs), crew("郡主", *jobs))
    found = told(posed)
    assert "「聚义厅」同时只容 1 个组" in found.demands
    assert any("须在" in demand for demand in found.demands)
    assert "order" in kinds(found)
    assert "other_place" in kinds(found)


def test_a_person_wanted_by_two_crews_at_the_only_time() -> None:
    one = crew("药铺", scene("1-1", roles=(0,), only=(1,)), roles=(lead(),))
    other = crew("郡主", scene("2-1", place=1, roles=(0,), only=(1,)), roles=(lead(),))
    found = told(problem(one, other))
    assert set(found.demands) == {
        "《药铺》1-1 要拍（日内，任何时段）",
        "《郡主》2-1 要拍（日内，任何时段）",
        "《药铺》1-1 只可排在第 1 天下午",
        "《郡主》2-1 只可排在第 1 天下午",
        "林晓一个时段只能在一个组",
    }
    assert {"free", "recast", "drop"} <= set(kinds(found))


def test_kit_that_is_too_little() -> None:
    jobs = [scene("1-1", fixed=0, kit=((0, 2),))]
    posed = problem(crew("药铺", *jobs), crew("郡主", replace(jobs[0], place=1)), kit=(Kit("大灯", 2),))
    found = told(posed)
    assert "「大灯」共有 2 件" in found.demands
    assert "「大灯」再借 2 件" in [way.message for way in found.relaxations]
    assert kinds(found).count("kit") == 1


def test_a_minor_has_too_many_minutes() -> None:
    child = (Performer("小宝", day_minutes=60),)
    posed = problem(crew("药铺", *(scene(f"1-{i}", roles=(0,)) for i in range(3)), roles=(lead(),)), people=child)
    found = told(posed)
    assert found.demands == ("小宝的 3 场戏要 180 分钟", "2 天里每天最多 60 分钟，共 120 分钟")
    assert kinds(found) == ["day", "recast"]


def test_rest_between_two_days() -> None:
    one = crew(
        "药铺",
        scene("1-1", night=True, minutes=300, roles=(0,), fixed=2),
        scene("1-2", roles=(0,), fixed=3),
        roles=(lead(),),
    )
    found = told(problem(one, rest_minutes=10 * 60))
    assert "林晓两天之间至少休息 10 小时" in found.demands
    assert "free" in kinds(found)


def test_several_changes_together_where_none_suffices_alone() -> None:
    posed = problem(
        crew("药铺", scene("1-1", night=True, roles=(0,), fixed=2), roles=(lead(),)),
        people=(Performer("林晓", away=(2, 5)),),
        places=(Place("聚义厅", closed=(2, 5)),),
        days=2,
    )
    found = told(posed)
    bundles = [way for way in found.relaxations if way.change["kind"] == "all"]
    singles = [way for way in found.relaxations if way.change["kind"] == "drop"]
    assert len(bundles) + len(singles) == len(found.relaxations)


def test_every_demand_of_a_core_is_needed() -> None:
    jobs = [
        scene("1-1", exterior=True),
        scene("1-2", exterior=True, after=(0,)),
        scene("1-3", exterior=True, after=(1,)),
    ]
    posed = problem(crew("药铺", *jobs), crew("郡主", *jobs), kit=(Kit("大灯", 9),))
    demands = core(posed, scenes_of(posed), Clock(10))
    assert demands is not None
    for left_out in demands:
        rules = Rules(posed, scenes_of(posed), {}, guarded=True)
        for demand in demands - {left_out}:
            rules.model.add(rules.guard(demand) == 1)
        assert solved(rules), left_out


def solved(rules: Rules) -> bool:
    from ortools.sat.python import cp_model

    return cp_model.CpSolver().solve(rules.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def test_a_change_of_an_unknown_kind_is_refused() -> None:
    way = Relaxation("?", None, RuleKind.KIT, {"kind": "wish"})
    with pytest.raises(KeyError):
        relax(problem(crew("药铺", scene("1-1"))), way)


def test_the_words_name_overtime_by_the_clock() -> None:
    posed = problem(crew("药铺", scene("1-1", minutes=305, exterior=True)), parts=PARTS)
    found = told(posed)
    assert [way.message for way in found.relaxations][:2] == [
        "允许上午最多再加班 20 分钟（到 13:20）",
        "允许下午最多再加班 20 分钟（到 18:20）",
    ]


@given(st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_explained_exactly_when_nothing_fits(seed: int) -> None:
    posed = random_problem(seed, crews=2, scenes=4, days=2)
    fit = fits(posed, scenes_of(posed), 5)
    found = explain(posed, seconds=10)
    assert (found is not None) == (fit is Fit.NO)
    if found is not None:
        assert found.demands
