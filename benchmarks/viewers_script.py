"""Who watches what and when: sessions of the seeded simulator, cut to the shelf that is loaded."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from typing import NamedTuple

import numpy as np

from fangcun.air.engine.events import Kind
from fangcun.air.engine.simulate import Setting, make_world, stream

BEAT_S = 15.0
"""The player's beat: NOTE_EVERY_MS of player.js."""

BREAK_S = 600.0


class Step(NamedTuple):
    """What a viewer does ``at`` seconds after they came: an episode begins (``opens``), or the player reports."""

    at: float
    opens: bool
    slug: str
    number: int
    position_ms: int


class Session(NamedTuple):
    """One viewer from coming to going, and the network they come from."""

    address: str
    steps: list[Step]


def sessions(*, count: int, titles: int, episodes: int, length_s: int, seed: int = 1) -> list[Session]:
    """At least ``count`` sessions of more than a minute, in the order in which they begin; a seed makes the same."""
    setting = Setting(seed=seed, viewers=count, titles=titles, days=1, new_titles=0.0, fresh=0.0, beat_s=BEAT_S)
    world = make_world(setting)
    ours = dataclasses.replace(
        world.titles,
        episodes=np.full(titles, episodes),
        length_s=np.full(titles, length_s),
        lock=np.full(titles, 1_000_000),
    )
    people = dataclasses.replace(world.people, rate=np.full(count, 3.0))
    events = defaultdict(list)
    for event in stream(dataclasses.replace(world, titles=ours, people=people)):
        if event.kind in (Kind.OPEN, Kind.BEAT, Kind.FINISH):
            events[event.viewer].append(event)
    found = []
    for mine in events.values():
        cuts = [0, *(i for i in range(1, len(mine)) if mine[i].at - mine[i - 1].at > BREAK_S), len(mine)]
        for first, last in itertools.pairwise(cuts):
            part = mine[first:last]
            if part and part[-1].at - part[0].at > 60:
                steps = [
                    Step(e.at - part[0].at, e.kind is Kind.OPEN, e.title, e.episode, max(0, e.position_ms))
                    for e in part
                ]
                found.append((part[0].at, Session(part[0].address, steps)))
    assert len(found) >= count, f"only {len(found)} sessions"
    return [session for _, session in sorted(found, key=lambda pair: pair[0])]
