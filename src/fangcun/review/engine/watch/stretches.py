"""Stretches of a film: runs of frames that are black or do not move, and pictures too brief to be seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.review.engine.watch.light import Bytes

_CUT = 12.0  # levels of mean difference: another picture
_BACK = 0.5  # of that difference: the picture before is back
_SAME_PICTURE = 0.5  # correlation of detail from which it is the picture before, only lighter or darker (lightning)
_FLAT = 8.0  # levels of deviation below which a frame is a flash or a fade and shows nothing


@dataclass(slots=True)
class Run:
    """A run that is being followed: from the frame it began at, None between runs."""

    first: int | None = None

    def add(self, number: int, held: bool) -> tuple[int, int] | None:
        """One more frame; the run that ended before it, as first and one after the last."""
        if held:
            if self.first is None:
                self.first = number
            return None
        return self.end(number)

    def end(self, number: int) -> tuple[int, int] | None:
        """The run that still lasted before frame ``number``."""
        first, self.first = self.first, None
        return (first, number) if first is not None else None


class BriefWatch:
    """Follows small pictures and tells those that stand for a few frames between two that are alike."""

    def __init__(self, *, most: int) -> None:
        self._recent: deque[tuple[int, NDArray[np.float32]]] = deque(maxlen=most + 2)

    def add(self, number: int, small: Bytes) -> tuple[int, int] | None:
        """One more frame; the brief picture that ended before it, as first frame and one after the last."""
        now = small[..., 0].astype(np.float32)
        found = None
        recent = list(self._recent)
        if recent and float(np.abs(now - recent[-1][1]).mean()) > _CUT:
            found = self._insert(recent, number, now)
        self._recent.append((number, now))
        return found

    def _insert(
        self, recent: Sequence[tuple[int, NDArray[np.float32]]], number: int, now: NDArray[np.float32]
    ) -> tuple[int, int] | None:
        for (_, before), (first, shown) in zip(reversed(recent[:-1]), reversed(recent[1:]), strict=True):
            apart = float(np.abs(shown - before).mean())
            if apart <= _CUT:
                continue  # the same picture as the one before it: farther back
            back = float(np.abs(now - before).mean()) < _BACK * apart
            return (first, number) if back and _shows_another(shown, before) else None
        return None


def _shows_another(shown: NDArray[np.float32], before: NDArray[np.float32]) -> bool:
    if float(shown.std()) < _FLAT:
        return False
    if float(before.std()) < _FLAT:
        return True
    return float(np.corrcoef(_detail(shown).ravel(), _detail(before).ravel())[0, 1]) < _SAME_PICTURE


def _detail(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """A picture without its large shades: sets are lit alike, and lightning changes the shades alone."""
    return np.asarray(picture - cv2.blur(picture, (7, 7)), np.float32)


def long_enough(runs: Iterator[tuple[int, int]], *, least: int) -> list[tuple[int, int]]:
    """The runs of at least so many frames."""
    return [(first, end) for first, end in runs if end - first >= least]
