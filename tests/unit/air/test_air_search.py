"""A title is found by what people type: names, people, tags, pinyin, initials, and all of these with an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.air.engine.search import Entry, Field, Hit, Index, search

INDEX = Index.of(
    [
        Entry("qianjin", "重生之千金归来", ("王子涵", "李雨婷"), ("甜宠", "重生"), heat=900),
        Entry("huangfei", "重生之王妃不好惹", ("张浩然",), ("古装", "重生"), heat=10),
        Entry("bashi", "回到八零：开局只想种田", ("王子涵",), ("年代", "乡村")),
        Entry("shenyi", "下山神医", ("赵磊",), ("都市", "逆袭"), heat=5),
        Entry("nvyou", "我的AI女友2", ("孙丽",), ("都市", "甜宠")),
        Entry("lvcha", "绿茶退散", ("吕静",), ("都市",)),
    ]
)


def found(query: str) -> list[str]:
    return [hit.title for hit in search(INDEX, query)]


def first(query: str) -> Hit:
    return search(INDEX, query)[0]


def marked(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("query", "title", "marks"),
    [
        ("下山神医", "shenyi", ["下山神医"]),
        ("千金", "qianjin", ["千金"]),
        ("qianjin", "qianjin", ["千金"]),
        ("chongshengzhiqianjin", "qianjin", ["重生之千金"]),
        ("zhongshengzhiwang", "huangfei", ["重生之王"]),
        ("cszqj", "qianjin", ["重生之千金"]),
        ("xssy", "shenyi", ["下山神医"]),
        ("xiass", "shenyi", ["下山神"]),
        ("下山s", "shenyi", ["下山神"]),
        ("xia山shenyi", "shenyi", ["下山神医"]),
        ("ai女友", "nvyou", ["AI女友"]),
        ("ＡＩ nvyou", "nvyou", ["AI女友"]),
        ("nuyou2", "nvyou", ["女友2"]),
        ("lvcha", "lvcha", ["绿茶"]),
        ("lucha", "lvcha", ["绿茶"]),
        ("回到八零开局", "bashi", ["回到八零：开局"]),
        ("赵磊", "shenyi", ["赵磊"]),
        ("zhaolei", "shenyi", ["赵磊"]),
        ("niandai", "bashi", ["年代"]),
    ],
)
def test_what_is_typed_finds_its_title_and_marks_what_fits(query: str, title: str, marks: list[str]) -> None:
    hit = first(query)
    assert hit.title == title
    assert marked(hit) == marks


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("千斤归来", "qianjin"),  # sounds the same
        ("重生之千斤归来", "qianjin"),
        ("重生之王后不好惹", "huangfei"),  # one character wrong
        ("重之王妃不好惹", "huangfei"),  # one missing
        ("xiashansehnyi", "shenyi"),  # letters swapped
        ("chogshengzhiqianjin", "qianjin"),  # one missing
    ],
)
def test_an_error_is_forgiven(query: str, title: str) -> None:
    assert first(query).title == title


def test_people_and_tags_lead_to_all_their_titles() -> None:
    assert set(found("王子涵")) == {"qianjin", "bashi"}
    assert first("王子涵").field is Field.PERSON
    assert set(found("甜宠")) == {"qianjin", "nvyou"}
    assert first("甜宠").field is Field.TAG


def test_several_words_must_all_fit() -> None:
    assert found("王子涵 乡村") == ["bashi"]
    assert found("王子涵 古装") == []
    assert marked(first("重生 千金")) == ["重生", "千金"]


def test_better_matches_come_first_and_heat_decides_between_equals() -> None:
    assert found("重生之") == ["qianjin", "huangfei"]
    assert found("王")[0] in {"qianjin", "bashi"}
    assert first("重生之王").title == "huangfei"


def test_nothing_is_found_for_nothing_and_for_what_is_not_there() -> None:
    for query in ("", "  ", "，。", "xyz", "战斗机", "q"):
        assert found(query) == []


def test_a_single_letter_means_a_beginning() -> None:
    assert "shenyi" in found("x")
    assert "shenyi" not in found("y")


@settings(deadline=None)
@given(st.text(max_size=50))
def test_any_text_can_be_typed(query: str) -> None:
    for hit in search(INDEX, query):
        assert all(0 <= start < end <= len(hit.text) for start, end in hit.spans)
        assert list(hit.spans) == sorted(hit.spans)


def test_no_more_are_told_than_asked_for() -> None:
    assert len(search(INDEX, "d", most=1)) == 1
