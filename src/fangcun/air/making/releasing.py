"""A finished task becomes an episode on the shelf."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from fangcun.air.engine.manifests import publishable
from fangcun.air.models import Making
from fangcun.air.services import publish
from fangcun.base.api import actor_of_tenant
from fangcun.base.contracts import Actor
from fangcun.cut.api import files_of
from fangcun.farm.api import results_of
from fangcun.farm.contracts import TaskKey
from fangcun.kit.errors import FangcunError


def publish_made(key: TaskKey) -> int:
    """Publish the episodes that a finished task makes and that may be shown; returns how many.

    What could be watched early never takes the place of what is finished, in whatever order the two are told.
    Does no harm when called again.
    """
    rows = list(Making.objects.across_tenants().filter(Q(task_key=key) | Q(early_key=key)).select_related("title"))
    found = results_of([key, *(row.task_key for row in rows)]) if rows else {}
    if key not in found:
        return 0
    count = 0
    for row in rows:
        files = files_of(found.get(row.task_key, found[key]))
        count += _published(
            actor_of_tenant(row.tenant_id),
            slug=row.title.slug,
            name=row.title.name,
            number=row.number,
            episode_name=row.name,
            duration_ms=files.duration_ms,
            files=publishable(files.files),
            poster=files.poster,
            cover=files.cover or None,
            ai_generated=True,
            source=row.source,
            shown_as=row.shown_as,
        )
    return count


def publish_waiting(tenant_id: int, slug: str) -> int:
    """Publish what a series has ready and may be shown by now; returns how many episodes that were."""
    rows = Making.objects.of(tenant_id).filter(title__slug=slug).order_by("number")
    return sum(publish_made(row.task_key) for row in rows)


def _published(actor: Actor, **fields: Any) -> bool:
    """Whether an episode could be published; one that has not passed review stays with those who make it."""
    try:
        publish(actor, **fields)
    except FangcunError as refused:
        if refused.code != "air.not_passed":
            raise
        return False
    return True
