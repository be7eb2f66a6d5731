"""A script with planted problems, three logins: it comes back, is mended, passes, and is shown with its number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser_complaints import Complaints
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from fangcun.air.models import Making, Release
from fangcun.base.api import actor_of_login, create_user, ensure_tenant, join
from fangcun.base.contracts import Role
from fangcun.farm.api import jobs, results_of, run_here
from fangcun.review import api as review
from fangcun.write import api as write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER = "（晋审）网微剧备字（2026）第0001号"
SCRIPT = """《巷口》

第1集

1-1 日 外 巷口
人物：小满、老周
△小满跑进巷口，老周在修车。
小满：周叔，加微信扫码领红包，网络赌-博稳赚不赔。
老周：你慢点跑。
"""
MENDED = "小满：周叔，今天的晚霞真好看。"


class People:
    """Who logs in: each in a window of their own."""

    def __init__(self, browser: Browser, site: str, console: Complaints) -> None:
        self._browser, self._site, self._console = browser, site, console
        self._contexts: list[BrowserContext] = []

    def enter(self, login: str, role: Role, tenant: tuple[str, str]) -> Page:
        """A page of somebody who is logged in."""
        user = create_user(login, name=login, password="only-for-tests", checked=False)
        join(user, ensure_tenant(tenant[0], name=tenant[1]), role)
        client = Client()
        client.force_login(user)
        context = self._browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        context.set_default_timeout(10_000)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self._site}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict is what it takes
        self._contexts.append(context)
        return self._console.follow(context.new_page())

    def leave(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def people(browser: Browser, plain_statics: None, live_server: LiveServer, console: Complaints) -> Iterator[People]:
    """Three people and their windows."""
    found = People(browser, live_server.url, console)
    yield found
    found.leave()


def test_the_whole_way_of_a_script_with_planted_problems(people: People, live_server: LiveServer) -> None:
    producer = people.enter("lin", Role.PRODUCER, ("fangcun", "方寸影视"))
    first = people.enter("anne", Role.REVIEWER, ("centre", "晋南审核中心"))
    chief = people.enter("shen", Role.CHIEF, ("centre", "晋南审核中心"))
    review.open_centre(actor_of_login("shen"), short="晋审")
    lin = actor_of_login("lin")
    write.ensure_draft(lin, file_name="巷口.txt", data=SCRIPT.encode())
    site = live_server.url

    # The producer submits; the class is told while the form is filled in.
    producer.goto(f"{site}/review/new/")
    producer.get_by_label("投资额（元）").fill("200000")
    expect(producer.locator("#class")).to_contain_text("三类")
    producer.get_by_role("button", name="提交送审").click()
    expect(producer.get_by_text("已送审")).to_be_visible()
    case = int(producer.url.rstrip("/").rpartition("/")[2])

    # The first reviewer takes it and rules by keyboard: every marked place stands.
    first.goto(f"{site}/review/")
    first.get_by_role("button", name="接手").click()
    expect(first.get_by_text("已接手")).to_be_visible()
    expect(first.locator("mark").first).to_be_visible()
    asked = len([f for f in review.case(actor_of_login("anne"), case).findings if f.strength.value != "note"])
    assert asked >= 2
    for left in range(asked, 0, -1):
        expect(first.locator("#standing")).to_contain_text(f"{left} 条待判")
        first.locator(".finding.at input[name=words]").fill("请删去招赌、导流的话")
        first.keyboard.press("Escape")
        first.keyboard.press("u")
    expect(first.locator("#standing")).to_contain_text("都判过了")
    first.locator(".closing textarea").fill("一句台词请改写。")
    first.get_by_role("button", name="退回修改").click()
    expect(first.get_by_text("初审意见已提交")).to_be_visible()

    # The producer reads what to mend, and sends it again mended.
    producer.goto(f"{site}/review/{case}/")
    expect(producer.get_by_text(f"要改 {asked} 处")).to_be_visible()
    expect(producer.locator(".finding mark", has_text="加微信")).to_be_visible()
    write.ensure_draft(lin, production="巷口", file_name="巷口.txt", data=_mended().encode())
    producer.reload()
    producer.get_by_role("button", name="重新送审").click()
    expect(producer.get_by_text("已重新送审")).to_be_visible()

    # Nothing is left to rule on; the first reviewer passes it on, the chief decides.
    first.goto(f"{site}/review/{case}/")
    first.get_by_role("button", name="接手").click()
    expect(first.locator("details.gone summary")).to_contain_text("已改掉")
    first.get_by_role("button", name="建议通过，送终审").click()
    expect(first.get_by_text("初审意见已提交")).to_be_visible()
    chief.goto(f"{site}/review/")
    chief.get_by_role("button", name="接手").click()
    chief.get_by_role("button", name="通过", exact=True).click()
    expect(chief.get_by_text("终审决定已作出")).to_be_visible()
    expect(chief.locator("#standing")).to_contain_text(NUMBER)

    # Its film is asked for, made, and on the shelf with the number in its opening.
    producer.goto(f"{site}/reels/")
    expect(producer.locator(".ready")).to_contain_text(NUMBER)
    assert "巷口" not in producer.request.get(f"{site}/").text()
    producer.locator(".ready").get_by_role("button", name="出片").click()
    expect(producer.get_by_text("已交给算力")).to_be_visible()
    [job] = jobs(tenant_id=lin.tenant_id)
    assert run_here(job.job_id).failed == 0

    [release] = Release.objects.of(lin.tenant_id)
    assert release.shown_as == NUMBER
    [making] = Making.objects.of(lin.tenant_id)
    made = results_of([making.task_key])[making.task_key]
    assert made.values["passed"], "the examination found title and number in the opening"
    producer.goto(f"{site}/reels/{making.title.slug}/")
    expect(producer.get_by_text("已上架", exact=True)).to_be_visible()
    viewer = people.enter("fang", Role.VIEWER, ("watchers", "观众"))
    viewer.goto(f"{site}/watch/{making.title.slug}/1/")
    expect(viewer.locator("video").first).to_be_attached()


def _mended() -> str:
    lines = [MENDED if line.startswith("小满：") else line for line in SCRIPT.splitlines()]
    return "\n".join(lines) + "\n"
