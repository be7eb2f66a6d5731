"""From the rows of shoots to a problem in numbers: what is to be shot, who and what is there, who else holds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from fangcun.base.contracts import Actor
from fangcun.park import api as park
from fangcun.shoot.contracts import BaseBrief, Posed, RoleBrief, ShootBrief
from fangcun.shoot.engine.posing import pose
from fangcun.shoot.facts import facts_of
from fangcun.shoot.models import Casting, Setting, Shoot, Strip

BY_PLAN = "plan"
"""Bookings that plans made are replaced whole by the next plan; those made by hand stay."""


def pose_shoots(
    who: Actor,
    rows: Sequence[Shoot],
    *,
    starts_on: date,
    days: int,
    was: Mapping[int, Mapping[str, int]] | None = None,
    fixed: Mapping[int, Mapping[str, int]] | None = None,
) -> tuple[Posed, list[int]]:
    """The problem of these shoots, and the strip ids in the order of its scenes.

    ``was`` and ``fixed`` give slots by shoot and key. Bookings of other crews close what they hold, and so does what
    was ordered by hand; what plans booked for these crews does not, because the new plan replaces it.
    """
    briefs: list[ShootBrief] = []
    index: list[int] = []
    for row in rows:
        strips = list(Strip.objects.filter(shoot=row, removed_at=None))
        index.extend(strip.pk for strip in strips)
        briefs.append(_brief(row, strips, was=(was or {}).get(row.pk, {}), fixed=(fixed or {}).get(row.pk, {})))
    return pose(briefs, base=_base(who, rows, starts_on, days), starts_on=starts_on, days=days), index


def _brief(row: Shoot, strips: Sequence[Strip], *, was: Mapping[str, int], fixed: Mapping[str, int]) -> ShootBrief:
    castings = Casting.objects.filter(shoot=row).order_by("id")
    settings = Setting.objects.filter(shoot=row, space__isnull=False)
    return ShootBrief(
        name=row.production.name,
        crew_id=row.crew_id,
        scenes=tuple(facts_of(strip) for strip in strips),
        roles=tuple(RoleBrief(c.name, c.person_id, c.day_rate) for c in castings),
        sites={s.place: s.space_id for s in settings if s.space_id is not None},
        period=row.period,
        first_day=row.starts_on,
        last_day=row.starts_on + timedelta(days=row.days - 1),
        fixed=dict(fixed),
        was=dict(was),
        after={strip.key: tuple(strip.after) for strip in strips if strip.after},
    )


def _base(who: Actor, rows: Sequence[Shoot], starts_on: date, days: int) -> BaseBrief:
    start = timezone.make_aware(datetime.combine(starts_on, datetime.min.time()))
    crews = {row.crew_id for row in rows}
    held = park.booked(who, start=start, end=start + timedelta(days=days + 1))
    return BaseBrief(
        spaces=park.all_spaces(who),
        people=park.all_people(who),
        stock=park.all_stock(who),
        bookings=tuple(booking for booking in held if booking.crew_id not in crews),
        kept=tuple(booking for booking in held if booking.crew_id in crews and booking.source != BY_PLAN),
    )
