"""What to offer a viewer: what they are likely to want, not all alike, and a few new titles to be tried; each with
its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from fangcun.air.engine.recommend.cowatch import CoWatch, Floats
from fangcun.air.engine.recommend.trials import Trial, to_try

CANDIDATES = 60
RELEVANCE = 0.7
"""The weight of a title's own wish against its likeness to what is already chosen (maximal marginal relevance,
Carbonell and Goldstein, SIGIR 1998). On the benchmark 0.7 costs 0.8 % of NDCG for 6 % fewer shared tags, 0.5 costs
3.3 % for 13 %."""

SPOKEN_LIFT = 1.3  # from here on a watched title is given as the reason
TOP_RANKS = 20  # places of the heat list that are a reason
_FINISHED = 0.9  # of a title's episodes


class Why(StrEnum):
    """The kind of a reason."""

    FINISHED = "finished"
    WATCHED = "watched"
    HOT = "hot"
    TAG = "tag"
    TRIAL = "trial"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can be offered. ``names`` and ``tags`` by title; ``heat`` are live points; ``trials`` of new titles."""

    names: Mapping[str, str]
    tags: Mapping[str, Collection[str]]
    heat: Mapping[str, float]
    trials: Mapping[str, Trial] = field(default_factory=dict)

    def ranks(self) -> dict[str, int]:
        """The place of each title in the heat list, from 1."""
        ordered = sorted(self.heat, key=lambda t: (-self.heat[t], t))
        return {title: n for n, title in enumerate(ordered, 1)}


REASONS = {
    Why.FINISHED: "因为你看完了《{about}》",
    Why.WATCHED: "因为你看过《{about}》",
    Why.HOT: "热播榜第 {about}",
    Why.TAG: "你常看“{about}”",
    Why.TRIAL: "新剧试映",
    Why.OTHERS: "大家也在看",
}


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A title to offer and why. ``about`` is what the reason speaks of: a watched title's name, a rank, a tag."""

    title: str
    why: Why
    about: str = ""

    @property
    def reason(self) -> str:
        """The reason in Chinese."""
        return REASONS[self.why].format(about=self.about)


def recommend(
    history: Mapping[str, float],
    *,
    cowatch: CoWatch,
    shelf: Shelf,
    rng: np.random.Generator,
    count: int = 10,
    tries: int = 2,
    allowed: Callable[[str], bool] = lambda title: True,
) -> list[Recommendation]:
    """At most ``count`` titles that are not in ``history`` and are ``allowed``, best first.

    ``history`` is the share of its episodes that the viewer saw of each title; a viewer without one is offered what
    is hot. At most ``tries`` of the places, never the first two, go to titles on trial.
    """
    open_to = {t for t in cowatch.titles if t in shelf.names and t not in history and allowed(t)}
    trials = {t: trial for t, trial in shelf.trials.items() if t in open_to}
    tried = to_try(trials, rng=rng, most=min(tries, max(0, count - 2)))
    prior = np.array([shelf.heat.get(t, 0.0) for t in cowatch.titles])
    wishes = cowatch.wishes(history, prior=prior)
    places = np.array([i for i, t in enumerate(cowatch.titles) if t in open_to and t not in tried], np.int64)
    best = places[np.argsort(-wishes[places], kind="stable")[:CANDIDATES]]
    chosen = _varied(best, wishes[best], cowatch.alike(best), count=count - len(tried))
    reasons = _Reasons(history, cowatch, shelf)
    found = [reasons.of(cowatch.titles[i]) for i in chosen]
    for n, title in enumerate(tried):
        found.insert(min(len(found), 2 + 3 * n), Recommendation(title, Why.TRIAL))
    return found


def _varied(places: NDArray[np.int64], wishes: Floats, alike: Floats, *, count: int) -> list[int]:
    """The places of the titles to take, in order: wished for, and unlike those before."""
    if not len(places):
        return []
    spread = float(np.ptp(wishes)) or 1.0
    relevance = (wishes - wishes.min()) / spread
    likeness = np.zeros(len(places))
    left = np.ones(len(places), bool)
    chosen: list[int] = []
    while len(chosen) < count and left.any():
        value = np.where(left, RELEVANCE * relevance - (1 - RELEVANCE) * likeness, -np.inf)
        best = int(np.argmax(value))
        left[best] = False
        likeness = np.maximum(likeness, alike[best])
        chosen.append(int(places[best]))
    return chosen


class _Reasons:
    """Finds the reason for each title: the strongest true thing that can be said of it."""

    def __init__(self, history: Mapping[str, float], cowatch: CoWatch, shelf: Shelf) -> None:
        self._history = history
        self._cowatch = cowatch
        self._shelf = shelf
        self._ranks = shelf.ranks()
        tags = Counter(tag for t in history for tag in shelf.tags.get(t, ()))
        self._liked = [tag for tag, n in tags.most_common() if n >= 2]

    def of(self, title: str) -> Recommendation:
        named = {t: share for t, share in self._history.items() if t in self._shelf.names}
        spoke = self._cowatch.spoke_for(title, named)
        if spoke is not None and spoke[1] >= SPOKEN_LIFT:
            why = Why.FINISHED if named[spoke[0]] >= _FINISHED else Why.WATCHED
            return Recommendation(title, why, self._shelf.names[spoke[0]])
        rank = self._ranks.get(title, TOP_RANKS + 1)
        if rank <= TOP_RANKS:
            return Recommendation(title, Why.HOT, str(rank))
        tag = next((t for t in self._liked if t in self._shelf.tags.get(title, ())), "")
        return Recommendation(title, Why.TAG, tag) if tag else Recommendation(title, Why.OTHERS)
