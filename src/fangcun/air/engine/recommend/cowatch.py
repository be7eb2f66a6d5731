"""Which titles are watched by the same people: counts that can be added to, and what they say of a viewer's next one.

The lift of a pair is how many more viewers watch both than would if titles were chosen independently. A viewer's wish
for a title is its popularity times the lifts of all that the viewer watched (naive Bayes; the exponent ``DAMPING``
allows for watched titles saying much the same). It is a sum of logarithms, so that every recommendation can say which
watched title spoke for it most. Chosen by ``benchmarks/bench_recommend.py`` beside cosine, EASE and a spectral model.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TRUSTED_PAIRS = 10.0
"""How many expected viewers of a pair count as much as what its tags let one expect."""

DAMPING = 0.3
"""The sum of lifts of n watched titles is divided by n to this power."""

_ROWS = 4096


class CoWatch:
    """Counts of viewers, for each title and each pair. ``tags`` names all titles; those never watched count by tags."""

    def __init__(self, tags: Mapping[str, Collection[str]]) -> None:
        self.titles = tuple(tags)
        self._place = {title: i for i, title in enumerate(self.titles)}
        n = len(self.titles)
        self._shared = _shared_tags([tags[t] for t in self.titles])
        self._together = np.zeros((n, n))
        self._viewers = np.zeros(n)
        self._lifts: Floats | None = None

    @classmethod
    def of(cls, tags: Mapping[str, Collection[str]], histories: Iterable[Collection[str]]) -> CoWatch:
        """Counts of whole histories at once, one for each viewer: 10,000 × 500 in a tenth of a second."""
        made = cls(tags)
        rows: list[list[int]] = []
        for history in histories:
            rows.append(made._places(history))
            if len(rows) == _ROWS:
                made._count(rows)
                rows = []
        made._count(rows)
        return made

    def add(self, title: str, *, before: Collection[str]) -> None:
        """Count one more title of a viewer who had watched those of ``before``."""
        place, others = self._place[title], self._places(before)
        self._viewers[place] += 1
        self._together[place, others] += 1
        self._together[others, place] += 1
        self._lifts = None

    def lifts(self) -> Floats:
        """Logarithms of lifts, titles × titles, symmetric; zero on the diagonal.

        A pair of which few viewers can be expected leans towards the mean lift of all pairs that share as many tags.
        """
        if self._lifts is None:
            row = self._together.sum(axis=1)
            expected = np.outer(row, row) / max(row.sum(), 1.0)
            by_tags = self._lift_by_tags(expected)[self._shared]
            found = np.log((self._together + TRUSTED_PAIRS * by_tags) / (expected + TRUSTED_PAIRS))
            np.fill_diagonal(found, 0.0)
            self._lifts = found
        return self._lifts

    def wishes(self, history: Collection[str], *, prior: Floats | None = None) -> Floats:
        """How much a viewer wishes each title, as logarithms; −inf for those in ``history``. ``prior`` are weights of
        titles (their heat), or their viewers so far where it is None."""
        weights = self._viewers if prior is None else prior
        found: Floats = np.log((weights + 1.0) / (weights.sum() + len(self.titles)))
        places = self._places(history)
        if places:
            found = found + self.lifts()[places].sum(axis=0) / len(places) ** DAMPING
            found[places] = -np.inf
        return found

    def spoke_for(self, title: str, history: Collection[str]) -> tuple[str, float] | None:
        """The watched title that speaks most for ``title``, and its lift (2: twice as likely); None without any."""
        places = self._places(history)
        if not places:
            return None
        row = self.lifts()[self._place[title], places]
        best = int(np.argmax(row))
        return self.titles[places[best]], float(np.exp(row[best]))

    def alike(self, places: NDArray[np.int64]) -> Floats:
        """How alike titles are, 0 to 1, for the titles at ``places``: by the people who watch them and by tags."""
        by_people = np.clip(self.lifts()[np.ix_(places, places)], 0.0, 2.0) / 2.0
        by_tags = np.minimum(self._shared[np.ix_(places, places)], 4) / 4
        found: Floats = 0.5 * by_people + 0.5 * by_tags
        return found

    def place(self, title: str) -> int:
        """Where a title stands in every array."""
        return self._place[title]

    def _lift_by_tags(self, expected: Floats) -> Floats:
        """The mean lift of pairs that share 0, 1, 2, … tags."""
        size = int(self._shared.max(initial=0)) + 1
        off = ~np.eye(len(self.titles), dtype=bool)
        seen = np.bincount(self._shared[off], self._together[off], size)
        due = np.bincount(self._shared[off], expected[off], size)
        return (seen + TRUSTED_PAIRS) / (due + TRUSTED_PAIRS)

    def _places(self, history: Collection[str]) -> list[int]:
        # A title may have left the shelf since.
        return [self._place[t] for t in dict.fromkeys(history) if t in self._place]

    def _count(self, rows: list[list[int]]) -> None:
        watched = np.zeros((len(rows), len(self.titles)), np.float32)
        for i, places in enumerate(rows):
            watched[i, places] = 1.0
        self._viewers += watched.sum(axis=0)
        self._together += watched.T @ watched
        np.fill_diagonal(self._together, 0.0)
        self._lifts = None


def _shared_tags(tags: list[Collection[str]]) -> NDArray[np.int64]:
    names = {name: i for i, name in enumerate(dict.fromkeys(n for row in tags for n in row))}
    has = np.zeros((len(tags), len(names)), np.int64)
    for i, row in enumerate(tags):
        has[i, [names[n] for n in row]] = 1
    return has @ has.T
