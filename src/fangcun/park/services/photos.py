"""Photos of spaces and portraits of people: cleaned, kept by their content, shown to those who may see the thing."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from fangcun.base.api import audit, blobs, count_attempt, require
from fangcun.base.contracts import Actor
from fangcun.kit import clock
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind
from fangcun.park.engine.pictures import tidy_picture
from fangcun.park.models import Person, Resource, Space
from fangcun.park.permissions import MANAGE, SEE

MOST_PHOTOS = 12
UPLOADS_PER_HOUR = 2_000
HOUR = timedelta(hours=1)


def add_photo(actor: Actor | None, resource_id: int, data: bytes) -> Digest:
    """Keep a photo of a space or a portrait of a person; the digest of what was kept.

    Raises what ``tidy_picture`` raises, ``resource.missing``, ``picture.many``, ``denied``.
    """
    who = require(actor, MANAGE)
    if who.user_id is not None:
        count_attempt(f"park-photo:{who.user_id}", most=UPLOADS_PER_HOUR, per=HOUR)
    digest = blobs().put(tidy_picture(data))
    with transaction.atomic():
        row, held = _locked(who, resource_id)
        if digest not in held:
            if len(held) >= MOST_PHOTOS:
                message = f"“{row.name}”已有 {MOST_PHOTOS} 张照片，请先删掉几张再传。"
                raise FangcunError("picture.many", Kind.CONFLICT, message)
            _keep(row, [*held, digest])
            audit("photo.added", by=who, subject=row.name, id=row.pk, blob=digest)
    return digest


def drop_photo(actor: Actor | None, resource_id: int, digest: Digest) -> None:
    """Take a photo away from a thing. Raises ``resource.missing``, ``denied``."""
    who = require(actor, MANAGE)
    with transaction.atomic():
        row, held = _locked(who, resource_id)
        if digest in held:
            _keep(row, [d for d in held if d != digest])
            audit("photo.dropped", by=who, subject=row.name, id=row.pk, blob=digest)


def photo(actor: Actor | None, resource_id: int, digest: Digest) -> bytes:
    """The JPEG of a photo of a thing of the actor's tenant. Raises ``picture.missing``, ``denied``."""
    tenant = require(actor, SEE).tenant_id
    held = list(Space.objects.of(tenant).filter(pk=resource_id).values_list("photos", flat=True))
    held += list(Person.objects.of(tenant).filter(pk=resource_id).values_list("portraits", flat=True))
    if not any(digest in digests for digests in held):
        raise FangcunError("picture.missing", Kind.NOT_FOUND, "没有这张照片，可能已被删除。")
    return blobs().get(digest)


def _locked(actor: Actor, pk: int) -> tuple[Space | Person, list[str]]:
    Resource.objects.of(actor.tenant_id).select_for_update(no_key=True).filter(pk=pk).first()
    space = Space.objects.of(actor.tenant_id).filter(pk=pk).first()
    if space is not None:
        return space, list(space.photos)
    person = Person.objects.of(actor.tenant_id).filter(pk=pk).first()
    if person is not None:
        return person, list(person.portraits)
    raise FangcunError("resource.missing", Kind.NOT_FOUND, "只有场景和人员可以有照片，请回列表再选。")


def _keep(row: Space | Person, digests: list[str]) -> None:
    field = "photos" if isinstance(row, Space) else "portraits"
    setattr(row, field, digests)
    row.updated_at = clock.now()
    row.save(update_fields=[field, "updated_at"])
