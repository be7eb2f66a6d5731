"""What the review centre says to other rooms: of texts, of works, of cases."""

from fangcun.review.contracts.cases import CaseKind, CasePassed, CaseState, Clearance, Filing, PassedWork
from fangcun.review.contracts.cuts import CutEpisode
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
    "CaseKind",
    "CasePassed",
    "CaseState",
    "Clearance",
    "CutEpisode",
    "Filed",
    "Filing",
    "Finding",
    "Minor",
    "PassedWork",
    "Quote",
    "Screening",
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
