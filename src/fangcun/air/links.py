"""Addresses of the theatre: signed media prefixes, posters, the page of an episode."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from fangcun.air.contracts import Episode
from fangcun.air.engine import tickets
from fangcun.air.queries import manifests_of
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Admission:
    """What a good ticket opens: the files, and for how many more seconds."""

    files: dict[str, Digest]
    seconds: int


def watch_path(slug: str, number: int | None = None) -> str:
    """The address of a title's player, at an episode where one is given."""
    return reverse("air:watch", args=[slug, number]) if number else reverse("air:title", args=[slug])


def poster_path(slug: str, digest: Digest | str, *, number: int = 0) -> str:
    """The address of a title's poster or of an episode's; empty when there is none. Changes with the picture."""
    return reverse("air:poster", args=[slug, number, digest[:16]]) if digest else ""


def media_prefix(episode: Episode, *, seconds: int | None = None) -> tuple[str, int]:
    """The signed address that an episode's files stand behind, and the Unix second at which it ends: ``seconds`` from
    now at the latest, where they are given."""
    now = clock.now().timestamp()
    expires = tickets.end_of_life(now, minutes=config().media_minutes)
    if seconds is not None:
        expires = min(expires, int(now) + seconds)
    ticket = tickets.issue(_key(), release_id=episode.release_id, manifest=episode.manifest, expires=expires)
    return reverse("air:media", args=[ticket, "_"]).removesuffix("_"), expires


def admit(ticket: str) -> Admission:
    """What a ticket opens now. Raises DENIED for a forged, an outdated or an expired one."""
    claim = tickets.read(ticket)
    found = manifests_of(claim.release_id) if claim else None
    if claim is None or found is None or not any(tickets.is_genuine(_key(), claim, manifest=m) for m in found[0]):
        raise FangcunError("air.ticket", Kind.DENIED, "播放链接无效，或这一集已更新，请刷新页面再看。")
    seconds = int(claim.expires - clock.now().timestamp())
    if seconds <= 0:
        raise FangcunError("air.ticket_expired", Kind.DENIED, "播放链接已过期，请刷新页面继续观看。")
    return Admission(found[1], seconds)


def _key() -> bytes:
    """A key for tickets alone, so that nothing else we sign can pass for one."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"fangcun.air.ticket", "sha256")
