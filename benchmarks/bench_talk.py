"""What a comment's screening and a full window of danmaku cost, and whether they are right.

    PYTHONPATH=src python benchmarks/bench_talk.py

Comments are what simulated viewers say, with bad ones planted among them; the peer is jieba, which any home-made filter
calls first to cut the text into words. The window holds 3,000 lines, the most that is looked at; its limit is writing
all of them as JSON without merging or thinning.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import jieba

from fangcun.air.engine.talk.danmaku import PER_SECOND, Line, merged, thinned
from fangcun.air.engine.talk.manners import mannered
from fangcun.air.engine.talk.sayings import comments, lines
from fangcun.review.contracts import Strength
from fangcun.review.engine.screen import screen_of

BAD = ("来网上赌场玩", "办证刻章加微信", "看全集加威信", "资源在 www.example.com", "找他 13800138000", "你妈死了")
DAY = date(2026, 11, 23)
MOST_HELD = 0.01
MOST_TO_PEER = 20.0
MOST_TO_LIMIT = 12.0


def main() -> None:
    """Screen, merge, compare."""
    said = [c.text for n in range(60) for c in comments([], title="七分钟", viewers=100, seed=str(n))]
    screen = screen_of(DAY).screen
    held = [text for text in said if _stops(screen(text).findings) or mannered(text)]
    missed = [text for text in BAD if not (_stops(screen(text).findings) or mannered(text))]
    ours = _ms(lambda: [(screen(text), mannered(text)) for text in said]) / len(said)
    peer = _ms(lambda: [jieba.lcut(text) for text in said]) / len(said)
    print(f"screening a comment: {ours:.2f} ms, jieba {peer:.2f} ms; held {len(held)} of {len(said)}")
    assert not missed, missed
    assert len(held) <= MOST_HELD * len(said), held[:5]
    assert ours <= MOST_TO_PEER * peer

    random = Random(1)
    texts = [line.text for line in lines([], length_ms=600_000, viewers=100, seed="1")]
    crowd = [Line(n, random.randrange(30_000), random.choice(texts)) for n in range(3_000)]
    window = merged(crowd)
    kept = thinned(window)
    assert sum(line.times for line in window) == len(crowd)
    assert len(kept) <= 30 * PER_SECOND
    ours = _ms(lambda: _json(thinned(merged(crowd))))
    limit = _ms(lambda: _json(crowd))
    print(f"a window of {len(crowd):,} lines: {ours:.1f} ms for {len(kept)}, writing all {limit:.1f} ms")
    assert ours <= MOST_TO_LIMIT * limit


def _stops(findings: tuple[Any, ...]) -> bool:
    return any(f.severity is not Strength.NOTE for f in findings)


def _json(some: list[Line]) -> str:
    rows = [[s.pk, s.at_ms, int(s.place), s.colour, s.text, s.times, 0] for s in some]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _ms(act: Callable[[], object]) -> float:
    """The best of five, after one that warms up."""
    best = float("inf")
    for turn in range(6):
        begin = time.perf_counter()
        act()
        if turn:
            best = min(best, 1000 * (time.perf_counter() - begin))
    return best


if __name__ == "__main__":
    main()
