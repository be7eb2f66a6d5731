"""Events as columns: how the simulator holds millions of them before anybody wants them one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fangcun.air.engine.events import Kind

_FIELDS = ("at", "kind", "viewer", "device", "address", "title", "episode", "position_ms", "other")


@dataclass(frozen=True, slots=True)
class Columns:
    """Events side by side, each array as long as the others; ``title`` and ``other`` are −1 where there is none."""

    at: NDArray[np.float64]
    kind: NDArray[np.int64]
    viewer: NDArray[np.int64]
    device: NDArray[np.int64]
    address: NDArray[np.int64]
    title: NDArray[np.int64]
    episode: NDArray[np.int64]
    position_ms: NDArray[np.int64]
    other: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.at)

    def take(self, index: NDArray[np.bool_] | NDArray[np.int64]) -> Columns:
        """The events at ``index``, in its order."""
        return Columns(*(getattr(self, name)[index] for name in _FIELDS))

    def in_order(self) -> Columns:
        """The same events by time; those of one moment stay in the order they were made."""
        return self.take(np.argsort(self.at, kind="stable"))


class Who(NamedTuple):
    """Who did it, on what, from where: numbers, an array each."""

    viewer: NDArray[np.int64]
    device: NDArray[np.int64]
    address: NDArray[np.int64]


def column(
    kind: Kind,
    at: NDArray[np.float64],
    *,
    who: Who,
    title: ArrayLike = -1,
    episode: ArrayLike = 0,
    position_ms: ArrayLike = 0,
    other: ArrayLike = -1,
) -> Columns:
    """Events of one kind; single values are repeated."""
    rest = (np.broadcast_to(np.asarray(a, np.int64), at.shape) for a in (title, episode, position_ms, other))
    return Columns(at, np.full(at.shape, int(kind), np.int64), *who, *rest)


def joined(parts: Iterable[Columns]) -> Columns:
    """All parts one after the other."""
    rows = list(parts)
    if not rows:
        none = np.empty(0, np.int64)
        return Columns(np.empty(0, np.float64), *[none] * 8)
    return Columns(*(np.concatenate([getattr(part, name) for part in rows]) for name in _FIELDS))
