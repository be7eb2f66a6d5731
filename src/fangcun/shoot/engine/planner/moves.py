"""What the annealing tries: scenes, blocks, whole parts and days change slots.

Each proposal fills ``moved`` and ``new`` and returns how many scenes go, 0 for none. A block is what a crew shoots at
one place in one slot.
"""

from __future__ import annotations

import numpy as np

from fangcun.shoot.engine.compiled import compiled
from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.tables import Ints

MOST_MOVED = 1024
"""No move touches more scenes than this."""


@compiled
def draw(w: Ints) -> int:
    """A random number of 31 bits: xorshift64* (Marsaglia 2003, Vigna 2016)."""
    x = np.uint64(w[f.CHANCE])
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    w[f.CHANCE] = np.int64(x)
    return int((x * np.uint64(2685821657736338717)) >> np.uint64(33))


@compiled
def below(w: Ints, count: int) -> int:
    """A random number from 0 to ``count`` - 1."""
    return (draw(w) * count) >> 31


@compiled
def some_slot(t: Ints, s: Ints, w: Ints, scene: int) -> int:
    """A slot to try: where a scene of the same place lies, where one with a common role lies, or any open one."""
    pick = below(w, 100)
    slot = -1
    if pick < 55:
        start = t[t[f.OF_PAIR_AT] + t[t[f.PAIR] + scene]]
        count = t[t[f.OF_PAIR_AT] + t[t[f.PAIR] + scene] + 1] - start
        slot = s[t[f.SLOT] + t[t[f.OF_PAIR] + start + below(w, count)]]
    elif pick < 75 and t[t[f.ROLES_AT] + scene + 1] > t[t[f.ROLES_AT] + scene]:
        start = t[t[f.ROLES_AT] + scene]
        role = t[t[f.ROLES] + start + below(w, t[t[f.ROLES_AT] + scene + 1] - start)]
        start = t[t[f.OF_ROLE_AT] + role]
        slot = s[t[f.SLOT] + t[t[f.OF_ROLE] + start + below(w, t[t[f.OF_ROLE_AT] + role + 1] - start)]]
    if slot < 0 or t[t[f.ALLOWED] + scene * t[f.SLOTS] + slot] == 0:
        start = t[t[f.CHOICES_AT] + scene]
        slot = t[t[f.CHOICES] + start + below(w, t[t[f.CHOICES_AT] + scene + 1] - start)]
    return slot


@compiled
def companion(t: Ints, s: Ints, w: Ints, scene: int) -> int:
    """Another scene of the same crew."""
    crew = t[t[f.CREW] + scene]
    start = t[t[f.OF_CREW_AT] + crew]
    return int(t[t[f.OF_CREW] + start + below(w, t[t[f.OF_CREW_AT] + crew + 1] - start)])


@compiled
def add_block(t: Ints, s: Ints, w: Ints, scene: int, slot: int, moved: Ints, new: Ints, count: int) -> int:
    """Add the block of ``scene``, bound for ``slot``. Scenes that may not go there stay."""
    pair, here = t[t[f.PAIR] + scene], s[t[f.SLOT] + scene]
    for at in range(t[t[f.OF_PAIR_AT] + pair], t[t[f.OF_PAIR_AT] + pair + 1]):
        other = t[t[f.OF_PAIR] + at]
        if s[t[f.SLOT] + other] == here and t[t[f.ALLOWED] + other * t[f.SLOTS] + slot] == 1 and count < MOST_MOVED:
            moved[count], new[count] = other, slot
            count += 1
    return count


@compiled
def swap_two(t: Ints, s: Ints, w: Ints, scene: int, moved: Ints, new: Ints) -> int:
    """Two scenes of a crew change slots."""
    other = companion(t, s, w, scene)
    a, b = s[t[f.SLOT] + scene], s[t[f.SLOT] + other]
    if a == b or t[t[f.ALLOWED] + scene * t[f.SLOTS] + b] == 0 or t[t[f.ALLOWED] + other * t[f.SLOTS] + a] == 0:
        return 0
    moved[0], new[0], moved[1], new[1] = scene, b, other, a
    return 2


