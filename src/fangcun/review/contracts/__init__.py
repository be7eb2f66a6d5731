"""What the review centre says to other rooms: of texts, of films, of works, of cases."""

from fangcun.review.contracts.cases import CaseKind, CasePassed, CaseState, Clearance, Filing, PassedWork
from fangcun.review.contracts.cuts import CutEpisode
from fangcun.review.contracts.picture import (
    Box,
    FilmFacts,
    FilmScreening,
    Lettering,
    Loudness,
    PictureFinding,
    Span,
)
from fangcun.review.contracts.reading import SecondReading
from fangcun.review.contracts.text import Finding, Screening, Strength, Technique, Verdict
from fangcun.review.contracts.works import (
    Filed,
    Minor,
    Quote,
    Subject,
    Tier,
    Work,
    WorkClass,
    WorkFinding,
    WorkReport,
)

__all__ = [
    "Box",
    "CaseKind",
    "CasePassed",
    "CaseState",
    "Clearance",
    "CutEpisode",
    "Filed",
    "Filing",
    "FilmFacts",
    "FilmScreening",
    "Finding",
    "Lettering",
    "Loudness",
    "Minor",
    "PassedWork",
    "PictureFinding",
    "Quote",
    "Screening",
    "SecondReading",
    "Span",
    "Strength",
    "Subject",
    "Technique",
    "Tier",
    "Verdict",
    "Work",
    "WorkClass",
    "WorkFinding",
    "WorkReport",
]
