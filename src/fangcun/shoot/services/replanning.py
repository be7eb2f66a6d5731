"""Something went wrong, or the script changed: the plan is mended, little moves, and the answer says what and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import PlanState, Posed, PosedIndex, Problem
from fangcun.shoot.engine.disruptions import ActorAway, Disruption, PlaceBroken, Rain
from fangcun.shoot.models import Placement, Plan
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.plans import plan_row, problem_of
from fangcun.shoot.services.planning import keep_plan, search, task_of
from fangcun.shoot.services.posing import pose_shoots

SECONDS = 8.0


def start_replan(
    actor: Actor | None,
    plan_id: int,
    *,
    disruptions: Sequence[Mapping[str, Any]],
    seconds: float = SECONDS,
    from_day: date | None = None,
) -> int:
    """Ask for a mended plan; returns its id, the old one stays as it is until the new one is published.

    ``disruptions`` are {"kind": "actor_away", "person_id"}, {"kind": "place_broken", "space_id"} or {"kind": "rain"},
    each with "from" and "to" (ISO days, both included). What lies before ``from_day`` (else before tomorrow) stays, and
    so does what is frozen. Raises ``plan.missing``, ``plan.state``, ``disruption.unknown``.
    """
    who = require(actor, PLAN)
    row = plan_row(who.tenant_id, plan_id)
    if row.state not in (PlanState.DRAFT.value, PlanState.IN_FORCE.value):
        raise FangcunError("plan.state", Kind.CONFLICT, "这份计划还没有排好，或已被替换，请选生效中的计划再重排。")
    problem = problem_of(row)
    meant = [_read(row, problem, found) for found in disruptions]
    placed = dict(Placement.objects.filter(plan=row).values_list("strip_id", "slot"))
    index: list[int] = row.summary["index"]
    return _ask(
        who,
        row,
        Posed(problem, replace(_NO_INDEX, kit=tuple(tuple(pool) for pool in row.summary.get("kit", ())))),
        index,
        words=[_words(found) for found in disruptions],
        inputs={
            "start": [placed.get(strip) for strip in index],
            "disruptions": [{"kind": type(d).__name__, **asdict(d)} for d in meant],
            "frozen": _frozen(row),
            "now_slot": _now_slot(row, from_day),
        },
        seconds=seconds,
    )


def start_redraft(actor: Actor | None, plan_id: int, *, seconds: float = SECONDS, from_day: date | None = None) -> int:
    """Ask for a plan that follows the strips as they are now, after ``opening.take_draft`` changed them."""
    who = require(actor, PLAN)
    row = plan_row(who.tenant_id, plan_id)
    shoots = list(row.shoots.select_related("production", "crew").order_by("id"))
    placed = dict(Placement.objects.filter(plan=row).values_list("strip_id", "slot"))
    was: dict[int, dict[str, int]] = {}
    for shoot_id, key, strip in row.placements.values_list("strip__shoot_id", "strip__key", "strip_id"):
        was.setdefault(shoot_id, {})[key] = placed[strip]
    posed, index = pose_shoots(who, shoots, starts_on=row.starts_on, days=row.days, was=was)
    start = [placed.get(strip) for strip in index]
    return _ask(
        who,
        row,
        posed,
        index,
        words=["剧本换稿"],
        inputs={"start": start, "disruptions": [], "frozen": _frozen(row), "now_slot": _now_slot(row, from_day)},
        seconds=seconds,
    )


def disruption_of(found: Mapping[str, Any]) -> Disruption:
    """A disruption from the inputs of a task."""
    kinds: dict[str, Callable[..., Disruption]] = {kind.__name__: kind for kind in (ActorAway, PlaceBroken, Rain)}
    fields: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in found.items() if n != "kind"}
    return kinds[found["kind"]](**fields)


def _ask(
    who: Actor,
    row: Plan,
    posed: Posed,
    index: Sequence[int],
    *,
    words: Sequence[str],
    inputs: dict[str, Any],
    seconds: float,
) -> int:
    shoots = list(row.shoots.all())
    name = f"{row.name.partition(' · ')[0]} · {'、'.join(words)}"
    asked = inputs | {"seconds": seconds, "seed": 1}
    plan_id = keep_plan(who, shoots, posed, index, name=name, inputs=asked, based_on=row.pk)
    more = {name: value for name, value in asked.items() if name not in ("seconds", "seed")}
    task = task_of(plan_id, posed, kind="shoot.replan", title=f"重排：{name}", seconds=seconds, seed=1, **more)
    search(who, plan_id, task)
    return plan_id


def _frozen(row: Plan) -> list[int]:
    """The slots in which something is frozen."""
    return sorted(set(Placement.objects.filter(plan=row, frozen=True).values_list("slot", flat=True)))


def _now_slot(row: Plan, from_day: date | None) -> int:
    """The first slot that may still change."""
    day = from_day or timezone.localdate(clock.now()) + timedelta(days=1)
    return max(0, min(row.days, (day - row.starts_on).days)) * len(row.parts)


def _read(row: Plan, problem: Problem, found: Mapping[str, Any]) -> Disruption:
    parts = len(row.parts)
    try:
        first, last = date.fromisoformat(found["from"]), date.fromisoformat(found["to"])
    except (KeyError, ValueError):
        raise FangcunError("disruption.days", Kind.INVALID, "请写明从哪天到哪天，例如 2026-12-03。") from None
    start = max(0, (first - row.starts_on).days) * parts
    end = min(problem.slots, ((last - row.starts_on).days + 1) * parts)
    if start >= end:
        raise FangcunError("disruption.days", Kind.INVALID, "这几天不在计划的日期里，请改日期。")
    match found.get("kind"):
        case "rain":
            return Rain(tuple(range(start, end)))
        case "actor_away":
            return ActorAway(_find([p.id for p in problem.people], found.get("person_id"), "演员"), start, end)
        case "place_broken":
            return PlaceBroken(_find([p.id for p in problem.places], found.get("space_id"), "场景"), start, end)
    raise FangcunError("disruption.unknown", Kind.INVALID, "请选择出了什么事：演员不能来、下雨、场景不能用。")


def _find(ids: Sequence[int | None], wanted: object, what: str) -> int:
    try:
        return ids.index(int(str(wanted)))
    except ValueError:
        message = f"选中的{what}不在这份计划里，请在列表里选。"
        raise FangcunError("disruption.unknown", Kind.INVALID, message) from None


def _words(found: Mapping[str, Any]) -> str:
    kinds = {"rain": "下雨", "actor_away": "演员不能来", "place_broken": "场景不能用"}
    return f"{kinds.get(str(found.get('kind')), '')} {found.get('from', '')}"


_NO_INDEX = PosedIndex((), (), (), (), (), ())
