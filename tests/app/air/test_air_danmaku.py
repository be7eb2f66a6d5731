"""Danmaku: said at a place, handed out in windows that are kept as long as nothing changes."""

from __future__ import annotations

import pytest
from air_house import House
from talk_stage import EPISODE, Talker, viewer

from fangcun.air.models import Danmaku, DanmakuWindow, EpisodeTalk, Title
from fangcun.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(house: House) -> None:
    house.publish(1, duration_ms=90_000)


def test_a_line_is_read_in_the_window_of_its_place() -> None:
    anna, guest = viewer(1), Talker()
    said = anna.say("名场面", 31_000, place=1, colour=2)
    assert guest.lines(0) == []
    assert guest.lines(1) == [[said["id"], 31_000, 1, 2, "名场面", 1, 0]]
    assert guest.get(EPISODE)["danmaku"] == 1


def test_alike_lines_come_as_one_with_a_count() -> None:
    for n in range(12):
        viewer(n).say("哈哈哈" + "哈" * (n % 3), 5_000 + 100 * n)
    [line] = Talker().lines()
    assert (line[1], line[4], line[5]) == (5_000, "哈哈哈", 12)
    [listed] = Talker().get(f"{EPISODE}/danmaku")
    assert (listed["text"], listed["times"]) == ("哈哈哈", 12)


def test_an_answer_holds_until_the_window_changes() -> None:
    anna, guest = viewer(1), Talker()
    empty = guest.client.get(f"{EPISODE}/danmaku/0")
    said = anna.say("开始了")
    first = guest.client.get(f"{EPISODE}/danmaku/0")
    assert "public" in first["Cache-Control"]
    again = guest.client.get(f"{EPISODE}/danmaku/0", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert guest.client.get(f"{EPISODE}/danmaku/0", headers={"If-None-Match": empty["ETag"]}).status_code == 200
    anna.say("在别处", 70_000)
    assert guest.client.get(f"{EPISODE}/danmaku/0", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert anna.client.delete(f"/api/talk/danmaku/{said['id']}").status_code == 204
    assert guest.client.get(f"{EPISODE}/danmaku/0", headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert guest.lines() == []
    assert DanmakuWindow.objects.get(window=0).shown == 0


def test_a_crowded_second_is_thinned() -> None:
    title = Title.objects.across_tenants().get()
    rows = [
        Danmaku(title=title, number=1, author=f"sim:{n}", text=f"第{n}句", created_at=clock.now(), at_ms=2_000 + n)
        for n in range(300)
    ]
    Danmaku.objects.bulk_create(rows)
    DanmakuWindow.objects.create(title=title, number=1, window=0, shown=300, version=1)
    assert [line[4] for line in Talker().lines()] == ["第296句", "第297句", "第298句", "第299句"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "", "at_ms": 0}, "talk.empty"),
        ({"text": "长" * 41, "at_ms": 0}, "talk.long"),
        ({"text": "晚了", "at_ms": 90_001}, "talk.place"),
        ({"text": "早了", "at_ms": -1}, "talk.place"),
        ({"text": "颜色", "at_ms": 0, "colour": 6}, "talk.place"),
        ({"text": "位置", "at_ms": 0, "place": 3}, "talk.place"),
        ({"text": "网上赌场", "at_ms": 0}, "talk.refused"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, object], code: str) -> None:
    answer = viewer(1).post(f"{EPISODE}/danmaku", **given)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, code)  # type: ignore[attr-defined]
    assert not Danmaku.objects.exists()


def test_what_asks_for_a_person_is_shown_to_nobody() -> None:
    assert viewer(1).say("加微信")["waiting"] is True
    assert Talker().lines() == []
    assert not EpisodeTalk.objects.exists()
