"""Translation by table: out, filled in with a spreadsheet, back in; nothing lost, everything doubtful told."""

from __future__ import annotations

import csv
import io
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from subtitle_stage import WAITED, laid, shot

from fangcun.cut.engine.cells import read_csv, write_csv
from fangcun.cut.engine.cues import CueKind
from fangcun.cut.engine.glossary import Glossary, Term, read_glossary, write_glossary
from fangcun.cut.engine.subtitles import cues_of
from fangcun.cut.engine.traditional import to_traditional
from fangcun.cut.engine.translated import translated_cues
from fangcun.cut.engine.translation import TableRow, Translation, read_table, table_of, write_table

SHEN = Glossary((Term("沈星", {"en": "Shen Xing", "zh-Hant": "沈星"}), Term("江城", {"en": "River City"})))
SCENE = laid(
    shot("a1b2", ("陆沉舟", "沈星，你怎么来了？"), ("沈星", "我在江城等了三天三夜。"), caption="三年后"),
    shot("c3d4", ("系统", "=开始倒计时")),
)
ROWS = table_of(SCENE.shots, languages=["en", "zh-TW"], glossary=SHEN)
ENGLISH = {
    "a1b2#c": "Three years on",
    "a1b2#1": "Shen Xing, you?",
    "a1b2#2": "Three days in River City.",
    "c3d4#1": "-Go-",
}


def filled(english: dict[str, str], rows: tuple[TableRow, ...] = ROWS) -> bytes:
    """The table as a translator gives it back."""
    return write_table([TableRow(r.id, r.speaker, r.source, r.seconds, {"en": english.get(r.id, "")}) for r in rows])


def codes(data: bytes) -> list[str]:
    return [p.code.removeprefix("cut.translation_") for p in read_table(data, rows=ROWS, glossary=SHEN)[1]]


def test_each_line_and_caption_has_a_row_with_a_stable_id() -> None:
    assert [(r.id, r.speaker, r.source) for r in ROWS] == [
        ("a1b2#c", "", "三年后"),
        ("a1b2#1", "陆沉舟", "沈星，你怎么来了？"),
        ("a1b2#2", "沈星", "我在江城等了三天三夜。"),
        ("c3d4#1", "系统", "=开始倒计时"),
    ]
    assert ROWS[1].seconds == pytest.approx((SCENE.shots[0].lines[1].start - SCENE.shots[0].lines[0].start) / 25)


def test_traditional_chinese_is_there_at_once_and_keeps_the_glossary() -> None:
    assert ROWS[2].texts["zh-Hant"] == "我在江城等了三天三夜。"
    assert ROWS[1].texts["zh-Hant"] == "沈星，你怎麼來了？"
    assert to_traditional("这个软件的程序员里头发炎").startswith("這個軟體的程式設計師")
    star = Glossary((Term("皇后", {"zh-Hant": "皇后娘娘"}),))
    assert to_traditional("皇后里面请", glossary=star) == "皇后娘娘裡面請"


def test_a_table_that_is_well_filled_in_has_no_problems() -> None:
    translation, problems = read_table(filled(ENGLISH), rows=ROWS, glossary=SHEN)
    assert problems == []
    assert dict(translation.texts["en"]) == ENGLISH
    assert set(translation.languages) == {"en"}
    assert table_of(SCENE.shots, languages=["en"], translation=translation)[1].texts["en"] == "Shen Xing, you?"


def test_no_cell_is_taken_for_a_formula() -> None:
    cells = list(csv.reader(io.StringIO(write_table(ROWS).decode("utf-8-sig"))))
    assert not any(cell[:1] in "=+-@\t\r" and cell for row in cells for cell in row)
    assert any("'=开始倒计时" in row for row in cells)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"a1b2#1": ""}, "missing"),
        ({"a1b2#1": "Star Shen, you?"}, "term"),
        ({"a1b2#1": "Shen Xing, " + "whatever are you doing here " * 3}, "long"),
    ],
)
def test_what_is_missing_against_the_glossary_or_too_long_is_told_with_its_row(
    change: dict[str, str], code: str
) -> None:
    _, problems = read_table(filled(ENGLISH | change), rows=ROWS, glossary=SHEN)
    assert [(p.code, p.line) for p in problems] == [(f"cut.translation_{code}", 3)]


