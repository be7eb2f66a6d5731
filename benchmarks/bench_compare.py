"""How fast two drafts are compared, and whether every scene is found again.

    PYTHONPATH=src python benchmarks/bench_compare.py

A draft of distinct scenes is changed in known ways (moved, removed, added, split, rewritten in every line); the answer
must name exactly those. The limit is what a person waits for without asking: 1 s for 300 scenes, 15 s for 3,000.
"""

from __future__ import annotations

import random
import time

from fangcun.write.contracts import ChangeKind
from fangcun.write.engine.breakdown import break_down
from fangcun.write.engine.compare import compare
from fangcun.write.engine.reader import read_text

LIMITS = {300: 1.0, 3000: 15.0}  # seconds of the processor
_PAIRS = (
    "离开回来真相医院孩子公司合同秘密母亲昨天明天雨夜车站眼神沉默愤怒笑容窗外灯光背影往事承诺钥匙照片电话"
    "名字房间股份婚礼戒指眼泪谎言证据律师老家故乡小镇河边桥头夕阳清晨汽笛火车站台书信毕业誓言仇人恩情父亲"
    "哥哥妹妹师傅徒弟将军皇后宫门城墙军令粮草战马密信刺客毒酒解药玉佩"
)
WORDS = [_PAIRS[i : i + 2] for i in range(0, len(_PAIRS), 2)]
PEOPLE = ["林晚", "顾砚", "沈清", "陆沉", "苏婉", "赵总", "秦风"]
PLACES = ["客厅", "办公室", "医院走廊", "宴会厅", "教室", "酒店大堂", "后山", "码头"]


def make_scene(chance: random.Random) -> list[str]:
    """Cast line and twelve lines of a scene that no other is like."""
    who = chance.sample(PEOPLE, 3)

    def phrase(count: int) -> str:
        return "".join(chance.choice(WORDS) for _ in range(count))

    lines = [f"日 内 {chance.choice(PLACES)}\n人物：{'、'.join(who)}\n"]
    lines += [f"△{who[0]}{phrase(6)}。\n" if n % 2 else f"{chance.choice(who)}：{phrase(7)}。\n" for n in range(12)]
    return lines


def draft(scenes: list[list[str]]) -> str:
    """The script of ``scenes``, numbered from the first."""
    return "".join(f"{i // 6 + 1}-{i % 6 + 1} {''.join(scene)}" for i, scene in enumerate(scenes))


def main() -> None:
    """Print the figures and hold them."""
    for size, limit in LIMITS.items():
        chance = random.Random(7)
        old = [make_scene(chance) for _ in range(size)]
        new = [list(scene) for scene in old]
        moved, cut = size // 2, size // 3
        new[50] = [new[50][0], *(line.replace("。", "，好吗。") for line in new[50][1:])]
        half = [new[80][0].replace("日 内", "夜 内"), *new[80][7:]]
        new[80] = new[80][:7]
        taken = new.pop(moved)
        del new[cut]
        new.insert(81, half)
        new.insert(3, taken)
        new.insert(20, make_scene(chance))
        before, after = read_text(draft(old)), read_text(draft(new))
        old_breakdown, new_breakdown = break_down(before), break_down(after)
        start = time.process_time()
        comparison = compare(before, after, old_breakdown=old_breakdown, new_breakdown=new_breakdown)
        seconds = time.process_time() - start
        told = {c.kind: c for c in comparison.changes if c.kind is not ChangeKind.SAME}
        assert len([c for c in comparison.changes if c.kind is not ChangeKind.SAME]) == 4, told
        assert told[ChangeKind.CHANGED].old == (50,)
        assert told[ChangeKind.SPLIT].old == (80,)
        assert told[ChangeKind.ADDED].new == (20,)
        assert told[ChangeKind.REMOVED].old == (cut,)
        assert [c.old for c in comparison.changes if c.moved] == [(moved,)]
        print(f"{size} scenes: {seconds:.2f} s, every change named")
        assert seconds <= limit, seconds
        rewritten = read_text(draft([[scene[0], *(x.replace("。", "哦。") for x in scene[1:])] for scene in old]))
        start = time.process_time()
        comparison = compare(before, rewritten, old_breakdown=old_breakdown)
        print(f"{size} scenes, every line rewritten: {time.process_time() - start:.2f} s with the breakdown")
        assert [(c.old, c.new) for c in comparison.changes] == [((i,), (i,)) for i in range(size)]


if __name__ == "__main__":
    main()
