"""The reel across titles: one title after the other, on into a title, on with its next episode, an honest end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from theatre_stage import CURRENT_VIDEO, Theatre

from fangcun.air.discover import recommending
from fangcun.air.models import WatchState

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = {"lamp": "灯下", "film": "胶片"}


@pytest.fixture
def titles(theatre: Theatre) -> Theatre:
    """Two titles of two episodes each."""
    recommending.forget_stock()
    theatre.planned = 2
    for slug, name in TITLES.items():
        theatre.slug, theatre.name = slug, name
        theatre.publish(1, 2)
    return theatre


def plays(page: Page) -> None:
    page.wait_for_function(f"() => {{ const v = ({CURRENT_VIDEO})(); return v && !v.paused && v.currentTime > 0.2; }}")


def test_titles_follow_each_other_and_the_end_says_so(titles: Theatre, page: Page) -> None:
    page.goto(titles.url)
    page.get_by_role("link", name="刷剧").click()
    plays(page)
    seen = [page.locator(".beside .name").inner_text()]
    with page.expect_response("**/position/") as told:
        page.keyboard.press(" ")
    assert told.value.status == 204
    page.keyboard.press("ArrowDown")
    expect(page.locator(".beside .name")).not_to_have_text(seen[0])
    plays(page)
    seen.append(page.locator(".beside .name").inner_text())
    assert sorted(seen) == sorted(TITLES.values())
    assert page.url.endswith("/swipe/")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("已经刷到底了").first).to_be_visible()
    assert WatchState.objects.filter(title__name=seen[0], number=1, position_ms__gt=0).exists()


def test_the_way_into_the_title_leads_to_its_next_episode(titles: Theatre, phone_page: Page) -> None:
    phone_page.goto(f"{titles.url}/swipe/")
    plays(phone_page)
    name = phone_page.locator(".caption .name").inner_text()
    slug = next(s for s, n in TITLES.items() if n == name)
    phone_page.get_by_role("link", name="看全集").tap()
    titles.slug = slug
    titles.watches(phone_page, 2)


def test_an_episode_seen_to_its_end_is_followed_by_the_next_of_its_title(titles: Theatre, page: Page) -> None:
    page.goto(f"{titles.url}/swipe/")
    plays(page)
    name = page.locator(".beside .name").inner_text()
    page.get_by_role("slider", name="播放进度").fill("3200")
    expect(page.locator(".beside .episode")).to_contain_text("第2集")
    plays(page)
    assert page.locator(".beside .name").inner_text() == name


def test_without_a_title_the_reel_leads_to_the_shelf(theatre: Theatre, page: Page) -> None:
    recommending.forget_stock()
    page.goto(f"{theatre.url}/swipe/")
    expect(page.get_by_role("heading", name="还没有上架的剧")).to_be_visible()
