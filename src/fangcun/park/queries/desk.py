"""Reads of the service desk: what waits for an answer, late first; what was said; how long answers take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from fangcun.base.api import members, require
from fangcun.base.contracts import Actor, Member, Role
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.contracts import (
    REQUEST_KINDS,
    UNFINISHED,
    DeskCounts,
    NoteView,
    Page,
    RequestState,
    RequestView,
    Timing,
    Timings,
)
from fangcun.park.engine.desk import Course, sum_up
from fangcun.park.models import Request, RequestNote
from fangcun.park.permissions import FOLLOW

SIZE = 50
UNFINISHED_VALUES = tuple(state.value for state in UNFINISHED)


def requests(
    actor: Actor | None,
    *,
    states: Collection[RequestState] = UNFINISHED,
    kind: str = "",
    crew_id: int | None = None,
    owner_id: int | None = None,
    late: bool = False,
    number: int = 1,
    size: int = SIZE,
) -> Page[RequestView]:
    """A page of the requests: the unfinished first, the one due first (or late longest) on top; then the last opened.

    No ``states`` asks for all of them.
    """
    rows = Request.objects.of(require(actor, FOLLOW).tenant_id)
    if states:
        rows = rows.filter(state__in=[s.value for s in states])
    if kind:
        rows = rows.filter(kind=kind)
    if crew_id is not None:
        rows = rows.filter(crew_id=crew_id)
    if owner_id is not None:
        rows = rows.filter(owner_id=owner_id)
    if late:
        rows = rows.filter(state__in=UNFINISHED_VALUES, due__lt=clock.now())
    total = rows.count()
    number = min(max(1, number), max(1, -(-total // size)))
    ended = Case(When(state__in=UNFINISHED_VALUES, then=Value(0)), default=Value(1), output_field=IntegerField())
    waiting = Case(When(state__in=UNFINISHED_VALUES, then="due"))
    ordered = joined(rows).order_by(ended, waiting, "-opened_at", "-id")[(number - 1) * size : number * size]
    return Page(tuple(request_view(row) for row in ordered), total, number, size)


def request(actor: Actor | None, request_id: int) -> RequestView:
    """One request. Raises ``request.missing``, also for other tenants'."""
    row = joined(Request.objects.of(require(actor, FOLLOW).tenant_id).filter(pk=request_id)).first()
    if row is None:
        raise missing_request(request_id)
    return request_view(row)


def request_notes(actor: Actor | None, request_id: int) -> tuple[NoteView, ...]:
    """What was said and done about a request, the oldest first. Raises ``request.missing``."""
    found = request(actor, request_id)
    rows = RequestNote.objects.filter(request_id=found.id).select_related("by").order_by("at", "id")
    return tuple(NoteView(n.pk, n.kind, n.text, str(n.by) if n.by else "", n.at) for n in rows)


def request_counts(actor: Actor | None) -> DeskCounts:
    """What needs a person now."""
    who = require(actor, FOLLOW)
    now = clock.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    found = Request.objects.of(who.tenant_id).filter(state__in=UNFINISHED_VALUES).aggregate(
        unfinished=Count("pk"),
        late=Count("pk", filter=Q(due__lt=now)),
        due_today=Count("pk", filter=Q(due__gte=now, due__lt=midnight)),
        untaken=Count("pk", filter=Q(state=RequestState.OPEN.value)),
        mine=Count("pk", filter=Q(owner_id=who.user_id) if who.user_id else Q(pk__in=[])),
    )  # fmt: skip
    return DeskCounts(**found)


def request_timings(actor: Actor | None, *, since: datetime, until: datetime | None = None) -> Timings:
    """How the requests opened from ``since`` until ``until`` (now) went, what was withdrawn left out."""
    who = require(actor, FOLLOW)
    now = clock.now()
    rows = Request.objects.of(who.tenant_id).filter(opened_at__gte=since, opened_at__lte=until or now)
    rows = rows.exclude(state=RequestState.CANCELLED.value).order_by("pk")
    by_kind: dict[str, list[Course]] = defaultdict(list)
    by_crew: dict[str, list[Course]] = defaultdict(list)
    listed: list[Course] = []
    columns = rows.values_list("kind", "crew__name", "opened_at", "taken_at", "done_at")
    for kind, crew, opened_at, taken_at, done_at in columns:
        course = Course(opened_at, taken_at, done_at)
        listed.append(course)
        by_kind[kind].append(course)
        by_crew[crew or ""].append(course)
    order = {kind: at for at, kind in enumerate(REQUEST_KINDS)}
    return Timings(
        _timing("", listed, now),
        tuple(_timing(k, by_kind[k], now) for k in sorted(by_kind, key=lambda k: (order.get(k, len(order)), k))),
        tuple(_timing(c, by_crew[c], now) for c in sorted(by_crew, key=lambda c: (-len(by_crew[c]), c))),
    )


def servers(actor: Actor | None) -> tuple[Member, ...]:
    """Those who can own a request: the operators of the tenant."""
    return members(require(actor, FOLLOW).tenant_id, Role.OPERATOR)


def request_view(row: Request) -> RequestView:
    """A row, with its crew, resource and people at hand, as other rooms see it."""
    return RequestView(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        text=row.text,
        crew_id=row.crew_id,
        crew_name=row.crew.name if row.crew else "",
        owner_id=row.owner_id,
        owner_name=str(row.owner) if row.owner else "",
        state=RequestState(row.state),
        level=row.level,
        opened_at=row.opened_at,
        due=row.due,
        taken_at=row.taken_at,
        done_at=row.done_at,
        resource_id=row.resource_id,
        resource_name=row.resource.name if row.resource else "",
        opened_by_id=row.opened_by_id,
        opened_by_name=str(row.opened_by) if row.opened_by else "",
    )


def joined(rows: QuerySet[Request]) -> QuerySet[Request]:
    """Requests with all that their view names."""
    return rows.select_related("crew", "resource", "owner", "opened_by")


def missing_request(request_id: int) -> FangcunError:
    """The refusal for a request that is not there."""
    message = f"没有编号为 {request_id} 的服务单，请回服务台查找。"
    return FangcunError("request.missing", Kind.NOT_FOUND, message, id=request_id)


def _timing(name: str, courses: list[Course], now: datetime) -> Timing:
    found = sum_up(courses, now=now, zone=ZoneInfo(config().time_zone))
    share = found.kept / found.judged if found.judged else None
    return Timing(name, found.requests, found.done, found.take_minutes, found.done_minutes, share)
