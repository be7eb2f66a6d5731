"""Who makes a series sees every episode of it: pictures, findings, files. Nobody else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from air_house import House
from django.test import Client

from fangcun.air.making.reels import ReelState, file_of, reels, series
from fangcun.air.making.series import _note
from fangcun.base.api import blobs
from fangcun.cut.contracts import EpisodeFiles
from fangcun.cut.series import EpisodePlan
from fangcun.farm.api import Task, submit
from fangcun.farm.models import ActionResult
from fangcun.kit import clock, digest
from fangcun.kit.errors import FangcunError

FILM, SHEET, POSTER = b"film", b"RIFFxxxxWEBP", b"\xff\xd8\xffposter"


def task(number: int, shape: str) -> Task:
    return Task("cut.episode", {"episode": number, "shape": shape}, title=f"第{number}集")


def keep(key: str, *, stem: str, problems: list[str]) -> None:
    """The result of a finished episode, as its task leaves it."""
    values = {
        "film": f"{stem}.mp4",
        "subtitles": f"{stem}.srt",
        "playlist": "hls/master.m3u8",
        "duration_ms": 61_000,
        "loudness": -16.1,
        "shots": [["a", 0, 25]],
        "problems": problems,
        "passed": not problems,
    }
    named = {
        f"{stem}.mp4": FILM,
        f"{stem}.srt": b"1\n",
        f"{stem}.zh-Hant.vtt": b"WEBVTT\n",
        f"{stem}-镜头表.webp": SHEET,
        "hls/master.m3u8": b"#EXTM3U\n",
        "poster": POSTER,
    }
    files, now = {n: blobs().put(d) for n, d in named.items()}, clock.now()
    ActionResult.objects.create(key=key, values=values, files=files, made_at=now, used_at=now)


@pytest.fixture
def made(house: House) -> House:
    """A series of three: the first made in both shapes, the second found faulty, the third still at work."""
    house.publish(1, slug="lamp", name="灯下")
    plans = []
    for number in (1, 2, 3):
        tall, wide = task(number, "9x16"), task(number, "16x9")
        plans.append(EpisodePlan(number, "", (tall, wide), tall.key, 4, wide.key))
    submit([t for plan in plans for t in plan.tasks], title="《灯下》", by=house.actor)
    _note(house.actor, "lamp", plans)
    keep(plans[0].target, stem="第01集", problems=[])
    keep(str(plans[0].wide), stem="第01集", problems=[])
    keep(plans[1].target, stem="第02集", problems=["00:03.2 画面全黑 1.2 秒。"])
    return house


def test_a_series_says_how_many_of_its_episodes_are_made(made: House) -> None:
    assert [(s.name, s.made, s.episodes) for s in series(made.actor)] == [("灯下", 2, 3)]


def test_each_episode_shows_its_state_and_what_was_found(made: House) -> None:
    name, (first, second, third) = reels("lamp", made.actor)
    assert name == "灯下"
    assert (first.state, first.passed, first.findings, first.seconds) == (ReelState.MADE, True, (), 61.0)
    assert isinstance(first.wide, EpisodeFiles)
    assert first.sheet == "第01集-镜头表.webp"
    assert first.subtitles == ("第01集.srt", "第01集.zh-Hant.vtt")
    assert (second.passed, second.findings) == (False, ("00:03.2 画面全黑 1.2 秒。",))
    assert second.wide is None
    assert (third.state, third.files) == (ReelState.MAKING, None)


def test_files_come_from_the_edition_that_is_asked_for(made: House) -> None:
    assert file_of("lamp", 1, "第01集.mp4", made.actor) == digest.of_bytes(FILM)
    assert file_of("lamp", 1, "wide/第01集.mp4", made.actor) == digest.of_bytes(FILM)
    for number, path in ((2, "wide/第02集.mp4"), (1, "../secret"), (9, "第09集.mp4")):
        with pytest.raises(FangcunError, match="没有这个文件"):
            file_of("lamp", number, path, made.actor)


def test_another_house_sees_nothing_of_it(made: House, open_house: Callable[[str], House]) -> None:
    stranger = open_house("rival").actor
    assert series(stranger) == []
    for ask in (lambda: reels("lamp", stranger), lambda: file_of("lamp", 1, "第01集.mp4", stranger)):
        with pytest.raises(FangcunError, match="没有这部剧"):
            ask()


def test_a_guest_is_turned_away(made: House, client: Client) -> None:
    for address in ("/reels/", "/reels/lamp/", "/reels/lamp/1/第01集.mp4"):
        assert client.get(address).status_code in (302, 403)
