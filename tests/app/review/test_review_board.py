"""The chief's board: who sees it, what it says when empty and when full, and the promise that is changed on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from review_house import CLEAN, PLANTED, SMALL, House

from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Role
from fangcun.kit import clock
from fangcun.review import api
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Call, Ruling
from fangcun.review.models import Centre

Browse = Callable[[str], Client]
BOARD, PROMISE = "/review/board/", "/review/board/promise/"
KEPT = {"days": 5, "again_days": 3, "fast_days": 1, "fast_quota": 5}


def read(client: Client, *, language: str = "zh-hans") -> str:
    """The board's words, one blank between them."""
    answer = client.get(BOARD, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def judged_twice(house: House, *, same: bool, name: str) -> None:
    """A case that two people judge without seeing each other."""
    case = api.submit(house["producer"], draft_id=house.draft(CLEAN, name=name), filing=SMALL)
    api.take(house["anne"], case)
    api.consult(house["anne"], case, to=house["ben"].user_id or 0)
    api.opine(house["ben"], case, call=Call.PASS if same else Call.RETURN, words="看过")
    api.recommend(house["anne"], case, call=Call.PASS, words="可以")


@pytest.mark.parametrize(("name", "status"), [("chief", 200), ("anne", 403), ("producer", 403), ("rival", 403)])
def test_the_board_is_the_chiefs(name: str, status: int, house: House, browse: Browse) -> None:
    assert browse(name).get(BOARD).status_code == status
    assert browse(name).post(PROMISE, KEPT).status_code == (302 if status == 200 else status)


def test_a_guest_is_not_let_in(house: House) -> None:
    assert Client().get(BOARD).status_code in (302, 403)
    assert Client().get(PROMISE).status_code in (302, 403, 405)


def test_an_empty_board_says_what_would_be_here(house: House, browse: Browse) -> None:
    text = read(browse("chief"))
    for words in ("还没有送审", "还没有两人独立判过的件", "机审还没有发现过问题", "anne", "本中心的承诺"):
        assert words in text, words


def test_a_full_board_tells_the_weeks_the_people_and_the_rules(house: House, browse: Browse) -> None:
    case = house.submit(PLANTED)
    api.take(house["anne"], case)
    for one in house.weighing(case):
        if one.strength is Strength.ASK:
            api.rule(house["anne"], case, key=one.key, ruling=Ruling.DISMISSED, words="误报")
    judged_twice(house, same=True, name="甲")
    judged_twice(house, same=False, name="乙")
    with clock.frozen(clock.now() + timedelta(days=8)):
        text = read(browse("chief"))
    assert "<dt>已超期</dt><dd>3</dd>" in text
    assert "近八周：送来 3 件" in text
    assert "两人独立判过 2 次，1 次相同（50 %）" in text
    assert "κ 0.00" in text
    assert "100 %" in text, "a rule whose findings were all dismissed"
    assert "单集时长" in text, "a rule of whole works by its words, not by its code"
    assert "次数少于 20" in text


def test_the_promise_is_changed_on_the_board(house: House, browse: Browse) -> None:
    answer = browse("chief").post(PROMISE, {**KEPT, "days": 4}, follow=True)
    assert "承诺已改" in answer.content.decode()
    assert Centre.objects.of(house["chief"].tenant_id).get().days == 4


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"days": "30"}, "工作日要在 1 到 20 之间"),
        ({"days": "2", "fast_days": "3"}, "加急不长于普通"),
        ({"again_days": ""}, "请填一个数"),
        ({"fast_quota": "很多"}, "请填整数"),
    ],
)
def test_a_wrong_promise_is_said_and_keeps_what_was_typed(
    typed: dict[str, str], said: str, house: House, browse: Browse
) -> None:
    answer = browse("chief").post(PROMISE, {**KEPT, **typed})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    for value in filter(None, typed.values()):
        assert f'value="{value}"' in text
    assert Centre.objects.of(house["chief"].tenant_id).get().days == 5


def test_another_centre_sees_nothing_of_this_one(house: House, browse: Browse) -> None:
    house.submit(PLANTED)
    user = create_user("elsewhere", name="别处首席", password="only-for-tests", checked=False)
    join(user, ensure_tenant("elsewhere", name="别处审核中心"), Role.CHIEF)
    assert browse("elsewhere").get(BOARD).status_code == 404, "no centre yet"
    api.open_centre(actor_of(user), short="别审")
    text = read(browse("elsewhere"))
    assert "还没有送审" in text
    assert "晋审" not in text
    browse("elsewhere").post(PROMISE, {**KEPT, "days": 9})
    assert Centre.objects.of(house["chief"].tenant_id).get().days == 5


def test_the_board_is_read_in_english(house: House, browse: Browse) -> None:
    text = read(browse("chief"), language="en")
    for words in ("Who has most in hand", "Nothing has been submitted yet", "What κ is", "working days"):
        assert words in text, words
