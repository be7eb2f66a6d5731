"""How playing turns into events: the opening, a beat every fifteen seconds, the end, and what people do after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fangcun.air.engine.events import Kind
from fangcun.air.engine.simulate.columns import Columns, Who, column, joined
from fangcun.air.engine.simulate.memory import Memory
from fangcun.air.engine.simulate.world import Floats, Ints, World

REACTIONS = ((Kind.LIKE, 0.020), (Kind.COMMENT, 0.004), (Kind.SHARE, 0.002))
"""The chance of each after an episode seen to its end, for a viewer of ordinary generosity."""

FOLLOWS = 0.03
"""The chance, each time from the third episode on, to follow a title not followed yet."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Sessions in play, side by side. ``clock`` is the one thing that changes: seconds from the first midnight."""

    viewer: Ints
    clock: Floats
    device: Ints
    address: Ints
    speed: Floats

    def ids(self, at: Ints) -> Who:
        """Who sits at ``at``, on what, from where."""
        return Who(self.viewer[at], self.device[at], self.address[at])


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is played of an episode by each: from where to where, and how much of it was jumped over on the way."""

    title: Ints
    episode: Ints
    begun_ms: Ints
    stopped_ms: Ints
    jump_ms: Floats
    finishes: NDArray[np.bool_]

    def wall_s(self, speed: Floats) -> Floats:
        """How long each takes."""
        return (self.stopped_ms - self.begun_ms - self.jump_ms) / 1000 / speed


def playback(seats: Seats, at: Ints, stretch: Stretch, *, beat_s: float, rng: np.random.Generator) -> Columns:
    """The events of one stretch of playing each, from ``clock`` on."""
    opened, speed = seats.clock[at], seats.speed[at]
    wall = stretch.wall_s(speed)
    beats = np.maximum(np.ceil(wall / beat_s) - 1, 0).astype(np.int64)
    row = np.repeat(np.arange(len(at)), beats)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(beats) - beats, beats) + 1
    # A timer fires late, never early. It shows in the position as well, the network's delay only in the receipt.
    after = np.minimum(nth * beat_s + rng.exponential(0.04, len(row)), wall[row])
    jumped = np.where(after > (rng.random(len(at)) * wall)[row], stretch.jump_ms[row], 0.0)
    position = stretch.begun_ms[row] + after * 1000 * speed[row] + jumped
    ends = opened + wall + _delay(len(at), rng)
    told = np.minimum(opened[row] + after + _delay(len(row), rng), ends[row])
    title, episode = stretch.title, stretch.episode
    end = column(Kind.BEAT, ends, who=seats.ids(at), title=title, episode=episode, position_ms=stretch.stopped_ms)
    end.kind[stretch.finishes] = Kind.FINISH
    return joined(
        [
            column(
                Kind.OPEN, opened.copy(), who=seats.ids(at), title=title, episode=episode, position_ms=stretch.begun_ms
            ),
            column(
                Kind.BEAT,
                told,
                who=seats.ids(at[row]),
                title=title[row],
                episode=episode[row],
                position_ms=position.astype(np.int64),
            ),
            end,
        ]
    )


def reactions(
    world: World,
    memory: Memory,
    seats: Seats,
    at: Ints,
    title: Ints,
    episode: Ints,
    held: Floats,
    rng: np.random.Generator,
) -> Columns:
    """What those who saw an episode to its end do about it, within a second."""
    viewer = seats.viewer[at]
    warm = world.people.generous[viewer] * np.exp(0.6 * held)
    masks = [(kind, rng.random(len(at)) < chance * warm) for kind, chance in REACTIONS]
    follows = (rng.random(len(at)) < FOLLOWS * np.exp(0.6 * held)) & (episode >= 3) & ~memory.follows[viewer, title]
    memory.follows[viewer[follows], title[follows]] = True
    masks.append((Kind.FOLLOW, follows))
    return joined(
        [
            column(
                kind,
                seats.clock[at[mask]] + rng.uniform(0.1, 0.8, int(mask.sum())),
                who=seats.ids(at[mask]),
                title=title[mask],
                episode=episode[mask],
            )
            for kind, mask in masks
        ]
    )


def _delay(n: int, rng: np.random.Generator) -> Floats:
    """Seconds on the network: 60 ms as a rule, now and then half a second."""
    return rng.lognormal(-2.8, 0.7, n)
