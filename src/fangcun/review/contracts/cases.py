"""What a case of review is: its states, what can be done to it, what is ruled of its findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fangcun.kit.events import event
from fangcun.review.contracts.text import Strength


class CaseKind(StrEnum):
    """What is reviewed: a script before it is filmed, or a cut before it is shown."""

    DRAFT = "draft"
    CUT = "cut"


class CaseState(StrEnum):
    """Where a case stands. The last three are ends; a refusal can be appealed against once."""

    SCREENING = "screening"
    FIRST = "first"
    FINAL = "final"
    RETURNED = "returned"
    PASSED = "passed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Call(StrEnum):
    """What somebody says should become of a case."""

    PASS = "pass"  # noqa: S105  a verdict, no password
    RETURN = "return"
    REFUSE = "refuse"


class Ruling(StrEnum):
    """What was decided of a finding. ``open``: nobody has yet. ``mended``: it is no longer there."""

    OPEN = "open"
    DISMISSED = "dismissed"
    UPHELD = "upheld"
    MENDED = "mended"


class Lane(StrEnum):
    """How fast a case is promised: as everybody's, or expedited out of a quota."""

    NORMAL = "normal"
    FAST = "fast"


class Act(StrEnum):
    """Everything that can happen to a case. Nothing else changes it."""

    SUBMIT = "submit"
    SCREEN = "screen"
    TAKE = "take"
    HAND_OVER = "hand_over"
    ASK = "ask"
    ANSWER = "answer"
    ADD = "add"
    HINT = "hint"
    RULE = "rule"
    CONSULT = "consult"
    OPINE = "opine"
    RECOMMEND = "recommend"
    PANEL = "panel"
    VOTE = "vote"
    DECIDE = "decide"
    NUMBER = "number"
    RESUBMIT = "resubmit"
    APPEAL = "appeal"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Person:
    """Who does something. ``chief``: may decide. ``own``: belongs to the house whose work it is, so may not judge it.

    ``id`` is None for the machine.
    """

    id: int | None
    chief: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as a screening reports it: its key, how strong it is, and whether a person has to look again.

    ``again``: a person found it and its place has changed, so somebody has to say whether it is mended.
    """

    key: str
    strength: Strength
    again: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a case. The fields beyond ``at`` and ``by`` belong to single acts."""

    act: Act
    at: datetime
    by: Person
    call: Call | None = None
    key: str = ""
    strength: Strength | None = None
    ruling: Ruling | None = None
    to: int | None = None
    to_chief: bool = False
    to_own: bool = False
    people: tuple[int, ...] = ()
    seen: tuple[Seen, ...] = ()
    words: str = ""
    article: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """What a producer declares of a work: investment in whole yuan, made by AI, special subjects, pushed or not."""

    investment: int
    ai: bool = False
    subjects: tuple[str, ...] = ()
    homepage_push: bool = False


@event("review.case.passed")
@dataclass(frozen=True, slots=True)
class CasePassed:
    """A work passed review, or its number was entered after it had: whoever shows it may."""

    tenant_id: int
    case_id: int
    work: str
    number: str


@dataclass(frozen=True, slots=True)
class Clearance:
    """Whether a work may be shown, under which ``number``, and, if not, ``why``."""

    cleared: bool
    number: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class PassedWork:
    """A work that passed with a number: its ``source`` is the digest of what did (a script's file)."""

    case_id: int
    work: str
    name: str
    number: str
    source: str
    kind: CaseKind
