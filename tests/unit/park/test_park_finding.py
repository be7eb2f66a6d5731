"""Wishes in words: what they are understood to mean, and what is found for them on the demo base."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from fangcun.park.engine.demo import DemoBase, generate
from fangcun.park.engine.demo_places import GATE
from fangcun.park.engine.finding.kit import check_kit, read_kit_wish
from fangcun.park.engine.finding.matching import find_spaces
from fangcun.park.engine.finding.matching_people import find_people
from fangcun.park.engine.finding.reading import read_person_wish, read_space_wish

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def base() -> DemoBase:
    return generate(1, today=DAY, zone=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("一个可以拍夜戏的民国院子, 3 天, 5 km 内", "可夜拍 民国 院落 3天 5km内"),
        ("古代宫殿 12月3日到5日", "古代 宫殿 12月3日起 3天"),
        ("乡村农家院 外景 五公里以内 一周", "乡村 农家院 外景 5km内 7天"),
    ],
)
def test_a_wish_for_a_space_is_echoed(text: str, chips: str) -> None:
    said = [c.words.replace(" ", "") for c in read_space_wish(text, today=DAY).chips]
    assert said == chips.split()


def test_a_courtyard_for_nights_is_found(base: DemoBase) -> None:
    wish = read_space_wish("一个可以拍夜戏的民国院子, 3 天, 5 km 内", today=DAY)
    found = {s.id: s for s in base.spaces}
    best = find_spaces(wish, base.spaces, start=DAY, busy={}, point=GATE)[0]
    assert (found[best.id].period, found[best.id].night, best.misses) == ("民国", True, ())


def test_whom_the_wish_names_is_found(base: DemoBase) -> None:
    people = {p.view.id: p.view for p in base.people}
    wish = read_person_wish("25 岁左右会骑马的女演员, 身高 165 以上, 会粤语, 日酬 2000 以内", today=DAY)
    best = people[find_people(wish, list(people.values()), start=DAY, busy={})[0].id]
    assert best.sex == "女"
    assert "骑马" in best.skills
    assert "粤语" in best.languages
    assert best.day_rate <= 200_000


def test_an_order_of_kit_says_what_is_missing(base: DemoBase) -> None:
    wish = read_kit_wish("灯光组 A + 100 套民国群演服装", today=DAY)
    lamps, clothes = check_kit(wish, base.stocks, base.bundles, free={})
    assert (lamps.missing, clothes.missing) == (0, 0)
    assert sum(take.count for take in clothes.takes) == 100
    none_left = {take.stock_id: 0 for take in lamps.takes}
    assert check_kit(wish, base.stocks, base.bundles, free=none_left)[0].missing == 36
