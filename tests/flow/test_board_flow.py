"""A planner's hand on the stripboard in a real browser: drag, see what clashes, take it back; by keyboard; on a phone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import include, path
from playwright.sync_api import Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from fangcun import urls as site
from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.shoot.models import Placement

sys.path.append(str(Path(__file__).parents[1] / "app" / "shoot"))
from board_rows import Rows, make_plan, many_crews, two_crews

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

handler404 = site.handler404
urlpatterns = list(site.urlpatterns)
if not any(str(pattern.pattern) == "shoot/" for pattern in urlpatterns):
    urlpatterns.append(path("shoot/", include("fangcun.shoot.urls")))


@pytest.fixture(autouse=True)
def _addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def producer(transactional_db: None) -> Actor:
    user = create_user("producer", name="林制片", password="only-for-tests", checked=False)
    join(user, ensure_tenant("fangcun", name="方寸影视"), Role.PRODUCER)
    found = actor_of(user)
    assert found is not None
    return found


@pytest.fixture
def plan(producer: Actor) -> Rows:
    return make_plan(producer, *two_crews())


@pytest.fixture
def board(live_server: LiveServer, producer: Actor, plan: Rows) -> Callable[..., None]:
    """Opens the board in a page whose user is the producer."""

    def show(page: Page, *, crew: str = "0", plan_id: int = plan.plan_id) -> None:
        client = Client()
        client.force_login(producer_user(producer))
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.goto(f"{live_server.url}/shoot/plans/{plan_id}/board/?crew={crew}")
        page.wait_for_selector("#board[data-ready]")

    return show


def producer_user(actor: Actor) -> object:
    from fangcun.base.models import User

    return User.objects.get(pk=actor.user_id)


def strip(page: Page, plan: Rows, crew: int, key: str) -> Locator:
    return page.locator(f'.strip[data-id="{plan.strips[crew, key]}"]')


def lane(page: Page, crew: int, slot: int) -> Locator:
    return page.locator(f'.lane[data-crew="{crew}"][data-slot="{slot}"]')


def slot_of(plan: Rows, crew: int, key: str) -> int:
    return Placement.objects.get(plan_id=plan.plan_id, strip_id=plan.strips[crew, key]).slot


def centre(where: Locator) -> tuple[float, float]:
    box = where.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, what: Locator, to: Locator) -> None:
    page.mouse.move(*centre(what))
    page.mouse.down()
    page.mouse.move(*centre(to), steps=6)


def test_a_strip_dragged_onto_a_taken_set_clashes_at_once_and_can_be_taken_back(
    page: Page, plan: Rows, board: Callable[..., None]
) -> None:
    board(page, crew="1")
    moving = strip(page, plan, 1, "1-2")
    expect(page.locator("#tally")).to_have_text("没有冲突")
    drag(page, moving, lane(page, 1, 0))
    expect(lane(page, 1, 0)).to_have_class("lane bare unfit under")
    expect(lane(page, 1, 1)).to_have_class("lane bare fit")
    expect(page.locator("#drag-hint")).to_contain_text("归来的绣娘")
    page.mouse.up()
    expect(moving).to_have_class("strip strip-0 picked clash")
    expect(page.locator('.day[data-day="0"] .day-head')).to_have_class("day-head clash")
    expect(page.locator("#clashes")).to_contain_text("归来的绣娘 × 总裁的秘密")
    expect(page.locator("#saved")).to_have_text("已保存")
    assert slot_of(plan, 1, "1-2") == 0
    page.keyboard.press("Control+z")
    expect(page.locator("#tally")).to_have_text("没有冲突")
    expect(lane(page, 1, 4).locator(".strip")).to_have_count(1)
    assert slot_of(plan, 1, "1-2") == 4
    page.locator("#redo").click()
    expect(moving).to_have_class("strip strip-0 picked clash")


def test_a_conflict_of_another_crew_is_marked_on_both_boards(
    page: Page, plan: Rows, board: Callable[..., None]
) -> None:
    board(page, crew="all")
    drag(page, strip(page, plan, 1, "1-2"), lane(page, 1, 0))
    page.mouse.up()
    expect(strip(page, plan, 0, "1-1")).to_have_class("strip strip-0 clash")
    expect(page.locator("#saved")).to_have_text("已保存")


def test_escape_puts_a_dragged_strip_back(page: Page, plan: Rows, board: Callable[..., None]) -> None:
    board(page)
    drag(page, strip(page, plan, 0, "1-3"), lane(page, 0, 4))
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(lane(page, 0, 1).locator(".strip")).to_have_count(1)
    assert slot_of(plan, 0, "1-3") == 1


def test_strips_move_by_keyboard_alone(page: Page, plan: Rows, board: Callable[..., None]) -> None:
    board(page)
    strip(page, plan, 0, "1-3").focus()
    for key in ("Enter", "ArrowRight", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    expect(lane(page, 0, 7).locator(".strip")).to_have_count(1)
    expect(page.locator("#saved")).to_have_text("已保存")
    assert slot_of(plan, 0, "1-3") == 7
    page.keyboard.press("l")
    expect(strip(page, plan, 0, "1-3")).to_have_class("strip strip-0 frozen picked")


def test_a_stale_board_is_told_and_renewed(
    page: Page, plan: Rows, board: Callable[..., None], producer: Actor, console: object
) -> None:
    from fangcun.shoot.services.moving import move

    console.expect("409")  # type: ignore[attr-defined]
    board(page)
    move(producer, plan.plan_id, strips=[plan.strips[0, "1-3"]], slot=4, order=0)
    drag(page, strip(page, plan, 0, "1-1"), lane(page, 0, 3))
    page.mouse.up()
    expect(page.locator("#trouble")).to_contain_text("1-3")
    expect(lane(page, 0, 4).locator(".strip")).to_have_count(1)
    expect(lane(page, 0, 0).locator(".strip")).to_have_count(2)
    assert slot_of(plan, 0, "1-1") == 0


def test_on_a_phone_a_tap_chooses_and_the_bar_moves(phone_page: Page, plan: Rows, board: Callable[..., None]) -> None:
    board(phone_page)
    strip(phone_page, plan, 0, "1-2").tap()
    expect(phone_page.locator("#carry-what")).to_have_text("1-2")
    phone_page.select_option("#to-day", "2")
    phone_page.select_option("#to-part", "2")
    expect(phone_page.locator("#carry-fit")).to_contain_text("日夜不符")
    phone_page.select_option("#to-part", "0")
    expect(phone_page.locator("#carry-fit")).to_have_text("可放")
    phone_page.locator("#go").tap()
    expect(lane(phone_page, 0, 6).locator(".strip")).to_have_count(1)
    wide = phone_page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


def test_two_thousand_strips_are_shown_side_by_side(page: Page, board: Callable[..., None], producer: Actor) -> None:
    big = make_plan(producer, *many_crews())
    board(page, crew="all", plan_id=big.plan_id)
    expect(page.locator(".crew-board")).to_have_count(10)
    assert page.locator(".strip").count() == 2000
