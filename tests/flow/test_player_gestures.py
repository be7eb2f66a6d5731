"""What fingers and keys say to the player: likes, faster while held, seeking by drawing, choices that are kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from theatre_stage import CURRENT_VIDEO, Theatre

from fangcun.air.till.pricing import set_fare

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAR_LIKES = (
    """() => { window.likes = []; document.addEventListener("fangcun:like", ({ detail }) => likes.push(detail)); }"""
)


class Finger:
    """A finger on the screen, moved step by step."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)

    def tell(self, kind: str, *points: tuple[int, int]) -> None:
        for x, y in points or [(-1, -1)]:
            where = [] if kind == "touchEnd" else [{"x": x, "y": y}]
            self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": where})
            self.page.wait_for_timeout(16)


def test_two_quick_taps_are_a_like_where_they_fell_and_do_not_pause(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1)
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    phone_page.evaluate(HEAR_LIKES)
    phone_page.touchscreen.tap(120, 300)
    phone_page.touchscreen.tap(122, 302)
    expect(phone_page.locator("i.heart").first).to_be_attached()
    assert phone_page.evaluate("() => likes") == [{"x": 122, "y": 302, "slug": theatre.slug, "number": 1}]
    phone_page.wait_for_timeout(400)
    assert theatre.state(phone_page) == "playing"
    expect(phone_page.locator("i.heart")).to_have_count(0)


def test_a_finger_that_stays_plays_twice_as_fast_until_it_leaves(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1)
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    finger = Finger(phone_page)
    finger.tell("touchStart", (150, 300))
    phone_page.wait_for_function(f"() => ({CURRENT_VIDEO})().playbackRate === 2")
    expect(phone_page.get_by_text("2× 快进中")).to_be_visible()
    finger.tell("touchEnd")
    assert phone_page.evaluate(f"() => ({CURRENT_VIDEO})().playbackRate") == 1
    assert theatre.state(phone_page) == "playing"


def test_drawing_sideways_seeks_when_the_finger_leaves(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1)
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    phone_page.keyboard.press(" ")
    expect(phone_page.locator(".watch[data-state=paused]")).to_be_visible()
    before = theatre.current_time(phone_page)
    finger = Finger(phone_page)
    finger.tell("touchStart", (90, 300))
    finger.tell("touchMove", *[(x, 300) for x in range(100, 250, 15)])
    expect(phone_page.locator(".watch.seeking")).to_be_attached()
    assert theatre.current_time(phone_page) == before
    finger.tell("touchEnd")
    phone_page.wait_for_function(f"(before) => ({CURRENT_VIDEO})().currentTime > before + 1", arg=before)
    assert theatre.state(phone_page) == "paused"


def test_keys_like_hurry_and_open_the_settings(theatre: Theatre, page: Page) -> None:
    theatre.publish(1)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.evaluate(HEAR_LIKES)
    page.keyboard.press("l")
    assert page.evaluate("() => likes.length") == 1
    page.keyboard.down("2")
    assert page.evaluate(f"() => ({CURRENT_VIDEO})().playbackRate") == 2
    page.keyboard.up("2")
    assert page.evaluate(f"() => ({CURRENT_VIDEO})().playbackRate") == 1
    page.keyboard.press("s")
    expect(page.get_by_role("dialog", name="播放设置")).to_be_visible()


def test_whoever_switches_going_on_off_stays_at_the_end_and_finds_it_so_again(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.get_by_role("button", name="设置").click()
    switch = page.get_by_role("switch", name="自动连播")
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    page.reload()
    theatre.watches(page, 1)
    page.get_by_role("slider", name="播放进度").fill("3600")
    page.wait_for_function(f"() => ({CURRENT_VIDEO})().ended")
    assert page.url.endswith("/1/")
    assert theatre.state(page) == "paused"


def test_who_saves_data_gets_nothing_ahead(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2)
    theatre.open(page, 1)
    page.evaluate("() => localStorage.setItem('fangcun.player', JSON.stringify({ saving: true }))")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    theatre.watches(page, 1)
    page.wait_for_timeout(1500)
    assert len({url.split("/media/")[1].split("/")[0] for url in asked if "/media/" in url}) == 1


def test_an_episode_without_an_address_is_shown_and_not_opened(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2)
    set_fare(theatre.actor, slug=theatre.slug, free=1, coins=20)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".watch[data-state=locked]")).to_be_attached()
    expect(page.locator(".beside .episode")).to_contain_text("第2集")
    page.keyboard.press("ArrowUp")
    theatre.watches(page, 1)


def test_the_device_is_told_what_is_on(theatre: Theatre, page: Page) -> None:
    theatre.publish(1)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.wait_for_function("() => navigator.mediaSession.metadata")
    told = page.evaluate(
        "() => { const { metadata, playbackState } = navigator.mediaSession;"
        " return [metadata.title, metadata.artist, metadata.artwork.length, playbackState]; }"
    )
    assert told == ["第1集 · 开门", "方寸之间", 1, "playing"]
