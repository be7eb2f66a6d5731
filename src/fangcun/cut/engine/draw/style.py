"""How a series is drawn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """How a series is drawn. ``bleed`` is how much larger than the frame a panel is, for the camera to move in."""

    bleed: float = 0.12
    tone: bool = True
    lines: bool = True
    captions: bool = True
