"""The board's reads and pages: what a planner sees, what the script is given, who may see it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from board_rows import Rows, make_plan, many_crews, two_crews
from django.test import Client
from pytest_django import Settings

from fangcun.base.api import actor_of, create_user, ensure_tenant, join
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import User
from fangcun.shoot.contracts import PlanState, TracePoint
from fangcun.shoot.engine.loads import load_of, shortest_way
from fangcun.shoot.models import Casting, Placement, Plan, Setting
from fangcun.shoot.queries.board import board
from fangcun.shoot.queries.comparing import comparable, what_if
from fangcun.shoot.queries.use import UseKind, use_lines
from fangcun.shoot.services.copying import copy_plan
from fangcun.shoot.services.moving import move
from fangcun.shoot.views.curve import HEIGHT, draw_curve
from fangcun.shoot.views.words import money

pytestmark = pytest.mark.urls("board_urls")


@pytest.fixture(autouse=True)
def _plain_statics(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def user(role: Role, tenant: str) -> User:
    login = f"{role}-{tenant}"
    found = User.objects.filter(login=login).first()
    if found is None:
        found = create_user(login, name="林制片", password="only-for-tests", checked=False)
        join(found, ensure_tenant(tenant, name=tenant), role)
    return found


@pytest.fixture
def producer(db: None) -> Actor:
    found = actor_of(user(Role.PRODUCER, "fangcun"))
    assert found is not None
    return found


@pytest.fixture
def plan(producer: Actor) -> Rows:
    return make_plan(producer, *two_crews())


@pytest.fixture
def browse(db: None) -> Callable[..., Client]:
    def log_in(role: Role = Role.PRODUCER, *, tenant: str = "fangcun") -> Client:
        client = Client()
        client.force_login(user(role, tenant))
        return client

    return log_in


def send(client: Client, plan: Rows, **body: Any) -> Any:
    return client.post(f"/shoot/plans/{plan.plan_id}/edit/", json.dumps(body), content_type="application/json")


def test_the_leads_have_the_low_cast_numbers(producer: Actor, plan: Rows) -> None:
    crew = board(producer, plan.plan_id).crews[0]
    assert [(number, role) for number, role, _person in crew.cast] == [(1, "沈青"), (2, "周妈")]


def test_a_strip_shows_its_light_place_minutes_and_cast(producer: Actor, plan: Rows) -> None:
    strips = {(s.crew, s.key): s for s in board(producer, plan.plan_id).strips}
    night = strips[0, "2-1"]
    assert (night.light, night.place, night.minutes, night.cast, night.slot) == ("夜外", "古城街", 100, (1,), 2)
    assert strips[0, "1-1"].cast == (1, 2)


def test_loads_count_scenes_moves_and_the_way_between_sites(producer: Actor) -> None:
    problem, _slots = two_crews()
    scenes = problem.crews[0].scenes
    assert load_of(problem, [scenes[0], scenes[1]]) == 90 + 60 + 20
    assert load_of(problem, [scenes[0], scenes[3]]) == 90 + 100 + 2 * 20 + 20
    assert load_of(problem, []) == 0


def test_the_way_through_sites_is_the_shortest_open_one() -> None:
    travel = ((0, 10, 30, 4), (10, 0, 12, 25), (30, 12, 0, 40), (4, 25, 40, 0))
    assert shortest_way(travel, (0, 1, 2, 3)) == 4 + 10 + 12
    assert shortest_way(travel, (2,)) == 0


def test_the_page_gives_its_script_the_whole_board(browse: Callable[..., Client], plan: Rows) -> None:
    page = browse().get(f"/shoot/plans/{plan.plan_id}/board/")
    assert page.status_code == 200
    assert "board-data" in page.content.decode()
    data = browse().get(f"/shoot/plans/{plan.plan_id}/board.json").json()
    assert len(data["strips"]) == 6
    assert data["editable"]
    assert data["clashes"] == []
    assert [crew["name"] for crew in data["crews"]] == ["归来的绣娘", "总裁的秘密"]


def test_an_edit_answers_with_what_it_did(browse: Callable[..., Client], plan: Rows) -> None:
    strip = plan.strips[1, "1-2"]
    answer = send(browse(), plan, action="move", strips=[strip], slot=0, order=0, revision=0).json()
    assert answer["moved"] == [[strip, 0, 0, False]]
    assert answer["appeared"] == len(answer["clashes"]) > 0
    assert answer["undo"].startswith("1-2")
    undone = send(browse(), plan, action="undo", revision=answer["revision"]).json()
    assert (undone["clashes"], undone["revision"]) == ([], 0)
    assert undone["delta"] == -answer["delta"]


def test_a_stale_edit_brings_the_fresh_board(browse: Callable[..., Client], plan: Rows) -> None:
    send(browse(), plan, action="move", strips=[plan.strips[0, "1-3"]], slot=4, order=0, revision=0)
    answer = send(browse(), plan, action="move", strips=[plan.strips[0, "1-1"]], slot=4, order=0, revision=0)
    assert answer.status_code == 409
    assert answer.json()["error"]["code"] == "plan.stale"
    assert answer.json()["board"]["revision"] > 0


@pytest.mark.parametrize(
    "body",
    [
        {"action": "move"},
        {"action": "dance", "revision": 0},
        {"action": "move", "strips": ["1"], "slot": 0, "order": 0, "revision": 0},
        {"action": "move", "strips": [1], "slot": True, "order": 0, "revision": 0},
        {"action": "freeze", "strips": [1] * 501, "revision": 0},
        {"action": "undo"},
    ],
)
def test_nonsense_is_refused(browse: Callable[..., Client], plan: Rows, body: dict[str, Any]) -> None:
    assert send(browse(), plan, **body).status_code == 422


@pytest.mark.parametrize("page", ["", "board/", "board.json", "gantt/", "use/", "curve/"])
def test_pages_of_other_tenants_are_not_there(browse: Callable[..., Client], plan: Rows, page: str) -> None:
    assert browse(tenant="elsewhere").get(f"/shoot/plans/{plan.plan_id}/{page}").status_code == 404
    assert browse().get(f"/shoot/plans/{plan.plan_id}/{page}").status_code == 200


def test_edits_of_other_tenants_are_refused(browse: Callable[..., Client], plan: Rows) -> None:
    before = list(Placement.objects.values_list("strip_id", "slot").order_by("id"))
    answer = send(browse(tenant="elsewhere"), plan, action="move", strips=[1], slot=0, order=0, revision=0)
    assert answer.status_code == 404
    assert list(Placement.objects.values_list("strip_id", "slot").order_by("id")) == before


def test_a_plan_in_force_offers_a_copy(browse: Callable[..., Client], producer: Actor) -> None:
    plan = make_plan(producer, *two_crews(), state=PlanState.IN_FORCE)
    assert "另存一份" in browse().get(f"/shoot/plans/{plan.plan_id}/board/").content.decode()
    answer = browse().post(f"/shoot/plans/{plan.plan_id}/copy/")
    made = Plan.objects.of(producer.tenant_id).get(based_on_id=plan.plan_id)
    assert answer.headers["Location"] == f"/shoot/plans/{made.pk}/board/"
    assert Placement.objects.filter(plan=made).count() == 6


def test_the_gantt_marks_the_day_on_which_two_crews_want_one_set(producer: Actor, plan: Rows) -> None:
    move(producer, plan.plan_id, strips=[plan.strips[1, "1-2"]], slot=0, order=0)
    lines = {line.name: line for line in use_lines(producer, plan.plan_id, UseKind.PLACES)}
    cell = lines["民国院子"].cells[0]
    assert (cell.crews, cell.clash) == ((0, 1), True)
    assert not lines["总裁办公室"].cells[0].clash


def test_what_is_free_on_a_day_can_be_asked(browse: Callable[..., Client], plan: Rows) -> None:
    page = browse().get(f"/shoot/plans/{plan.plan_id}/gantt/?rows=places&free=2").content.decode()
    rows = page.split("<tbody>")[1]
    assert "民国院子" in rows
    page = browse().get(f"/shoot/plans/{plan.plan_id}/gantt/?rows=places&free=0").content.decode()
    assert "民国院子" not in page.split("<tbody>")[-1]


def test_a_copy_is_compared_with_its_source(producer: Actor, plan: Rows) -> None:
    copy = copy_plan(producer, plan.plan_id)
    moved = move(producer, copy, strips=[plan.strips[0, "1-3"]], slot=7, order=0)
    assert comparable(producer, copy) == ((plan.plan_id, "冬季大计划"),)
    found = what_if(producer, plan.plan_id, copy, money=money)
    assert found.moved == 1
    assert found.costs[1].total - found.costs[0].total == moved.cost.total - moved.cost_before.total


def test_a_shoot_says_what_it_lacks(browse: Callable[..., Client], plan: Rows) -> None:
    Casting.objects.create(shoot_id=plan.shoots[0], name="沈青")
    Setting.objects.create(shoot_id=plan.shoots[0], place="古城街")
    page = browse().get("/shoot/").content.decode()
    assert "1 个角色没定演员" in page
    assert "1 个场景没定" in page
    page = browse().get(f"/shoot/{plan.shoots[0]}/").content.decode()
    assert "未定" in page
    assert browse(tenant="elsewhere").get(f"/shoot/{plan.shoots[0]}/").status_code == 404


def test_the_list_begins_with_what_needs_somebody(browse: Callable[..., Client], producer: Actor, plan: Rows) -> None:
    problem, slots = two_crews()
    make_plan(producer, problem, [0] * len(slots), name="撞景的计划")
    page = browse().get("/shoot/plans/").content.decode()
    assert page.index("撞景的计划") < page.index("冬季大计划")


def test_the_curve_falls_and_ends_at_the_best() -> None:
    trace = (TracePoint(0.5, 900_00, "greedy"), TracePoint(3.0, 600_00, "annealing"))
    curve = draw_curve(trace, seconds=10)
    assert curve is not None
    assert (curve.first, curve.best, curve.saved) == ("¥900", "¥600", 33)
    assert 0 < curve.first_y < curve.best_y < HEIGHT
    assert draw_curve((), seconds=3) is None


def test_a_repair_that_costs_is_drawn_upwards() -> None:
    curve = draw_curve((TracePoint(0.1, 80_000, "annealing"), TracePoint(4, 84_000, "repair")), seconds=4)
    assert curve is not None
    assert (curve.first, curve.best, curve.saved, curve.change) == ("¥800", "¥840", -5, "+5%")
    assert curve.best_y < curve.first_y


def test_a_large_base_is_read_with_a_few_queries(
    producer: Actor, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    big = make_plan(producer, *many_crews(4, 60))
    with django_assert_max_num_queries(24):
        assert len(board(producer, big.plan_id).strips) == 240
