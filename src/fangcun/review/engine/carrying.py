"""Which finding of a new version is one that was known before, so that what was settled need not be settled again.

A finding is the same when its line is, wherever that line has moved to. One whose line was rewritten but whose term is
still in the scene keeps its history, and somebody has to look again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fangcun.kit import digest
from fangcun.review.contracts import Strength


@dataclass(frozen=True, slots=True)
class Found:
    """A finding before anybody has ruled on it, from whichever screening.

    ``source``: lexicon, work, picture, model or person. ``line`` is the line, or the text on the screen, that it
    stands in, ``place`` the scene or episode. ``evidence`` is where to look: ``start`` and ``end`` in the text, or
    ``episode``, ``from_ms``, ``to_ms`` and ``box``.
    """

    source: str
    category: str
    strength: Strength
    canonical: str
    surface: str
    line: str
    place: str
    rule: str
    origin: str
    message: str
    advice: str = ""
    evidence: dict[str, Any] = field(default_factory=dict)
    key: str = ""
    again: bool = False


def keyed(found: Iterable[Found]) -> list[Found]:
    """The findings with their keys: of what they say and of their line, counted where a line stands twice."""
    times: Counter[tuple[str, ...]] = Counter()
    out = []
    for one in found:
        name = (one.source, one.category, one.canonical, one.line)
        out.append(replace(one, key=digest.of_data([*name, times[name]])[:24]))
        times[name] += 1
    return out


def carry(known: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """``found`` (keyed) under the keys by which they are ``known``, where they are; ``again`` where a line was changed.

    Each known finding is used once.
    """
    keys = {one.key for one in known}
    here = {one.key for one in found}
    left: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for one in known:
        if one.key not in here:
            left[_subject(one)].append(one)
    out = []
    for one in found:
        old = None if one.key in keys or not left[_subject(one)] else left[_subject(one)].pop(0)
        out.append(one if old is None else replace(one, key=old.key, again=True))
    return out


def _subject(one: Found) -> tuple[str, ...]:
    return (one.source, one.category, one.canonical, one.place)
