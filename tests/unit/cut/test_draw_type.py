"""Type: lines break where Chinese breaks, nothing vanishes, the notice is as high as the rule asks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from drawing_stage import FONTS, MODERN, SMALL, shot
from hypothesis import given, settings
from hypothesis import strategies as st

from fangcun.cut.contracts import ShotKind
from fangcun.cut.engine.draw import Fonts, draw_label, draw_panel, draw_subtitle
from fangcun.cut.engine.draw.fonts import typeface_of
from fangcun.cut.engine.draw.type import NO_END, NO_START, balance, break_lines, measure
from fangcun.kit.errors import FangcunError


def lines(text: str, width: float = 640, **more: object) -> list[str]:
    return break_lines(text, width=width, path=FONTS.bold, size=64, **more)


def test_punctuation_neither_begins_nor_ends_a_line_wrongly():
    text = "他说：“三天之内，让她滚出陆氏！”——可是（谁也没想到），她回来了……"
    for width in range(200, 900, 37):
        for line in lines(text, width):
            assert line[0] not in NO_START, (width, line)
            assert line[-1] not in NO_END, (width, line)


def test_latin_words_and_given_words_stay_whole():
    assert all("Fangcun" in line or "F" not in line for line in lines("欢迎来到Fangcun影视基地", 420))
    words = ["顾言", "你", "为什么", "要", "骗我", "？"]
    joined = lines("".join(words), 330, words=words)
    assert any("为什么" in line for line in joined)
    assert any(line.endswith("？") and not line.startswith("？") for line in joined)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="三天之内让她滚出陆氏，。！？“”（）abc 1", max_size=40))
def test_breaking_loses_nothing_but_spaces_at_the_breaks(text):
    assert "".join(lines(text, 300)).replace(" ", "") == text.replace(" ", "")


def test_two_lines_come_out_nearly_equal():
    first, second = balance("你以为我会相信你说的每一句话吗顾言", width=900, path=FONTS.bold, size=64)
    wide = [measure(line, FONTS.bold, 64) for line in (first, second)]
    assert min(wide) / max(wide) > 0.75


def test_a_letter_the_font_lacks_is_shown_not_dropped():
    assert typeface_of(FONTS.bold).unicharToGlyph(ord("𠮷")) == 0, "the font has it now: choose a rarer one"
    with_it = draw_subtitle("𠮷野家", width=1080, fonts=FONTS)
    without = draw_subtitle("野家", width=1080, fonts=FONTS)
    assert (with_it[..., 3] > 128).sum() > (without[..., 3] > 128).sum() * 1.15
    assert measure("𠮷", FONTS.bold, 64) == 64


def test_a_subtitle_is_white_on_a_dark_edge_and_keeps_within_its_width():
    picture = draw_subtitle("为什么是你！", width=1080, fonts=FONTS)
    assert picture.shape[1:] == (1080, 4)
    solid = picture[picture[..., 3] == 255][:, :3]
    assert (solid.min(axis=1) > 240).mean() > 0.15
    assert (solid.max(axis=1) < 60).mean() > 0.1
    assert picture[:, :20, 3].max() == 0
    assert picture[:, -20:, 3].max() == 0


def test_a_long_line_becomes_two_and_a_very_long_one_smaller_letters():
    one = draw_subtitle("好。", width=1080, fonts=FONTS).shape[0]
    two = draw_subtitle("三天之内，让她滚出陆氏，否则谁也别想好过！", width=1080, fonts=FONTS).shape[0]
    most = draw_subtitle("三天之内让她滚出陆氏，" * 4, width=1080, fonts=FONTS).shape[0]
    assert one < two
    assert most <= two


def test_given_lines_are_set_as_given():
    picture = draw_subtitle(["第一行", "第二行", "第三行"], width=720, fonts=FONTS)
    assert picture.shape[0] > draw_subtitle(["第一行", "第二行"], width=720, fonts=FONTS).shape[0]


def test_the_name_of_an_unseen_speaker_stands_above():
    plain = draw_subtitle("快跑！", width=720, fonts=FONTS)
    named = draw_subtitle("快跑！", width=720, fonts=FONTS, speaker="系统")
    assert named.shape[0] > plain.shape[0]


@pytest.mark.parametrize("size", [(1080, 1920), (720, 1280), (1920, 1080)])
def test_the_notice_is_five_per_cent_of_the_shorter_side_high(size):
    """GB 45438-2025: the height of the explicit text is at least 5 % of the picture's shorter side."""
    asked = -(-min(size) * 5 // 100)
    label = draw_label("AI生成", height_px=asked, fonts=FONTS)
    bright = (label[..., :3].min(axis=2) > 200) & (label[..., 3] > 200)
    rows = np.flatnonzero(bright.any(axis=1))
    assert rows[-1] - rows[0] + 1 >= asked * 0.98


def test_a_card_carries_its_text_and_another_text_another_picture():
    def card(text: str) -> np.ndarray:
        drawn = shot("1", kind=ShotKind.CARD, caption=text)
        return draw_panel(drawn, MODERN, size=SMALL, fonts=FONTS).image.astype(int)

    assert np.abs(card("三年后") - card("五年前")).mean() > 0.3


@pytest.mark.parametrize(
    "prop", ["手机", "信", "戒指", "刀", "茶杯", "药瓶", "离婚协议", "银行卡", "玉佩", "钥匙", "铜镜", "报纸"]
)
def test_every_thing_has_its_own_picture(prop):
    def insert(word: str) -> np.ndarray:
        drawn = shot("1", kind=ShotKind.INSERT, prop=word)
        return draw_panel(drawn, MODERN, size=SMALL, fonts=FONTS).image.astype(int)

    assert np.abs(insert(prop) - insert("摄像机")).mean() > 3


def test_a_missing_font_says_which_and_what_to_do():
    broken = Fonts(Path("/nowhere/a.ttf"), Path("/nowhere/b.ttf"), Path("/nowhere/c.ttf"))
    with pytest.raises(FangcunError, match=r"b\.ttf"):
        draw_subtitle("好", width=400, fonts=broken)
