"""A producer's work with scripts in a real browser: send one in, mend it, plan from it, compare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from fangcun.base.api import create_user, ensure_tenant, join
from fangcun.base.contracts import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINES = """《古城来信》
第1集：旧信
1-1 日 内 邮局
人物：沈青、老周
道具：信封、邮票
△沈青把一只泛黄的信封放在柜台上。
老周（惊）：这封信，寄了三十年？
沈青：能查到寄信人吗？
1-2 夜 外 古城墙
人物：沈青、陆远
△陆远推着自行车从城门走来。
陆远：你就是沈青？
沈青（OS）：他的眼睛，和照片上一样。
第1集完
第3集：回信
3-1 夜 内 老宅书房
人物：沈青、陆远、村民×8
△八名村民围在门口，沈青打开木箱。
陆远：里面什么也没有。
沈青：有，你看夹层。""".splitlines()
"""Three scenes; the second episode is missing."""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The script as a Word file."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    path = tmp_path / "古城来信 初稿.docx"
    document.save(str(path))
    return path


@pytest.fixture
def enter(live_server: LiveServer) -> Callable[[BrowserContext], str]:
    """Logs a producer into a browser; returns the site's address."""

    def log_in(context: BrowserContext) -> str:
        user = create_user("producer", name="林制片", password="only-for-tests", checked=False)
        join(user, ensure_tenant("fangcun", name="方寸影视"), Role.PRODUCER)
        client = Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        return live_server.url

    return log_in


def upload(page: Page, site: str, script: Path) -> None:
    """Send a file in through the list and wait for its script."""
    page.goto(f"{site}/scripts/")
    page.set_input_files("input[type=file]", script)
    page.wait_for_url("**/1/")


def test_a_word_file_is_read_and_its_problems_lead_to_their_lines(
    page: Page, enter: Callable[[BrowserContext], str], script: Path
) -> None:
    upload(page, enter(page.context), script)
    expect(page.get_by_role("heading", name="古城来信", level=1)).to_be_visible()
    expect(page.locator(".scene")).to_have_count(3)
    expect(page.locator("#s2 .strip")).to_have_class("strip strip-night-ext")
    expect(page.locator("#s2")).to_contain_text("OS")
    problem = page.locator(".findings .finding", has_text="第3集").first
    problem.locator("a").click()
    lit = page.locator(".lit")
    expect(lit).to_have_count(1)
    expect(lit).to_be_in_viewport()
    page.locator(".outline a", has_text="邮局").click()
    expect(page.locator("#s1")).to_have_class("scene lit")
    assert page.url.endswith("#s1")


