"""The door of the review room: what other rooms may ask of it."""

from __future__ import annotations

from datetime import date

from fangcun.review.contracts import Finding, Screening, Strength, Technique, Tier, Verdict, WorkClass
from fangcun.review.engine.classes import classify
from fangcun.review.engine.screen import screen_of
from fangcun.review.engine.work.check import check_work

__all__ = [
    "Finding",
    "Screening",
    "Strength",
    "Technique",
    "Tier",
    "Verdict",
    "WorkClass",
    "check_work",
    "classify",
    "screen_text",
]


def screen_text(text: str, *, on: date) -> Screening:
    """What the lexicon of a day finds in ``text``; offsets are of ``text`` as given. The lexicon is read once."""
    return screen_of(on).screen(text)
