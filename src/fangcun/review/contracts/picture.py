"""What a screening says of a film: its findings, the lettering that was read, what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from fangcun.kit.errors import Problem
from fangcun.review.contracts.text import Strength, Verdict


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the picture, as fractions of its width and height; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a film: half-open, in seconds and in frames counted from nought."""

    start: Fraction
    end: Fraction
    first_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class PictureFinding:
    """One thing about a film that a rule speaks of.

    ``span`` is None for what concerns the file as a whole, ``box`` where it has no place on the picture. ``measured``
    and ``limit`` are said with their units, for people; ``message`` says what is wrong and what to do. ``surface`` is
    the lettering that was read, ``reason`` why the severity is not the rule's own (empty when it is).
    """

    category: str
    severity: Strength
    message: str
    rule: str
    source: str
    span: Span | None = None
    box: Box | None = None
    measured: str = ""
    limit: str = ""
    surface: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A line of words as it stood on the picture, and how surely it was read (0 to 1)."""

    text: str
    span: Span
    box: Box
    sureness: float


@dataclass(frozen=True, slots=True)
class Loudness:
    """EBU R 128: integrated loudness in LUFS, loudness range in LU, highest true peak in dBTP. −70 means silence."""

    lufs: float
    range: float
    peak: float


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """What a film is. ``frames`` were looked at; ``rate`` is the mean number of frames a second."""

    width: int
    height: int
    frames: int
    rate: Fraction
    seconds: Fraction
    loudness: Loudness | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FilmScreening:
    """All that was found of a film on a day, in its order: what concerns the file first.

    ``problems`` are what could not be looked at and why (a plug-in that did not answer, a file that breaks off);
    the findings before stand. ``rules`` is the digest of the rules, ``lexicon`` that of the words.
    """

    facts: FilmFacts
    findings: tuple[PictureFinding, ...]
    lettering: tuple[Lettering, ...]
    problems: tuple[Problem, ...]
    on: date
    rules: str
    lexicon: str

    @property
    def verdict(self) -> Verdict:
        """The strength of the strongest finding; ``pass`` without findings."""
        for strength in Strength:
            if any(f.severity is strength for f in self.findings):
                return Verdict(strength.value)
        return Verdict.PASS
