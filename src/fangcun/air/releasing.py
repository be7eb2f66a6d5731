"""A finished task becomes an episode on the shelf."""

from __future__ import annotations

from fangcun.air.engine.manifests import publishable
from fangcun.air.models import Making
from fangcun.air.services import publish
from fangcun.base.api import actor_of_tenant
from fangcun.cut.api import files_of
from fangcun.farm.api import results_of
from fangcun.farm.contracts import TaskKey


def publish_made(key: TaskKey) -> int:
    """Publish the episodes that a finished task makes; returns how many there were. Does no harm when called again."""
    rows = list(Making.objects.across_tenants().filter(task_key=key).select_related("title"))
    found = results_of([key])
    if not rows or key not in found:
        return 0
    files = files_of(found[key])
    for row in rows:
        publish(
            actor_of_tenant(row.tenant_id),
            slug=row.title.slug,
            name=row.title.name,
            number=row.number,
            episode_name=row.name,
            duration_ms=files.duration_ms,
            files=publishable(files.files),
            poster=files.poster,
            ai_generated=True,
        )
    return len(rows)
