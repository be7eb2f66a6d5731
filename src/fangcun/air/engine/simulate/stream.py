"""The stream: days are made one at a time, put in order, and told event by event."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import starmap

import numpy as np
from numpy.typing import NDArray

from fangcun.air.engine.events import Event, Kind
from fangcun.air.engine.simulate.columns import Columns, joined
from fangcun.air.engine.simulate.days import honest_day
from fangcun.air.engine.simulate.memory import Memory
from fangcun.air.engine.simulate.rings import ring_day
from fangcun.air.engine.simulate.world import DAY_S, World, title_name, viewer_name

_KINDS = {int(kind): kind for kind in Kind}


def stream(world: World) -> Iterator[Event]:
    """Every event of the world in the order of time; the same stream for the same setting."""
    for block in blocks(world):
        yield from events(block)


def blocks(world: World) -> Iterator[Columns]:
    """The same as columns, a day each: for those who work by numpy. ``at`` is a Unix second."""
    setting = world.setting
    memory = Memory.blank(world)
    waiting: Columns = joined([])
    for day in range(setting.days):
        made = joined([waiting, _day(world, memory, day)])
        # A session over midnight goes on tomorrow, between tomorrow's events.
        today = made.at < setting.start + (day + 1) * DAY_S
        waiting = made.take(~today)
        yield made.take(today).in_order()
    yield waiting.in_order()


def _day(world: World, memory: Memory, day: int) -> Columns:
    setting = world.setting
    honest = honest_day(world, memory, day=day, rng=np.random.default_rng([setting.seed, 2, day]))
    rings = ring_day(
        world.roster,
        day=day,
        lengths_s=world.titles.length_s,
        episodes=world.titles.episodes,
        beat_s=setting.beat_s,
        rng=np.random.default_rng([setting.seed, 3, day]),
    )
    made = joined([honest, rings])
    made.at[:] += setting.start
    return made


def events(block: Columns) -> Iterator[Event]:
    """The records of a block, in its order. Names are made once for each number, not for each event."""
    columns = (
        block.at.tolist(),
        map(_KINDS.__getitem__, block.kind.tolist()),
        _named(block.viewer, viewer_name),
        _named(block.device, _device_name),
        _named(block.address, address_name),
        _named(block.title, title_name),
        block.episode.tolist(),
        block.position_ms.tolist(),
        _named(block.other, viewer_name),
    )
    return starmap(Event, zip(*columns, strict=True))


def address_name(number: int) -> str:
    """A network of the range 10.0.0.0/8, which nobody outside has."""
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def _device_name(number: int) -> str:
    return f"d{number}"


def _named(numbers: NDArray[np.int64], name_of: Callable[[int], str]) -> list[str]:
    different, place = np.unique(numbers, return_inverse=True)
    names = np.array([name_of(n) if n >= 0 else "" for n in different.tolist()], dtype=object)
    found: list[str] = names[place].tolist()
    return found
