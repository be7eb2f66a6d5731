"""Playlists that go out with the feed, so that a player asks for none of them over the line."""

from __future__ import annotations

from collections.abc import Sequence

from fangcun.air.contracts import Episode
from fangcun.air.models import Release
from fangcun.base.api import blobs
from fangcun.kit.digest import Digest

NEAR = 3
"""Episodes on either side of the one asked for whose playlists go along."""

MOST_BYTES = 64 * 1024


def inlined(episodes: Sequence[Episode], *, near: int | None) -> dict[int, dict[str, str]]:
    """The playlists of the episodes around ``near`` by their path, by release; one query however many there are."""
    ids = [e.release_id for e in episodes if near is not None and abs(e.number - near) <= NEAR and e.playlist]
    rows = Release.objects.across_tenants().filter(pk__in=ids).values_list("pk", "media") if ids else ()
    return {pk: _texts(media) for pk, media in rows}


def _texts(media: dict[str, Digest]) -> dict[str, str]:
    names = {path: name for path, name in media.items() if path.endswith(".m3u8")}
    if sum(blobs().size(name) for name in names.values()) > MOST_BYTES:
        return {}
    return {path: blobs().get(name).decode("utf-8-sig") for path, name in names.items()}
