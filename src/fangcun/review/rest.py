"""The HTTP API of the review centre. Sessions by cookie, so every change carries the CSRF token."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Body, Field, Path, Query, Router, Schema, Status
from ninja.security import django_auth

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review import api
from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Act, Call, Filing, Lane, Ruling
from fangcun.review.permissions import FOLLOW, SUBMIT
from fangcun.review.plain import plain_of
from fangcun.review.services.opening import local_day

router = Router(auth=django_auth, tags=["review"])
LONGEST_TEXT = 2_000_000


class FilingIn(Schema):
    """What a producer declares of a work; `investment` in whole yuan."""

    investment: int = Field(ge=0, le=10**12)
    ai: bool = False
    subjects: list[str] = []
    homepage_push: bool = False

    def filing(self) -> Filing:
        """The same, as the room knows it."""
        return Filing(self.investment, self.ai, tuple(self.subjects), self.homepage_push)


class Submission(FilingIn):
    """A draft sent to be reviewed."""

    draft_id: int
    lane: Lane = Lane.NORMAL


class Again(Schema):
    """A returned case sent again with another draft."""

    draft_id: int
    note: str = Field("", max_length=2000)


class StepIn(Schema):
    """One step of a case. Which fields it needs depends on the act; the answer says what is missing."""

    act: Act
    call: Call | None = None
    words: str = Field("", max_length=2000)
    article: str = Field("", max_length=300)
    number: str = Field("", max_length=80)
    to: int | None = None
    people: list[int] = []


class RulingIn(Schema):
    """What is decided of a finding, and why."""

    ruling: Ruling
    words: str = Field("", max_length=2000)


class RemarkIn(Schema):
    """What a reviewer found: at characters of the text, or at a moment of an episode."""

    message: str = Field(min_length=1, max_length=2000)
    strength: Strength = Strength.ASK
    rule: str = Field("", max_length=300)
    start: int | None = Field(None, ge=0)
    end: int | None = Field(None, ge=0)
    episode: int | None = Field(None, ge=1)
    at_ms: int | None = Field(None, ge=0)


class TextIn(Schema):
    """A text to be screened."""

    text: str = Field(max_length=LONGEST_TEXT)


@router.post("/text")
def screen(request: HttpRequest, asked: Body[TextIn]) -> Any:
    """What the lexicon of today finds in a text: nothing is kept."""
    _actor(request)
    found = api.screen_text(asked.text, on=local_day(clock.now()))
    return {"verdict": found.verdict.value, "lexicon": found.lexicon, "findings": plain_of(found.findings)}


@router.post("/class")
def class_of(request: HttpRequest, asked: Body[FilingIn]) -> Any:
    """The class of a work as declared, by the rules of today."""
    _actor(request)
    filing = asked.filing()
    return plain_of(api.class_of(filing, on=local_day(clock.now())))


@router.get("/cases")
def cases(request: HttpRequest, done: Query[bool] = False) -> Any:
    """A centre's queue in the order in which it will be late, or a producer's cases; the ended ones with `done`."""
    return plain_of(api.cases(_actor(request), done=done))


@router.post("/cases", response={201: Any})
def submit(request: HttpRequest, asked: Body[Submission]) -> Any:
    """Send a draft to be reviewed; it is screened at once."""
    actor = _actor(request, SUBMIT)
    pk = api.submit(actor, draft_id=asked.draft_id, filing=asked.filing(), lane=asked.lane)
    return Status(201, plain_of(api.case(actor, pk)))


@router.get("/cases/{pk}")
def case(request: HttpRequest, pk: Path[int]) -> Any:
    """One case whole: findings, course, versions, and what the reader can do now."""
    return plain_of(api.case(_actor(request), pk))


@router.get("/cases/{pk}/text")
def text(request: HttpRequest, pk: Path[int], round: Query[int] = 1) -> Any:
    """The text of a round as it was submitted, with its scenes; findings count its characters."""
    return plain_of(api.manuscript(_actor(request), pk, round_=round))


@router.post("/cases/{pk}/again")
def again(request: HttpRequest, pk: Path[int], asked: Body[Again]) -> Any:
    """Send a returned case again."""
    actor = _actor(request, SUBMIT)
    api.resubmit(actor, pk, draft_id=asked.draft_id, note=asked.note)
    return plain_of(api.case(actor, pk))


@router.post("/cases/{pk}/steps")
def step(request: HttpRequest, pk: Path[int], asked: Body[StepIn]) -> Any:
    """Take a step: take, hand_over, ask, answer, consult, opine, recommend, panel, vote, decide, number, appeal,
    withdraw. What cannot follow is refused with the reason."""
    actor = _actor(request)
    _take(actor, pk, asked)
    return plain_of(api.case(actor, pk))


@router.post("/cases/{pk}/findings", response={201: Any})
def remark(request: HttpRequest, pk: Path[int], asked: Body[RemarkIn]) -> Any:
    """Write down what a reviewer found."""
    actor = _actor(request)
    key = api.add(actor, pk, **asked.dict())
    return Status(201, {"key": key})


@router.post("/cases/{pk}/findings/{key}")
def rule(request: HttpRequest, pk: Path[int], key: Path[str], asked: Body[RulingIn]) -> Any:
    """Decide of a finding whether it stands."""
    actor = _actor(request)
    api.rule(actor, pk, key=key, ruling=asked.ruling, words=asked.words)
    return plain_of(api.case(actor, pk).line)


@router.get("/board")
def board(request: HttpRequest) -> Any:
    """A centre's figures for its chief."""
    return plain_of(api.board(_actor(request)))


def _take(actor: Actor, pk: int, asked: StepIn) -> None:
    match asked.act:
        case Act.TAKE:
            api.take(actor, pk)
        case Act.HAND_OVER:
            api.hand_over(actor, pk, to=asked.to or 0, words=asked.words)
        case Act.ASK:
            api.ask(actor, pk, words=asked.words)
        case Act.ANSWER:
            api.answer(actor, pk, words=asked.words)
        case Act.CONSULT:
            api.consult(actor, pk, to=asked.to or 0)
        case Act.OPINE:
            api.opine(actor, pk, call=_call(asked), words=asked.words)
        case Act.RECOMMEND:
            api.recommend(actor, pk, call=_call(asked), words=asked.words)
        case Act.PANEL:
            api.call_panel(actor, pk, people=asked.people)
        case Act.VOTE:
            api.vote(actor, pk, call=_call(asked), words=asked.words)
        case Act.DECIDE:
            api.decide(actor, pk, call=_call(asked), words=asked.words, article=asked.article, number=asked.number)
        case Act.NUMBER:
            api.enter_number(actor, pk, number=asked.number, words=asked.words)
        case Act.APPEAL:
            api.appeal(actor, pk, words=asked.words)
        case Act.WITHDRAW:
            api.withdraw(actor, pk, words=asked.words)
        case _:
            raise FangcunError("case.do", Kind.INVALID, f"“{asked.act.value}”不能从这里做，请看接口说明。")


def _call(asked: StepIn) -> Call:
    if asked.call is None:
        raise FangcunError("case.call", Kind.INVALID, "请写 call：pass、return 或 refuse。")
    return asked.call


def _actor(request: HttpRequest, permission: str = FOLLOW) -> Actor:
    return require(getattr(request, "actor", None), permission)
