"""How long a panel takes on one core, with its quality asserted in the same run.

Run: ``PYTHONPATH=src python benchmarks/bench_draw.py FONT_FOLDER``. The limit it is compared with is what any drawing
must pay: filling the same pixels once and handing them over as RGB.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import cv2
import numpy as np

from fangcun.cut.contracts import Expression, Figure, Framing, Look, Move, Shot, ShotKind
from fangcun.cut.engine.draw import Fonts, draw_panel

LOOKS = {
    look.name: look
    for look in (
        Look("顾言", 1, "男", 28, "modern", "suit"),
        Look("苏晚", 2, "女", 25, "modern", "dress"),
        Look("奶奶", 4, "女", 70, "modern", "sweater"),
    )
}
LIMIT_MS = 400.0
"""Median over which the run fails: generous, because the cores of a base are shared."""


def _shots() -> list[Shot]:
    shots = []
    feelings = list(Expression)
    for i in range(36):
        count = (1, 1, 2, 2, 3)[i % 5]
        people = tuple(
            Figure(name, feelings[(i + k) % len(feelings)], speaking=k == 0)
            for k, name in enumerate(list(LOOKS)[:count])
        )
        kind = (ShotKind.SINGLE, ShotKind.TWO, ShotKind.GROUP)[count - 1]
        framing = (Framing.MEDIUM, Framing.CLOSE, Framing.FULL, Framing.MEDIUM, Framing.WIDE, Framing.EXTREME)[i % 6]
        place, hour = (("客厅", "日"), ("医院走廊", "夜"), ("街道", "黄昏"))[i // 12]
        shots.append(Shot(f"b.{i}", kind, framing, Move.STILL, place, hour, "", people, (), 3.0))
    return shots


def _floor(width: int, height: int) -> float:
    started = time.perf_counter()
    for _ in range(5):
        pixels = np.full((height, width, 4), 200, np.uint8)
        cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB)
    return (time.perf_counter() - started) / 5 * 1000


def main(folder: Path) -> None:
    """Draw thirty-six shots twice, check the bytes, print the second round's median and its ratio to the limit."""
    cv2.setNumThreads(1)
    fonts = Fonts(
        folder / "400Regular/NotoSansSC_400Regular.ttf",
        folder / "700Bold/NotoSansSC_700Bold.ttf",
        folder / "900Black/NotoSansSC_900Black.ttf",
    )
    shots = _shots()
    first = [draw_panel(shot, LOOKS, fonts=fonts) for shot in shots]
    took, cpu = [], []
    for shot, before in zip(shots, first, strict=True):
        started, worked = time.perf_counter(), time.thread_time()
        panel = draw_panel(shot, LOOKS, fonts=fonts)
        took.append((time.perf_counter() - started) * 1000)
        cpu.append((time.thread_time() - worked) * 1000)
        assert np.array_equal(panel.image, before.image), "the same shot must give the same bytes"
        assert panel.image.std() > 15
        assert panel.faces
    pictures = [panel.image[::16, ::16].astype(int) for panel in first]
    nearest = min(np.abs(a - b).mean() for i, a in enumerate(pictures) for b in pictures[i + 1 :])
    assert nearest > 1.5, "two different shots came out as one picture"
    floor = _floor(*reversed(first[0].image.shape[:2]))
    median = statistics.median(took)
    print(f"panels {len(shots)}  median {median:.0f} ms  cpu {statistics.median(cpu):.0f} ms")
    print(f"limit (fill and hand over) {floor:.1f} ms  ratio {median / floor:.0f}×  nearest pair {nearest:.1f}/255")
    assert median < LIMIT_MS


if __name__ == "__main__":
    main(Path(sys.argv[1]))
