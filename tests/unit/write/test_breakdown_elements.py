"""What a scene needs is found in its text, and nothing that only looks like it."""

import pytest
from script_text import script

from fangcun.write.contracts import Category, SceneBreakdown, Screenplay
from fangcun.write.engine.breakdown import break_down


def found(scene: SceneBreakdown, category: Category) -> list[str]:
    return [f"{e.name}×{e.count}" if e.count else e.name for e in scene.elements if e.category is category]


def only_scene(body: str, *, heading: str = "1-1 日 内 客厅") -> SceneBreakdown:
    return break_down(script(f"{heading}\n{body}\n")).scenes[0]


@pytest.mark.parametrize(
    ("text", "category", "names"),
    [
        ("△她一袭红裙，缓缓走来。", Category.WARDROBE, ["红裙"]),
        ("△顾总身穿黑色西装，打着领带。", Category.WARDROBE, ["黑色西装", "领带"]),
        ("△他披着破旧的军大衣。", Category.WARDROBE, ["军大衣"]),
        ("△沈清浑身是血，倒在地上。", Category.MAKEUP_HAIR, ["浑身是血"]),
        ("△他满脸都是泥，嘴角渗血。", Category.MAKEUP_HAIR, ["满脸都是泥", "嘴角渗血"]),
        ("△远处枪声大作。", Category.SOUND, ["枪声"]),
        ("△仓库爆炸，火光冲天。", Category.SPECIAL_EFFECTS, ["爆炸", "火光冲天"]),
        ("△他从天台坠楼。两人打斗起来。", Category.STUNTS, ["坠楼", "打斗"]),
        ("△将军翻身上马，一只土狗叫着跑开。", Category.ANIMALS, ["马", "土狗×1"]),
        ("△十几个保安围上来，两名护士推门。", Category.EXTRAS, ["保安×10", "护士×2"]),
        ("△数百名士兵列阵，众宫女跪下。", Category.EXTRAS, ["士兵×200", "宫女"]),
        ("△三辆黑色轿车停在门口。", Category.VEHICLES, ["黑色轿车×3"]),
        ("△他拔剑，又把三封密信扔进火盆。", Category.PROPS, ["剑", "密信×3", "火盆"]),
        ("特效：金光一闪、龙形虚影", Category.VISUAL_EFFECTS, ["金光一闪", "龙形虚影"]),
        ("音效：心跳声、倒计时", Category.SOUND, ["心跳声", "倒计时"]),
        ("△两人在雨中吻住对方。", Category.ADDITIONAL_LABOR, ["亲密戏协调"]),
        ("△数十名富商举着三筐猕猴桃。", Category.EXTRAS, ["富商×20"]),
        ("△他抱来三筐猕猴桃，两张旧船票。", Category.PROPS, ["猕猴桃×3", "船票×2"]),
        ("△西装笔挺的他走进来。", Category.WARDROBE, ["西装"]),
        ("△航拍：群山。", Category.SPECIAL_EQUIPMENT, ["航拍"]),
    ],
)
def test_finds(text: str, category: Category, names: list[str]) -> None:
    assert found(only_scene(text), category) == names


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("△他不肯把对手机会让出来。", Category.PROPS),
        ("△两人走进车间，马上又出来。", Category.VEHICLES),
        ("△他马上转身，沿着马路走远。", Category.ANIMALS),
        ("△她相信短信，信心十足。", Category.PROPS),
        ("△远处传来枪声。", Category.PROPS),
        ("△他在书房里鼓掌。", Category.PROPS),
        ("△狗血的剧情让她心如刀绞。", Category.ANIMALS),
        ("△他一身冷汗，一身酒气。", Category.WARDROBE),
        ("△一双眼睛盯着她，一份工作没了。", Category.PROPS),
        ("△第一名学生走上台。", Category.PROPS),
        ("林晚：我的手机呢？马上把车开来！", Category.PROPS),
        ("林晚：我的手机呢？马上把车开来！", Category.VEHICLES),
    ],
)
def test_is_not_fooled(text: str, category: Category) -> None:
    assert found(only_scene(text), category) == []


