"""The HTTP API of the shoot. Sessions by cookie, so every change carries the CSRF token."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.security import django_auth

from fangcun.base.contracts import Actor
from fangcun.kit.digest import plain
from fangcun.shoot import api
from fangcun.shoot.contracts import PlanView
from fangcun.shoot.queries.placed import placed, roles_of
from fangcun.shoot.queries.sheets import issued_sheets, preview
from fangcun.shoot.services.moving import move, redo, undo
from fangcun.shoot.services.sheets import edit_sheet, issue_sheet

router = Router(auth=django_auth, tags=["shoot"])


class NewShoot(Schema):
    """A production begins to shoot at the base."""

    draft_id: int
    crew_id: int | None = Field(None, description="The crew as the base knows it; registered anew without one.")
    starts_on: dt.date | None = None
    days: int | None = Field(None, ge=1, le=120)
    unit: str = Field("A组", max_length=20)
    director: str = Field("", max_length=60)


class NewPlan(Schema):
    """Shoots to be planned together."""

    shoot_ids: list[int] = Field(min_length=1, max_length=200)
    starts_on: dt.date | None = None
    days: int | None = Field(None, ge=1, le=120)
    seconds: float = Field(30.0, ge=1, le=3600)
    name: str = Field("", max_length=120)


class Trouble(Schema):
    """Something that went wrong: from and to are days, both included."""

    kind: Literal["actor_away", "rain", "place_broken"]
    person_id: int | None = None
    space_id: int | None = None
    from_: dt.date = Field(alias="from")
    to: dt.date


class Disruptions(Schema):
    """What a plan must be mended for."""

    disruptions: list[Trouble] = Field(min_length=1, max_length=50)
    seconds: float = Field(8.0, ge=1, le=600)
    from_day: dt.date | None = None


class Shift(Schema):
    """Strips into another slot; ``order`` is the place among the slot's scenes, ``revision`` what the client saw."""

    strips: list[int] = Field(min_length=1, max_length=500)
    slot: int = Field(ge=0)
    order: int = Field(0, ge=0)
    revision: int | None = None


class Plan(Schema):
    """A plan with what it costs (fen) and its curve: [seconds, cost, method]."""

    id: int
    name: str
    state: str
    starts_on: dt.date
    days: int
    shoots: list[int]
    cost: dict[str, int]
    total: int
    violations: int
    trace: list[tuple[float, int, str]]
    based_on: int | None


class PlanId(Schema):
    """A plan that is being searched for."""

    id: int


@router.get("/shoots", response=list[dict[str, Any]])
def list_shoots(request: HttpRequest) -> Any:
    """The shoots at the base."""
    return [plain(asdict(view) | {"starts_on": view.starts_on.isoformat()}) for view in api.shoots(_actor(request))]


@router.post("/shoots", response={201: dict[str, Any]})
def open_shoot(request: HttpRequest, body: NewShoot) -> Any:
    """Open the shoot of a draft; a production that shoots already gets the draft instead."""
    view = api.open_shoot(_actor(request), **body.dict())
    return Status(201, plain(asdict(view) | {"starts_on": view.starts_on.isoformat()}))


@router.get("/shoots/{shoot_id}/roles", response=list[dict[str, Any]])
def list_roles(request: HttpRequest, shoot_id: int) -> Any:
    """Who plays."""
    return [asdict(role) for role in roles_of(_actor(request), shoot_id)]


@router.get("/shoots/{shoot_id}/sheets", response=list[dict[str, Any]])
def list_sheets(request: HttpRequest, shoot_id: int) -> Any:
    """The issued call sheets, each with who has not acknowledged it."""
    return [
        {"id": sheet.id, "day": sheet.day.isoformat(), "version": sheet.version, "waiting": list(sheet.waiting)}
        for sheet in issued_sheets(_actor(request), shoot_id)
    ]


@router.get("/shoots/{shoot_id}/sheets/{day}", response=dict[str, Any])
def show_sheet(request: HttpRequest, shoot_id: int, day: dt.date) -> Any:
    """The call sheet of a day as it would be issued now."""
    sheet = preview(_actor(request), shoot_id, day=day)
    return plain(asdict(sheet) | {"day": day.isoformat()})


@router.patch("/shoots/{shoot_id}/sheets/{day}", response=dict[str, Any])
def change_sheet(request: HttpRequest, shoot_id: int, day: dt.date, body: dict[str, Any]) -> Any:
    """Keep what was typed for a day: breakfast, leaves_at, weather, tips, rows and roles by name."""
    sheet = edit_sheet(_actor(request), shoot_id, day=day, edits=body)
    return plain(asdict(sheet) | {"day": day.isoformat()})