def test_a_file_dropped_anywhere_on_the_page_is_sent(page: Page, enter: Callable[[BrowserContext], str]) -> None:
    page.goto(f"{enter(page.context)}/scripts/")
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.items.add(new File([text], "拖进来的.txt", { type: "text/plain" }));
          const drop = (name) => document.body.dispatchEvent(
            new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
          drop("dragenter"); drop("dragover"); drop("drop");
        }""",
        "\n".join(LINES),
    )
    page.wait_for_url("**/1/")
    expect(page.locator(".facts .file")).to_contain_text("拖进来的.txt")


def test_a_file_that_cannot_be_read_is_explained_in_place(
    page: Page, enter: Callable[[BrowserContext], str], console: Any, tmp_path: Path
) -> None:
    console.expect("422")
    bad = tmp_path / "坏文件.docx"
    bad.write_bytes(bytes(range(256)) * 50)
    page.goto(f"{enter(page.context)}/scripts/")
    page.set_input_files("input[type=file]", bad)
    alert = page.locator("#arrived [role=alert]")
    expect(alert).to_contain_text("坏文件.docx")
    expect(page.locator(".progress")).to_be_hidden()
    alert.get_by_role("link").click()
    expect(page.locator("table")).to_contain_text("读不出")


def test_the_breakdown_is_filtered_by_the_address_walked_by_keys_and_taken_along(
    page: Page, enter: Callable[[BrowserContext], str], script: Path, tmp_path: Path
) -> None:
    upload(page, enter(page.context), script)
    page.get_by_role("link", name="拆解").click()
    page.wait_for_url("**/breakdown/**")
    page.wait_for_load_state("load")  # a choice made before the page's scripts are there would be lost
    rows = page.locator("tr[data-open]")
    expect(rows).to_have_count(3)
    page.select_option("[name=light]", "夜")
    expect(rows).to_have_count(2)
    page.wait_for_url("**/breakdown/?light=*")
    page.fill("[name=q]", "木箱")
    expect(rows).to_have_count(1)
    page.reload()
    expect(rows).to_have_count(1)
    page.get_by_role("link", name="清除").click()
    expect(rows).to_have_count(3)

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    drawer = page.locator(".drawer")
    expect(drawer).to_contain_text("1-1 邮局")
    expect(drawer.locator("mark", has_text="信封").first).to_be_visible()
    page.keyboard.press("j")
    expect(drawer).to_contain_text("1-2 古城墙")
    page.wait_for_url("**?scene=2")
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)

    with page.expect_download() as download:
        page.get_by_role("link", name=".xlsx").click()
    assert download.value.suggested_filename == "古城来信-1.xlsx"
    target = tmp_path / "out.xlsx"
    download.value.save_as(target)
    book = openpyxl.load_workbook(target)
    assert "邮局" in {str(c.value) for sheet in book for row in sheet for c in row}


def test_problems_follow_the_writing_and_the_text_becomes_the_next_draft(
    page: Page, enter: Callable[[BrowserContext], str], script: Path
) -> None:
    upload(page, enter(page.context), script)
    page.get_by_role("link", name="改稿").click()
    findings = page.locator("#findings")
    expect(findings).to_contain_text("第3集")
    area = page.locator("textarea")
    text = area.input_value()
    area.fill(
        text.replace("第3集：回信", "第2集：回信")
        .replace("3-1 夜", "2-1 夜")
        .replace("能查到寄信人吗", "请帮我查寄信人")
    )
    expect(findings).not_to_contain_text("第3集")
    findings.locator(".outline a", has_text="2-1").click()
    chosen = area.evaluate("(a) => a.value.slice(a.selectionStart, a.selectionEnd)")
    assert chosen == "2-1 夜 内 老宅书房"
    page.fill("[name=note]", "补上集号")
    page.keyboard.press("Control+s")
    page.wait_for_url("**/2/")
    page.get_by_role("link", name="对比").click()
    changed = page.locator(".change.changed", has_text="邮局")
    expect(changed.locator("ins").first).to_be_visible()
    expect(changed.locator("del").first).to_be_visible()
    expect(page.locator(".desk-card.rereview")).to_contain_text("台词有变")


def test_unsaved_writing_survives_a_closed_tab(page: Page, enter: Callable[[BrowserContext], str]) -> None:
    site = enter(page.context)
    page.goto(f"{site}/scripts/new/")
    page.locator("textarea").fill("\n".join(LINES))
    expect(page.locator("#findings")).to_contain_text("3 场")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{site}/scripts/")
    page.goto(f"{site}/scripts/new/")
    page.get_by_role("button", name="取回").click()
    expect(page.locator("#findings")).to_contain_text("3 场")
    page.get_by_role("button", name="存为第一稿").click()
    page.wait_for_url("**/1/")
    expect(page.get_by_role("heading", name="古城来信", level=1)).to_be_visible()


def test_on_a_phone_one_pane_shows_and_nothing_runs_off_the_screen(
    phone_page: Page, enter: Callable[[BrowserContext], str], script: Path
) -> None:
    page = phone_page
    upload(page, enter(page.context), script)
    expect(page.locator("#problems")).to_be_hidden()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.get_by_role("button", name="问题").tap()
    expect(page.locator("#problems h2")).to_be_in_viewport()
    expect(page.locator("#text")).to_be_hidden()
    page.locator(".findings a").first.tap()
    expect(page.locator("#text")).to_be_visible()
    expect(page.locator(".lit")).to_be_in_viewport()
    for address in [
        "/scripts/",
        "/scripts/new/",
        "/scripts/古城来信/",
        "/scripts/古城来信/1/",
        "/scripts/古城来信/1/edit/",
        "/scripts/古城来信/1/breakdown/?scene=1",
        "/scripts/古城来信/compare/",
    ]:
        page.goto(page.url.split("/scripts")[0] + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
