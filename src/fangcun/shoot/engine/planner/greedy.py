"""The set-block plan: how a competent coordinator plans by hand, and the baseline of every search."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from fangcun.shoot.contracts import Problem
from fangcun.shoot.engine.planner.kernel import State, empty_state, put
from fangcun.shoot.engine.planner.tables import Tables, scenes_of, tables_of


def greedy(problem: Problem) -> tuple[int, ...]:
    """One slot for each scene: crew by crew, set by set, each set's scenes in the first slots that take them.

    The largest sets are laid first, while there is room to keep their scenes together; night scenes apart from day
    scenes. A set's scenes go into the slot that takes the most of them without overtime, the earliest of equals; what
    fits nowhere goes where it does least harm. Sound plans are not promised, only looked for.
    """
    tables = tables_of(problem)
    state = empty_state(tables)
    lay(problem, tables, state)
    return tuple(int(slot) for slot in state.slot)


def lay(problem: Problem, tables: Tables, state: State) -> None:
    """Put every scene that is not yet in a slot of ``state`` where the set-block plan has it."""
    blocks: dict[tuple[int, int, bool, bool], list[int]] = defaultdict(list)
    for scene, (_, job) in enumerate(scenes_of(problem)):
        if state.slot[scene] < 0:
            light = job.night or job.exterior
            blocks[int(tables.crew[scene]), int(tables.pair[scene]), job.night, light].append(scene)
    sizes = {key: int(sum(tables.minutes[s] for s in scenes)) for key, scenes in blocks.items()}
    # Scenes bound to a light have fewer slots to go to than interior day scenes, which fit any: those come last.
    for key in sorted(blocks, key=lambda k: (k[0], not k[3], -sizes[k], k)):
        _lay_block(tables, state, sorted(blocks[key], key=lambda s: (-int(tables.minutes[s]), s)))


def _lay_block(tables: Tables, state: State, scenes: list[int]) -> None:
    left = scenes
    for overtime in (False, True):
        while left:
            slots = range(tables.allowed.shape[1])
            best = max((_try(tables, state, left, slot, overtime=overtime) for slot in slots), key=lambda t: t[0])
            if best[0] == 0:
                break
            for scene in best[2]:
                put(tables, state, scene, best[1], 1)
            left = [scene for scene in left if state.slot[scene] < 0]
    for scene in left:
        _squeeze_in(tables, state, scene)


def _try(
    tables: Tables, state: State, scenes: list[int], slot: int, *, overtime: bool
) -> tuple[int, int, tuple[int, ...]]:
    """The minutes of a block that a slot takes without breaking a rule, the slot, the scenes; nothing is left in it."""
    part = slot % int(tables.numbers[1])
    most = int(tables.part_minutes[part] + (tables.part_overtime[part] if overtime else 0))
    taken: list[int] = []
    for scene in scenes:
        if tables.allowed[scene, slot] == 0 or state.load[tables.crew[scene], slot] + tables.minutes[scene] > most:
            continue
        points = state.total[1]
        put(tables, state, scene, slot, 1)
        if state.total[1] > points or state.load[tables.crew[scene], slot] > most:
            put(tables, state, scene, slot, -1)
        else:
            taken.append(scene)
    for scene in reversed(taken):
        put(tables, state, scene, slot, -1)
    return int(sum(tables.minutes[s] for s in taken)), slot, tuple(taken)


def _squeeze_in(tables: Tables, state: State, scene: int) -> None:
    """Where a scene does least harm: the fewest points, then the least cost."""
    best, at = (np.inf, np.inf), 0
    for slot in range(tables.allowed.shape[1]):
        put(tables, state, scene, slot, 1)
        harm = (float(state.total[1]), float(state.total[0]))
        put(tables, state, scene, slot, -1)
        if harm < best:
            best, at = harm, slot
    put(tables, state, scene, at, 1)
