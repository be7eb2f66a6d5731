"""A crew's trouble on two phones: asked on the set, taken and answered by the base, seen as done (事不过夜)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from browser_complaints import Complaints
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from fangcun.base.api import create_user, ensure_tenant, join, system_actor
from fangcun.base.contracts import Role
from fangcun.park import api
from fangcun.park.contracts import CrewEntry, RequestState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(context: BrowserContext, site: str, login: str, *, name: str, role: Role) -> None:
    """Logs somebody with a role into a browser."""
    user = create_user(login, name=name, password="only-for-tests", checked=False)
    join(user, ensure_tenant("fangcun", name="方寸影视"), role)
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def fits(page: Page) -> bool:
    """Whether nothing makes the page wider than the phone."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_request_is_opened_taken_and_answered_on_phones(
    phone: BrowserContext, plain_statics: None, live_server: LiveServer, console: Complaints
) -> None:
    browser = phone.browser
    assert browser is not None
    base = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN")
    base.set_default_timeout(10_000)
    try:
        enter(base, live_server.url, "zhou", name="周运营", role=Role.OPERATOR)
        enter(phone, live_server.url, "lin", name="林制片", role=Role.PRODUCER)
        system, today = system_actor("fangcun"), timezone.localdate()
        api.save(system, CrewEntry("C-1", "古城来信", today, today + timedelta(days=7)))
        asker, server = console.follow(phone.new_page()), console.follow(base.new_page())

        asker.goto(f"{live_server.url}/park/desk/")
        asker.get_by_role("link", name="提一件事").tap()
        asker.get_by_text("报修", exact=True).tap()
        asker.get_by_label("一句话").fill("宫殿正殿顶灯不亮")
        asker.get_by_label("剧组").select_option("古城来信")
        assert fits(asker)
        asker.get_by_role("button", name="提交").tap()
        expect(asker.get_by_text("已收到，由周运营负责。")).to_be_visible()
        expect(asker.get_by_role("button", name="接单")).to_have_count(0)
        [made] = api.requests(system).items

        server.goto(f"{live_server.url}/park/desk/")
        assert fits(server)
        server.get_by_role("link", name="宫殿正殿顶灯不亮").tap()
        server.get_by_role("button", name="接单").tap()
        expect(server.get_by_text("已接单，由你负责。")).to_be_visible()
        server.get_by_label("写一句").fill("请说明是哪一盏。")
        server.get_by_role("button", name="等对方").tap()
        expect(server.get_by_text("已记下在等对方。")).to_be_visible()
        assert api.request(system, made.id).state is RequestState.WAITING

        asker.reload()
        expect(asker.get_by_text("请说明是哪一盏。")).to_be_visible()
        asker.get_by_label("写一句").fill("东侧第二排。")
        asker.get_by_role("button", name="留言").tap()
        expect(asker.get_by_text("已留言。")).to_be_visible()

        server.reload()
        server.get_by_label("写一句").fill("换了空开。")
        server.get_by_role("button", name="办结").tap()
        expect(server.get_by_text("已办结。")).to_be_visible()
        assert fits(server)
        asker.reload()
        expect(asker.get_by_text("换了空开。")).to_be_visible()
        expect(asker.get_by_role("button", name="重开")).to_be_visible()
        assert fits(asker)
        assert api.request(system, made.id).state is RequestState.DONE
    finally:
        base.close()
