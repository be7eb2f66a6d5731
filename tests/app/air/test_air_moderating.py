"""Readers complain, moderators look: what is hidden, by whom, and what the log keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from air_house import House
from talk_stage import EPISODE, Talker, staff, viewer

from fangcun.air.models import Danmaku, EpisodeTalk, Remark, Report
from fangcun.base.contracts import Role
from fangcun.base.models import AuditEntry
from fangcun.review.api import open_centre

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(house: House) -> None:
    house.publish(1)


@pytest.fixture
def desk(house: House) -> Talker:
    return staff(house.actor, Role.OPERATOR, login="desk")


def complain(who: Talker, written: Any, *, kind: str = "comments", reason: str = "abuse") -> int:
    return who.post(f"/api/talk/{kind}/{written['id']}/report", reason=reason).status_code


def rule(desk: Talker, ruling: str, *items: str, reason: str = "") -> str:
    answer = desk.client.post("/talk/judge/", {"ruling": ruling, "item": items, "reason": reason}, follow=True)
    return answer.content.decode()


def test_three_trustworthy_readers_hide_a_comment_until_somebody_has_looked(desk: Talker) -> None:
    anna = viewer(1)
    written = anna.write("吵架的话")
    for n in (2, 2, 3):
        assert complain(viewer(n), written) == 204
    assert Talker().texts() == ["吵架的话"]
    complain(viewer(4), written)
    assert Talker().texts() == []
    assert anna.get(f"{EPISODE}/comments")["comments"][0]["state"] == "waiting"
    assert EpisodeTalk.objects.get().comments == 0
    page = desk.page("/talk/")
    assert "吵架的话" in page
    assert "辱骂、引战" in page
    rule(desk, "pass", f"c{written['id']}")
    assert Talker().texts() == ["吵架的话"]
    for n in range(5, 9):  # a crowd does not take down what was found to be in order
        complain(viewer(n), written)
    assert Talker().texts() == ["吵架的话"]
    assert "吵架的话" in desk.page("/talk/")


def test_guests_complaints_are_looked_at_and_hide_nothing(desk: Talker) -> None:
    written = viewer(1).write("说不好")
    for _ in range(5):
        complain(Talker(), written)
    assert Talker().texts() == ["说不好"]
    assert Report.objects.filter(trusted=False).count() == 5
    assert "说不好" in desk.page("/talk/")
    assert complain(viewer(2), written, reason="because") == 422


def test_held_words_are_passed_hidden_or_deleted_with_a_reason(desk: Talker) -> None:
    anna = viewer(1)
    held = [anna.write(f"加微信 {n}") for n in "甲乙丙"]
    keys = [f"c{one['id']}" for one in held]
    assert "要写明理由" in rule(desk, "hide", keys[0])
    rule(desk, "pass", keys[0])
    rule(desk, "hide", keys[1], reason="广告引流")
    rule(desk, "delete", keys[2], reason="广告引流")
    assert Talker().texts() == ["加微信 甲"]
    assert "加微信 乙" in desk.page("/talk/?hidden=1")
    assert Remark.objects.get(pk=held[1]["id"]).ruling == "广告引流"
    lines = AuditEntry.objects.filter(action="air.talk_ruled").order_by("id")
    assert [(e.data["ruling"], e.data["before"], e.data["reason"]) for e in lines] == [
        ("pass", "held", ""),
        ("hide", "held", "广告引流"),
        ("delete", "held", "广告引流"),
    ]
    assert all(e.user_id and "加微信" not in str(e.data) for e in lines)


def test_many_at_once_comments_and_danmaku(desk: Talker) -> None:
    anna = viewer(1)
    keys = [f"c{anna.write('加微信')['id']}", f"d{anna.say('加微信')['id']}"]
    assert "已通过 2 条" in rule(desk, "pass", *keys)
    assert Talker().texts() == ["加微信"]
    assert [line[4] for line in Talker().lines()] == ["加微信"]
    assert "没有等待处理的内容" in desk.page("/talk/")


def test_a_moderator_sees_an_account_number_and_nothing_else(desk: Talker) -> None:
    anna = viewer(5)
    anna.write("加微信")
    page = desk.page("/talk/")
    assert f"账号 {anna.key.partition(':')[2]}" in page
    assert "13800000005" not in page
    assert "0005" not in page


def test_a_house_looks_after_its_own_titles_the_centre_after_all(
    desk: Talker, open_house: Callable[[str], House]
) -> None:
    anna = viewer(1)
    key = f"c{anna.write('加微信')['id']}"
    strangers = open_house("others")
    other = staff(strangers.actor, Role.OPERATOR, login="other")
    assert "加微信" not in other.page("/talk/")
    assert other.client.post("/talk/judge/", {"ruling": f"pass:{key}"}).status_code == 404
    judges = open_house("centre")
    open_centre(judges.actor, short="方审")
    reviewer = staff(judges.actor, Role.REVIEWER, login="reviewer")
    assert "加微信" in reviewer.page("/talk/")
    rule(reviewer, f"pass:{key}")
    assert Talker().texts() == ["加微信"]


def test_guests_producers_and_viewers_are_turned_away(house: House) -> None:
    producer = staff(house.actor, Role.PRODUCER, login="producer")
    for who in (Talker(), viewer(1), producer):
        assert who.client.get("/talk/").status_code == 403
        assert who.client.post("/talk/judge/", {"ruling": "pass", "item": "c1"}).status_code == 403


def test_reported_danmaku_leaves_its_window(desk: Talker) -> None:
    said = viewer(1).say("剧透：他是卧底")
    for n in (2, 3, 4):
        complain(viewer(n), said, kind="danmaku", reason="spoiler")
    assert Talker().lines() == []
    assert EpisodeTalk.objects.get().danmaku == 0
    rule(desk, "delete", f"d{said['id']}", reason="严重剧透")
    assert Danmaku.objects.get().ruling == "严重剧透"
    rule(desk, "pass", f"d{said['id']}")  # what is gone stays gone
    assert Talker().lines() == []
