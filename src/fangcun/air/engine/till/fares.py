"""What an episode costs, and why it is open: rules of one title's fare, without any rows."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from fangcun.air.contracts import Fare


@dataclass(frozen=True, slots=True)
class Opened:
    """Which of the numbers asked for may be watched, and until when those only a free window opens."""

    numbers: frozenset[int]
    until: datetime | None = None
    passing: frozenset[int] = frozenset()


EVERYTHING = 0
"""The number under which a title bought whole is kept."""


def opened(fare: Fare | None, numbers: Collection[int], *, owned: Collection[int], now: datetime) -> Opened:
    """Which numbers somebody may watch who ``owned`` some before (``EVERYTHING`` for the whole title)."""
    if fare is None or EVERYTHING in owned:
        return Opened(frozenset(numbers))
    own = frozenset(n for n in numbers if n <= fare.free or n in owned)
    ends = [w.ends_at for w in fare.windows if w.starts_at <= now < w.ends_at]
    if not ends:
        return Opened(own)
    return Opened(frozenset(numbers), max(ends), frozenset(numbers) - own)


def whole_price(fare: Fare, *, paid: int) -> int:
    """What the whole title costs somebody who paid for some of its episodes already: never less than one coin."""
    return max(1, fare.whole - paid) if fare.whole else 0


def opened_by_ad(fare: Fare, number: int, *, locked: Sequence[int]) -> tuple[int, ...]:
    """The episodes that one advertisement opens: the one asked for and the locked ones that follow it."""
    following = [n for n in sorted(locked) if n >= number]
    return tuple(following[: fare.ad_opens])
