"""A guest signs up and goes on elsewhere; minors' mode hides; the data is taken along and then deleted."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime

import pytest
from browser_complaints import Complaints
from playwright.sync_api import Browser, Page, expect
from theatre_stage import Theatre

from fangcun.air.models import ViewerAccount, ViewerCode, WatchState
from fangcun.kit import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page: Page, url: str) -> None:
    """Through both pages, with the code that a demo shows."""
    page.goto(f"{url}/sign-in/")
    page.get_by_label("手机号或邮箱", exact=True).fill("138 0013 8000")
    page.get_by_label("我同意隐私条款").check()
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_text("+86138****8000")).to_be_visible()
    code = page.locator(".demo code").inner_text()
    page.get_by_label("验证码", exact=True).fill(code)
    page.get_by_role("main").get_by_role("button", name="登录").click()
    page.wait_for_url("**/me/")


def test_a_viewers_way(theatre: Theatre, phone_page: Page, browser: Browser, console: Complaints) -> None:
    theatre.publish(1, 2, 3)
    theatre.open(phone_page, 2)
    theatre.watches(phone_page, 2)
    phone_page.goto(f"{theatre.url}/")

    sign_in(phone_page, theatre.url)
    expect(phone_page.get_by_role("link", name=theatre.name)).to_be_visible()
    assert set(WatchState.objects.values_list("viewer", flat=True)) == {f"account:{ViewerAccount.objects.get().pk}"}

    ViewerCode.objects.update(sent_at=datetime(2026, 1, 1, tzinfo=UTC))
    second = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    elsewhere = console.follow(second.new_page())
    sign_in(elsewhere, theatre.url)
    expect(elsewhere.get_by_role("link", name=theatre.name)).to_be_visible()

    elsewhere.get_by_label("4 位数字密码").fill("2468")
    elsewhere.get_by_role("button", name="开启青少年模式").click()
    expect(elsewhere.get_by_text("已开启")).to_be_visible()
    phone_page.goto(f"{theatre.url}/")
    expect(phone_page.get_by_text(theatre.name)).to_have_count(0)
    elsewhere.get_by_label("4 位数字密码").fill("2468")
    elsewhere.get_by_role("button", name="关闭青少年模式").click()
    expect(elsewhere.get_by_role("button", name="开启青少年模式")).to_be_visible()

    with elsewhere.expect_download() as download:
        elsewhere.get_by_role("button", name="导出我的数据").click()
    with zipfile.ZipFile(download.value.path()) as box:
        assert theatre.name in box.read("data.json").decode()

    elsewhere.get_by_role("link", name="注销账号").click()
    elsewhere.get_by_role("button", name="获取验证码").click()
    elsewhere.get_by_label("验证码", exact=True).fill(elsewhere.locator(".demo code").inner_text())
    elsewhere.get_by_role("button", name="确认注销").click()
    expect(elsewhere.get_by_role("heading", name="已申请注销")).to_be_visible()
    phone_page.goto(f"{theatre.url}/me/")
    expect(phone_page.get_by_role("link", name="登录或注册")).to_be_visible()
    assert ViewerAccount.objects.get().forget_at > clock.now()
    second.close()
