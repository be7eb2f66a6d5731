"""Somebody opens the theatre in a real browser and watches."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from theatre_stage import Theatre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_empty_theatre_says_what_would_be_here_and_how_to_get_it(page: Page, live_server) -> None:  # type: ignore[no-untyped-def]
    page.goto(live_server.url)
    expect(page.get_by_role("heading", name="还没有上架的剧")).to_be_visible()
    expect(page.get_by_text("./fangcun make 剧本.docx")).to_be_visible()


def test_from_the_shelf_to_a_playing_episode(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1, 2, 3)
    phone_page.goto(theatre.url)
    phone_page.get_by_role("link", name="开始看").click()
    theatre.watches(phone_page, 1)
