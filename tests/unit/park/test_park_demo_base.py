"""The demo base: as large as promised, the same every time, and inhabited by nobody real."""

from __future__ import annotations

from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from fangcun.park.contracts import PersonKind, SpaceKind
from fangcun.park.engine.demo import DemoBase, generate
from fangcun.park.engine.demo_people_tables import FAMOUS

DAY = date(2026, 11, 22)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def base() -> DemoBase:
    return generate(7, today=DAY, zone=ZONE)


def test_it_is_as_large_as_a_county_base(base: DemoBase) -> None:
    assert len(base.spaces) == 500
    assert Counter(s.kind for s in base.spaces)[SpaceKind.SET] == 160
    kinds = Counter(p.view.kind for p in base.people)
    assert kinds == {PersonKind.ACTOR: 600, PersonKind.FEATURED: 1400, PersonKind.EXTRA: 7600, PersonKind.CREW: 400}
    assert sum(s.count for s in base.stocks) >= 50_000
    assert 1_500 <= len(base.stocks) <= 2_500


def test_the_same_seed_and_day_make_the_same_base(base: DemoBase) -> None:
    assert generate(7, today=DAY, zone=ZONE) == base
    assert generate(8, today=DAY, zone=ZONE) != base


def test_nobody_bears_a_well_known_name_or_that_of_another(base: DemoBase) -> None:
    names = [p.view.name for p in base.people]
    assert len(set(names)) == len(names)
    assert FAMOUS.isdisjoint(names)


def test_minors_are_few_young_and_have_a_guardian(base: DemoBase) -> None:
    minors = [p for p in base.people if p.view.minor]
    assert 200 < len(minors) < 400
    assert all(p.view.guardian and (DAY - p.born).days < 18 * 365.25 for p in minors)
    assert all((DAY - p.born).days >= 18 * 365 for p in base.people if not p.view.minor)


def test_every_bundle_can_be_filled_from_the_stock(base: DemoBase) -> None:
    counts = {s.id: s.count for s in base.stocks}
    for bundle in base.bundles:
        assert bundle.lines
        assert all(0 < count <= counts[stock] for stock, _, count in bundle.lines), bundle.name
    outfit = next(b for b in base.bundles if b.name == "民国群演服装 100 套")
    assert sum(count for _, _, count in outfit.lines) == 100


def test_the_places_of_the_example_script_have_a_space(base: DemoBase) -> None:
    wanted = "宫殿 夜市 基地门口 基地广场 厂长办公室 道具库 院落 配电房 会议室 医院走廊 病房 服装库 派出所 派出所门口 车间 天台 化妆间 机房 河边 场记室 办公室 城楼"
    offered = {tag for s in base.spaces for tag in s.tags}
    assert [w for w in wanted.split() if w not in offered] == []


def test_sizes_add_up_to_the_count(base: DemoBase) -> None:
    assert all(sum(s.sizes.values()) == s.count for s in base.stocks if s.sizes)


def test_no_two_bookings_of_one_thing_overlap(base: DemoBase) -> None:
    booked = Counter(b.resource_id for b in base.bookings)
    assert base.bookings
    assert max(booked.values()) == 1
