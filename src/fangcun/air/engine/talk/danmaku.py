"""弹幕: windows of an episode, what is said alike at once, and how much a picture can carry."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

WINDOW_MS = 30_000
"""What is fetched at once: two requests carry a viewer through a minute, and a window stays small."""

MERGED_WITHIN_MS = 10_000
"""The same words within ten seconds are one line with a count: about as long as a line takes to cross the picture."""

PER_SECOND = 4
"""Lines that a window brings for each second at most: more cannot be read, and a phone has six to eight lanes of which
each is taken for about two seconds."""

LONGEST = 40
"""Characters of one line: what crosses a phone in eight seconds and can still be read."""


class Place(IntEnum):
    """Where a line stands. The numbers are in rows and in the JSON."""

    SCROLL = 0
    TOP = 1
    BOTTOM = 2


COLOURS = ("#ffffff", "#ffd666", "#ff9c8a", "#8fd3ff", "#a5e6ba", "#e3b8ff")
"""White and five light ones: each at least 7:1 on black (WCAG 2.2, 1.4.6); rows keep the number."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words at a millisecond of an episode; ``times`` is how many said so."""

    pk: int
    at_ms: int
    text: str
    place: Place = Place.SCROLL
    colour: int = 0
    maker: bool = False
    times: int = 1


def window_of(at_ms: int) -> int:
    """The number of the window that a millisecond lies in."""
    return at_ms // WINDOW_MS


def spelling(text: str) -> str:
    """One spelling for lines that say the same: widths, case, blanks, and how often the last sign is repeated."""
    plain = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    while len(plain) > 3 and plain[-1] == plain[-2] == plain[-3]:
        plain = plain[:-1]
    return plain


def merged(lines: Iterable[Line]) -> list[Line]:
    """The lines in their order, those that say the same within ``MERGED_WITHIN_MS`` of the first as one with a count.
    Makers' lines stay alone: they carry a mark."""
    open_: dict[str, int] = {}
    out: list[Line] = []
    for line in sorted(lines, key=lambda one: (one.at_ms, one.pk)):
        key = spelling(line.text)
        place = None if line.maker else open_.get(key)
        if place is not None and line.at_ms - out[place].at_ms <= MERGED_WITHIN_MS:
            first = out[place]
            out[place] = Line(first.pk, first.at_ms, first.text, first.place, first.colour, False, first.times + 1)
            continue
        if not line.maker:
            open_[key] = len(out)
        out.append(line)
    return out


def thinned(lines: Sequence[Line], *, per_second: int = PER_SECOND) -> list[Line]:
    """Of each second the lines that matter most: makers', then those that many said, then the newest."""
    seconds: dict[int, list[Line]] = {}
    for line in lines:
        seconds.setdefault(line.at_ms // 1000, []).append(line)
    kept: list[Line] = []
    for second in sorted(seconds):
        best = sorted(seconds[second], key=lambda one: (not one.maker, -one.times, -one.pk))[:per_second]
        kept += sorted(best, key=lambda one: (one.at_ms, one.pk))
    return kept
