"""Call sheets: times, tips, changes, and the page they are printed on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from icalendar import Calendar

from fangcun.kit.typesetting import Typesetter
from fangcun.shoot.contracts import CallSheetData, Light, Part, PlacedStrip, RoleView, SheetEdits, ShootView, StripView
from fangcun.shoot.engine.papers.calling import Facts, compose
from fangcun.shoot.engine.papers.changes import changes_between
from fangcun.shoot.engine.papers.dood import dood
from fangcun.shoot.engine.papers.record import from_plain, to_plain
from fangcun.shoot.engine.papers.sun import sun_times
from fangcun.shoot.engine.papers.tables import by_day, calendar, workbook
from fangcun.shoot.engine.papers.typeset import Press

FONTS = Path(__file__).parents[3] / "node_modules" / "@expo-google-fonts" / "noto-sans-sc"
DAY = date(2026, 11, 23)
PARTS = (Part("上午", 450, 270, 0, False), Part("下午", 780, 300, 0, False), Part("晚", 1140, 240, 60, True))
SHOOT = ShootView(1, 1, "古城来信", 1, 1, "古城来信组", "A组", "林导", DAY, 7, 9, 0)


def scene(
    key: str, place: str, *cast: str, slot: int = 0, order: int = 0, text: str = "", day: date = DAY
) -> PlacedStrip:
    strip = StripView(
        1, 1, key, 1, key, Light.DAY_INT, "日", "内", place, None, "", "", 30, 60, text, cast, (("村民", 25),)
    )
    return PlacedStrip(strip, day, slot, order, False)


def called(scenes: Sequence[PlacedStrip], *, edits: SheetEdits | None = None, name: str = "张三") -> CallSheetData:
    roles = [RoleView(1, 1, "沈青", 1, name, 100, 3)]
    return compose(scenes, day=DAY, shoot=SHOOT, roles=roles, parts=PARTS, facts=Facts(2, 7), edits=edits)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(Typesetter([FONTS / "400Regular", FONTS / "700Bold"]))


def test_a_place_is_visited_once_and_the_move_is_counted() -> None:
    sheet = called([scene("1-1", "书房", "沈青"), scene("1-2", "茶馆", order=1), scene("1-3", "书房", order=2)])
    assert [(r.key, r.starts_at) for p in sheet.places for r in p.rows] == [
        ("1-1", "07:30"),
        ("1-3", "08:00"),
        ("1-2", "08:50"),
    ]
    assert sheet.places[1].move == "08:30 转场 → 茶馆，08:50 开机"


def test_make_up_is_counted_back_from_the_first_scene() -> None:
    sheet = called([scene("1-1", "书房"), scene("1-2", "书房", "沈青", order=1)])
    assert (sheet.roles[0].makeup_at, sheet.roles[0].leaves_at) == ("06:45", "07:45")
    assert (sheet.breakfast, sheet.leaves_at, sheet.ends_at) == ("06:30", "07:00", "08:30")


def test_an_order_and_a_time_set_by_hand_hold() -> None:
    scenes = [scene("1-1", "书房"), scene("1-2", "茶馆", order=1)]
    sheet = called(scenes, edits=SheetEdits(order=("1-2", "1-1"), starts={"1-1": "10:00"}))
    assert [(r.key, r.starts_at) for p in sheet.places for r in p.rows] == [("1-2", "07:30"), ("1-1", "10:00")]


def test_the_sun_over_jincheng_in_winter() -> None:
    assert sun_times(date(2026, 12, 21), latitude=90, longitude=112.8) == ("", "")
    rise, set_ = sun_times(date(2026, 6, 21), latitude=39.9, longitude=116.4)
    assert rise in ("04:45", "04:46", "04:47")
    assert set_ in ("19:45", "19:46", "19:47")


def test_days_out_of_days() -> None:
    days = [DAY + timedelta(days=n) for n in range(4)]
    placed = [scene("1", "书房", "沈青", "老周", day=days[1]), scene("2", "书房", "沈青", day=days[3])]
    rows = dood(placed, roles=[RoleView(1, 1, "沈青", 1, "张三", 1, 2)], days=days)
    assert [(r.role, r.cells, r.worked, r.held) for r in rows] == [
        ("沈青", ("", "SW", "H", "WF"), 2, 1),
        ("老周", ("", "SWF", "", ""), 1, 0),
    ]


def test_changes_are_marked_and_said() -> None:
    old = called([scene("1-1", "书房", "沈青"), scene("1-2", "书房", order=1)])
    new = changes_between(old, called([scene("1-1", "书房", "沈青"), scene("1-3", "书房", order=1)], name="李四"))
    said = {word for word in new.changes if not word.startswith("新提示")}
    assert said == {"新增 1-3", "取消 1-2", "沈青 演员 张三 → 李四"}
    assert [r.changed for p in new.places for r in p.rows] == [False, True]
    assert changes_between(old, old) == old


def test_a_sheet_comes_back_from_its_record() -> None:
    sheet = called([scene("1-1", "书房", "沈青")])
    assert from_plain(to_plain(sheet)) == sheet


def test_hostile_words_are_printed_as_they_are(press: Press) -> None:
    hostile = '#panic("x") $a$ [*b*] \\ " <c> //d'
    pdf = press.call_sheet(replace(called([scene("1-1", "书房", text=hostile)]), weather=hostile))
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        assert '#panic("x")' in "".join(page.extract_text() for page in book.pages)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_day_stays_on_one_page(press: Press, language: str) -> None:
    cast = [f"角色{n}" for n in range(20)]
    day = [
        scene(f"1-{n}", f"场景{n // 5}", *cast[n % 4 :: 4], order=n, text="推门而入，发现信已被调换") for n in range(26)
    ]
    with pdfplumber.open(io.BytesIO(press.call_sheet(called(day), language=language))) as book:
        assert len(book.pages) == 1


def test_a_formula_in_a_scene_stays_text_in_the_workbook() -> None:
    table = by_day([scene("1-1", "书房", text="=HYPERLINK(1)")], title="大计划")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook([table]))).worksheets[0]
    assert [(c.value, c.data_type) for c in sheet["F"]][2] == ("=HYPERLINK(1)", "s")
    assert sheet["A2"].value == "11月23日 周一   第 1 天 / 共 1 天   1 场 · 30 分钟"


def test_a_day_in_the_calendar_keeps_its_id_and_counts_its_versions() -> None:
    sheet = replace(called([scene("1-1", "书房")]), version=2)
    book = Calendar.from_ical(calendar([("7", sheet)], made=datetime(2026, 11, 22, tzinfo=UTC)))
    (event,) = book.walk("VEVENT")
    assert (str(event["uid"]), event["sequence"]) == ("7-2026-11-23@fangcun", 2)
    assert event.decoded("dtstart") == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)


def test_the_longest_day_of_a_crowded_crew_still_fits_one_page(press: Press) -> None:
    sheet = called([scene("1-1", "书房", "沈青", text="他推开门，屋里没有人，只有一盏灯。")])
    row, role = sheet.places[0].rows[0], sheet.roles[0]
    names = tuple(f"角色{n}" for n in range(20))
    rows = tuple(replace(row, key=f"{n}-1", marks=names) for n in range(26))
    roles = tuple(replace(role, role=name, scenes=tuple(r.key for r in rows)) for name in names)
    crowded = replace(sheet, roles=roles, places=(replace(sheet.places[0], rows=rows),))
    with pdfplumber.open(io.BytesIO(press.call_sheet(crowded))) as pdf:
        assert len(pdf.pages) == 1
