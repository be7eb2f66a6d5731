"""Subtitles as they are seen: in every language and shape within the safe area, in the colours of their style."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawing_stage import FONTS
from subtitle_stage import THAI, WAITED

from fangcun.cut.engine.cues import CueKind
from fangcun.cut.engine.draw import Fonts, draw_subtitle, place_subtitle
from fangcun.cut.engine.draw.shaped import measure_shaped, missing_letters
from fangcun.cut.engine.grid import LANDSCAPE, PORTRAIT, Shape
from fangcun.cut.engine.languages import language_of
from fangcun.cut.engine.safe_area import safe_area
from fangcun.cut.engine.subtitle_style import row_limit, styles
from fangcun.cut.engine.wording import rows_in
from fangcun.kit.errors import FangcunError

SHAPES = pytest.mark.parametrize("shape", [PORTRAIT, LANDSCAPE], ids=lambda s: s.name)


def rows(language: str, shape: Shape, style: str = "classic") -> list[str]:
    tongue = language_of(language)
    limit = row_limit(shape, style=styles()[style], language=tongue)
    return rows_in(WAITED[language], language=tongue, limit=limit, face=THAI)[:2]


@SHAPES
@pytest.mark.parametrize("language", list(WAITED))
def test_every_language_stands_within_the_safe_area(language: str, shape: Shape) -> None:
    x, y, rgba = place_subtitle(rows(language, shape), shape=shape, fonts=FONTS, language=language)
    solid = np.argwhere(rgba[..., 3] > 250)
    (top, left), (bottom, right) = solid.min(axis=0), solid.max(axis=0)
    safe = safe_area(shape)
    edge = 10  # the outline may reach over, the letters not
    assert safe.x - edge <= x + left
    assert x + right <= safe.right + edge
    assert safe.bottom - 60 < y + bottom <= safe.bottom
    assert y + top > safe.y
    assert (x % 2, y % 2, rgba.shape[0] % 2, rgba.shape[1] % 2) == (0, 0, 0, 0)
    assert abs((x + left + x + right) / 2 - shape.width / 2) < 6, "centred"


@pytest.mark.parametrize("style", list(styles()))
def test_each_style_is_seen_in_its_own_colour(style: str) -> None:
    look = styles()[style]
    _, _, rgba = place_subtitle(rows("zh", PORTRAIT, style), shape=PORTRAIT, fonts=FONTS, style=look)
    wanted = np.array([look.fill >> 16, look.fill >> 8 & 255, look.fill & 255])
    near = np.abs(rgba[..., :3].astype(int) - wanted).max(axis=2) < 6
    assert (near & (rgba[..., 3] == 255)).mean() > 0.06
    assert bool(look.box is not None) == bool((rgba[rgba.shape[0] // 2, 14:20, 3] > 150).all())


def test_a_speaker_s_own_colour_is_used() -> None:
    style = replace(styles()["classic"], speakers=(("沈星", 0x00FF00),))
    green = place_subtitle(["走吧"], shape=PORTRAIT, fonts=FONTS, style=style, speaker="沈星")[2]
    white = place_subtitle(["走吧"], shape=PORTRAIT, fonts=FONTS, style=style, speaker="阿婆")[2]
    assert (green[..., :3] == (0, 255, 0)).all(axis=2).any()
    assert not (white[..., :3] == (0, 255, 0)).all(axis=2).any()


def test_captions_stand_at_the_top_or_upright_at_the_right() -> None:
    text, safe = ["永和三年，", "雪落长安"], safe_area(PORTRAIT)
    x, y, level = place_subtitle(text, shape=PORTRAIT, fonts=FONTS, kind=CueKind.CAPTION)
    assert safe.y - 10 <= y < safe.y + 60
    assert level.shape[1] > level.shape[0]
    x, y, upright = place_subtitle(text, shape=PORTRAIT, fonts=FONTS, style=styles()["ancient"], kind=CueKind.CAPTION)
    assert upright.shape[0] > upright.shape[1]
    assert safe.right - 20 <= x + upright.shape[1] <= safe.right + 20
    assert y >= safe.y - 10


def test_arabic_letters_join_and_run_from_the_right() -> None:
    faces = FONTS.faces("arabic")
    joined, apart = (measure_shaped(t, faces=faces, size=60) for t in ("بيت", "ب\u200cي\u200cت"))
    assert joined < apart * 0.95, "joined letters are narrower than letters kept apart"
    # What ends the sentence stands at the left: the first columns are those of the mark alone.
    said = draw_subtitle(["ااااا!"], width=800, fonts=FONTS, language="ar")[..., 3]
    mark = draw_subtitle(["!"], width=800, fonts=FONTS, language="ar")[..., 3]
    left, alone = (np.flatnonzero((ink > 128).any(axis=0)) for ink in (said, mark))
    first = said[:, left[0] : left[0] + len(alone)].astype(int)
    assert np.abs(first - mark[:, alone]).mean() < 6


def test_type_shrinks_to_a_floor_before_a_third_row() -> None:
    text = "I waited here for three days and three nights and you never once called me"

    def height(words: str) -> int:
        return draw_subtitle(words, width=1080, fonts=FONTS, language="en", size=48, room=840).shape[0]

    one, two = height("I waited."), height(text[:50])
    shrunk, three = height(text), height(text + " or wrote, and now you stand here laughing at me and my mother")
    assert one < shrunk < two
    assert three > shrunk


def test_a_name_in_another_script_is_taken_from_another_face() -> None:
    faces = FONTS.faces("arabic")
    assert missing_letters("沈星 Shen بيت ไทย", faces=faces) == ""
    assert missing_letters("ok 𠮷𠮷", faces=faces) == "𠮷"


def test_a_script_without_a_face_says_which_file_is_missing() -> None:
    lone = Fonts(FONTS.regular, FONTS.bold, FONTS.black, arabic=Path("/nowhere/NotoSansArabic.ttf"))
    with pytest.raises(FangcunError, match=r"NotoSansArabic\.ttf"):
        draw_subtitle(["بيت"], width=400, fonts=lone, language="ar")
    assert draw_subtitle(["好"], width=400, fonts=lone).any()
