"""A finished task becomes an episode on the shelf."""

from __future__ import annotations

from django.db.models import Q

from fangcun.air.engine.manifests import publishable
from fangcun.air.models import Making
from fangcun.air.services import publish
from fangcun.base.api import actor_of_tenant
from fangcun.cut.api import files_of
from fangcun.farm.api import results_of
from fangcun.farm.contracts import TaskKey


def publish_made(key: TaskKey) -> int:
    """Publish the episodes that a finished task makes; returns how many there were. Does no harm when called again.

    What could be watched early never takes the place of what is finished, in whatever order the two are told.
    """
    rows = list(Making.objects.across_tenants().filter(Q(task_key=key) | Q(early_key=key)).select_related("title"))
    found = results_of([key, *(row.task_key for row in rows)]) if rows else {}
    if key not in found:
        return 0
    for row in rows:
        files = files_of(found.get(row.task_key, found[key]))
        publish(
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
        )
    return len(rows)
