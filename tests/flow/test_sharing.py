"""An episode goes out: as a card on other sites, as a link, as a code for the phone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from playwright.sync_api import BrowserContext, Page, expect
from theatre_stage import Theatre

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_other_sites_are_told_what_it_is(theatre: Theatre, page: Page) -> None:
    theatre.publish(1, 2)
    theatre.open(page, 2)
    told = page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('meta[property], meta[name^=twitter]')]"
        ".map((m) => [m.getAttribute('property') ?? m.name, m.content]))"
    )
    assert told["og:title"] == told["twitter:title"] == "方寸之间 · 第2集"
    assert told["og:url"] == f"{theatre.url}/watch/{theatre.slug}/2/"
    assert told["og:image"].startswith(f"{theatre.url}/poster/{theatre.slug}/2/")
    assert told["twitter:card"] == "summary_large_image"


def test_on_a_desk_the_sheet_has_the_link_and_a_code_that_phones_read(
    theatre: Theatre, page: Page, desktop: BrowserContext
) -> None:
    pytest.importorskip("segno")
    desktop.grant_permissions(["clipboard-read", "clipboard-write"])
    theatre.publish(1, 2)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.keyboard.press("ArrowDown")
    theatre.watches(page, 2)
    page.get_by_role("button", name="分享").click()
    sheet = page.get_by_role("dialog", name="分享")
    code = sheet.get_by_role("img", name="手机扫码观看")
    page.wait_for_function(
        "() => document.querySelector('.qr').complete && document.querySelector('.qr').naturalWidth > 0"
    )
    address = f"{theatre.url}/watch/{theatre.slug}/2/"
    picture = cv2.imdecode(np.frombuffer(code.screenshot(animations="disabled"), np.uint8), cv2.IMREAD_COLOR)
    read, _, _ = cv2.QRCodeDetector().detectAndDecode(
        cv2.resize(picture, None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST)
    )
    assert read == address
    sheet.get_by_role("button", name="复制链接").click()
    expect(page.get_by_text("链接已复制")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == address


def test_a_phone_shares_with_its_own_sheet_and_the_poster(theatre: Theatre, phone_page: Page) -> None:
    theatre.publish(1)
    phone_page.add_init_script(
        "Object.assign(navigator, { canShare: () => true, share: async (parcel) => { window.parcel = parcel; } });"
    )
    theatre.open(phone_page, 1)
    theatre.watches(phone_page, 1)
    phone_page.get_by_role("button", name="分享").tap()
    phone_page.wait_for_function("() => window.parcel")
    told = phone_page.evaluate("() => [parcel.title, parcel.url, parcel.files?.[0]?.type]")
    assert told == ["方寸之间 · 第1集", f"{theatre.url}/watch/{theatre.slug}/1/", "image/jpeg"]
