"""A call sheet in the hand: the link opened and answered, takes written down where there is no line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from browser_complaints import Complaints
from django.test import Client
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from fangcun.base.api import create_user, ensure_tenant, join, system_actor
from fangcun.base.contracts import Actor, Role
from fangcun.shoot.models import Shoot, Take
from fangcun.shoot.queries.sheets import last_issued
from fangcun.shoot.services.sheets import issue_sheet

sys.path.append(str(Path(__file__).parents[1] / "app" / "shoot"))
from sheet_rows import DAY, one_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def producer(transactional_db: None) -> Actor:
    ensure_tenant("fangcun", name="方寸影视")
    return system_actor("fangcun")


@pytest.fixture
def shoot(producer: Actor) -> Shoot:
    return one_day(producer)


def log_in(context: BrowserContext, site: str) -> None:
    user = create_user("lin", name="林制片", password="only-for-tests", checked=False)
    join(user, ensure_tenant("fangcun", name="方寸影视"), Role.PRODUCER)
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_a_link_is_opened_on_a_phone_and_answered_with_one_thumb(
    phone: BrowserContext, live_server: LiveServer, console: Complaints, producer: Actor, shoot: Shoot
) -> None:
    _, (delivery,) = issue_sheet(producer, shoot.pk, day=DAY)
    page = console.follow(phone.new_page())
    page.goto(f"{live_server.url}/shoot/s/{delivery.token}/")
    expect(page.get_by_text("沈青，你好")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="收到").tap()
    expect(page.get_by_text("已回")).to_be_visible()
    issued = last_issued(producer, shoot.pk, day=DAY)
    assert issued is not None
    assert issued.waiting == ()


def test_takes_are_kept_without_a_line_and_sent_with_the_next(
    phone: BrowserContext, live_server: LiveServer, console: Complaints, producer: Actor, shoot: Shoot
) -> None:
    log_in(phone, live_server.url)
    page = phone.new_page()  # a page without a line complains to its console, as it should
    page.goto(f"{live_server.url}/shoot/shoots/{shoot.pk}/log/{DAY.isoformat()}/")
    phone.set_offline(True)
    page.get_by_role("button", name="NG", exact=True).tap()
    page.get_by_role("button", name="过", exact=True).tap()
    expect(page.locator("#waiting")).to_contain_text("2")
    expect(page.locator("#takes li")).to_have_count(2)
    assert page.locator("[name=shot]").input_value() == "2"
    assert not Take.objects.exists()
    phone.set_offline(False)
    expect(page.locator("#waiting")).to_have_text("")
    assert list(Take.objects.order_by("id").values_list("shot", "take", "verdict")) == [
        ("1", 1, "ng"),
        ("1", 2, "good"),
    ]


def test_a_changed_time_is_seen_at_once_and_issued(
    desktop: BrowserContext, live_server: LiveServer, console: Complaints, producer: Actor, shoot: Shoot
) -> None:
    log_in(desktop, live_server.url)
    page = console.follow(desktop.new_page())
    page.goto(f"{live_server.url}/shoot/shoots/{shoot.pk}/sheets/{DAY.isoformat()}/")
    page.get_by_label("天气").fill("大雪")
    page.get_by_label("天气").press("Tab")
    expect(page.locator("#sheet")).to_contain_text("大雪")
    page.get_by_role("button", name="发通告").click()
    expect(page.get_by_text("链接只显示这一次")).to_be_visible()
    issued = last_issued(producer, shoot.pk, day=DAY)
    assert issued is not None
    assert issued.data.weather == "大雪"
    assert issued.data.breakfast == "06:30"  # only what was typed is kept; the rest still follows the plan
