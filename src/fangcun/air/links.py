"""Addresses of the theatre: signed media prefixes, posters, the page of an episode."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.urls import reverse

from fangcun.air.contracts import Episode
from fangcun.air.engine import tickets
from fangcun.air.shelved import Package, package
from fangcun.config import config
from fangcun.kit import clock
from fangcun.kit.digest import Digest
from fangcun.kit.errors import FangcunError, Kind


@dataclass(frozen=True, slots=True)
class Admission:
    """What a good ticket opens: the files, and for how many more seconds."""

    files: dict[str, Digest]
    seconds: int


@lru_cache(maxsize=2_000)
def watch_path(slug: str, number: int | None = None) -> str:
    """The address of a title's player, at an episode where one is given."""
    return reverse("air:watch", args=[slug, number]) if number else reverse("air:title", args=[slug])


@lru_cache(maxsize=20_000)
def poster_path(slug: str, digest: Digest | str, *, number: int = 0) -> str:
    """The address of a title's poster or of an episode's; empty when there is none. Changes with the picture."""
    return reverse("air:poster", args=[slug, number, digest[:16]]) if digest else ""


def media_prefix(episode: Episode, *, expires: int) -> str:
    """The signed address that an episode's files stand behind until the Unix second ``expires``."""
    return _prefix(episode.release_id, episode.manifest, expires)


@lru_cache(maxsize=20_000)
def _prefix(release_id: int, manifest: Digest, expires: int) -> str:
    """Signed once: the same address is handed out for a quarter of its life."""
    ticket = tickets.issue(_key(), release_id=release_id, manifest=manifest, expires=expires)
    return f"{media_root()}{ticket}/"


def media_end(*, seconds: int | None = None) -> int:
    """The Unix second at which an address signed now ends: ``seconds`` from now at the latest, where they are given."""
    now = clock.now().timestamp()
    expires = tickets.end_of_life(now, minutes=config().media_minutes)
    return expires if seconds is None else min(expires, int(now) + seconds)


@cache
def media_root() -> str:
    """What every address of media begins with, up to its ticket."""
    return reverse("air:media", args=["_", "_"]).removesuffix("_/_")


def admit(ticket: str) -> Admission:
    """What a ticket opens now. Raises DENIED for a forged, an outdated or an expired one.

    What is kept of a release may be some seconds old: a recut or a take-down closes old tickets that much later. A
    ticket that is newer than what is kept is good at once.
    """
    claim = tickets.read(ticket)
    if claim is None:
        raise _refused()
    found = package(claim.release_id)
    if not _opens(claim, found):
        found = package(claim.release_id, anew=True)
    if found is None or not _opens(claim, found):
        raise _refused()
    seconds = int(claim.expires - clock.now().timestamp())
    if seconds <= 0:
        raise FangcunError("air.ticket_expired", Kind.DENIED, "播放链接已过期，请刷新页面继续观看。")
    return Admission(found.files, seconds)


def _opens(claim: tickets.Ticket, found: Package | None) -> bool:
    return found is not None and any(tickets.is_genuine(_key(), claim, manifest=m) for m in found.manifests)


def _refused() -> FangcunError:
    return FangcunError("air.ticket", Kind.DENIED, "播放链接无效，或这一集已更新，请刷新页面再看。")


@cache
def _key() -> bytes:
    """A key for tickets alone, so that nothing else we sign can pass for one."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"fangcun.air.ticket", "sha256")
