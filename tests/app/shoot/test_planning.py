"""Plans from being asked for to being found: searched, stopped, interrupted, failed, contradictory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client
from planning_house import DAYS, SECRET, SHORTER, START, House, at, keys, last_job, slots

from fangcun.base.contracts import Actor
from fangcun.base.models import User
from fangcun.farm.api import run_here
from fangcun.farm.executor.worker import Worker
from fangcun.farm.models import Job, TaskRow
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api as park
from fangcun.park.contracts import PersonEntry, PersonKind, Want
from fangcun.shoot import api
from fangcun.shoot.contracts import Answer, PlanState, Problem, ShootView
from fangcun.shoot.engine import planner
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.models import Placement, Plan
from fangcun.shoot.queries.plans import problem_of
from fangcun.shoot.services import searching


@pytest.fixture
def both(house: House) -> tuple[ShootView, ShootView]:
    """Two productions that share a street, cast and placed."""
    first, second = house.open(), house.open(SECRET, name="总裁的秘密")
    house.fill(first, second)
    return first, second


def row_of(plan_id: int) -> Plan:
    return Plan.objects.across_tenants().get(pk=plan_id)


def ask(house: House, *shoots: ShootView, **more: Any) -> int:
    return api.start_plan(house.producer, shoot_ids=[s.id for s in shoots], seconds=1.0, **more)


def test_a_plan_is_found_for_all_crews_together(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan = house.plan(*both)
    placed = slots(plan)
    assert (plan.state, plan.violations) == (PlanState.DRAFT, 0)
    assert len(placed) == 5
    assert placed["归来的绣娘 1-3"] % 3 == 2  # 夜戏 in a night part
    assert placed["归来的绣娘 1-2"] % 3 != 2
    assert placed["归来的绣娘 1-2"] != placed["总裁的秘密 1-2"]  # one street
    assert plan.cost.total == plan.trace[-1].cost > 0
    assert plan.name == "《归来的绣娘》、《总裁的秘密》"


def test_what_was_found_holds_for_the_independent_checker(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan = house.plan(*both)
    row = row_of(plan.id)
    placed = dict(Placement.objects.filter(plan=row).values_list("strip_id", "slot"))
    assert check(problem_of(row), [placed[strip] for strip in row.summary["index"]]) == ()


def test_scenes_of_one_slot_have_an_order(house: House) -> None:
    shoot = house.open()
    for place in ("绣坊客厅", "古城街道", "周家书房"):
        api.place(house.producer, shoot.id, place, house.spaces["绣坊客厅"].id)
    plan = house.plan(shoot)
    by_slot: dict[int, list[int]] = {}
    for placement in Placement.objects.filter(plan_id=plan.id):
        by_slot.setdefault(placement.slot, []).append(placement.order)
    assert any(len(orders) > 1 for orders in by_slot.values())
    assert all(sorted(orders) == list(range(len(orders))) for orders in by_slot.values())


def test_asking_again_gives_the_same_plan_and_no_work(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan = house.plan(*both)
    jobs = Job.objects.across_tenants().count()
    assert ask(house, *both) == plan.id
    assert Job.objects.across_tenants().count() == jobs
    assert api.plan(house.producer, plan.id).state is PlanState.DRAFT


def test_asking_after_a_change_gives_another_plan(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan = house.plan(*both)
    free = house.people["演员15"]
    api.cast(house.producer, both[0].id, "林母", free.id)
    assert ask(house, *both) != plan.id


def test_asking_while_it_is_searched_for_joins_the_search(house: House, both: tuple[ShootView, ShootView]) -> None:
    first = ask(house, *both)
    assert ask(house, *both) == first
    assert TaskRow.objects.count() == 1


def test_other_seconds_are_another_question(house: House, both: tuple[ShootView, ShootView]) -> None:
    first = ask(house, *both)
    assert api.start_plan(house.producer, shoot_ids=[s.id for s in both], seconds=2.0) != first


def test_a_stopped_search_keeps_the_best_it_has(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan_id = api.start_plan(house.producer, shoot_ids=[s.id for s in both], seconds=3600.0)
    api.stop_plan(house.producer, plan_id)
    plan = house.found(plan_id)
    assert plan.state is PlanState.DRAFT
    assert len(slots(plan)) == 5
    assert row_of(plan_id).summary["seconds"] < 600


def test_stopping_what_is_over_does_nothing(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan = house.plan(*both)
    api.stop_plan(house.producer, plan.id)
    assert not row_of(plan.id).stop_asked


def test_an_interrupted_search_goes_on_from_the_best(
    house: House, both: tuple[ShootView, ShootView], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_id = ask(house, *both)
    job = last_job()
    Worker(job_id=job, stopping=lambda: True).step()
    kept = searching.best_so_far(plan_id)
    assert row_of(plan_id).state == PlanState.WORKING.value
    assert kept is not None
    assert len(row_of(plan_id).trace) == 1
    starts: list[Sequence[int] | None] = []
    search = planner.plan

    def listen(problem: Problem, **asked: Any) -> Answer:
        starts.append(asked["start"])
        return search(problem, **asked)

    monkeypatch.setattr(planner, "plan", listen)
    run_here(job)
    assert starts == [kept]
    assert api.plan(house.producer, plan_id).state is PlanState.DRAFT


def test_a_search_that_breaks_fails_the_plan_in_words(
    house: House, both: tuple[ShootView, ShootView], monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: Any, **__: Any) -> Answer:
        raise RuntimeError("no luck")

    with monkeypatch.context() as broken:
        broken.setattr(planner, "plan", break_down)
        plan_id = ask(house, *both)
        assert run_here(last_job()).state == "failed"
    assert api.plan(house.producer, plan_id).state is PlanState.FAILED
    assert "no luck" in row_of(plan_id).summary["failure"]
    again = house.plan(*both)
    assert (again.id != plan_id, again.state) == (True, PlanState.DRAFT)


def test_a_refusal_fails_the_plan_in_its_own_words(
    house: House, both: tuple[ShootView, ShootView], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Answer:
        raise FangcunError("plan.impossible", Kind.INVALID, "这题排不了。")

    monkeypatch.setattr(planner, "plan", refuse)
    plan_id = ask(house, *both)
    run_here(last_job())
    assert row_of(plan_id).summary["failure"] == "这题排不了。"


def test_a_search_told_twice_to_end_leaves_what_people_did_since(
    house: House, both: tuple[ShootView, ShootView]
) -> None:
    plan = house.plan(*both)
    row = row_of(plan.id)
    moved = Placement.objects.filter(plan=row).order_by("id").first()
    assert moved is not None
    Placement.objects.filter(pk=moved.pk).update(slot=8)
    problem = problem_of(row)
    searching.finish(plan.id, problem, Answer(tuple(row.summary["slots"]), plan.cost, (), 1.0))
    assert Placement.objects.get(pk=moved.pk).slot == 8


def test_what_others_ordered_is_left_to_them(house: House, both: tuple[ShootView, ShootView]) -> None:
    street = house.spaces["古城街道"].id
    house.rival(Want(street, at(0, 7), at(1, 18.5)))
    placed = slots(house.plan(*both))
    assert {placed["归来的绣娘 1-2"], placed["总裁的秘密 1-2"]} == {6, 7}


def _away(house: House, name: str, *days: int) -> int:
    """Somebody who cannot come on these days; returns their id."""
    off = tuple(at(day, 12).date() for day in days)
    entry = PersonEntry("P-99", name, PersonKind.ACTOR, "男", 20, 40, day_rate=60_000, days_off=off)
    return park.save(house.operator, entry).id


def test_an_actor_is_not_called_on_days_off(house: House) -> None:
    shoot = house.open()
    house.fill(shoot)
    api.cast(house.producer, shoot.id, "周父", _away(house, "忙人", 0, 2))
    assert slots(house.plan(shoot))["归来的绣娘 1-3"] == 5


@pytest.fixture
def knotted(house: House) -> int:
    """A plan for which nothing fits: an actor is away on all its days."""
    shoot = house.open()
    house.fill(shoot)
    api.cast(house.producer, shoot.id, "周父", _away(house, "大忙人", *range(DAYS)))
    return house.plan(shoot).id


def test_what_does_not_fit_is_explained(house: House, knotted: int) -> None:
    row = row_of(knotted)
    knot = row.summary["contradiction"]
    assert row.state == PlanState.DRAFT.value
    assert any("大忙人" in line for line in knot["demands"])
    assert knot["relaxations"]
    with pytest.raises(FangcunError) as refused:
        api.publish(house.producer, knotted)
    assert refused.value.code == "plan.unsound"
    assert house.held() == []


def test_the_page_of_a_plan_shows_its_knot(house: House, knotted: int) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=house.producer.user_id))
    shown = client.get(f"/shoot/plans/{knotted}/").content.decode()
    knot = row_of(knotted).summary["contradiction"]
    assert knot["demands"][0] in shown
    assert knot["relaxations"][0]["message"] in shown
    assert "为什么排不下" in shown


def test_a_scene_without_room_has_no_placement(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan_id = ask(house, *both)
    row = row_of(plan_id)
    found = (-1, *[0] * (len(row.summary["index"]) - 1))
    problem = problem_of(row)
    placed = [slot if slot >= 0 else None for slot in found]
    searching.finish(plan_id, problem, Answer(found, costs(problem, placed), check(problem, placed), 1.0))
    assert Placement.objects.filter(plan_id=plan_id).count() == 4
    assert api.plan(house.producer, plan_id).violations > 0


def test_assumptions_are_told(house: House) -> None:
    shoot = house.open()
    plan_id = ask(house, shoot)
    assert any("绣坊客厅" in line for line in row_of(plan_id).summary["remarks"])  # no space was chosen for it


def test_days_and_name_can_be_asked_for(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan_id = ask(house, *both, starts_on=START, days=5, name="大计划")
    plan = api.plan(house.producer, plan_id)
    assert (plan.name, plan.starts_on, plan.days, plan.state) == ("大计划", START, 5, PlanState.WORKING)


def test_no_shoots_no_plan(house: House) -> None:
    with pytest.raises(FangcunError) as refused:
        api.start_plan(house.producer, shoot_ids=[])
    assert refused.value.kind is Kind.NOT_FOUND


def test_removed_scenes_are_not_planned(house: House) -> None:
    shoot = house.open()
    house.fill(shoot)
    api.take_draft(house.producer, shoot.id, draft_id=house.draft(SHORTER))
    assert set(slots(house.plan(shoot))) == {"归来的绣娘 1-1", "归来的绣娘 1-2"}
    assert len(keys(shoot)) == 3


@pytest.mark.parametrize(
    "call",
    [
        lambda who, plan: api.plan(who, plan),
        lambda who, plan: api.stop_plan(who, plan),
        lambda who, plan: api.publish(who, plan),
        lambda who, plan: api.start_replan(who, plan, disruptions=[]),
        lambda who, plan: api.start_redraft(who, plan),
    ],
)
def test_another_house_has_no_such_plan(house: House, stranger: Actor, call: Callable[[Actor, int], object]) -> None:
    plan_id = ask(house, house.open())
    with pytest.raises(FangcunError) as refused:
        call(stranger, plan_id)
    assert refused.value.kind is Kind.NOT_FOUND
    assert api.plans(stranger) == ()
