"""Two viewers talk about an episode: what one writes the other reads; what cannot be shown is refused in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

import pytest
from browser_complaints import Complaints
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect
from theatre_stage import CURRENT_VIDEO, Theatre

from fangcun.air.account.accounts import sign_in
from fangcun.air.account.viewers import ACCOUNT_KEY
from fangcun.air.api import ranks
from fangcun.air.contracts import Viewer, Visitor
from fangcun.air.engine.targets import Channel, Target
from fangcun.air.models import Danmaku, EpisodeTalk, Remark
from fangcun.air.talk.commenting import comment
from fangcun.air.talk.danmaku import forget_windows
from fangcun.air.talk.places import spot
from fangcun.air.talk.screening import screened
from fangcun.air.talk.speakers import Speaker
from fangcun.base.api import create_user, join
from fangcun.base.contracts import Role
from fangcun.base.models import Tenant
from fangcun.kit import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}


@pytest.fixture
def arrive(theatre: Theatre, browser: Browser, console: Complaints, plain_statics: None) -> Iterator[Arrive]:
    """Opens the first episode in a browser of its own: on a phone or a desktop, signed in by phone number or not."""
    forget_windows()
    screened("好看", on=clock.now().date())  # the first one in a process reads the lexicon
    contexts: list[BrowserContext] = []

    def open_page(*, number: str = "", phone: bool = True) -> Page:
        shape = PHONE if phone else {"viewport": {"width": 1280, "height": 800}}
        context = browser.new_context(**shape, locale="zh-CN")
        context.set_default_timeout(10_000)
        contexts.append(context)
        if number:
            account = sign_in(Target(Channel.PHONE, number), guest=None)
            session = import_module(settings.SESSION_ENGINE).SessionStore()
            session[ACCOUNT_KEY] = [account.pk, account.epoch]
            session.save()
            context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": theatre.url}])
        page = console.follow(context.new_page())
        # A guest gets a name with the first note of a position; whoever acts in that very moment may get two.
        with page.expect_response("**/position/"):
            theatre.open(page, 1)
        expect(page.locator(".rail .like")).to_be_enabled()
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def _one_episode(theatre: Theatre) -> None:
    theatre.planned = 1
    theatre.publish(1)


def test_what_one_writes_the_other_reads(arrive: Arrive, console: Complaints) -> None:
    console.expect("422")  # a refusal belongs to the story
    anna, bela = arrive(number="+8613800000001"), arrive(number="+8613800000002", phone=False)

    anna.locator(".rail .comment").click()
    expect(anna.get_by_text("还没有评论，来说第一句")).to_be_visible()
    anna.get_by_role("textbox", name="评论").fill("好看！来网上赌场玩")
    anna.get_by_role("button", name="发表").click()
    refused = anna.locator("#talk .refused")
    expect(refused).to_contain_text("“网上赌场”（第 5 到 8 个字）不能发表")
    expect(refused.locator("mark")).to_have_text("网上赌场")
    assert anna.get_by_role("textbox", name="评论").input_value() == "好看！来网上赌场玩"  # nothing given is lost
    anna.get_by_role("textbox", name="评论").fill("放映机亮起来那一下，值了")
    anna.get_by_role("button", name="发表").click()
    expect(anna.locator("#talk .said")).to_contain_text("放映机亮起来那一下")
    expect(anna.locator("#talk .many")).to_have_text("1")

    bela.keyboard.press("c")
    comment = bela.locator("#talk .remark").first
    expect(comment).to_contain_text("放映机亮起来那一下")
    comment.get_by_role("button", name="点赞").click()
    expect(comment.get_by_role("button", name="点赞")).to_have_attribute("aria-pressed", "true")
    comment.get_by_role("button", name="回复").click()
    bela.get_by_role("textbox", name="评论").fill("我也起鸡皮疙瘩了")
    bela.get_by_role("button", name="发表").click()
    expect(comment.locator(".replies")).to_contain_text("我也起鸡皮疙瘩了")
    bela.keyboard.press("Escape")
    expect(bela.locator(".rail .comment small")).to_have_text("2")

    anna.locator("#talk [data-sort=new]").click()
    expect(anna.locator("#talk .replies")).to_contain_text("我也起鸡皮疙瘩了")
    with anna.expect_response(lambda answer: answer.request.method == "DELETE"):  # shown before it is answered
        anna.locator("#talk .remark > .words").first.get_by_role("button", name="删除").click()
    expect(anna.locator("#talk .remark > .words .text").first).to_have_text("这条评论已删除")
    expect(anna.locator("#talk .status")).to_have_text("已删除")
    assert (Remark.objects.count(), EpisodeTalk.objects.get().comments) == (2, 1)


def test_a_line_of_danmaku_runs_over_both_pictures(theatre: Theatre, arrive: Arrive, console: Complaints) -> None:
    console.expect("422")
    anna = arrive(number="+8613800000001")
    anna.wait_for_function(f"() => ({CURRENT_VIDEO})()?.currentTime > 0")
    anna.locator(".rail .say").click()
    anna.get_by_role("textbox", name="弹幕内容").fill("快来网上赌场")
    anna.get_by_role("button", name="发送").click()
    expect(anna.locator("#danmaku .refused mark")).to_have_text("网上赌场")
    expect(anna.locator(".danmaku-layer .line")).to_have_count(0)
    anna.get_by_role("textbox", name="弹幕内容").fill("前方高能")
    anna.get_by_role("button", name="发送").click()
    expect(anna.locator(".danmaku-layer .line.own")).to_have_text("前方高能")

    bela = arrive(phone=False)
    line = bela.locator(".danmaku-layer .line")
    bela.wait_for_function(f"() => {{ const v = ({CURRENT_VIDEO})(); if (v) v.currentTime = 3.9; return Boolean(v); }}")
    expect(line).to_have_text("前方高能")
    stage, box = bela.locator(".stage").bounding_box(), line.bounding_box()
    assert stage
    assert box
    assert box["y"] + box["height"] < stage["y"] + stage["height"] * 2 / 3  # the lowest third is the subtitles'
    bela.keyboard.press("d")
    expect(line).to_have_count(0)
    bela.reload()
    expect(bela.locator(".watch")).to_have_class("watch no-danmaku")
    bela.keyboard.press("d")
    expect(bela.locator(".watch")).not_to_have_class("watch no-danmaku")

    bela.keyboard.press("c")
    bela.locator("#talk [data-sort=lines]").click()
    expect(bela.locator("#talk .spoken .text")).to_have_text("前方高能")
    assert Danmaku.objects.count() == 1
    assert theatre.state(bela) in ("playing", "paused")


def test_likes_go_back_and_forth_and_make_heat_once(arrive: Arrive) -> None:
    guest = arrive()
    like = guest.locator(".rail .like")
    with guest.expect_response("**/like"):
        like.click()
    expect(like.locator("small")).to_have_text("1")
    heat = _likes()
    assert heat > 0
    with guest.expect_response("**/like"):
        like.click()
    expect(like).to_have_attribute("aria-pressed", "false")
    expect(like.locator("small")).to_have_text("点赞")
    with guest.expect_response("**/like"):
        guest.locator(".stage").dispatch_event("fangcun:like", {})
    expect(like).to_have_attribute("aria-pressed", "true")
    guest.locator(".stage").dispatch_event("fangcun:like", {})  # a double tap never takes a like back
    expect(like.locator("small")).to_have_text("1")
    with guest.expect_response("**/follow"):
        guest.locator(".caption [data-follow]").click()
    expect(guest.locator(".caption [data-follow]")).to_have_text("已追")
    assert _likes() == pytest.approx(heat, rel=1e-3)
    assert EpisodeTalk.objects.get().likes == 1
    guest.goto(guest.url.split("/watch")[0])
    expect(guest.get_by_role("heading", name="我的追剧")).to_be_visible()


def _likes() -> float:
    [row] = ranks(clock.now())
    return next(part.points for part in row.heat.parts if part.name == "点赞")


def test_a_guest_reads_and_is_shown_the_way_in(arrive: Arrive) -> None:
    guest = arrive()
    guest.locator(".rail .comment").click()
    expect(guest.locator("#talk .why-not")).to_contain_text("登录后就能发表")
    assert "next=%2Fwatch%2F" in (guest.locator("#talk .why-not a").get_attribute("href") or "")


CROWD = """async ({ seed, width, lanes, count }) => {
    const { Lanes, leftAt, lasts } = await import("air/lanes");
    let state = seed;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const stage = new Lanes(width, lanes);
    const given = Array.from({ length: count }, () => ({
        at: random() * 30, width: 20 + random() * 500, place: random() < 0.8 ? 0 : 1 + Math.floor(random() * 2),
    }));
    const placed = given.filter((line) => stage.put(line));
    const mine = { at: 15, width: 300, place: 0 };
    const shown = stage.put(mine, { must: true });
    const overlaps = [];
    for (let at = 0; at < 40; at += 0.1) {
        const visible = stage.visible(at);
        for (const one of visible) for (const other of visible) {
            if (one === other || one.lane !== other.lane) continue;
            if (one.place || other.place) overlaps.push([at, one, other]);
            else {
                const [a, b] = [leftAt(one, at, width), leftAt(other, at, width)];
                if (a < b + other.width && b < a + one.width) overlaps.push([at, one, other]);
            }
        }
    }
    return {
        overlaps: overlaps.length, placed: placed.length, shown,
        lanes: new Set(stage.lanes.flat().map((line) => line.lane)).size,
        inside: placed.every((line) => line.lane >= 0 && line.lane < lanes),
        crosses: leftAt(mine, 15, width) === width && Math.abs(leftAt(mine, 15 + lasts(mine), width) + mine.width) < 1e-6,
    };
}"""


@pytest.mark.parametrize(("width", "lanes", "count"), [(390, 6, 60), (450, 12, 200), (1280, 3, 20), (320, 1, 40)])
def test_lines_in_one_lane_never_touch(arrive: Arrive, width: int, lanes: int, count: int) -> None:
    page = arrive(phone=False)
    found = page.evaluate(CROWD, {"seed": 20261123 + width, "width": width, "lanes": lanes, "count": count})
    assert found["overlaps"] == 0
    assert found["shown"]
    assert found["inside"]
    assert found["crosses"]
    assert found["lanes"] == lanes
    assert found["placed"] >= min(count, 3 * lanes)


def test_a_moderator_rules_by_keyboard(theatre: Theatre, arrive: Arrive, page: Page) -> None:
    place = spot(theatre.slug, 1)
    for number, text in enumerate(("加微信 甲", "加微信 乙")):
        who = Speaker(Visitor(Viewer(f"account:{number}"), "phone", ""), "观众", maker=False)
        comment(place, who, text=text)
    keeper = create_user("keeper", name="周宁", password="a long enough password", checked=False)
    join(keeper, Tenant.objects.get(pk=place.tenant_id), Role.OPERATOR)
    page.goto(f"{theatre.url}/account/login/?next=/talk/")
    page.get_by_label("账号").fill("keeper")
    page.get_by_label("密码").fill("a long enough password")
    page.keyboard.press("Enter")
    page.wait_for_url("**/talk/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("p")  # the one under the cursor: the first
    expect(page.get_by_text("已通过 1 条")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("h")  # not without a reason
    page.keyboard.type("广告引流")
    page.get_by_role("button", name="隐藏").click()
    expect(page.get_by_text("已隐藏 1 条")).to_be_visible()
    expect(page.get_by_text("没有等待处理的内容")).to_be_visible()
    reader = arrive()
    reader.locator(".rail .comment").click()
    expect(reader.locator("#talk .remark .text")).to_have_text("加微信 甲")