@router.post("/shoots/{shoot_id}/sheets/{day}", response={201: dict[str, Any]})
def issue(request: HttpRequest, shoot_id: int, day: dt.date) -> Any:
    """Issue the day's sheet. The recipients' tokens are told here, once."""
    sheet, deliveries = issue_sheet(_actor(request), shoot_id, day=day)
    return Status(201, {"id": sheet.id, "version": sheet.version, "deliveries": [asdict(d) for d in deliveries]})


@router.get("/plans", response=list[Plan])
def list_plans(request: HttpRequest) -> Any:
    """The plans, the newest first."""
    return [_plan(view) for view in api.plans(_actor(request))]


@router.post("/plans", response={202: PlanId})
def start_plan(request: HttpRequest, body: NewPlan) -> Any:
    """Ask for a plan; it is searched for by the next free worker. Look at it to follow the search."""
    return Status(202, {"id": api.start_plan(_actor(request), **body.dict())})


@router.get("/plans/{plan_id}", response=Plan)
def show_plan(request: HttpRequest, plan_id: int) -> Any:
    """One plan."""
    return _plan(api.plan(_actor(request), plan_id))


@router.get("/plans/{plan_id}/strips", response=list[dict[str, Any]])
def list_strips(request: HttpRequest, plan_id: int) -> Any:
    """Every strip of a plan with its day and slot, in the order of shooting."""
    return [
        {"id": p.strip.id, "shoot": p.strip.shoot_id, "key": p.strip.key, "day": p.day.isoformat(), "slot": p.slot}
        | {"order": p.order, "frozen": p.frozen, "minutes": p.strip.minutes, "space": p.strip.space_id}
        for p in placed(_actor(request), plan_id)
    ]


@router.post("/plans/{plan_id}/stop", response={204: None})
def stop_plan(request: HttpRequest, plan_id: int) -> Any:
    """End a search with the best plan that it has."""
    api.stop_plan(_actor(request), plan_id)
    return Status(204, None)


@router.post("/plans/{plan_id}/publish", response=Plan)
def publish(request: HttpRequest, plan_id: int) -> Any:
    """Put a plan in force: sets, people and kit are booked."""
    api.publish(_actor(request), plan_id)
    return _plan(api.plan(_actor(request), plan_id))


@router.post("/plans/{plan_id}/replan", response={202: PlanId})
def replan(request: HttpRequest, plan_id: int, body: Disruptions) -> Any:
    """Ask for a mended plan after something went wrong."""
    troubles = [
        {"kind": t.kind, "person_id": t.person_id, "space_id": t.space_id, "from": str(t.from_), "to": str(t.to)}
        for t in body.disruptions
    ]
    actor = _actor(request)
    made = api.start_replan(actor, plan_id, disruptions=troubles, seconds=body.seconds, from_day=body.from_day)
    return Status(202, {"id": made})


@router.post("/plans/{plan_id}/moves", response=dict[str, Any])
def shift(request: HttpRequest, plan_id: int, body: Shift) -> Any:
    """Move strips by hand; says which conflicts appeared and vanished and what it costs."""
    return plain(asdict(move(_actor(request), plan_id, **body.dict())))


@router.post("/plans/{plan_id}/undo", response=dict[str, Any])
def take_back(request: HttpRequest, plan_id: int) -> Any:
    """Undo the last edit."""
    return plain(asdict(undo(_actor(request), plan_id)))


@router.post("/plans/{plan_id}/redo", response=dict[str, Any])
def do_again(request: HttpRequest, plan_id: int) -> Any:
    """Do the last undone edit again."""
    return plain(asdict(redo(_actor(request), plan_id)))


def _actor(request: HttpRequest) -> Actor | None:
    actor: Actor | None = getattr(request, "actor", None)
    return actor


def _plan(view: PlanView) -> dict[str, Any]:
    return {
        "id": view.id,
        "name": view.name,
        "state": view.state.value,
        "starts_on": view.starts_on,
        "days": view.days,
        "shoots": [shoot.id for shoot in view.shoots],
        "cost": asdict(view.cost),
        "total": view.cost.total,
        "violations": view.violations,
        "trace": [(point.seconds, point.cost, point.method) for point in view.trace],
        "based_on": view.based_on,
    }
