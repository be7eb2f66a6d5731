"""What a second reader, a language model, says of a text beside the lexicon."""

from __future__ import annotations

from dataclasses import dataclass

from fangcun.kit.errors import Problem
from fangcun.review.contracts.text import Finding


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What a model adds to the findings of a text; it takes none away.

    ``findings`` are new ones in the order of the text, each with words that stand in it, none stronger than ``ask``;
    ``reason`` is what the model says. ``problems`` tell which passages it could not read. ``passages`` were to be read
    and ``answered`` were; ``dropped`` of its findings did not count (no such words, no such category, known already).
    """

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...] = ()
    passages: int = 0
    answered: int = 0
    dropped: int = 0
    model: str = ""
