"""Who is in a scene, who is heard in it, and who is only spoken of."""

from script_text import script

from fangcun.write.contracts import Character
from fangcun.write.engine.breakdown import break_down


def test_cast_line_and_speakers_are_present_and_others_are_spoken_of() -> None:
    (scene, other) = break_down(
        script(
            "1-1 日 内 客厅\n人物：林晚、顾砚\n林晚：陆沉昨天来过。\n管家：夫人。\n"
            "1-2 日 内 车里\n人物：陆沉\n陆沉：开车。\n"
        )
    ).scenes
    assert scene.cast_named == ("林晚", "顾砚", "管家")
    assert scene.cast_speaking == ("林晚", "管家")
    assert scene.cast_mentioned == ("陆沉",)
    assert other.cast_mentioned == ()


def test_without_a_cast_line_the_action_says_who_is_there() -> None:
    first, _ = break_down(
        script(
            "INT. BAR - NIGHT\n△STEEL nods at Brick.\nSTEEL：Where is Dan?\n"
            "EXT. ROAD - DAY\nBRICK：Hello.\nDAN：Steelworks are closed.\n",
            format="fountain",
        )
    ).scenes
    assert first.cast_named == ("STEEL", "BRICK")
    assert first.cast_mentioned == ("DAN",)


def test_aliases_count_as_the_person() -> None:
    play = script(
        "1-1 日 内 客厅\n人物：晚晚\n晚晚：小顾总呢？\n",
        characters=(Character("林晚", ("晚晚",)), Character("顾砚", ("小顾总",))),
    )
    (scene,) = break_down(play).scenes
    assert (scene.cast_named, scene.cast_mentioned) == (("林晚",), ("顾砚",))


def test_a_name_inside_a_latin_word_is_no_mention() -> None:
    first, _ = break_down(
        script("INT. BAR - DAY\nANN：The announcement.\nEXT. SEA - DAY\nNOU：No.\n", format="fountain")
    ).scenes
    assert first.cast_mentioned == ()
