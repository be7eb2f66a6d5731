"""A film on the reviewer's desk: findings on a timeline, jumps to the very frame, remarks at the frame that is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_complaints import Complaints
from django.test import Client
from playwright.sync_api import BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from fangcun.base.api import actor_of_login, blobs, create_user, ensure_tenant, hand_over_waiting, join
from fangcun.base.contracts import Role
from fangcun.base.models import User
from fangcun.farm.api import jobs, run_here
from fangcun.kit import digest
from fangcun.review import api
from fangcun.review.contracts import CutEpisode, Filing
from watch_stage import OPENING, Words, make_film

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRAME = 1 / 25
PLANTED = Words("加微信领红包", 3.0, 4.0, height=0.06, y=0.7)


def member(login: str, role: Role, tenant: str) -> None:
    user = create_user(login, name=login, password="only-for-tests", checked=False)
    join(user, ensure_tenant(tenant, name=tenant), role)


def test_a_finding_is_looked_at_to_the_frame_and_remarked_on(
    desktop: BrowserContext, live_server: LiveServer, console: Complaints, tmp_path: Path
) -> None:
    member("lin", Role.PRODUCER, "house")
    member("anne", Role.REVIEWER, "centre")
    member("shen", Role.CHIEF, "centre")
    lin, anne = actor_of_login("lin"), actor_of_login("anne")
    api.open_centre(actor_of_login("shen"), short="晋审")
    film = blobs().put(make_film(tmp_path / "film.mp4", seconds=6, words=(*OPENING, PLANTED)).read_bytes())
    episode = CutEpisode(1, "", film, 6000, digest.of_data({"film.mp4": film}))
    case = api.submit_cut(lin, work="qi", name="七分钟", episodes=[episode], filing=Filing(100_000, ai=True))
    for job in jobs(tenant_id=lin.tenant_id):
        run_here(job.job_id)
    hand_over_waiting()
    api.take(anne, case)
    [planted] = [f for f in api.case(anne, case).findings if f.surface == PLANTED.text]

    client = Client()
    client.force_login(User.objects.get(login="anne"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    desktop.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict is what it takes
    page = console.follow(desktop.new_page())
    page.goto(f"{live_server.url}/review/{case}/")
    page.wait_for_function("() => document.querySelector('video').readyState >= 1")

    page.locator(f"#f{planted.id}").click()
    page.locator(f"[data-ms][data-for='{planted.id}']").click()
    first = planted.evidence["frame"]
    assert abs(first - 75) <= 2, "it was found where it stands"
    page.wait_for_function(
        "(at) => Math.abs(document.querySelector('video').currentTime - at) < 0.002", arg=(first + 0.5) * FRAME
    )
    expect(page.locator("[data-boxes] i")).to_be_visible()
    page.keyboard.press(".")
    page.wait_for_function(
        "(at) => Math.abs(document.querySelector('video').currentTime - at) < 0.002", arg=(first + 1.5) * FRAME
    )
    page.keyboard.press("c")
    expect(page.locator("dialog [data-quote]")).to_contain_text("第 1 集")
    page.locator("dialog textarea[name=message]").fill("这一帧的字请换掉")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("意见已记下")).to_be_visible()
    mine = next(f for f in api.case(anne, case).findings if f.source == "person")
    assert (mine.evidence["episode"], mine.evidence["from_ms"]) == (1, round((first + 1) * FRAME * 1000))
