"""The text under review as the author wrote it, with the places of its scenes. Kept by digest, never changed."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from fangcun.kit import digest


@dataclass(frozen=True, slots=True)
class Place:
    """A scene of the text: ``label`` as people call it (第1集 1-2 日 内 客厅), and its half-open range."""

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text with its scenes in order. What stands before the first scene belongs to no scene."""

    title: str
    text: str
    scenes: tuple[Place, ...]

    def scene_at(self, offset: int) -> Place | None:
        """The scene that a character stands in."""
        at = bisect_right(self.scenes, offset, key=lambda place: place.start) - 1
        return self.scenes[at] if at >= 0 and offset < self.scenes[at].end else None

    def line_at(self, offset: int) -> str:
        """The line that a character stands in, without the blanks around it."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : len(self.text) if end < 0 else end].strip()

    def as_bytes(self) -> bytes:
        """What is kept of it."""
        scenes = [[p.label, p.start, p.end] for p in self.scenes]
        plain = {"title": self.title, "text": self.text, "scenes": scenes}
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()

    @property
    def changed_key(self) -> dict[str, str]:
        """The digest of each scene's words by its label: what differs has been changed."""
        return {p.label: digest.of_bytes(self.text[p.start : p.end].strip().encode()) for p in self.scenes}


def from_bytes(data: bytes) -> Manuscript:
    """What ``as_bytes`` kept."""
    plain: dict[str, Any] = json.loads(data)
    return Manuscript(plain["title"], plain["text"], tuple(Place(*one) for one in plain["scenes"]))


def changed_scenes(old: Manuscript, new: Manuscript) -> frozenset[str]:
    """The labels of scenes of ``new`` whose words do not stand so in ``old``, whatever they were called there."""
    before = set(old.changed_key.values())
    return frozenset(label for label, words in new.changed_key.items() if words not in before)
