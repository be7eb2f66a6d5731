"""Styles are data: five of the house, each drama's own, and what they mean on a frame."""

from __future__ import annotations

import json

import pytest

from fangcun.cut.engine.grid import LANDSCAPE, PORTRAIT, Shape
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.safe_area import safe_area
from fangcun.cut.engine.subtitle_style import data_of, read_styles, row_limit, style_of, styles, with_speakers
from fangcun.kit.errors import FangcunError


def test_the_house_has_five_styles_and_each_is_plain_data() -> None:
    assert [s.name for s in styles().values()] == [
        "经典白字黑边",
        "综艺黄字",
        "电影细字",
        "古风竖排题字",
        "大字长辈版",
    ]
    for style in styles().values():
        assert style_of(json.loads(json.dumps(data_of(style)))) == style


def test_a_drama_writes_its_own_style_in_a_few_rows() -> None:
    own = read_styles(
        '[mine]\nname = "江城"\nfill = "#FF8800"\nweight = "black"\n[mine.speakers]\n"沈星" = "#00FFFF"\n'
    )
    assert own["mine"].fill == 0xFF8800
    assert own["mine"].color_of("沈星") == 0x00FFFF
    assert own["mine"].color_of("路人") == 0xFF8800


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[a]\nname = "江城"\nfill = "orange"', "江城”的“fill"),
        ('[a]\nname = "江城"\nsize = 3', "0.02 到 0.2"),
        ('[a]\nname = "江城"\nfont = "x"', "不认识的项 font"),
        ('[a]\nname = "江城"\nplace = "left"', "bottom"),
        ("[a", "TOML"),
        ("a = 1", r"\[a\]"),
    ],
)
def test_a_wrong_style_is_refused_saying_where(text: str, words: str) -> None:
    with pytest.raises(FangcunError, match=words):
        read_styles(text)


def test_each_speaker_gets_a_colour_and_keeps_one_that_was_given() -> None:
    given = style_of({"name": "x", "speakers": {"沈星": "#112233"}})
    style = with_speakers(given, ["陆沉舟", "沈星", "阿婆"])
    assert style.color_of("沈星") == 0x112233
    assert len({style.color_of(name) for name in ("沈星", "陆沉舟", "阿婆")}) == 3


def test_the_safe_area_leaves_what_players_cover() -> None:
    tall, wide = safe_area(PORTRAIT), safe_area(LANDSCAPE)
    assert tall.bottom <= 1920 * 0.8  # the lowest fifth
    assert tall.y >= 180  # tabs and notch
    assert 1080 - tall.right >= 120  # the column of buttons
    assert tall.x == 1080 - tall.right  # centred text stays centred
    assert (wide.width, wide.height) == (1728, 972)  # EBU R 95: 5 % at each side
    half = safe_area(Shape(540, 960))
    assert (half.x, half.width) == (60, 420)


def test_a_row_is_as_long_as_style_shape_and_language_allow() -> None:
    chinese, english = language_of("zh"), language_of("en")
    classic, elder = styles()["classic"], styles()["elder"]
    assert row_limit(PORTRAIT, style=classic, language=chinese) == 14
    assert row_limit(LANDSCAPE, style=classic, language=chinese) == 16
    assert row_limit(PORTRAIT, style=elder, language=chinese) == 10
    assert 28 <= row_limit(PORTRAIT, style=classic, language=english) < 42
    assert row_limit(LANDSCAPE, style=classic, language=english) == 42
