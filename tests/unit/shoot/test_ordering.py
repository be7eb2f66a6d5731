"""The order in which the scenes of a slot are shot."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fangcun.shoot.contracts import CrewJob, Part, Place, Prices, Problem, SceneJob
from fangcun.shoot.engine.ordering import MOST_TRIED, orders

DAY = Part("上午", 420, 600, 0, night=False)


def scene(key: str, place: int = 0, *, minutes: int = 30, roles: tuple[int, ...] = ()) -> SceneJob:
    return SceneJob(key, place, minutes, night=False, exterior=False, roles=roles)


def problem(*crews: tuple[SceneJob, ...], sites: int = 1, places_a_site: int = 3) -> Problem:
    """Sites on a line, ten minutes apart, each with some places."""
    places = tuple(Place(f"{site}-{n}", site=site) for site in range(sites) for n in range(places_a_site))
    travel = tuple(tuple(10 * abs(a - b) for b in range(sites)) for a in range(sites))
    jobs = tuple(CrewJob(f"组{n}", (), scenes) for n, scenes in enumerate(crews))
    return Problem("排序", 3, (DAY,), places, (), jobs, Prices(), travel=travel)


def shown(scenes: tuple[SceneJob, ...], found: tuple[int, ...]) -> str:
    """The keys in the order of shooting."""
    return " ".join(scenes[at].key for at in sorted(range(len(scenes)), key=found.__getitem__))


def test_each_place_is_shot_in_one_go() -> None:
    scenes = (scene("a1"), scene("b1", 1), scene("a2"), scene("b2", 1), scene("a3"))
    assert shown(scenes, orders(problem(scenes), [0] * 5)) == "a1 a2 a3 b1 b2"


def test_the_largest_block_comes_first() -> None:
    scenes = (scene("small", 0, minutes=20), scene("large", 1, minutes=90))
    assert shown(scenes, orders(problem(scenes), [0, 0])) == "large small"


def test_sites_follow_each_other_on_the_shortest_way() -> None:
    scenes = tuple(scene(f"s{site}", site * 3) for site in (2, 0, 3, 1))
    assert shown(scenes, orders(problem(scenes, sites=4), [0] * 4)) == "s0 s1 s2 s3"


def test_more_sites_than_can_be_tried_go_from_next_to_next() -> None:
    count = MOST_TRIED + 2
    scenes = tuple(scene(f"s{site}", site * 3) for site in reversed(range(count)))
    assert shown(scenes, orders(problem(scenes, sites=count), [0] * count)) == " ".join(f"s{n}" for n in range(count))


def test_whoever_is_there_stays_while_they_are_needed() -> None:
    scenes = (scene("1", roles=(0, 1, 2)), scene("2", roles=(3,)), scene("3", roles=(0, 1)), scene("4", roles=(0,)))
    assert shown(scenes, orders(problem(scenes), [0] * 4)) == "1 3 4 2"


def test_slots_and_crews_are_counted_apart() -> None:
    first, second = (scene("1"), scene("2"), scene("3")), (scene("1"), scene("2"))
    assert orders(problem(first, second), [0, 1, 0, 0, 0]) == (0, 0, 1, 0, 1)


def test_nothing_to_shoot_has_no_order() -> None:
    assert orders(problem(()), []) == ()


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 2), st.sets(st.integers(0, 4))), max_size=20))
def test_every_slot_is_numbered_from_nought_without_gaps(told: list[tuple[int, int, set[int]]]) -> None:
    scenes = tuple(scene(str(n), place, roles=tuple(roles)) for n, (place, _, roles) in enumerate(told))
    slots = [slot for _, slot, _ in told]
    found = orders(problem(scenes, sites=4), slots)
    for slot in set(slots):
        assert sorted(o for o, s in zip(found, slots, strict=True) if s == slot) == list(range(slots.count(slot)))
    by_place = {(p, s): [o for o, (q, t, _) in zip(found, told, strict=True) if (q, t) == (p, s)] for p, s, _ in told}
    assert all(max(block) - min(block) == len(block) - 1 for block in by_place.values())
