"""Plans of a shoot, as other rooms, files and pages see them.

Two halves: the *problem* and its *answer* (numbers, with a documented JSON, ``engine/exchange.py``), and the *strips*
and papers that people read. A slot is a part of a day: slot = day × parts a day + part. Indices are positions in the
tuples of the problem. Money is a whole number in the unit of the problem (fen in our rows); times are minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from fangcun.kit.events import event


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a shooting day between two meals. ``overtime`` is the most that it may run over ``minutes``.

    ``night`` parts are dark: night scenes are shot there and only there, exterior day scenes never.
    """

    name: str
    start: int  # minutes after midnight
    minutes: int
    overtime: int
    night: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A set. ``site`` groups sets that lie together; ``capacity`` counts crews at once; ``closed`` are slots."""

    name: str
    site: int = 0
    capacity: int = 1
    closed: tuple[int, ...] = ()
    day_cost: int = 0  # for each crew and day on which it is used
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Performer:
    """A person. ``away`` are slots; minors have ``day_minutes``, the most minutes in scenes a day, and ``no_night``."""

    name: str
    away: tuple[int, ...] = ()
    day_minutes: int | None = None
    no_night: bool = False
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Kit:
    """A counted thing; ``taken`` are (slot, count) that others hold."""

    name: str
    count: int
    taken: tuple[tuple[int, int], ...] = ()
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a crew: who plays it and what the holding of that person costs a day. ``performer`` None: not cast."""

    name: str
    performer: int | None
    day_rate: int


@dataclass(frozen=True, slots=True)
class SceneJob:
    """A scene to be shot. ``only`` are the slots it may have (None: all); ``fixed`` its one slot (frozen or agreed).

    ``after`` are scenes of the same crew that must lie in an earlier slot. ``kit`` are (kit, count) needed in the slot.
    ``was`` is the slot in the plan before a replanning: another one costs ``change_cost``.
    """

    key: str
    place: int
    minutes: int
    night: bool
    exterior: bool
    roles: tuple[int, ...] = ()
    kit: tuple[tuple[int, int], ...] = ()
    only: tuple[int, ...] | None = None
    fixed: int | None = None
    after: tuple[int, ...] = ()
    was: int | None = None


@dataclass(frozen=True, slots=True)
class CrewJob:
    """A crew with its roles and scenes. ``away`` are slots in which it does not work."""

    name: str
    roles: tuple[Role, ...]
    scenes: tuple[SceneJob, ...]
    away: tuple[int, ...] = ()
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """What a plan is charged for, besides the day rates of roles and places.

    ``set_move``: for each (crew, place, slot) used. ``overtime_minute``: for each minute over a part's minutes.
    ``night``: for each (crew, night slot) used. ``crew_day``: for each (crew, day) used. ``change``: for each scene
    that leaves its old slot (``SceneJob.was``).
    """

    set_move: int = 0
    overtime_minute: int = 0
    night: int = 0
    crew_day: int = 0
    change: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that has to be planned together. ``travel`` are minutes between sites (square, symmetric, 0 inside).

    Hard rules, each checked by ``engine/checking`` and named by ``RuleKind``:

    - every scene in one slot that suits its light (night scenes in night parts, exterior day scenes in day parts,
      interior day scenes in any) and that is not closed to it, its place, its people or its crew;
    - a place holds ``capacity`` crews in a slot; a person works for one crew in a slot;
    - the load of (crew, slot) is at most minutes + overtime of the part. It is the minutes of the scenes, plus
      ``set_move_minutes`` for each distinct place, plus the shortest way through the sites;
    - a person rests ``rest_minutes`` between the real end of one day's work and the next day's first part;
    - minors stay within ``day_minutes`` and out of night parts;
    - kit in a slot, over all crews and with what is taken, stays within its count;
    - ``after`` scenes lie in earlier slots;
    - between two parts of one day a person and a crew can travel in the break.

    Cost: ``Prices``, plus each role's day rate × days from its first to its last scene, plus the day costs of places.
    """

    name: str
    days: int
    parts: tuple[Part, ...]
    places: tuple[Place, ...]
    people: tuple[Performer, ...]
    crews: tuple[CrewJob, ...]
    prices: Prices
    kit: tuple[Kit, ...] = ()
    travel: tuple[tuple[int, ...], ...] = ((0,),)
    set_move_minutes: int = 0
    rest_minutes: int = 0
    starts_on: date | None = None

    @property
    def slots(self) -> int:
        """How many slots there are."""
        return self.days * len(self.parts)


class RuleKind(StrEnum):
    """The hard rules of a plan."""

    LIGHT = "light"  # 日夜、内外与时段不符
    CLOSED = "closed"  # the slot is not open to the scene (``only``, ``fixed``)
    PLACE_CLOSED = "place_closed"
    PLACE_TAKEN = "place_taken"  # more crews than the place holds
    PERSON_AWAY = "person_away"
    PERSON_TAKEN = "person_taken"  # in two crews in one slot
    CREW_AWAY = "crew_away"
    OVERTIME = "overtime"
    REST = "rest"
    MINOR = "minor"
    KIT = "kit"
    ORDER = "order"  # precedence between scenes
    TRAVEL = "travel"
    MISSING = "missing"  # a scene without a slot


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that a plan breaks. ``message`` is for people; the rest are indices of the problem."""

    rule: RuleKind
    message: str
    slot: int | None = None
    crews: tuple[int, ...] = ()
    scenes: tuple[tuple[int, int], ...] = ()  # (crew, scene)
    place: int | None = None
    person: int | None = None
    kit: int | None = None


