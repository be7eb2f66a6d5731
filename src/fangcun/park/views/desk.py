"""The service desk as pages: what waits for an answer, one request, a new one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from fangcun.base.api import may, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind
from fangcun.park import api
from fangcun.park.contracts import RequestState, RequestView, Timing
from fangcun.park.permissions import ASK, FOLLOW, SEE, SERVE
from fangcun.park.views.asked import asked_for, facet, page_number, query_of, rights

TIMED = timedelta(days=30)
STATES = {
    RequestState.OPEN: gettext_lazy("待接"),
    RequestState.DOING: gettext_lazy("办理中"),
    RequestState.WAITING: gettext_lazy("等对方"),
    RequestState.DONE: gettext_lazy("办结"),
    RequestState.CANCELLED: gettext_lazy("撤回"),
}
KINDS = {
    "报修": gettext_lazy("报修"),
    "借用": gettext_lazy("借用"),
    "用车": gettext_lazy("用车"),
    "订餐": gettext_lazy("订餐"),
    "住宿": gettext_lazy("住宿"),
    "手续": gettext_lazy("手续"),
    "纠纷": gettext_lazy("纠纷"),
    "其他": gettext_lazy("其他"),
}
NOTES = {
    "comment": gettext_lazy("留言"),
    "taken": gettext_lazy("接单"),
    "assigned": gettext_lazy("移交"),
    "waiting": gettext_lazy("等对方"),
    "answered": gettext_lazy("对方已回复"),
    "escalated": gettext_lazy("升级"),
    "done": gettext_lazy("办结"),
    "reopened": gettext_lazy("重开"),
    "cancelled": gettext_lazy("撤回"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A request in a list: whether it is late, what it is called, how it stands."""

    request: RequestView
    late: bool
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the timings in words."""

    name: str
    timing: Timing
    take: str
    done: str
    percent: int | None


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """The requests, late first, and how long answers take."""
    actor = _as(request, FOLLOW)
    f = asked_for(request, "show", "kind", "crew", "mine")
    ended = (RequestState.DONE, RequestState.CANCELLED)
    shown = {"ended": ended, "all": tuple(RequestState)}
    one = (RequestState(f["show"]),) if f["show"] in set(RequestState) else api.UNFINISHED
    page = api.requests(
        actor,
        states=shown.get(f["show"], one),
        kind=f["kind"],
        crew_id=int(f["crew"]) if f["crew"].isdecimal() else None,
        owner_id=actor.user_id if f["mine"] else None,
        late=f["show"] == "late",
        number=page_number(request),
    )
    shows = [("late", _("超期")), *((s.value, w) for s, w in STATES.items() if s not in ended)]
    facets = [
        facet("show", _("状态"), [*shows, ("ended", _("已结束")), ("all", _("全部"))], f["show"]),
        facet("kind", _("类别"), list(KINDS.items()), f["kind"]),
        facet("crew", _("剧组"), [(str(c.id), c.name) for c in _crews(actor)], f["crew"]),
        facet("mine", _("负责人"), [("1", _("我"))], f["mine"]),
    ]
    context = {
        "page": page,
        "lines": [line_of(r) for r in page.items],
        "counts": api.request_counts(actor),
        "timings": _rows(actor),
        "facets": [x for x in facets if x.values],
        "filters": f,
        "filtered": any(f.values()),
        "query": query_of(f),
    }
    return render(request, "park/desk.html", context | _rights(actor))


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A form for a new request: what kind, one sentence, the rest if one likes."""
    actor = _as(request, ASK)
    asked = request.POST if request.method == "POST" else request.GET
    values = {name: asked.get(name, "").strip()[:4001] for name in ("kind", "title", "text", "crew", "resource")}
    resource = int(values["resource"]) if values["resource"].isdecimal() else None
    error: FangcunError | None = None
    if request.method == "POST":
        try:
            made = api.open_request(
                actor,
                kind=values["kind"],
                title=values["title"],
                text=values["text"],
                crew_id=int(values["crew"]) if values["crew"].isdecimal() else None,
                resource_id=resource,
            )
        except FangcunError as refused:
            error = refused
        else:
            who = made.owner_name or _("值班的基地运营")
            messages.success(request, _("已收到，由%(who)s负责。") % {"who": who})
            return redirect("park:desk-one", pk=made.id)
    context = {"kinds": KINDS.items(), "crews": _crews(actor), "values": values, "error": error}
    status = HTTP_STATUS[error.kind] if error else 200
    return render(request, "park/desk_new.html", context | _rights(actor), status=status)


