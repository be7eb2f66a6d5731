"""What a base has, as other rooms may see it: spaces, people, stock, the crews that use them, and who holds what when.

Money is in fen. Moments are aware datetimes; every interval is half-open, so that what ends at 14:00 does not touch
what begins at 14:00.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from fangcun.kit.errors import Problem
from fangcun.kit.events import event

T = TypeVar("T")


class ResourceKind(StrEnum):
    """What can be booked."""

    SPACE = "space"  # 场景、影棚、景点、办公
    PERSON = "person"  # 演员、群演、职员
    STOCK = "stock"  # 器材、服装、道具、车辆、餐、住宿: counted things


class SpaceKind(StrEnum):
    """What sort of space it is."""

    SET = "set"  # 实景棚: a standing set
    STAGE = "stage"  # 摄影棚
    SCENIC = "scenic"  # 景点、外景地
    OFFICE = "office"  # 办公、化妆、仓库


class PersonKind(StrEnum):
    """What sort of work a person is registered for."""

    ACTOR = "actor"  # 演员
    FEATURED = "featured"  # 特约
    EXTRA = "extra"  # 群演
    CREW = "crew"  # 职员


class StockKind(StrEnum):
    """What sort of counted thing it is. The last three are services: so many a day."""

    CAMERA = "camera"
    LIGHT = "light"
    SOUND = "sound"
    WARDROBE = "wardrobe"
    PROP = "prop"
    VEHICLE = "vehicle"
    MEAL = "meal"
    ROOM = "room"
    CAR = "car"


class BookingState(StrEnum):
    """Where a booking stands. The first three keep others out; the last two do not."""

    HELD = "held"  # 预占, until ``held_until``
    CONFIRMED = "confirmed"  # 确认
    USED = "used"  # 已使用
    RELEASED = "released"  # 释放
    EXPIRED = "expired"  # 过期: a hold that nobody confirmed in time


KEEPING = (BookingState.HELD, BookingState.CONFIRMED, BookingState.USED)
"""The states of a booking that keep others out."""

INT_EXT = ("内", "外", "内/外")
"""Where a space lies: inside, outside, or both. The same words as in scene headings."""


@dataclass(frozen=True, slots=True)
class SpaceView:
    """A space. ``opens`` and ``closes`` are minutes after midnight (``closes`` may pass 1440: open past midnight).

    ``area`` is in m², ``day_rate`` in fen a day; ``free_days`` of a stay cost nothing to those whom ``free_for`` names
    (empty: to all). ``open_to`` names the kinds of crews that may use it (empty: all). ``position`` is (latitude,
    longitude) in degrees, WGS 84. ``night`` says that night work is allowed. ``capacity`` counts crews at once.
    """

    id: int
    code: str
    name: str
    kind: SpaceKind
    period: str  # 古代 | 民国 | 年代 | 现代 | 未来 | 通用
    tags: tuple[str, ...]  # 院落 客厅 办公室 …: looks and the location types it can stand for
    int_ext: str
    area: int
    day_rate: int
    district: str  # 园区: where several spaces lie together
    position: tuple[float, float] | None
    night: bool = True
    opens: int = 0
    closes: int = 1440
    capacity: int = 1
    free_days: int = 0
    free_for: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()  # blob digests
    note: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class PersonView:
    """A registered person. ``ages`` is the playing range (from, to); ``day_rate`` in fen; ``height`` in cm.

    ``days_off`` are dates, ``weekdays_off`` 0 (Monday) to 6. ``minor`` follows the birth date at the day of asking;
    ``guardian`` is who answers for a minor. Telephone numbers stay in the room.
    """

    id: int
    code: str
    name: str
    kind: PersonKind
    sex: str  # 男 | 女
    ages: tuple[int, int]
    height: int
    day_rate: int
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()  # 总裁 古装 乡村 …: what they are cast as
    jobs: tuple[str, ...] = ()  # of crew: 摄影 灯光 …
    days_off: tuple[date, ...] = ()
    weekdays_off: tuple[int, ...] = ()
    minor: bool = False
    guardian: str = ""
    portraits: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class StockView:
    """A counted thing: ``count`` of it exist; ``day_rate`` in fen a piece and day; ``sizes`` split the count."""

    id: int
    code: str
    name: str
    kind: StockKind
    unit: str
    count: int
    day_rate: int
    period: str = "通用"
    tags: tuple[str, ...] = ()
    sizes: dict[str, int] = field(default_factory=dict)
    district: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class BundleView:
    """A set of stock under one name: 灯光组 A. ``lines`` are (stock id, stock name, count)."""

    id: int
    code: str
    name: str
    lines: tuple[tuple[int, str, int], ...]


@dataclass(frozen=True, slots=True)
class CrewView:
    """剧组: a production as the base knows it. ``kind`` decides what is open and free to it (签约, 普通)."""

    id: int
    code: str
    name: str
    company: str
    kind: str
    arrives: date
    leaves: date  # the day after the last
    contact: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Want:
    """Something wanted: ``quantity`` of a resource from ``start`` until ``end`` (half-open)."""

    resource_id: int
    start: datetime
    end: datetime
    quantity: int = 1
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class BookingView:
    """A booking as kept."""

    id: int
    resource_id: int
    resource_name: str
    resource_kind: ResourceKind
    crew_id: int
    crew_name: str
    start: datetime
    end: datetime
    quantity: int
    state: BookingState
    held_until: datetime | None
    purpose: str
    source: str = ""  # what made it (a plan); empty for what people ordered


@dataclass(frozen=True, slots=True)
class Replaced:
    """What an exchange of bookings did: how many stayed as they were, were released, were added."""

    kept: int
    released: int
    added: int


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a list: ``number`` counts from 1, ``total`` are the items of all pages."""

    items: tuple[T, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class Load:
    """How much of a kind of resource is in use over a time: whole resources, those booked in it, and the share of
    piece-time in use (0 to 1)."""

    kind: ResourceKind
    resources: int
    booked: int
    share: float


class SheetKind(StrEnum):
    """What a sheet for import and export holds, a thing in each row."""

    SPACES = "spaces"  # 场景
    PEOPLE = "people"  # 人员
    STOCK = "stock"  # 物资
    BUNDLES = "bundles"  # 成套
    CREWS = "crews"  # 剧组


@dataclass(frozen=True, slots=True)
class SpaceEntry:
    """What is written down of a space. Fields as in ``SpaceView``."""

    code: str
    name: str
    kind: SpaceKind
    period: str = "通用"
    tags: tuple[str, ...] = ()
    int_ext: str = "内"
    area: int = 0
    day_rate: int = 0
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None
    night: bool = True
    opens: int = 0
    closes: int = 1440
    capacity: int = 1
    free_days: int = 0
    free_for: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    note: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """What is written down of a person. Fields as in ``PersonView``; ``phone`` is shown to operators only."""

    code: str
    name: str
    kind: PersonKind
    sex: str
    age_from: int
    age_to: int
    born: date | None = None
    height: int = 0
    day_rate: int = 0
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    days_off: tuple[date, ...] = ()
    weekdays_off: tuple[int, ...] = ()
    guardian: str = ""
    phone: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class StockEntry:
    """What is written down of a counted thing. Fields as in ``StockView``; ``sizes`` are (size, count)."""

    code: str
    name: str
    kind: StockKind
    unit: str = "件"
    count: int = 1
    day_rate: int = 0
    period: str = "通用"
    tags: tuple[str, ...] = ()
    sizes: tuple[tuple[str, int], ...] = ()
    district: str = ""
    active: bool = True


@dataclass(frozen=True, slots=True)
class BundleEntry:
    """What is written down of a bundle: ``lines`` are (code of the stock, count)."""

    code: str
    name: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CrewEntry:
    """What is written down of a crew. Fields as in ``CrewView``."""

    code: str
    name: str
    arrives: date
    leaves: date
    company: str = ""
    kind: str = "签约"
    contact: str = ""
    phone: str = ""
    active: bool = True


Entry = SpaceEntry | PersonEntry | StockEntry | BundleEntry | CrewEntry


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What becomes of a row of a sheet: ``action`` is added, changed or same; ``changes`` are (head, before, after)."""

    line: int
    code: str
    name: str
    action: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do (``applied`` false). ``rows`` holds the added and changed ones only.

    A row named by a problem of severity ERROR was left out; every other row went in. ``sheet`` is the blob of an XLSX
    of the rows left out with a column that says why; empty when there are none.
    """

    kind: SheetKind
    applied: bool
    total: int
    added: int
    changed: int
    same: int
    failed: int
    rows: tuple[ImportedRow, ...]
    problems: tuple[Problem, ...]
    sheet: str = ""


class RequestState(StrEnum):
    """Where a request to the service desk stands."""

    OPEN = "open"  # 待接
    DOING = "doing"  # 办理中
    WAITING = "waiting"  # 等对方
    DONE = "done"  # 办结
    CANCELLED = "cancelled"  # 撤回


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request to the service desk. ``due`` is the end of the day it came in, unless agreed otherwise (事不过夜)."""

    id: int
    kind: str
    title: str
    text: str
    crew_id: int | None
    crew_name: str
    owner_id: int | None
    owner_name: str
    state: RequestState
    level: int  # how often it was escalated
    opened_at: datetime
    due: datetime
    taken_at: datetime | None
    done_at: datetime | None
    resource_id: int | None = None
    resource_name: str = ""
    opened_by_id: int | None = None  # None: the system
    opened_by_name: str = ""


UNFINISHED = (RequestState.OPEN, RequestState.DOING, RequestState.WAITING)
"""The states of a request that somebody still has to do something about."""

REQUEST_KINDS = ("报修", "借用", "用车", "订餐", "住宿", "手续", "纠纷", "其他")
"""What may be asked of the service desk."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """What was said or done about a request. ``kind`` is comment, taken, assigned, waiting, answered, escalated, done,
    reopened or cancelled; ``by_name`` is empty for the system."""

    id: int
    kind: str
    text: str
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """What the desk has on its hands: unfinished, past their time, due before midnight, taken by nobody, one's own."""

    unfinished: int
    late: int
    due_today: int
    untaken: int
    mine: int


@dataclass(frozen=True, slots=True)
class Timing:
    """How the requests of a kind, of a crew or of the base went (``name``). Medians in minutes, None for nothing.

    ``same_day`` is the share answered the same day (0 to 1) of those answered or past their time, None for none.
    """

    name: str
    requests: int
    done: int
    take_minutes: float | None
    done_minutes: float | None
    same_day: float | None


@dataclass(frozen=True, slots=True)
class Timings:
    """How requests went: all of them, by kind, and by crew (the name is empty for requests of no crew)."""

    all: Timing
    kinds: tuple[Timing, ...]
    crews: tuple[Timing, ...]


@event("park.request.escalated")
@dataclass(frozen=True)
class RequestEscalated:
    """A request rose to ``level`` because its time is nearly or wholly up; ``owner_id`` has it now."""

    request_id: int
    level: int
    owner_id: int | None


@event("park.booking.changed")
@dataclass(frozen=True)
class BookingsChanged:
    """Bookings of a crew were made, released or moved."""

    crew_id: int
    booking_ids: tuple[int, ...]
