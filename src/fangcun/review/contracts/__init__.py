"""What the review centre says to other rooms: of texts, of films, of works, of cases."""

from fangcun.review.contracts.picture import (
    Box,
    FilmFacts,
    FilmScreening,
    Lettering,
    Loudness,
    PictureFinding,
    Span,
)
from fangcun.review.contracts.text import Finding, Screening, Strength, Technique, Verdict
from fangcun.review.contracts.works import Tier, WorkClass

__all__ = [
    "Box",
    "FilmFacts",
    "FilmScreening",
    "Finding",
    "Lettering",
    "Loudness",
    "PictureFinding",
    "Screening",
    "Span",
    "Strength",
    "Technique",
    "Tier",
    "Verdict",
    "WorkClass",
]
