"""What a screening says of a text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """How strong a finding is: it stops the work, it asks a person, it only tells."""

    BLOCK = "block"
    ASK = "ask"
    NOTE = "note"


class Verdict(StrEnum):
    """The strongest finding of a text, or that there is none."""

    PASS = "pass"  # noqa: S105  a verdict, no password
    NOTE = "note"
    ASK = "ask"
    BLOCK = "block"


class Technique(StrEnum):
    """How a term was written. All but the first and the last are ways round a plain search."""

    PLAIN = "plain"
    SPACED = "spaced"  # signs, blanks or line breaks between its characters
    BROKEN = "broken"  # over lines, cues or speakers
    ALIKE = "alike"  # characters that sound or look alike
    MIXED = "mixed"  # pinyin, initials or digits for some of the characters
    PINYIN = "pinyin"
    INITIALS = "initials"
    SPLIT = "split"  # a character taken apart, a picture for a word
    REVERSED = "reversed"
    READ = "read"  # no term at all: a model that read the passage quotes it


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of a text that a rule speaks of.

    ``start`` and ``end`` are half-open character offsets of the text as given, ``surface`` is exactly what stands
    there, ``canonical`` the term it stands for. ``rule`` is the article, ``source`` where the rule is from,
    ``reason`` why the strength is not the lexicon's own (empty when it is).
    """

    category: str
    severity: Strength
    start: int
    end: int
    surface: str
    canonical: str
    rule: str
    source: str
    technique: Technique
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    """The findings of a text in its order, as of the lexicon of a day (``lexicon`` is its digest)."""

    findings: tuple[Finding, ...]
    lexicon: str

    @property
    def verdict(self) -> Verdict:
        """The strength of the strongest finding; ``pass`` without findings."""
        for strength in Strength:
            if any(f.severity is strength for f in self.findings):
                return Verdict(strength.value)
        return Verdict.PASS
