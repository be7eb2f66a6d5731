"""The workbook that a crew prints."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from script_text import script

from fangcun.write.contracts import Character
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.export_xlsx import to_xlsx

PLAY = script(
    """第1集：归来
1-1 日 内 客厅
人物：林晚、顾砚
△林晚一袭红裙，手里拿着匕首，嘴角渗血。
顾砚：=放下。
1-2 夜 外 后山
人物：顾砚、士兵×10
△三辆马车停下，十几个村民围观。
第2集
2-1 夜 内 客厅
人物：林晚
道具：匕首
林晚：天亮了。
""",
    characters=(Character("林晚", ("晚晚",), "失踪多年的女儿", "女", 24),),
)


@pytest.fixture(scope="module")
def book() -> Any:
    return load_workbook(io.BytesIO(to_xlsx(PLAY, break_down(PLAY), day=date(2026, 11, 22))))


def table(book: Any, name: str) -> list[dict[str, Any]]:
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_five_sheets_in_the_order_of_work(book: Any) -> None:
    assert book.sheetnames == ["场景表", "顺场表", "人物表", "服化道表", "群演表"]


def test_scenes_are_listed_as_in_the_script(book: Any) -> None:
    rows = table(book, "场景表")
    assert [(r["集"], r["场号"], r["内外"], r["时间"], r["场景"]) for r in rows] == [
        (1, "1-1", "内", "日", "客厅"),
        (1, "1-2", "外", "夜", "后山"),
        (2, "2-1", "内", "夜", "客厅"),
    ]
    assert (rows[0]["服装"], rows[0]["化妆造型"], rows[0]["道具"]) == ("红裙", "嘴角渗血", "匕首")
    assert rows[1]["群演"] == "士兵×10、村民×10"
    assert rows[1]["其他"] == "车辆：马车×3"


def test_shooting_order_gathers_a_place(book: Any) -> None:
    rows = table(book, "顺场表")
    assert [(r["顺序"], r["场号"]) for r in rows] == [(1, "1-2"), (2, "1-1"), (3, "2-1")]


def test_people_with_their_scenes(book: Any) -> None:
    rows = {r["人物"]: r for r in table(book, "人物表")}
    assert (rows["林晚"]["场数"], rows["林晚"]["台词场数"], rows["林晚"]["场号"]) == (2, 1, "1-1、2-1")
    assert (rows["林晚"]["别名"], rows["林晚"]["性别"], rows["林晚"]["年龄"]) == ("晚晚", "女", 24)
    assert rows["顾砚"]["场数"] == 2


def test_a_thing_is_listed_once_with_all_its_scenes(book: Any) -> None:
    knife = [r for r in table(book, "服化道表") if r["名称"] == "匕首"]
    assert [(r["类别"], r["场数"], r["场号"], r["来源"]) for r in knife] == [("道具", 2, "1-1、2-1", "剧本列出")]


def test_extras_say_where_the_number_comes_from(book: Any) -> None:
    assert [(r["群演"], r["人数"], r["来源"]) for r in table(book, "群演表")] == [
        ("士兵", 10, "剧本列出"),
        ("村民", 10, "文中找到"),
    ]


def test_every_sheet_is_ready_to_print_and_to_filter(book: Any) -> None:
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert f"《试戏》{sheet.title}" in sheet.oddHeader.left.text
        assert sheet.oddHeader.right.text == "2026年11月22日"
        assert "&P" in sheet.oddFooter.right.text
        assert sheet["A2"].font.name == "Noto Sans SC"


def test_strips_have_the_trades_colours(book: Any) -> None:
    colours = [book["场景表"].cell(row, 1).fill.fgColor.rgb[-6:] for row in (3, 4)]
    assert colours == ["BFDCC4", "B9CBE8"]
    assert book["场景表"].cell(2, 1).fill.fill_type is None


def test_columns_are_as_wide_as_their_words(book: Any) -> None:
    sheet = book["顺场表"]
    assert sheet.column_dimensions["B"].width >= 12
    assert sheet.column_dimensions["A"].width <= 10


def test_text_that_looks_like_a_formula_stays_text() -> None:
    play = script("1-1 日 内 =SUM(A1)\n人物：林晚\n△走。\n")
    sheet = load_workbook(io.BytesIO(to_xlsx(play, break_down(play))))["场景表"]
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=SUM(A1)", "s")


def test_the_same_breakdown_gives_the_same_bytes() -> None:
    assert to_xlsx(PLAY, break_down(PLAY)) == to_xlsx(PLAY, break_down(PLAY))


def test_an_empty_script_gives_empty_tables() -> None:
    play = script("")
    assert len(load_workbook(io.BytesIO(to_xlsx(play, break_down(play)))).sheetnames) == 5
