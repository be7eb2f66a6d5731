"""A shoot's tables: who plays each role, which space stands for each place of the script."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.shoot.contracts import RoleView
from fangcun.shoot.models import Casting, Setting, Strip
from fangcun.shoot.permissions import SEE
from fangcun.shoot.queries.shoots import shoot_row


@dataclass(frozen=True, slots=True)
class SettingView:
    """A place of the script with the space that stands for it (None: not found yet) and how many scenes it has."""

    place: str
    space_id: int | None
    space_name: str
    scenes: int


def role_table(actor: Actor | None, shoot_id: int) -> tuple[RoleView, ...]:
    """The roles of a shoot, the ones that are not cast first, then by scenes. Raises ``shoot.missing``."""
    row = shoot_row(require(actor, SEE).tenant_id, shoot_id)
    strips = Strip.objects.filter(shoot_id=row.pk, removed_at__isnull=True)
    scenes = Counter(name for cast in strips.values_list("cast", flat=True) for name in cast)
    columns = ("id", "name", "person_id", "person__name", "day_rate", "makeup_minutes")
    roles = [
        RoleView(pk, row.pk, name, person, person_name or "", rate, scenes[name], makeup)
        for pk, name, person, person_name, rate, makeup in Casting.objects.filter(shoot_id=row.pk).values_list(*columns)
    ]
    return tuple(sorted(roles, key=lambda role: (role.person_id is not None, -role.scenes, role.name)))


def setting_table(actor: Actor | None, shoot_id: int) -> tuple[SettingView, ...]:
    """The places of a shoot's script, the ones without a space first, then by scenes. Raises ``shoot.missing``."""
    row = shoot_row(require(actor, SEE).tenant_id, shoot_id)
    strips = Strip.objects.filter(shoot_id=row.pk, removed_at__isnull=True)
    scenes = Counter(strips.values_list("place", flat=True))
    columns = ("place", "space_id", "space__name")
    places = [
        SettingView(place, space, name or "", scenes[place])
        for place, space, name in Setting.objects.filter(shoot_id=row.pk).values_list(*columns)
    ]
    return tuple(sorted(places, key=lambda view: (view.space_id is not None, -view.scenes, view.place)))
