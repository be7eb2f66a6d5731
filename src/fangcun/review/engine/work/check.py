"""A whole work against the rules of a day."""

from __future__ import annotations

from datetime import date

from fangcun.review.contracts import Strength, Work, WorkReport
from fangcun.review.engine.work.changes import check_changes
from fangcun.review.engine.work.classing import check_class, check_notices, class_of
from fangcun.review.engine.work.episodes import check_episodes
from fangcun.review.engine.work.minor_scenes import check_minors
from fangcun.review.engine.work.minors import minors_of
from fangcun.review.engine.work.numbers import check_number
from fangcun.review.engine.work.rules import rules_on
from fangcun.review.engine.work.script import placed
from fangcun.review.engine.work.subjects import check_subjects, subjects_of

_ORDER = list(Strength)


def check_work(work: Work, *, on: date) -> WorkReport:
    """All that the rules of a day say of a work, the strongest first. Given the same day it says the same for ever.

    Raises ``class.investment`` and ``class.subject`` for an amount or a subject that nobody can mean.
    """
    rules = rules_on(on)
    scenes = placed(work.script, work.breakdown)
    work_class = class_of(work, on=on)
    subjects = subjects_of(work, on=on, scenes=scenes)
    minors = minors_of(work, scenes=scenes)
    findings = [
        *check_class(work, work_class, rules=rules),
        *check_subjects(work, subjects, rules=rules, work_class=work_class),
        *check_number(work, on=on, rules=rules, work_class=work_class),
        *check_episodes(work, rules=rules, scenes=scenes),
        *check_minors(work, minors, rules=rules, scenes=scenes),
        *check_changes(work, rules=rules, scenes=scenes, work_class=work_class),
        *check_notices(work, rules=rules),
    ]
    findings.sort(key=lambda f: _ORDER.index(f.severity))
    return WorkReport(tuple(findings), work_class, subjects, minors)
