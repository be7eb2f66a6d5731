"""The head of a stream: what a player asks for first, read from the playlists that are handed out with an episode.

Forms: RFC 8216. A page that names these files lets the browser ask for them before the player's scripts have come.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

_BANDWIDTH = re.compile(r"[:,]BANDWIDTH=(\d+)")
_INIT = re.compile(r'#EXT-X-MAP:(?:[^"]*,)?URI="([^"]+)"')
_LENGTH = re.compile(r"#EXTINF:([\d.]+)")

TOLERANCE = 0.25
"""Seconds around a border between two segments within which players differ on which of the two they take."""


def has_other_tracks(inline: Mapping[str, str], playlist: str) -> bool:
    """Whether a stream brings subtitles or other sound; taken to be so where its master playlist is not in ``inline``
    (playlist path → text)."""
    return "#EXT-X-MEDIA:" in inline.get(playlist, "#EXT-X-MEDIA:")


def head_of(inline: Mapping[str, str], playlist: str, *, seconds: float = 0.0) -> tuple[str, ...]:
    """The paths of the init segment and of the first segment that a player asks for when it starts at ``seconds`` in
    the smallest size; empty where ``inline`` does not tell, or where players could choose otherwise."""
    path = _smallest(inline.get(playlist, ""), playlist)
    text = inline.get(path, "")
    if "#EXT-X-BYTERANGE" in text or "#EXT-X-ENDLIST" not in text:
        return ()
    init, segment = _INIT.search(text), _segment_at(text, seconds)
    return tuple(_beside(path, name) for name in (init[1] if init else "", segment) if name) if segment else ()


def _smallest(text: str, playlist: str) -> str:
    """The media playlist of the least bandwidth; a playlist that is no master stands for itself."""
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    found = [
        (int(rate[1]), rows[at + 1])
        for at, row in enumerate(rows[:-1])
        if row.startswith("#EXT-X-STREAM-INF:") and (rate := _BANDWIDTH.search(row))
    ]
    return _beside(playlist, min(found, key=lambda f: f[0])[1]) if found else playlist


def _segment_at(text: str, seconds: float) -> str:
    start, length = 0.0, 0.0
    for row in map(str.strip, text.splitlines()):
        if match := _LENGTH.match(row):
            length = float(match[1])
        elif row and not row.startswith("#"):
            end = start + length
            if seconds < end:
                clear = (not start or seconds >= start + TOLERANCE) and seconds <= end - min(TOLERANCE, length / 2)
                return row if clear else ""
            start = end
    return ""


def _beside(path: str, uri: str) -> str:
    """A relative address in a playlist as a path of the package."""
    return normpath(join(dirname(path), uri))