def test_a_direction_or_a_pointing_word_shows_the_thing_in_dialogue() -> None:
    scene = only_scene("林晚（掏出匕首）：这枚玉佩还给你，那封信我烧了。")
    assert found(scene, Category.PROPS) == ["匕首", "玉佩"]


def test_listed_things_keep_their_names_and_numbers() -> None:
    scene = only_scene("人物：林晚、士兵×10、差役若干\n道具：半块玉佩、轿车、自制木马\n△十几名士兵闯入，抢走玉佩。")
    listed = [(e.category, e.name, e.count) for e in scene.elements if e.listed and e.category is not Category.CAST]
    assert listed == [
        (Category.EXTRAS, "士兵", 10),
        (Category.EXTRAS, "差役", None),
        (Category.PROPS, "半块玉佩", None),
        (Category.PROPS, "自制木马", None),
        (Category.VEHICLES, "轿车", None),
    ]


def test_a_speaking_guard_is_cast_and_a_crowd_of_guards_is_not() -> None:
    scene = only_scene("人物：林晚、保安\n保安：站住！\n△保安拦住她，又来了五名保安。")
    assert found(scene, Category.CAST) == ["林晚", "保安"]
    assert found(scene, Category.EXTRAS) == ["保安×5"]


def test_names_are_not_things() -> None:
    scene = only_scene("人物：马刀、白衣\n马刀：走。\n△马刀看着白衣。")
    assert {e.category for e in scene.elements} == {Category.CAST}


def test_animals_ask_for_their_handler() -> None:
    scene = only_scene("△大黄狗叫了两声。")
    assert found(scene, Category.ANIMAL_HANDLER) == ["动物训导"]


def test_a_thing_is_given_once_with_its_first_place() -> None:
    play = script("1-1 日 内 客厅\n△她看手机。\n△她放下手机，又拿起两部手机。\n")
    (phone,) = (e for e in break_down(play).scenes[0].elements if e.category is Category.PROPS)
    assert (phone.name, phone.count, phone.span.start) == ("手机", 2, play.source.index("手机"))


WESTERN = """INT. KITCHEN - DAY
△Steel drops the revolver. Two guards and a dozen soldiers burst in with flashlights, a German shepherd on a leash.
△Brick wears a trench coat; he is covered in blood. A gunshot. The car park is empty.
EXT. ROAD - NIGHT
△A police car chases a motorcycle in the pouring rain.
"""


def test_western_scripts_break_down_too() -> None:
    kitchen, road = break_down(script(WESTERN, format="fountain")).scenes
    assert found(kitchen, Category.PROPS) == ["revolver", "flashlight"]
    assert found(kitchen, Category.EXTRAS) == ["guard×2", "soldier×12"]
    assert found(kitchen, Category.ANIMALS) == ["german shepherd"]
    assert found(kitchen, Category.WARDROBE) == ["trench coat"]
    assert found(kitchen, Category.MAKEUP_HAIR) == ["blood"]
    assert found(kitchen, Category.SOUND) == ["gunshot"]
    assert found(kitchen, Category.VEHICLES) == []
    assert found(road, Category.VEHICLES) == ["police car", "motorcycle"]
    assert found(road, Category.SPECIAL_EFFECTS) == ["pouring rain"]


def surfaces(play: Screenplay) -> list[tuple[str, str]]:
    return [(e.name, play.source[e.span.start : e.span.end]) for s in break_down(play).scenes for e in s.elements]


def test_spans_point_at_what_was_found() -> None:
    play = script("1-1 日 内 客厅\n人物：林晚、士兵×10\n道具：玉佩\n△林晚拔剑，手机掉落，一袭红裙。\n")
    assert surfaces(play) == [
        ("林晚", "林晚"),
        ("士兵", "士兵"),
        ("玉佩", "玉佩"),
        ("剑", "剑"),
        ("手机", "手机"),
        ("红裙", "红裙"),
    ]


def test_spans_point_into_the_original_through_radicals_and_invisible_characters() -> None:
    play = script("1-1 日 内 客厅\n△她\u200b拿\u200b起\u200b手\u200b机，⼿枪落地。\n")
    assert surfaces(play) == [("手机", "手\u200b机"), ("手枪", "⼿枪")]
