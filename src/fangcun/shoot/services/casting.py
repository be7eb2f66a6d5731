"""Who plays and where: chosen by hand, or proposed for all shoots at once, with the reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fangcun.base.api import audit, require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api as park
from fangcun.park.contracts import ResourceKind
from fangcun.shoot.contracts import (
    CastCall,
    CastChoice,
    CastSuggestion,
    Engagement,
    RoleWanted,
    SiteCall,
    SiteChoice,
    SiteSuggestion,
)
from fangcun.shoot.engine.casting import suggest_cast
from fangcun.shoot.engine.casts import assign_cast
from fangcun.shoot.engine.roles import roles_of
from fangcun.shoot.engine.site_plan import assign_sites
from fangcun.shoot.engine.sites import places_of, suggest_sites
from fangcun.shoot.facts import facts_of
from fangcun.shoot.models import Casting, Setting, Shoot, Strip
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.shoots import shoot_row
from fangcun.shoot.services.posing import BY_PLAN
from fangcun.write import api as write

Busy = dict[int, list[Engagement]]


@transaction.atomic
def cast(actor: Actor | None, shoot_id: int, role: str, person_id: int | None) -> None:
    """Give a role to a person of the base, at their day rate; None takes it back. Raises ``role.missing``."""
    who = require(actor, PLAN)
    row = shoot_row(who.tenant_id, shoot_id)
    casting = Casting.objects.filter(shoot=row, name=role).first()
    if casting is None:
        raise FangcunError("role.missing", Kind.NOT_FOUND, f"剧本里没有角色“{role}”，请在角色表里选。")
    person = park.person(who, person_id) if person_id else None
    casting.person_id, casting.day_rate = (person.id, person.day_rate) if person else (None, 0)
    casting.save(update_fields=["person", "day_rate"])
    audit("shoot.cast", by=who, subject=str(row.pk), role=role, person=person_id)


@transaction.atomic
def place(actor: Actor | None, shoot_id: int, place: str, space_id: int | None) -> None:
    """Let a space stand for a place of the script; None takes it back. Raises ``place.missing``."""
    who = require(actor, PLAN)
    row = shoot_row(who.tenant_id, shoot_id)
    setting = Setting.objects.filter(shoot=row, place=place).first()
    if setting is None:
        raise FangcunError("place.missing", Kind.NOT_FOUND, f"剧本里没有场景“{place}”，请在场景表里选。")
    setting.space_id = park.space(who, space_id).id if space_id else None
    setting.save(update_fields=["space"])
    audit("shoot.placed", by=who, subject=str(row.pk), place=place, space=space_id)


def suggest_people(actor: Actor | None, shoot_id: int, role: str) -> tuple[CastSuggestion, ...]:
    """The people who could play a role, with reasons. Raises ``role.missing``."""
    who = require(actor, PLAN)
    row = shoot_row(who.tenant_id, shoot_id)
    call = _cast_call(who, row)
    wanted = next((r for r in call.roles if r.name == role), None)
    if wanted is None:
        raise FangcunError("role.missing", Kind.NOT_FOUND, f"剧本里没有角色“{role}”，请在角色表里选。")
    one = CastCall(call.production, (wanted,), call.start, call.end)
    return suggest_cast(one, park.all_people(who), busy=_busy(who, [row]))[0].people


def suggest_spaces(actor: Actor | None, shoot_id: int, place: str) -> tuple[SiteSuggestion, ...]:
    """The spaces that could stand for a place, with reasons. Raises ``place.missing``."""
    who = require(actor, PLAN)
    row = shoot_row(who.tenant_id, shoot_id)
    wanted = next((p for p in _site_call(who, row).places if p.name == place), None)
    if wanted is None:
        raise FangcunError("place.missing", Kind.NOT_FOUND, f"剧本里没有场景“{place}”，请在场景表里选。")
    return suggest_sites(wanted, park.all_spaces(who), kind=park.crew(who, row.crew_id).kind)


@transaction.atomic
def propose(actor: Actor | None, shoot_ids: Sequence[int]) -> tuple[tuple[CastChoice, ...], tuple[SiteChoice, ...]]:
    """Fill every role and place that is still open, for all these shoots together; what people chose stays.

    Returns what was chosen, also where nobody or nothing was found (with the reason).
    """
    who = require(actor, PLAN)
    rows = [shoot_row(who.tenant_id, shoot_id) for shoot_id in shoot_ids]
    by_name = {_name(row): row for row in rows}
    chosen = assign_cast(
        [_cast_call(who, row, open_only=True) for row in rows], park.all_people(who), busy=_busy(who, rows)
    )
    for choice in chosen:
        if choice.person is not None:
            Casting.objects.filter(shoot=by_name[choice.production], name=choice.role).update(
                person_id=choice.person.person_id, day_rate=choice.person.day_rate
            )
    calls = [_site_call(who, row, open_only=True) for row in rows]
    sites = assign_sites(calls, park.all_spaces(who), taken=_taken(who, rows))
    for found in sites:
        if found.site is not None:
            Setting.objects.filter(shoot=by_name[found.production], place=found.place).update(
                space_id=found.site.space_id
            )
    audit(
        "shoot.proposed", by=who, subject="、".join(str(row.pk) for row in rows), roles=len(chosen), places=len(sites)
    )
    return chosen, sites


def _name(row: Shoot) -> str:
    """How reasons name a shoot: people read them. The number tells productions of one name apart."""
    alike = Shoot.objects.of(row.tenant_id).filter(production__name=row.production.name).count() > 1
    return f"{row.production.name} #{row.pk}" if alike else row.production.name


def _cast_call(who: Actor, row: Shoot, *, open_only: bool = False) -> CastCall:
    castings = Casting.objects.filter(shoot=row)
    names = set((castings.filter(person=None) if open_only else castings).values_list("name", flat=True))
    roles = tuple(role for role in _wanted(who, row) if role.name in names)
    return CastCall(_name(row), roles, row.starts_on, row.starts_on + timedelta(days=row.days))


def _wanted(who: Actor, row: Shoot) -> tuple[RoleWanted, ...]:
    screenplay, breakdown = write.load(row.draft_id, who)
    facts = [facts_of(strip) for strip in Strip.objects.filter(shoot=row, removed_at=None)]
    return roles_of(screenplay, breakdown, facts, period=row.period)


def _site_call(who: Actor, row: Shoot, *, open_only: bool = False) -> SiteCall:
    settings = Setting.objects.filter(shoot=row)
    names = set((settings.filter(space=None) if open_only else settings).values_list("place", flat=True))
    facts = [facts_of(strip) for strip in Strip.objects.filter(shoot=row, removed_at=None)]
    places = tuple(p for p in places_of(facts, period=row.period) if p.name in names)
    return SiteCall(_name(row), places, row.days, kind=park.crew(who, row.crew_id).kind)


def _busy(who: Actor, rows: Sequence[Shoot]) -> Busy:
    """Who plays for others in the days of these shoots: by bookings, and by the castings of shoots not yet planned."""
    first = min(row.starts_on for row in rows)
    last = max(row.starts_on + timedelta(days=row.days) for row in rows)
    mine = {row.pk for row in rows}
    crews = {row.crew_id for row in rows}
    busy: Busy = defaultdict(list)
    for booking in park.booked(who, start=_midnight(first), end=_midnight(last)):
        if booking.resource_kind is ResourceKind.PERSON and (booking.crew_id not in crews or booking.source != BY_PLAN):
            start, end = timezone.localdate(booking.start), timezone.localdate(booking.end) + timedelta(days=1)
            busy[booking.resource_id].append(Engagement(booking.crew_name, start, end))
    others = Shoot.objects.of(who.tenant_id).exclude(pk__in=mine).select_related("crew")
    for other in others:
        if other.starts_on < last and other.starts_on + timedelta(days=other.days) > first:
            engaged = Engagement(other.crew.name, other.starts_on, other.starts_on + timedelta(days=other.days))
            for person_id in Casting.objects.filter(shoot=other, person__isnull=False).values_list("person", flat=True):
                busy[person_id].append(engaged)
    return busy


def _taken(who: Actor, rows: Sequence[Shoot]) -> dict[int, float]:
    """The share of these shoots' days for which spaces are ordered already, not counting what plans booked."""
    first = min(row.starts_on for row in rows)
    last = max(row.starts_on + timedelta(days=row.days) for row in rows)
    held: dict[int, float] = defaultdict(float)
    for booking in park.booked(who, start=_midnight(first), end=_midnight(last)):
        if booking.resource_kind is ResourceKind.SPACE and booking.source != BY_PLAN:
            start, end = max(booking.start, _midnight(first)), min(booking.end, _midnight(last))
            held[booking.resource_id] += (end - start) / (_midnight(last) - _midnight(first))
    return dict(held)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))
