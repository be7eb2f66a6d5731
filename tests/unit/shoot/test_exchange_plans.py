"""Problems and plans as JSON: there and back, the public format, and nonsense refused with its place."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from checker_stage import crew, lead, problem, random_problem, scene

from fangcun.kit.errors import FangcunError
from fangcun.shoot.engine.checking import costs
from fangcun.shoot.engine.exchange import (
    answer_to_json,
    problem_from_bytes,
    problem_from_json,
    problem_to_json,
    read_problem,
    read_slots,
)
from fangcun.shoot.engine.planner import plan

PUBLIC: dict[str, Any] = {
    "name": "tiny", "days": 2, "slots_per_day": 3, "slot_minutes": 340, "max_overtime_minutes": 120,
    "set_move_minutes": 20, "set_move_cost": 400, "overtime_cost_per_minute": 20, "sets": 4, "rules": [],
    "crews": [{
        "crew": 0,
        "roles": [{"role": 7, "person": 0, "day_rate": 3000}, {"role": 9, "person": 2, "day_rate": 200}],
        "scenes": [
            {"scene": 0, "set": 3, "minutes": 330, "night": True, "exterior": True, "roles": [7]},
            {"scene": 1, "set": 1, "minutes": 30, "night": False, "exterior": True, "roles": [7, 9]},
        ],
    }],
}  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_a_problem_comes_back_as_it_was(seed: int) -> None:
    asked = random_problem(seed)
    assert problem_from_json(json.loads(json.dumps(problem_to_json(asked)))) == asked


def test_the_first_day_comes_back_too() -> None:
    asked = problem(crew("甲", scene("1")), starts_on=date(2026, 12, 1))
    assert problem_from_bytes(json.dumps(problem_to_json(asked)).encode()) == asked


def test_the_public_format_costs_what_its_rules_say() -> None:
    asked = read_problem(PUBLIC)
    assert [part.night for part in asked.parts] == [False, False, True]
    # 400 for each of two sets, 3000 for two days and 200 for one, (330 + 20 - 340) minutes of overtime at 20.
    assert costs(asked, (5, 0)).total == 800 + 2 * 3000 + 200 + 10 * 20


def test_a_plan_has_the_four_numbers_and_its_particulars() -> None:
    asked = read_problem(PUBLIC)
    made = json.loads(json.dumps(answer_to_json(plan(asked, seconds=60, seed=1, workers=1, rounds=2))))
    assert made["cost"] == 800 + 3000 + 200 + 200
    assert made["slots"][0] in (2, 5)
    assert made["violations"] == 0
    assert made["seconds"] >= 0
    assert sum(made["cost_parts"].values()) == made["cost"]
    assert read_slots(made, asked) == tuple(made["slots"])


def spoilt(path: list[Any], value: Any) -> dict[str, Any]:
    data = json.loads(json.dumps(problem_to_json(problem(crew("甲", scene("1"), scene("2"), roles=(lead(),))))))
    spot: Any = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (["days"], 0, "1 到 366 天"),
        (["days"], 2.5, "不是整数"),
        (["parts"], [], "时段"),
        (["crews", 0, "scenes", 1, "place"], 9, "景是 9 号"),
        (["crews", 0, "scenes", 1, "place"], -1, "景是 -1 号"),
        (["crews", 0, "scenes", 0, "roles"], [4], "角色是 4 号"),
        (["crews", 0, "scenes", 0, "minutes"], -5, "分钟"),
        (["crews", 0, "scenes", 0, "fixed"], 6, "只有 0 到 5"),
        (["crews", 0, "scenes", 0, "only"], [1, 77], "77"),
        (["crews", 0, "scenes", 0, "after"], [0], "没有这样的场次"),
        (["crews", 0, "scenes", 0, "kit"], [[0, 1]], "器材"),
        (["crews", 0, "scenes", 0, "colour"], "red", "写法不对"),
        (["crews", 0, "roles", 0, "performer"], 5, "没有这个人"),
        (["crews", 0, "roles", 0, "day_rate"], -1, "不小于 0"),
        (["places", 0, "site"], 3, "地点"),
        (["travel"], [[0, 5], [4, 0]], "来回"),
        (["travel"], [[0, 5]], "方表"),
        (["version"], 2, "版本"),
        (["starts_on"], "昨天", "写法不对"),
        (["prices"], 7, "写法不对"),
    ],
)
def test_nonsense_is_refused_with_its_place(path: list[Any], value: Any, words: str) -> None:
    with pytest.raises(FangcunError, match=words):
        read_problem(spoilt(path, value))


def test_scenes_that_wait_for_each_other_are_refused() -> None:
    asked = problem(crew("甲", scene("1", after=(1,)), scene("2", after=(0,))))
    with pytest.raises(FangcunError, match="绕成了圈"):
        read_problem(problem_to_json(asked))


def test_a_missing_field_is_named() -> None:
    data = spoilt(["name"], "x")
    del data["places"]
    with pytest.raises(FangcunError, match="缺少 places"):
        read_problem(data)


def test_an_unknown_role_of_the_public_format_is_named() -> None:
    data = deepcopy(PUBLIC)
    data["crews"][0]["scenes"][1]["roles"] = [8]
    with pytest.raises(FangcunError, match="第 1 场的角色 8"):
        read_problem(data)


@pytest.mark.parametrize("data", [b"[1, 2", b"\xff\xfe", b"[]", b'{"days": 3}'])
def test_what_is_no_problem_is_refused(data: bytes) -> None:
    with pytest.raises(FangcunError) as refused:
        problem_from_bytes(data)
    assert refused.value.code == "plan.format"


@pytest.mark.parametrize("slots", [[0], [0, 6], [0, True], {"cost": 3}, "no"])
def test_an_old_plan_must_fit(slots: Any) -> None:
    with pytest.raises(FangcunError, match="旧计划"):
        read_slots(slots, read_problem(PUBLIC))
