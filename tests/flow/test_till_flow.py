"""A guest meets a lock, watches the advertisement, signs up, keeps everything, earns coins and pays with them; every
step stands in the books, and the page of the wallet shows it."""

from __future__ import annotations

import dataclasses

import pytest
from browser_complaints import Complaints
from playwright.sync_api import Page, expect
from test_viewer_flow import sign_in
from theatre_stage import Theatre

from fangcun.air.engine.till import rewards
from fangcun.air.models import AdShowing, Unlock, ViewerAccount
from fangcun.air.till import ads, books, pricing
from fangcun.ledger import api as ledger

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECONDS = 2


@pytest.fixture(autouse=True)
def _short_advertisement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds of advertisement instead of fifteen: it is the same protocol."""
    rules = rewards.rules_on
    monkeypatch.setattr(ads, "rules_on", lambda day: dataclasses.replace(rules(day), ad_seconds=SECONDS))


def priced(theatre: Theatre) -> None:
    theatre.publish(1, 2, 3)
    pricing.set_fare(theatre.actor, slug=theatre.slug, free=1, coins=40, whole=70, ad_opens=1)


def lines(page: Page, theatre: Theatre) -> list[str]:
    """The wallet as its page shows it, newest first."""
    page.goto(f"{theatre.url}/wallet/")
    return [" ".join(text.split()) for text in page.locator(".lines li > span > b").all_inner_texts()]


def test_from_the_lock_to_the_wallet(theatre: Theatre, phone_page: Page) -> None:
    page = phone_page
    priced(theatre)
    theatre.open(page, 1)
    theatre.watches(page, 1)

    # The lock, with the price before anything is paid.
    theatre.open(page, 2)
    expect(page.get_by_role("heading", name="第2集待解锁")).to_be_visible()
    expect(page.get_by_role("button", name="40 金币解锁本集")).to_be_disabled()
    assert theatre.state(page) == "locked"

    # Closing the advertisement opens nothing.
    page.get_by_role("button", name="看一段广告").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="关闭广告").click()
    assert not Unlock.objects.exists()

    # To its end: the network tells the server, and the episode plays.
    page.get_by_role("button", name="看一段广告").click()
    expect(page.frame_locator(".showing iframe").get_by_role("heading", name="方寸")).to_be_visible()
    theatre.watches(page, 2)
    assert list(Unlock.objects.values_list("number", "way")) == [(2, "ad")]
    assert AdShowing.objects.exclude(transaction=None).count() == 1
    assert lines(page, theatre) == ["广告解锁", "看广告"]

    # Coins of a guest wait; signing in takes everything along.
    page.goto(f"{theatre.url}/coins/")
    page.get_by_role("button", name="签到").click()
    expect(page.get_by_text("审核后到账")).to_be_visible()
    sign_in(page, theatre.url)
    me = f"account:{ViewerAccount.objects.get().pk}"
    assert set(Unlock.objects.values_list("viewer", flat=True)) == {me}
    theatre.open(page, 2)
    theatre.watches(page, 2)

    # What an account earns is there at once, and pays for the next episode.
    page.goto(f"{theatre.url}/coins/")
    page.get_by_role("listitem").filter(has_text="注册登录").get_by_role("button", name="领取").click()
    expect(page.get_by_text("+40 金币，已到账")).to_be_visible()
    theatre.open(page, 3)
    page.get_by_role("button", name="40 金币解锁本集").click()
    theatre.watches(page, 3)
    assert set(Unlock.objects.values_list("viewer", "number", "way")) == {(me, 2, "ad"), (me, 3, "coin")}

    assert lines(page, theatre) == ["金币解锁", "任务", "签到", "广告解锁", "看广告"]
    expect(page.locator(".purse")).to_contain_text("可用金币0")
    expect(page.locator(".purse")).to_contain_text("待到账10")
    proof = ledger.check(books.theatre())
    assert proof.faults == ()
    assert proof.transfers >= 7


def test_the_keyboard_opens_a_lock_on_a_desktop(theatre: Theatre, page: Page) -> None:
    priced(theatre)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", name="第2集待解锁")).to_be_visible()
    expect(page.get_by_role("button", name="看一段广告")).to_be_focused()
    page.keyboard.press("Enter")
    theatre.watches(page, 2)


def test_a_lost_line_at_the_lock_is_told_and_tried_again(theatre: Theatre, page: Page, console: Complaints) -> None:
    priced(theatre)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    console.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("网络断开")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="再试一次").click()
    expect(page.get_by_role("button", name="看一段广告")).to_be_visible()


def test_who_waits_at_a_lock_that_is_taken_away_goes_on(theatre: Theatre, page: Page) -> None:
    priced(theatre)
    theatre.open(page, 2)
    expect(page.get_by_role("heading", name="第2集待解锁")).to_be_visible()
    pricing.make_free(theatre.actor, slug=theatre.slug)
    page.keyboard.press("ArrowUp")
    theatre.watches(page, 1)
    page.keyboard.press("ArrowDown")
    theatre.watches(page, 2)
