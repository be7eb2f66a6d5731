"""A problem and a plan as one array of integers each, laid out as ``fields`` says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.kernel import fill
from fangcun.shoot.engine.planner.tables import Ints, Tables


def pack(tables: Tables) -> Ints:
    """The problem: a head of ``f.HEAD`` numbers, then the tables."""
    head = np.zeros(f.HEAD, dtype=np.int64)
    pieces: list[Ints] = []
    end = f.HEAD
    for position, value in enumerate(tables._asdict().values()):
        if isinstance(value, int):
            head[position] = value
            continue
        head[position] = end
        pieces.append(value.astype(np.int64).ravel())
        end += value.size
    slots, crews = tables.days * tables.parts, len(tables.of_crew_at) - 1
    head[f.SLOTS], head[f.SITES], head[f.COUNT] = slots, len(tables.travel), len(tables.crew)
    head[f.LONGEST] = tables.travel.max(initial=0)
    sizes = {
        f.SLOT: len(tables.crew),
        f.LOAD: crews * slots,
        f.SCENES: crews * slots,
        f.PAIR_SLOT: len(tables.pair_place) * slots,
        f.PLACE_SLOT: len(tables.capacity) * slots,
        f.PLAYER_SLOT: len(tables.player_person) * slots,
        f.PERSON_SLOT: len(tables.person_most) * slots,
        f.ROLE_DAY: len(tables.rate) * tables.days,
        f.FIRST: len(tables.rate),
        f.LAST: len(tables.rate),
        f.CREW_DAYS: crews * tables.days,
        f.PAIR_DAY: len(tables.pair_place) * tables.days,
        f.WAY: crews * slots,
    }
    start = 0
    for field, size in sizes.items():
        head[field] = start
        start += size
    head[f.STATE_SIZE] = start
    return np.concatenate([head.astype(np.int64), *pieces])


def new_state(t: Ints, *, seed: int) -> tuple[Ints, Ints]:
    """A plan in which no scene has a slot, and its totals."""
    s = np.zeros(int(t[f.STATE_SIZE]), dtype=np.int64)
    s[t[f.SLOT] : t[f.SLOT] + t[f.COUNT]] = -1
    s[t[f.FIRST] : t[f.LAST]] = t[f.DAYS]
    s[t[f.LAST] : t[f.CREW_DAYS]] = -1
    # Neighbouring seeds must start far apart; the generator must not start from nought.
    chance = (seed * 0x9E3779B97F4A7C15 + 0x2545F4914F6CDD1D) % 2**63 | 1
    return s, np.array([0, 0, chance], dtype=np.int64)


def laid_out(t: Ints, slots: Sequence[int] | Ints, *, seed: int = 0) -> tuple[Ints, Ints]:
    """A plan in which the scenes lie in ``slots``, and its totals."""
    s, w = new_state(t, seed=seed)
    fill(t, s, w, np.asarray(slots, dtype=np.int64))
    return s, w
