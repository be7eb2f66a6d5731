"""Reads of what a plan has put where, and who plays in it: the source of every paper of a shoot."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.shoot.contracts import Light, Part, PlacedStrip, PlanState, RoleView, StripView
from fangcun.shoot.models import Casting, Placement, Plan, Setting, Shoot, Strip
from fangcun.shoot.permissions import SEE
from fangcun.shoot.queries import plans, shoots

_LIGHTS = {
    (False, False): Light.DAY_INT,
    (False, True): Light.DAY_EXT,
    (True, False): Light.NIGHT_INT,
    (True, True): Light.NIGHT_EXT,
}


def placed(
    actor: Actor | None, plan_id: int, *, shoot_id: int | None = None, day: date | None = None
) -> tuple[PlacedStrip, ...]:
    """The placed strips of a plan in the order of shooting, of one shoot and of one day if these are given.

    Raises ``plan.missing``, ``denied``.
    """
    plan = plan_row(actor, plan_id)
    rows = Placement.objects.filter(plan=plan, strip__shoot__tenant_id=plan.tenant_id)
    a_day = max(1, len(plan.parts))
    if shoot_id is not None:
        rows = rows.filter(strip__shoot_id=shoot_id)
    if day is not None:
        first = (day - plan.starts_on).days * a_day
        if first < 0:
            return ()
        rows = rows.filter(slot__gte=first, slot__lt=first + a_day)
    found = list(rows.select_related("strip").order_by("slot", "order", "strip__position"))
    spaces = _spaces({row.strip.shoot_id for row in found})
    return tuple(
        PlacedStrip(
            strip=strip_view(row.strip, spaces),
            day=plan.starts_on + timedelta(days=row.slot // a_day),
            slot=row.slot,
            order=row.order,
            frozen=row.frozen,
        )
        for row in found
    )


def roles_of(actor: Actor | None, shoot_id: int) -> tuple[RoleView, ...]:
    """The roles of a shoot, those with most scenes first. Raises ``shoot.missing``, ``denied``."""
    shoot = shoot_row(actor, shoot_id)
    casts = Strip.objects.filter(shoot=shoot, removed_at=None).values_list("cast", flat=True)
    scenes = Counter(name for cast in casts for name in dict.fromkeys(cast))
    rows = Casting.objects.filter(shoot=shoot).select_related("person")
    views = [
        RoleView(
            id=row.pk,
            shoot_id=shoot.pk,
            name=row.name,
            person_id=row.person_id,
            person_name=row.person.name if row.person else "",
            day_rate=row.day_rate,
            scenes=scenes[row.name],
            makeup_minutes=row.makeup_minutes,
        )
        for row in rows
    ]
    return tuple(sorted(views, key=lambda role: (-role.scenes, role.id)))


def strips_of(actor: Actor | None, shoot_id: int) -> tuple[StripView, ...]:
    """The strips of a shoot in the order of the script, without those that a later draft removed."""
    shoot = shoot_row(actor, shoot_id)
    spaces = _spaces({shoot.pk})
    return tuple(strip_view(row, spaces) for row in Strip.objects.filter(shoot=shoot, removed_at=None))


def parts_of(actor: Actor | None, plan_id: int) -> tuple[Part, ...]:
    """The parts of a day of a plan."""
    return tuple(Part(**part) for part in plan_row(actor, plan_id).parts)


def plan_in_force(actor: Actor | None, shoot_id: int) -> int | None:
    """The plan that call sheets of a shoot come from: the one in force, else the newest that can be read."""
    shoot = shoot_row(actor, shoot_id)
    rows = Plan.objects.of(shoot.tenant_id).filter(shoots=shoot)
    for state in (PlanState.IN_FORCE, PlanState.DRAFT):
        found = rows.filter(state=state.value).order_by("-id").values_list("id", flat=True).first()
        if found is not None:
            return int(found)
    return None


def position_of(actor: Actor | None, shoot_id: int) -> tuple[float, float] | None:
    """Where a shoot works, as (latitude, longitude): its first setting with a known place."""
    shoot = shoot_row(actor, shoot_id)
    rows = Setting.objects.filter(shoot=shoot, space__latitude__isnull=False, space__longitude__isnull=False)
    first = rows.order_by("id").values_list("space__latitude", "space__longitude").first()
    return (first[0], first[1]) if first and first[0] is not None and first[1] is not None else None


def plan_row(actor: Actor | None, plan_id: int) -> Plan:
    """The row of a plan. Raises ``plan.missing``, also for other tenants', ``denied``."""
    return plans.plan_row(require(actor, SEE).tenant_id, plan_id)


def shoot_row(actor: Actor | None, shoot_id: int) -> Shoot:
    """The row of a shoot. Raises ``shoot.missing``, also for other tenants', ``denied``."""
    return shoots.shoot_row(require(actor, SEE).tenant_id, shoot_id)


def strip_view(row: Strip, spaces: dict[tuple[int, str], tuple[int, str, str]]) -> StripView:
    """A strip as pages and papers show it. ``facts`` bear the names of the view's fields."""
    facts: dict[str, Any] = row.facts
    space = spaces.get((row.shoot_id, row.place))
    light = _LIGHTS[row.night, row.exterior]
    return StripView(
        id=row.pk,
        shoot_id=row.shoot_id,
        key=row.key,
        episode=facts.get("episode"),
        number=str(facts.get("number") or row.key.rsplit("-", 1)[-1]),
        light=light,
        time=str(facts.get("time") or light.value[0]),
        int_ext=str(facts.get("int_ext") or light.value[1]),
        script_place=row.place,
        space_id=space[0] if space else None,
        space_name=space[1] if space else "",
        site=space[2] if space else "",
        minutes=row.minutes,
        seconds=int(facts.get("seconds") or 0),
        synopsis=str(facts.get("synopsis") or ""),
        cast=tuple(row.cast),
        extras=tuple((str(name), count) for name, count in facts.get("extras") or ()),
        needs={str(k): tuple(v) for k, v in (facts.get("needs") or {}).items()},
        note=row.note,
        removed=row.removed_at is not None,
    )


def _spaces(shoots: set[int]) -> dict[tuple[int, str], tuple[int, str, str]]:
    rows = Setting.objects.filter(shoot__in=shoots, space__isnull=False).select_related("space")
    return {(row.shoot_id, row.place): (row.space.pk, row.space.name, row.space.district) for row in rows if row.space}
