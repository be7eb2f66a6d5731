"""The door of the review room: what other rooms may ask of it."""

from __future__ import annotations

from datetime import date

from fangcun.review.contracts import Finding, Screening, Strength, Technique, Tier, Verdict, WorkClass
from fangcun.review.engine.classes import class_of, classify
from fangcun.review.engine.screen import screen_of
from fangcun.review.engine.work.check import check_work
from fangcun.review.queries.cases import case, changed, colleagues, cut, manuscript, phrases
from fangcun.review.queries.clearing import clearance, gated, number_of, passed_works
from fangcun.review.queries.figures import board
from fangcun.review.queries.lines import cases, work_cases
from fangcun.review.queries.opinion import opinion, opinion_pdf
from fangcun.review.queries.rows import centre_of
from fangcun.review.services.centres import open_centre, promise
from fangcun.review.services.cutting import resubmit_cut, submit_cut
from fangcun.review.services.demo import ensure_demo_centre, ensure_demo_pass
from fangcun.review.services.judging import (
    add,
    ask,
    call_panel,
    consult,
    decide,
    enter_number,
    hand_over,
    opine,
    recommend,
    rule,
    take,
    vote,
)
from fangcun.review.services.submitting import answer, appeal, resubmit, submit, withdraw

__all__ = [
    "Finding",
    "Screening",
    "Strength",
    "Technique",
    "Tier",
    "Verdict",
    "WorkClass",
    "add",
    "answer",
    "appeal",
    "ask",
    "board",
    "call_panel",
    "case",
    "cases",
    "centre_of",
    "changed",
    "check_work",
    "class_of",
    "classify",
    "clearance",
    "colleagues",
    "consult",
    "cut",
    "decide",
    "ensure_demo_centre",
    "ensure_demo_pass",
    "enter_number",
    "gated",
    "hand_over",
    "manuscript",
    "number_of",
    "open_centre",
    "opine",
    "opinion",
    "opinion_pdf",
    "passed_works",
    "phrases",
    "promise",
    "recommend",
    "resubmit",
    "resubmit_cut",
    "rule",
    "screen_text",
    "submit",
    "submit_cut",
    "take",
    "vote",
    "withdraw",
    "work_cases",
]


def screen_text(text: str, *, on: date) -> Screening:
    """What the lexicon of a day finds in ``text``; offsets are of ``text`` as given. The lexicon is read once."""
    return screen_of(on).screen(text)
