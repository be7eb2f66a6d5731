"""Changes since the filed script: which of them need filing again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from review_works import changed, found

COSTLY = Decimal(4_000_000)


def script(
    *, lead: str = "何苗", end: str = "留下来", scenes: int = 10, extra: str = "", title: str = "面包店来信"
) -> str:
    """A series of ten scenes about a baker, each with words of its own."""
    things = ["面粉", "酵母", "黄油", "烤箱", "账本", "雨伞", "信封", "门铃", "围裙", "钥匙", "邮票", "风筝"]
    rows = [f"《{title}》", "", "第1集"]
    for i, thing in enumerate(things[: scenes - 1], start=1):
        rows += [
            f"1-{i} 日 内 面包店",
            f"人物：{lead}、顾远",
            f"△{lead}把{thing}放到柜台上，望着窗外第{i}次叹气。",
            f"{lead}：这个{thing}，是我母亲留下来的，我谁也不给。",
            f"顾远：{thing}我只借三天，三天以后连同利息一起还给你。",
            f"{lead}：上回你借走{things[-i]}的时候也是这样说的。",
        ]
    rows += [
        f"1-{scenes} 夜 外 码头",
        f"人物：{lead}、顾远",
        f"△汽笛响了，{lead}站在栈桥尽头。",
        f"顾远：船要开了，你到底{end}还是不{end}？",
        f"{lead}：我想好了，我要{end}，把这家店一直开下去。",
        extra,
    ]
    return "\n".join(rows)


def test_the_same_script_needs_nothing() -> None:
    assert found(changed(script(), script()), "refile") == []


def test_a_few_words_are_a_note() -> None:
    (small,) = found(changed(script(), script().replace("三天以后", "五天以后", 1)), "refile")
    assert small.code == "refile.small"
    assert small.severity.value == "note"
    assert "1 场" in small.message


def test_a_renamed_lead_is_one_finding_and_no_removal() -> None:
    (renamed,) = found(changed(script(), script(lead="江小鱼"), investment=COSTLY), "refile.characters")
    assert "何苗 → 江小鱼" in renamed.message
    assert renamed.severity.value == "ask"
    assert "第46条" in renamed.rule
    assert "10万元" in renamed.action


def test_a_new_main_character_stops_a_work_of_the_top_class_and_asks_of_the_others() -> None:
    more = "\n".join(f"沈一刀：第{i}笔账，今天一起算清楚。" for i in range(8))
    (added,) = found(changed(script(), script(extra=more), investment=COSTLY), "refile.characters")
    assert added.severity.value == "block"
    assert "沈一刀" in added.message
    (added,) = found(changed(script(), script(extra=more)), "refile.characters")
    assert added.severity.value == "ask"


def test_a_lead_who_is_gone_is_named_with_the_lines_lost() -> None:
    more = "\n".join(f"沈一刀：第{i}笔账，今天一起算清楚。" for i in range(8))
    (gone,) = found(changed(script(extra=more), script(), investment=COSTLY), "refile.characters")
    assert "沈一刀" in gone.message
    assert gone.limit == "8 句"


def test_a_new_small_part_is_no_main_character() -> None:
    assert found(changed(script(), script(extra="邮差：有信！")), "refile.characters") == []


def test_another_ending_is_asked_about() -> None:
    other = script().replace("△汽笛响了，何苗站在栈桥尽头。", "△医院走廊尽头，灯一盏盏熄灭，何苗抱着空轮椅。")
    lines = other.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("顾远：船要开了"))
    lines[at : at + 2] = ["顾远：手术没有成功，医生已经尽力了。", "何苗：他说过会等我回来的。"]
    (ending,) = found(changed(script(), "\n".join(lines)), "refile.ending")
    assert ending.severity.value == "ask"
    assert ending.evidence


def test_half_the_scenes_gone_is_another_story() -> None:
    (turn,) = found(changed(script(scenes=12), script(scenes=6)), "refile.direction")
    assert "走向" in turn.message
    assert "删去" in turn.measured


def test_a_new_title_is_asked_about() -> None:
    assert found(changed(script(), script(title="码头来信")), "refile.title")[0].limit == "面包店来信"


def test_before_the_order_nothing_was_asked() -> None:
    assert found(changed(script(), script(lead="江小鱼")), "refile", on=date(2026, 8, 31)) == []
