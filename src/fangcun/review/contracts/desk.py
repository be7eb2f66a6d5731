"""Cases as people look at them: lines of a queue, one case whole, a centre's figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from fangcun.review.contracts.cases import Act, Call, CaseKind, CaseState, Lane, Ruling
from fangcun.review.contracts.text import Strength


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. ``left`` is the working time until it is late (negative: it is), None while the clock stands.

    ``forecast`` is when it will be done as things go, where that is known. ``counts`` are findings that are here, by
    strength; ``open`` those that wait for a ruling.
    """

    id: int
    kind: CaseKind
    name: str
    house: str
    state: CaseState
    round: int
    lane: Lane
    tier_name: str
    holder_id: int | None
    holder: str
    waits: bool
    submitted_at: datetime
    due: datetime | None
    left: timedelta | None
    number: str
    appealing: bool
    counts: dict[Strength, int]
    open: int
    forecast: datetime | None = None
    late: bool = False
    mine: bool = False
    takes: bool = False


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its evidence and what was ruled of it."""

    id: int
    key: str
    source: str
    category: str
    strength: Strength
    surface: str
    canonical: str
    line: str
    place: str
    rule: str
    origin: str
    message: str
    advice: str
    evidence: dict[str, Any]
    first_round: int
    here: bool
    again: bool
    ruling: Ruling
    ruled_by: str
    ruled_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One thing that happened, in the order it did. ``to`` are the names of those it concerns."""

    act: Act
    at: datetime
    by: str
    call: Call | None
    ruling: Ruling | None
    words: str
    article: str
    number: str
    to: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One round of submission."""

    round: int
    label: str
    note: str
    snapshot: str
    source: str
    rules: str
    day: date
    at: datetime
    task_key: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case whole, as its reviewers or its producer see it.

    ``may`` are the acts that the reader can take now. ``consulted`` and ``panel`` are (name, call) of those asked;
    calls are hidden (None) from who has not spoken yet, so that opinions stay independent.
    """

    line: CaseLine
    work: str
    filing: dict[str, Any]
    tier_rule: str
    centre: str
    submitted_by: str
    first_by: str
    final_by: str
    recommended: Call | None
    decided: Call | None
    appealed: bool
    findings: tuple[FindingView, ...]
    steps: tuple[StepView, ...]
    versions: tuple[VersionView, ...]
    consulted: tuple[tuple[str, Call | None], ...]
    panel: tuple[tuple[str, Call | None], ...]
    may: frozenset[Act]


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """How a rule fares: findings, how many of the ruled stood, how many were dismissed (``noise`` is that share)."""

    category: str
    name: str
    canonical: str
    hits: int
    upheld: int
    dismissed: int
    noise: float | None


@dataclass(frozen=True, slots=True)
class ReviewerFigures:
    """What somebody has in hand and has judged, and how long a stage takes them (middle, working time)."""

    user_id: int
    name: str
    chief: bool
    holding: int
    late: int
    judged: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class Board:
    """A centre at a glance: load, lateness, agreement. ``kept`` is the share of decisions within the promise.

    ``kappa`` is Cohen's over ``doubled`` cases that two people judged without seeing each other; None when it cannot be
    told. ``weeks`` are (Monday, submitted, decided, of these late), the oldest first.
    """

    waiting: int
    late: int
    soon: int
    paused: int
    decided: int
    kept: float | None
    median: timedelta | None
    kappa: float | None
    kappa_words: str
    doubled: int
    agreed: int
    reviewers: tuple[ReviewerFigures, ...]
    rules: tuple[RuleFigures, ...]
    weeks: tuple[tuple[date, int, int, int], ...]
