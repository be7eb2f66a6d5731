"""What simulated viewers carry from session to session, and how they pick what to watch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fangcun.air.engine.simulate.world import Floats, Ints, World

_ROWS = 4096  # viewers drawn for at once: bounds the memory of a draw
_NEWS = 0.7  # log of how much a title gains by standing under 新剧 …
_NEWS_DAYS = 2.0  # … this long


@dataclass(slots=True)
class Memory:
    """One entry a viewer: the title in progress (−1: none), its next episode, where it stopped, how far it is open."""

    title: Ints
    episode: Ints
    resume_ms: Ints
    open_to: Ints
    seen: NDArray[np.bool_]  # viewers × titles: begun once
    follows: NDArray[np.bool_]
    joined: NDArray[np.bool_]

    @classmethod
    def blank(cls, world: World) -> Memory:
        """Before the first day. Whoever joined earlier has no need to join again."""
        n, shape = len(world.people), (len(world.people), len(world.titles))
        none = np.full(n, -1, np.int64)
        return cls(
            title=none,
            episode=np.ones(n, np.int64),
            resume_ms=np.zeros(n, np.int64),
            open_to=np.zeros(n, np.int64),
            seen=np.zeros(shape, np.bool_),
            follows=np.zeros(shape, np.bool_),
            joined=world.people.joined < 0,
        )

    def begin(self, viewers: Ints, titles: Ints, *, lock: Ints) -> None:
        """Start the first episode of a title each."""
        self.title[viewers] = titles
        self.episode[viewers] = 1
        self.resume_ms[viewers] = 0
        self.open_to[viewers] = lock - 1
        self.seen[viewers, titles] = True

    def drop(self, viewers: Ints) -> None:
        """Leave the title in progress for good."""
        self.title[viewers] = -1


def affinity(world: World, viewers: Ints, titles: Ints) -> Floats:
    """How well each title fits its viewer, 0 to 1: the overlap of taste and leaning."""
    overlap: Floats = (world.people.taste[viewers] * world.titles.leaning[titles]).sum(axis=1)
    return overlap


def hold(world: World, viewers: Ints, titles: Ints) -> Floats:
    """How well each title keeps its viewer, about −1.5 to 2.5."""
    return 2.0 * (affinity(world, viewers, titles) - 0.3) + world.titles.quality[titles]


def pick(world: World, memory: Memory, viewers: Ints, *, day: float, rng: np.random.Generator) -> Ints:
    """A title for each viewer that they have not begun: by popularity, taste and news; −1 when none is left."""
    found = [_pick(world, memory, viewers[i : i + _ROWS], day, rng) for i in range(0, len(viewers), _ROWS)]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _pick(world: World, memory: Memory, viewers: Ints, day: float, rng: np.random.Generator) -> Ints:
    titles = world.titles
    news = np.where(day - titles.released < _NEWS_DAYS, _NEWS, 0.0) * (titles.released >= 0)
    draw = np.exp(titles.appeal + news + world.setting.taste * world.people.taste[viewers] @ titles.leaning.T)
    draw[memory.seen[viewers]] = 0.0
    draw[:, titles.released > day] = 0.0
    ladder = np.cumsum(draw, axis=1)
    total = ladder[:, -1:]
    chosen = (ladder <= rng.random((len(viewers), 1)) * total).sum(axis=1)
    return np.where(total[:, 0] > 0, np.minimum(chosen, len(titles) - 1), -1)
