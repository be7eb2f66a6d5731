"""Heat of many titles: counts deeds one by one, ranks titles at any moment, and says what a score is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from fangcun.air.engine.heat.decay import NOTHING, added, live, log_of
from fangcun.air.engine.heat.gates import Gate, Masses, Passage, passage
from fangcun.air.engine.heat.weights import CAPS, NEW_ACCOUNT_S, WEIGHTS, Caps, Part

_FAINT = 1e-3  # points below which a party's memory may be given up


class Deed(NamedTuple):
    """Something a viewer did that counts. ``since`` is when the account was first seen (a Unix second), ``trust`` 0 to
    1 from ``engine.trust``."""

    at: float
    part: Part
    title: str
    viewer: str
    device: str
    address: str
    since: float = 0.0
    trust: float = 1.0

    @property
    def is_new(self) -> bool:
        """Whether the account was new when it did this."""
        return self.at - self.since < NEW_ACCOUNT_S


@dataclass(slots=True)
class Score:
    """A title's score: logarithms of decayed sums. ``total`` is the one that ranks."""

    total: float = NOTHING
    established: float = NOTHING
    newcomers: float = NOTHING
    parts: dict[Part, float] = field(default_factory=dict)
    held: dict[Gate, float] = field(default_factory=dict)

    def count(self, deed: Deed, way: Passage) -> None:
        """Add what passed, and remember what was held back and where."""
        passed = log_of(way.passed, at=deed.at)
        self.total = added(self.total, passed)
        self.parts[deed.part] = added(self.parts.get(deed.part, NOTHING), passed)
        if deed.is_new:
            self.newcomers = added(self.newcomers, log_of(way.arrived[Gate.NEWCOMERS], at=deed.at))
        else:
            self.established = added(self.established, passed)
        for gate, points in way.held.items():
            self.held[gate] = added(self.held.get(gate, NOTHING), log_of(points, at=deed.at))


class Heat:
    """The scores of all titles. Deeds are counted in the order in which they come in; a late one counts as of its own
    time. Counting them at once, or by and by, comes to the same."""

    def __init__(self, caps: Caps = CAPS) -> None:
        self._caps = caps
        self._scores: dict[str, Score] = {}
        # (title, gate, name) → logarithm of what arrived there
        self._parties: dict[tuple[str, Gate, str], float] = {}

    def count(self, deed: Deed) -> Passage:
        """Count a deed; returns how much of it passed, and what held the rest back."""
        score = self._scores.setdefault(deed.title, Score())
        parties = [(deed.title, gate, name) for gate, name in _parties(deed)]
        logs = [self._parties.get(key, NOTHING) for key in parties]
        before = masses(score, logs, at=deed.at)
        way = passage(WEIGHTS[deed.part].points, before, trust=deed.trust, is_new=deed.is_new, caps=self._caps)
        for key, log in zip(parties, logs, strict=True):
            self._parties[key] = added(log, log_of(way.arrived[key[1]], at=deed.at))
        score.count(deed, way)
        return way

    def count_all(self, deeds: Iterable[Deed]) -> None:
        """Count many."""
        for deed in deeds:
            self.count(deed)

    def score(self, title: str) -> Score:
        """The score of a title; an empty one for a title nobody did anything for."""
        return self._scores.get(title, Score())

    def ranks(self, *, most: int | None = None) -> list[str]:
        """The titles, hottest first; of equal ones the first by name. The same at every moment until the next deed."""
        return sorted(self._scores, key=lambda t: (-self._scores[t].total, t))[:most]

    def points(self, title: str, *, now: float) -> float:
        """A title's heat at ``now``."""
        return live(self.score(title).total, now=now)

    def forget(self, *, now: float) -> int:
        """Give up the memory of parties that have faded; returns how many. Scores stay as they are."""
        faint = [key for key, log in self._parties.items() if live(log, now=now) < _FAINT]
        for key in faint:
            del self._parties[key]
        return len(faint)


def masses(score: Score, parties: list[float], *, at: float) -> Masses:
    """The live masses that the gates ask for. ``parties``: logarithms for the viewer, the device, the address."""
    viewer, device, address = (live(log, now=at) for log in parties)
    return Masses(
        viewer=viewer,
        device=device,
        address=address,
        newcomers=live(score.newcomers, now=at),
        total=live(score.total, now=at),
        established=live(score.established, now=at),
    )


def _parties(deed: Deed) -> list[tuple[Gate, str]]:
    return [(Gate.VIEWER, deed.viewer), (Gate.DEVICE, deed.device), (Gate.ADDRESS, deed.address)]