@dataclass(frozen=True, slots=True)
class CostParts:
    """What a plan costs, by cause."""

    holding: int = 0  # day rates of roles
    moves: int = 0
    overtime: int = 0
    nights: int = 0
    crew_days: int = 0
    places: int = 0
    changes: int = 0

    @property
    def total(self) -> int:
        """The sum of the parts."""
        return self.holding + self.moves + self.overtime + self.nights + self.crew_days + self.places + self.changes


@dataclass(frozen=True, slots=True)
class TracePoint:
    """A better plan was found: after how many seconds, at what cost, by which method (greedy, annealing, windows)."""

    seconds: float
    cost: int
    method: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan: ``slots`` holds one slot for each scene, crew after crew. ``violations`` is empty for a sound one.

    ``bound`` is a proved lower bound of the cost, where one is known; ``proved`` says that no plan is cheaper.
    """

    slots: tuple[int, ...]
    cost: CostParts
    violations: tuple[Violation, ...]
    seconds: float
    trace: tuple[TracePoint, ...] = ()
    bound: int | None = None
    proved: bool = False


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A way out of a contradiction, in words, with what it would cost (None: unknown) and the problem it leads to."""

    message: str
    cost: int | None
    rule: RuleKind
    change: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Why nothing fits: a smallest set of demands that cannot all hold, in words, and the cheapest ways out."""

    demands: tuple[str, ...]
    relaxations: tuple[Relaxation, ...]


# What people read ----------------------------------------------------------------------------------------------------


class Light(StrEnum):
    """The colour of a strip: the trade's four."""

    DAY_INT = "日内"
    DAY_EXT = "日外"
    NIGHT_INT = "夜内"
    NIGHT_EXT = "夜外"


@dataclass(frozen=True, slots=True)
class StripView:
    """场次条: a scene as the plan's pages and papers show it.

    ``key`` is stable over drafts (``3-2``). ``needs`` are things by department: 服装 化妆 道具 车辆 特效 武行 动物 …,
    ``seconds`` the estimated running time, ``minutes`` the time on set.
    """

    id: int
    shoot_id: int
    key: str
    episode: int | None
    number: str
    light: Light
    time: str  # as printed: 日 夜 晨 黄昏
    int_ext: str
    script_place: str
    space_id: int | None
    space_name: str
    site: str
    minutes: int
    seconds: int
    synopsis: str
    cast: tuple[str, ...]
    extras: tuple[tuple[str, int | None], ...] = ()
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role of a shoot with who plays it (``person_id`` None: not cast). ``day_rate`` in fen."""

    id: int
    shoot_id: int
    name: str
    person_id: int | None
    person_name: str
    day_rate: int
    scenes: int
    makeup_minutes: int = 60


@dataclass(frozen=True, slots=True)
class ShootView:
    """A shoot: one production's crew at the base."""

    id: int
    production_id: int
    production_name: str
    draft_id: int
    crew_id: int
    name: str
    unit: str  # A组
    director: str
    starts_on: date
    days: int
    scenes: int
    colour: int  # place in the palette of the pages


