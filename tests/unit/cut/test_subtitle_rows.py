"""Rows: broken by sense in every language, no word broken, no letter lost, no mark at the wrong edge."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from subtitle_stage import THAI, WAITED, laid, shot

from fangcun.cut.engine.languages import guess_language, language_of
from fangcun.cut.engine.phrases import ROW_WIDTH, rows_of, shown_of, width_of, words_of
from fangcun.cut.engine.subtitles import cues_of, reading_problems
from fangcun.cut.engine.thai import thai_words
from fangcun.cut.engine.wording import even_rows, letters_of, pieces_of, ranges_of, rows_in
from fangcun.kit.errors import FangcunError

CLOSING = "。，、；：！？…—”’》）!?,.;:"
MARKED = st.text(alphabet="我们今天去江城找陆沉舟还钱，。！？…、“”（）A1 x", min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("language", "limit", "rows"),
    [
        ("zh", 14, ["你怎么来了？", "我在这里等了三天三夜", "你知不知道我有多担心你！"]),
        ("en", 42, ["I waited here for three days", "and three nights.", "Do you know how worried I was?"]),
        ("es", 42, ["Llevo tres días y tres noches esperándote,", "¿sabes lo preocupada que estaba?"]),
        ("ar", 30, ["انتظرتك ثلاثة أيام بلياليها،", "هل تعلم كم كنت قلقة عليك؟"]),
        ("th", 26, ["ฉันรอคุณมาสามวันสามคืน", "แล้วทำไมคุณถึงไม่กลับบ้าน"]),
    ],
)
def test_rows_break_by_sense_in_every_language(language: str, limit: int, rows: list[str]) -> None:
    assert rows_in(WAITED[language], language=language_of(language), limit=limit, face=THAI) == rows


def test_thai_words_are_found_although_nothing_stands_between_them() -> None:
    assert thai_words("สามวันสามคืนแล้ว", face=THAI) == ["สาม", "วัน", "สาม", "คืน", "แล้ว"]
    assert thai_words("น้ำ", face=THAI) == ["น้ำ"], "a vowel sign never opens a row"


def test_a_name_is_kept_whole_in_other_languages() -> None:
    pieces = pieces_of("Ask Shen Xing about it.", language=language_of("en"), names=["Shen Xing"])
    assert "Shen Xing " in pieces


def test_a_row_does_not_end_with_an_article_when_another_break_is_as_even() -> None:
    rows = rows_in("He stole the money of my mother", language=language_of("en"), limit=18)
    assert rows == ["He stole the money", "of my mother"]


def test_short_sentences_share_a_row_and_long_ones_have_their_own() -> None:
    english = language_of("en")
    assert rows_in("No! Wait. Stop.", language=english, limit=31) == ["No! Wait. Stop."]
    rows = rows_in("Mr. Lu is here. He will not leave before you come.", language=english, limit=31)
    assert rows[0] == "Mr. Lu is here."
    assert "(Shen Xing)" in " ".join(rows_in("انتظرتك يا (Shen Xing) هنا", language=language_of("ar"), limit=14))


@settings(max_examples=150, deadline=None)
@given(MARKED)
def test_no_row_opens_with_a_closing_mark(text: str) -> None:
    for a, b in rows_of(text)[1:]:
        assert text[a] not in CLOSING, text[a:b]
        assert not shown_of(text[a:b]).startswith(tuple(CLOSING))


@settings(max_examples=100, deadline=None)
@given(MARKED, st.integers(6, 20))
def test_no_letter_is_lost_and_no_word_broken(text: str, row: int) -> None:
    ranges = rows_of(text, row=row)
    assert "".join(text[a:b] for a, b in ranges) == text
    edges = {edge for word in words_of(text) for edge in word}
    for a, _ in ranges:
        cut_word = next((w for w in words_of(text) if w[0] < a < w[1]), None)
        assert a in edges or width_of(text[slice(*cut_word)]) > row * 2


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc déf ไทยกำา้ عربي، .?!“”'-3", max_size=60), st.integers(5, 42))
@pytest.mark.parametrize("language", ["en", "ar", "th"])
def test_other_languages_lose_no_letter_either(language: str, text: str, limit: int) -> None:
    tongue = language_of(language)
    assert "".join(pieces_of(text, language=tongue, face=THAI)) == text
    rows = rows_in(text, language=tongue, limit=limit, face=THAI)
    assert "".join("".join(rows).split()) == "".join(text.split())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=9).map(lambda w: w + " "), min_size=1, max_size=20))
def test_rows_are_as_few_as_they_can_be(pieces: list[str]) -> None:
    most = 24
    greedy, width = 1, 0
    for piece in pieces:
        if width and width + len(piece.strip()) > most:
            greedy, width = greedy + 1, 0
        width += len(piece)
    rows = even_rows(pieces, measure=letters_of, most=most)
    assert len(rows) == greedy
    assert all(letters_of(row) <= most for row in rows)


def test_what_goes_faster_than_it_is_read_is_told_with_its_speed() -> None:
    hasty = laid(shot("a", ("沈星", "你知不知道我在这里等了你整整三天三夜啊")), rate=14)
    (problem,) = reading_problems(cues_of(hasty)[:1])
    assert problem.code == "cut.subtitle_fast"
    assert problem.data["speed"] > problem.data["limit"] == 9
    assert reading_problems(cues_of(laid(shot("a", ("沈星", WAITED["zh"]))))) == []


def test_a_row_holds_as_many_letters_as_it_is_told() -> None:
    timeline = laid(shot("a", ("沈星", "我陆沉舟今天就把话放在这里，谁要是敢动她一根头发，我让他混不下去。")))
    for row in (10, ROW_WIDTH, 16):
        assert all(width_of(text) <= row * 2 for cue in cues_of(timeline, row=row) for text in cue.rows)


def test_an_unknown_language_is_refused_with_those_that_are_known() -> None:
    assert language_of("es-MX").code == "es"
    assert language_of("zh_TW").code == "zh-Hant"
    with pytest.raises(FangcunError, match="zh-Hant"):
        language_of("tlh")


def test_a_western_script_is_broken_by_its_own_words_and_timed_to_its_own_voice() -> None:
    timeline = laid(shot("a", ("Ann", WAITED["en"])), rate=14)
    first, second = cues_of(timeline, language="en")
    assert (first.rows, second.rows) == (
        ("I waited here for three days", "and three nights."),
        ("Do you know how worried I was?",),
    )
    (line,) = timeline.lines()
    assert second.start == line.start + line.speech.times[WAITED["en"].index("Do you")][0] // 1920


@pytest.mark.parametrize(("language", "guess"), [("zh", "zh-Hans"), ("en", "en"), ("ar", "ar"), ("th", "th")])
def test_a_script_s_language_is_seen_from_its_letters(language: str, guess: str) -> None:
    assert guess_language(WAITED[language]) == guess


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab cd,.?! \n'é-", max_size=60))
def test_rows_are_found_again_in_their_text(text: str) -> None:
    rows = rows_in(text, language=language_of("en"), limit=12)
    ranges = ranges_of(text, rows)
    assert ["".join(text[a:b].split()) for a, b in ranges] == ["".join(row.split()) for row in rows]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ranges))
