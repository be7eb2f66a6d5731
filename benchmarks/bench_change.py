"""What a changed line costs: a drama of eighty episodes is made whole, one line is changed, and it is made again.

The peer is the making of the whole, measured in the same run. Bar: less than 5 % of its time, and just the scene that
changed and its episode are made, in all sizes. Episodes are a minute long, in four scenes, as micro-drama is made; with
``--scenes 1`` they last a quarter of that, and starting, reading and finding what is there weighs four times as much.

    PYTHONPATH=src python benchmarks/bench_change.py [--episodes 80] [--scenes 4]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOST = 0.05
PLACES = ("客厅", "办公室", "医院走廊", "街道", "天台", "餐厅", "村口", "派出所")
TOLD = "第{n}封信是谁写的？"
CHANGED = "第{n}封信究竟是谁写的？"


def script(episodes: int, scenes: int, *, changed: int = 0) -> str:
    """A drama of so many episodes; one line of the second scene of episode ``changed`` reads otherwise."""
    parts = ["《八十封信》\n"]
    for n in range(1, episodes + 1):
        parts.append(f"第{n}集\n")
        for k in range(1, scenes + 1):
            told = (CHANGED if n == changed and k == min(2, scenes) else TOLD).format(n=100 * n + k)
            place = PLACES[(n + 3 * k) % len(PLACES)]
            parts.append(
                f"{n}-{k} {'夜' if (n + k) % 2 else '日'} 内 {place}\n人物：林晚、沈星\n"
                f"△林晚把第{100 * n + k}封信放在桌上。\n林晚：（愤怒）{told}\n"
                f"沈星：不是我。我也收到了，一共{100 * n + k}封。\n△沈星转身就走，林晚愣在原地。\n"
            )
    return "\n".join(parts)


def make(path: Path, home: Path) -> tuple[float, dict[str, int]]:
    """Wall seconds of ``fangcun make`` and what its summary says of the tasks."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "fangcun", "make", str(path), "--out", str(home / "out"), "--json"],
        env={**os.environ, "FANGCUN_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[1] / "src")},
        check=True,
        capture_output=True,
        text=True,
    )
    seconds = time.perf_counter() - begun
    tasks: dict[str, int] = json.loads(done.stdout.splitlines()[-1])["tasks"]
    return seconds, tasks


def main() -> None:
    """Make, change, make again; print both times and their ratio."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--episodes", type=int, default=80)
    arguments.add_argument("--scenes", type=int, default=4)
    given = arguments.parse_args()
    episodes, scenes = given.episodes, given.scenes
    with tempfile.TemporaryDirectory() as folder:
        home, path = Path(folder), Path(folder) / "八十封信.txt"
        path.write_text(script(episodes, scenes), encoding="utf-8")
        whole, tasks = make(path, home)
        assert tasks["failed"] == 0
        path.write_text(script(episodes, scenes, changed=episodes // 2), encoding="utf-8")
        again, redone = make(path, home)
        print(f"whole:  {whole:6.1f} s, {tasks['ran']} tasks for {episodes} episodes")
        print(f"change: {again:6.1f} s, {redone['ran']} tasks, {redone['cached']} found made")
        print(f"ratio:  {again / whole:.1%} (bar {MOST:.0%})")
        # The scene and its smaller sizes, its episode in its own size and in all, the plan of the shoot.
        assert redone["ran"] <= 5
        assert again < MOST * whole


if __name__ == "__main__":
    main()
