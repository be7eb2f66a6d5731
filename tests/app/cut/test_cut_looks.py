"""定妆: what somebody decides about a person's look holds over every draft, and only for their own house."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from fangcun.base.api import ensure_tenant, system_actor
from fangcun.base.contracts import Actor, Role
from fangcun.base.services import create_user, join
from fangcun.cut.api import looks_for, plan_episodes
from fangcun.cut.casting import decide_look
from fangcun.cut.engine.costumes import COSTUMES
from fangcun.cut.engine.draw import WARDROBE
from fangcun.cut.engine.looks import looks_of
from fangcun.kit.errors import FangcunError
from fangcun.write import api as write
from fangcun.write.contracts import DraftView, Screenplay

TEXT = """《灯下》
第1集

1-1 日 内 客厅
人物：林晚、沈星
△林晚推门进来。
林晚：你回来了？
沈星：嗯。

1-2 夜 外 街道
人物：沈星
△沈星一个人走。
沈星：（自语）都过去了。
"""


@pytest.fixture
def maker(db: None) -> Actor:
    return system_actor(ensure_tenant("lamp", name="灯下影视").slug)


@pytest.fixture
def draft(maker: Actor) -> DraftView:
    made = write.ensure_draft(maker, production=None, file_name="灯下.txt", data=TEXT.encode())
    return write.draft(made, maker)


@pytest.fixture
def screenplay(draft: DraftView, maker: Actor) -> Screenplay:
    return write.load(draft.id, maker)[0]


def decide(actor: Actor, draft: DraftView, screenplay: Screenplay, **wanted: object) -> Any:
    return decide_look(actor, production_id=draft.production_id, screenplay=screenplay, name="林晚", wanted=wanted)


def test_a_decision_holds_and_can_be_taken_back(maker: Actor, draft: DraftView, screenplay: Screenplay) -> None:
    own = looks_of(screenplay)["林晚"]
    decide(maker, draft, screenplay, costume="police", age=41)
    look = looks_for(maker, production_id=draft.production_id, screenplay=screenplay)["林晚"]
    assert (look.costume, look.age, look.sex, look.seed) == ("police", 41, own.sex, own.seed)
    decide(maker, draft, screenplay)
    assert looks_for(maker, production_id=draft.production_id, screenplay=screenplay) == looks_of(screenplay)


def test_only_scenes_with_the_person_are_made_again(maker: Actor, draft: DraftView, screenplay: Screenplay) -> None:
    def scenes() -> dict[str, str]:
        looks = looks_for(maker, production_id=draft.production_id, screenplay=screenplay)
        (plan,) = plan_episodes(screenplay, name="灯下", looks=looks)
        return {task.title: task.key for task in plan.tasks if task.kind == "cut.scene"}

    before = scenes()
    decide(maker, draft, screenplay, costume="gown")
    after = scenes()
    changed = [title for title in before if before[title] != after[title]]
    assert len(before) == 2
    assert len(changed) == 1


@pytest.mark.parametrize(
    ("wanted", "said"),
    [({"costume": "spacesuit"}, "spacesuit"), ({"age": 0}, "年龄"), ({"sex": "x"}, "性别"), ({"name": "y"}, "name")],
)
def test_what_cannot_be_is_refused(
    maker: Actor, draft: DraftView, screenplay: Screenplay, wanted: dict[str, object], said: str
) -> None:
    with pytest.raises(FangcunError, match=said):
        decide_look(maker, production_id=draft.production_id, screenplay=screenplay, name="林晚", wanted=wanted)


def test_nobody_else_is_dressed_by_it(maker: Actor, draft: DraftView, screenplay: Screenplay) -> None:
    decide(maker, draft, screenplay, costume="police")
    stranger = system_actor(ensure_tenant("rival", name="对手").slug)
    looks = looks_for(stranger, production_id=draft.production_id, screenplay=screenplay)
    assert looks == looks_of(screenplay)


def test_every_costume_of_the_wardrobe_has_a_name() -> None:
    assert set(COSTUMES) == set(WARDROBE)


@pytest.fixture
def producer(maker: Actor, client: Client, settings: Settings) -> Client:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    user = create_user("lin", name="林制片", password="only-for-tests", checked=False)
    join(user, ensure_tenant("lamp", name="灯下影视"), Role.PRODUCER)
    client.force_login(user)
    return client


def test_a_producer_dresses_somebody_on_the_page_and_sees_them(producer: Client, draft: DraftView) -> None:
    page = producer.get(f"/cast/{draft.slug}/")
    assert page.status_code == 200
    assert "林晚" in page.content.decode()
    answer = producer.post(
        f"/cast/{draft.slug}/look", {"name": "林晚", "costume": "doctor"}, headers={"HX-Request": "1"}
    )
    card = answer.content.decode()
    assert re.search(r'value="doctor"\s+selected', card)
    assert "按剧本" in card
    address = re.search(r'img src="([^"]+)"', card)
    assert address
    picture = producer.get(address.group(1))
    assert (picture["Content-Type"], picture.content[:4]) == ("image/webp", b"RIFF")
    assert producer.get(re.sub("portrait/[^/]+/", "portrait/0000/", address.group(1))).status_code == 404
    producer.post(f"/cast/{draft.slug}/look", {"name": "林晚", "costume": "doctor", "undo": "1"})
    assert 'value="doctor" selected' not in producer.get(f"/cast/{draft.slug}/").content.decode()


def test_guests_are_turned_away(client: Client, draft: DraftView) -> None:
    assert client.get(f"/cast/{draft.slug}/").status_code in (302, 403)
    assert client.post(f"/cast/{draft.slug}/look", {"name": "林晚"}).status_code in (302, 403)
