"""Plans of a shoot, as other rooms, files and pages see them.

Two halves: the *problem* and its *answer* (numbers, with a documented JSON, ``engine/exchange.py``), and the *strips*
and papers that people read. A slot is a part of a day: slot = day × parts a day + part. Indices are positions in the
tuples of the problem. Money is a whole number in the unit of the problem (fen in our rows); times are minutes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from fangcun.kit.events import event
from fangcun.park.contracts import BookingView, PersonView, SpaceView, StockKind, StockView

_Key = TypeVar("_Key")


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


@dataclass(frozen=True, slots=True)
class MovedScene:
    """A scene that a replanning put elsewhere. ``was`` None: it is new; ``now`` None: it found no slot.

    ``forced``: it could not stay where it was; others made room or save money. Indices are those of the new problem.
    """

    crew: int
    scene: int
    key: str
    was: int | None
    now: int | None
    forced: bool
    message: str


@dataclass(frozen=True, slots=True)
class Replanning:
    """A plan after disruptions: the new problem and its answer (slot -1: no room), what moved, and what it costs.

    ``forced`` counts the scenes that could not stay, new ones with them. ``cost_before`` is the old plan in the old
    problem; ``cost_after`` counts changes too.
    """

    problem: Problem
    answer: Answer
    moved: tuple[MovedScene, ...]
    forced: int
    cost_before: CostParts
    cost_after: CostParts
    words: tuple[str, ...]


class Department(StrEnum):
    """Who a cost is booked on."""

    ACTORS = "演员"
    EXTRAS = "群演"
    PLACES = "场地"
    MOVES = "转场"
    OVERTIME = "加班"
    NIGHTS = "夜班"
    CREW = "剧组日常"
    KIT = "器材"
    CHANGES = "改期"


@dataclass(frozen=True, slots=True)
class ExtraCost:
    """A cost that the problem does not know: extras, kit hired, meals. It falls on the scene's day, else on ``day``."""

    crew: int
    department: Department
    what: str
    amount: int
    scene: int | None = None
    day: int = 0


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A cost of a crew on a day, in the unit of the problem. ``what`` names the role, place or thing.

    ``scenes`` holds the share of each scene of the crew that it is split over (index, amount); they sum to ``amount``.
    """

    crew: int
    day: int
    department: Department
    what: str
    amount: int
    scenes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Budget:
    """What a plan costs, line by line; every view of it is a sum over the same lines."""

    lines: tuple[BudgetLine, ...]

    @property
    def total(self) -> int:
        """The sum of all lines."""
        return sum(line.amount for line in self.lines)

    def per_day(self) -> dict[tuple[int, int], int]:
        """(crew, day) → cost."""
        return _summed(((line.crew, line.day), line.amount) for line in self.lines)

    def per_department(self) -> dict[Department, int]:
        """Department → cost."""
        return _summed((line.department, line.amount) for line in self.lines)

    def per_scene(self) -> dict[tuple[int, int], int]:
        """(crew, scene) → cost."""
        return _summed(((line.crew, scene), part) for line in self.lines for scene, part in line.scenes)


def _summed(pairs: Iterable[tuple[_Key, int]]) -> dict[_Key, int]:
    sums: dict[_Key, int] = {}
    for key, amount in pairs:
        sums[key] = sums.get(key, 0) + amount
    return sums


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure of two plans. ``name`` is the crew's, person's or cause's; ``before`` and ``after`` in its own unit."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two plans of one problem side by side: costs by cause, by crew and by day, days on which people are held."""

    costs: tuple[CostParts, CostParts]
    causes: tuple[Difference, ...]
    crews: tuple[Difference, ...]
    people: tuple[Difference, ...]  # days held
    days: tuple[Difference, ...]
    moved: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseRow:
    """A line of a Gantt: a crew, place or person and its days. ``scenes`` and ``minutes`` have one entry a day.

    ``percent`` is the share of the days (crews: of the minutes of the parts open to it) that it is used.
    """

    index: int
    name: str
    scenes: tuple[int, ...]
    minutes: tuple[int, ...]
    percent: int


@dataclass(frozen=True, slots=True)
class Use:
    """Who and what is used on which days; places and people that are never used are left out."""

    crews: tuple[UseRow, ...]
    places: tuple[UseRow, ...]
    people: tuple[UseRow, ...]


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
    period: str = "现代"


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


# From a script to a problem -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SceneFacts:
    """What planning needs to know of a scene of a draft: the facts of ``StripView`` before it has a row.

    ``key`` (集-场) is unique in the draft and kept over drafts by ``engine/strips.match_keys``; ``position`` counts
    from 0 in the order of the script. ``seconds`` is the estimated running time, ``minutes`` the time on set;
    ``load`` says in words what made it longer. ``lines`` are (name, lines spoken). ``wishes`` are remarks for the
    production: 雨, 闪回.
    """

    key: str
    position: int
    episode: int | None
    number: str
    light: Light
    time: str
    int_ext: str
    script_place: str
    seconds: int
    minutes: int
    synopsis: str
    cast: tuple[str, ...]
    extras: tuple[tuple[str, int | None], ...] = ()
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    load: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()

    @property
    def night(self) -> bool:
        """Whether it is shot in the dark."""
        return self.light in (Light.NIGHT_INT, Light.NIGHT_EXT)

    @property
    def exterior(self) -> bool:
        """Whether it is shot outside."""
        return self.light in (Light.DAY_EXT, Light.NIGHT_EXT)


