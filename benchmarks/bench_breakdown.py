"""How fast and how well scripts are broken down.

    PYTHONPATH=src python benchmarks/bench_breakdown.py

Speed is measured in processor time on an ordinary script (that of the reader's benchmark, half of it talk) and on the
labelled scenes, which hold twice as many elements, beside the same automaton's bare pass over the text.
Quality is precision and recall on hand-labelled scenes of unlike genres, a found name counting as right when it and
the label are the same or one ends with the other (长裙 for 白色长裙). Two sets: breakdown_scenes.txt, whose misses
taught the dictionaries new words, and breakdown_unseen.txt, whose misses did not: it says what to expect of a new
script.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind
from bench_read import make_chinese

from fangcun.write.contracts import Category, SceneBreakdown
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.lexicon import Lexicon
from fangcun.write.engine.reader import read_text

SCENES = Path(__file__).with_name("breakdown_scenes.txt")
UNSEEN = Path(__file__).with_name("breakdown_unseen.txt")
# People are told by the cast line; the handler of every animal follows from the animal.
JUDGED = frozenset(Category) - {Category.CAST, Category.ANIMAL_HANDLER, Category.CAMERA}
LEAST_SPEED = 2.0  # MB of UTF-8 a second
LEAST = {SCENES: (0.90, 0.93), UNSEEN: (0.90, 0.70)}  # precision, recall
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


def quality(path: Path, *, talk: bool = True) -> tuple[float, float, int]:
    """(precision, recall, scenes), with every error printed when ``talk``."""
    total: Counter[str] = Counter()
    scenes = load(path)
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


def speed(text: str) -> tuple[float, float, float]:
    """(MB of UTF-8 broken down a second, the bare automaton's MB a second, elements a KB), best of five."""
    play = read_text(text)
    amount = len(text.encode()) / 1e6
    automaton = AhoCorasick(list(Lexicon.shipped().terms), matchkind=MatchKind.LeftmostLongest)
    found = break_down(play)  # also loads dictionaries and word list once
    density = sum(len(s.elements) for s in found.scenes) / amount / 1000
    ours = best(lambda: break_down(play))
    bare = best(lambda: automaton.find_matches_as_indexes(text))
    return amount / ours, amount / bare, density


def best(work: Callable[[], object]) -> float:
    """The shortest of five runs in seconds of the processor."""
    times = []
    for _ in range(5):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Print the figures and hold them."""
    counts = planted()
    assert counts == {"红裙": 105, "枪声": 70, "手机": 42, "轿车": 30}, counts
    print(f"planted elements: all {sum(counts.values())} found, no false friend")
    ordinary, _, _ = make_chinese(2)
    dense = "\n".join(s.text for s in load(SCENES) if not s.text.startswith(("INT", "EXT"))) * 150
    fast = 0.0
    for name, text in (("dense", dense), ("ordinary", ordinary)):
        fast, bare, density = speed(text)
        print(
            f"{name}: {fast:.2f} MB/s, {density:.1f} elements a KB; bare automaton {bare:.0f} MB/s (×{bare / fast:.0f})"
        )
    for path, (least_precision, least_recall) in LEAST.items():
        precision, recall, scenes = quality(path)
        print(f"{path.stem}: {scenes} scenes, precision {precision:.3f}, recall {recall:.3f}")
        assert precision >= least_precision, precision
        assert recall >= least_recall, recall
    assert fast >= LEAST_SPEED, fast


if __name__ == "__main__":
    main()
