"""Likes, follows and shares are counted exactly, and heat takes each viewer's once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from air_house import House
from django.test import Client
from talk_stage import EPISODE, Talker, staff, viewer

from fangcun.air.account import accounts, minding
from fangcun.air.account.accounts import sign_in
from fangcun.air.api import ranks
from fangcun.air.contracts import Viewer
from fangcun.air.engine.targets import Channel, Target
from fangcun.air.models import CountedDeed, EpisodeLike, EpisodeTalk, Follow, TitleShare, TitleTalk, ViewerAccount
from fangcun.air.talk.following import followed
from fangcun.base.api import hand_over_waiting
from fangcun.base.contracts import Role
from fangcun.kit import clock

pytestmark = pytest.mark.django_db
TITLE = "/api/talk/titles/lamp"


def test_a_like_is_there_or_not_however_often_it_is_said(house: House) -> None:
    house.publish(1)
    guest, other = Talker(), viewer(1)
    assert guest.put(f"{EPISODE}/like") == {"on": True, "count": 1}
    assert guest.put(f"{EPISODE}/like") == {"on": True, "count": 1}
    assert other.put(f"{EPISODE}/like") == {"on": True, "count": 2}
    assert guest.put(f"{EPISODE}/like", on=False) == {"on": False, "count": 1}
    assert guest.put(f"{EPISODE}/like", on=False) == {"on": False, "count": 1}
    assert guest.get(EPISODE)["liked"] is False
    assert other.get(EPISODE)["liked"] is True
    assert EpisodeTalk.objects.get().likes == EpisodeLike.objects.count() == 1


def test_heat_takes_a_like_once_however_often_it_is_undone(house: House) -> None:
    house.publish(1)
    house.publish(2)
    with clock.frozen(clock.now()):
        guest = Talker()
        guest.put(f"{EPISODE}/like")
        [before] = ranks(clock.now())
        for _ in range(5):
            guest.put(f"{EPISODE}/like", on=False)
            guest.put(f"{EPISODE}/like")
        guest.put(f"{TITLE}/2/like")  # the title has had this viewer's like
        [after] = ranks(clock.now())
    assert [part.name for part in after.heat.parts] == ["点赞"]
    assert after.heat.points == before.heat.points
    assert CountedDeed.objects.count() == 1


def test_follows_and_shares_make_heat_and_the_makers_own_make_none(house: House) -> None:
    house.publish(1)
    maker = staff(house.actor, Role.PRODUCER)
    assert maker.put(f"{TITLE}/follow")["count"] == 1
    assert ranks(clock.now()) == []
    guest = Talker()
    guest.put(f"{TITLE}/follow")
    guest.post(f"{TITLE}/share")
    assert [part.name for part in ranks(clock.now())[0].heat.parts] == ["追剧", "分享"]


def test_a_share_counts_once_a_day(house: House) -> None:
    house.publish(1)
    guest, now = Talker(), clock.now()
    assert [guest.post(f"{TITLE}/share").json()["count"] for _ in range(3)] == [1, 1, 1]
    with clock.frozen(now + timedelta(days=1)):
        assert guest.post(f"{TITLE}/share").json()["count"] == 2
    assert TitleShare.objects.count() == TitleTalk.objects.get().shares == 2


def test_deeds_come_from_our_own_pages(house: House) -> None:
    house.publish(1)
    forged = Client(enforce_csrf_checks=True)
    answer = forged.put(f"{EPISODE}/like", {"on": True}, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "csrf"
    assert not EpisodeLike.objects.exists()


def test_a_guest_takes_likes_and_follows_along_and_nothing_counts_twice(house: House) -> None:
    house.publish(1)
    house.publish(2)
    known = viewer(7)
    known.put(f"{EPISODE}/like")
    guest = Talker()
    for path in (f"{EPISODE}/like", f"{TITLE}/2/like", f"{TITLE}/follow"):
        guest.put(path)
    guest.post(f"{TITLE}/share")
    heat = ranks(clock.now())[0].heat.points
    key = Viewer(f"guest:{guest.client.session['air.guest']}")
    with clock.frozen(clock.now()):
        sign_in(Target(Channel.PHONE, "+8613800000007"), guest=key)
    hand_over_waiting()
    beside = known.get(EPISODE)
    assert [beside[name] for name in ("likes", "follows", "shares", "liked", "followed")] == [1, 1, 1, True, True]
    assert set(EpisodeLike.objects.values_list("viewer", "number")) == {(known.key, 1), (known.key, 2)}
    for on in (False, True):
        known.put(f"{TITLE}/follow", on=on)
    assert ranks(clock.now())[0].heat.points == pytest.approx(heat, rel=1e-3)


def test_whoever_is_forgotten_takes_likes_and_follows_out_of_the_counts(house: House) -> None:
    house.publish(1)
    gone, stays = viewer(1), viewer(2)
    for one in (gone, stays):
        one.put(f"{EPISODE}/like")
        one.put(f"{TITLE}/follow")
    accounts.ask_to_be_forgotten(int(gone.key.partition(":")[2]))
    with clock.frozen(clock.now() + timedelta(days=16)):
        assert accounts.forget_due() == 1
    hand_over_waiting()
    assert (EpisodeTalk.objects.get().likes, TitleTalk.objects.get().follows) == (1, 1)
    assert not EpisodeLike.objects.filter(viewer=gone.key).exists()
    assert not Follow.objects.filter(viewer=gone.key).exists()
    assert ViewerAccount.objects.filter(forgotten_at=None).count() == 1


def test_a_followed_title_says_when_it_went_on(house: House) -> None:
    start = clock.now()
    guest = Talker()
    with clock.frozen(start):
        house.publish(1)
        house.publish(2)
        guest.put(f"{TITLE}/follow")
    key = Viewer(f"guest:{guest.client.session['air.guest']}")
    assert [(f.card.slug, f.fresh) for f in followed(key)] == [("lamp", 0)]
    with clock.frozen(start + timedelta(hours=1)):
        house.publish(2, film=b"recut" * 100)
        assert followed(key)[0].fresh == 0
        house.publish(3)
        assert [(f.fresh, f.number) for f in followed(key)] == [(1, 3)]
        assert "更新" in guest.client.get("/").content.decode()
    with clock.frozen(start + timedelta(hours=2)):
        guest.client.post("/watch/lamp/3/position/", {"position_ms": 4000})
        assert followed(key)[0].fresh == 0


def test_minors_like_only_what_they_may_watch(house: House) -> None:
    house.publish(1)
    guest = Talker()
    guest.put(f"{EPISODE}/like")
    minding.turn_on(Viewer(f"guest:{guest.client.session['air.guest']}"), pin="2468", band="under_16")
    answer = guest.client.put(f"{EPISODE}/like", {"on": True}, content_type="application/json")
    assert answer.status_code == 403
    assert "青少年模式" in answer.json()["error"]["message"]


def test_nothing_is_liked_that_is_not_there(house: House) -> None:
    house.publish(1)
    for path in ("/api/talk/titles/lamp/9/like", "/api/talk/titles/nix/follow", "/api/talk/comments/9/like"):
        answer = Client().put(path, {"on": True}, content_type="application/json")
        assert answer.status_code == 404, path
