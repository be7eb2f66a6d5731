"""Reads of the scripts. What a draft says is read from its file again; the last few are remembered."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import IO

from django.db.models import QuerySet

from fangcun.base.api import blobs, require
from fangcun.base.contracts import Actor
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind, Severity
from fangcun.write.contracts import Breakdown, DraftStats, DraftView, ProductionView, Screenplay
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.reader import read
from fangcun.write.memory import Recent
from fangcun.write.models import Draft, Production
from fangcun.write.permissions import SEE

MOST_REMEMBERED = 8_000_000
"""Characters of script kept in each process; about 50 micro-dramas."""


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """What a file says and what it needs."""

    screenplay: Screenplay
    breakdown: Breakdown


_recent: Recent[ReadDraft] = Recent(most=MOST_REMEMBERED, weigh=lambda r: len(r.screenplay.source) + 1)


def read_file(blob: Digest, *, file_name: str) -> ReadDraft:
    """A kept file, read and broken down. Raises what the reader raises."""

    def make() -> ReadDraft:
        screenplay = read(blobs().get(blob), name=file_name)
        return ReadDraft(screenplay, break_down(screenplay))

    return _recent.get((blob, file_name), make)


def load(draft_id: int, actor: Actor) -> tuple[Screenplay, Breakdown]:
    """A draft's screenplay and breakdown. Raises ``draft.missing`` also for other tenants' drafts, ``denied``."""
    view = draft(draft_id, actor)
    read_draft = read_file(view.blob, file_name=view.file_name)
    return read_draft.screenplay, read_draft.breakdown


def productions(actor: Actor | None, *, archived: bool = False) -> list[ProductionView]:
    """The tenant's productions with their drafts, the ones touched last first."""
    tenant = require(actor, SEE).tenant_id
    rows = Production.objects.of(tenant).filter(archived_at__isnull=not archived)
    drafts: dict[int, list[DraftView]] = defaultdict(list)
    for row in _drafts(tenant).filter(production__in=rows):
        drafts[row.production_id].append(view_of(row))
    views = [_production_view(row, tuple(drafts[row.pk])) for row in rows]
    return sorted(views, key=lambda p: (p.drafts[0].created_at if p.drafts else p.created_at, p.id), reverse=True)


def production(slug: str, actor: Actor | None) -> ProductionView:
    """One production by its address. Raises ``production.missing``, also for other tenants'."""
    tenant = require(actor, SEE).tenant_id
    row = Production.objects.of(tenant).filter(slug=slug).first()
    if row is None:
        raise missing_production()
    return _production_view(row, tuple(view_of(d) for d in _drafts(tenant).filter(production=row)))


def draft(draft_id: int, actor: Actor | None) -> DraftView:
    """One draft by its id. Raises ``draft.missing``, also for other tenants'."""
    row = _drafts(require(actor, SEE).tenant_id).filter(pk=draft_id).first()
    if row is None:
        raise FangcunError("draft.missing", Kind.NOT_FOUND, "没有这一稿，可能链接有误，请回剧本列表查找。")
    return view_of(row)


def open_original(draft_id: int, actor: Actor | None) -> tuple[DraftView, IO[bytes]]:
    """A draft and the bytes of its file, exactly as they were given."""
    view = draft(draft_id, actor)
    return view, blobs().open(view.blob)


def stats_of(read_draft: ReadDraft) -> DraftStats:
    """The figures of a draft that was just read."""
    screenplay, scenes = read_draft.screenplay, read_draft.breakdown.scenes
    named = {c.name for c in screenplay.characters} | {n for s in scenes for n in s.cast_named}
    severities = [p.severity for p in screenplay.problems]
    return DraftStats(
        episodes=sum(e.number is not None for e in screenplay.episodes) or min(1, len(screenplay.episodes)),
        scenes=len(scenes),
        characters=len(named),
        seconds=(
            round(sum(s.estimated_seconds[0] for s in scenes), 1),
            round(sum(s.estimated_seconds[1] for s in scenes), 1),
        ),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        infos=severities.count(Severity.INFO),
    )


def view_of(row: Draft) -> DraftView:
    """A row as others may see it; its production and its author must have been fetched with it."""
    stats = DraftStats(**row.stats | {"seconds": tuple(row.stats["seconds"])}) if row.stats else None
    return DraftView(
        id=row.pk,
        production_id=row.production_id,
        production_name=row.production.name,
        slug=row.production.slug,
        number=row.number,
        file_name=row.file_name,
        blob=row.blob,
        size=row.size,
        format=row.format,
        encoding=row.encoding,
        created_at=row.created_at,
        created_by=str(row.created_by) if row.created_by else "方寸",
        stats=stats,
        failure=row.failure,
        note=row.note,
    )


def missing_production() -> FangcunError:
    """The answer for a production that is not there, or not the actor's."""
    return FangcunError("production.missing", Kind.NOT_FOUND, "没有这部剧，可能链接有误，请回剧本列表查找。")


def _drafts(tenant: int) -> QuerySet[Draft]:
    return Draft.objects.of(tenant).select_related("production", "created_by").order_by("-created_at", "-id")


def _production_view(row: Production, drafts: tuple[DraftView, ...]) -> ProductionView:
    return ProductionView(row.pk, row.name, row.slug, row.created_at, row.archived_at is not None, drafts)
