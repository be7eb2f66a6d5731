"""An operator's work with the base in a real browser: bring a sheet in, find a set, give a hold back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from fangcun.base.api import create_user, ensure_tenant, join, system_actor
from fangcun.base.contracts import Role
from fangcun.park import api
from fangcun.park.contracts import CrewEntry, SheetKind, SpaceEntry, SpaceKind, Want

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(live_server: LiveServer) -> Callable[[BrowserContext], str]:
    """Logs an operator into a browser; returns the address of the base."""
    try:
        address = reverse("park:overview")
    except NoReverseMatch:
        pytest.skip("the site has no pages of the base yet")

    def log_in(context: BrowserContext) -> str:
        user = create_user("operator", name="周运营", password="only-for-tests", checked=False)
        join(user, ensure_tenant("fangcun", name="方寸影视"), Role.OPERATOR)
        client = Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        return live_server.url + address

    return log_in


def test_a_sheet_is_previewed_imported_and_found(
    page: Page, enter: Callable[[BrowserContext], str], tmp_path: Path
) -> None:
    base = enter(page.context)
    sheet = tmp_path / "场景.csv"
    sheet.write_text(
        "编号,名称,类别,标签\nS-1,民国四合院,实景棚,院落\nS-2,老码头,外景地,\nS-3,塔,宝塔,\n", encoding="utf-8"
    )
    page.goto(base)
    page.get_by_role("link", name="导入表格").click()
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="预览").click()
    expect(page.get_by_text("第 4 行的“类别”写的是“宝塔”")).to_be_visible()
    page.get_by_role("button", name="导入这 2 行").click()
    expect(page.get_by_text("已导入：新增 2，修改 0，不变 0。")).to_be_visible()
    page.get_by_role("navigation", name="基地").get_by_role("link", name="场景").click()
    page.get_by_label("标签").select_option("院落")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator(".space-cards li")).to_have_count(1)
    assert "tag=" in page.url
    assert api.spaces(system_actor("fangcun")).total == 2


def test_a_hold_is_given_back_on_the_phone(phone_page: Page, enter: Callable[[BrowserContext], str]) -> None:
    base = enter(phone_page.context)
    actor = system_actor("fangcun")
    today = timezone.localdate()
    yard = api.save(actor, SpaceEntry("S-1", "民国四合院", SpaceKind.SET))
    crew = api.save(actor, CrewEntry("C-1", "古城来信", today, today + timedelta(days=7)))
    start = timezone.localtime() + timedelta(hours=2)
    [held] = api.book(actor, crew.id, [Want(yard.id, start, start + timedelta(hours=8))], hold_for=timedelta(hours=3))
    phone_page.goto(base)
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    phone_page.get_by_role("button", name="释放").click()
    expect(phone_page.get_by_text("已释放 1 项，时间已空出。")).to_be_visible()
    assert api.booking(actor, held.id).state == "released"
    assert api.entries(actor, SheetKind.SPACES)
