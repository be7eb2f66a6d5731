"""Simulated annealing over the slots of all scenes of all crews (Kirkpatrick, Gelatt & Vecchi 1983), compiled."""

from __future__ import annotations

import numpy as np

from fangcun.shoot.engine.compiled import counted_free
from fangcun.shoot.engine.planner.kernel import State, put
from fangcun.shoot.engine.planner.tables import Ints, Tables

MOST_MOVED = 512
"""No move touches more scenes than this."""


@counted_free
def anneal(
    tables: Tables,
    state: State,
    best: Ints,
    record: Ints,
    scratch: Ints,
    seed: int,
    steps: int,
    hot: float,
    cold: float,
    weight: float,
) -> int:
    """Walk ``steps`` moves from temperature ``hot`` down to ``cold``; returns how many were taken.

    ``best`` and ``record`` (cost, points) hold the best plan so far and are changed when a better one is met. A point of
    a broken rule weighs ``weight``. Plans are compared by points first. ``scratch`` is 3 × `MOST_MOVED`.
    """
    np.random.seed(seed)
    scenes = len(state.slot)
    moved, old, new = scratch[0], scratch[1], scratch[2]
    taken = 0
    cooling = (cold / hot) ** (1.0 / max(1, steps))
    temperature = hot
    for _ in range(steps):
        temperature *= cooling
        scene = np.random.randint(scenes)
        pick = np.random.random()
        if pick < 0.52:
            count = shift_one(tables, state, scene, moved, new)
        elif pick < 0.70:
            count = shift_block(tables, state, scene, moved, new)
        elif pick < 0.86:
            count = swap_two(tables, state, scene, moved, new)
        elif pick < 0.955:
            count = swap_blocks(tables, state, scene, moved, new)
        elif pick < 0.995:
            count = swap_crews(tables, state, scene, moved, new)
        else:
            count = swap_slots(tables, state, scene, moved, new)
        if count == 0:
            continue
        cost, points = state.total[0], state.total[1]
        for at in range(count):
            old[at] = state.slot[moved[at]]
            put(tables, state, moved[at], old[at], -1)
        for at in range(count):
            put(tables, state, moved[at], new[at], 1)
        change = float(state.total[0] - cost) + weight * float(state.total[1] - points)
        if change <= 0.0 or np.random.random() < np.exp(-change / temperature):
            taken += 1
            if state.total[1] < record[1] or (state.total[1] == record[1] and state.total[0] < record[0]):
                for at in range(scenes):
                    best[at] = state.slot[at]
                record[0], record[1] = state.total[0], state.total[1]
        else:
            for at in range(count):
                put(tables, state, moved[at], new[at], -1)
            for at in range(count):
                put(tables, state, moved[at], old[at], 1)
    return taken


@counted_free
def some_slot(tables: Tables, state: State, scene: int) -> int:
    """A slot to try: any allowed one, or one where a scene of the same place or with a common role lies."""
    pick = np.random.random()
    if pick < 0.4:
        pair = tables.pair[scene]
        start = tables.pair_scene_start[pair]
        other = tables.pair_scenes[start + np.random.randint(tables.pair_scene_start[pair + 1] - start)]
        slot = state.slot[other]
    elif pick < 0.65 and tables.role_start[scene + 1] > tables.role_start[scene]:
        start = tables.role_start[scene]
        role = tables.roles[start + np.random.randint(tables.role_start[scene + 1] - start)]
        start = tables.role_scene_start[role]
        other = tables.role_scenes[start + np.random.randint(tables.role_scene_start[role + 1] - start)]
        slot = state.slot[other]
    else:
        start = tables.choice_start[scene]
        slot = tables.choices[start + np.random.randint(tables.choice_start[scene + 1] - start)]
    return slot if slot >= 0 and tables.allowed[scene, slot] == 1 else -1


@counted_free
def shift_one(tables: Tables, state: State, scene: int, moved: Ints, new: Ints) -> int:
    """One scene into another slot."""
    slot = some_slot(tables, state, scene)
    if slot < 0 or slot == state.slot[scene]:
        return 0
    moved[0], new[0] = scene, slot
    return 1


