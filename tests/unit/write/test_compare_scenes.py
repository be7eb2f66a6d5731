"""Which scene of the new draft is which of the old one."""

from script_text import script

from fangcun.write.contracts import ChangeKind, SceneChange
from fangcun.write.engine.compare import compare

ARRIVAL = """日 内 客厅
人物：林晚、顾砚
△林晚推门进来，手里攥着一张旧照片。
林晚：这张照片是谁拍的？
顾砚：你从哪里找到的，我以为早就烧了。
"""
HOSPITAL = """夜 内 医院走廊
人物：林晚、医生
△走廊尽头的红灯熄灭，医生摘下口罩走出来。
医生：病人已经脱离危险，家属可以进去看看。
林晚：谢谢大夫，她什么时候能醒？
"""
HILL = """日 外 后山
人物：陆沉
△陆沉独自爬上山坡，望着远处的县城，点燃了一沓信纸。
陆沉：十年了，我终于可以回家了。
"""
OFFICE = """日 内 办公室
人物：顾砚、秘书
秘书：董事会的人都到齐了，就等您签字呢。
△顾砚把钢笔摔在桌上，转身望向窗外的雨。
顾砚：告诉他们，这个字我不签。
"""


def draft(*scenes: str) -> str:
    return "".join(f"1-{i} {scene}" for i, scene in enumerate(scenes, 1))


def changes(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[SceneChange, ...]:
    return compare(script(draft(*old)), script(draft(*new))).changes


def kinds(found: tuple[SceneChange, ...]) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    return [(c.kind.value, c.old, c.new) for c in found]


def test_an_unchanged_draft_has_nothing_to_do() -> None:
    found = changes((ARRIVAL, HOSPITAL, HILL), (ARRIVAL, HOSPITAL, HILL))
    assert kinds(found) == [("same", (i,), (i,)) for i in range(3)]
    assert all(c.score == 1 and not c.needs and not c.moved and not c.renumbered for c in found)


def test_an_inserted_scene_renumbers_but_does_not_confuse() -> None:
    found = changes((ARRIVAL, HOSPITAL, HILL), (OFFICE, ARRIVAL, HOSPITAL, HILL))
    assert kinds(found) == [("added", (), (0,)), ("same", (0,), (1,)), ("same", (1,), (2,)), ("same", (2,), (3,))]
    assert [c.renumbered for c in found] == [False, True, True, True]
    assert not any(c.moved for c in found)


def test_a_moved_scene_is_the_one_that_moved() -> None:
    found = changes((ARRIVAL, HOSPITAL, HILL, OFFICE), (OFFICE, ARRIVAL, HOSPITAL, HILL))
    assert [(c.new, c.moved) for c in found] == [((0,), True), ((1,), False), ((2,), False), ((3,), False)]


def test_a_removed_scene_stands_last() -> None:
    assert kinds(changes((ARRIVAL, HOSPITAL, HILL), (ARRIVAL, HILL))) == [
        ("same", (0,), (0,)),
        ("same", (2,), (1,)),
        ("removed", (1,), ()),
    ]


def test_a_rewritten_scene_in_another_place_is_still_the_scene() -> None:
    rewritten = HOSPITAL.replace("医院走廊", "急诊大厅").replace("什么时候能醒", "还要多久才醒")
    (_, change) = changes((ARRIVAL, HOSPITAL), (ARRIVAL, rewritten))
    assert (change.kind, change.old, change.new) == (ChangeKind.CHANGED, (1,), (1,))


def test_a_split_scene_points_at_both_halves() -> None:
    lines = (ARRIVAL + OFFICE.split("\n", 2)[2]).splitlines(keepends=True)
    whole = "".join(lines)
    head, tail = "".join(lines[:5]), "日 内 书房\n人物：顾砚、秘书\n" + "".join(lines[5:])
    found = changes((HILL, whole, HOSPITAL), (HILL, head, tail, HOSPITAL))
    assert kinds(found) == [("same", (0,), (0,)), ("split", (1,), (1, 2)), ("same", (2,), (3,))]
    assert found[1].needs[0].field == "scenes"


def test_merged_scenes_point_at_the_one() -> None:
    merged = ARRIVAL + "".join(OFFICE.splitlines(keepends=True)[2:])
    found = changes((HILL, ARRIVAL, OFFICE, HOSPITAL), (HILL, merged, HOSPITAL))
    assert kinds(found) == [("same", (0,), (0,)), ("merged", (1, 2), (1,)), ("same", (3,), (2,))]


def test_twins_are_paired_in_order() -> None:
    assert kinds(changes((HILL, HILL, HILL), (HILL, HILL))) == [
        ("same", (0,), (0,)),
        ("same", (1,), (1,)),
        ("removed", (2,), ()),
    ]


def test_every_scene_stands_in_exactly_one_change() -> None:
    old, new = (ARRIVAL, HOSPITAL, HILL, OFFICE, HILL), (OFFICE, HILL, ARRIVAL + HOSPITAL.split("\n", 2)[2])
    found = changes(old, new)
    assert sorted(i for c in found for i in c.old) == list(range(5))
    assert sorted(j for c in found for j in c.new) == list(range(3))


def test_empty_drafts_compare() -> None:
    assert changes((), ()) == ()
    assert kinds(changes((), (HILL,))) == [("added", (), (0,))]
