"""What the theatre keeps and how it copes: positions, new episodes, links that ran out, a lost line."""

from __future__ import annotations

import pytest
from browser_complaints import Complaints
from playwright.sync_api import BrowserContext, Page, expect
from theatre_stage import CURRENT_VIDEO, Theatre

from fangcun.air.models import WatchState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_guest_who_comes_back_goes_on_where_they_stopped(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1, 2)
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    phone_page.get_by_role("slider", name="播放进度").fill("700")
    with phone_page.expect_response("**/position/") as told:
        phone_page.touchscreen.tap(150, 300)
    assert told.value.status == 204
    stopped = theatre.current_time(phone_page)
    phone_page.goto(theatre.url)
    phone_page.get_by_role("link", name="方寸之间 第1集").tap()
    theatre.watches(phone_page, 1)
    assert theatre.current_time(phone_page) >= stopped
    assert WatchState.objects.get().viewer.startswith("guest:")


def test_the_position_is_told_when_the_page_goes_away(theatre: Theatre, page: Page) -> None:
    theatre.publish(1)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.wait_for_function(f"() => ({CURRENT_VIDEO})().currentTime > 1.2")
    page.goto(theatre.url)
    # The browser delivers it on its own, perhaps after the next page has come.
    for _ in range(50):
        if WatchState.objects.filter(position_ms__gt=1000).exists():
            break
        page.wait_for_timeout(100)
    assert WatchState.objects.get().position_ms > 1000


def test_episodes_in_the_making_appear_without_a_reload(theatre: Theatre, page: Page) -> None:
    theatre.planned = 2
    theatre.publish(1)
    page.clock.install()
    theatre.open(page, 2)
    expect(page.locator(".slide[data-number='2']")).to_contain_text("第2集 制作中")
    assert theatre.state(page) == "making"
    theatre.publish(2)
    page.clock.run_for(10_500)
    theatre.watches(page, 2)


def test_a_link_that_ran_out_while_the_page_slept_is_renewed_before_it_is_used(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    # The browser believes that hours have passed: the links it holds are too old to be asked for.
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 24 * 3600 * 1000; }")
    with page.expect_response("**/api/feed/**") as renewed:
        page.keyboard.press("ArrowDown")
    assert renewed.value.ok
    theatre.watches(page, 2)


def test_an_episode_recut_under_the_viewer_is_fetched_anew(theatre: Theatre, page: Page, console: Complaints) -> None:
    theatre.publish(1, 2, 3)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    theatre.publish(3, media=2)
    console.expect(r"403 .*/media/")  # the refusal itself: the old link opens nothing any more
    page.keyboard.press(" ")
    page.get_by_role("button", name="第3集 灯下").click()
    theatre.watches(page, 3)
    assert "trouble" not in theatre.state(page)


def test_a_lost_line_is_told_and_watching_goes_on_when_it_is_back(
    theatre: Theatre, page: Page, desktop: BrowserContext, console: Complaints
) -> None:
    theatre.publish(1, 2, 3)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    console.expect("ERR_INTERNET_DISCONNECTED")
    desktop.set_offline(True)
    page.get_by_role("button", name="第3集 灯下").click()
    expect(page.get_by_role("alert")).to_contain_text("网络断开")
    desktop.set_offline(False)
    theatre.watches(page, 3)
    expect(page.get_by_role("alert")).to_be_hidden()


def test_what_is_loaded_plays_on_before_a_lost_line_is_told(theatre: Theatre, page: Page, console: Complaints) -> None:
    theatre.publish(1)
    console.expect(r"ERR_FAILED .*part003")
    page.route("**/part003.m4s", lambda route: route.abort())
    theatre.open(page, 1)
    page.wait_for_function(f"() => ({CURRENT_VIDEO})()?.currentTime > 2.4")
    expect(page.get_by_role("alert")).to_be_hidden()
    expect(page.get_by_role("alert")).to_contain_text("网络断开")
    page.unroute("**/part003.m4s")
    page.get_by_role("button", name="重试").click()
    page.wait_for_function(f"() => ({CURRENT_VIDEO})()?.currentTime > 3.1")
    expect(page.get_by_role("alert")).to_be_hidden()
