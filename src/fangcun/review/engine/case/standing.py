"""How a case stands after all that has happened to it. It is never stored by hand: it follows from the steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fangcun.review.contracts import Strength
from fangcun.review.contracts.cases import Call, CaseState, Ruling

ENDED = frozenset({CaseState.PASSED, CaseState.REFUSED, CaseState.WITHDRAWN})
JUDGED = frozenset({CaseState.FIRST, CaseState.FINAL})


@dataclass(frozen=True, slots=True)
class Matter:
    """A finding as the case knows it. ``here``: it stands in the version under review. ``first``: the round it came in.

    ``by_person``: somebody wrote it down; no screening can tell that it is gone.
    """

    strength: Strength
    ruling: Ruling
    here: bool
    first: int
    by_person: bool = False

    @property
    def weighs(self) -> bool:
        """Whether somebody has to rule on it before the case can go on: notes only tell."""
        return self.strength is not Strength.NOTE

    @property
    def stops(self) -> bool:
        """Whether it keeps the case from passing: it is there and was not dismissed."""
        return self.here and self.weighs and self.ruling in (Ruling.OPEN, Ruling.UPHELD)


@dataclass(frozen=True, slots=True)
class Standing:
    """A case between two steps.

    ``first_by`` recommended in this round; ``judges`` are all who ever recommended or decided. ``runs`` are the spans
    of time in which the centre owed the next step, since the promise began; the last is open while the clock runs.
    ``appealed``: the one appeal has been made; ``appealing``: it is under review. ``consulted`` maps those asked for a
    second opinion to what they said, ``panel`` its members to their votes.
    """

    state: CaseState = CaseState.SCREENING
    round: int = 0
    holder: int | None = None
    waits: bool = False
    first_by: int | None = None
    final_by: int | None = None
    recommended: Call | None = None
    decided: Call | None = None
    judges: frozenset[int] = frozenset()
    appealed: bool = False
    appealing: bool = False
    consulted: Mapping[int, Call | None] = field(default_factory=dict)
    panel: Mapping[int, Call | None] = field(default_factory=dict)
    matters: Mapping[str, Matter] = field(default_factory=dict)
    runs: tuple[tuple[datetime, datetime | None], ...] = ()
    number: str = ""

    @property
    def running(self) -> bool:
        """Whether the centre's clock runs."""
        return bool(self.runs) and self.runs[-1][1] is None

    @property
    def unruled(self) -> tuple[str, ...]:
        """The keys of findings that somebody still has to rule on."""
        return tuple(k for k, m in self.matters.items() if m.here and m.weighs and m.ruling is Ruling.OPEN)

    @property
    def stopping(self) -> tuple[str, ...]:
        """The keys of findings that keep the case from passing."""
        return tuple(k for k, m in self.matters.items() if m.stops)

    @property
    def majority(self) -> Call | None:
        """What more than half of the panel's members voted for; None while that is open or nothing has it."""
        for call in Call:
            if sum(vote is call for vote in self.panel.values()) * 2 > len(self.panel):
                return call
        return None
