"""The theatre as an app: without a line it says so and what was being watched, and a new version takes over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from theatre_stage import Theatre

from fangcun.air import app_shell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INSTALL = """async () => {
    await navigator.serviceWorker.register("/worker.js", { scope: "/" });
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
        await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
}"""
KEPT = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
    [name, (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)])))"""


@pytest.fixture
def app(browser: Browser, plain_statics: None) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", service_workers="allow")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def test_the_manifest_makes_an_app_of_it(theatre: Theatre, page: Page) -> None:
    page.goto(theatre.url)
    address = page.locator("link[rel=manifest]").get_attribute("href")
    told = page.evaluate("async (address) => (await fetch(address)).json()", address)
    assert (told["name"], told["display"], told["start_url"], told["scope"]) == ("方寸剧场", "standalone", "/", "/")
    sizes = page.evaluate(
        "(icons) => Promise.all(icons.map(async ({ src }) => {"
        " const image = await createImageBitmap(await (await fetch(src)).blob()); return `${image.width}x${image.height}`; }))",
        told["icons"],
    )
    assert sizes == [icon["sizes"] for icon in told["icons"]]


def test_without_a_line_the_page_says_so_and_what_was_on(theatre: Theatre, app: BrowserContext) -> None:
    theatre.publish(1, 2)
    page = app.new_page()
    theatre.open(page, 2)
    theatre.watches(page, 2)
    page.evaluate(INSTALL)
    app.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="离线了")).to_be_visible()
    expect(page.get_by_role("link", name="方寸之间 第2集 · 胶片")).to_be_visible()
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(13, 12, 17)"
    app.set_offline(False)
    theatre.watches(page, 2)


def test_nothing_but_the_shell_is_kept(theatre: Theatre, app: BrowserContext) -> None:
    theatre.publish(1, 2)
    page = app.new_page()
    page.goto(theatre.url)
    page.evaluate(INSTALL)
    theatre.open(page, 1)
    theatre.watches(page, 1)
    page.evaluate("() => fetch('/api/titles')")
    [kept] = page.evaluate(KEPT).values()
    assert "/offline/" in kept
    assert [path for path in kept if not path.startswith("/static/")] == ["/offline/"]


def test_a_new_version_takes_over(theatre: Theatre, app: BrowserContext, monkeypatch: pytest.MonkeyPatch) -> None:
    page = app.new_page()
    page.goto(theatre.url)
    page.evaluate(INSTALL)
    [before] = page.evaluate(KEPT)
    monkeypatch.setattr(app_shell, "version", lambda: "anewone")
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }")
    page.wait_for_function("async () => String(await caches.keys()) === 'fangcun-anewone'")
    assert before != "fangcun-anewone"
