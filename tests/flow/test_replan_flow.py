"""Something goes wrong on a plan in force: told on its page, mended by a worker, looked at, accepted."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import User
from fangcun.farm.executor.worker import Worker
from fangcun.shoot import api
from fangcun.shoot.contracts import PlanView
from fangcun.shoot.models import Casting

sys.path.append(str(Path(__file__).parents[1] / "app" / "shoot"))
from planning_house import SECRET, START, House, furnish, slots

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def somebody(login: str, role: Role) -> Actor:
    user = create_user(login, name="林制片", password="only-for-tests", checked=False)
    join(user, ensure_tenant("fangcun", name="方寸影视"), role)
    found = actor_of(user)
    assert found is not None
    return found


@pytest.fixture
def house(transactional_db: None) -> House:
    return furnish(somebody("operator", Role.OPERATOR), somebody("producer", Role.PRODUCER))


@pytest.fixture
def published(house: House) -> PlanView:
    """Two productions planned and in force."""
    both = house.open(), house.open(SECRET, name="总裁的秘密")
    house.fill(*both)
    plan = house.plan(*both)
    api.publish(house.producer, plan.id)
    return api.plan(house.producer, plan.id)


@contextmanager
def worker() -> Iterator[None]:
    """Somebody who carries out what is asked for, beside the server."""
    over = threading.Event()

    def work() -> None:
        hands = Worker()
        while not over.is_set():
            if not hands.step():
                over.wait(0.1)
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=60)


def log_in(page: Page, live_server: LiveServer, house: House) -> None:
    client = Client()
    client.force_login(User.objects.get(pk=house.producer.user_id))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])


def test_an_absent_actor_is_planned_around_and_the_answer_accepted(
    page: Page, live_server: LiveServer, house: House, published: PlanView
) -> None:
    before = slots(published)
    log_in(page, live_server, house)
    page.goto(f"{live_server.url}/shoot/plans/{published.id}/")
    form = page.locator("form[action$='/replan/']")
    form.locator("[name=kind]").select_option("actor_away")
    absent = Casting.objects.get(name="林夏").person
    assert absent is not None
    form.locator("[name=person_id]").select_option(label=absent.name)
    form.locator("[name=from]").fill(START.isoformat())
    form.locator("[name=to]").fill(START.isoformat())
    form.locator("[name=seconds]").fill("1")
    with worker():
        form.get_by_role("button", name="重排").click()
        expect(page.get_by_role("heading", name="这次改动")).to_be_visible(timeout=30_000)
    words = page.locator("ul.words").filter(has_text="改到")
    expect(words).to_contain_text("必须改期")
    expect(words).to_contain_text("1-1")
    expect(words).to_contain_text("费用")
    page.get_by_role("button", name="采用并发布").click()
    expect(page.locator(".summary .tag")).to_have_text("执行中")
    answer = api.plan_in_force(house.producer, published.shoots[0].id)
    assert answer is not None
    assert (answer.based_on, api.plan(house.producer, published.id).state.value) == (published.id, "superseded")
    after = slots(answer)
    assert min(after["归来的绣娘 1-1"], after["归来的绣娘 1-2"]) >= 3 > before["归来的绣娘 1-1"]
    page.goto(f"{live_server.url}/shoot/plans/{published.id}/")
    expect(page.locator("form[action$='/replan/']")).to_have_count(0)
