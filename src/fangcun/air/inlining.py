"""The playlists of an episode as texts: drawn when it is published, so that a player gets them with the feed."""

from __future__ import annotations

from collections.abc import Mapping

from fangcun.base.api import blobs
from fangcun.kit.digest import Digest

MOST_BYTES = 64 * 1024
"""Playlists that are longer together (a film of hours) are asked for one by one, as ever: a feed must stay light."""


def playlists_of(files: Mapping[str, Digest]) -> dict[str, str]:
    """The text of every playlist by its path; empty when they are too long together, or one is no UTF-8."""
    found: dict[str, str] = {}
    size = 0
    for path in sorted(p for p in files if p.lower().endswith(".m3u8")):
        size += blobs().size(files[path])
        if size > MOST_BYTES:
            return {}
        try:
            found[path] = blobs().get(files[path]).decode()
        except UnicodeDecodeError:
            return {}
    return found
