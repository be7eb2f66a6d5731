"""The stripboard page, what its script reads, and the edits that its script sends."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from fangcun.base.api import may
from fangcun.base.contracts import Actor
from fangcun.kit.errors import HTTP_STATUS, FangcunError, Kind
from fangcun.shoot.contracts import CostParts, Light
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.board import BoardStrip, BoardView, board
from fangcun.shoot.queries.posed import Clash
from fangcun.shoot.services import copying, moving
from fangcun.shoot.views.words import cost_names, weekday

LIGHTS = tuple(Light)
MOST_STRIPS = 500
"""Strips that one edit may move; more than a crew has scenes is a mistake."""


@require_GET
@ensure_csrf_cookie
def page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The board of a plan."""
    actor: Actor | None = getattr(request, "actor", None)
    view = board(actor, plan_id)
    context = {
        "plan": view.plan,
        "board": view,
        "may_plan": may(actor, PLAN),
        "data": board_data(view),
        "words": script_words(),
        "tab": "board",
    }
    return render(request, "shoot/board.html", context)


@require_GET
def data(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The board as its script reads it."""
    return JsonResponse(board_data(board(getattr(request, "actor", None), plan_id)))


@require_POST
def edit(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One edit, sent as JSON; answers with what it did, or with an error and, for a stale board, the fresh one."""
    actor: Actor | None = getattr(request, "actor", None)
    try:
        result = _act(actor, plan_id, _body(request))
    except FangcunError as error:
        answer: dict[str, Any] = {"error": {"code": error.code, "message": error.message}}
        if error.code in ("plan.stale", "plan.readonly"):
            answer["board"] = board_data(board(actor, plan_id))
        return JsonResponse(answer, status=HTTP_STATUS[error.kind])
    view = board(actor, plan_id)
    answer = {
        "revision": result.revision,
        "words": result.words,
        "moved": result.moved,
        "clashes": [clash_data(clash) for clash in result.after],
        "appeared": len(result.appeared),
        "vanished": len(result.vanished),
        "cost": cost_data(result.cost),
        "delta": result.cost.total - result.cost_before.total,
        "undo": view.undoable,
        "redo": view.redoable,
    }
    return JsonResponse(answer)


@require_POST
def copy(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Save a plan as a draft of its own and open the draft's board."""
    made = copying.copy_plan(getattr(request, "actor", None), plan_id, name=request.POST.get("name", ""))
    return HttpResponseRedirect(reverse("shoot:board", args=[made]))


def board_data(view: BoardView) -> dict[str, Any]:
    """The board in the compact form that the page's script computes with; strips are rows of numbers."""
    problem = view.problem
    at = {(strip.crew, strip.scene): strip.id for strip in view.strips}
    return {
        "plan": view.plan.id,
        "editable": view.editable,
        "revision": view.revision,
        "undo": view.undoable,
        "redo": view.redoable,
        "days": [_day(view, day) for day in range(problem.days)],
        "parts": [[p.name, p.start, p.minutes, p.overtime, int(p.night)] for p in problem.parts],
        "places": [[p.name, p.site, p.capacity, list(p.closed)] for p in problem.places],
        "people": [[p.name, list(p.away), p.day_minutes, int(p.no_night)] for p in problem.people],
        "kit": [[k.name, k.count, [list(t) for t in k.taken]] for k in problem.kit],
        "travel": problem.travel,
        "setMove": problem.set_move_minutes,
        "crews": [
            {"shoot": c.shoot_id, "name": c.name, "unit": c.unit, "cast": c.cast, "away": problem.crews[i].away}
            for i, c in enumerate(view.crews)
        ],
        "strips": [_strip(view, strip, at) for strip in view.strips],
        "clashes": [clash_data(clash) for clash in view.clashes],
        "cost": cost_data(view.cost),
    }


def clash_data(clash: Clash) -> list[Any]:
    """A conflict as a row."""
    return [clash.rule.value, clash.message, clash.slot, clash.strips, clash.crews, clash.place, clash.person]


def cost_data(cost: CostParts) -> dict[str, Any]:
    """The cost in fen with its parts named."""
    return {"total": cost.total, "parts": [[name, value] for name, value in cost_names(cost) if value]}


def script_words() -> dict[str, str]:
    """What the page's script says, in the reader's language."""
    return {
        "minutes": _("分钟"),
        "move_of_sets": _("转场"),
        "over": _("超"),
        "unplaced": _("未排"),
        "light": _("日夜不符"),
        "closed": _("不在可拍时段"),
        "place_closed": _("不开放"),
        "place_taken": _("已被占用："),
        "person_away": _("没有档期"),
        "person_taken": _("另有通告："),
        "crew_away": _("剧组休息"),
        "overtime": _("超出可加班时间"),
        "minor": _("未成年人不拍夜戏"),
        "minor_minutes": _("未成年人当日超时"),
        "kit": _("器材不够"),
        "order": _("前后顺序不对"),
        "picked": _("已拿起，方向键选位置，回车放下，Esc 取消"),
        "dropped": _("已放到"),
        "cancelled": _("已取消"),
        "saving": _("保存中"),
        "saved": _("已保存"),
        "offline": _("网络不通，这次改动没有保存，请检查网络后重试。"),
        "conflicts": _("处冲突"),
        "sound": _("没有冲突"),
        "solved": _("解决"),
        "made": _("新增"),
        "empty": _("空"),
        "scenes": _("场"),
        "selected": _("已选"),
        "locked": _("已锁定"),
        "fits": _("可放"),
        "all": _("全部剧组"),
    }


def _strip(view: BoardView, strip: BoardStrip, at: dict[tuple[int, int], int]) -> list[Any]:
    job = view.problem.crews[strip.crew].scenes[strip.scene]
    roles = view.problem.crews[strip.crew].roles
    people = sorted({p for role in job.roles if (p := roles[role].performer) is not None})
    return [
        strip.id,
        strip.crew,
        strip.key,
        LIGHTS.index(strip.light),
        strip.place,
        job.place,
        strip.minutes,
        strip.cast,
        people,
        job.kit,
        strip.slot,
        strip.order,
        int(strip.frozen),
        strip.synopsis,
        job.only if job.fixed is None else [job.fixed],
        [at[strip.crew, scene] for scene in job.after if (strip.crew, scene) in at],
    ]


def _day(view: BoardView, day: int) -> list[str]:
    date = view.plan.starts_on + timedelta(days=day)
    return [date_format(date, "MONTH_DAY_FORMAT"), weekday(date), date.isoformat()]


def _body(request: HttpRequest) -> dict[str, Any]:
    try:
        body = json.loads(request.body)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise FangcunError("edit.unreadable", Kind.INVALID, _("改动没有读懂，请刷新页面后再试。"))
    return body


def _act(actor: Actor | None, plan_id: int, body: dict[str, Any]) -> moving.MoveResult:
    revision = _number(body, "revision")
    simple: dict[str, Callable[..., moving.MoveResult]] = {"undo": moving.undo, "redo": moving.redo}
    locking: dict[str, Callable[..., moving.MoveResult]] = {"freeze": moving.freeze, "unfreeze": moving.unfreeze}
    action = body.get("action")
    if action in simple:
        return simple[action](actor, plan_id, revision=revision)
    if action in locking:
        return locking[action](actor, plan_id, strips=_strips_of(body), revision=revision)
    if action == "move":
        return moving.move(
            actor,
            plan_id,
            strips=_strips_of(body),
            slot=_number(body, "slot"),
            order=_number(body, "order"),
            revision=revision,
        )
    raise FangcunError("edit.unknown", Kind.INVALID, _("没有这种改动，请刷新页面后再试。"))


def _number(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise FangcunError("edit.unreadable", Kind.INVALID, _("改动没有读懂，请刷新页面后再试。"), field=name)
    return value


def _strips_of(body: dict[str, Any]) -> Sequence[int]:
    strips = body.get("strips")
    if not isinstance(strips, list) or len(strips) > MOST_STRIPS or not all(type(s) is int for s in strips):
        raise FangcunError("edit.unreadable", Kind.INVALID, _("改动没有读懂，请刷新页面后再试。"), field="strips")
    return strips
