"""Bought traffic: what fraud rings do to a title, by the four ways that are sold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from fangcun.air.engine.events import Kind
from fangcun.air.engine.simulate.columns import Columns, Who, column, joined

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Way(StrEnum):
    """How a ring works."""

    FARM = "farm"  # racks of phones that really play, day and night, from a few addresses
    SCRIPT = "script"  # no player at all: requests that claim an episode in seconds
    REPLAY = "replay"  # one device that tells the same beats for many accounts, again and again
    CLICKS = "clicks"  # people paid to open the first episode; each is real, on a phone and at home


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring: ``accounts`` work for ``title`` (a number) from ``begins`` (a day) for ``days``; ``plays`` each a day.
    ``shares`` says how many accounts share a device and an address, where it is not as usual for its way."""

    way: Way
    title: int
    accounts: int
    begins: float = 1.0
    days: float = 1.0
    plays: int = 60
    shares: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """The accounts of all rings, side by side; ``ring`` is each account's place in the setting's rings."""

    rings: tuple[Ring, ...]
    ring: Ints
    viewers: Ints
    device: Ints
    address: Ints
    joined: Floats

    def ids(self, at: Ints) -> Who:
        """The accounts at ``at``, their devices and addresses."""
        return Who(self.viewers[at], self.device[at], self.address[at])


def recruit(rings: tuple[Ring, ...], *, first_viewer: int, first_device: int, first_address: int) -> Roster:
    """Accounts, devices and addresses for the rings, none of which honest viewers have."""
    whose = np.repeat(np.arange(len(rings)), [r.accounts for r in rings])
    nth = np.arange(len(whose)) - np.searchsorted(whose, whose)
    of_device, of_address = (np.array([(r.shares or _SHARES[r.way])[i] for r in rings], np.int64) for i in (0, 1))
    begins = np.array([r.begins for r in rings], np.float64)
    return Roster(
        rings,
        ring=whose,
        viewers=first_viewer + np.arange(len(whose)),
        # Numbers are left over, so that no two rings share one.
        device=first_device + np.searchsorted(whose, whose) + nth // of_device[whose],
        address=first_address + np.searchsorted(whose, whose) + nth // of_address[whose],
        joined=begins[whose] - 0.3 * (1 + nth % 7) / 7,
    )


_SHARES = {Way.FARM: (2, 60), Way.SCRIPT: (1, 40), Way.REPLAY: (25, 50), Way.CLICKS: (1, 1)}
"""How many accounts share a device and an address, each way."""


def ring_day(
    roster: Roster, *, day: int, lengths_s: Ints, episodes: Ints, beat_s: float, rng: np.random.Generator
) -> Columns:
    """What the rings do on ``day``, in no order; ``at`` in seconds from the first midnight."""
    out = [_joins(roster, day)]
    for number, ring in enumerate(roster.rings):
        share = min(day + 1, ring.begins + ring.days) - max(day, ring.begins)
        if share <= 0:
            continue
        who = np.flatnonzero(roster.ring == number)
        start = max(float(day), ring.begins) * 86_400
        work = _Work(roster, who, start, share * 86_400, ring, int(lengths_s[ring.title]), int(episodes[ring.title]))
        out.append(_WAYS[ring.way](work, beat_s, rng))
    return joined(out)


@dataclass(frozen=True, slots=True)
class _Work:
    roster: Roster
    who: Ints
    start: float
    span: float
    ring: Ring
    length_s: int
    episodes: int

    def ids(self, row: Ints) -> Who:
        return self.roster.ids(self.who[row])

    def each(self) -> tuple[Ints, Ints]:
        """A row for each play of each account, and its running number."""
        plays = max(1, int(self.ring.plays * self.span / 86_400))
        return np.repeat(np.arange(len(self.who)), plays), np.tile(np.arange(plays), len(self.who))


def _joins(roster: Roster, day: int) -> Columns:
    new = np.flatnonzero(np.floor(roster.joined) == day)
    return column(Kind.JOIN, roster.joined[new] * 86_400, who=roster.ids(new))


