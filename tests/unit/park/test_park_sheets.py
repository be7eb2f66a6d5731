"""Sheets as people fill them in: read row by row, written back the same."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.kit.errors import FangcunError
from fangcun.park.contracts import (
    BundleEntry,
    CrewEntry,
    Entry,
    PersonEntry,
    PersonKind,
    SheetKind,
    SpaceEntry,
    SpaceKind,
    StockEntry,
    StockKind,
)
from fangcun.park.engine.sheets import cells, tables
from fangcun.park.engine.sheets.reading import Sheet, read_sheet
from fangcun.park.engine.sheets.writing import refused, template, to_csv, to_xlsx

SPACES, PEOPLE, STOCK = SheetKind.SPACES, SheetKind.PEOPLE, SheetKind.STOCK


def read(
    text: str, kind: SheetKind = SPACES, *, encoding: str = "utf-8", known: dict[str, Entry] | None = None
) -> Sheet:
    return read_sheet(text.encode(encoding), kind=kind, known=known or {})


def entries(sheet: Sheet) -> list[Entry]:
    return [row.entry for row in sheet.rows if row.entry is not None]


def test_a_sheet_in_a_crew_s_own_words_is_read() -> None:
    sheet = read('代号,场景名称,类型,内外景,日租金,风格,夜戏\nS-1,四合院,实景,内外,"¥1,200.50",院落；祠堂,可以\n')
    assert entries(sheet) == [
        SpaceEntry("S-1", "四合院", SpaceKind.SET, int_ext="内/外", day_rate=120_050, tags=("院落", "祠堂"), night=True)
    ]
    assert sheet.problems == ()


def test_a_bad_row_is_named_to_the_cell_and_loses_no_other() -> None:
    sheet = read("编号,名称,类别,日价\nS-1,甲,实景棚,800\nS-2,乙,实景棚,八百多\nS-3,,实景棚,1\nS-4,丁,宫殿,1\n")
    assert [e.code for e in entries(sheet)] == ["S-1"]
    told = [(p.line, p.column, p.excerpt) for p in sheet.problems]
    assert told == [(3, 4, "八百多"), (4, 2, ""), (5, 3, "宫殿")]
    assert sheet.problems[0].message == "第 3 行的“日价”写的是“八百多”，不是金额，请写多少元，如 800 或 1200.50。"
    assert "实景棚、摄影棚、外景地、办公" in sheet.problems[2].message


def test_the_head_is_found_below_a_title_and_unknown_columns_are_told() -> None:
    sheet = read("方寸基地场景一览\n\n编号,名称,类别,风水\nS-1,甲,实景棚,吉\n")
    assert [(r.line, r.entry.code if r.entry else "") for r in sheet.rows] == [(4, "S-1")]
    assert [p.message for p in sheet.problems] == ["第 4 列“风水”不认得，没有导入。"]


def test_a_second_row_of_one_code_is_refused() -> None:
    sheet = read("编号,名称,类别\nS-1,甲,实景棚\nS-1,乙,实景棚\n")
    assert [e.name for e in entries(sheet)] == ["甲"]
    assert "与第 2 行重复" in sheet.problems[0].message


def test_columns_that_a_sheet_lacks_stay_as_they_are() -> None:
    old = SpaceEntry("S-1", "甲", SpaceKind.SET, day_rate=100, note="有井")
    sheet = read("编号,名称,类别,日价\nS-1,甲,实景棚,\n", known={"S-1": old})
    assert entries(sheet) == [SpaceEntry("S-1", "甲", SpaceKind.SET, day_rate=0, note="有井")]


def test_a_sheet_without_its_needed_columns_is_refused_whole() -> None:
    with pytest.raises(FangcunError, match="缺少列：类别、性别、可演年龄"):
        read("编号,姓名\nP-1,沈青\n", PEOPLE)
    with pytest.raises(FangcunError, match="没有找到表头"):
        read("甲,乙\n1,2\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_a_csv_is_read_in_the_encoding_that_it_has(encoding: str) -> None:
    text = "代號,名稱,類別\n" if encoding == "big5" else "编号,名称,类别\n"
    text = "ID,name,kind\n" if encoding == "big5" else text
    assert [e.code for e in entries(read(f"{text}S-1,院子,set\n", encoding=encoding))] == ["S-1"]


@pytest.mark.parametrize(
    ("read_cell", "cell", "value"),
    [
        (cells.money, "1.2万", 1_200_000),
        (cells.money, "８００元", 80_000),
        (cells.day, "2026年11月2日", date(2026, 11, 2)),
        (cells.day, "46348", date(2026, 11, 22)),
        (cells.minutes, "次日2:00", 1560),
        (cells.minutes, "22点30", 1350),
        (cells.ages, "25~40岁", (25, 40)),
        (cells.weekdays, "周一、星期天", (0, 6)),
        (cells.sized, "S：10，M×20", (("S", 10), ("M", 20))),
        (cells.whole(0, 300, unit="cm"), "168cm", 168),
        (cells.whole(1, 10), "两", 2),
    ],
)
def test_cells_mean_what_people_mean(read_cell: cells.Reader, cell: str, value: object) -> None:
    assert read_cell(cell) == value


@pytest.mark.parametrize(
    ("read_cell", "cell"),
    [(cells.money, "1.234"), (cells.money, "NaN"), (cells.day, "2026-02-30"), (cells.minutes, "25:99"), (cells.ages, "40-25"),
     (cells.weekdays, "周八"), (cells.sized, "S:0"), (cells.number(-90, 90), "91"), (cells.yes_no, "也许"), (cells.text(2), "三个字")],
)  # fmt: skip
def test_cells_that_mean_nothing_say_what_to_write(read_cell: cells.Reader, cell: str) -> None:
    with pytest.raises(ValueError, match=r"请|最多"):
        read_cell(cell)


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda t: t == t.strip("'") and not set(t) & set("、，,;；|:：×xX*=")
)
codes = st.from_regex(r"[A-Z]-[0-9]{1,6}", fullmatch=True)
spaces = st.builds(
    SpaceEntry, code=codes, name=words, kind=st.sampled_from(SpaceKind), period=st.sampled_from(["古代", "通用"]),
    tags=st.lists(words, max_size=3, unique=True).map(tuple), int_ext=st.sampled_from(["内", "外", "内/外"]),
    area=st.integers(0, 10**6), day_rate=st.integers(0, 10**9), district=words, latitude=st.just(30.27), longitude=st.floats(-180, 180),
    night=st.booleans(), opens=st.integers(0, 700), closes=st.integers(701, 2880), capacity=st.integers(1, 9), note=words, active=st.booleans(),
)  # fmt: skip
people = st.builds(
    PersonEntry, code=codes, name=words, kind=st.sampled_from(PersonKind), sex=st.sampled_from(["男", "女"]),
    age_from=st.integers(0, 40), age_to=st.integers(40, 120), born=st.none() | st.dates(date(1930, 1, 1), date(2026, 1, 1)), height=st.just(0) | st.integers(30, 260),
    skills=st.lists(words, max_size=3, unique=True).map(tuple), days_off=st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=3).map(lambda d: tuple(sorted(d))),
    weekdays_off=st.sets(st.integers(0, 6)).map(lambda d: tuple(sorted(d))), phone=words,
)  # fmt: skip
kit = st.builds(
    StockEntry,
    code=codes,
    name=words,
    kind=st.sampled_from(StockKind),
    count=st.just(30),
    sizes=st.sampled_from([(), (("S", 10), ("M", 20))]),
)
bundles = st.builds(
    BundleEntry,
    code=codes,
    name=words,
    lines=st.dictionaries(codes, st.integers(1, 99), min_size=1, max_size=4).map(lambda d: tuple(d.items())),
)
crews = st.builds(
    CrewEntry,
    code=codes,
    name=words,
    arrives=st.dates(date(2026, 1, 1), date(2026, 6, 1)),
    leaves=st.dates(date(2026, 7, 1), date(2026, 9, 1)),
    company=words,
)
EVERY = [(SPACES, spaces), (PEOPLE, people), (STOCK, kit), (SheetKind.BUNDLES, bundles), (SheetKind.CREWS, crews)]


@pytest.mark.parametrize(("kind", "some"), EVERY, ids=[k.value for k, _ in EVERY])
@pytest.mark.parametrize("write", [to_csv, to_xlsx])
def test_what_was_exported_is_imported_the_same(kind: SheetKind, some: st.SearchStrategy[Entry], write: object) -> None:
    @settings(max_examples=10, deadline=None)
    @given(st.lists(some, min_size=1, max_size=4, unique_by=lambda e: e.code))
    def check(rows: list[Entry]) -> None:
        sheet = read_sheet(write(kind, rows), kind=kind, known={})  # type: ignore[operator]  # one of two writers
        assert sheet.problems == ()
        assert entries(sheet) == rows

    check()


def test_text_that_looks_like_a_formula_stays_text() -> None:
    entry = SpaceEntry("S-1", "=1+1", SpaceKind.SET, note="@SUM(A1)")
    assert b",'=1+1," in to_csv(SPACES, [entry])
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(SPACES, [entry])))
    assert book.active["B2"].data_type == "s"


def test_the_refused_rows_come_back_with_their_reasons_and_can_be_mended() -> None:
    sheet = read("编号,名称,类别,日价\nS-1,甲,实景棚,800\nS-2,乙,实景棚,八百多\n")
    book = openpyxl.load_workbook(io.BytesIO(refused(sheet, sheet.problems)))
    page = book.active
    assert [c.value for c in page[1]] == ["问题", "编号", "名称", "类别", "日价"]
    assert "不是金额" in page["A2"].value
    page["E2"] = 850
    mended = io.BytesIO()
    book.save(mended)
    again = read_sheet(mended.getvalue(), kind=SPACES, known={})
    assert [(e.code, e.day_rate) for e in entries(again) if isinstance(e, SpaceEntry)] == [("S-2", 85_000)]
    assert again.problems == ()


@pytest.mark.parametrize("kind", list(SheetKind))
def test_a_template_has_every_column(kind: SheetKind) -> None:
    assert read_sheet(template(kind), kind=kind, known={}).problems == ()


def hostile(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO(to_xlsx(SPACES, [SpaceEntry("S-1", "甲", SpaceKind.SET)]))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"PK\x03\x04 cut short", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版"),
        (b"\x89PNG\r\n\x00\x00", "不是表格"),
        (hostile("xl/media/bomb.bin", bytes(20_000_000)), "过大"),
        (hostile("xl/evil.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "DOCTYPE"),
    ],
)
def test_hostile_files_are_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(FangcunError, match=words):
        read_sheet(data, kind=SPACES, known={})


def test_a_hundred_thousand_rows_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(f"S-{n},甲,实景棚\n" for n in range(100_000))
    with pytest.raises(FangcunError, match="超过 50,000 行"):
        read("编号,名称,类别\n" + lines)
    monkeypatch.setattr(tables, "MOST_ROWS", 100)
    with pytest.raises(FangcunError, match="超过 100 行"):
        read("编号,名称,类别\n" + lines[:5000])
