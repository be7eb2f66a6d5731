"""A cut under review: its episodes, each by the digests of its files."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.kit.digest import Digest


@dataclass(frozen=True, slots=True)
class CutEpisode:
    """One episode as it was cut: its film (MP4) and subtitles by digest, its length.

    ``manifest`` is the digest of the list of all its files: what is published is compared with it. ``source`` is the
    digest of the script that it was made from, empty for footage; ``fps`` its frames a second.
    """

    number: int
    name: str
    film: Digest
    duration_ms: int
    manifest: Digest
    subtitles: Digest | str = ""
    source: Digest | str = ""
    fps: int = 25
