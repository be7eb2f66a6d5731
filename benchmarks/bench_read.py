"""How fast scripts are read: megabytes (UTF-8) a second on one core, the answer checked, with screenplain beside it.

Run with ``PYTHONPATH=src python benchmarks/bench_read.py [MB]``. Exits with 1 below 5 MB/s on Chinese text.
"""

from __future__ import annotations

import io
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from screenplain.parsers import fountain

from fangcun.write.contracts import BlockKind
from fangcun.write.engine.reader import read, read_text

BAR = 5.0  # MB/s
SCENES_IN_EPISODE = 4

_PLACES = ("林家客厅", "顾氏集团 总裁办公室", "县医院 走廊", "老城区街道")
_NAMES = ("林晚", "顾言", "赵亮", "王秘书")
_ACTIONS = (
    "△{a}推门而入，手里攥着一份皱巴巴的文件，目光扫过在场的每一个人。",
    "△{b}缓缓放下茶杯，嘴角浮起一丝冷笑，窗外雷声滚滚，雨水打在玻璃上。",
    "△{a}猛地转身，头也不回地走向门口，身后传来瓷器碎裂的声音。",
)
_LINES = (
    "{a}（冷笑）：三年前你把我赶出家门的时候，可曾想过会有今天这一幕？",
    "{b}：你手里那份文件根本不算数，公司的章在我这里，你拿什么跟我斗？",
    "{a}：（深吸一口气）那就走着瞧，明天的股东大会上，我会让所有人知道真相。",
    "{b}（OS）：她怎么会知道这件事？难道当年的那份遗嘱还有第二份？",
)


def make_chinese(megabytes: float) -> tuple[str, int, int]:
    """A script of about ``megabytes`` of UTF-8, with the numbers of its scenes and of its played blocks."""
    parts: list[str] = [
        "《方寸之间》\n\n人物小传\n",
        *(f"{n}：{'女' if i % 2 == 0 else '男'}，{25 + i}岁，主要人物。\n" for i, n in enumerate(_NAMES)),
    ]
    size, episode, scenes, blocks = 0, 0, 0, 0
    while size < megabytes * 1e6:
        episode += 1
        rows = [f"\n第{episode}集\n"]
        for scene in range(1, SCENES_IN_EPISODE + 1):
            a, b = _NAMES[(episode + scene) % 4], _NAMES[(episode + scene + 1) % 4]
            place = _PLACES[(episode * 3 + scene) % 4]
            rows.append(
                f"\n{episode}-{scene} {'日' if scene % 2 else '夜'} {'内' if place != _PLACES[3] else '外'}"
                f" {place}\n人物：{a}、{b}、保镖×4\n"
            )
            scenes += 1
            for n in range(10):
                rows.append(
                    (_ACTIONS[(n + scene) % 3] if n % 3 == 0 else _LINES[(n + episode) % 4]).format(a=a, b=b) + "\n"
                )
                blocks += 1
        rows.append(f"第{episode}集完\n")
        text = "".join(rows)
        size += len(text.encode())
        parts.append(text)
    return "".join(parts), scenes, blocks


def make_fountain(scenes: int) -> str:
    """An English Fountain script of so many scenes."""
    scene = (
        "INT. HOUSE {n} - DAY\n\nMara opens the old door and looks into the dark hall.\n\n"
        "MARA\n(whispering)\nIs anybody here?\n\nTOM\nOnly the two of us, as always.\n\n"
        "The wind shuts the door behind them.\n\n"
    )
    return "".join(scene.replace("{n}", str(n)) for n in range(scenes))


def best_of(call: Callable[[], Any], times: int) -> tuple[float, Any]:
    """The shortest of so many runs in seconds, and the last answer."""
    best, answer = float("inf"), None
    for _ in range(times):
        answer = None  # the old answer's memory is not this run's to free
        start = time.process_time()
        answer = call()
        best = min(best, time.process_time() - start)
    return best, answer


def main(megabytes: float) -> int:
    """Measure, check, print; the exit code."""
    text, scenes, blocks = make_chinese(megabytes)
    size = len(text.encode()) / 1e6
    took, play = best_of(lambda: read_text(text), 3)
    played = (BlockKind.ACTION, BlockKind.DIALOGUE)
    assert len(play.scenes()) == scenes, (len(play.scenes()), scenes)
    assert sum(b.kind in played for s in play.scenes() for b in s.blocks) == blocks
    assert "".join(text[b.span.start : b.span.end] for b in play.all_blocks()) == text
    speed = size / took
    print(f"Chinese text   {size:6.1f} MB  {took:6.2f} s  {speed:6.1f} MB/s   bar {BAR} MB/s: ×{speed / BAR:.2f}")
    gbk = text.encode("gb18030")
    took, play = best_of(lambda: read(gbk, name="script.txt"), 1)
    assert play.encoding == "gb18030"
    assert len(play.scenes()) == scenes
    print(f"GB18030 file   {size:6.1f} MB  {took:6.2f} s  {size / took:6.1f} MB/s")

    script = make_fountain(3000)
    size = len(script.encode()) / 1e6
    ours, play = best_of(lambda: read_text(script, format="fountain"), 3)
    theirs, peer = best_of(lambda: list(fountain.parse(io.StringIO(script))), 3)
    slugs = sum(type(p).__name__ == "Slug" for p in peer)
    assert len(play.scenes()) == slugs == 3000
    print(
        f"Fountain       {size:6.1f} MB  {ours:6.2f} s  {size / ours:6.1f} MB/s   "
        f"screenplain {size / theirs:.1f} MB/s: ×{theirs / ours:.2f}"
    )

    tracemalloc.start()
    small = make_chinese(1)[0]
    peaks = []
    for times in (1, 4):
        tracemalloc.reset_peak()
        base = tracemalloc.get_traced_memory()[0]
        read_text(small * times)
        peaks.append(tracemalloc.get_traced_memory()[1] - base)
    print(f"Memory         ×{peaks[1] / peaks[0]:.2f} for four times the text ({peaks[0] / 1e6:.0f} MB for 1 MB)")
    assert peaks[1] < peaks[0] * 4.6
    return 0 if speed >= BAR else 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0))
