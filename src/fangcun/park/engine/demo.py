"""A whole fictional base: the same for the same seed and day. Nothing in it is real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random

from fangcun.park.contracts import (
    BookingState,
    BundleView,
    CrewView,
    PersonKind,
    ResourceKind,
    SpaceKind,
    SpaceView,
    StockView,
)
from fangcun.park.engine.demo_kit import make_bundles, make_stocks
from fangcun.park.engine.demo_people import DemoPerson, make_people
from fangcun.park.engine.demo_places import make_spaces

BASE_NAME = "青梧县微短剧基地"

PRODUCTIONS = """
zhao-changji|全组都在找场记|青梧影画工作室|签约|-2|9|现代
minguo-yaopu|民国药铺|半夏影业|签约|-1|10|民国
changning-junzhu|长宁郡主|云上锦文化|签约|-3|8|古代
dingceng-bangongshi|顶层办公室|高楼影视|签约|0|8|现代
huaishu-chuntian|槐树村的春天|田埂文化|普通|1|9|年代
diqi-ye|第七页|灰页影业|普通|-1|9|现代
"""
"""Code | name | company | kind | arrives and days of stay, counted from the day of asking | period of its sets."""


@dataclass(frozen=True, slots=True)
class DemoBooking:
    """A booking of the demo, by the demo's own ids."""

    resource_id: int
    crew_id: int
    start: datetime
    end: datetime
    quantity: int
    state: BookingState
    purpose: str


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """A request to the service desk, opened ``hours`` before (or after) noon of the day of asking."""

    crew_id: int
    kind: str
    title: str
    text: str
    hours: float
    state: str


@dataclass(frozen=True, slots=True)
class DemoBase:
    """Everything of the demo base. Ids of spaces, people and stock share one sequence, as resources do."""

    name: str
    spaces: tuple[SpaceView, ...]
    people: tuple[DemoPerson, ...]
    stocks: tuple[StockView, ...]
    bundles: tuple[BundleView, ...]
    crews: tuple[CrewView, ...]
    bookings: tuple[DemoBooking, ...]
    requests: tuple[DemoRequest, ...]


def generate(seed: int, *, today: date, zone: tzinfo) -> DemoBase:
    """The base as it stands on ``today``; moments of bookings are local times of ``zone``."""
    random = Random(seed)
    spaces = make_spaces(random)
    people = make_people(random, first_id=len(spaces) + 1, today=today)
    stocks = make_stocks(random, first_id=len(spaces) + len(people) + 1)
    crews = _crews(random, today)
    bookings = _bookings(random, spaces, people, crews, today, zone)
    return DemoBase(
        BASE_NAME,
        tuple(spaces),
        tuple(people),
        tuple(stocks),
        tuple(make_bundles(stocks)),
        tuple(crews),
        tuple(bookings),
        REQUESTS,
    )


def kind_of(base: DemoBase, resource_id: int) -> ResourceKind:
    """What sort of resource has this id."""
    if resource_id <= len(base.spaces):
        return ResourceKind.SPACE
    return ResourceKind.PERSON if resource_id <= len(base.spaces) + len(base.people) else ResourceKind.STOCK


def _crews(random: Random, today: date) -> list[CrewView]:
    crews: list[CrewView] = []
    for line in PRODUCTIONS.strip().splitlines():
        code, name, company, kind, arrives, days, _period = line.split("|")
        first = today + timedelta(days=int(arrives))
        contact = random.choice("王李张刘陈周") + random.choice(("制片", "主任", "统筹"))
        crews.append(
            CrewView(len(crews) + 1, code, name, company, kind, first, first + timedelta(days=int(days)), contact)
        )
    return crews


def _bookings(
    random: Random,
    spaces: list[SpaceView],
    people: list[DemoPerson],
    crews: list[CrewView],
    today: date,
    zone: tzinfo,
) -> list[DemoBooking]:
    """A few of each crew; no two crews share a thing, so that none of them stands in another's way."""
    periods = [line.split("|")[-1] for line in PRODUCTIONS.strip().splitlines()]
    actors = random.sample([p for p in people if p.view.kind is PersonKind.ACTOR and not p.view.minor], 4 * len(crews))
    taken: set[int] = set()
    bookings = []
    for crew, period in zip(crews, periods, strict=True):
        fitting = [s for s in spaces if s.kind is SpaceKind.SET and s.period == period and s.id not in taken]
        offices = [s for s in spaces if s.kind is SpaceKind.OFFICE and s.id not in taken]
        for space in random.sample(fitting, 4):
            taken.add(space.id)
            first = max(crew.arrives, today) + timedelta(days=random.randint(0, 4))
            start = datetime.combine(first, time(7), zone)
            end = start + timedelta(days=random.randint(0, 1), hours=13)
            state = BookingState.CONFIRMED if random.random() < 0.7 else BookingState.HELD
            bookings.append(DemoBooking(space.id, crew.id, start, end, 1, state, "拍摄"))
        office = offices[0]
        taken.add(office.id)
        bookings.append(_stay(office.id, crew, BookingState.CONFIRMED, "办公", zone))
        for person in actors[4 * (crew.id - 1) : 4 * crew.id]:
            bookings.append(_stay(person.view.id, crew, BookingState.CONFIRMED, "主演", zone))
    return bookings


def _stay(resource_id: int, crew: CrewView, state: BookingState, purpose: str, zone: tzinfo) -> DemoBooking:
    start, end = (datetime.combine(day, time(0), zone) for day in (crew.arrives, crew.leaves))
    return DemoBooking(resource_id, crew.id, start, end, 1, state, purpose)


REQUESTS = (
    DemoRequest(1, "报修", "宫殿正殿顶灯不亮", "东侧第二排顶灯跳闸，今晚要拍夜戏。", -3.0, "open"),
    DemoRequest(1, "订餐", "夜宵加 40 份", "22:30 送到夜市。", -1.0, "doing"),
    DemoRequest(2, "借用", "借药柜一组", "民国药铺那组带抽屉的。", -4.5, "doing"),
    DemoRequest(2, "手续", "老码头拍摄备案", "后天下午用，需要海事处回执。", -20.0, "waiting"),
    DemoRequest(3, "用车", "39 座大巴一辆", "明早 5:30 从六人间宿舍接群演。", -2.0, "open"),
    DemoRequest(3, "住宿", "加两间标间", "服装组新到 4 人。", -22.0, "done"),
    DemoRequest(4, "报修", "会议室空调漏水", "会议室·乙。", -0.5, "open"),
    DemoRequest(5, "纠纷", "农家院占用时间对不上", "房东说只到 18:00，我们登记到 21:00。", -5.0, "open"),
    DemoRequest(6, "借用", "借雨架两套", "夜外雨戏。", -21.0, "done"),
    DemoRequest(6, "其他", "找一位手语老师", "半天，剧中有手语对白。", -1.5, "open"),
)
