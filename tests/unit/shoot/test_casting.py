"""Casting: who could play a role and why, and whole casts without clashes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from casting_base import crowd

from fangcun.park.contracts import PersonKind, PersonView
from fangcun.shoot.contracts import CastCall, Engagement, RoleWanted, Weight
from fangcun.shoot.engine.casting import Taste, lay_out, suggest_cast
from fangcun.shoot.engine.casts import assign_cast, check_cast
from fangcun.shoot.engine.roles import BUDGETS, roles_of
from fangcun.shoot.engine.strips import strips_of
from fangcun.write.api import break_down, read_text

START, END = date(2026, 12, 1), date(2026, 12, 8)


def person(number: int, **traits: Any) -> PersonView:
    known = PersonView(number, f"P{number}", f"演员{number}", PersonKind.ACTOR, "女", (22, 30), 165, 80_000)
    return replace(known, **traits)


def role(name: str, **traits: Any) -> RoleWanted:
    known = RoleWanted(name, "女", (23, 27), Weight.LEAD, scenes=40, lines=200, budget=BUDGETS[Weight.LEAD])
    return replace(known, **traits)


def call(*roles: RoleWanted, production: str = "长宁郡主") -> CastCall:
    return CastCall(production, roles, START, END)


def test_sex_age_and_refusal_shut_people_out() -> None:
    people = [person(1, sex="男"), person(2, ages=(60, 70)), person(3), person(4)]
    found = suggest_cast(call(role("郡主")), people, busy={}, taste=Taste(refused=frozenset({4})))
    assert [p.person_id for p in found[0].people] == [3]


def test_skill_and_look_are_preferred_and_named() -> None:
    people = [person(1), person(2, skills=("武术",), looks=("古装",))]
    found = suggest_cast(call(role("女侠", skills=("打戏",), looks=("古装",))), people, busy={})[0].people
    assert [p.person_id for p in found] == [2, 1]
    assert "会打戏，戏里要用" in found[0].reasons
    assert "没有登记“打戏”，要替身或另练" in found[1].concerns


def test_clash_with_another_production_is_named_and_costs_points() -> None:
    busy = {1: [Engagement("顶层办公室", date(2026, 12, 3), date(2026, 12, 5))]}
    free_later = {1: [Engagement("顶层办公室", END, date(2026, 12, 12))]}
    found = suggest_cast(call(role("郡主")), [person(1), person(2)], busy=busy)[0].people
    assert [p.person_id for p in found] == [2, 1]
    assert "《顶层办公室》" in found[1].clash
    assert not suggest_cast(call(role("郡主")), [person(1)], busy=free_later)[0].people[0].clash


def test_price_over_the_budget_and_days_off_are_said() -> None:
    dear = person(1, day_rate=900_000, days_off=(date(2026, 12, 2),))
    concerns = suggest_cast(call(role("郡主")), [dear], busy={})[0].people[0].concerns
    assert any("超出主演预算" in c for c in concerns)
    assert "拍摄期内有 1 天不可用" in concerns


def test_children_play_children_by_day_only() -> None:
    people = [person(1, ages=(7, 10), minor=True), person(2, ages=(18, 22))]
    child = role("小石头", ages=(7, 10), weight=Weight.MINOR)
    assert [p.person_id for p in suggest_cast(call(child), people, busy={})[0].people] == [1]
    by_night = role("小石头", ages=(7, 10), weight=Weight.MINOR, night=True)
    assert [p.person_id for p in suggest_cast(call(by_night), people, busy={})[0].people] == [2]


def test_role_that_nobody_fits_says_what_is_wanted() -> None:
    found = suggest_cast(call(role("老太太", ages=(70, 80))), [person(1)], busy={})[0]
    assert found.people == ()
    assert "70–80 岁" in found.note


def test_cast_of_several_productions_gives_nobody_twice() -> None:
    people = crowd(400)
    calls = [
        call(*(role(f"女{i}", ages=(20 + 3 * i, 24 + 3 * i)) for i in range(6)), production=name)
        for name in ("甲", "乙", "丙")
    ]
    busy = {p.id: [Engagement("丁", START, END)] for p in people[:100]}
    choices = assign_cast(calls, people, busy=busy)
    taken = [c.person.person_id for c in choices if c.person is not None]
    assert len(taken) == 18 == len(set(taken))
    assert check_cast(choices, calls, busy=busy) == ()


def test_assignment_beats_taking_the_best_one_after_another() -> None:
    # 1 suits both roles, 2 only the young one: who is asked first must not take the only one for the other.
    people = [person(1, ages=(24, 40)), person(2, ages=(22, 28))]
    young, older = role("妹妹", ages=(24, 28)), role("姐姐", ages=(41, 45))
    choices = assign_cast([call(young, older)], people, busy={})
    assert {c.role: _id(c.person) for c in choices} == {"妹妹": 2, "姐姐": 1}


def test_one_person_for_two_small_roles_only_if_they_never_meet() -> None:
    small = {"weight": Weight.FEATURED, "budget": BUDGETS[Weight.FEATURED]}
    maid = role("丫鬟", **small)
    apart, together = role("店小二", **small), role("丫鬟乙", meets=frozenset({"丫鬟"}), **small)
    assert [_id(c.person) for c in assign_cast([call(maid, apart)], [person(1)], busy={})] == [1, 1]
    choices = assign_cast([call(maid, together)], [person(1)], busy={})
    assert sorted(_id(c.person) or 0 for c in choices) == [0, 1]
    assert any("没有人可演" in c.reason for c in choices)


def test_checker_finds_what_an_assignment_by_hand_breaks() -> None:
    one, two = call(role("甲")), call(role("乙"), production="第七页")
    first = assign_cast([one], [person(1)], busy={})
    second = assign_cast([two], [person(1)], busy={})
    assert "同期" in check_cast((*first, *second), [one, two], busy={})[0]
    busy = {1: [Engagement("丙", START, END)]}
    assert "已有" in check_cast(first, [one], busy=busy)[0]


def test_thirty_roles_are_found_among_ten_thousand() -> None:
    laid = lay_out(crowd(10_000))
    wanted = [role(f"角色{i}", sex="男女"[i % 2], ages=(20 + i, 25 + i), looks=("古装",)) for i in range(30)]
    found = suggest_cast(call(*wanted), laid, busy={})
    assert all(len(r.people) == 5 for r in found)
    assert all(_sorted([p.score for p in r.people]) for r in found)


def test_roles_read_out_of_a_script() -> None:
    play = read_text(
        "人物小传\n秦婉：女，24岁，侯府小姐。\n老太太：侯府的当家人。\n\n"
        "第1集\n1-1 日 内 侯府正厅\n人物：秦婉、老太太\n△秦婉跪下。\n秦婉：祖母。\n老太太：起来。\n"
        "1-2 夜 外 马场\n人物：秦婉\n△秦婉翻身上马，冲出马场。\n秦婉：驾！\n"
    )
    breakdown = break_down(play)
    lady, granny = roles_of(play, breakdown, strips_of(play, breakdown), period="古代")
    assert (lady.name, lady.sex, lady.ages, lady.skills, lady.night) == ("秦婉", "女", (21, 27), ("骑马",), True)
    assert lady.weight is Weight.LEAD
    assert granny.sex == "女"
    assert granny.ages == (58, 78)
    assert granny.meets == {"秦婉"}
    assert "古装" in lady.looks


def _id(chosen: object) -> int | None:
    return getattr(chosen, "person_id", None)


def _sorted(scores: Sequence[int]) -> bool:
    return list(scores) == sorted(scores, reverse=True)
