"""The door of the review room: what other rooms may ask of it."""

from __future__ import annotations

from datetime import date

from fangcun.review.contracts import (
    FilmScreening,
    Finding,
    Screening,
    Strength,
    Technique,
    Tier,
    Verdict,
    WorkClass,
)
from fangcun.review.engine.classes import classify
from fangcun.review.engine.screen import screen_of
from fangcun.review.films import screen_video

__all__ = [
    "FilmScreening",
    "Finding",
    "Screening",
    "Strength",
    "Technique",
    "Tier",
    "Verdict",
    "WorkClass",
    "classify",
    "screen_text",
    "screen_video",
]


def screen_text(text: str, *, on: date) -> Screening:
    """What the lexicon of a day finds in ``text``; offsets are of ``text`` as given. The lexicon is read once."""
    return screen_of(on).screen(text)
