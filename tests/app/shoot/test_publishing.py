"""Plans in force: what they book, what they replace, and how they are mended when something goes wrong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from planning_house import DAYS, LONGER, SECRET, SHORTER, START, House, at, slots

from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api as park
from fangcun.park.contracts import Want
from fangcun.shoot import api
from fangcun.shoot.contracts import PlanState, PlanView, ShootView
from fangcun.shoot.models import Casting, Placement, Plan
from fangcun.shoot.queries.peopled import role_table, setting_table
from fangcun.shoot.services.copying import copy_plan
from fangcun.shoot.services.posing import BY_PLAN

LAST = START + timedelta(days=DAYS - 1)


@pytest.fixture
def both(house: House) -> tuple[ShootView, ShootView]:
    first, second = house.open(), house.open(SECRET, name="总裁的秘密")
    house.fill(first, second)
    return first, second


@pytest.fixture
def published(house: House, both: tuple[ShootView, ShootView]) -> PlanView:
    """A plan of both productions, in force."""
    plan = house.plan(*both)
    api.publish(house.producer, plan.id)
    return api.plan(house.producer, plan.id)


def state_of(plan_id: int) -> str:
    return Plan.objects.across_tenants().get(pk=plan_id).state


def words_of(plan_id: int) -> str:
    summary = Plan.objects.across_tenants().get(pk=plan_id).summary
    return "\n".join(summary.get("words") or [summary.get("failure", "")])


def held_by(house: House, shoot: ShootView) -> set[tuple[str, int]]:
    """What a plan booked for a shoot: the thing's name and the slot that it begins with."""
    starts = {at(day, hour): day * 3 + part for day in range(DAYS) for part, hour in enumerate((7, 13, 19.5))}
    return {(b.resource_name, starts[b.start]) for b in house.held(shoot.crew_id) if b.source == BY_PLAN}


def expected(house: House, plan: PlanView, shoot: ShootView) -> set[tuple[str, int]]:
    """What each scene of a shoot needs, by the tables of the shoot."""
    people = {role.name: role.person_name for role in role_table(house.producer, shoot.id)}
    spaces = {setting.place: setting.space_name for setting in setting_table(house.producer, shoot.id)}
    found = set()
    for row in Placement.objects.filter(plan_id=plan.id, strip__shoot_id=shoot.id).select_related("strip"):
        found |= {(people[name], row.slot) for name in row.strip.cast} | {(spaces[row.strip.place], row.slot)}
        if "摩托车" in str(row.strip.facts):
            found.add(("摩托车", row.slot))
    return found


def test_a_plan_books_its_sets_people_and_things(
    house: House, both: tuple[ShootView, ShootView], published: PlanView
) -> None:
    assert published.state is PlanState.IN_FORCE
    for shoot in both:
        assert held_by(house, shoot) == expected(house, published, shoot)
    assert any(name == "摩托车" for name, _ in held_by(house, both[0]))
    assert {b.quantity for b in house.held() if b.resource_name == "摩托车"} == {1}


def test_the_plan_in_force_is_the_published_one(
    house: House, both: tuple[ShootView, ShootView], published: PlanView
) -> None:
    for shoot in both:
        assert api.plan_in_force(house.producer, shoot.id) == published


def test_a_plan_is_published_once(house: House, published: PlanView) -> None:
    with pytest.raises(FangcunError) as refused:
        api.publish(house.producer, published.id)
    assert refused.value.code == "plan.state"


def test_publishing_again_swaps_what_is_booked(
    house: House, both: tuple[ShootView, ShootView], published: PlanView
) -> None:
    before = {b.id for b in house.held()}
    newcomer = house.people["演员15"]
    api.cast(house.producer, both[0].id, "林母", newcomer.id)
    plan = house.plan(*both)
    api.publish(house.producer, plan.id)
    assert (state_of(published.id), state_of(plan.id)) == ("superseded", "in_force")
    for shoot in both:
        assert held_by(house, shoot) == expected(house, plan, shoot)
    assert newcomer.name in {name for name, _ in held_by(house, both[0])}
    if slots(plan) == slots(published):
        assert len(before & {b.id for b in house.held()}) == len(before) - 1  # what stays is not written anew


