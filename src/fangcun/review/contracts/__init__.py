"""What the review centre says to other rooms: of texts, of works, of cases."""

from fangcun.review.contracts.cases import CasePassed, Clearance, Filing, PassedWork
from fangcun.review.contracts.text import Finding, Screening, Strength, Technique, Verdict
from fangcun.review.contracts.works import Tier, WorkClass

__all__ = [
    "CasePassed",
    "Clearance",
    "Filing",
    "Finding",
    "PassedWork",
    "Screening",
    "Strength",
    "Technique",
    "Tier",
    "Verdict",
    "WorkClass",
]
