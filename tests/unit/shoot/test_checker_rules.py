"""Each hard rule: a plan that breaks it, in words, and one that just does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checker_stage import PARTS, crew, lead, problem, scene

from fangcun.shoot.contracts import Kit, Performer, Place, Problem, RuleKind
from fangcun.shoot.engine.checking import check


def rules(problem: Problem, *slots: int | None) -> list[RuleKind]:
    return [v.rule for v in check(problem, slots)]


def words(problem: Problem, *slots: int | None) -> str:
    (violation,) = check(problem, slots)
    return violation.message


def test_a_plan_has_a_slot_for_each_scene() -> None:
    with pytest.raises(ValueError, match="one slot for each scene"):
        check(problem(crew("药铺", scene("1-1"))), [])


def test_a_scene_without_a_slot_is_missing() -> None:
    posed = problem(crew("药铺", scene("1-1")))
    assert words(posed, None) == "《药铺》1-1 还没有排进任何时段"
    assert rules(posed, 6) == [RuleKind.MISSING]
    assert rules(posed, 5) == []


@pytest.mark.parametrize(
    ("night", "exterior", "open_slots"),
    [(True, False, {2, 5}), (True, True, {2, 5}), (False, True, {0, 1, 3, 4}), (False, False, {0, 1, 2, 3, 4, 5})],
)
def test_light(night: bool, exterior: bool, open_slots: set[int]) -> None:
    posed = problem(crew("药铺", scene("1-1", night=night, exterior=exterior)))
    assert {slot for slot in range(6) if not rules(posed, slot)} == open_slots
    assert {v.rule for slot in range(6) for v in check(posed, [slot])} <= {RuleKind.LIGHT}


def test_light_in_words() -> None:
    posed = problem(crew("药铺", scene("1-1", night=True)))
    assert words(posed, 3) == "《药铺》1-1 是夜戏，第 2 天上午天是亮的"


def test_closed_slots_of_a_scene() -> None:
    posed = problem(crew("药铺", scene("1-1", only=(1, 2)), scene("1-2", fixed=4)))
    assert rules(posed, 2, 4) == []
    assert rules(posed, 0, 4) == [RuleKind.CLOSED]
    assert words(posed, 1, 3) == "《药铺》1-2 定在第 2 天下午，却排在第 2 天上午"


def test_a_place_is_open() -> None:
    posed = problem(crew("药铺", scene("1-1")), places=(Place("聚义厅", closed=(3,)),))
    assert words(posed, 3) == "「聚义厅」第 2 天上午不开放，《药铺》1-1 排在那里"
    assert rules(posed, 4) == []


def test_a_place_holds_so_many_crews() -> None:
    crews = (crew("药铺", scene("3-2"), scene("3-3")), crew("郡主", scene("12-1")))
    posed = problem(*crews)
    assert words(posed, 3, 3, 3) == "《药铺》3-2、3-3 与《郡主》12-1 同在第 2 天上午用「聚义厅」"
    assert rules(posed, 3, 3, 4) == []
    assert rules(problem(*crews, places=(Place("聚义厅", capacity=2),)), 3, 3, 3) == []


def test_a_person_is_there() -> None:
    posed = problem(crew("药铺", scene("1-1", roles=(0,)), roles=(lead(),)), people=(Performer("林晓", away=(3,)),))
    assert words(posed, 3) == "林晓第 2 天上午没有档期，《药铺》1-1 要用"
    assert rules(posed, 4) == []


def test_a_person_works_for_one_crew_in_a_slot() -> None:
    one = crew("药铺", scene("1-1", roles=(0,)), roles=(lead(),))
    other = crew("郡主", scene("2-1", place=1, roles=(0,)), roles=(lead(),))
    posed = problem(one, other)
    assert words(posed, 3, 3) == "林晓第 2 天上午要同时在 2 个组：《药铺》1-1 与《郡主》2-1"
    assert rules(posed, 3, 4) == []


def test_roles_that_nobody_plays_take_nobody() -> None:
    one = crew("药铺", scene("1-1", roles=(0,)), roles=(lead(performer=None),))
    other = crew("郡主", scene("2-1", place=1, roles=(0,)), roles=(lead(performer=None),))
    assert rules(problem(one, other), 3, 3) == []


def test_a_crew_works() -> None:
    posed = problem(crew("药铺", scene("1-1"), away=(0,)))
    assert words(posed, 0) == "《药铺》第 1 天上午不开工，1-1 却排在那里"
    assert rules(posed, 1) == []


def test_overtime_counts_scenes_set_moves_and_ways() -> None:
    job = crew("药铺", scene("1-1", minutes=130), scene("1-2", place=1, minutes=100))
    posed = problem(
        job, places=(Place("聚义厅"), Place("后院", site=1)), travel=((0, 30), (30, 0)), set_move_minutes=20
    )
    assert rules(posed, 0, 0) == []  # 130 + 100 + 2 × 20 + 30 = 300 = 240 + 60
    longer = replace(posed, set_move_minutes=21)
    assert words(longer, 0, 0) == (
        "《药铺》第 1 天上午要 302 分钟（戏 230、换景 42、路上 30），最多 300 分钟（含加班 60），超出 2 分钟"
    )


def test_rest_between_days_counts_from_the_real_end() -> None:
    job = crew("药铺", scene("1-1", minutes=300), scene("1-2", roles=(0,)), scene("1-3", roles=(0,)), roles=(lead(),))
    posed = problem(job, rest_minutes=8 * 60)
    assert rules(posed, 2, 2, 3) == []  # ends at 24:00, starts at 8:00
    tired = replace(posed, rest_minutes=8 * 60 + 1)
    (violation,) = check(tired, (2, 2, 3))
    assert violation.rule is RuleKind.REST
    assert violation.message == "林晓第 1 天收工 次日 00:00，次日 08:00 开工，只休息 8 小时，至少要 8 小时 1 分"
    assert set(violation.scenes) == {(0, 0), (0, 1), (0, 2)}
    assert rules(tired, 2, 2, 4) == []
    assert rules(tired, 1, 2, 3) == []


def test_minors_stay_out_of_the_night() -> None:
    posed = problem(
        crew("药铺", scene("1-1", roles=(0,)), roles=(lead(performer=1),)),
        people=(Performer("林晓"), Performer("小宝", no_night=True)),
    )
    assert words(posed, 2) == "小宝是未成年人，不能拍夜间：第 1 天夜《药铺》1-1"
    assert rules(posed, 1) == []


def test_minors_play_so_many_minutes_a_day_over_all_crews() -> None:
    roles = (lead(performer=1),)
    posed = problem(
        crew("药铺", scene("1-1", roles=(0,), minutes=100), roles=roles),
        crew("郡主", scene("2-1", roles=(0,), minutes=21), roles=roles),
        people=(Performer("林晓"), Performer("小宝", day_minutes=120)),
    )
    assert words(posed, 0, 1) == "小宝第 1 天要拍 121 分钟，每天最多 120 分钟：《药铺》1-1 与《郡主》2-1"
    assert rules(posed, 0, 3) == []


def test_kit_is_counted_over_crews_and_with_what_others_hold() -> None:
    one = crew("药铺", scene("1-1", kit=((0, 2),)), scene("1-2", kit=((0, 1),)))
    other = crew("郡主", scene("2-1", place=1, kit=((0, 1),)))
    posed = problem(one, other, kit=(Kit("大灯", 3, taken=((1, 1),)),))
    assert rules(posed, 0, 0, 0) == []  # the first crew shoots one scene after another
    assert words(posed, 1, 1, 1) == (
        "第 1 天下午要用「大灯」3 件（另有 1 件已借出），共有 3 件：《药铺》1-1、1-2 与《郡主》2-1"
    )


def test_order_of_scenes() -> None:
    posed = problem(crew("药铺", scene("1-1"), scene("1-2", after=(0,))))
    assert rules(posed, 0, 1) == []
    assert words(posed, 1, 1) == "《药铺》1-2 须在 1-1 之后拍，现在 1-1 在第 1 天下午，它在第 1 天下午"


def test_a_crew_gets_from_site_to_site_in_the_break() -> None:
    job = crew("药铺", scene("1-1", minutes=270), scene("1-2", place=1))
    places = (Place("聚义厅"), Place("后院", site=1))
    posed = problem(job, places=places, travel=((0, 30), (30, 0)))
    assert rules(posed, 0, 1) == []  # ends 12:30, half an hour's way, starts 13:00
    farther = replace(posed, travel=((0, 31), (31, 0)))
    assert words(farther, 0, 1) == "《药铺》从第 1 天上午到第 1 天下午路上要 31 分钟，间歇差 1 分钟"
    assert rules(farther, 0, 2) == []


def test_a_person_gets_from_crew_to_crew_in_the_break() -> None:
    places = (Place("聚义厅"), Place("后院", site=1))
    one = crew("药铺", scene("1-1", minutes=200, roles=(0,)), scene("1-2", minutes=70), roles=(lead(),))
    other = crew("郡主", scene("2-1", place=1, roles=(0,)), roles=(lead(),))
    posed = problem(one, other, places=places, travel=((0, 31), (31, 0)))
    assert words(posed, 0, 0, 1) == "林晓从第 1 天上午到第 1 天下午路上要 31 分钟，间歇差 1 分钟"
    assert rules(posed, 0, 3, 1) == []


def test_overtime_through_the_break_at_one_site_is_only_overtime() -> None:
    posed = problem(
        crew("药铺", scene("1-1", minutes=320), scene("1-2")),
        parts=(replace(PARTS[0], overtime=120), *PARTS[1:]),
        travel=((0, 30), (30, 0)),
    )
    assert rules(posed, 0, 1) == []
