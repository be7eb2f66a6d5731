"""Somebody opens the theatre in a real browser and watches."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect
from theatre_stage import CURRENT_VIDEO, Theatre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_empty_theatre_says_what_would_be_here_and_how_to_get_it(theatre: Theatre, page: Page) -> None:
    page.goto(theatre.url)
    expect(page.get_by_role("heading", name="还没有上架的剧")).to_be_visible()
    expect(page.get_by_text("./fangcun make 剧本.docx")).to_be_visible()


def test_from_the_shelf_to_a_playing_episode(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1, 2, 3)
    phone_page.goto(theatre.url)
    phone_page.get_by_role("link", name="开始看").click()
    theatre.watches(phone_page, 1)
    expect(phone_page.locator(".caption")).to_contain_text("第1集 · 开门")
    expect(phone_page.locator(".caption")).to_contain_text("AI生成")


def test_the_film_lies_over_its_poster_and_the_controls_over_the_film(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1)
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    phone_page.get_by_role("slider", name="播放进度").fill("200")
    phone_page.keyboard.press(" ")
    expect(phone_page.locator(".watch[data-state=paused]")).to_be_visible()
    phone_page.wait_for_timeout(300)
    screen = cv2.imdecode(np.frombuffer(phone_page.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    # The poster has a light disc on either side of its middle, the film a bar at its top. Two pixels to a point.
    assert screen[560, 240].max() < 160
    assert screen[560, 540].max() < 160
    assert screen[844, 396].min() > 200, "the triangle that says paused"


def test_a_swipe_plays_the_next_episode_and_the_address_follows(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1, 2, 3)
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    _swipe(phone_page, up=True)
    theatre.watches(phone_page, 2)
    _swipe(phone_page, up=False)
    theatre.watches(phone_page, 1)
    videos = phone_page.locator("video")
    assert videos.count() == 3
    assert phone_page.evaluate("() => [...document.querySelectorAll('video')].filter((v) => !v.paused).length") == 1


def test_one_push_of_the_wheel_is_one_episode(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2, 3)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.mouse.move(640, 400)
    for _ in range(4):
        page.mouse.wheel(0, 60)
    theatre.watches(page, 2)


def test_the_next_episode_starts_by_itself_and_the_last_one_says_so(theatre: Theatre, page: Page) -> None:
    theatre.planned = 2
    theatre.publish(1, 2)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.get_by_role("slider", name="播放进度").fill("3200")
    theatre.watches(page, 2)
    page.get_by_role("slider", name="播放进度").fill("3200")
    expect(page.get_by_text("已看完全部剧集")).to_be_visible()
    assert theatre.state(page) == "paused"


def test_everything_can_be_done_from_the_keyboard(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2, 3)
    theatre.open(page, 2)
    theatre.watches(page, 2)
    page.keyboard.press(" ")
    expect(page.locator(".watch[data-state=paused]")).to_be_visible()
    at = theatre.current_time(page)
    page.keyboard.press("ArrowLeft")
    assert theatre.current_time(page) < at
    page.keyboard.press("ArrowDown")
    theatre.watches(page, 3)
    page.keyboard.press("k")
    theatre.watches(page, 2)
    page.keyboard.press("m")
    expect(page.locator(".sound")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".unmute")).to_be_hidden()
    page.keyboard.press("m")
    expect(page.locator(".sound")).to_have_attribute("aria-pressed", "false")


def test_a_tap_pauses_and_the_bar_seeks(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1)
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    phone_page.touchscreen.tap(150, 300)
    expect(phone_page.get_by_role("button", name="播放", exact=True)).to_be_visible()
    phone_page.get_by_role("slider", name="播放进度").fill("2000")
    assert theatre.current_time(phone_page) == pytest.approx(2.0, abs=0.1)
    phone_page.touchscreen.tap(150, 300)
    expect(phone_page.get_by_role("button", name="暂停")).to_be_visible()


def test_the_sheet_lists_the_episodes_and_plays_the_picked_one(theatre: Theatre, phone_page: Page) -> None:
    theatre.planned = 5
    theatre.publish(1, 2, 3)
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    phone_page.get_by_role("button", name="选集").tap()
    sheet = phone_page.get_by_role("dialog", name="选集")
    expect(sheet).to_contain_text("3 / 5 集")
    expect(sheet.get_by_role("button", name="第1集 开门")).to_have_attribute("aria-current", "true")
    expect(sheet.get_by_role("button", name="第5集 制作中")).to_be_visible()
    sheet.get_by_role("button", name="第3集 灯下").tap()
    expect(sheet).to_be_hidden()
    theatre.watches(phone_page, 3)


def test_the_speed_is_picked_and_kept_over_episodes(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.get_by_role("button", name="倍速").click()
    page.get_by_role("button", name="1.5×").click()
    page.keyboard.press("ArrowDown")
    theatre.watches(page, 2)
    assert page.evaluate(f"() => ({CURRENT_VIDEO})().playbackRate") == 1.5


def test_the_back_button_leaves_for_where_one_came_from(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2)
    page.goto(theatre.url)
    page.get_by_role("link", name="开始看").click()
    theatre.watches(page, 1)
    page.keyboard.press("j")
    theatre.watches(page, 2)
    page.go_back()
    expect(page.get_by_role("heading", name="继续看")).to_be_visible()


@pytest.mark.usefixtures("plain_statics")
def test_where_sound_needs_a_touch_it_plays_muted_and_offers_sound(
    theatre: Theatre, launch: Callable[..., Browser]
) -> None:
    theatre.publish(1)
    strict = launch(without="--autoplay-policy")
    try:
        page = strict.new_page(viewport={"width": 390, "height": 844}, locale="zh-CN")
        theatre.open(page, 1)
        theatre.watches(page, 1)
        page.get_by_role("button", name="点按开启声音").click()
        expect(page.locator(".unmute")).to_be_hidden()
        assert page.evaluate(f"() => ({CURRENT_VIDEO})().muted") is False
        theatre.watches(page, 1)
    finally:
        strict.close()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (844, 390), (1280, 800)])
def test_nothing_hangs_over_the_edge(theatre: Theatre, page: Page, width: int, height: int) -> None:
    theatre.publish(1, 2)
    page.set_viewport_size({"width": width, "height": height})
    for address in (theatre.url, f"{theatre.url}/watch/{theatre.slug}/1/"):
        page.goto(address)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    theatre.watches(page, 1)
    for button in page.locator(".rail button:visible, .bar button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert 0 <= box["x"] <= width - box["width"]
        assert 0 <= box["y"] <= height - box["height"]
        assert min(box["width"], box["height"]) >= 44


def test_nothing_glides_for_those_who_want_no_motion(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2)
    page.emulate_media(reduced_motion="reduce")
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.keyboard.press("ArrowDown")
    assert (
        page.evaluate("() => { const r = document.querySelector('.reel'); return r.scrollTop / r.clientHeight; }") == 1
    )
    theatre.watches(page, 2)


def test_the_apis_page_works_without_any_other_site(theatre: Theatre, page: Page) -> None:
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith(theatre.url) else route.abort())
    page.goto(f"{theatre.url}/api/docs")
    expect(page.get_by_text("/api/feed/{slug}")).to_be_visible()


def _swipe(page: Page, *, up: bool) -> None:
    """A finger moves over two thirds of the screen, step by step."""
    session = page.context.new_cdp_session(page)
    path = [720 - 55 * step for step in range(11)]
    for step, y in enumerate(path if up else reversed(path)):
        kind = "touchStart" if step == 0 else "touchMove"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 190, "y": y}]})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()