@counted_free
def block_of(tables: Tables, state: State, scene: int, slot: int, moved: Ints, new: Ints, count: int) -> int:
    """Add the scenes that share crew, place and slot with ``scene``, all bound for ``slot``; 0 when one may not go."""
    pair, here = tables.pair[scene], state.slot[scene]
    for at in range(tables.pair_scene_start[pair], tables.pair_scene_start[pair + 1]):
        other = tables.pair_scenes[at]
        if state.slot[other] == here:
            if tables.allowed[other, slot] == 0 or count >= MOST_MOVED:
                return 0
            moved[count], new[count] = other, slot
            count += 1
    return count


@counted_free
def shift_block(tables: Tables, state: State, scene: int, moved: Ints, new: Ints) -> int:
    """All that a crew shoots at one place in one slot, into another slot."""
    slot = some_slot(tables, state, scene)
    if slot < 0 or slot == state.slot[scene]:
        return 0
    return block_of(tables, state, scene, slot, moved, new, 0)


@counted_free
def companion(tables: Tables, scene: int) -> int:
    """Another scene of the same crew."""
    crew = tables.crew[scene]
    start = tables.crew_scene_start[crew]
    return tables.crew_scenes[start + np.random.randint(tables.crew_scene_start[crew + 1] - start)]


@counted_free
def swap_two(tables: Tables, state: State, scene: int, moved: Ints, new: Ints) -> int:
    """Two scenes of a crew change slots."""
    other = companion(tables, scene)
    a, b = state.slot[scene], state.slot[other]
    if a == b or tables.allowed[scene, b] == 0 or tables.allowed[other, a] == 0:
        return 0
    moved[0], new[0], moved[1], new[1] = scene, b, other, a
    return 2


@counted_free
def swap_blocks(tables: Tables, state: State, scene: int, moved: Ints, new: Ints) -> int:
    """Two blocks of a crew change slots."""
    other = companion(tables, scene)
    return exchange(tables, state, scene, other, moved, new)


@counted_free
def swap_crews(tables: Tables, state: State, scene: int, moved: Ints, new: Ints) -> int:
    """Two blocks at one place, of whatever crews, change slots: a set that is taken becomes free that way."""
    place = tables.pair_place[tables.pair[scene]]
    start = tables.place_scene_start[place]
    other = tables.place_scenes[start + np.random.randint(tables.place_scene_start[place + 1] - start)]
    return exchange(tables, state, scene, other, moved, new)


@counted_free
def exchange(tables: Tables, state: State, scene: int, other: int, moved: Ints, new: Ints) -> int:
    """The blocks of two scenes change slots."""
    a, b = state.slot[scene], state.slot[other]
    if a == b:
        return 0
    count = block_of(tables, state, scene, b, moved, new, 0)
    return block_of(tables, state, other, a, moved, new, count) if count else 0


@counted_free
def swap_slots(tables: Tables, state: State, scene: int, moved: Ints, new: Ints) -> int:
    """A crew changes all of one slot, or of one day, with another."""
    other = companion(tables, scene)
    parts = tables.numbers[1]
    a, b = state.slot[scene], state.slot[other]
    days = np.random.random() < 0.5
    if a == b or (days and a // parts == b // parts):
        return 0
    crew, count = tables.crew[scene], 0
    for at in range(tables.crew_scene_start[crew], tables.crew_scene_start[crew + 1]):
        third = tables.crew_scenes[at]
        here = state.slot[third]
        if days:
            if here // parts == a // parts:
                there = b // parts * parts + here % parts
            elif here // parts == b // parts:
                there = a // parts * parts + here % parts
            else:
                continue
        elif here == a or here == b:
            there = b if here == a else a
        else:
            continue
        if tables.allowed[third, there] == 0 or count >= MOST_MOVED:
            return 0
        moved[count], new[count] = third, there
        count += 1
    return count
