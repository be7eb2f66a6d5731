"""The service desk: a request is opened, owned at once, taken, answered the same day (事不过夜)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils import timezone

from fangcun.base.api import audit, may, members, require
from fangcun.base.contracts import Actor, Role
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import REQUEST_KINDS, RequestState, RequestView
from fangcun.park.engine.desk import due_of
from fangcun.park.models import Request, RequestNote
from fangcun.park.permissions import ASK, SERVE
from fangcun.park.queries.desk import UNFINISHED_VALUES, missing_request, request_view
from fangcun.park.services.taking import in_transaction, lock_crews, lock_resources

MOST_TITLE, MOST_TEXT = 120, 4000
BUSY = "服务台正忙，这一步没有记上，请稍后再试。"


def open_request(
    actor: Actor | None,
    *,
    kind: str,
    title: str,
    text: str = "",
    crew_id: int | None = None,
    resource_id: int | None = None,
) -> RequestView:
    """A new request, due by the closing time of its day (noon of the next after 20:00), owned by the operator who has
    the fewest unfinished ones; without operators it has no owner until one takes it.

    Raises ``request.fields``, ``crew.missing``, ``resource.missing``, ``denied``.
    """
    who = require(actor, ASK)
    title, text = title.strip(), text.strip()
    if kind not in REQUEST_KINDS:
        raise _wrong(f"没有“{kind}”这一类服务，请选{'、'.join(REQUEST_KINDS)}。")
    if not title or len(title) > MOST_TITLE:
        raise _wrong(f"请用一句话写明要办什么，不超过 {MOST_TITLE} 个字。")
    _check_text(text)

    def work() -> RequestView:
        now = clock.now()
        if crew_id is not None:
            lock_crews(who, [crew_id])
        if resource_id is not None:
            lock_resources(who, [resource_id])
        row = Request.objects.create(
            tenant_id=who.tenant_id,
            kind=kind,
            title=title,
            text=text,
            crew_id=crew_id,
            resource_id=resource_id,
            owner_id=least_loaded(who.tenant_id),
            opened_by_id=who.user_id,
            opened_at=now,
            due=due_of(now, ZoneInfo(config().time_zone)),
        )
        audit("request.opened", by=who, subject=title, id=row.pk, kind=kind, owner_id=row.owner_id)
        return request_view(row)

    return in_transaction(work, busy=BUSY)


def take_request(actor: Actor | None, request_id: int) -> RequestView:
    """Take an open request in hand; who takes it owns it. Taking one's own again changes nothing.

    Raises CONFLICT ``request.taken`` when somebody else was faster, ``request.ended``, ``request.missing``, ``denied``.
    """
    who = require(actor, SERVE)

    def step(row: Request, now: datetime) -> None:
        _refuse_ended(row)
        if row.state != RequestState.OPEN.value:
            if row.owner_id == who.user_id:
                return
            since = f"，{_hour(row.taken_at)} 接的" if row.taken_at else ""
            message = f"这件事已由{row.owner or '别人'}在办{since}，不用再接；要换人请用“移交”。"
            raise FangcunError("request.taken", Kind.CONFLICT, message, owner_id=row.owner_id)
        _in_hand(row, who, now)
        _move(row, RequestState.DOING, "taken", "", who, now)

    return _change(who, request_id, step)


def wait_request(actor: Actor | None, request_id: int, *, text: str) -> RequestView:
    """Note what the asker has to say or bring first. It still falls due: nobody forgets it overnight.

    Raises ``request.words`` without a text, ``request.ended``, ``request.missing``, ``denied``.
    """
    who = require(actor, SERVE)
    words = _needed(text, "请写明在等对方什么。")

    def step(row: Request, now: datetime) -> None:
        _refuse_ended(row)
        _in_hand(row, who, now)
        _move(row, RequestState.WAITING, "waiting", words, who, now)

    return _change(who, request_id, step)


def finish_request(actor: Actor | None, request_id: int, *, text: str = "") -> RequestView:
    """Answer a request. Raises CONFLICT ``request.ended`` when it was ended before, ``request.missing``, ``denied``."""
    who = require(actor, SERVE)
    _check_text(text)

    def step(row: Request, now: datetime) -> None:
        _refuse_ended(row)
        _in_hand(row, who, now)
        row.done_at = now
        _move(row, RequestState.DONE, "done", text.strip(), who, now)

    return _change(who, request_id, step)


def reopen_request(actor: Actor | None, request_id: int, *, text: str) -> RequestView:
    """Open again what was not really answered: a new day's promise, level 0, its owner stays.

    Raises ``request.words`` without a reason, CONFLICT ``request.open``, ``request.missing``, ``denied`` (those who
    asked and those who serve may).
    """
    who = require(actor, ASK)
    words = _needed(text, "请写明哪里还没办好。")

    def step(row: Request, now: datetime) -> None:
        _refuse_strangers(row, who)
        if row.state in UNFINISHED_VALUES:
            raise FangcunError("request.open", Kind.CONFLICT, "这件事还在办，不用重开；有话请留言。")
        row.done_at, row.level = None, 0
        row.due = due_of(now, ZoneInfo(config().time_zone))
        row.owner_id = row.owner_id or least_loaded(row.tenant_id)
        _move(row, RequestState.OPEN, "reopened", words, who, now)

    return _change(who, request_id, step)


def cancel_request(actor: Actor | None, request_id: int, *, text: str = "") -> RequestView:
    """Withdraw a request. Raises ``request.ended``, ``request.missing``, ``denied`` as ``reopen_request``."""
    who = require(actor, ASK)
    _check_text(text)

    def step(row: Request, now: datetime) -> None:
        _refuse_strangers(row, who)
        _refuse_ended(row)
        _move(row, RequestState.CANCELLED, "cancelled", text.strip(), who, now)

    return _change(who, request_id, step)


def comment_request(actor: Actor | None, request_id: int, *, text: str) -> RequestView:
    """Say something about a request. When it waited for the asker, whoever is not its owner has answered: it goes on.

    Raises ``request.words``, ``request.missing``, ``denied``.
    """
    who = require(actor, ASK)
    words = _needed(text, "留言是空的，请写一句再发。")

    def step(row: Request, now: datetime) -> None:
        if row.state == RequestState.WAITING.value and who.user_id != row.owner_id:
            _move(row, RequestState.DOING, "answered", words, who, now)
        else:
            note(row, "comment", words, by=who, at=now)

    return _change(who, request_id, step)


def assign_request(actor: Actor | None, request_id: int, *, owner_id: int) -> RequestView:
    """Hand a request to another operator, who has to take it. To its owner: nothing changes.

    Raises ``request.owner`` for somebody who is no operator here, ``request.ended``, ``request.missing``, ``denied``.
    """
    who = require(actor, SERVE)
    names = {m.user_id: m.name for m in members(who.tenant_id, Role.OPERATOR)}
    if owner_id not in names:
        raise FangcunError("request.owner", Kind.INVALID, "只能交给本机构的基地运营，请从名单里选。")

    def step(row: Request, now: datetime) -> None:
        _refuse_ended(row)
        if row.owner_id == owner_id:
            return
        row.owner_id = owner_id
        waits = row.state == RequestState.WAITING.value
        state = RequestState.WAITING if waits else RequestState.OPEN
        _move(row, state, "assigned", f"移交给{names[owner_id]}。", who, now)

    return _change(who, request_id, step)


def least_loaded(tenant_id: int, *, but: int | None = None) -> int | None:
    """The operator with the fewest unfinished requests, the longest-standing among equals; None without one.

    ``but`` names one who is not meant.
    """
    candidates = [m.user_id for m in members(tenant_id, Role.OPERATOR) if m.user_id != but]
    rows = Request.objects.of(tenant_id).filter(state__in=UNFINISHED_VALUES, owner_id__in=candidates)
    loads = dict(rows.values_list("owner_id").annotate(n=Count("pk")))
    return min(candidates, key=lambda pk: loads.get(pk, 0), default=None)


def note(row: Request, kind: str, text: str, *, by: Actor | None, at: datetime) -> None:
    """Write down what was said or done."""
    RequestNote.objects.create(request=row, kind=kind, text=text, by_id=by.user_id if by else None, at=at)


def _change(who: Actor, request_id: int, step: Callable[[Request, datetime], None]) -> RequestView:
    """Do one step on the locked row, so that of two at once the second sees what the first did."""

    def work() -> RequestView:
        rows = Request.objects.of(who.tenant_id).filter(pk=request_id).select_for_update(no_key=True)
        row = rows.first()
        if row is None:
            raise missing_request(request_id)
        step(row, clock.now())
        return request_view(row)

    return in_transaction(work, busy=BUSY)


def _in_hand(row: Request, who: Actor, now: datetime) -> None:
    """Whoever does something about an open request has taken it; the first time counts."""
    if row.state == RequestState.OPEN.value:
        row.owner_id = who.user_id or row.owner_id
        row.taken_at = row.taken_at or now


def _move(row: Request, state: RequestState, kind: str, text: str, who: Actor, now: datetime) -> None:
    row.state = state.value
    row.save(update_fields=["state", "owner", "level", "due", "taken_at", "done_at"])
    note(row, kind, text, by=who, at=now)
    audit(f"request.{kind}", by=who, subject=row.title, id=row.pk, state=state.value, owner_id=row.owner_id)


def _refuse_ended(row: Request) -> None:
    if row.state in UNFINISHED_VALUES:
        return
    words = f"已在 {_hour(row.done_at)} 办结" if row.done_at else "已撤回"
    message = f"这件事{words}，不能再改；没办好请重开。"
    raise FangcunError("request.ended", Kind.CONFLICT, message, state=row.state)


def _refuse_strangers(row: Request, who: Actor) -> None:
    """Only who asked and who serves may withdraw or reopen; what nobody in particular asked is everybody's."""
    if row.opened_by_id not in (None, who.user_id) and not may(who, SERVE):
        raise FangcunError("denied", Kind.DENIED, f"这件事是{row.opened_by}提的，请由提的人或基地运营来改。")


def _hour(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%m-%d %H:%M}" if moment else ""


def _needed(text: str, refusal: str) -> str:
    if not text.strip():
        raise FangcunError("request.words", Kind.INVALID, refusal)
    _check_text(text)
    return text.strip()


def _check_text(text: str) -> None:
    if len(text) > MOST_TEXT:
        raise _wrong(f"文字有 {len(text)} 个字，最多 {MOST_TEXT} 个，请写短些。")


def _wrong(message: str) -> FangcunError:
    return FangcunError("request.fields", Kind.INVALID, message)
