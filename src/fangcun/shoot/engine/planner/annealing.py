"""Simulated annealing over the slots of all scenes (Kirkpatrick, Gelatt & Vecchi 1983), compiled."""

from __future__ import annotations

import numpy as np

from fangcun.shoot.engine.compiled import compiled
from fangcun.shoot.engine.planner import fields as f
from fangcun.shoot.engine.planner.kernel import peek, shift, update
from fangcun.shoot.engine.planner.moves import (
    MOST_MOVED,
    add_block,
    below,
    companion,
    draw,
    pull_role,
    some_slot,
    swap_at_place,
    swap_blocks,
    swap_parts,
    swap_two,
)
from fangcun.shoot.engine.planner.rare import near
from fangcun.shoot.engine.planner.tables import Ints


@compiled
def anneal(
    t: Ints,
    s: Ints,
    w: Ints,
    best: Ints,
    record: Ints,
    pool: Ints,
    free: Ints,
    steps: int,
    hot: float,
    cold: float,
    weight: float,
) -> int:
    """Try ``steps`` moves of the scenes in ``pool`` from temperature ``hot`` to ``cold``; how many were taken.

    ``free`` has 1 for each crew whose scenes may move. ``best`` and ``record`` (points, cost) hold the best plan so far
    and change when a better one is met; fewer points come first. A point weighs ``weight``.
    """
    moved = np.empty(MOST_MOVED, dtype=np.int64)
    new = np.empty(MOST_MOVED, dtype=np.int64)
    old = np.empty(MOST_MOVED, dtype=np.int64)
    taken = 0
    cooling = (cold / hot) ** (64.0 / max(64, steps))
    temperature = hot
    for step in range(steps):
        if step & 63 == 63:
            temperature *= cooling
        scene = pool[below(w, len(pool))]
        pick = below(w, 1000)
        # The most that a move may cost, drawn before it is known: most moves can then be refused early.
        bar = -temperature * np.log((draw(w) + 0.5) / 2147483648.0)
        if pick < 640:
            there = some_slot(t, s, w, scene)
            if there == s[t[f.SLOT] + scene]:
                continue
            cost, points = peek(t, s, w, scene, there)
            if t[f.RARE] == 1:
                # The rare rules cost time; most moves are refused whatever a move could save by them, at best all
                # points and both slots' ways.
                row = t[f.WAY] + t[t[f.CREW] + scene] * t[f.SLOTS]
                ways = t[f.OVERTIME] * (s[row + s[t[f.SLOT] + scene]] + s[row + there])
                if cost - ways + weight * (points - w[f.POINTS]) > bar:
                    continue
                less, fewer = near(t, s, w, scene, s[t[f.SLOT] + scene], there)
                cost -= less
                points -= fewer
            if cost + weight * points > bar:
                continue
            moved[0], new[0], count = scene, there, 1
        else:
            if pick < 800:
                count = swap_two(t, s, w, scene, moved, new)
            elif pick < 860:
                there = some_slot(t, s, w, scene)
                count = 0 if there == s[t[f.SLOT] + scene] else add_block(t, s, w, scene, there, moved, new, 0)
            elif pick < 910:
                count = swap_blocks(t, s, w, scene, companion(t, s, w, scene), moved, new)
            elif pick < 930:
                count = swap_at_place(t, s, w, free, scene, moved, new)
            elif pick < 997:
                count = pull_role(t, s, w, scene, moved, new)
            else:
                count = swap_parts(t, s, w, scene, moved, new)
        if count == 0:
            continue
        cost, points = w[f.COST], w[f.POINTS]
        for at in range(count):
            old[at] = s[t[f.SLOT] + moved[at]]
            shift(t, s, w, moved[at], new[at])
        if w[f.COST] - cost + weight * (w[f.POINTS] - points) > bar:
            for at in range(count - 1, -1, -1):
                update(t, s, w, moved[at], old[at])
            w[f.COST], w[f.POINTS] = cost, points
            continue
        taken += 1
        if w[f.POINTS] < record[0] or (w[f.POINTS] == record[0] and w[f.COST] < record[1]):
            record[0], record[1] = w[f.POINTS], w[f.COST]
            for at in range(t[f.COUNT]):
                best[at] = s[t[f.SLOT] + at]
    return taken
