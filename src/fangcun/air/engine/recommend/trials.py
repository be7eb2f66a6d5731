"""Trying new titles: shown to some viewers until it is known whether they keep people.

Thompson sampling (Thompson 1933; Chapelle and Li, "An Empirical Evaluation of Thompson Sampling", NIPS 2011): of each
title's keeping rate a value is drawn from what is known of it, and the highest drawn are shown. A title nobody has
seen is drawn high as easily as low, a title that was left by many is drawn high no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

LONGEST = 400
"""After so many showings a title is known and stands on its own: the keeping rate is known to 5 points."""

MOST_A_DAY = 200
"""So often at most is a title shown on trial in a day: a bad one costs that many places, and no more."""

_PRIOR = (1.0, 2.0)  # one of three keeps people, believed as strongly as three showings


@dataclass(frozen=True, slots=True)
class Trial:
    """How a new title did: how often it was ``shown`` on trial, how many viewers it ``kept`` (three episodes seen),
    and how often it was shown today."""

    shown: int = 0
    kept: int = 0
    today: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether it may be shown on trial now."""
        return self.shown < LONGEST and self.today < MOST_A_DAY


def to_try(trials: Mapping[str, Trial], *, rng: np.random.Generator, most: int) -> list[str]:
    """At most ``most`` titles to show, by the draw."""
    running = sorted(title for title, trial in trials.items() if trial.goes_on)
    drawn = {
        title: rng.beta(_PRIOR[0] + trial.kept, _PRIOR[1] + max(0, trial.shown - trial.kept))
        for title in running
        for trial in [trials[title]]
    }
    return sorted(running, key=lambda t: (-drawn[t], t))[:most]
