"""What every browser test shares: a Chromium, pages that fail on console errors, a phone, a database for threads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
from browser_complaints import Complaints
from django.conf import settings as django_settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from theatre_media import make_episode, make_poster
from theatre_stage import Theatre

# Playwright's synchronous API runs an event loop in this thread; the tests' own ORM calls are still synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A server with threads needs a database each of them can open: a file, not memory. Set before the database is made.
django_settings.DATABASES["default"].setdefault("TEST", {})
if django_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    django_settings.DATABASES["default"]["TEST"]["NAME"] = str(Path(os.environ["FANGCUN_HOME"]) / "flow.sqlite3")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
INSTALL = "apt-get update && apt-get install -y chromium fonts-noto-cjk"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The system's browser; without one the tests are reported as not run, and fail where CI=true."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        missing = f"没有找到 Chromium，浏览器测试未运行。安装：{INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """The driver of the browser."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def launch(playwright_driver: Playwright, chromium: str) -> Callable[..., Browser]:
    """Starts a browser; ``without`` names arguments to leave out."""

    def start(*, without: str = "") -> Browser:
        arguments = [a for a in ARGUMENTS if not without or not a.startswith(without)]
        return playwright_driver.chromium.launch(executable_path=chromium, headless=True, args=arguments)

    return start


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """One browser for the whole run."""
    running = launch()
    yield running
    running.close()


@pytest.fixture
def emptied_audit(transactional_db: None) -> Iterator[None]:
    """Takes the audit log and issued sheets away after a test: their own guards refuse even the flush between tests."""
    from django.db import connection

    guarded = {
        "fangcun.base.migrations.0002_audit_is_append_only": ("base_audit",),
        "fangcun.review.migrations.0002_steps_are_append_only": ("review_step",),
        "fangcun.ledger.migrations.0002_books": tuple(
            f"ledger_{name}" for name in ("closing", "period", "entry", "balance", "transfer", "account")
        ),
        "fangcun.shoot.migrations.0002_issued_sheets_stay": ("shoot_receipt", "shoot_call_sheet"),
    }
    yield
    for module, tables in guarded.items():
        guards = import_module(module)
        with connection.schema_editor() as editor:
            guards.unguard(None, editor)
            for table in tables:
                editor.execute(f"DELETE FROM {table}")
            guards.guard(None, editor)


@pytest.fixture
def plain_statics(settings: Settings, emptied_audit: None) -> Iterator[None]:
    """Static files under their own names, straight from the source, so that nothing must be collected first."""
    from fangcun.base import statics

    storages = dict(django_settings.STORAGES)
    storages["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = storages
    statics.import_map.cache_clear()
    yield
    statics.import_map.cache_clear()


@pytest.fixture
def console() -> Iterator[Complaints]:
    """The complaints of a test's pages; any unexpected one fails it."""
    watch = Complaints()
    yield watch
    assert watch.unexpected() == []


@pytest.fixture
def desktop(browser: Browser, plain_statics: None) -> Iterator[BrowserContext]:
    """A browser window of 1280 × 800."""
    context = browser.new_context(
        # Requests of a service worker pass by what tests put in a page's way; its own tests let it in.
        viewport={"width": 1280, "height": 800},
        locale="zh-CN",
        service_workers="block",
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def phone(browser: Browser, plain_statics: None) -> Iterator[BrowserContext]:
    """A phone of 390 × 844 with touch and two pixels to a point."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
        locale="zh-CN",
        service_workers="block",
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(desktop: BrowserContext, console: Complaints) -> Page:
    """A page in a desktop window; fails the test when it complains."""
    return console.follow(desktop.new_page())


@pytest.fixture
def phone_page(phone: BrowserContext, console: Complaints) -> Page:
    """A page on a phone; fails the test when it complains."""
    return console.follow(phone.new_page())


@pytest.fixture(scope="session")
def theatre_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[int, dict[str, Path]], dict[int, Path]]:
    """Three tiny episodes and their posters, encoded once."""
    folder = tmp_path_factory.mktemp("episodes")
    numbers = (1, 2, 3)
    episodes = {n: make_episode(folder / str(n), number=n, seconds=4) for n in numbers}
    return episodes, {n: make_poster(folder / f"{n}.jpg", number=n) for n in numbers}


@pytest.fixture
def theatre(live_server: LiveServer, theatre_files: tuple[dict[int, dict[str, Path]], dict[int, Path]]) -> Theatre:
    """A running site with a title to publish."""
    media, posters = theatre_files
    return Theatre(live_server.url, media, posters)
