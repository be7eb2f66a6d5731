"""Writes of the scripts: drafts come in, productions are renamed and archived. Each change leaves an audit line."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import PurePosixPath

from django.db import transaction
from django.db.models import Max

from fangcun.base.api import audit, blobs, count_attempt, emit, require
from fangcun.base.contracts import Actor
from fangcun.config import config
from fangcun.kit import clock, digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.write.contracts import DraftAdded, DraftView
from fangcun.write.models import Draft, Production
from fangcun.write.naming import clean_file_name, clean_name, make_slug, name_from_file
from fangcun.write.permissions import EDIT
from fangcun.write.queries import ReadDraft, missing_production, read_file, stats_of, view_of

UPLOADS_PER_USER = 120
READS_PER_USER = 3000
WINDOW = timedelta(hours=1)


def count_upload(actor: Actor) -> None:
    """Count one upload of a user; the system itself is not limited. Raises BUSY past the limit of an hour."""
    if actor.user_id is not None:
        count_attempt(f"script-upload:{actor.user_id}", most=UPLOADS_PER_USER, per=WINDOW)


def count_check(actor: Actor) -> None:
    """Count one reading of a text that a user is editing. Raises BUSY past the limit of an hour."""
    if actor.user_id is not None:
        count_attempt(f"script-check:{actor.user_id}", most=READS_PER_USER, per=WINDOW)


def check_size(size: int) -> None:
    """Refuse what is larger than the setting allows. Raises ``script.too_large``."""
    most = config().upload_megabytes
    if size > most * 1024 * 1024:
        message = f"文件有 {size / 1024 / 1024:.1f} MB，超过上限 {most} MB，请分集上传，或请管理员调高上限。"
        raise FangcunError("script.too_large", Kind.INVALID, message)


def add_draft(
    actor: Actor | None, *, production: str | int | None = None, file_name: str, data: bytes, note: str = ""
) -> DraftView:
    """Keep a script file as the next draft of a production, and read it.

    ``production`` is an id, or a name (a new name makes a new production); without it the script's own title or the
    file's name serves. Raises ``script.too_large``; ``draft.exists`` when these bytes are already there (its ``data``
    holds ``draft_id``, ``number`` and ``slug``); and what the reader raises: the file is then kept, without a number.
    """
    who = require(actor, EDIT)
    check_size(len(data))
    file_name = clean_file_name(file_name)
    known = _find(who, production)
    _refuse_repeated(who, known, digest.of_bytes(data))
    blob = blobs().put(data)
    try:
        read_draft = read_file(blob, file_name=file_name)
    except FangcunError as error:
        name = production if isinstance(production, str) and production.strip() else name_from_file(file_name)
        _keep_unread(who, known, name=name, file_name=file_name, blob=blob, size=len(data), error=error)
        raise
    name = production if isinstance(production, str) and production.strip() else ""
    name = name or _title(read_draft) or name_from_file(file_name)
    return _keep(
        who, known, name=name, file_name=file_name, blob=blob, size=len(data), note=note[:500], read_draft=read_draft
    )


def ensure_draft(actor: Actor | None, *, production: str | int | None = None, file_name: str, data: bytes) -> int:
    """The id of the draft with these bytes, added if it is not there yet. Raises as ``add_draft``, save for repeats."""
    try:
        return add_draft(actor, production=production, file_name=file_name, data=data).id
    except FangcunError as error:
        if error.code != "draft.exists":
            raise
        return int(error.data["draft_id"])


@transaction.atomic
def rename_production(actor: Actor | None, *, slug: str, name: str) -> str:
    """Give a production another name; returns its address, which stays. Raises ``production.missing``."""
    who = require(actor, EDIT)
    row = _locked(who, slug)
    before, row.name = row.name, clean_name(name)
    row.save(update_fields=["name"])
    audit("production.renamed", by=who, subject=row.slug, before=before, after=row.name)
    return row.slug


@transaction.atomic
def archive_production(actor: Actor | None, *, slug: str) -> None:
    """Take a production out of the lists; its drafts stay. Raises ``production.missing``."""
    who = require(actor, EDIT)
    row = _locked(who, slug)
    if row.archived_at is None:
        row.archived_at = clock.now()
        row.save(update_fields=["archived_at"])
        audit("production.archived", by=who, subject=row.slug)


@transaction.atomic
def restore_production(actor: Actor | None, *, slug: str) -> None:
    """Bring an archived production back. Raises ``production.missing``."""
    who = require(actor, EDIT)
    row = _locked(who, slug)
    if row.archived_at is not None:
        row.archived_at = None
        row.save(update_fields=["archived_at"])
        audit("production.restored", by=who, subject=row.slug)


def _find(who: Actor, production: str | int | None) -> Production | None:
    """The production meant by an id or a name; None for a name that is new."""
    if production is None or (isinstance(production, str) and not production.strip()):
        return None
    rows = Production.objects.of(who.tenant_id).filter(archived_at__isnull=True)
    if isinstance(production, int):
        found = rows.filter(pk=production).first()
        if found is None:
            raise missing_production()
        return found
    return rows.filter(name=clean_name(production)).order_by("id").first()


def _locked(who: Actor, slug: str) -> Production:
    row = Production.objects.of(who.tenant_id).select_for_update().filter(slug=slug).first()
    if row is None:
        raise missing_production()
    return row


def _refuse_repeated(who: Actor, production: Production | None, blob: digest.Digest) -> None:
    if production is None:
        return
    row = Draft.objects.of(who.tenant_id).filter(production=production, blob=blob, number__isnull=False).first()
    if row is not None:
        message = f"这份文件已在《{production.name}》里，是第 {row.number} 稿，没有重复保存。"
        data = {"draft_id": row.pk, "number": row.number, "slug": production.slug}
        raise FangcunError("draft.exists", Kind.CONFLICT, message, **data)


def _title(read_draft: ReadDraft) -> str:
    return (read_draft.screenplay.title or "").strip("《》 　")[:120]


@transaction.atomic
def _keep(
    who: Actor,
    known: Production | None,
    *,
    name: str,
    file_name: str,
    blob: digest.Digest,
    size: int,
    note: str,
    read_draft: ReadDraft,
) -> DraftView:
    production = _ensure_production(who, known, name=name)
    _refuse_repeated(who, production, blob)
    drafts = Draft.objects.of(who.tenant_id).filter(production=production)
    number = (drafts.aggregate(most=Max("number"))["most"] or 0) + 1
    row = drafts.filter(blob=blob).first() or Draft(
        tenant_id=who.tenant_id, production=production, blob=blob, created_by_id=who.user_id
    )
    row.number, row.file_name, row.size, row.note = number, file_name, size, note
    row.created_at = row.read_at = clock.now()
    row.format, row.encoding = read_draft.screenplay.format, read_draft.screenplay.encoding
    row.stats = dataclasses.asdict(stats_of(read_draft))
    row.failure = row.failure_code = ""
    row.save()
    audit("draft.added", by=who, subject=production.slug, number=number, file=file_name, blob=blob)
    emit(DraftAdded(row.pk, production.pk, number, blob, who.user_id), tenant_id=who.tenant_id)
    return view_of(row)


@transaction.atomic
def _keep_unread(
    who: Actor,
    known: Production | None,
    *,
    name: str,
    file_name: str,
    blob: digest.Digest,
    size: int,
    error: FangcunError,
) -> None:
    production = _ensure_production(who, known, name=name)
    row = Draft.objects.of(who.tenant_id).filter(production=production, blob=blob).first() or Draft(
        tenant_id=who.tenant_id, production=production, blob=blob, created_by_id=who.user_id
    )
    row.file_name, row.size, row.created_at = file_name, size, clock.now()
    row.failure, row.failure_code = error.message, error.code
    row.format = PurePosixPath(file_name).suffix.lstrip(".").lower()[:20]
    row.save()
    audit("draft.unreadable", by=who, subject=production.slug, file=file_name, blob=blob, code=error.code)
    error.data["slug"] = production.slug


def _ensure_production(who: Actor, known: Production | None, *, name: str) -> Production:
    """The production, its row locked so that two drafts cannot take one number; made when it is new."""
    rows = Production.objects.of(who.tenant_id).select_for_update()
    if known is not None:
        return rows.get(pk=known.pk)
    name = clean_name(name)
    found = rows.filter(name=name, archived_at__isnull=True).order_by("id").first()
    if found is not None:
        return found
    taken = set(Production.objects.of(who.tenant_id).values_list("slug", flat=True))
    slug = make_slug(name, taken=taken)
    made = Production.objects.create(
        tenant_id=who.tenant_id, name=name, slug=slug, created_by_id=who.user_id, created_at=clock.now()
    )
    audit("production.created", by=who, subject=slug, name=name)
    return made