@compiled
def swap_blocks(t: Ints, s: Ints, w: Ints, scene: int, other: int, moved: Ints, new: Ints) -> int:
    """The blocks of two scenes change slots."""
    a, b = s[t[f.SLOT] + scene], s[t[f.SLOT] + other]
    if a == b:
        return 0
    count = add_block(t, s, w, scene, b, moved, new, 0)
    return add_block(t, s, w, other, a, moved, new, count)


@compiled
def swap_at_place(t: Ints, s: Ints, w: Ints, free: Ints, scene: int, moved: Ints, new: Ints) -> int:
    """The blocks of two crews at one place change slots: so a crew gets a place that is taken."""
    place = t[t[f.PAIR_PLACE] + t[t[f.PAIR] + scene]]
    start = t[t[f.OF_PLACE_AT] + place]
    other = t[t[f.OF_PLACE] + start + below(w, t[t[f.OF_PLACE_AT] + place + 1] - start)]
    if free[t[t[f.CREW] + other]] == 0 or t[t[f.CREW] + other] == t[t[f.CREW] + scene]:
        return 0
    return swap_blocks(t, s, w, scene, other, moved, new)


@compiled
def pull_role(t: Ints, s: Ints, w: Ints, scene: int, moved: Ints, new: Ints) -> int:
    """All scenes of a role on its first or last day go into days between: so its holding gets shorter."""
    start = t[t[f.ROLES_AT] + scene]
    count = t[t[f.ROLES_AT] + scene + 1] - start
    if count == 0:
        return 0
    role = t[t[f.ROLES] + start + below(w, count)]
    first, last = s[t[f.FIRST] + role], s[t[f.LAST] + role]
    if first == last:
        return 0
    early = below(w, 2) == 0
    edge = first if early else last
    low = first + 1 if early else first
    high = last if early else last - 1
    if s[t[f.ROLE_DAY] + role * t[f.DAYS] + edge] > 12:
        return 0
    count = 0
    for at in range(t[t[f.OF_ROLE_AT] + role], t[t[f.OF_ROLE_AT] + role + 1]):
        other = t[t[f.OF_ROLE] + at]
        if s[t[f.SLOT] + other] // t[f.PARTS] != edge:
            continue
        slot = -1
        for _ in range(6):
            found = some_slot(t, s, w, other)
            day = found // t[f.PARTS]
            if low <= day <= high:
                slot = found
                break
        if slot < 0:
            return 0
        moved[count], new[count] = other, slot
        count += 1
    return count


@compiled
def swap_parts(t: Ints, s: Ints, w: Ints, scene: int, moved: Ints, new: Ints) -> int:
    """A crew exchanges all of one slot, or of one day, with another."""
    other = companion(t, s, w, scene)
    parts = t[f.PARTS]
    a, b = s[t[f.SLOT] + scene], s[t[f.SLOT] + other]
    days = below(w, 2) == 0
    if a == b or (days and a // parts == b // parts):
        return 0
    crew, count = t[t[f.CREW] + scene], 0
    for at in range(t[t[f.OF_CREW_AT] + crew], t[t[f.OF_CREW_AT] + crew + 1]):
        third = t[t[f.OF_CREW] + at]
        here = s[t[f.SLOT] + third]
        there = -1
        if days:
            if here // parts == a // parts:
                there = b // parts * parts + here % parts
            elif here // parts == b // parts:
                there = a // parts * parts + here % parts
        elif here in (a, b):
            there = a + b - here
        if there >= 0 and t[t[f.ALLOWED] + third * t[f.SLOTS] + there] == 1 and count < MOST_MOVED:
            moved[count], new[count] = third, there
            count += 1
    return count
