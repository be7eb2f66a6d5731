"""An episode is on the shelf as soon as it can be watched, and again with all its sizes; it never falls back."""

from __future__ import annotations

import pytest
from air_house import House
from django.test import Client

from fangcun.air import queries
from fangcun.air.links import media_end, media_prefix
from fangcun.air.making.reels import ReelState, file_of, reels, series
from fangcun.air.making.releasing import publish_made
from fangcun.air.making.series import _note
from fangcun.air.models import Making, Release
from fangcun.base.api import blobs
from fangcun.cut.series import EpisodePlan
from fangcun.farm.api import Task
from fangcun.farm.models import ActionResult
from fangcun.kit import clock

EARLY, FINISHED = "a" * 64, "b" * 64
OWN_SIZE = {"film.mp4": b"film", "film.srt": b"1\n", "hls/master.m3u8": b"#EXTM3U one\n", "poster": b"\xff\xd8\xff"}
ALL_SIZES = OWN_SIZE | {
    "hls/master.m3u8": b"#EXTM3U three\n",
    "hls/540/video.m3u8": b"#EXTM3U\n",
    "hls/540/init.mp4": b"init",
    "hls/540/seg00001.m4s": b"1",
    "hls/thumbs.vtt": b"WEBVTT\n",
    "hls/thumbs-01.jpg": b"\xff\xd8\xff1",
}


def keep(key: str, named: dict[str, bytes]) -> None:
    """A finished task's result."""
    values = {
        "film": "film.mp4",
        "subtitles": "film.srt",
        "playlist": "hls/master.m3u8",
        "duration_ms": 9000,
        "loudness": -16.0,
        "shots": [],
        "problems": [],
        "passed": True,
    }
    files, now = {name: blobs().put(data) for name, data in named.items()}, clock.now()
    ActionResult.objects.create(key=key, values=values, files=files, made_at=now, used_at=now)


@pytest.fixture
def asked(house: House) -> House:
    """A series of which one episode was asked for."""
    house.publish(7, slug="lamp", name="灯下")
    work = Task("cut.episode", {"episode": 1}, title="第1集")
    _note(house.actor, "lamp", [EpisodePlan(1, "开门", (work,), FINISHED, 4, early=EARLY)])
    return house


def on_the_shelf() -> Release:
    return Release.objects.across_tenants().get(number=1)


def test_it_is_watched_early_and_then_in_all_sizes(asked: House) -> None:
    keep(EARLY, OWN_SIZE)
    assert publish_made(EARLY) == 1
    early = on_the_shelf()
    assert (early.film, early.playlist, early.thumbs) == ("film.mp4", "hls/master.m3u8", "")
    keep(FINISHED, ALL_SIZES)
    assert publish_made(FINISHED) == 1
    finished = on_the_shelf()
    assert (finished.film, finished.playlist, finished.thumbs) == ("film.mp4", "hls/master.m3u8", "hls/thumbs.vtt")
    assert finished.subtitles == ["film.srt"]
    assert set(early.media.items()) - set(finished.media.items()) == {
        ("hls/master.m3u8", early.media["hls/master.m3u8"])
    }
    [_, episode] = sorted(queries.feed("lamp", from_number=1, viewer=None).episodes, key=lambda e: -e.number)
    assert episode.thumbs == "hls/thumbs.vtt"


def test_who_watches_already_goes_on_with_the_address_they_have(asked: House, client: Client) -> None:
    keep(EARLY, OWN_SIZE)
    publish_made(EARLY)
    [episode] = [e for e in queries.feed("lamp", from_number=1, viewer=None).episodes if e.number == 1]
    prefix = media_prefix(episode, expires=media_end())
    keep(FINISHED, ALL_SIZES)
    publish_made(FINISHED)
    assert client.get(f"{prefix}film.mp4").status_code == 200
    assert client.get(f"{prefix}hls/540/seg00001.m4s").status_code == 200
    [again] = [e for e in queries.feed("lamp", from_number=1, viewer=None).episodes if e.number == 1]
    assert media_prefix(again, expires=media_end()) != prefix, (
        "what was kept of the smaller playlist must not be taken for the new one"
    )


def test_a_recut_ends_the_addresses_of_what_it_replaces(asked: House, client: Client) -> None:
    keep(EARLY, OWN_SIZE)
    publish_made(EARLY)
    [episode] = [e for e in queries.feed("lamp", from_number=1, viewer=None).episodes if e.number == 1]
    prefix = media_prefix(episode, expires=media_end())
    keep(FINISHED, ALL_SIZES | {"film.mp4": b"another film"})
    publish_made(FINISHED)
    assert on_the_shelf().earlier == []
    assert client.get(f"{prefix}film.mp4").status_code == 403


def test_what_is_told_late_does_not_take_the_sizes_away(asked: House) -> None:
    keep(FINISHED, ALL_SIZES)
    publish_made(FINISHED)
    keep(EARLY, OWN_SIZE)
    publish_made(EARLY)
    assert on_the_shelf().thumbs == "hls/thumbs.vtt"


def test_a_task_that_is_not_done_or_not_known_publishes_nothing(asked: House) -> None:
    assert publish_made(EARLY) == 0
    assert publish_made("") == 0
    Making.objects.of(asked.actor.tenant_id).update(early_key="")
    assert publish_made("") == 0


def test_who_makes_it_sees_it_early_too(asked: House) -> None:
    keep(EARLY, OWN_SIZE)
    assert [s.made for s in series(asked.actor)] == [1]
    _, [reel] = reels("lamp", asked.actor)
    assert reel.state is ReelState.MADE
    assert file_of("lamp", 1, "hls/master.m3u8", asked.actor) == blobs().put(OWN_SIZE["hls/master.m3u8"])
    keep(FINISHED, ALL_SIZES)
    assert [s.made for s in series(asked.actor)] == [1]
    assert file_of("lamp", 1, "hls/master.m3u8", asked.actor) == blobs().put(ALL_SIZES["hls/master.m3u8"])
