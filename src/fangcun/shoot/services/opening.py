"""A production begins to shoot: its draft becomes strips, its characters roles to cast, its places settings to find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from fangcun.base.api import actor_of_tenant, audit, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park import api as park
from fangcun.park.contracts import CrewEntry, CrewView
from fangcun.shoot.contracts import RoleWanted, SceneFacts, ShootView
from fangcun.shoot.engine.days import days_needed
from fangcun.shoot.engine.periods import period_of
from fangcun.shoot.engine.roles import roles_of
from fangcun.shoot.engine.sites import places_of
from fangcun.shoot.engine.strips import match_keys, strips_of
from fangcun.shoot.facts import columns_of, facts_of
from fangcun.shoot.models import Casting, Setting, Shoot, Strip
from fangcun.shoot.permissions import PLAN
from fangcun.shoot.queries.shoots import shoot, shoot_row
from fangcun.write import api as write
from fangcun.write.contracts import DraftView

PALETTE = 6
"""How many colours the pages tell crews apart with."""

LEAD_DAYS = 7
"""When nobody names a day, shooting starts a week from now."""


@dataclass(frozen=True, slots=True)
class DraftTaken:
    """What a new draft did to the strips of a shoot: keys."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def open_shoot(
    actor: Actor | None,
    *,
    draft_id: int,
    crew_id: int | None = None,
    starts_on: date | None = None,
    days: int | None = None,
    unit: str = "A组",
    director: str = "",
) -> ShootView:
    """Open the shoot of a draft; without a crew one is registered under the production's name.

    A production that shoots already gets the draft instead (``take_draft``). Raises ``draft.missing``, ``shoot.crew``
    for a crew that shoots something else.
    """
    who = require(actor, PLAN)
    draft = write.draft(draft_id, who)
    known = Shoot.objects.of(who.tenant_id).filter(production_id=draft.production_id).first()
    if known is not None:
        take_draft(who, known.pk, draft_id=draft_id)
        return shoot(who, known.pk)
    if crew_id and Shoot.objects.of(who.tenant_id).filter(crew_id=crew_id).exists():
        raise FangcunError("shoot.crew", Kind.CONFLICT, "这个剧组已经在拍别的剧，请选别的剧组，或先登记新剧组。")
    facts, roles, period = _read(who, draft_id)
    start = starts_on or timezone.localdate(clock.now()) + timedelta(days=LEAD_DAYS)
    length = days or max(1, days_needed(facts))
    with transaction.atomic():
        crew = park.crew(who, crew_id) if crew_id else _register(who, draft, start, length)
        row = Shoot.objects.create(
            tenant_id=who.tenant_id,
            production_id=draft.production_id,
            draft_id=draft_id,
            crew_id=crew.id,
            unit=unit,
            director=director,
            period=period,
            contacts=[["制片", crew.contact, ""]] if crew.contact else [],
            starts_on=start,
            days=length,
            colour=Shoot.objects.of(who.tenant_id).count() % PALETTE,
            created_at=clock.now(),
        )
        Strip.objects.bulk_create(Strip(shoot=row, **columns_of(scene)) for scene in facts)
        _add_wanted(row, facts, roles)
        audit("shoot.opened", by=who, subject=str(row.pk), draft=draft_id, scenes=len(facts))
    return shoot(who, row.pk)


@transaction.atomic
def take_draft(actor: Actor | None, shoot_id: int, *, draft_id: int) -> DraftTaken:
    """Let a shoot follow another draft: strips keep their keys, gone scenes are marked, new ones come.

    Plans stay as they are; replan from what this returns. Raises ``shoot.missing``, ``draft.missing``.
    """
    who = require(actor, PLAN)
    row = shoot_row(who.tenant_id, shoot_id)
    if row.draft_id == draft_id:
        return DraftTaken((), (), ())
    comparison = write.compare_drafts(row.draft_id, draft_id, who).comparison
    facts, roles, period = _read(who, draft_id)
    strips = {strip.key: strip for strip in Strip.objects.filter(shoot=row)}
    living = sorted((s for s in strips.values() if s.removed_at is None), key=lambda s: s.position)
    gone_before = [strip.key for strip in strips.values() if strip.removed_at is not None]
    facts = match_keys([strip.key for strip in living], facts, comparison, taken=gone_before)
    added, changed = [], []
    for scene in facts:
        strip = strips.get(scene.key)
        if strip is None:
            Strip.objects.create(shoot=row, **columns_of(scene))
            added.append(scene.key)
        elif facts_of(strip) != scene:
            if _plans_alike(facts_of(strip), scene) is False:
                changed.append(scene.key)
            for name, value in columns_of(scene).items():
                setattr(strip, name, value)
            strip.save()
    kept = {scene.key for scene in facts}
    removed = [strip.key for strip in living if strip.key not in kept]
    Strip.objects.filter(shoot=row, key__in=removed).update(removed_at=clock.now())
    row.draft_id, row.period, row.days = draft_id, period, max(row.days, days_needed(facts))
    row.save(update_fields=["draft_id", "period", "days"])
    _add_wanted(row, facts, roles)
    taken = DraftTaken(tuple(added), tuple(removed), tuple(changed))
    audit("shoot.draft_taken", by=who, subject=str(row.pk), draft=draft_id, added=added, removed=removed)
    return taken


def _plans_alike(old: SceneFacts, new: SceneFacts) -> bool:
    """Whether a plan cannot tell the two apart."""

    def of(facts: SceneFacts) -> tuple[object, ...]:
        return facts.light, facts.script_place, facts.minutes, set(facts.cast), facts.extras, facts.needs

    return of(old) == of(new)


def _read(who: Actor, draft_id: int) -> tuple[tuple[SceneFacts, ...], tuple[RoleWanted, ...], str]:
    screenplay, breakdown = write.load(draft_id, who)
    facts = strips_of(screenplay, breakdown)
    period = period_of(facts, text=screenplay.source)
    return facts, roles_of(screenplay, breakdown, facts, period=period), period


def _add_wanted(row: Shoot, facts: Sequence[SceneFacts], roles: Sequence[RoleWanted]) -> None:
    """Roles to cast and places to find, where they are not known yet."""
    cast = set(Casting.objects.filter(shoot=row).values_list("name", flat=True))
    Casting.objects.bulk_create(Casting(shoot=row, name=r.name[:60]) for r in roles if r.name[:60] not in cast)
    known = set(Setting.objects.filter(shoot=row).values_list("place", flat=True))
    places = places_of(facts, period=row.period)
    Setting.objects.bulk_create(Setting(shoot=row, place=p.name) for p in places if p.name not in known)


def _register(who: Actor, draft: DraftView, start: date, days: int) -> CrewView:
    """The base's record of a crew that came without one. It is the base that keeps it, not the producer."""
    code = f"p{draft.production_id}"
    entry = CrewEntry(code=code, name=draft.production_name, arrives=start, leaves=start + timedelta(days=days))
    return park.save(actor_of_tenant(who.tenant_id), entry)
