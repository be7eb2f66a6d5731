"""The search counts what the checker counts: money to the last unit, and a point for each broken rule."""

from __future__ import annotations

from dataclasses import fields as fields_of
from random import Random

import numpy as np
import pytest
from checker_stage import random_problem

from fangcun.shoot.contracts import RuleKind
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.annealing import anneal
from fangcun.shoot.engine.planner.kernel import shift
from fangcun.shoot.engine.planner.packing import laid_out, pack
from fangcun.shoot.engine.planner.tables import Tables, tables_of

STATIC = {RuleKind.LIGHT, RuleKind.CLOSED, RuleKind.PLACE_CLOSED, RuleKind.PERSON_AWAY, RuleKind.CREW_AWAY}
"""Rules that the search keeps by never looking at the slots that would break them."""


def breaks(problem, slots) -> bool:
    night = {p for p, person in enumerate(problem.people) if person.no_night}
    dark = [part.night for part in problem.parts]
    return any(
        v.rule not in STATIC
        and not (v.rule is RuleKind.MINOR and v.person in night and "夜间" in v.message and dark[v.slot % len(dark)])
        for v in check(problem, slots)
    )


def test_the_head_names_every_table_in_order() -> None:
    names = [name.upper() for name in Tables._fields]
    assert [getattr(f, name) for name in names] == list(range(len(names)))


@pytest.mark.parametrize("seed", range(12))
def test_a_plan_laid_out_costs_what_the_checker_says(seed: int) -> None:
    problem = random_problem(seed)
    chance = Random(seed)
    slots = [chance.randrange(problem.slots) for crew in problem.crews for _ in crew.scenes]
    _, totals = laid_out(pack(tables_of(problem)), slots)
    assert totals[f.COST] == costs(problem, slots).total
    assert (totals[f.POINTS] > 0) == breaks(problem, slots)


@pytest.mark.parametrize("seed", range(12))
def test_money_and_points_stay_exact_over_many_moves(seed: int) -> None:
    problem = random_problem(seed, crews=4, scenes=10)
    chance = Random(seed)
    t = pack(tables_of(problem))
    slots = [chance.randrange(problem.slots) for crew in problem.crews for _ in crew.scenes]
    s, w = laid_out(t, slots)
    for _ in range(300):
        scene, there = chance.randrange(len(slots)), chance.randrange(problem.slots)
        slots[scene] = there
        shift(t, s, w, scene, there)
    fresh, totals = laid_out(t, slots)
    assert (s == fresh).all()
    assert w[: f.CHANCE].tolist() == totals[: f.CHANCE].tolist()
    assert w[f.COST] == costs(problem, slots).total


@pytest.mark.parametrize("seed", range(6))
def test_annealing_ends_with_exact_totals_and_only_open_slots(seed: int) -> None:
    problem = random_problem(seed, crews=4, scenes=12)
    tables = tables_of(problem)
    t = pack(tables)
    chance = Random(seed)
    start = [int(chance.choice(np.flatnonzero(row))) for row in tables.allowed]
    s, w = laid_out(t, start, seed=seed)
    best, record = np.array(start), np.array([w[f.POINTS], w[f.COST]])
    pool, free = np.arange(len(start)), np.ones(len(problem.crews), dtype=np.int64)
    anneal(t, s, w, best, record, pool, free, 20_000, 2000.0, 100.0, 30.0)
    now = s[: len(start)].tolist()
    fresh, totals = laid_out(t, now)
    assert (s == fresh).all()
    assert w[: f.CHANCE].tolist() == totals[: f.CHANCE].tolist()
    assert tables.allowed[np.arange(len(start)), best].all()
    assert record[1] == costs(problem, best.tolist()).total


def test_every_field_of_a_problem_is_seen() -> None:
    """A new field of ``Problem`` needs a rule in the search: this list is to be changed with it."""
    assert [x.name for x in fields_of(random_problem(0))] == [
        "name", "days", "parts", "places", "people", "crews", "prices", "kit", "travel", "set_move_minutes",
        "rest_minutes", "starts_on",
    ]  # fmt: skip
