"""Many like, follow and say at once: no count is lost, none is counted twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from air_house import House
from django.db import connection

from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.engine.talk.standings import Standing
from fangcun.air.models import CountedDeed, DanmakuWindow, EpisodeLike, EpisodeTalk, Remark, RemarkLike, TitleTalk
from fangcun.air.talk import commenting, danmaku, deeds, moderating
from fangcun.air.talk.places import spot, title_of
from fangcun.air.talk.speakers import Speaker

VIEWERS = 12
on_postgres = pytest.mark.skipif(
    not os.environ.get("FANGCUN_DATABASE_URL", "").startswith("postgres"),
    reason="an in-memory SQLite has one connection; the part on PostgreSQL runs it",
)


def rush(act: Callable[[int], object]) -> None:
    """Let everybody do something at the same moment."""
    start = Barrier(VIEWERS)

    def one(number: int) -> None:
        start.wait()
        try:
            act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(VIEWERS) as pool:
        list(pool.map(one, range(VIEWERS)))


def visitor(number: int) -> Visitor:
    return Visitor(Viewer(f"account:{number}"), f"phone {number}", f"net {number % 3}")


def speaker(number: int) -> Speaker:
    return Speaker(visitor(number), f"观众{number}", maker=False)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_counts_are_exact_when_everybody_comes_at_once(house: House, emptied_audit: None) -> None:
    house.publish(1)
    place, title = spot("lamp", 1), title_of("lamp")

    def twice(number: int) -> None:
        for on in (True, False, True):
            deeds.like_episode(place, visitor(number // 2), on=on)  # two browsers of each viewer
            deeds.follow(title, visitor(number // 2), on=on)

    rush(twice)
    counts = EpisodeTalk.objects.get()
    assert counts.likes == EpisodeLike.objects.count() == VIEWERS // 2
    assert TitleTalk.objects.get().follows == VIEWERS // 2
    assert CountedDeed.objects.count() == VIEWERS

    first = commenting.comment(place, speaker(99), text="楼主")

    def talk(number: int) -> None:
        commenting.comment(place, speaker(number), text=f"第{number}楼", reply_to=first.pk)
        deeds.like_remark(first.pk, visitor(number), on=True)
        danmaku.say(place, speaker(number), text=f"第{number}句", at_ms=100 * number)

    rush(talk)
    row, counts = Remark.objects.get(pk=first.pk), EpisodeTalk.objects.get()
    assert row.likes == RemarkLike.objects.count() == VIEWERS
    assert row.replies == VIEWERS
    assert (counts.comments, counts.danmaku) == (VIEWERS + 1, VIEWERS)
    window = DanmakuWindow.objects.get()
    assert window.shown == window.version == VIEWERS


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_those_who_write_like_hide_and_take_back_do_not_block_each_other(house: House, emptied_audit: None) -> None:
    house.publish(1)
    place, title = spot("lamp", 1), title_of("lamp")
    first = commenting.comment(place, speaker(99), text="楼主")
    answers = [commenting.comment(place, speaker(n), text=f"第{n}楼", reply_to=first.pk) for n in range(VIEWERS)]

    def mix(number: int) -> None:
        acts = (
            lambda: commenting.comment(place, speaker(number), text=f"又是{number}", reply_to=first.pk),
            lambda: deeds.like_episode(place, visitor(number), on=True),
            lambda: commenting.withdraw(Remark, answers[number].pk, visitor(number).viewer),
            lambda: deeds.like_remark(first.pk, visitor(number), on=True),
            lambda: commenting.pin(first.pk, house.actor, on=bool(number % 2)),
            lambda: moderating.rule(house.actor, [f"c{first.pk}"], moderating.Ruling.PASS),
            lambda: deeds.follow(title, visitor(number), on=True),
        )
        for step in range(len(acts)):
            acts[(step + number) % len(acts)]()

    rush(mix)
    shown = Remark.objects.filter(standing=Standing.SHOWN)
    row = Remark.objects.get(pk=first.pk)
    assert EpisodeTalk.objects.get().comments == shown.count() == VIEWERS + 1
    assert row.replies == VIEWERS
    assert (row.likes, EpisodeTalk.objects.get().likes) == (VIEWERS, VIEWERS)
