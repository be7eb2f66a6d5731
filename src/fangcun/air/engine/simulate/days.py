"""A day of honest viewers. All sessions go forward together, an episode a step, so that the work is numpy's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fangcun.air.engine.events import Kind
from fangcun.air.engine.simulate.columns import Columns, column, joined
from fangcun.air.engine.simulate.memory import Memory, hold, pick
from fangcun.air.engine.simulate.playing import Seats, Stretch, playback, reactions
from fangcun.air.engine.simulate.world import DAY_S, Floats, Ints, World

_NIGHT = (3.2, 1.7, 0.9, 0.6, 0.5, 0.7)
_MORNING = (1.6, 2.9, 3.4, 3.2, 3.3, 4.0)
_AFTERNOON = (5.8, 5.1, 3.8, 3.6, 3.8, 4.4)
_EVENING = (5.6, 6.7, 8.1, 9.2, 8.6, 5.9)
HOURS = np.array([*_NIGHT, *_MORNING, *_AFTERNOON, *_EVENING])
"""When sessions begin, by hour: small hours empty, a peak at noon, the largest from 20 to 23 (shape of published
day curves of Chinese mobile video; the figures are ours)."""

MOST_SESSIONS = 8
DROPS = np.array([0.32, 0.18, 0.11, 0.08, 0.06, 0.05, 0.04])
"""The chance to stop in the middle of episode 1, 2, … of a title that holds averagely; the last for all later ones."""

GIVES_UP = 0.55  # whoever stops in the middle leaves the title for good
LOOKS_ON = 0.6  # whoever left a title looks for another one at once
FORGETS = 0.25  # whoever comes back begins something else
PAYS = (0.56, 0.09)  # at a lock: watches an advertisement, pays; the rest leaves, and closes the theatre
UNLOCKS = 3  # episodes that one payment opens
AD_S = 30.0
_MOST_STEPS = 600


@dataclass(frozen=True, slots=True)
class _Sessions:
    viewer: Ints
    start: Floats  # seconds from the first midnight
    turn: Ints  # the viewer's first, second, … of the day


def honest_day(world: World, memory: Memory, *, day: int, rng: np.random.Generator) -> Columns:
    """What the honest viewers do in the sessions that begin on ``day``, in no order. Changes ``memory``."""
    sessions = _sessions(world, day, rng)
    out: list[Columns] = []
    free = np.zeros(len(world.people))  # when each viewer's session before ended
    for turn in range(int(sessions.turn.max(initial=-1)) + 1):
        mine = np.flatnonzero(sessions.turn == turn)
        viewer = sessions.viewer[mine]
        seats = _seats(world, viewer, np.maximum(sessions.start[mine], free[viewer] + 120), rng)
        out.append(_join(world, memory, seats))
        free[viewer] = _watch(world, memory, seats, day, rng, out)
    return joined(out)


def _sessions(world: World, day: int, rng: np.random.Generator) -> _Sessions:
    people = world.people
    count = rng.poisson(people.rate)
    count = np.where(np.floor(people.joined) == day, np.maximum(count, 1), count)
    count = np.where(people.joined < day + 1, np.minimum(count, MOST_SESSIONS), 0)
    viewer = np.repeat(np.arange(len(people)), count)
    hour = rng.choice(24, len(viewer), p=HOURS / HOURS.sum()) + rng.random(len(viewer)) + people.shift_h[viewer]
    start = np.maximum((day + (hour % 24) / 24), people.joined[viewer]) * DAY_S
    order = np.lexsort((start, viewer))
    viewer, start = viewer[order], start[order]
    first = np.searchsorted(viewer, viewer)
    return _Sessions(viewer, start, np.arange(len(viewer)) - first)


def _seats(world: World, viewer: Ints, start: Floats, rng: np.random.Generator) -> Seats:
    people = world.people
    hour = start / 3600 % 24
    away = rng.random(len(viewer)) < np.where((hour > 8) & (hour < 18), 0.6, 0.15)
    return Seats(
        viewer=viewer,
        clock=start.copy(),
        device=people.device[viewer] + (rng.random(len(viewer)) < people.second[viewer]),
        address=np.where(away, people.mobile[viewer], people.home[viewer]),
        speed=people.speed[viewer],
    )


def _join(world: World, memory: Memory, seats: Seats) -> Columns:
    new = np.flatnonzero(~memory.joined[seats.viewer])
    who = seats.viewer[new]
    memory.joined[who] = True
    return column(Kind.JOIN, seats.clock[new], who=seats.ids(new), other=world.people.inviter[who])


def _watch(
    world: World, memory: Memory, seats: Seats, day: int, rng: np.random.Generator, out: list[Columns]
) -> Floats:
    """Play every session to its end; returns when each ended."""
    minutes = world.setting.minutes * rng.lognormal(0, 0.8, len(seats.viewer))
    until = seats.clock + 60 * minutes
    forgets = (memory.title[seats.viewer] >= 0) & (rng.random(len(seats.viewer)) < FORGETS)
    memory.drop(seats.viewer[forgets])
    alive = np.arange(len(seats.viewer))
    for _ in range(_MOST_STEPS):
        if not len(alive):
            break
        alive = _with_a_title(world, memory, seats, alive, day, rng)
        alive = _through_the_lock(world, memory, seats, alive, rng, out)
        alive = _episode(world, memory, seats, alive, until, rng, out)
    return seats.clock


def _with_a_title(world: World, memory: Memory, seats: Seats, alive: Ints, day: int, rng: np.random.Generator) -> Ints:
    viewer = seats.viewer[alive]
    idle = np.flatnonzero(memory.title[viewer] < 0)
    chosen = pick(world, memory, viewer[idle], day=day + 0.5, rng=rng)
    fine = chosen >= 0
    memory.begin(viewer[idle][fine], chosen[fine], lock=world.titles.lock[chosen[fine]])
    return alive[memory.title[viewer] >= 0]


def _through_the_lock(
    world: World, memory: Memory, seats: Seats, alive: Ints, rng: np.random.Generator, out: list[Columns]
) -> Ints:
    """Who stands before a locked episode pays or leaves."""
    viewer = seats.viewer[alive]
    title, episode = memory.title[viewer], memory.episode[viewer]
    locked = episode > memory.open_to[viewer]
    luck = rng.random(len(alive)) - 0.15 * np.tanh(hold(world, viewer, title))
    ad = locked & (luck < PAYS[0])
    coin = locked & ~ad & (luck < sum(PAYS))
    leave = locked & ~ad & ~coin
    for kind, mask in ((Kind.AD_UNLOCK, ad), (Kind.COIN_UNLOCK, coin), (Kind.LEAVE, leave)):
        at = alive[mask]
        seats.clock[at] += AD_S if kind is Kind.AD_UNLOCK else 3.0
        # A copy: clocks go on running.
        out.append(column(kind, seats.clock[at].copy(), who=seats.ids(at), title=title[mask], episode=episode[mask]))
    paid = viewer[ad | coin]
    memory.open_to[paid] = memory.episode[paid] + UNLOCKS - 1
    memory.drop(viewer[leave])
    return alive[~leave]


def _episode(
    world: World,
    memory: Memory,
    seats: Seats,
    alive: Ints,
    until: Floats,
    rng: np.random.Generator,
    out: list[Columns],
) -> Ints:
    """Everyone alive watches an episode, or a part; returns who goes on."""
    viewer = seats.viewer[alive]
    title, episode = memory.title[viewer], memory.episode[viewer]
    held = hold(world, viewer, title)
    chance = np.minimum(DROPS[np.minimum(episode, len(DROPS)) - 1] * np.exp(-0.8 * held), 0.9)
    finishes = rng.random(len(alive)) >= chance
    whole = world.titles.length_s[title] * 1000
    begun = memory.resume_ms[viewer]
    part = np.where(finishes, 1.0, rng.beta(0.7, 1.3, len(alive)))
    stopped = np.where(finishes, whole, begun + part * (whole - begun)).astype(np.int64)
    skips = rng.random(len(alive)) < world.people.skips[viewer]
    jump = np.where(skips, rng.uniform(0.05, 0.4, len(alive)) * (stopped - begun), 0.0)
    stretch = Stretch(title, episode, begun, stopped, jump, finishes)
    out.append(playback(seats, alive, stretch, beat_s=world.setting.beat_s, rng=rng))
    seats.clock[alive] += stretch.wall_s(seats.speed[alive])
    done = np.flatnonzero(finishes)
    out.append(reactions(world, memory, seats, alive[done], title[done], episode[done], held[done], rng))
    seats.clock[alive] += rng.uniform(0.8, 3.0, len(alive))

    memory.episode[viewer] += finishes
    memory.resume_ms[viewer] = np.where(finishes, 0, stopped)
    over = finishes & (episode >= world.titles.episodes[title])
    given_up = ~finishes & (rng.random(len(alive)) < GIVES_UP)
    memory.drop(viewer[over | given_up])
    return alive[_goes_on(world, seats, alive, title, episode, finishes, given_up, until, rng)]


def _goes_on(
    world: World,
    seats: Seats,
    alive: Ints,
    title: Ints,
    episode: Ints,
    finishes: NDArray[np.bool_],
    given_up: NDArray[np.bool_],
    until: Floats,
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """Time ends a session, but a strong hook adds an episode; whoever stopped in the middle mostly had to go."""
    hook = world.titles.hook[title, np.minimum(episode, world.titles.hook.shape[1] - 1)]
    late = seats.clock[alive] > until[alive]
    stops = np.where(late, 0.75 - 0.2 * np.tanh(hook), 0.03 * np.exp(-hook))
    stops = np.where(finishes, stops, np.where(given_up, 1 - LOOKS_ON, 0.8))
    stops = np.where(late & ~finishes, 1.0, stops)
    goes: NDArray[np.bool_] = rng.random(len(alive)) >= stops
    return goes