class PlanState(StrEnum):
    """Where a plan stands."""

    WORKING = "working"  # the planner is at it
    DRAFT = "draft"  # can be looked at and edited
    IN_FORCE = "in_force"  # published: bookings made, call sheets come from it
    SUPERSEDED = "superseded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PlacedStrip:
    """A strip in a plan: its day and part, and its place in the order of the part. ``frozen``: replanning leaves it."""

    strip: StripView
    day: date
    slot: int
    order: int
    frozen: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan of one or many shoots from ``starts_on`` for ``days`` days."""

    id: int
    name: str
    state: PlanState
    starts_on: date
    days: int
    parts: tuple[Part, ...]
    shoots: tuple[ShootView, ...]
    cost: CostParts
    trace: tuple[TracePoint, ...]
    violations: int
    created_at: datetime
    based_on: int | None = None


@dataclass(frozen=True, slots=True)
class CallRole:
    """A line of the role matrix of a call sheet. Times are ``HH:MM``."""

    role: str
    actor: str
    makeup_place: str
    makeup_at: str
    leaves_at: str
    scenes: tuple[str, ...]
    status: str = ""  # SW W WF SWF H
    changed: bool = False


@dataclass(frozen=True, slots=True)
class CallRow:
    """A scene on a call sheet. ``marks`` hold the roles that play in it; ``needs`` 服化道 by department."""

    key: str
    light: Light
    int_ext: str
    atmosphere: str  # 气氛: 日 夜 晨 黄昏 雨
    minutes: int
    place: str
    synopsis: str
    marks: tuple[str, ...]
    featured: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""
    starts_at: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class CallPlace:
    """A place on a call sheet with its scenes in order; ``move`` is the 转场 line before it (empty for the first)."""

    place: str
    address: str
    move: str
    rows: tuple[CallRow, ...]


@dataclass(frozen=True, slots=True)
class CallSheetData:
    """通告单: one page for one crew and day. Everything on it, so that an issued one never changes."""

    production: str
    unit: str
    version: int
    day: date
    day_number: int
    days: int
    place: str
    director: str
    breakfast: str
    leaves_at: str
    weather: str
    sunrise: str
    sunset: str
    contacts: tuple[tuple[str, str, str], ...]  # job, name, telephone
    tips: tuple[str, ...]
    roles: tuple[CallRole, ...]
    places: tuple[CallPlace, ...]
    ends_at: str = ""
    changes: tuple[str, ...] = ()  # in words, since the last issued version
    advance: tuple[str, ...] = ()  # tomorrow's scenes in a line each
    meals: tuple[tuple[str, str], ...] = ()  # name and HH:MM, without breakfast

    @property
    def scenes(self) -> int:
        """How many scenes are called."""
        return sum(len(p.rows) for p in self.places)

    @property
    def minutes(self) -> int:
        """The minutes on set of all scenes."""
        return sum(r.minutes for p in self.places for r in p.rows)


@dataclass(frozen=True, slots=True)
class SheetEdits:
    """What a person set by hand for a day's call sheet; empty fields leave what was computed. Times are ``HH:MM``.

    ``order`` are keys of scenes in the order of shooting, ``starts`` and ``notes`` go by key, ``roles`` by role:
    (make-up place, make-up at, leaves at), each possibly empty.
    """

    order: tuple[str, ...] = ()
    starts: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    roles: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    breakfast: str = ""
    leaves_at: str = ""
    weather: str = ""
    tips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoodRow:
    """日程统计 of a role: for each day ``SW W WF SWF H`` or nothing, with the totals."""

    role: str
    person: str
    cells: tuple[str, ...]
    worked: int
    held: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A scene of a day in the production report: what was planned and what became of it."""

    key: str
    place: str
    synopsis: str
    light: Light
    planned: int
    actual: int
    state: str  # done | part | dropped, empty: nothing logged
    takes: int
    good: int
    remark: str = ""


@event("shoot.plan.published")
@dataclass(frozen=True)
class PlanPublished:
    """A plan came into force."""

    plan_id: int
    shoot_ids: tuple[int, ...]


@event("shoot.sheet.issued")
@dataclass(frozen=True)
class SheetIssued:
    """A call sheet was issued."""

    sheet_id: int
    shoot_id: int
    version: int
