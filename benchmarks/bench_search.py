"""How fast and how well titles are found among 1,000 names, 800 people and their tags.

    PYTHONPATH=src python benchmarks/bench_search.py

Names are put together from few words, so that beginnings and initials fit hundreds of them: harder than real names.
Each of 400 titles is looked for in six ways; found means among the first twenty. The peer is rapidfuzz's WRatio over
all names, or their pinyin where letters are typed, which is what one writes in a line; it knows neither people nor
tags nor what to mark.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from rapidfuzz import fuzz, process

from fangcun.air.engine.search import Entry, Index, search
from fangcun.air.engine.search.index import folded, sound_of
from fangcun.air.engine.simulate import Setting, make_world

SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "子涵欣怡宇轩浩然诗雨婷静磊军强明霞丽娟敏伟洋艳芳杰涛超勇"
MOST_MS = 5.0  # mean of each way
LEAST = {
    "characters": 1.0,
    "pinyin": 0.99,
    "initials": 0.95,
    "same sound": 0.9,
    "wrong character": 0.9,
    "wrong letter": 0.9,
}


def main() -> None:
    """Look for every title in every way."""
    world = make_world(Setting(seed=1, viewers=10, titles=1_000))
    rng = np.random.default_rng(1)
    people = ["".join(rng.choice(list(SURNAMES), 1)) + "".join(rng.choice(list(GIVEN), 2)) for _ in range(800)]
    names = world.titles.names
    tags = world.titles.tags
    entries = [Entry(n, n, tuple(rng.choice(people, 3)), tags[i], float(i)) for i, n in enumerate(names)]
    begin = time.perf_counter()
    index = Index.of(entries)
    print(f"index of {len(entries):,} titles: {1000 * (time.perf_counter() - begin):.0f} ms")
    sounds = [sound_of(folded(n)[0])[0] for n in names]
    wanted = rng.choice(len(names), 400, replace=False)
    for way, typed in WAYS.items():
        queries = [(names[i], typed(names[i], rng)) for i in wanted]
        found, ms, slowest = measured(queries, lambda q: [h.title for h in search(index, q)])
        other, other_ms, _ = measured(queries, lambda q: by_ratio(q, names, sounds))
        peer = f"WRatio {other:.1%} in {other_ms:.2f} ms"
        print(f"{way:16s} found {found:.1%} in {ms:.2f} ms (slowest {slowest:.1f}); {peer}")
        assert found >= LEAST[way], way
        assert found >= other, way
        assert ms <= MOST_MS, way


def measured(queries: list[tuple[str, str]], find: Callable[[str], list[str]]) -> tuple[float, float, float]:
    """The share found, the mean and the longest milliseconds."""
    hits, times = 0, []
    for name, query in queries:
        begin = time.perf_counter()
        found = find(query)
        times.append(1000 * (time.perf_counter() - begin))
        hits += name in found
    return hits / len(queries), sum(times) / len(times), max(times)


def by_ratio(query: str, names: tuple[str, ...], sounds: list[str]) -> list[str]:
    """The peer."""
    texts = sounds if query.isascii() else list(names)
    return [names[i] for _, _, i in process.extract(query, texts, scorer=fuzz.WRatio, limit=20)]


def pinyin(name: str, _: np.random.Generator) -> str:
    """All syllables."""
    return sound_of(folded(name)[0])[0]


def initials(name: str, _: np.random.Generator) -> str:
    """The first letter of each."""
    return "".join(sound_of(c)[0][0] for c in folded(name)[0])


def same_sound(name: str, rng: np.random.Generator) -> str:
    """One character exchanged for another that is read alike, where there is one."""
    from fangcun.kit import pinyin as table

    rows = dict(table.rows())
    for place in rng.permutation(len(name)).tolist():
        others = [c for r in table.readings().get(name[place], ())[:1] for c in rows[r] if c != name[place]]
        if others:
            return name[:place] + str(rng.choice(others)) + name[place + 1 :]
    return name


def wrong_character(name: str, rng: np.random.Generator) -> str:
    """One character exchanged for any other."""
    place = int(rng.integers(len(name)))
    return name[:place] + str(rng.choice(list("花草树木风云雷电"))) + name[place + 1 :]


def wrong_letter(name: str, rng: np.random.Generator) -> str:
    """Pinyin without one of its letters."""
    typed = pinyin(name, rng)
    place = int(rng.integers(1, len(typed)))
    return typed[:place] + typed[place + 1 :]


WAYS: dict[str, Callable[[str, np.random.Generator], str]] = {
    "characters": lambda name, _: name,
    "pinyin": pinyin,
    "initials": initials,
    "same sound": same_sound,
    "wrong character": wrong_character,
    "wrong letter": wrong_letter,
}

if __name__ == "__main__":
    main()
