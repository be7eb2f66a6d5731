"""What is said of a whole work: its class, what must be filed and shown with it, who is a minor in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from fangcun.review.contracts.text import Strength, Verdict
from fangcun.write.contracts import Breakdown, Comparison, Screenplay


class Tier(StrEnum):
    """The three classes of micro-dramas, whatever the words of the day are (重点/普通/其他, 一类/二类/三类)."""

    KEY = "key"
    NORMAL = "normal"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WorkClass:
    """The class of a work: its ``name`` on that day, the form of its number, why, and the source of the rule.

    ``since`` is the day from which the rule holds; ``graded`` says how well its source is known (V read in the text
    of the issuer, R from a repost or news).
    """

    tier: Tier
    name: str
    number_form: str
    rule: str
    source: str
    since: date
    graded: str


@dataclass(frozen=True, slots=True)
class Filed:
    """The script that was filed, and how the present one differs from it.

    ``comparison`` counts the scenes of ``screenplay`` as old and those of the present script as new.
    """

    screenplay: Screenplay
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Work:
    """A work as the checks read it.

    ``investment`` is in yuan, None where nobody said. ``running`` holds the real length in seconds of the episodes
    that are cut; the others are estimated from ``breakdown``. ``number`` is the number as somebody typed it, empty
    where there is none. ``synopsis`` says whether synopsis and outline are at hand, None where nobody said.
    """

    title: str
    script: Screenplay
    breakdown: Breakdown
    investment: Decimal | None = None
    ai: bool = False
    subjects: tuple[str, ...] = ()
    homepage_push: bool = False
    running: Mapping[int, Fraction] = field(default_factory=dict)
    number: str = ""
    filed: Filed | None = None
    synopsis: bool | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage of the script that shows a finding: ``script.source[start:end] == text``; ``line`` counts from 1.

    ``episode`` and ``scene`` (the printed number) are None outside of scenes or where nothing is printed.
    """

    text: str
    start: int
    end: int
    line: int
    episode: int | None = None
    scene: str | None = None


@dataclass(frozen=True, slots=True)
class WorkFinding:
    """One thing about a whole work that a rule speaks of.

    ``code`` names the check (``episode.too_long``). ``measured`` and ``limit`` are as people read them, empty where
    nothing is measured. ``action`` says what to do. ``rule`` is the article, ``source`` where it is from, ``since`` the
    day from which it holds, ``graded`` how well the source is known: V read in the issuer's text, R from a repost or
    news, K general knowledge or a threshold of our own.
    """

    code: str
    severity: Strength
    message: str
    action: str
    rule: str
    source: str
    since: date
    graded: str
    episode: int | None = None
    character: str | None = None
    measured: str = ""
    limit: str = ""
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Minor:
    """Somebody under eighteen in the script. ``age`` is None where only words such as 小学生 tell of it."""

    name: str
    age: int | None
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A special subject that the script itself shows; ``why`` tells by what it was taken for one."""

    name: str
    why: str
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class WorkReport:
    """All that the checks say of a work on a day.

    ``work_class`` is None where the investment is missing or no rule held yet. ``subjects`` were detected, whether
    declared or not.
    """

    findings: tuple[WorkFinding, ...]
    work_class: WorkClass | None
    subjects: tuple[Subject, ...]
    minors: tuple[Minor, ...]

    @property
    def needs_minor_reviewer(self) -> bool:
        """Whether a reviewer for minors has to look at the work."""
        return any(f.code == "minor.present" for f in self.findings)

    @property
    def verdict(self) -> Verdict:
        """The strength of the strongest finding; ``pass`` without findings."""
        found = {f.severity for f in self.findings}
        return next((Verdict(s.value) for s in Strength if s in found), Verdict.PASS)
