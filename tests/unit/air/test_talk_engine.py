"""The craft of talk: what stands first, what is said alike, what a second can carry, names, manners."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangcun.air.engine.talk import hot
from fangcun.air.engine.talk.bylines import byline, shade
from fangcun.air.engine.talk.danmaku import COLOURS, MERGED_WITHIN_MS, Line, merged, spelling, thinned, window_of
from fangcun.air.engine.talk.manners import mannered, tidied
from fangcun.air.engine.talk.standings import HIDDEN_AFTER, hidden_by

LINES = st.lists(
    st.builds(
        Line,
        pk=st.integers(1, 10**6),
        at_ms=st.integers(0, 60_000),
        text=st.sampled_from(["哈哈哈", "哈哈哈哈哈", "名场面", "ＹＹＤＳ", "yyds", "泪目"]),
        maker=st.booleans(),
    ),
    unique_by=lambda line: line.pk,
)


# --- 最热 -----------------------------------------------------------------------------------------------------------


def test_twice_the_approval_is_worth_one_half_life() -> None:
    assert hot.score(0, likes=1, replies=0) == pytest.approx(hot.score(hot.HALF_LIFE_S, likes=0, replies=0))
    assert hot.score(0, likes=3, replies=2) == pytest.approx(hot.score(2 * hot.HALF_LIFE_S, likes=1, replies=0))


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.floats(0, 4e9))
def test_more_approval_never_stands_lower_and_no_order_changes_by_time(a: int, b: int, at: float) -> None:
    assert (hot.score(at, likes=a, replies=0) <= hot.score(at, likes=b, replies=0)) == (a <= b) or math.isclose(
        math.log2(1 + a), math.log2(1 + b), rel_tol=1e-6
    )


# --- 弹幕 -----------------------------------------------------------------------------------------------------------


def test_alike_is_alike_whatever_its_width_case_and_length() -> None:
    assert spelling("ＹＹＤＳ") == spelling("y y d s") == "yyds"
    assert spelling("哈哈哈哈哈哈") == spelling("哈哈哈")
    assert spelling("哈哈") != spelling("哈哈哈")


@given(LINES)
def test_merging_loses_nobody_and_keeps_order(lines: list[Line]) -> None:
    out = merged(lines)
    assert sum(line.times for line in out) == len(lines)
    assert [line.at_ms for line in out] == sorted(line.at_ms for line in out)
    assert all(line.times == 1 for line in out if line.maker)
    last: dict[str, int] = {}
    for line in out:
        if not line.maker:
            key = spelling(line.text)
            assert line.at_ms - last.get(key, -(10**9)) > MERGED_WITHIN_MS
            last[key] = line.at_ms


@given(LINES, st.integers(1, 5))
def test_thinning_keeps_what_fits_and_makers_first(lines: list[Line], most: int) -> None:
    kept = thinned(lines, per_second=most)
    for second in {line.at_ms // 1000 for line in lines}:
        before = [line for line in lines if line.at_ms // 1000 == second]
        after = [line for line in kept if line.at_ms // 1000 == second]
        assert len(after) == min(most, len(before))
        makers = sum(line.maker for line in before)
        assert sum(line.maker for line in after) == min(most, makers)


def test_windows_are_thirty_seconds() -> None:
    assert [window_of(ms) for ms in (0, 29_999, 30_000, 90_000)] == [0, 0, 1, 3]


def test_every_colour_can_be_read_on_black() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    assert all((light(colour) + 0.05) / 0.05 >= 7 for colour in COLOURS)  # WCAG 2.2, 1.4.6


# --- names, manners, complaints ------------------------------------------------------------------------------------


def test_a_name_is_the_same_every_time_and_many_are_different() -> None:
    digests = [f"{n * 2654435761 % 2**48:012x}" + "0" * 28 for n in range(1, 2_001)]
    names = {byline(digest) for digest in digests}
    assert len(names) > 1_900
    assert byline(digests[0]) == byline(digests[0])
    assert all(0 <= shade(digest) < 360 for digest in digests)


@pytest.mark.parametrize(
    ("text", "what", "place"),
    [
        ("看 www.example.com 吧", "网址", "www.example.com"),
        ("ｗｗｗ．example．com", "网址", "ｗｗｗ．example．com"),
        ("打 138-0013-8000 找我", "电话号码", "138-0013-8000"),
        ("他身份证 11010119900307123X", "证件号码", "11010119900307123X"),
        ("导演你妈死了", "辱骂", "你妈死"),
    ],
)
def test_what_a_moderator_has_to_look_at_is_found_in_its_place(text: str, what: str, place: str) -> None:
    [found] = mannered(text)
    assert (found.what, text[found.start : found.end]) == (what, place)


@pytest.mark.parametrize(
    "text",
    [
        "男主你去死吧哈哈",
        "我妈死活不让我看",
        "1.5倍速看完",
        "第12345678901集",
        "卧槽好看",
        "畜牧局那段笑死",
        "v.s.太燃了",
    ],
)
def test_what_people_say_in_good_faith_is_left_alone(text: str) -> None:
    assert mannered(text) == []


def test_text_is_kept_without_what_shows_nothing() -> None:
    assert tidied(" 好\u200b看\u202e \r\n\n\n\n真的\x00 ") == "好看\n\n真的"
    assert tidied("一\n二  三", one_line=True) == "一 二 三"
    assert len(tidied("a" + "\u0301" * 50)) <= 3


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once
    line = tidied(text, one_line=True)
    assert tidied(line, one_line=True) == line


def test_three_hide_unless_a_moderator_has_cleared_it() -> None:
    assert [hidden_by(n, cleared=False) for n in (0, HIDDEN_AFTER - 1, HIDDEN_AFTER)] == [False, False, True]
    assert not hidden_by(1_000, cleared=True)