def test_crews_can_swap_a_set(house: House, both: tuple[ShootView, ShootView], published: PlanView) -> None:
    rows = {row.strip.shoot_id: row for row in _street(published)}
    first, second = (rows[shoot.id] for shoot in both)
    copy = _swapped(house, published, first, second)
    api.publish(house.producer, copy)
    assert ("古城街道", second.slot) in held_by(house, both[0])
    assert ("古城街道", first.slot) in held_by(house, both[1])


def _street(plan: PlanView) -> list[Placement]:
    rows = Placement.objects.filter(plan_id=plan.id, strip__place="古城街道").select_related("strip")
    return list(rows)


def _swapped(house: House, plan: PlanView, one: Placement, other: Placement) -> int:
    copy = copy_plan(house.producer, plan.id)
    for row, slot in ((one, other.slot), (other, one.slot)):
        Placement.objects.filter(plan_id=copy, strip_id=row.strip_id).update(slot=slot)
    return copy


def test_a_plan_of_one_crew_leaves_the_other_in_force(
    house: House, both: tuple[ShootView, ShootView], published: PlanView
) -> None:
    alone = house.plan(both[0], name="单独重排")
    api.publish(house.producer, alone.id)
    assert (state_of(published.id), state_of(alone.id)) == ("in_force", "in_force")
    assert held_by(house, both[1]) == expected(house, published, both[1])
    other = house.plan(both[1], name="也单独重排")
    api.publish(house.producer, other.id)
    assert state_of(published.id) == "superseded"


def test_an_older_draft_published_later_counts_as_newer(house: House, both: tuple[ShootView, ShootView]) -> None:
    alone = house.plan(both[0])
    together = house.plan(*both)
    api.publish(house.producer, together.id)
    api.publish(house.producer, alone.id)
    assert state_of(together.id) == "in_force"
    other = house.plan(both[1])
    api.publish(house.producer, other.id)
    assert state_of(together.id) == "superseded"


def test_who_took_a_set_meanwhile_keeps_it(house: House, both: tuple[ShootView, ShootView]) -> None:
    plan = house.plan(*both)
    house.rival(*(Want(house.spaces["古城街道"].id, at(day, 7), at(day + 1, 0)) for day in range(DAYS)))
    with pytest.raises(FangcunError) as refused:
        api.publish(house.producer, plan.id)
    assert refused.value.kind is Kind.CONFLICT
    assert state_of(plan.id) == "draft"
    assert {b.crew_name for b in house.held()} == {"别的剧组"}


def test_what_a_crew_ordered_by_hand_is_not_booked_twice(house: House) -> None:
    shoot = house.open()
    house.fill(shoot)
    parlour = house.spaces["绣坊客厅"].id
    park.book(house.operator, shoot.crew_id, [Want(parlour, at(0, 6), at(DAYS, 0))])
    plan = house.plan(shoot)
    api.publish(house.producer, plan.id)
    (by_hand,) = [b for b in house.held(shoot.crew_id) if b.resource_id == parlour]
    assert by_hand.source != BY_PLAN


# When something goes wrong ---------------------------------------------------------------------------------------


def replan(house: House, plan: PlanView, kind: str, first: date, last: date, **more: object) -> PlanView:
    trouble = {"kind": kind, "from": first.isoformat(), "to": last.isoformat(), **more}
    plan_id = api.start_replan(house.producer, plan.id, disruptions=[trouble], seconds=1.0, from_day=START)
    return house.found(plan_id)


def test_rain_moves_what_is_outside_and_little_else(house: House, published: PlanView) -> None:
    before = slots(published)
    after = replan(house, published, "rain", START, START)
    moved = slots(after)
    wet = {"归来的绣娘 1-2", "总裁的秘密 1-2"}
    assert (after.state, after.violations, after.based_on) == (PlanState.DRAFT, 0, published.id), words_of(after.id)
    assert all(moved[scene] >= 3 for scene in wet)
    assert len({scene for scene in before if before[scene] != moved[scene]} - wet) <= len(wet)
    assert "必须改期" in words_of(after.id)
    assert "费用" in words_of(after.id)
    assert after.name == f"{published.name} · 下雨 2026-12-01"


def test_the_answer_can_be_published(house: House, both: tuple[ShootView, ShootView], published: PlanView) -> None:
    after = replan(house, published, "rain", START, START)
    assert state_of(published.id) == "in_force"
    api.publish(house.producer, after.id)
    assert (state_of(published.id), state_of(after.id)) == ("superseded", "in_force")
    for shoot in both:
        assert held_by(house, shoot) == expected(house, after, shoot)


