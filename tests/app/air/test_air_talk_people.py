"""Simulated viewers of a demonstration talk about what is said in the film."""

from __future__ import annotations

import pytest
from air_house import House
from talk_stage import EPISODE, Talker, viewer

from fangcun.air.engine.talk.sayings import cues
from fangcun.air.models import Danmaku, EpisodeLike, EpisodeTalk, Follow, Remark, RemarkLike, TitleTalk
from fangcun.air.talk import peopling
from fangcun.air.talk.peopling import people_talk
from fangcun.base.api import blobs
from fangcun.config import Config
from fangcun.kit.errors import FangcunError

pytestmark = pytest.mark.django_db
SPOKEN = """WEBVTT

00:00:04.000 --> 00:00:06.000
<v 老罗>这场雨要下到半夜</v>

00:00:20.500 --> 00:00:23.000
程朗：孩子在上面！
"""


@pytest.fixture
def talked_about(house: House) -> House:
    """A film with subtitles, which eighty have talked about."""
    files = {
        "hls/index.m3u8": blobs().put(b"#EXTM3U\n#EXT-X-VERSION:7\n"),
        "film.mp4": blobs().put(b"film" * 100),
        "film.zh-Hans.vtt": blobs().put(SPOKEN.encode()),
    }
    house.publish(1, files=files, duration_ms=60_000)
    people_talk(seed=1, viewers=80, days=3)
    return house


def test_lines_of_subtitles_come_without_tags_and_speakers() -> None:
    assert [(c.at_ms, c.text) for c in cues(SPOKEN)] == [(4_000, "这场雨要下到半夜"), (20_500, "孩子在上面！")]


def test_counts_are_those_of_the_rows(talked_about: House) -> None:
    counts = EpisodeTalk.objects.get()
    assert counts.comments == Remark.objects.count() >= 5
    assert counts.danmaku == Danmaku.objects.count() >= 20
    assert counts.likes == EpisodeLike.objects.count() > 0
    assert TitleTalk.objects.get().follows == Follow.objects.count() > 0
    for remark in Remark.objects.filter(parent=None):
        assert remark.likes == RemarkLike.objects.filter(remark=remark).count()
        assert remark.replies == Remark.objects.filter(parent=remark).count()
    fan = viewer(1)
    fan.put(f"{EPISODE}/like")
    assert EpisodeTalk.objects.get().likes == EpisodeLike.objects.count()


def test_what_is_said_fits_what_was_spoken(talked_about: House) -> None:
    wet = ["这雨下得我都冷了", "下雨必出事", "谁给他一把伞", "雨声好真"]
    rain = Danmaku.objects.filter(text__in=wet)
    assert all(4_000 < line.at_ms < 9_000 for line in rain)
    assert any("这场雨要下到半夜" in text or "孩子在上面" in text for text in Talker().texts())


def test_twice_changes_nothing_and_a_seed_says_the_same(talked_about: House) -> None:
    before = sorted(Remark.objects.values_list("author", "text"))
    assert people_talk(seed=1, viewers=80, days=3).comments == 0
    Remark.objects.all().delete()
    Danmaku.objects.all().delete()
    people_talk(seed=1, viewers=80, days=3)
    assert sorted(Remark.objects.values_list("author", "text")) == before


def test_nobody_is_made_up_on_a_real_site(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.publish(1)
    monkeypatch.setattr(peopling, "config", lambda: Config(mode="site"))
    with pytest.raises(FangcunError, match="演示站"):
        people_talk(seed=1, viewers=5, days=1)
    assert not Remark.objects.exists()
