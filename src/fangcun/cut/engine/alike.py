"""How alike two pictures look: two shots before they are drawn, two panels afterwards.

An episode in which the same picture comes back by accident looks poor. Directing asks `likeness` and chooses another
framing; `print_of` and `resemblance` measure what was drawn in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from fangcun.cut.contracts import Figure, Framing, Shot, ShotKind

Print = NDArray[np.float32]

ALIKE = 0.92
"""From this resemblance on two panels look like the same picture (set by eye on the panels of the example script)."""

_COLUMNS, _ROWS = 27, 48
_REACH = 1
"""How many cells a picture may be shifted against the other: a few pixels more or less hide no repetition."""
_WORST = 34.0
"""Mean difference per cell, in CIE Lab, at which nothing of a picture is left in the other."""


def print_of(image: NDArray[np.uint8]) -> Print:
    """The colours of an RGB picture as the eye keeps them: CIE Lab in 27 × 48 cells (48 × 27 for a wide picture)."""
    wide = image.shape[1] > image.shape[0]
    size = (_ROWS, _COLUMNS) if wide else (_COLUMNS, _ROWS)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), np.float32)


def resemblance(one: Print, other: Print) -> float:
    """How much two panels look alike: 1 for the same picture, 0 for nothing in common."""
    if one.shape != other.shape:
        return 0.0
    height, width = one.shape[0] - 2 * _REACH, one.shape[1] - 2 * _REACH
    middle = one[_REACH : _REACH + height, _REACH : _REACH + width]
    shifts = range(2 * _REACH + 1)
    least = min(
        float(np.linalg.norm(middle - other[y : y + height, x : x + width], axis=2).mean())
        for y in shifts
        for x in shifts
    )
    return max(0.0, 1 - least / _WORST)


def repeated(prints: Mapping[str, Print], *, limit: float = ALIKE) -> list[tuple[str, str, float]]:
    """The pairs of panels, by name, that resemble each other by ``limit`` or more; the most alike first."""
    names = list(prints)
    pairs = [(a, b, resemblance(prints[a], prints[b])) for i, a in enumerate(names) for b in names[i + 1 :]]
    return sorted((pair for pair in pairs if pair[2] >= limit), key=lambda pair: -pair[2])


# ── before drawing


def seen_in(shot: Shot) -> tuple[Figure, ...]:
    """The people whose faces a shot shows: of a single or a held close-up the one it is about, past a shoulder too."""
    if not shot.figures or shot.kind in (ShotKind.CARD, ShotKind.INSERT, ShotKind.ESTABLISHING):
        return ()
    if shot.kind in (ShotKind.SINGLE, ShotKind.HOLD) or shot.over or shot.framing is Framing.EXTREME:
        return (next((f for f in shot.figures if f.speaking), shot.figures[0]),)
    return shot.figures


def likeness(one: Shot, other: Shot) -> float:
    """How alike two shots will look, 0 to 1, by what is seen in them: place, kind, framing, people and their faces."""
    if ShotKind.CARD in (one.kind, other.kind):
        return 1.0 if one.kind is other.kind and one.caption == other.caption else 0.0
    if ShotKind.INSERT in (one.kind, other.kind):
        return _same_thing(one, other) if one.kind is other.kind else 0.0
    here = 1.0 if (one.place, one.time_of_day, one.int_ext) == (other.place, other.time_of_day, other.int_ext) else 0.8
    a, b = seen_in(one), seen_in(other)
    if not a and not b:
        return here * (1.0 if bool(one.extras) == bool(other.extras) else 0.6)
    names = {f.name for f in a}, {f.name for f in b}
    if names[0] != names[1]:
        return 0.05 * here * (len(names[0] & names[1]) > 0 or one.framing is other.framing)
    if bool(one.over) != bool(other.over):
        return 0.4 * here
    if one.framing is not other.framing:
        return here * (0.5 if {one.framing, other.framing} == {Framing.CLOSE, Framing.MEDIUM} else 0.4)
    return here * (0.7 + 0.3 * _same_people(a, b))


def least_alike(choices: Sequence[Shot], before: Sequence[Shot], *, step: float = 0.06) -> Shot:
    """The choice that is least like the shots ``before`` it, above all the last ones; of equals the first.

    The order of ``choices`` is the director's preference and counts for ``step`` a place: what two different framings
    have in common is no reason to leave the best one.
    """
    return min(choices, key=lambda shot: (worn(shot, before) + step * choices.index(shot), choices.index(shot)))


def worn(shot: Shot, before: Sequence[Shot]) -> float:
    """The likeness of a shot to the most like of those before it, which fades to four fifths over the last five."""
    return max((likeness(shot, past) * max(0.8, 1 - 0.04 * i) for i, past in enumerate(reversed(before))), default=0.0)


def _same_thing(one: Shot, other: Shot) -> float:
    return (0.85 + 0.15 * (one.caption == other.caption)) * (one.prop == other.prop)


def _same_people(one: Iterable[Figure], other: Iterable[Figure]) -> float:
    """The share of people that look the same in two shots of the same people."""
    there = {f.name: f for f in other}
    same = [_alike(f, there[f.name]) for f in one]
    return sum(same) / len(same)


def _alike(one: Figure, other: Figure) -> float:
    if replace(one, speaking=False) == replace(other, speaking=False):
        return 1.0
    face = one.expression is other.expression
    body = (one.pose, one.gesture, one.holds, one.costume) == (other.pose, other.gesture, other.holds, other.costume)
    return 0.5 * face + 0.4 * body