def _farm(work: _Work, beat_s: float, rng: np.random.Generator) -> Columns:
    """Phones play episode after episode around the clock; accounts that share a phone take turns."""
    row, nth = work.each()
    gap = work.span / max(1, int(nth.max(initial=0)) + 1)
    turn = work.who[row] % 2 * min(gap / 2, 3600.0)
    opened = work.start + nth * gap + turn + rng.normal(0, 3, len(row)).clip(-8, 8) + 8
    return _plays(work, row, nth, opened, float(work.length_s), beat_s, jitter=0.02, likes=0.3, rng=rng)


def _script(work: _Work, beat_s: float, rng: np.random.Generator) -> Columns:
    """An episode is claimed within two to four seconds."""
    row, nth = work.each()
    opened = work.start + rng.uniform(0, min(work.span, 6 * 3600), len(row))
    return _plays(work, row, nth, opened, rng.uniform(2, 4, len(row)), beat_s, jitter=0.3, likes=0.2, rng=rng)


def _replay(work: _Work, beat_s: float, rng: np.random.Generator) -> Columns:
    """All accounts of a device at once, every message sent three times."""
    row, nth = work.each()
    gap = work.span / max(1, int(nth.max(initial=0)) + 1)
    opened = work.start + nth * gap + rng.uniform(0, 1, len(row))
    once = _plays(work, row, nth, opened, float(work.length_s), beat_s, jitter=0.05, likes=0.0, rng=rng)
    again = [once]
    for copy in (1, 2):
        more = once.take(np.arange(len(once)))
        more.at[:] += copy * 0.4
        again.append(more)
    return joined(again)


def _clicks(work: _Work, beat_s: float, rng: np.random.Generator) -> Columns:
    """Open the first episode, look for twelve seconds, go, once; some leave the like that was ordered too."""
    row = np.arange(len(work.who))
    opened = work.start + rng.uniform(0, max(1.0, work.span - 60), len(row))
    watched = rng.normal(12, 1.5, len(row)).clip(8, 18)
    title = work.ring.title
    stopped = (watched * 1000).astype(np.int64)
    like = np.flatnonzero(rng.random(len(row)) < 0.3)
    return joined(
        [
            column(Kind.OPEN, opened, who=work.ids(row), title=title, episode=1),
            column(Kind.BEAT, opened + watched, who=work.ids(row), title=title, episode=1, position_ms=stopped),
            column(Kind.LIKE, opened[like] + 9, who=work.ids(row[like]), title=title, episode=1),
        ]
    )


def _plays(
    work: _Work,
    row: Ints,
    nth: Ints,
    opened: Floats,
    wall: Floats | float,
    beat_s: float,
    *,
    jitter: float,
    likes: float,
    rng: np.random.Generator,
) -> Columns:
    """Whole episodes told by beats, however long they really took."""
    took = np.broadcast_to(np.asarray(wall, np.float64), opened.shape)
    beats = max(1, int(work.length_s / beat_s))
    parts = np.arange(1, beats + 1) / (beats + 1)
    beat = np.repeat(np.arange(len(row)), beats)
    part = np.tile(parts, len(row))
    title, episode = work.ring.title, nth % work.episodes + 1
    whole = work.length_s * 1000
    like = np.flatnonzero(rng.random(len(row)) < likes)
    ends = opened + took
    late = np.abs(rng.normal(0, jitter, len(beat)))
    told = np.minimum(opened[beat] + part * took[beat] + late, ends[beat])
    position = (part * whole).astype(np.int64)
    return joined(
        [
            column(Kind.OPEN, opened, who=work.ids(row), title=title, episode=episode),
            column(Kind.BEAT, told, who=work.ids(row[beat]), title=title, episode=episode[beat], position_ms=position),
            column(Kind.FINISH, ends, who=work.ids(row), title=title, episode=episode, position_ms=whole),
            column(Kind.LIKE, ends[like] + 0.5, who=work.ids(row[like]), title=title, episode=episode[like]),
        ]
    )


_WAYS: dict[Way, Callable[[_Work, float, np.random.Generator], Columns]] = {
    Way.FARM: _farm,
    Way.SCRIPT: _script,
    Way.REPLAY: _replay,
    Way.CLICKS: _clicks,
}
