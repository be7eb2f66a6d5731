"""How much two scenes have in common, and which pairs are worth asking about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fangcun.write.contracts import IntExt, Scene, TimeOfDay

_NOISE = re.compile(r"[\W_]+")
_GRAM = 3
_COMMON = 40  # a run of characters that stands in more scenes than this tells nothing apart
_CANDIDATES = 8  # old scenes compared in full with each new one


@dataclass(frozen=True, slots=True)
class Profile:
    """What a scene is recognised by."""

    text: str
    grams: frozenset[str]
    place: str | None
    cast: frozenset[str]
    time: TimeOfDay | None
    side: IntExt | None
    id: str | None


def profile(scene: Scene) -> Profile:
    """The profile of ``scene``; its grams are all runs of three characters of its content, without punctuation."""
    text = _NOISE.sub("", "".join((b.speaker or "") + b.text for b in scene.content)).lower()
    grams = frozenset(text[i : i + _GRAM] for i in range(max(1, len(text) - _GRAM + 1))) if text else frozenset()
    cast = frozenset((*scene.cast_listed, *scene.cast_speaking))
    return Profile(text, grams, scene.place or scene.location, cast, scene.time_of_day, scene.int_ext, scene.id)


def common(one: Profile, other: Profile) -> float:
    """Shared grams by the smaller scene's, 0 to 1: 1 when one holds the other whole."""
    smaller = min(len(one.grams), len(other.grams))
    return len(one.grams & other.grams) / smaller if smaller else 0.0


def overlap(one: Profile, other: Profile) -> float:
    """Shared grams by all (Jaccard), 0 to 1; two scenes without content count as alike."""
    if not one.grams and not other.grams:
        return 1.0
    shared = len(one.grams & other.grams)
    return shared / (len(one.grams) + len(other.grams) - shared)


def likeness(one: Profile, other: Profile) -> float:
    """How surely two scenes are the same one, 0 to 1: content first, then cast, place, time and printed number."""
    content = overlap(one, other)
    people = len(one.cast & other.cast) / len(one.cast | other.cast) if one.cast | other.cast else 0.5
    place = 1.0 if one.place and one.place == other.place else 0.0
    frame = 0.5 * (one.time is other.time) + 0.5 * (one.side is other.side)
    number = 1.0 if one.id and one.id == other.id else 0.0
    return 0.7 * content + 0.1 * people + 0.1 * place + 0.05 * frame + 0.05 * number


def candidates(old: Sequence[Profile], new: Sequence[Profile]) -> set[tuple[int, int]]:
    """Pairs (old, new) that share telling runs of characters, or number and place; a few for each new scene."""
    homes: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(old):
        for gram in item.grams:
            homes[gram].append(index)
    numbered: dict[tuple[str | None, str | None], list[int]] = defaultdict(list)
    for index, item in enumerate(old):
        numbered[item.id, item.place].append(index)
    pairs: set[tuple[int, int]] = set()
    for index, item in enumerate(new):
        shared: dict[int, float] = defaultdict(float)
        for gram in item.grams:
            home = homes.get(gram, ())
            if len(home) <= _COMMON:
                for other in home:
                    shared[other] += 1.0 / len(home)
        best = sorted(shared, key=lambda other: (-shared[other], abs(other - index)))[:_CANDIDATES]
        pairs.update((other, index) for other in best)
        if item.id is not None:
            pairs.update((other, index) for other in numbered.get((item.id, item.place), [])[:_CANDIDATES])
    return pairs
