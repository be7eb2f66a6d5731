"""Places: the words of scripts find a set, and a set is itself at every hour."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import skia
from drawing_stage import FONTS, MODERN, SMALL, shot

from fangcun.cut.contracts import Framing, ShotKind
from fangcun.cut.engine.draw import draw_panel
from fangcun.cut.engine.draw.card import draw_title
from fangcun.cut.engine.draw.chance import chance
from fangcun.cut.engine.draw.light import hour_of
from fangcun.cut.engine.draw.places.backdrop import paint_set
from fangcun.cut.engine.draw.places.registry import PLACES, find_place
from fangcun.cut.engine.draw.props import draw_prop
from fangcun.cut.engine.draw.weather import draw_weather, weather_of

KINDS = sorted({place.key: place for place in PLACES}.items())


@cache
def small(place: str, hour: str = "日", int_ext: str = "", era: str = "modern") -> np.ndarray:
    image = paint_set(place, hour, int_ext, era)
    return image.toarray()[::16, ::16, :3].astype(int)


def test_there_are_sets_enough():
    assert len(KINDS) >= 65


@pytest.mark.parametrize(
    ("words", "era", "key"),
    [
        ("顾家别墅客厅", "modern", "living"),
        ("医院走廊", "modern", "hospital"),
        ("医院病房", "modern", "ward"),
        ("市第一医院·VIP病房", "modern", "ward"),
        ("陆氏集团总裁办公室", "modern", "chief"),
        ("派出所审讯室", "modern", "interrogation"),
        ("婚礼现场", "modern", "wedding"),
        ("天台", "modern", "rooftop"),
        ("村口", "modern", "village"),
        ("御书房", "ancient", "imperial_study"),
        ("皇宫大殿", "ancient", "palace"),
        ("永安城长街", "ancient", "ancient_city"),
        ("沈府院落", "ancient", "courtyard"),
        ("HOSPITAL WARD", "modern", "ward"),
        ("COFFEE SHOP", "modern", "shop"),
        ("影视基地片场", "modern", "studio"),
    ],
)
def test_words_find_their_set(words, era, key):
    assert find_place(words, era=era, inside=None).key == key


@pytest.mark.parametrize(
    ("inside", "era", "key"),
    [
        (True, "modern", "room"),
        (False, "modern", "street"),
        (True, "ancient", "chamber"),
        (False, "ancient", "courtyard"),
    ],
)
def test_an_unknown_place_is_a_sensible_one(inside, era, key):
    assert find_place("虚空之境", era=era, inside=inside).key == key


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("日", "日"),
        ("夜", "夜"),
        ("深夜", "夜"),
        ("清晨", "晨"),
        ("傍晚", "黄昏"),
        ("黄昏", "黄昏"),
        ("NIGHT", "夜"),
        ("", "日"),
    ],
)
def test_hours_are_read_from_the_script(words, hour):
    assert hour_of(words) == hour


@pytest.mark.parametrize("key", [key for key, _ in KINDS])
def test_every_set_is_full_and_darker_by_night(key):
    place = dict(KINDS)[key]
    name, era = place.words[0], place.era or "modern"
    day, night = small(name, "日", "", era), small(name, "夜", "", era)
    assert day.std() > 12
    assert night.mean() < day.mean()
    assert (day.max(axis=2) < 8).mean() < 0.2, "parts of the set were left unpainted"


def test_no_two_kinds_of_set_look_alike():
    pictures = {key: small(place.words[0], "日", "", place.era or "modern") for key, place in KINDS}
    keys = list(pictures)
    for i, a in enumerate(keys):
        for b in keys[i + 1 :]:
            assert np.abs(pictures[a] - pictures[b]).mean() > 8, (a, b)


def test_a_place_is_the_same_place_again_and_another_of_its_kind_is_another():
    first = small("苏家客厅")
    paint_set.cache_clear()
    small.cache_clear()
    assert np.array_equal(first, small("苏家客厅"))
    assert np.abs(first - small("顾家客厅")).mean() > 0.5


def test_two_shots_of_one_place_are_not_the_same_picture():
    def view(id: str) -> np.ndarray:
        panel = draw_panel(shot(id, kind=ShotKind.ESTABLISHING, framing=Framing.WIDE), MODERN, size=SMALL, fonts=FONTS)
        return panel.image.astype(int)

    assert np.abs(view("1-1.1") - view("1-1.2")).mean() > 2


def sky_of(weather: str | None, *, inside: bool = False) -> np.ndarray:
    surface = skia.Surface(*SMALL)
    surface.getCanvas().clear(0xFF406080)
    draw_weather(surface.getCanvas(), weather, width=SMALL[0], height=SMALL[1], rng=chance("w"), inside=inside)
    return surface.toarray()[..., :3].astype(int)


def test_each_weather_looks_its_own_way_and_stays_out_of_doors():
    fair = sky_of(None)
    pictures = {kind: sky_of(kind) for kind in ("rain", "snow", "fog", "wind")}
    for kind, picture in pictures.items():
        assert np.abs(picture - fair).mean() > 0.5, kind
        assert sky_of(kind, inside=True).std(axis=(0, 1)).max() == 0, "drops fall in a room"
    assert np.abs(pictures["rain"] - pictures["snow"]).mean() > 5
    assert np.array_equal(pictures["rain"], sky_of("rain"))


@pytest.mark.parametrize(
    ("said", "words", "weather"),
    [(None, "大雨滂沱", "rain"), ("fog", "大雨", "fog"), (None, "Snow falls", "snow"), (None, "他走了", None)],
)
def test_weather_is_what_the_shot_says_else_what_the_words_say(said, words, weather):
    assert weather_of(said, words) == weather


def thing(word: str, text: str = "") -> np.ndarray:
    surface = skia.Surface(*SMALL)
    draw_prop(surface.getCanvas(), word, text, FONTS, width=SMALL[0], height=SMALL[1])
    return surface.toarray()[..., :3].astype(int)


def test_things_with_a_seal_are_told_apart_and_bear_their_words():
    words = ("圣旨", "证物袋", "化验单", "身份证", "火车票", "信", "合同")
    pictures = [thing(word, "明日问斩") for word in words]
    for i, picture in enumerate(pictures):
        assert all(np.abs(picture - other).mean() > 6 for other in pictures[i + 1 :]), words[i]
        assert np.abs(picture - thing(words[i], "钦此")).mean() > 0.05, words[i]


def title(text: str, era: str) -> np.ndarray:
    surface = skia.Surface(*SMALL)
    surface.getCanvas().clear(0xFF406080)
    draw_title(surface.getCanvas(), text, FONTS, width=SMALL[0], height=SMALL[1], era=era)
    return surface.toarray()[..., :3].astype(int)


def test_titles_of_old_stand_upright_and_long_ones_stay_on_their_paper():
    assert np.abs(title("三年后", "ancient") - title("三年后", "modern")).mean() > 5
    picture = title("一二三四五六七八九十一二三四五六七八九十一二三四", "ancient")
    assert picture[:, :8].std(axis=(0, 1)).max() == 0, "type runs over the edge"
