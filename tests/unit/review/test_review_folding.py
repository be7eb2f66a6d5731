"""Folding keeps the way back, changes nothing twice, and what is found stands exactly where it is said to stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.review.api import screen_text
from fangcun.review.engine.lexicon import assemble
from fangcun.review.engine.normalise import fold, tight
from fangcun.review.engine.screen import Screen

DAY = date(2026, 10, 1)
SEASONED = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from(
            [
                "赌博",
                "賭\u200b博",
                "du博",
                "加v信",
                "一套现房",
                "民警：",
                "\n",
                "穿⼭甲",
                "㎏",
                "①",
                "🔫",
                "仿真",
                "+V",
                "弓虽",
            ]
        ),
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ＡＢｃ１２", "abc12"),
        ("賭博裏", "赌博里"),
        ("dǔ bó", "du bo"),
        ("𝓭𝓾ⓥ🆀", "duvq"),
        ("ВТС υѕdt", "btc usdt"),
        ("赌\u200b\u00ad\ufe0f博", "赌博"),
        ("㎏⑩", "kg10"),
        ("⼭⻛", "山风"),
        ("+V 1+1", "加v 1+1"),
        ("甲\r\n乙\u2028丙", "甲\n\n乙\n丙"),
    ],
)
def test_many_spellings_become_one(text: str, plain: str) -> None:
    assert fold(text).text == plain


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert tight(tight(text)) == tight(text)


@given(st.text())
def test_every_folded_character_has_its_place_in_the_original(text: str) -> None:
    folded = fold(text)
    places = folded.origin.tolist()
    assert len(places) == len(folded.text)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@settings(deadline=None)  # the first example reads the lexicon
@given(SEASONED)
def test_a_finding_marks_exactly_what_stands_there(text: str) -> None:
    findings = screen_text(text, on=DAY).findings
    assert all(0 <= f.start < f.end <= len(text) and text[f.start : f.end] == f.surface for f in findings)
    assert list(findings) == sorted(findings, key=lambda f: (f.start, f.end, f.category, f.canonical))


RULE = {"code": "c", "rule": "", "source": "", "terms": [{"severity": "block", "words": ["赌城"]}]}
STRICT = Screen(assemble([("strict", RULE)]))
MILD = Screen(assemble([("mild", RULE | {"allow": ["赌城拉斯维加斯"]})]))


@settings(deadline=None)
@given(st.text(alphabet="的了在是我你他", max_size=8), st.text(alphabet="的了在是我你他", max_size=8))
def test_an_allowed_word_wins_whatever_stands_around(before: str, behind: str) -> None:
    text = f"{before}赌城拉斯维加斯{behind}"
    assert STRICT.screen(text).findings
    assert not MILD.screen(text).findings