class Weight(StrEnum):
    """How much a role carries."""

    LEAD = "主演"
    SUPPORT = "主要配角"
    MINOR = "配角"
    FEATURED = "特约"


@dataclass(frozen=True, slots=True)
class RoleWanted:
    """A role as the script describes it. ``sex`` and ``ages`` are None where nothing says them.

    ``budget`` is the most that its importance lets a day cost (fen); ``meets`` are roles that share a scene with it.
    """

    name: str
    sex: str | None
    ages: tuple[int, int] | None
    weight: Weight
    scenes: int
    lines: int
    budget: int
    description: str = ""
    looks: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    meets: frozenset[str] = frozenset()
    night: bool = False


@dataclass(frozen=True, slots=True)
class Engagement:
    """Somebody or something is taken by ``production`` from ``start`` until ``end`` (half-open days)."""

    production: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class CastSuggestion:
    """A person for a role. ``score`` (0 to 100) falls with each concern; ``clash`` names another production."""

    person_id: int
    person_name: str
    day_rate: int
    score: int
    reasons: tuple[str, ...]
    concerns: tuple[str, ...] = ()
    clash: str = ""


@dataclass(frozen=True, slots=True)
class RoleSuggestions:
    """The best people for a role, the best first; ``note`` says why there is nobody."""

    role: str
    people: tuple[CastSuggestion, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class CastCall:
    """A production that casts: its roles and its days (half-open)."""

    production: str
    roles: tuple[RoleWanted, ...]
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class CastChoice:
    """Who plays a role in a proposed cast; ``person`` None where nobody is left, ``reason`` then says why."""

    production: str
    role: str
    person: CastSuggestion | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlaceWanted:
    """A place of a script: what it is (``tags``), and what happens there. ``minutes`` on set in all its scenes."""

    name: str
    tags: tuple[str, ...]
    period: str
    interior: bool
    exterior: bool
    night: bool
    scenes: int
    minutes: int
    crowd: int


@dataclass(frozen=True, slots=True)
class SiteSuggestion:
    """A space for a place of a script, with reasons in words; ``score`` is 0 to 100."""

    space_id: int
    space_name: str
    district: str
    day_rate: int
    score: int
    reasons: tuple[str, ...]
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteCall:
    """A production that looks for its places. ``kind`` of the crew decides what is open and free to it."""

    production: str
    places: tuple[PlaceWanted, ...]
    days: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SiteChoice:
    """The space proposed for a place (None: nothing fits), the next best, and the places it stands in for as well."""

    production: str
    place: str
    site: SiteSuggestion | None
    others: tuple[SiteSuggestion, ...] = ()
    shared_with: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KitNeed:
    """``quantity`` of something that a scene needs. ``kind`` None: people (群演). ``tags`` find it in the stock."""

    kind: StockKind | None
    name: str
    quantity: int
    tags: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoleBrief:
    """A role to plan with: who plays it (None: not cast) and what the holding costs a day (fen)."""

    name: str
    person_id: int | None
    day_rate: int


@dataclass(frozen=True, slots=True)
class ShootBrief:
    """A shoot to plan. ``sites`` lead from a script's place to a space id. Slots count from the first day of the plan.

    ``was`` and ``fixed`` are the slots of strips in the plan before and of frozen ones; ``only`` those that a strip may
    have; ``after`` the keys that must come earlier. ``first_day`` and ``last_day`` (inclusive) bound its work;
    ``days_off`` are dates without work.
    """

    name: str
    crew_id: int | None
    scenes: tuple[SceneFacts, ...]
    roles: tuple[RoleBrief, ...]
    sites: dict[str, int]
    period: str = "现代"
    first_day: date | None = None
    last_day: date | None = None
    days_off: tuple[date, ...] = ()
    fixed: dict[str, int] = field(default_factory=dict)
    was: dict[str, int] = field(default_factory=dict)
    only: dict[str, tuple[int, ...]] = field(default_factory=dict)
    after: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BaseBrief:
    """What the base has and who else holds it. ``bookings`` are those of crews that are not to be planned.

    ``kept`` are what people ordered for a crew that is: they stay, so the other crews cannot have these things then.
    """

    spaces: tuple[SpaceView, ...]
    people: tuple[PersonView, ...]
    stock: tuple[StockView, ...] = ()
    bookings: tuple[BookingView, ...] = ()
    kept: tuple[BookingView, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working day of a base. ``minor_minutes`` is the most a minor is in scenes a day; ``km_per_hour`` drives."""

    name: str
    parts: tuple[Part, ...]
    rest_minutes: int
    set_move_minutes: int
    minor_minutes: int
    km_per_hour: int
    source: str


@dataclass(frozen=True, slots=True)
class PosedIndex:
    """Leads answers back: ``keys[crew][scene]`` is the strip, ``roles[crew][role]`` its name; ids of the rest.

    A place without an id stands for a script's place that has no space yet. A kit is a pool of stocks that serve alike
    (ids; empty for extras, who are people).
    """

    keys: tuple[tuple[str, ...], ...]
    roles: tuple[tuple[str, ...], ...]
    spaces: tuple[int | None, ...]
    people: tuple[int | None, ...]
    kit: tuple[tuple[int, ...], ...]
    sites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Posed:
    """A problem as posed, the way back, and what had to be assumed (in words)."""

    problem: Problem
    index: PosedIndex
    remarks: tuple[str, ...] = ()


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
