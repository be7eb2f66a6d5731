"""Comments: who may write, what is screened, how they are ordered, paged, answered, taken back and erased."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta

import pytest
from air_house import House
from talk_stage import EPISODE, Talker, staff, viewer

from fangcun.air.account import accounts, minding
from fangcun.air.api import ranks
from fangcun.air.contracts import Viewer
from fangcun.air.engine.talk import hot
from fangcun.air.models import EpisodeTalk, Remark, RemarkLike, SuitableTitle, Title
from fangcun.base.api import hand_over_waiting
from fangcun.base.contracts import Role
from fangcun.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _published(house: House) -> None:
    house.publish(1)
    house.publish(2)


def refused(answer: object) -> tuple[int, str]:
    """The status and code of an answer."""
    return answer.status_code, answer.json()["error"]["code"]  # type: ignore[attr-defined]


# --- who may -------------------------------------------------------------------------------------------------------


def test_everybody_reads_and_whoever_is_known_by_phone_writes() -> None:
    anna, guest = viewer(1), Talker()
    written = anna.write("沈方的眼神绝了")
    assert (written["state"], written["mine"], written["maker"]) == ("shown", True, False)
    assert guest.texts() == ["沈方的眼神绝了"]
    assert guest.get(EPISODE)["comments"] == 1
    assert guest.get(EPISODE)["why_not"]["code"] == "talk.sign_in"
    assert anna.get(EPISODE)["why_not"] is None
    assert refused(guest.post(f"{EPISODE}/comments", text="我也想说")) == (403, "talk.sign_in")


def test_an_address_alone_establishes_nobody() -> None:
    mail = viewer(target="anna@example.com")
    assert refused(mail.post(f"{EPISODE}/comments", text="好看")) == (403, "talk.phone")


def test_minors_read_and_do_not_write(house: House) -> None:
    SuitableTitle.objects.create(title=Title.objects.across_tenants().get(), marked_at=clock.now())
    with clock.frozen(clock.now().replace(hour=4)):  # noon on the site's clock
        viewer(2).write("一家人一起看")
        child = viewer(1)
        minding.turn_on(Viewer(child.key), pin="2468", band="under_16")
        assert child.texts() == ["一家人一起看"]
        assert child.get(EPISODE)["why_not"]["code"] == "talk.minors"
        assert refused(child.post(f"{EPISODE}/comments", text="好看")) == (403, "talk.minors")
        assert refused(child.post(f"{EPISODE}/danmaku", text="好看", at_ms=0)) == (403, "talk.minors")


def test_readers_see_a_name_that_leads_to_nobody() -> None:
    anna = viewer(1)
    first, second = anna.write("一"), anna.write("二", at=EPISODE.replace("/1", "/2"))
    assert first["byline"] == second["byline"]
    assert anna.key not in json.dumps(first)
    assert viewer(2).write("三")["byline"] != first["byline"]


def test_makers_are_marked_and_pin(house: House, open_house: Callable[[str], House]) -> None:
    maker, other = staff(house.actor, Role.PRODUCER), staff(open_house("others").actor, Role.PRODUCER, login="wu")
    assert maker.write("谢谢大家，第三集更好看")["maker"] is True
    assert other.write("同行来学习")["maker"] is False
    fan = viewer(1).write("二刷了")
    maker.put(f"/api/talk/comments/{fan['id']}/pin")
    assert viewer(2).texts()[0] == "二刷了"
    answer = other.client.put(f"/api/talk/comments/{fan['id']}/pin", {"on": True}, content_type="application/json")
    assert answer.status_code == 404
    assert maker.get(EPISODE)["may_pin"] is True
    assert other.get(EPISODE)["may_pin"] is False
    for text in ("甲", "乙", "丙"):
        pinned = viewer(3).write(text)
        answer = maker.client.put(
            f"/api/talk/comments/{pinned['id']}/pin", {"on": True}, content_type="application/json"
        )
    assert refused(answer) == (409, "talk.pinned")


# --- screening -----------------------------------------------------------------------------------------------------


def test_what_cannot_be_shown_is_refused_with_its_place() -> None:
    answer = viewer(1).post(f"{EPISODE}/comments", text="好看！网上赌场")
    assert refused(answer) == (422, "talk.refused")
    assert answer.json()["places"] == [[3, 7]]  # type: ignore[attr-defined]
    assert "“网上赌场”（第 4 到 7 个字）不能发表" in answer.json()["error"]["message"]  # type: ignore[attr-defined]
    assert not Remark.objects.exists()


@pytest.mark.parametrize("text", ["看全集加我微信", "全集在 www.example.com", "找我 138-0013-8000", "你妈死了"])
def test_what_asks_for_a_person_waits_and_only_its_writer_sees_it(text: str) -> None:
    anna, bela = viewer(1), viewer(2)
    assert anna.write(text)["state"] == "waiting"
    assert anna.texts() == [text]
    assert bela.texts() == []
    assert bela.get(EPISODE)["comments"] == 0
    assert ranks(clock.now()) == []


def test_the_same_again_nothing_and_too_much_are_refused() -> None:
    anna = viewer(1)
    anna.write("好看")
    assert refused(anna.post(f"{EPISODE}/comments", text=" 好看\u200b ")) == (409, "talk.same")
    assert refused(anna.post(f"{EPISODE}/comments", text=" \u200b\n")) == (422, "talk.empty")
    assert refused(anna.post(f"{EPISODE}/comments", text="长" * 501)) == (422, "talk.long")


def test_six_a_minute_and_no_more() -> None:
    anna = viewer(1)
    with clock.frozen(clock.now().replace(second=5)):
        for n in range(6):
            anna.write(f"第{n}条")
        assert refused(anna.post(f"{EPISODE}/comments", text="第七条"))[1] == "too_many_attempts"


def test_a_comment_makes_heat_once() -> None:
    anna = viewer(1)
    with clock.frozen(clock.now()):
        anna.write("一")
        once = ranks(clock.now())[0].heat.points
        anna.write("二")
        anna.say("三")
        assert ranks(clock.now())[0].heat.points == once


# --- order and pages -----------------------------------------------------------------------------------------------


def test_the_liked_stand_first_until_younger_ones_catch_up() -> None:
    start = clock.now()
    with clock.frozen(start):
        old = viewer(1).write("旧的好评论")
        for n in range(2, 5):
            viewer(n).put(f"/api/talk/comments/{old['id']}/like")
    with clock.frozen(start + timedelta(minutes=5)):
        viewer(9).write("新来的")
    guest = Talker()
    assert guest.texts() == ["旧的好评论", "新来的"]
    assert guest.texts(sort="new") == ["新来的", "旧的好评论"]
    late = start + timedelta(seconds=2.5 * hot.HALF_LIFE_S)  # 1 + 3 likes are two doublings
    with clock.frozen(late):
        viewer(8).write("后来的")
    assert guest.texts()[0] == "后来的"


def test_the_score_of_a_row_is_the_engines() -> None:
    with clock.frozen(clock.now()):
        row = viewer(1).write("好")
        for n in (2, 3):
            viewer(n).put(f"/api/talk/comments/{row['id']}/like")
        viewer(4).write("是的", reply_to=row["id"])
        at = clock.now().timestamp()
    kept = Remark.objects.get(pk=row["id"])
    assert (kept.likes, kept.replies) == (2, 1)
    assert kept.score == pytest.approx(hot.score(at, likes=2, replies=1), abs=1e-6)


@pytest.mark.parametrize("sort", ["hot", "new"])
def test_pages_leave_none_out_and_show_none_twice(sort: str) -> None:
    title = Title.objects.across_tenants().get()
    rows = [
        Remark(title=title, number=1, author="sim:1", text=f"{n}", created_at=clock.now(), score=n % 7 / 3)
        for n in range(53)
    ]
    Remark.objects.bulk_create(rows)
    seen: list[str] = []
    cursor, pages = "", 0
    while cursor or not pages:
        page = Talker().get(f"{EPISODE}/comments", sort=sort, cursor=cursor)
        seen += [c["text"] for c in page["comments"]]
        cursor, pages = page["cursor"], pages + 1
    assert pages == 3
    assert sorted(seen, key=int) == [str(n) for n in range(53)]
    assert refused(Talker().client.get(f"{EPISODE}/comments?cursor=x")) == (422, "talk.cursor")


def test_a_page_costs_the_same_however_many_comments(django_assert_max_num_queries: object) -> None:
    anna = viewer(1)
    first = anna.write("楼主")
    viewer(2).write("沙发", reply_to=first["id"])
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        anna.get(f"{EPISODE}/comments")


# --- replies -------------------------------------------------------------------------------------------------------


def test_replies_stand_one_level_deep_and_name_whom_they_answer() -> None:
    anna, bela = viewer(1), viewer(2)
    first = anna.write("谁是凶手？")
    reply = bela.write("我猜是放映员", reply_to=first["id"])
    deeper = anna.write("不会吧", reply_to=reply["id"])
    assert deeper["answers"] == reply["byline"]
    [shown] = Talker().get(f"{EPISODE}/comments")["comments"]
    assert (shown["replies"], [r["text"] for r in shown["first"]]) == (2, ["我猜是放映员", "不会吧"])
    assert [r["text"] for r in Talker().get(f"/api/talk/comments/{first['id']}/replies")["comments"]] == [
        "我猜是放映员",
        "不会吧",
    ]
    assert EpisodeTalk.objects.get(number=1).comments == 3
    other = EPISODE.replace("/1", "/2")
    assert refused(anna.post(f"{other}/comments", text="串集了", reply_to=first["id"])) == (404, "talk.missing")


def test_one_takes_back_ones_own_and_the_replies_stay() -> None:
    anna, bela = viewer(1), viewer(2)
    first = anna.write("说错了")
    bela.write("哪里错了", reply_to=first["id"])
    assert bela.client.delete(f"/api/talk/comments/{first['id']}").status_code == 404
    assert anna.client.delete(f"/api/talk/comments/{first['id']}").status_code == 204
    assert anna.client.delete(f"/api/talk/comments/{first['id']}").status_code == 404
    [place] = bela.get(f"{EPISODE}/comments")["comments"]
    assert (place["state"], place["text"], place["first"][0]["text"]) == ("gone", "", "哪里错了")
    assert bela.get(EPISODE)["comments"] == 1


# --- leaving -------------------------------------------------------------------------------------------------------


def test_one_file_holds_what_was_said_and_liked() -> None:
    anna = viewer(1)
    written = anna.write("留给自己的")
    anna.put(f"/api/talk/comments/{written['id']}/like")
    anna.put(f"{EPISODE}/like")
    anna.put("/api/talk/titles/lamp/follow")
    anna.say("路过")
    with zipfile.ZipFile(io.BytesIO(anna.client.post("/me/export/").content)) as box:
        data = json.loads(box.read("data.json"))["data"]
    assert data["评论"][0]["内容"] == "留给自己的"
    assert data["弹幕"][0]["内容"] == "路过"
    assert {row["对象"] for row in data["点赞"]} == {"这一集", "评论"}
    assert data["追剧"][0]["剧名"] == "灯下"


def test_whoever_is_forgotten_leaves_a_place_without_words_and_name() -> None:
    anna, bela = viewer(1), viewer(2)
    alone, answered = anna.write("没人回我"), anna.write("有人回我")
    bela.write("我回你", reply_to=answered["id"])
    anna.say("飘过")
    theirs = bela.write("被赞的")
    anna.put(f"/api/talk/comments/{theirs['id']}/like")
    accounts.ask_to_be_forgotten(int(anna.key.partition(":")[2]))
    with clock.frozen(clock.now() + timedelta(days=16)):
        accounts.forget_due()
    hand_over_waiting()
    kept = str(list(Remark.objects.values_list("text", "author", "byline")))
    assert anna.key not in kept
    assert "没人回我" not in kept
    found = {c["id"]: c for c in bela.get(f"{EPISODE}/comments")["comments"]}
    assert set(found) == {answered["id"], theirs["id"]}
    assert (found[answered["id"]]["byline"], found[answered["id"]]["text"]) == ("已注销用户", "")
    assert found[theirs["id"]]["likes"] == RemarkLike.objects.count() == 0
    counts = EpisodeTalk.objects.get(number=1)
    assert (counts.comments, counts.danmaku) == (2, 0)
    assert bela.lines() == []
    assert alone["id"] not in found


@pytest.mark.parametrize("page", ["/", "/watch/lamp/1/"])
def test_pages_of_talk_open_for_everybody(page: str) -> None:
    for who in (Talker(), viewer(1)):
        assert who.client.get(page).status_code == 200
