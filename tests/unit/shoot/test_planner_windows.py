"""Windows solved exactly agree with trying every plan, and with the checker's count of money."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from checker_stage import crew, lead, problem, random_problem, scene

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.planner import greedy, plan
from fangcun.shoot.engine.planner.tables import tables_of
from fangcun.shoot.engine.planner.windows import solve_window


@pytest.mark.parametrize("seed", range(5))
def test_the_window_of_all_scenes_is_the_cheapest_sound_plan(seed: int) -> None:
    # Rest and ways are not in the model.
    asked = replace(random_problem(seed, crews=2, scenes=2, days=2), rest_minutes=0, travel=((0,) * 3,) * 3)
    sound = [p for p in product(range(asked.slots), repeat=4) if not check(asked, p)]
    found = solve_window(tables_of(asked), greedy(asked), range(4), seconds=20, seed=1)
    if sound:
        assert found is not None
        assert check(asked, found.slots) == ()
        assert costs(asked, found.slots).total == found.bound == min(costs(asked, p).total for p in sound)
    else:
        assert found is None or check(asked, found.slots)


def plain() -> Problem:
    """Two crews that share both sets and a person."""
    roles = (lead(), lead(500, performer=1))
    first = crew("甲", *(scene(f"1-{n}", place=n % 2, minutes=70, roles=(n % 2,)) for n in range(5)), roles=roles)
    second = crew("乙", *(scene(f"2-{n}", place=n % 2, minutes=80, roles=(0,)) for n in range(3)), roles=(lead(),))
    return problem(first, second)


def test_only_free_scenes_leave_and_only_for_open_slots() -> None:
    asked = plain()
    start = (0, 1, 0, 4, 0, 3, 4, 3)
    found = solve_window(tables_of(asked), start, range(5), seconds=20, seed=1, open_to=lambda slot: slot < 3)
    assert found is not None
    assert found.slots[5:] == start[5:]
    assert all(slot < 3 for slot in found.slots[:5])
    assert check(asked, found.slots) == ()
    assert found.proved
    assert costs(asked, found.slots).total == found.bound < costs(asked, start).total


def test_a_small_base_is_proved() -> None:
    answer = plan(plain(), seconds=30, seed=1, workers=1)
    assert answer.violations == ()
    assert answer.proved
    assert answer.bound == answer.cost.total
