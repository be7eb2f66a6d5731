"""Reads of shoots: who shoots what, who plays, where."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.shoot.contracts import ShootView
from fangcun.shoot.models import Shoot
from fangcun.shoot.permissions import SEE


def shoots(actor: Actor | None) -> tuple[ShootView, ...]:
    """All shoots of the base, the ones that start first first."""
    tenant = require(actor, SEE).tenant_id
    return tuple(view_of(row) for row in rows_of(tenant).order_by("starts_on", "id"))


def shoot(actor: Actor | None, shoot_id: int) -> ShootView:
    """One shoot. Raises ``shoot.missing``, also for other tenants'."""
    return view_of(shoot_row(require(actor, SEE).tenant_id, shoot_id))


def shoot_row(tenant_id: int, shoot_id: int) -> Shoot:
    """The row of a shoot. Raises ``shoot.missing``."""
    row = rows_of(tenant_id).filter(pk=shoot_id).first()
    if row is None:
        raise FangcunError("shoot.missing", Kind.NOT_FOUND, "没有这个剧组的拍摄，可能链接有误，请回拍摄列表查找。")
    return row


def rows_of(tenant_id: int) -> QuerySet[Shoot]:
    """Shoots with what their views need."""
    counted = Count("strips", filter=Q(strips__removed_at__isnull=True))
    return Shoot.objects.of(tenant_id).select_related("production", "crew").annotate(scene_count=counted)


def view_of(row: Shoot) -> ShootView:
    """A row of ``rows_of`` as others may see it."""
    return ShootView(
        id=row.pk,
        production_id=row.production_id,
        production_name=row.production.name,
        draft_id=row.draft_id,
        crew_id=row.crew_id,
        name=row.crew.name,
        unit=row.unit,
        director=row.director,
        starts_on=row.starts_on,
        days=row.days,
        scenes=int(getattr(row, "scene_count", 0)),
        colour=row.colour,
    )
