"""Films drawn by chance for the benchmark of talent scheduling; the same seed gives the same film on every machine."""

from __future__ import annotations

import random

from fangcun.shoot.engine.talent.film import Film


def draw_cheng(scenes: int, actors: int, *, seed: int, density: float = 0.4) -> Film:
    """A film as Cheng, Diamond & Lin (1993) drew them: durations 1–3, costs 1–100."""
    chance = random.Random(f"cheng {scenes} {actors} {seed}")
    casts = tuple(sum((chance.random() < density) << a for a in range(actors)) for _ in range(scenes))
    costs = tuple(chance.randint(1, 100) for _ in range(actors))
    return Film(f"cheng{scenes}x{actors}-{seed}", casts, costs, tuple(chance.randint(1, 3) for _ in range(scenes)))


def draw_drama(scenes: int, *, seed: int) -> Film:
    """A micro-drama like gen_drama100x20: two leads, supporting parts, and small parts of a few scenes each."""
    chance = random.Random(f"drama {scenes} {seed}")
    parts = [(0.62, 30), (0.5, 30)] + [(0.26, 12)] * 4 + [(0.09, 5)] * 8 + [(0.035, 2)] * (6 + scenes // 50)
    casts = tuple(sum((chance.random() < likely) << a for a, (likely, _) in enumerate(parts)) for _ in range(scenes))
    durations = tuple(chance.randint(10, 45) for _ in range(scenes))
    return Film(f"drama{scenes}-{seed}", casts, tuple(cost for _, cost in parts), durations)