def test_scenes_wait_for_an_absent_actor(house: House, published: PlanView) -> None:
    actor = Casting.objects.get(name="林夏")
    after = replan(house, published, "actor_away", START, START, person_id=actor.person_id)
    moved = slots(after)
    assert after.violations == 0
    assert min(moved["归来的绣娘 1-1"], moved["归来的绣娘 1-2"]) >= 3


def test_scenes_wait_for_a_broken_place(house: House, published: PlanView) -> None:
    street = house.spaces["古城街道"].id
    after = replan(house, published, "place_broken", START, START + timedelta(days=1), space_id=street)
    moved = slots(after)
    assert after.violations == 0
    assert {moved["归来的绣娘 1-2"], moved["总裁的秘密 1-2"]} == {6, 7}


def test_days_before_stay_as_they_are(house: House, published: PlanView) -> None:
    before = slots(published)
    trouble = {"kind": "rain", "from": START.isoformat(), "to": LAST.isoformat()}
    plan_id = api.start_replan(
        house.producer, published.id, disruptions=[trouble], seconds=1.0, from_day=START + timedelta(days=1)
    )
    after = slots(house.found(plan_id))
    shot = {scene for scene in before if before[scene] < 3}
    assert shot
    assert all(after[scene] == before[scene] for scene in shot)


def test_frozen_scenes_stay_as_they_are(house: House, published: PlanView) -> None:
    before = slots(published)
    held = Placement.objects.filter(plan_id=published.id, strip__key="1-1", strip__shoot__production__name="归来的绣娘")
    held.update(frozen=True)
    after = replan(house, published, "rain", START, START)
    assert slots(after)["归来的绣娘 1-1"] == before["归来的绣娘 1-1"]
    assert Placement.objects.filter(plan_id=after.id, frozen=True, strip__key="1-1").exists()


def test_rain_on_all_days_is_explained(house: House, published: PlanView) -> None:
    after = replan(house, published, "rain", START, LAST)
    assert after.violations > 0
    with pytest.raises(FangcunError) as refused:
        api.publish(house.producer, after.id)
    assert refused.value.code == "plan.unsound"
    assert state_of(published.id) == "in_force"


def test_the_same_trouble_again_is_the_same_plan(house: House, published: PlanView) -> None:
    assert replan(house, published, "rain", START, START).id == replan(house, published, "rain", START, START).id


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        ("disruption.days", {"kind": "rain"}),
        ("disruption.days", {"kind": "rain", "from": "2027-12-01", "to": "2027-12-02"}),
        ("disruption.unknown", {"kind": "flood", "from": "2026-12-01", "to": "2026-12-01"}),
        ("disruption.unknown", {"kind": "actor_away", "person_id": 0, "from": "2026-12-01", "to": "2026-12-01"}),
        ("disruption.unknown", {"kind": "place_broken", "from": "2026-12-01", "to": "2026-12-01"}),
    ],
)
def test_what_went_wrong_must_be_told_well(
    house: House, published: PlanView, code: str, trouble: dict[str, object]
) -> None:
    with pytest.raises(FangcunError) as refused:
        api.start_replan(house.producer, published.id, disruptions=[trouble])
    assert refused.value.code == code


def test_another_draft_is_followed_with_little_moved(
    house: House, both: tuple[ShootView, ShootView], published: PlanView
) -> None:
    before = slots(published)
    api.take_draft(house.producer, both[0].id, draft_id=house.draft(LONGER))
    after = house.found(api.start_redraft(house.producer, published.id, seconds=1.0))
    moved = slots(after)
    assert (after.violations, len(moved)) == (0, 6)
    assert moved["归来的绣娘 1-4"] >= 0
    assert sum(before[scene] != moved[scene] for scene in before) <= 2
    api.publish(house.producer, after.id)
    assert held_by(house, both[0]) == expected(house, after, both[0])


def test_a_draft_with_a_scene_less_leaves_the_rest(
    house: House, both: tuple[ShootView, ShootView], published: PlanView
) -> None:
    before = slots(published)
    api.take_draft(house.producer, both[0].id, draft_id=house.draft(SHORTER))
    after = slots(house.found(api.start_redraft(house.producer, published.id, seconds=1.0)))
    assert set(before) - set(after) == {"归来的绣娘 1-3"}
    assert sum(before[scene] != after[scene] for scene in after) == 0
