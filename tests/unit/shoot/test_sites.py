"""Sites: which spaces stand for which places of a script, for one production and for all."""

from dataclasses import replace
from typing import Any

from fangcun.park.contracts import SpaceKind, SpaceView
from fangcun.shoot.contracts import Light, PlaceWanted, SceneFacts, SiteCall
from fangcun.shoot.engine.distances import kilometres, travel_minutes
from fangcun.shoot.engine.site_plan import assign_sites
from fangcun.shoot.engine.sites import places_of, suggest_sites, tags_of

HERE = (36.10, 111.50)
FAR = (36.30, 111.50)  # 22 km north


def space(number: int, name: str, tags: str, **traits: Any) -> SpaceView:
    words = tuple(tags.split())
    known = SpaceView(number, f"S{number}", name, SpaceKind.SET, "民国", words, "内", 120, 100_000, "民国街", HERE)
    return replace(known, **traits)


def wanted(name: str, **traits: Any) -> PlaceWanted:
    known = PlaceWanted(
        name, tags_of(name), "民国", interior=True, exterior=False, night=False, scenes=5, minutes=200, crowd=4
    )
    return replace(known, **traits)


def scene(key: str, place: str, light: Light, *, extras: tuple[tuple[str, int | None], ...] = ()) -> SceneFacts:
    return SceneFacts(
        key=key,
        position=0,
        episode=1,
        number=key,
        light=light,
        time="日",
        int_ext="内",
        script_place=place,
        seconds=30,
        minutes=35,
        synopsis="",
        cast=("甲", "乙"),
        extras=extras,
    )


def test_names_of_places_ask_for_location_types() -> None:
    assert tags_of("济和堂药铺")[:2] == ("药铺", "医馆")
    assert tags_of("药铺后院")[0] == "院落"
    assert tags_of("总裁办公室")[0] == "总裁办公室"
    assert "乡村" in tags_of("农家小院")
    assert tags_of("玄之又玄") == ()


def test_a_place_gathers_what_its_scenes_ask() -> None:
    found = places_of(
        [scene("1-1", "茶馆", Light.DAY_INT), scene("1-2", "茶馆", Light.NIGHT_INT, extras=(("食客", 20),))],
        period="民国",
    )
    assert [(p.name, p.minutes, p.scenes, p.night, p.crowd, p.exterior) for p in found] == [
        ("茶馆", 70, 2, True, 22, False)
    ]


def test_night_period_side_and_type_shut_spaces_out() -> None:
    spaces = [
        space(1, "民国药铺", "药铺 店铺"),
        space(2, "不可夜拍的药铺", "药铺 店铺", night=False),
        space(3, "超市药房", "药铺 店铺", period="现代"),
        space(4, "药铺门脸", "药铺 店铺", int_ext="外"),
        space(5, "监狱", "监狱"),
        space(6, "药铺办公室", "药铺", kind=SpaceKind.OFFICE),
        space(7, "签约药铺", "药铺 店铺", open_to=("签约",)),
    ]
    assert [s.space_id for s in suggest_sites(wanted("药铺", night=True), spaces)] == [1]
    assert [s.space_id for s in suggest_sites(wanted("药铺", night=True), spaces, kind="签约")] == [1, 7]


def test_reasons_and_concerns_are_words() -> None:
    spaces = [space(1, "小药铺", "药铺", area=30), space(2, "古药铺", "药铺", period="古代", area=300)]
    one, two = suggest_sites(wanted("药铺", crowd=30), spaces)
    both = {one.space_id: one, two.space_id: two}
    assert any("偏小" in c for c in both[1].concerns)
    assert any("古代景当民国用" in c for c in both[2].concerns)
    assert any("容得下 30 人" in r for r in both[2].reasons)


def test_cheaper_of_two_equal_spaces_comes_first() -> None:
    spaces = [space(1, "药铺甲", "药铺", day_rate=200_000), space(2, "药铺乙", "药铺", day_rate=90_000)]
    assert suggest_sites(wanted("药铺"), spaces)[0].space_id == 2


def test_place_with_a_name_that_says_nothing_gets_something_and_a_warning() -> None:
    found = suggest_sites(wanted("玄之又玄"), [space(1, "药铺", "药铺")])
    assert found[0].score < 40
    assert "请勘景后再定" in found[0].concerns[0]


def test_places_of_a_production_lie_together() -> None:
    spaces = [
        space(1, "远客厅", "客厅", position=FAR, district="云溪古镇", day_rate=80_000),
        space(2, "近客厅", "客厅", day_rate=100_000),
        space(3, "药铺", "药铺"),
        space(4, "茶馆", "茶馆"),
    ]
    call = SiteCall("民国药铺", (wanted("沈家客厅"), wanted("药铺", minutes=600), wanted("茶馆")), days=7)
    chosen = {c.place: c.site.space_id for c in assign_sites([call], spaces) if c.site is not None}
    assert chosen == {"沈家客厅": 2, "药铺": 3, "茶馆": 4}


def test_two_productions_are_spread_over_equal_sets() -> None:
    spaces = [space(1, "药铺甲", "药铺"), space(2, "药铺乙", "药铺", day_rate=110_000)]
    calls = [SiteCall(name, (wanted("药铺", minutes=2000),), days=7) for name in ("甲剧", "乙剧")]
    assert sorted(c.site.space_id for c in assign_sites(calls, spaces) if c.site) == [1, 2]


def test_one_set_stands_in_for_two_like_places_and_says_so() -> None:
    spaces = [space(1, "公馆客厅", "客厅 公馆"), space(2, "监狱", "监狱 牢房")]
    call = SiteCall("民国药铺", (wanted("许家客厅"), wanted("沈家客厅")), days=7)
    choices = assign_sites([call], spaces)
    assert [c.site.space_id for c in choices if c.site] == [1, 1]
    assert choices[0].shared_with == ("沈家客厅",)
    assert "一景多用" in choices[0].reason


def test_unlike_places_get_different_walls() -> None:
    spaces = [space(1, "公馆", "客厅 书房"), space(2, "书房", "书房 客厅", day_rate=150_000)]
    call = SiteCall("民国药铺", (wanted("许家客厅"), wanted("书房")), days=7)
    assert len({c.site.space_id for c in assign_sites([call], spaces) if c.site}) == 2


def test_place_that_nothing_fits_says_what_to_do() -> None:
    choice = assign_sites([SiteCall("甲剧", (wanted("药铺", night=True),), days=7)], [space(1, "监狱", "监狱")])[0]
    assert choice.site is None
    assert "夜拍" in choice.reason


def test_ways_are_rounded_up_to_five_minutes() -> None:
    assert travel_minutes(HERE, HERE, km_per_hour=25) == 0
    assert 22.2 < kilometres(HERE, FAR) < 22.3
    assert travel_minutes(HERE, FAR, km_per_hour=25) == 55  # 22.24 km at 25 km/h: 53.4 minutes


def test_space_that_others_hold_is_left_to_them_where_another_serves() -> None:
    spaces = [space(1, "药铺甲", "药铺"), space(2, "药铺乙", "药铺", day_rate=110_000)]
    call = SiteCall("甲剧", (wanted("药铺"),), days=7)
    assert [c.site.space_id for c in assign_sites([call], spaces) if c.site] == [1]
    assert [c.site.space_id for c in assign_sites([call], spaces, taken={1: 0.6}) if c.site] == [2]
