"""A production begins to shoot: what its draft becomes, what another draft changes, who plays and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from planning_house import DAYS, LONGER, SEAMSTRESS, SECRET, SHORTER, START, House, at, keys

from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api as park
from fangcun.park.contracts import Want
from fangcun.shoot import api
from fangcun.shoot.models import Casting, Setting, Shoot
from fangcun.write import api as write


def cast_of(shoot_id: int) -> dict[str, int | None]:
    return dict(Casting.objects.filter(shoot_id=shoot_id).values_list("name", "person_id"))


def places_of(shoot_id: int) -> dict[str, int | None]:
    return dict(Setting.objects.filter(shoot_id=shoot_id).values_list("place", "space_id"))


def test_a_draft_becomes_strips_roles_and_places(house: House) -> None:
    shoot = house.open()
    strips = keys(shoot)
    assert list(strips) == ["1-1", "1-2", "1-3"]
    assert (strips["1-2"].exterior, strips["1-3"].night, strips["1-1"].place) == (True, True, "绣坊客厅")
    assert strips["1-2"].cast == ["林夏", "周航"]
    assert all(strip.minutes > 0 for strip in strips.values())
    assert set(cast_of(shoot.id)) == {"林夏", "林母", "周航", "周父"}
    assert set(places_of(shoot.id)) == {"绣坊客厅", "古城街道", "周家书房"}
    assert (shoot.scenes, shoot.starts_on, shoot.days) == (3, START, DAYS)


def test_a_producer_gets_a_crew_registered_with_the_base(house: House) -> None:
    shoot = house.open()
    crew = park.crew(house.operator, shoot.crew_id)
    assert (crew.name, crew.arrives, crew.leaves) == ("归来的绣娘", START, START + timedelta(days=DAYS))


def test_a_crew_shoots_one_thing(house: House) -> None:
    crew = house.rival()
    house.open(crew_id=crew)
    with pytest.raises(FangcunError) as refused:
        house.open(SECRET, name="总裁的秘密", crew_id=crew)
    assert (refused.value.code, refused.value.kind) == ("shoot.crew", Kind.CONFLICT)


def test_opening_again_gives_the_shoot_that_there_is(house: House) -> None:
    shoot = house.open()
    again = house.open(SHORTER)
    assert again.id == shoot.id
    assert Shoot.objects.of(house.producer.tenant_id).count() == 1
    assert again.scenes == 2


def test_another_draft_keeps_keys_and_says_what_changed(house: House) -> None:
    shoot = house.open()
    before = keys(shoot)
    taken = api.take_draft(house.producer, shoot.id, draft_id=house.draft(LONGER))
    after = keys(shoot)
    assert (taken.added, taken.removed, taken.changed) == (("1-4",), (), ("1-1",))
    assert [after[key].pk for key in before] == [strip.pk for strip in before.values()]
    assert after["1-1"].cast == ["林夏", "林母", "周航"]


def test_a_scene_that_is_gone_is_marked_and_may_come_back(house: House) -> None:
    shoot = house.open()
    gone = keys(shoot)["1-3"].pk
    taken = api.take_draft(house.producer, shoot.id, draft_id=house.draft(SHORTER))
    assert (taken.added, taken.removed, taken.changed) == ((), ("1-3",), ())
    assert keys(shoot)["1-3"].removed_at is not None
    assert api.shoot(house.producer, shoot.id).scenes == 2
    back = api.take_draft(house.producer, shoot.id, draft_id=house.draft(SEAMSTRESS))
    assert len(back.added) == 1
    living = [strip for strip in keys(shoot).values() if strip.removed_at is None]
    assert [strip.position for strip in living] == [0, 1, 2]
    assert keys(shoot)["1-3"].pk == gone  # what was written about the scene is still there


def test_the_same_draft_changes_nothing(house: House) -> None:
    shoot = house.open()
    taken = api.take_draft(house.producer, shoot.id, draft_id=shoot.draft_id)
    assert (taken.added, taken.removed, taken.changed) == ((), (), ())


def test_a_proposal_fills_what_is_open_and_leaves_what_people_chose(house: House) -> None:
    shoot = house.open()
    chosen, yard = house.people["演员6"], house.spaces["总裁办公室"]
    api.cast(house.producer, shoot.id, "林夏", chosen.id)
    api.place(house.producer, shoot.id, "周家书房", yard.id)
    house.fill(shoot)
    cast, places = cast_of(shoot.id), places_of(shoot.id)
    assert cast["林夏"] == chosen.id
    assert places["周家书房"] == yard.id
    assert None not in cast.values()
    assert None not in places.values()
    assert Casting.objects.get(shoot_id=shoot.id, name="林夏").day_rate == chosen.day_rate


def test_nobody_plays_in_two_productions_at_the_same_time(house: House) -> None:
    first, second = house.open(), house.open(SECRET, name="总裁的秘密")
    house.fill(first, second)
    everybody = [*cast_of(first.id).values(), *cast_of(second.id).values()]
    assert len(everybody) == len(set(everybody)) == 6


def test_a_later_proposal_leaves_the_cast_of_the_other_production_alone(house: House) -> None:
    first, second = house.open(), house.open(SECRET, name="总裁的秘密")
    house.fill(first)
    before = cast_of(first.id)
    house.fill(second)
    assert cast_of(first.id) == before
    assert not set(before.values()) & set(cast_of(second.id).values())


def test_who_is_ordered_by_another_crew_is_not_proposed(house: House) -> None:
    wanted = [person.id for name, person in house.people.items() if name not in ("演员0", "演员1", "演员4", "演员5")]
    house.rival(*(Want(person, at(0, 7), at(DAYS, 0)) for person in wanted))
    shoot = house.open()
    house.fill(shoot)
    assert not set(wanted) & set(cast_of(shoot.id).values())


def test_reasons_name_productions_as_people_do(house: House) -> None:
    first, second = house.open(), house.open(SECRET, name="总裁的秘密")
    _cast, sites = api.propose(house.producer, [first.id, second.id])
    assert {choice.production for choice in sites} == {"归来的绣娘", "总裁的秘密"}
    shared = next(choice.reason for choice in sites if choice.place == "古城街道")
    assert "《总裁的秘密》也用" in shared


def test_a_choice_can_be_taken_back(house: House) -> None:
    shoot = house.open()
    api.cast(house.producer, shoot.id, "林夏", house.people["演员1"].id)
    api.cast(house.producer, shoot.id, "林夏", None)
    assert cast_of(shoot.id)["林夏"] is None
    assert Casting.objects.get(shoot_id=shoot.id, name="林夏").day_rate == 0


@pytest.mark.parametrize(
    ("code", "call"),
    [
        ("role.missing", lambda who, shoot: api.cast(who, shoot, "没有这个人", None)),
        ("place.missing", lambda who, shoot: api.place(who, shoot, "没有这个地方", None)),
        ("role.missing", lambda who, shoot: api.suggest_people(who, shoot, "没有这个人")),
        ("place.missing", lambda who, shoot: api.suggest_spaces(who, shoot, "没有这个地方")),
    ],
)
def test_what_the_script_does_not_have_cannot_be_chosen(
    house: House, code: str, call: Callable[[Actor, int], object]
) -> None:
    shoot = house.open()
    with pytest.raises(FangcunError) as refused:
        call(house.producer, shoot.id)
    assert refused.value.code == code


def test_suggestions_come_with_reasons(house: House) -> None:
    shoot = house.open()
    people = api.suggest_people(house.producer, shoot.id, "林夏")
    spaces = api.suggest_spaces(house.producer, shoot.id, "绣坊客厅")
    assert people
    assert all(found.reasons for found in people)
    assert spaces[0].space_name == "绣坊客厅"


@pytest.mark.parametrize(
    "call",
    [
        lambda who, shoot, house: api.shoot(who, shoot),
        lambda who, shoot, house: api.take_draft(who, shoot, draft_id=1),
        lambda who, shoot, house: api.open_shoot(who, draft_id=1),
        lambda who, shoot, house: api.cast(who, shoot, "林夏", None),
        lambda who, shoot, house: api.place(who, shoot, "绣坊客厅", None),
        lambda who, shoot, house: api.suggest_people(who, shoot, "林夏"),
        lambda who, shoot, house: api.suggest_spaces(who, shoot, "绣坊客厅"),
        lambda who, shoot, house: api.propose(who, [shoot]),
        lambda who, shoot, house: api.start_plan(who, shoot_ids=[shoot]),
    ],
)
def test_another_house_has_no_such_shoot(
    house: House, stranger: Actor, call: Callable[[Actor, int, House], object]
) -> None:
    shoot = house.open()
    with pytest.raises(FangcunError) as refused:
        call(stranger, shoot.id, house)
    assert refused.value.kind is Kind.NOT_FOUND
    assert api.shoots(stranger) == ()


def test_people_and_sets_of_another_house_cannot_be_chosen(house: House, stranger: Actor) -> None:
    theirs = write.ensure_draft(stranger, production="别家", file_name="剧本.txt", data=SEAMSTRESS.encode())
    shoot = api.open_shoot(stranger, draft_id=theirs)
    for choose in (
        lambda: api.cast(stranger, shoot.id, "林夏", house.people["演员1"].id),
        lambda: api.place(stranger, shoot.id, "绣坊客厅", house.spaces["绣坊客厅"].id),
    ):
        with pytest.raises(FangcunError) as refused:
            choose()
        assert refused.value.kind is Kind.NOT_FOUND