def test_a_changed_line_is_stale_and_an_unknown_one_told_but_neither_is_lost() -> None:
    old = TableRow("a1b2#2", "沈星", "我在江城等了你三天。", 3.0, {"en": "Three days in River City."})
    gone = TableRow("zz#1", "阿婆", "走吧。", 2.0, {"en": "Off we go."})
    rest = [TableRow(r.id, r.speaker, r.source, r.seconds, {"en": ENGLISH[r.id]}) for r in ROWS if r.id != old.id]
    translation, problems = read_table(write_table([*rest, old, gone]), rows=ROWS, glossary=SHEN)
    assert sorted(p.code for p in problems) == ["cut.translation_stale", "cut.translation_unknown"]
    assert translation.stale == {"a1b2#2"}
    assert translation.text("a1b2#2", language="en") == "Three days in River City."
    assert translation.text("zz#1", language="en") == "Off we go."


def test_a_row_twice_a_strange_column_and_a_table_without_heads_are_told() -> None:
    data = filled(ENGLISH)
    assert codes(data + data.split(b"\r\n")[1] + b"\r\n") == ["twice"]
    assert codes(data.replace(b"note,en", b"note,en,notes")) == ["column"]
    assert codes(b"a,b\r\n1,2\r\n")[-1] == "table"
    assert codes(b"")[-1] == "table"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_way_a_spreadsheet_saves_is_read(encoding: str, mark: str) -> None:
    text = f"编号{mark}人物{mark}原文{mark}秒{mark}en\na1b2#c{mark}{mark}三年后{mark}3{mark}Later\n"
    translation, _ = read_table(text.encode(encoding), rows=ROWS)
    assert translation.text("a1b2#c", language="en") == "Later"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20), min_size=1))
def test_cells_come_back_as_they_went(cells: list[str]) -> None:
    row = ["#", *cells]
    assert read_csv(write_csv([["id", "source", "en"], row]))[1:] == [(2, row)]


def test_a_glossary_is_a_table_too_and_is_checked() -> None:
    again, problems = read_glossary(write_glossary(SHEN, languages=["en", "zh-Hant"]))
    assert (again, problems) == (SHEN, [])
    _, problems = read_glossary("source,en,Klingon\n沈星,Shen Xing\n沈星,Star\n,Nobody\n".encode())
    assert [p.line for p in problems] == [1, 3, 4]
    longer = Glossary((Term("江城", {"en": "River City"}), Term("江城大学", {"en": "RCU"})))
    assert longer.missed("江城大学", "RCU", language="en") == []


def test_cues_in_another_language_keep_to_the_voice_and_say_everything() -> None:
    translation, _ = read_table(filled(ENGLISH), rows=ROWS)
    cues = translated_cues(SCENE.shots, translation, language="en", glossary=SHEN)
    spoken = [c for c in cues if c.kind is CueKind.LINE]
    assert " ".join(" ".join(c.rows) for c in spoken) == "Shen Xing, you? Three days in River City. -Go-"
    assert [c.rows for c in cues if c.kind is CueKind.CAPTION] == [("Three years on",)]
    for line in SCENE.lines():
        assert any(c.start == line.start for c in spoken)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spoken))


def test_traditional_cues_stand_exactly_as_long_as_the_simplified() -> None:
    timeline = laid(shot("a", ("沈星", WAITED["zh"])))
    rows = table_of(timeline.shots, languages=["zh-Hant"])
    translation = Translation({"zh-Hant": {row.id: row.texts["zh-Hant"] for row in rows}})
    hant = translated_cues(timeline.shots, translation, language="zh-Hant")
    assert [(c.start, c.end) for c in hant] == [(c.start, c.end) for c in cues_of(timeline)]
    assert "".join("".join(c.rows) for c in hant) == WAITED["zh-Hant"].replace("，", "")


def test_a_line_nobody_translated_is_shown_as_it_is() -> None:
    cues = translated_cues(SCENE.shots, Translation(), language="en")
    assert "".join("".join(c.rows) for c in cues).replace(" ", "").startswith("沈星，你怎么来了？")
