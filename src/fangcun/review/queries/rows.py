"""Which cases somebody may see at all."""

from __future__ import annotations

from django.db.models import QuerySet

from fangcun.base.api import require
from fangcun.base.contracts import Actor
from fangcun.kit.errors import FangcunError, Kind
from fangcun.review.models import Case, Centre
from fangcun.review.permissions import FOLLOW


def centre_of(actor: Actor) -> Centre | None:
    """The centre that the actor's tenant is; None for everybody else."""
    return Centre.objects.of(actor.tenant_id).first()


def seen_by(actor: Actor | None) -> QuerySet[Case]:
    """The cases of the actor's own house, or, for a centre's people, those sent to it. Raises ``denied``."""
    who = require(actor, FOLLOW)
    rows = Case.objects.across_tenants().select_related("centre", "tenant", "holder", "submitted_by")
    centre = centre_of(who)
    return rows.filter(centre=centre) if centre else rows.filter(tenant_id=who.tenant_id)


def one_seen(actor: Actor | None, case_id: int) -> Case:
    """One case. Raises ``case.missing``, also for those that are none of the actor's business."""
    row = seen_by(actor).filter(pk=case_id).first()
    if row is None:
        raise FangcunError("case.missing", Kind.NOT_FOUND, "没有这件审核，请回列表查找。")
    return row
