"""The service desk: an owner at once, an answer the same day, and what happens when there is none (事不过夜)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from django.test import Client
from park_house import Base

from fangcun.base.api import actor_of, create_user, ensure_tenant, join, system_actor
from fangcun.base.contracts import Actor, Role
from fangcun.base.models import AuditEntry, OutboxEvent, User
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError
from fangcun.park import api
from fangcun.park.commands import park
from fangcun.park.contracts import RequestState, RequestView
from fangcun.park.engine.desk import Course, due_of, level_at, sum_up

Act = Callable[..., Actor]
Browse = Callable[..., Client]
SHANGHAI = ZoneInfo("Asia/Shanghai")
EVERY = tuple(RequestState)


def at(words: str) -> datetime:
    """A moment at the base: 22 09:30 is that time on that day of November 2026."""
    day, clock_time = words.split()
    hour, minute = clock_time.split(":")
    return datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=SHANGHAI)


def ask(
    actor: Actor, title: str = "宫殿顶灯不亮", *, kind: str = "报修", when: str = "22 09:00", **more: int
) -> RequestView:
    with clock.frozen(at(when)):
        return api.open_request(actor, kind=kind, title=title, **more)


def colleague(login: str, name: str) -> Actor:
    """Another operator of the tenant."""
    user = create_user(login, name=name, password="only-for-tests", checked=False)
    join(user, ensure_tenant("fangcun", name="方寸影视"), Role.OPERATOR)
    found = actor_of(user)
    assert found is not None
    return found


@pytest.fixture
def zhou(db: None) -> Actor:
    """The operator who joined first."""
    return colleague("zhou", "周运营")


@pytest.fixture
def wu(zhou: Actor) -> Actor:
    """The operator who joined second."""
    return colleague("wu", "吴运营")


@pytest.fixture
def producer(actor: Act) -> Actor:
    """Who asks."""
    return actor(Role.PRODUCER)


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("22 00:05", "22 22:00"),
        ("22 09:00", "22 22:00"),
        ("22 20:00", "22 22:00"),
        ("22 20:01", "23 12:00"),
        ("22 23:59", "23 12:00"),
        ("30 21:00", "31 12:00"),
    ],
)
def test_a_request_is_due_by_closing_time_or_by_noon_when_it_comes_late(opened: str, due: str) -> None:
    expected = datetime(2026, 12, 1, 12, tzinfo=SHANGHAI) if due.startswith("31") else at(due)
    assert due_of(at(opened).astimezone(UTC), SHANGHAI) == expected


@pytest.mark.parametrize(
    ("now", "untaken", "taken"),
    [("19:59", 0, 0), ("20:00", 1, 0), ("21:59", 1, 0), ("22:00", 2, 1), ("23:59", 2, 1)],
)
def test_what_nobody_takes_rises_before_its_end_and_what_is_in_hand_at_it(now: str, untaken: int, taken: int) -> None:
    due = at("22 22:00")
    assert level_at(at(f"22 {now}"), due=due, taken=False) == untaken
    assert level_at(at(f"22 {now}"), due=due, taken=True) == taken
    assert level_at(due + timedelta(days=9), due=due, taken=True) == 2


def test_figures_count_as_broken_only_what_is_past_its_time() -> None:
    courses = [
        Course(at("21 09:00"), at("21 09:10"), at("21 10:00")),  # the same day
        Course(at("21 09:00"), at("21 09:30"), at("21 23:30")),  # after closing, still the same day
        Course(at("20 21:00"), at("21 08:00"), at("21 11:00")),  # came late, answered by noon
        Course(at("20 21:00"), None, at("21 13:00")),  # came late, answered too late
        Course(at("20 09:00"), None, None),  # never
        Course(at("21 21:00"), None, None),  # still in its time
    ]
    found = sum_up(courses, now=at("21 22:30"), zone=SHANGHAI)
    assert (found.requests, found.done, found.judged, found.kept) == (6, 4, 5, 3)
    assert found.take_minutes == 30
    assert found.done_minutes == (840 + 870) / 2
    assert sum_up([], now=at("21 22:30"), zone=SHANGHAI).take_minutes is None


def test_the_operator_with_least_on_their_hands_owns_it(
    zhou: Actor, wu: Actor, producer: Actor, stranger: Actor
) -> None:
    owners = [ask(producer, f"第 {n} 件").owner_name for n in range(3)]
    assert owners == ["周运营", "吴运营", "周运营"]
    first = api.requests(zhou).items[0]
    api.finish_request(zhou, first.id)
    api.finish_request(zhou, api.requests(zhou, owner_id=zhou.user_id).items[0].id)
    assert ask(producer, "第 4 件").owner_name == "周运营"


def test_without_operators_it_has_no_owner_until_one_takes_it(producer: Actor) -> None:
    made = ask(producer)
    assert (made.owner_id, made.owner_name, made.state) == (None, "", RequestState.OPEN)
    late_comer = colleague("sun", "孙运营")
    assert api.take_request(late_comer, made.id).owner_name == "孙运营"


def test_one_who_has_left_gets_nothing(zhou: Actor, wu: Actor, producer: Actor) -> None:
    User.objects.filter(pk=zhou.user_id).update(is_active=False)
    assert {ask(producer, f"{n}").owner_name for n in range(3)} == {"吴运营"}
    made = ask(producer)
    with pytest.raises(FangcunError, match="只能交给本机构的基地运营"):
        api.assign_request(wu, made.id, owner_id=zhou.user_id or 0)


def test_a_request_is_taken_waits_is_answered_and_done(zhou: Actor, base: Base, producer: Actor) -> None:
    made = ask(producer, crew_id=base.crew.id, resource_id=base.yard.id)
    assert (made.crew_name, made.resource_name, made.opened_by_name) == ("古城来信", "民国四合院", "producer")
    with clock.frozen(at("22 09:20")):
        assert api.take_request(zhou, made.id).state is RequestState.DOING
    with clock.frozen(at("22 09:30")):
        assert api.wait_request(zhou, made.id, text="请说明是哪一盏。").state is RequestState.WAITING
        assert api.comment_request(zhou, made.id, text="电工已在路上。").state is RequestState.WAITING
    with clock.frozen(at("22 09:40")):
        assert api.comment_request(producer, made.id, text="东侧第二排。").state is RequestState.DOING
    with clock.frozen(at("22 10:00")):
        done = api.finish_request(zhou, made.id, text="换了空开。")
    assert (done.state, done.taken_at, done.done_at) == (RequestState.DONE, at("22 09:20"), at("22 10:00"))
    notes = api.request_notes(producer, made.id)
    assert [(n.kind, n.text, n.by_name) for n in notes] == [
        ("taken", "", "周运营"),
        ("waiting", "请说明是哪一盏。", "周运营"),
        ("comment", "电工已在路上。", "周运营"),
        ("answered", "东侧第二排。", "producer"),
        ("done", "换了空开。", "周运营"),
    ]
    actions = AuditEntry.objects.filter(action__startswith="request.").order_by("id").values_list("action", flat=True)
    assert list(actions) == [
        "request.opened",
        "request.taken",
        "request.waiting",
        "request.answered",
        "request.done",
    ]


def test_the_second_of_two_who_take_it_is_told_who_was_faster(zhou: Actor, wu: Actor, producer: Actor) -> None:
    made = ask(producer)
    with clock.frozen(at("22 09:03")):
        api.take_request(wu, made.id)
    with pytest.raises(FangcunError) as told:
        api.take_request(zhou, made.id)
    assert (told.value.code, told.value.kind) == ("request.taken", "conflict")
    assert told.value.message == "这件事已由吴运营在办，11-22 09:03 接的，不用再接；要换人请用“移交”。"
    assert api.take_request(wu, made.id).owner_name == "吴运营"  # twice is once
    assert [n.kind for n in api.request_notes(wu, made.id)] == ["taken"]
    api.finish_request(wu, made.id)
    for step in (api.take_request, api.finish_request, api.cancel_request):
        with pytest.raises(FangcunError, match="已在 11-22 09:00 办结，不能再改"):
            step(zhou, made.id)


def test_what_was_not_really_answered_is_opened_again_with_a_new_day(zhou: Actor, producer: Actor) -> None:
    made = ask(producer)
    with pytest.raises(FangcunError, match="还在办"):
        api.reopen_request(producer, made.id, text="还是不亮")
    api.finish_request(zhou, made.id)
    with clock.frozen(at("23 08:00")):
        again = api.reopen_request(producer, made.id, text="还是不亮")
    assert (again.state, again.due, again.done_at, again.owner_name) == (
        RequestState.OPEN,
        at("23 22:00"),
        None,
        "周运营",
    )
    withdrawn = api.cancel_request(producer, made.id, text="自己修好了")
    assert withdrawn.state is RequestState.CANCELLED
    with pytest.raises(FangcunError, match="已撤回，不能再改"):
        api.take_request(zhou, made.id)


def test_handing_over_asks_the_other_to_take_it(zhou: Actor, wu: Actor, producer: Actor) -> None:
    made = ask(producer)
    api.take_request(zhou, made.id)
    handed = api.assign_request(zhou, made.id, owner_id=wu.user_id or 0)
    assert (handed.owner_name, handed.state) == ("吴运营", RequestState.OPEN)
    assert api.request_notes(wu, made.id)[-1].text == "移交给吴运营。"
    api.assign_request(zhou, made.id, owner_id=wu.user_id or 0)
    assert len(api.request_notes(wu, made.id)) == 2
    with pytest.raises(FangcunError, match="只能交给"):
        api.assign_request(zhou, made.id, owner_id=producer.user_id or 0)


def test_an_untaken_request_rises_once_a_step_and_changes_hands(zhou: Actor, wu: Actor, producer: Actor) -> None:
    made = ask(producer)
    assert made.owner_name == "周运营"
    assert api.escalate_requests(at("22 19:59")) == ()
    assert api.escalate_requests(at("22 20:30")) == (made.id,)
    assert api.escalate_requests(at("22 20:30")) == ()
    assert (api.request(zhou, made.id).level, api.request(zhou, made.id).owner_name) == (1, "周运营")
    assert api.escalate_requests(at("22 22:10")) == (made.id,)
    assert api.escalate_requests(at("25 22:10")) == ()
    risen = api.request(zhou, made.id)
    assert (risen.level, risen.owner_name, risen.state) == (2, "吴运营", RequestState.OPEN)
    assert [n.text for n in api.request_notes(zhou, made.id)] == [
        "升到 1 级：离应办结只剩 90 分钟，还没有人接。",
        "升到 2 级：已超期，还没有人接。改由吴运营负责。",
    ]
    facts = OutboxEvent.objects.filter(name="park.request.escalated").order_by("id").values_list("data", flat=True)
    assert list(facts) == [
        {"request_id": made.id, "level": 1, "owner_id": zhou.user_id},
        {"request_id": made.id, "level": 2, "owner_id": wu.user_id},
    ]
    assert AuditEntry.objects.filter(action="request.escalated", tenant_id=zhou.tenant_id).count() == 2


def test_what_is_in_hand_rises_when_it_is_late_and_must_be_taken_anew(zhou: Actor, wu: Actor, producer: Actor) -> None:
    made, waits = ask(producer), ask(producer, "要海事回执")
    api.take_request(zhou, made.id)
    api.wait_request(wu, waits.id, text="等海事处")
    assert api.escalate_requests(at("22 21:59")) == ()
    assert api.escalate_requests(at("22 22:00")) == (made.id, waits.id)
    assert api.escalate_requests(at("23 00:00")) == (made.id, waits.id)
    first, second = api.request(zhou, made.id), api.request(zhou, waits.id)
    assert (first.owner_name, first.state, first.taken_at) == ("吴运营", RequestState.OPEN, at("22 09:00"))
    assert (second.owner_name, second.state) == ("周运营", RequestState.WAITING)


def test_an_only_operator_keeps_what_rises(zhou: Actor, producer: Actor) -> None:
    made = ask(producer)
    api.escalate_requests(at("23 09:00"))
    assert api.request(zhou, made.id).owner_name == "周运营"
    assert api.request_notes(zhou, made.id)[-1].text.endswith("没有别的基地运营可交，仍由原负责人办。")


def test_what_nobody_owns_gets_an_owner_when_it_rises(producer: Actor) -> None:
    made = ask(producer)
    api.escalate_requests(at("22 20:00"))
    assert api.request_notes(producer, made.id)[-1].text.endswith("还没有基地运营可交，请管理员添加。")
    zhou = colleague("zhou", "周运营")
    api.escalate_requests(at("22 22:00"))
    assert api.request(zhou, made.id).owner_name == "周运营"


def test_what_is_ended_never_rises(zhou: Actor, producer: Actor) -> None:
    api.finish_request(zhou, ask(producer).id)
    api.cancel_request(producer, ask(producer).id)
    assert api.escalate_requests(at("30 09:00")) == ()


def test_lists_are_late_first_and_by_crew(zhou: Actor, base: Base, producer: Actor) -> None:
    today = ask(producer, "今天", crew_id=base.crew.id)
    done = ask(producer, "办完的", when="21 10:00")
    late = ask(producer, "昨天", kind="订餐", when="21 09:00", crew_id=base.rival.id)
    tomorrow = ask(producer, "明天中午", when="22 20:30")
    api.finish_request(zhou, done.id)
    everything = api.requests(producer, states=EVERY)
    assert [r.title for r in everything.items] == ["昨天", "今天", "明天中午", "办完的"]
    assert [r.id for r in api.requests(producer, crew_id=base.crew.id).items] == [today.id]
    assert [r.id for r in api.requests(producer, late=True).items] == [late.id]
    assert [r.id for r in api.requests(producer, kind="订餐").items] == [late.id]
    assert [r.id for r in api.requests(producer, number=2, size=2).items] == [tomorrow.id]
    counts = api.request_counts(zhou)
    assert (counts.unfinished, counts.late, counts.due_today, counts.untaken) == (3, 1, 1, 3)
    assert counts.mine == api.requests(zhou, owner_id=zhou.user_id).total
    assert api.request_counts(system_actor("fangcun")).mine == 0


def test_timings_are_told_by_kind_and_by_crew(zhou: Actor, base: Base, producer: Actor) -> None:
    light = ask(producer, when="20 09:00", crew_id=base.crew.id)
    with clock.frozen(at("20 09:20")):
        api.take_request(zhou, light.id)
    with clock.frozen(at("20 12:00")):
        api.finish_request(zhou, light.id)
    ask(producer, "夜宵", kind="订餐", when="20 10:00")
    api.cancel_request(producer, ask(producer, "不要了", when="20 10:00").id)
    ask(producer, "早就问过的", when="01 09:00")
    found = api.request_timings(producer, since=at("15 00:00"))
    assert (found.all.requests, found.all.done, found.all.same_day) == (2, 1, 0.5)
    assert [(t.name, t.take_minutes, t.done_minutes, t.same_day) for t in found.kinds] == [
        ("报修", 20, 180, 1),
        ("订餐", None, None, 0),
    ]
    assert [(t.name, t.requests) for t in found.crews] == [("", 1), ("古城来信", 1)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "美容", "title": "x"}, "没有“美容”这一类服务"),
        ({"kind": "报修", "title": "  "}, "写明要办什么"),
        ({"kind": "报修", "title": "字" * 121}, "不超过 120 个字"),
        ({"kind": "报修", "title": "x", "text": "字" * 4001}, "最多 4000 个"),
        ({"kind": "报修", "title": "x", "crew_id": 99_999}, "没有这个剧组"),
        ({"kind": "报修", "title": "x", "resource_id": 99_999}, "没有编号为 99999 的资源"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(actor: Act, fields: dict[str, object], words: str) -> None:
    with pytest.raises(FangcunError, match=words):
        api.open_request(actor(), **fields)  # type: ignore[arg-type]  # the point of the test
    assert api.requests(actor(), states=EVERY).total == 0


def test_who_may_ask_and_who_serves(actor: Act, stranger: Actor) -> None:
    askers = {Role.OPERATOR, Role.PRODUCER, Role.REVIEWER, Role.CHIEF, Role.FINANCE}
    made = ask(actor(Role.PRODUCER))
    for role in Role:
        if role not in askers:
            with pytest.raises(FangcunError, match="没有这项操作的权限"):
                ask(actor(role))
        if role is not Role.OPERATOR:
            with pytest.raises(FangcunError, match="没有这项操作的权限"):
                api.take_request(actor(role), made.id)
    assert api.requests(actor(Role.CITY)).total == 1
    for refused in (Role.VIEWER, Role.ANNOTATOR):
        with pytest.raises(FangcunError, match="没有这项操作的权限"):
            api.requests(actor(refused))
    with pytest.raises(FangcunError, match="是producer提的"):
        api.cancel_request(actor(Role.FINANCE), made.id)
    for step in (api.take_request, api.finish_request, api.cancel_request, api.request, api.request_notes):
        with pytest.raises(FangcunError, match="没有编号为"):
            step(stranger, made.id)
    assert api.requests(stranger, states=EVERY).total == 0


def test_from_a_terminal(zhou: Actor, wu: Actor, base: Base, producer: Actor) -> None:
    made = ask(producer, crew_id=base.crew.id, when="21 09:00")

    def run(*words: str) -> str:
        return CliRunner().invoke(park, list(words), catch_exceptions=False).stdout

    here = ("--tenant", "fangcun")
    assert "超期  11-21 22:00  报修  宫殿顶灯不亮  古城来信" in run("requests", *here, "--crew", "C-1")
    assert run("requests", *here, "--state", "done") == "没有这样的服务单。\n"
    assert [r["id"] for r in json.loads(run("requests", *here, "--late", "--json"))] == [made.id]
    assert "0%  报修" in run("requests", *here, "--timings")
    assert json.loads(run("requests", *here, "--timings", "--json"))["all"]["requests"] == 1
    assert json.loads(run("escalate", "--now", "2026-11-21T20:00", "--json")) == {"escalated": [made.id]}
    assert run("escalate") == "1 张服务单已升级。\n"
    assert api.request(zhou, made.id).level == 2


@pytest.mark.urls("park_urls")
def test_over_the_api(actor: Act, base: Base, browse: Browse, elsewhere: tuple[str, str]) -> None:
    asker, server = browse(Role.PRODUCER), browse()

    def post(client: Client, path: str, status: int = 200, **body: object) -> dict[str, object]:
        answer = client.post(f"/api/park/requests{path}", body, content_type="application/json")
        assert answer.status_code == status, answer.content
        return answer.json()  # type: ignore[no-any-return]

    made = post(asker, "", 201, kind="用车", title="39 座大巴", crew_id=base.crew.id)
    one = f"/{made['id']}"
    assert made["due"] == "2026-11-22T14:00:00Z"
    assert made["owner_name"] == "operator"
    assert "美容" in str(post(asker, "", 422, kind="美容", title="x"))
    assert post(server, f"{one}/take")["state"] == "doing"
    assert post(asker, f"{one}/take", 403)
    assert post(server, f"{one}/wait", text="几点？")["state"] == "waiting"
    assert post(asker, f"{one}/comment", text="早五点半")["state"] == "doing"
    assert post(server, f"{one}/assign", owner_id=base.operator.user_id)["owner_id"] == base.operator.user_id
    assert post(server, f"{one}/done", text="已派车")["state"] == "done"
    assert post(server, f"{one}/done", 409)
    assert post(asker, f"{one}/reopen", text="车没来")["state"] == "open"
    assert post(asker, f"{one}/cancel")["state"] == "cancelled"
    notes = asker.get(f"/api/park/requests{one}").json()["notes"]
    assert [n["kind"] for n in notes] == ["taken", "waiting", "answered", "done", "reopened", "cancelled"]
    assert asker.get("/api/park/requests").json()["total"] == 0
    assert asker.get("/api/park/requests?every=true").json()["total"] == 1
    assert asker.get("/api/park/requests?state=cancelled").json()["items"][0]["id"] == made["id"]
    assert asker.get("/api/park/requests/counts").json()["unfinished"] == 0
    assert asker.get("/api/park/requests/timings").json()["all"]["requests"] == 0
    assert browse(tenant=elsewhere).get(f"/api/park/requests{one}").status_code == 404
    assert Client().get("/api/park/requests").status_code == 401


@pytest.mark.urls("park_urls")
def test_the_pages_lead_from_asking_to_done(
    zhou: Actor, base: Base, browse: Browse, elsewhere: tuple[str, str]
) -> None:
    asker, server = browse(Role.PRODUCER), browse()
    fields = {"kind": "报修", "title": "顶灯不亮", "text": "东侧第二排", "crew": base.crew.id}
    made = asker.post("/park/desk/new/", fields)
    one = made.headers["Location"]
    assert "顶灯不亮" in asker.get("/park/desk/").content.decode()
    assert "顶灯不亮" in asker.get(f"/park/crews/{base.crew.id}/").content.decode()
    assert "1 件今天到期" in server.get("/park/").content.decode()
    assert 'value="take"' not in asker.get(one).content.decode()
    assert 'value="take"' in server.get(one).content.decode()
    server.post(f"{one}change/", {"do": "take"})
    refused = asker.post(f"{one}change/", {"do": "take"})
    assert refused.status_code == 403
    empty = server.post(f"{one}change/", {"do": "wait"}, follow=True).content.decode()
    assert "请写明在等对方什么。" in empty
    done = server.post(f"{one}change/", {"do": "done", "text": "换了空开<b>"}, follow=True).content.decode()
    assert "换了空开&lt;b&gt;" in done
    assert "100%" in server.get("/park/desk/").content.decode()
    again = asker.post(f"{one}change/", {"do": "reopen", "text": "又灭了"}, follow=True).content.decode()
    assert "已重开。" in again
    with clock.frozen(at("23 00:30")):
        assert "1 件超期" in server.get("/park/").content.decode()
        assert "超期" in server.get("/park/desk/?show=late").content.decode()
    assert server.post(f"{one}change/", {"do": "frobnicate"}).status_code == 422
    other = browse(tenant=elsewhere)
    assert "顶灯不亮" not in other.get("/park/desk/?show=all").content.decode()
    assert other.get(one).status_code == 404
    assert other.post(f"{one}change/", {"do": "take"}).status_code == 404


@pytest.mark.urls("park_urls")
def test_a_form_that_is_refused_keeps_what_was_typed(base: Base, browse: Browse) -> None:
    answer = browse(Role.PRODUCER).post("/park/desk/new/", {"kind": "", "title": "借药柜一组", "crew": base.rival.id})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="借药柜一组"' in text
    assert f'value="{base.rival.id}" selected' in text


@pytest.mark.urls("park_urls")
@pytest.mark.parametrize("role", list(Role))
def test_who_sees_the_desk(role: Role, base: Base, producer: Actor, browse: Browse) -> None:
    made, client = ask(producer), browse(role)
    sees = role not in (Role.VIEWER, Role.ANNOTATOR)
    for page in ("desk/", f"desk/{made.id}/"):
        assert client.get(f"/park/{page}").status_code == (200 if sees else 403), page
    asks = sees and role is not Role.CITY
    assert client.get("/park/desk/new/").status_code == (200 if asks else 403)
    links = client.get("/park/desk/").content.decode()
    assert ('href="/park/spaces/"' in links) is (sees and role not in (Role.REVIEWER, Role.CHIEF))


def test_the_demo_s_requests_get_owners_once_there_are_operators(producer: Actor) -> None:
    day = clock.now().astimezone(SHANGHAI).date()
    system = system_actor("fangcun")
    assert api.ensure_demo_base(system, today=day).requests == 10
    shown = api.requests(producer, states=EVERY).items
    assert {r.owner_name for r in shown} == {""}
    assert all(r.opened_at < clock.now() for r in shown)
    colleague("zhou", "周运营")
    colleague("wu", "吴运营")
    api.ensure_demo_base(system, today=day)
    again = api.requests(producer).items
    assert {r.owner_name for r in again} == {"周运营", "吴运营"}
