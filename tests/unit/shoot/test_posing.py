"""Posing: shoots, spaces, people and the bookings of others as a problem in numbers, and the way back."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from casting_base import START, STOCK, script, six_shoots

from fangcun.kit.errors import FangcunError
from fangcun.park.contracts import (
    BookingState,
    BookingView,
    PersonKind,
    PersonView,
    ResourceKind,
    SpaceKind,
    SpaceView,
)
from fangcun.shoot.contracts import BaseBrief, Light, Posed, RoleBrief, SceneFacts, ShootBrief
from fangcun.shoot.engine.calendars import CALENDARS, MICRO_DRAMA, RESTED
from fangcun.shoot.engine.days import days_needed
from fangcun.shoot.engine.needs import booked, match_stock, needs_of
from fangcun.shoot.engine.periods import period_of
from fangcun.shoot.engine.posing import pose

ZONE = ZoneInfo("Asia/Shanghai")
TEAHOUSE = SpaceView(
    1, "S1", "茶馆", SpaceKind.SET, "民国", ("茶馆",), "内", 120, 90_000, "民国街", (36.10, 111.50), night=False
)
PIER = SpaceView(2, "S2", "码头", SpaceKind.SCENIC, "民国", ("码头",), "外", 900, 50_000, "河湾", (36.15, 111.50))
ACTOR = PersonView(11, "P1", "演员甲", PersonKind.ACTOR, "女", (20, 30), 165, 80_000)
CHILD = replace(ACTOR, id=12, code="P2", name="演员乙", ages=(8, 10), minor=True)
ROLES = (RoleBrief("甲", 11, 80_000), RoleBrief("乙", 12, 30_000))


def scene(key: str, place: str = "茶馆", light: Light = Light.DAY_INT, **facts: Any) -> SceneFacts:
    known = SceneFacts(key, 0, 1, key, light, "日", "内", place, seconds=30, minutes=40, synopsis="", cast=("甲",))
    return replace(known, **facts)


def brief(*scenes: SceneFacts, **facts: Any) -> ShootBrief:
    return replace(ShootBrief("民国药铺", 1, scenes, ROLES, sites={"茶馆": 1, "码头": 2}, period="民国"), **facts)


def posed(*briefs: ShootBrief, bookings: tuple[BookingView, ...] = (), **base: Any) -> Posed:
    known = BaseBrief(spaces=(TEAHOUSE, PIER), people=(ACTOR, CHILD), stock=STOCK, bookings=bookings)
    return pose(briefs, base=replace(known, **base), starts_on=START, days=3)


def booking(resource: int, start: datetime, hours: int, state: BookingState = BookingState.CONFIRMED) -> BookingView:
    end = start + timedelta(hours=hours)
    return BookingView(1, resource, "", ResourceKind.SPACE, 9, "别组", start, end, 1, state, None, "")


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=ZONE)


def test_scene_becomes_a_job_and_the_index_leads_back() -> None:
    found = posed(brief(scene("1-1"), scene("1-2", "码头", Light.NIGHT_EXT, cast=("甲", "路人"))))
    crew = found.problem.crews[0]
    assert [(s.key, s.minutes, s.night, s.exterior) for s in crew.scenes] == [
        ("1-1", 40, False, False),
        ("1-2", 40, True, True),
    ]
    assert [r.name for r in crew.roles] == ["甲", "路人"]
    assert found.problem.people[crew.roles[0].performer or 0].id == 11
    assert crew.roles[1].performer is None
    assert found.index.keys == (("1-1", "1-2"),)
    assert found.index.spaces == (1, 2)
    assert found.index.sites == ("民国街", "河湾")


def test_space_without_leave_for_night_is_closed_in_night_parts() -> None:
    found = posed(brief(scene("1-1"), scene("1-2", light=Light.NIGHT_INT)))
    assert found.problem.places[0].closed == (2, 5, 8)
    assert any("不能夜拍" in r for r in found.remarks)


def test_opening_hours_close_parts() -> None:
    late = replace(TEAHOUSE, opens=8 * 60, closes=18 * 60, night=True)
    found = posed(brief(scene("1-1")), spaces=(late,))
    assert found.problem.places[0].closed == (1, 2, 4, 5, 7, 8)  # opens within the hour, shuts before 18:30


def test_bookings_of_others_take_the_slots_they_touch() -> None:
    whole_afternoon = booking(1, at(1, 13), 3)
    touching = booking(1, at(2, 18), 1, BookingState.HELD)  # 18:00–19:00: the afternoon until 18:30 only
    released = booking(1, at(3, 8), 2, BookingState.RELEASED)
    found = posed(brief(scene("1-1")), bookings=(whole_afternoon, touching, released))
    assert set(found.problem.places[0].closed) - {2, 5, 8} == {1, 4}


def test_interval_that_ends_where_a_part_begins_does_not_touch_it() -> None:
    found = posed(brief(scene("1-1", "码头")), bookings=(booking(2, at(1, 12), 1),))
    assert found.problem.places[0].closed == ()


def test_people_are_away_on_days_off_weekdays_off_and_when_booked() -> None:
    off = replace(ACTOR, days_off=(date(2026, 12, 1),), weekdays_off=(3,))  # 3 December 2026 is a Thursday
    found = posed(brief(scene("1-1")), people=(off,), bookings=(booking(11, at(2, 8), 2),))
    assert found.problem.people[0].away == (0, 1, 2, 3, 6, 7, 8)


def test_minors_are_limited_and_night_scenes_with_them_are_remarked() -> None:
    found = posed(brief(scene("1-1", "码头", Light.NIGHT_EXT, cast=("甲", "乙"))))
    child = found.problem.people[1]
    assert (child.day_minutes, child.no_night) == (MICRO_DRAMA.minor_minutes, True)
    assert any("未成年人" in r for r in found.remarks)


def test_person_in_two_crews_is_one_performer() -> None:
    other = replace(brief(scene("1-1")), name="第七页", crew_id=2)
    found = posed(brief(scene("1-1")), other)
    assert len(found.problem.people) == 1
    assert len(found.problem.places) == 1


def test_place_without_a_space_is_assumed_and_said() -> None:
    found = posed(brief(scene("1-1"), scene("1-2", "戏园")))
    assert found.index.spaces == (1, None)
    assert found.problem.places[1].site == found.problem.places[0].site
    assert any("戏园" in r and "没有选景" in r for r in found.remarks)


def test_way_between_districts_is_driven() -> None:
    found = posed(brief(scene("1-1"), scene("1-2", "码头")))
    assert found.problem.travel == ((0, 15), (15, 0))  # 5.6 km at 25 km/h: 13.3 minutes


def test_frozen_old_open_and_earlier_ones_are_led_into_numbers() -> None:
    found = posed(
        brief(
            scene("1-1"),
            scene("1-2"),
            scene("1-3"),
            fixed={"1-1": 4, "1-2": 99},
            was={"1-2": 3},
            only={"1-3": (6, 1, 99)},
            after={"1-3": ("1-1", "9-9")},
            first_day=date(2026, 12, 2),
            days_off=(date(2026, 12, 3),),
        )
    )
    one, two, three = found.problem.crews[0].scenes
    assert (one.fixed, two.fixed, two.was, three.only, three.after) == (4, None, 3, (1, 6), (0,))
    assert found.problem.crews[0].away == (0, 1, 2, 6, 7, 8)
    assert any("1-2" in r and "99" in r for r in found.remarks)


def test_scene_longer_than_a_part_is_cut_and_said() -> None:
    found = posed(brief(scene("1-1", "码头", Light.NIGHT_EXT, minutes=400)))
    assert found.problem.crews[0].scenes[0].minutes == 240 + 60 - 20
    assert any("超过一个时段" in r for r in found.remarks)


def test_shared_kit_is_counted_with_what_others_hold() -> None:
    crowded = scene("1-1", extras=(("街坊", 30),), wishes=("雨",))
    found = posed(brief(crowded), bookings=(booking(20_003, at(1, 8), 2),))
    kit = {k.name: k for k in found.problem.kit}
    needed = {found.problem.kit[k].name: n for k, n in found.problem.crews[0].scenes[0].kit}
    assert needed == {"民国群演服装": 30, "造雨机": 1}
    assert kit["造雨机"].taken == ((0, 1),)


def test_need_greater_than_the_stock_is_cut_and_said() -> None:
    found = posed(brief(scene("1-1", extras=(("街坊", 500),))))
    assert found.problem.crews[0].scenes[0].kit == ((0, 120),)
    assert any("只有 120" in r for r in found.remarks)


def test_same_thing_in_several_stocks_is_one_pool() -> None:
    more = replace(STOCK[0], id=20_009, code="K9", name="民国群演服装 青", count=30)
    found = posed(
        brief(scene("1-1", extras=(("街坊", 140),))), stock=(*STOCK, more), bookings=(booking(20_009, at(1, 8), 2),)
    )
    assert found.index.kit == ((20_001, 20_009),)
    assert (found.problem.kit[0].count, found.problem.kit[0].taken) == (150, ((0, 1),))


def test_nothing_to_plan_is_refused() -> None:
    with pytest.raises(FangcunError, match="没有可以排的场次"):
        posed(brief())


def test_needs_follow_crowd_period_weather_and_light() -> None:
    wet = scene(
        "1-1",
        "码头",
        Light.NIGHT_EXT,
        extras=(("士兵", 50), ("街坊", None)),
        wishes=("雨",),
        needs={"车辆": ("卡车×3",)},
    )
    found = {n.name: n.quantity for n in needs_of(wet, period="民国")}
    assert found == {
        "群演": 56,
        "民国群演服装": 56,
        "卡车": 3,
        "造雨机": 1,
        "摄影组": 2,
        "灯光组": 2,
        "录音组": 1,
    }
    assert "现代群演服装" not in {n.name for n in needs_of(wet, period="现代")}
    assert {n.name: n.quantity for n in booked([wet, scene("1-2", extras=(("街坊", 9),))], period="民国")}["群演"] == 56


def test_stock_is_found_by_words_and_not_by_period_alone() -> None:
    soldiers = next(n for n in needs_of(scene("1-1", extras=(("士兵", 5),)), period="古代") if n.name.endswith("服装"))
    assert [s.id for s in match_stock(soldiers, STOCK)] == [20_002]
    assert match_stock(soldiers, STOCK[:1]) == ()
    assert match_stock(replace(soldiers, name="龙袍", tags=("古代",)), STOCK) == ()


def test_days_follow_the_load_of_each_light() -> None:
    nights = [scene(f"1-{i}", light=Light.NIGHT_INT) for i in range(12)]
    mornings = [scene(f"2-{i}", cast=("乙",)) for i in range(12)]
    assert days_needed(nights) > days_needed(mornings) > 1
    assert days_needed(mornings, minors=("乙",)) > days_needed(mornings)
    assert days_needed(nights, calendar=RESTED) > days_needed(nights)
    assert days_needed([]) == 0


def test_parts_of_every_calendar_leave_time_for_meals() -> None:
    for calendar in CALENDARS:
        for one, two in zip(calendar.parts, calendar.parts[1:], strict=False):
            assert one.start + one.minutes + one.overtime + 30 <= two.start


def test_six_productions_are_posed_together_and_nothing_is_left_open() -> None:
    briefs, base, days = six_shoots()
    found = pose(briefs, base=base, starts_on=START, days=days)
    problem = found.problem
    assert len(problem.crews) == 6
    assert sum(len(c.scenes) for c in problem.crews) == sum(len(b.scenes) for b in briefs) > 700
    assert all(r.performer is not None for c in problem.crews for r in c.roles)
    assert all(p.id is not None for p in problem.places)
    assert 7 <= days <= 11
    assert not any("排不下" in r or "不能夜拍" in r or "没有选景" in r for r in found.remarks)


def test_posed_problem_holds_its_own_rules() -> None:
    briefs, base, days = six_shoots()
    problem = pose(briefs, base=base, starts_on=START, days=days).problem
    sites = len(problem.travel)
    assert all(len(row) == sites for row in problem.travel)
    assert all(problem.travel[i][j] == problem.travel[j][i] for i in range(sites) for j in range(sites))
    for crew in problem.crews:
        for job in crew.scenes:
            assert 0 <= job.place < len(problem.places)
            assert all(0 <= r < len(crew.roles) for r in job.roles)
            assert all(0 <= k < len(problem.kit) and 0 < n <= problem.kit[k].count for k, n in job.kit)
            closed = set(problem.places[job.place].closed)
            fits = [s for s in range(problem.slots) if s not in closed and problem.parts[s % 3].night == job.night]
            assert fits
    taken = [r.performer for c in problem.crews for r in c.roles]
    assert len(taken) == len(set(taken))


def test_example_needs_fewer_days_than_a_whole_drama() -> None:
    assert days_needed(script("")[1]) < days_needed(script("minguo-yaopu")[1])


def test_play_within_a_play_stays_a_story_of_today() -> None:
    assert script("")[3] == "现代"
    assert period_of([scene("1-1", "茶馆")]) == "现代"
    assert period_of([scene("1-1", "王府正厅", synopsis="太后传来圣旨，郡主跪下")]) == "古代"
