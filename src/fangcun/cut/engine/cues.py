"""A cue: what stands on the screen, and from when to when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class CueKind(StrEnum):
    """What a cue is: a spoken line, or text on the screen (字幕, 字卡)."""

    LINE = "line"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Cue:
    """Rows of text shown from frame ``start`` to before frame ``end``.

    ``burn`` is false for text that the picture shows already (a card, a letter).
    """

    start: int
    end: int
    rows: tuple[str, ...]
    kind: CueKind = CueKind.LINE
    speaker: str | None = None
    inner: bool = False
    burn: bool = True


def shifted(cues: Iterable[Cue], *, by: int) -> tuple[Cue, ...]:
    """The cues ``by`` frames later."""
    return tuple(replace(cue, start=cue.start + by, end=cue.end + by) for cue in cues)
