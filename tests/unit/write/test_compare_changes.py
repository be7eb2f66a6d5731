"""What changed inside a scene, and which desk has to act on it."""

from hypothesis import given
from hypothesis import strategies as st
from script_text import script

from fangcun.write.contracts import Category, SceneChange, Work
from fangcun.write.engine.compare import compare
from fangcun.write.engine.line_diff import diff_text

BEFORE = """1-1 日 内 客厅
人物：林晚、顾砚
△林晚一袭红裙走进来，手里拿着离婚协议书。
林晚：我们离婚吧，房子归你，孩子归我。
顾砚：你想清楚了？
【字幕：三年前】
"""


def change(after: str) -> SceneChange:
    (only,) = compare(script(BEFORE), script(after)).changes
    return only


def needs(found: SceneChange) -> dict[tuple[Work, str], tuple[tuple[str, ...], tuple[str, ...]]]:
    return {(n.work, n.field): (n.removed, n.added) for n in found.needs}


def test_a_changed_word_is_shown_in_its_line_and_goes_to_review_only() -> None:
    found = change(BEFORE.replace("房子归你", "车子归你"))
    (line,) = found.lines
    assert [(p.op, p.text) for p in line.pieces] == [
        ("same", "我们离婚吧，"),
        ("removed", "房"),
        ("added", "车"),
        ("same", "子归你，孩子归我。"),
    ]
    assert {w for w, _ in needs(found)} == {Work.REREVIEW}
    assert (Work.REREVIEW, "dialogue") in needs(found)


def test_words_on_the_screen_are_reviewed() -> None:
    assert (Work.REREVIEW, "onscreen") in needs(change(BEFORE.replace("三年前", "五年前")))


def test_another_dress_goes_to_wardrobe() -> None:
    found = change(BEFORE.replace("红裙", "白裙"))
    assert needs(found)[Work.REDRESS, "wardrobe"] == (("红裙",), ("白裙",))
    assert [e.name for e in found.elements_added if e.category is Category.WARDROBE] == ["白裙"]
    assert [e.name for e in found.elements_removed if e.category is Category.WARDROBE] == ["红裙"]


def test_place_time_and_side_upset_the_plan() -> None:
    found = needs(change(BEFORE.replace("日 内 客厅", "夜 外 天台")))
    assert found[Work.RESCHEDULE, "place"] == (("客厅",), ("天台",))
    assert found[Work.RESCHEDULE, "time"] == (("日",), ("夜",))
    assert found[Work.RESCHEDULE, "int_ext"] == (("内",), ("外",))
    assert not [k for k in found if k[0] is Work.REREVIEW]


def test_a_new_person_and_a_crowd_upset_the_plan() -> None:
    found = change(BEFORE.replace("林晚、顾砚", "林晚、顾砚、陆沉、保安×6"))
    assert found.cast_added == ("陆沉",)
    assert needs(found)[Work.RESCHEDULE, "cast"] == ((), ("陆沉",))
    assert needs(found)[Work.RESCHEDULE, "extras"] == ((), ("保安×6",))


def test_a_much_longer_scene_upsets_the_plan() -> None:
    longer = BEFORE + "林晚：" + "说来话长" * 20 + "\n"
    assert (Work.RESCHEDULE, "length") in needs(change(longer))


def test_added_and_removed_lines_are_told_apart() -> None:
    found = change(BEFORE.replace("顾砚：你想清楚了？\n", "△窗外一声惊雷。\n"))
    assert [(line.old and line.old.text, line.new and line.new.text) for line in found.lines] == [
        ("你想清楚了？", None),
        (None, "窗外一声惊雷。"),
    ]


def test_the_same_words_in_another_mouth_are_a_change() -> None:
    found = change(BEFORE.replace("顾砚：你想清楚了？", "林晚：你想清楚了？"))
    (line,) = found.lines
    assert (line.old and line.old.speaker, line.new and line.new.speaker) == ("顾砚", "林晚")


def test_the_lists_of_work_come_from_the_comparison() -> None:
    comparison = compare(script(BEFORE), script(BEFORE.replace("红裙", "白裙")))
    assert len(comparison.needing(Work.REDRESS)) == 1
    assert comparison.needing(Work.RESCHEDULE) == ()


@given(st.text("甲乙丙丁，。", max_size=30), st.text("甲乙丙丁，。", max_size=30))
def test_pieces_spell_both_texts(old: str, new: str) -> None:
    pieces = diff_text(old, new)
    assert "".join(p.text for p in pieces if p.op != "added") == old
    assert "".join(p.text for p in pieces if p.op != "removed") == new
