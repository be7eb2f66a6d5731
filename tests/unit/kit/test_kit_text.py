"""Text in one spelling, with a way back to what was printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.kit.text import fold, normalise, read_number


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("场1-1 ⽇ 内", "场1-1 日 内"),
        ("１－１", "1-1"),
        ("场\u200b1", "场1"),
        ("ＯＳ：", "OS:"),
        ("走……", "走……"),
        ("㎡", "m2"),
    ],
)
def test_one_spelling(printed: str, plain: str) -> None:
    assert normalise(printed).text == plain


def test_text_for_people_keeps_its_punctuation() -> None:
    assert normalise("⽇：１\u200b２，", width=False).text == "日：１２，"


@given(st.text(alphabet=st.sampled_from("中文⽇㎡１：ab\u200b\ufeff…① \n"), max_size=40))
def test_every_character_is_led_back_to_where_it_stood(text: str) -> None:
    result = normalise(text)
    assert result.origin(len(result.text)) == len(text)
    for i, char in enumerate(result.text):
        original = text[result.origin(i)]
        assert char == original or char in unicodedata.normalize("NFKC", original)


def test_fold_keeps_the_length() -> None:
    assert fold("（１）：㎡") == "(1):㎡"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        ("１２", 12),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("两", 2),
        ("廿一", 21),
        ("一〇三", 103),
        ("二百五十", 250),
    ],
)
def test_numbers_in_digits_and_numerals(written: str, number: int) -> None:
    assert read_number(written) == number


@pytest.mark.parametrize("written", ["", "甲", "3天", "一甲"])
def test_what_is_no_number(written: str) -> None:
    assert read_number(written) is None