@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: how it stands, what was said, what can be done now."""
    actor = _as(request, FOLLOW)
    found = api.request(actor, pk)
    serves = may(actor, SERVE)
    notes = [(n, NOTES.get(n.kind, n.kind)) for n in api.request_notes(actor, pk)]
    context = {
        "line": line_of(found),
        "r": found,
        "notes": notes,
        "unfinished": found.state in api.UNFINISHED,
        "may_serve": serves,
        "may_take": serves and found.state is RequestState.OPEN,
        "may_end": serves or (may(actor, ASK) and found.opened_by_id in (None, actor.user_id)),
        "others": [m for m in api.servers(actor) if m.user_id != found.owner_id] if serves else [],
    }
    return render(request, "park/desk_one.html", context | _rights(actor))


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Do the step whose button was pressed, with what was written."""
    actor = _as(request, ASK)
    do, text = request.POST.get("do", ""), request.POST.get("text", "")
    steps: dict[str, tuple[Callable[[], Any], str]] = {
        "take": (lambda: api.take_request(actor, pk), _("已接单，由你负责。")),
        "wait": (lambda: api.wait_request(actor, pk, text=text), _("已记下在等对方。")),
        "done": (lambda: api.finish_request(actor, pk, text=text), _("已办结。")),
        "reopen": (lambda: api.reopen_request(actor, pk, text=text), _("已重开。")),
        "cancel": (lambda: api.cancel_request(actor, pk, text=text), _("已撤回。")),
        "comment": (lambda: api.comment_request(actor, pk, text=text), _("已留言。")),
        "assign": (lambda: api.assign_request(actor, pk, owner_id=_owner(request)), _("已移交。")),
    }
    if do not in steps:
        raise FangcunError("request.do", Kind.INVALID, _("不认得这个操作，请刷新页面再试。"))
    step, words = steps[do]
    try:
        step()
    except FangcunError as refused:
        if refused.kind not in (Kind.CONFLICT, Kind.INVALID):
            raise
        messages.error(request, refused.message)  # the page shows how it stands now
    else:
        messages.success(request, words)
    return redirect("park:desk-one", pk=pk)


def line_of(found: RequestView) -> Line:
    """A request as lists show it."""
    late = found.state in api.UNFINISHED and found.due < clock.now()
    return Line(found, late, str(KINDS.get(found.kind, found.kind)), str(STATES[found.state]))


def _rows(actor: Actor) -> list[tuple[str, list[Row]]]:
    """The timings in three parts: all of them, by kind, by crew; none without requests."""
    found = api.request_timings(actor, since=clock.now() - TIMED)
    if not found.all.requests:
        return []
    kinds = [_row(t, str(KINDS.get(t.name, t.name))) for t in found.kinds]
    crews = [_row(t, t.name or _("不属于剧组")) for t in found.crews]
    return [("", [_row(found.all, _("全部"))]), (_("按类别"), kinds), (_("按剧组"), crews)]


def _row(timing: Timing, name: str) -> Row:
    percent = round(100 * timing.same_day) if timing.same_day is not None else None
    return Row(name, timing, _span(timing.take_minutes), _span(timing.done_minutes), percent)


def _span(minutes: float | None) -> str:
    if minutes is None:
        return "–"
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return _("%(m)s 分") % {"m": rest}
    return _("%(h)s 小时 %(m)s 分") % {"h": hours, "m": rest} if rest else _("%(h)s 小时") % {"h": hours}


def _crews(actor: Actor) -> list[Any]:
    return list(api.crews(actor)) if may(actor, SEE) else []


def _rights(actor: Actor) -> dict[str, Any]:
    return rights(actor) | {"tab": "desk", "may_ask": may(actor, ASK), "desk_only": not may(actor, SEE)}


def _owner(request: HttpRequest) -> int:
    chosen = request.POST.get("owner", "")
    return int(chosen) if chosen.isdecimal() else 0


def _as(request: HttpRequest, permission: str) -> Actor:
    return require(getattr(request, "actor", None), permission)
