"""How much of what is hidden a screening finds, how seldom it is wrong, and how fast it is.

    PYTHONPATH=src python benchmarks/bench_screen.py

Quality: tests/data/review/labelled.jsonl, evasions in 27 techniques, clean traps, and contexts that speak of a thing
without offering it. Its part "build" taught the lexicon, its part "score" did not and carries the bars.
Speed: MB of UTF-8 a second of processor time on Chinese scripts, with 20,000 terms (the lexicon and made-up words),
folding, offset map and every way of finding included; beside it the bare pass of ahocorasick_rs and of pyahocorasick
over the same text with the same terms, which find plain terms only.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import ahocorasick
from ahocorasick_rs import AhoCorasick

from fangcun.review.contracts import Screening, Verdict
from fangcun.review.engine.lexicon import Lexicon, assemble, load
from fangcun.review.engine.screen import Screen

ROOT = Path(__file__).parents[1]
LABELLED = ROOT / "tests" / "data" / "review" / "labelled.jsonl"
DAY = date(2026, 10, 1)
TERMS = 20_000
MEGABYTES = 4
LEAST_SPEED = 20.0  # MB of UTF-8 a second
LEAST_FOUND, LEAST_SPANS = 0.85, 0.90
MOST_ALARMS = 0.05
SIGNIFICANT = (Verdict.ASK, Verdict.BLOCK)


def overlap(found: tuple[int, int], wanted: tuple[int, int]) -> float:
    """Intersection over union of two ranges."""
    shared = max(0, min(found[1], wanted[1]) - max(found[0], wanted[0]))
    return shared / (max(found[1], wanted[1]) - min(found[0], wanted[0]))


def judge(rows: list[dict[str, Any]], screen: Callable[[str], Screening]) -> dict[str, tuple[int, int]]:
    """Counts of (how many, of how many) for what the bars speak of."""
    counts: Counter[str] = Counter()
    for row in rows:
        screening = screen(row["text"])
        counts[row["kind"]] += 1
        if row["kind"] == "evasion":
            wanted = (row["start"], row["end"])
            best = max((overlap((f.start, f.end), wanted) for f in screening.findings), default=0.0)
            counts["found"] += best > 0 and screening.verdict in SIGNIFICANT
            counts["right category"] += best > 0 and any(f.category == row["category"] for f in screening.findings)
            counts["right span"] += best >= 0.5 and screening.verdict in SIGNIFICANT
        else:
            counts[f"{row['kind']} alarm"] += bool(screening.findings)
            counts[f"{row['kind']} blocked"] += screening.verdict is Verdict.BLOCK
    return {
        "evasions found": (counts["found"], counts["evasion"]),
        "in their category": (counts["right category"], counts["found"]),
        "spans with IoU ≥ 0.5": (counts["right span"], counts["found"]),
        "traps that alarm": (counts["trap alarm"], counts["trap"]),
        "contexts blocked": (counts["context blocked"], counts["context"]),
    }


def twenty_thousand() -> Lexicon:
    """The lexicon and made-up words of two to five common characters, together ``TERMS`` terms."""
    own = load(on=DAY)
    rng = random.Random(20_000)
    common = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
    made: set[str] = set()
    while len(made) < TERMS - len(own.entries):
        made.add("".join(rng.choices(common, k=rng.choice((2, 3, 3, 4, 4, 5)))))
    rule = {"code": "made", "rule": "", "source": "", "terms": [{"severity": "ask", "words": sorted(made)}]}
    more = assemble([("made", rule)])
    return Lexicon(own.entries + more.entries, own.allow, own.cues, own.digest + more.digest)


def prose() -> str:
    """Lines of the Chinese scripts of examples, benchmarks and tests in a drawn order, over and over."""
    files = [*(ROOT / "examples").glob("*.txt"), *(ROOT / "benchmarks").glob("breakdown_*.txt")]
    texts = [file.read_text("utf-8") for file in sorted(files)]
    texts.append((ROOT / "tests" / "data" / "scripts" / "zh21-doue-yuan.gbk.txt").read_text("gb18030"))
    lines = [line for text in texts for line in text.splitlines() if any("\u4e00" <= c < "\ua000" for c in line)]
    lines = [line for line in lines if line[0] not in "#="]  # remarks and labels
    rng = random.Random(4)
    made: list[str] = []
    size = 0
    while size < MEGABYTES * 1_000_000:
        made.append(rng.choice(lines))
        size += len(made[-1].encode()) + 1
    return "\n".join(made)


def seconds(work: Callable[[], Any], *, times: int = 3) -> float:
    """Processor time of the best run."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def measure_speed() -> float:
    """Print the speeds; the screening's own in MB/s."""
    lexicon = twenty_thousand()
    text = prose()
    megabytes = len(text.encode()) / 1e6
    screen = Screen(lexicon)
    findings = len(screen.screen(text).findings)
    own = megabytes / seconds(lambda: screen.screen(text))
    terms = [e.canonical for e in lexicon.entries]
    rust = AhoCorasick(terms)
    bare = megabytes / seconds(lambda: rust.find_matches_as_indexes(text, overlapping=True))
    trie = ahocorasick.Automaton()
    for term in terms:
        trie.add_word(term, term)
    trie.make_automaton()
    peer = megabytes / seconds(lambda: list(trie.iter(text)))
    print(f"{megabytes:.1f} MB, {len(lexicon.entries):,} terms, {findings} findings")
    print(f"screening             {own:6.1f} MB/s")
    print(f"bare ahocorasick_rs   {bare:6.1f} MB/s  ({own / bare:.2f} of it)")
    print(f"bare pyahocorasick    {peer:6.1f} MB/s  ({own / peer:.2f} of it)")
    return own


def main() -> None:
    """Print the figures; fail below the bars."""
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    screen = Screen(load(on=DAY)).screen
    for part in ("build", "score"):
        figures = judge([r for r in rows if r["part"] == part], screen)
        print(f"{part}: " + "; ".join(f"{name} {n} of {of}" for name, (n, of) in figures.items()))
    found, spans = figures["evasions found"], figures["spans with IoU ≥ 0.5"]
    alarms, blocked = figures["traps that alarm"], figures["contexts blocked"]
    assert found[0] >= LEAST_FOUND * found[1]
    assert spans[0] >= LEAST_SPANS * spans[1]
    assert alarms[0] <= MOST_ALARMS * alarms[1]
    assert blocked[0] == 0
    speed = measure_speed()
    assert speed >= LEAST_SPEED, f"{speed:.1f} MB/s"


if __name__ == "__main__":
    main()
