"""A production house that publishes a series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fangcun.air.api import publish
from fangcun.air.contracts import Published
from fangcun.base.api import blobs
from fangcun.base.contracts import Actor

FILM = bytes(range(256)) * 40
PLAYLIST = b"#EXTM3U\n#EXT-X-VERSION:7\n"


@dataclass
class House:
    """A production house with a series to publish."""

    actor: Actor

    def publish(
        self, number: int = 1, *, slug: str = "lamp", name: str = "灯下", film: bytes = FILM, **more: Any
    ) -> Published:
        """Publish an episode of ten seconds."""
        files = {"hls/index.m3u8": blobs().put(PLAYLIST), "第1集.mp4": blobs().put(film)}
        fields: dict[str, Any] = {"duration_ms": 10_000, "files": files, "synopsis": "一盏灯。", **more}
        return publish(self.actor, slug=slug, name=name, number=number, **fields)
