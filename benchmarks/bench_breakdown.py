"""How fast and how well scripts are broken down.

    PYTHONPATH=src python benchmarks/bench_breakdown.py

Speed is measured on a long script made of the labelled scenes, against the same automaton's bare pass over the text.
Quality is precision and recall on hand-labelled scenes of unlike genres, a found name counting as right when it and the
label are the same or one ends with the other (长裙 for 白色长裙).
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from fangcun.write.contracts import Category, SceneBreakdown
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.lexicon import Lexicon
from fangcun.write.engine.reader import read_text

SCENES = Path(__file__).with_name("breakdown_scenes.txt")
# People are told by the cast line; the handler of every animal follows from the animal.
JUDGED = frozenset(Category) - {Category.CAST, Category.ANIMAL_HANDLER, Category.CAMERA}
LEAST_SPEED = 2.0  # MB of UTF-8 a second
LEAST_PRECISION, LEAST_RECALL = 0.80, 0.75
PLANTED = {"手机": Category.PROPS, "轿车": Category.VEHICLES, "红裙": Category.WARDROBE, "枪声": Category.SOUND}


@dataclass(frozen=True)
class Labelled:
    """A scene's text and the elements that people see in it."""

    text: str
    wanted: frozenset[tuple[Category, str]]


def load(path: Path = SCENES) -> list[Labelled]:
    """The labelled scenes of ``path``."""
    scenes: list[Labelled] = []
    text: list[str] = []
    wanted: set[tuple[Category, str]] = set()
    for line in [*path.read_text("utf-8").splitlines(), "1-0"]:
        if line.startswith("#"):
            continue
        if line.startswith("= "):
            category, names = line[2:].split(": ")
            wanted.update((Category(category), n) for n in names.split(", "))
        elif wanted and line.strip():
            scenes.append(Labelled("\n".join(text).strip() + "\n", frozenset(wanted)))
            text, wanted = [line], set()
        else:
            text.append(line)
    return scenes


def judge(labelled: Labelled) -> tuple[Counter[str], list[tuple[Category, str]], list[tuple[Category, str]]]:
    """Counts of right, wrong and missed, with the wrong and the missed themselves."""
    entries = break_down(read_text(labelled.text)).scenes
    found = {(e.category, e.name) for s in entries for e in s.elements if e.category in JUDGED}
    wrong = [f for f in found if not any(same(f, w) for w in labelled.wanted)]
    missed = [w for w in labelled.wanted if not any(same(f, w) for f in found)]
    counts = Counter(right=len(found) - len(wrong), wrong=len(wrong), missed=len(missed))
    return counts, sorted(wrong), sorted(missed)


def same(found: tuple[Category, str], wanted: tuple[Category, str]) -> bool:
    """Whether a find is what the label means."""
    one, other = singular(found[1]), singular(wanted[1])
    return found[0] is wanted[0] and (one.endswith(other) or other.endswith(one))


def singular(name: str) -> str:
    """English plurals are the singular here."""
    return re.sub(r"(?<=[a-z])s$", "", name)


def quality(*, talk: bool = True) -> tuple[float, float, int]:
    """(precision, recall, scenes), with every error printed when ``talk``."""
    total: Counter[str] = Counter()
    scenes = load()
    for labelled in scenes:
        counts, wrong, missed = judge(labelled)
        total += counts
        if talk and (wrong or missed):
            said = [f"+{c.value}:{n}" for c, n in wrong] + [f"-{c.value}:{n}" for c, n in missed]
            print(f"  {labelled.text.splitlines()[0]}: {' '.join(said)}")
    precision = total["right"] / (total["right"] + total["wrong"])
    recall = total["right"] / (total["right"] + total["missed"])
    return precision, recall, len(scenes)


def planted() -> Counter[str]:
    """How often each planted word is found in a script that holds it in known scenes, false friends around it."""
    text = "".join(
        f"1-{i} 日 内 客厅\n人物：林晚\n△林晚{'一袭红裙' if i % 2 else '走'}，对手机会来了，车间里"
        f"{'枪声响起' if i % 3 == 0 else '很静'}。\n△她马上{'拿起手机' if i % 5 == 0 else '坐下'}"
        f"{'，轿车驶来' if i % 7 == 0 else ''}。\n"
        for i in range(1, 211)
    )
    scenes: tuple[SceneBreakdown, ...] = break_down(read_text(text)).scenes
    return Counter(e.name for s in scenes for e in s.elements if PLANTED.get(e.name) is e.category)


def speed(size: int = 3_000_000) -> tuple[float, float]:
    """(MB of UTF-8 broken down a second, MB the bare automaton passes over a second), best of three."""
    body = "\n".join(s.text for s in load() if not s.text.startswith(("INT", "EXT")))
    play = read_text(body * (size // len(body.encode()) + 1))
    amount = len(play.source.encode()) / 1e6
    automaton = AhoCorasick(list(Lexicon.shipped().terms), matchkind=MatchKind.LeftmostLongest)
    break_down(read_text(body))  # loads dictionaries and word list once
    return (
        amount / min(_seconds(lambda: break_down(play))),
        amount / min(_seconds(lambda: automaton.find_matches_as_indexes(play.source))),
    )


def _seconds(work: object) -> Iterator[float]:
    assert callable(work)
    for _ in range(3):
        start = time.perf_counter()
        work()
        yield time.perf_counter() - start


def main() -> None:
    """Print the figures and hold them."""
    counts = planted()
    assert counts == {"红裙": 105, "枪声": 70, "手机": 42, "轿车": 30}, counts
    print(f"planted elements: all {sum(counts.values())} found, no false friend")
    precision, recall, scenes = quality()
    print(f"labelled scenes: {scenes}, precision {precision:.3f}, recall {recall:.3f}")
    ours, bare = speed()
    print(f"break_down: {ours:.2f} MB/s; bare automaton pass {bare:.1f} MB/s (ratio {ours / bare:.3f})")
    assert precision >= LEAST_PRECISION, precision
    assert recall >= LEAST_RECALL, recall
    assert ours >= LEAST_SPEED, ours


if __name__ == "__main__":
    main()
