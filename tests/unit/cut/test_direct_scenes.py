"""A scene as a director would shoot it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from directing_stage import shots

from fangcun.cut.contracts import Expression, Framing, Move, ShotKind
from fangcun.cut.engine.alike import seen_in


def faces(body: str) -> dict[str, Expression]:
    return {f.name: f.expression for s in shots(body) for f in s.figures}


def test_a_scene_opens_on_its_place_and_says_where_it_is() -> None:
    first = shots("△林晚走进来。")[0]
    assert (first.kind, first.framing) == (ShotKind.ESTABLISHING, Framing.WIDE)
    assert first.caption == "客厅·日"
    assert first.figures == ()


def test_a_scene_that_opens_with_a_line_says_it_once() -> None:
    opened = shots("老周：进来。\n△林晚走进来。")
    assert opened[0].lines == ()
    assert [line.text for s in opened for line in s.lines] == ["进来。"]


def test_extras_fill_the_place() -> None:
    assert shots("△林晚走进来。", cast="林晚、宾客*8")[0].extras == 8


@pytest.mark.parametrize(
    ("manner", "face"),
    [
        ("怒", Expression.ANGER),
        ("冷笑", Expression.SMIRK),
        ("哭", Expression.CRY),
        ("震惊", Expression.SHOCK),
        ("温柔", Expression.TENDER),
        ("虚弱", Expression.PAIN),
        ("疑惑", Expression.THINK),
        ("憨笑", Expression.SMILE),
    ],
)
def test_the_manner_of_a_line_is_the_face_that_speaks_it(manner: str, face: Expression) -> None:
    speaker = next(f for s in shots(f"林晚（{manner}）：是你。") for f in s.figures if f.speaking)
    assert (speaker.name, speaker.expression) == ("林晚", face)


def test_an_exchange_shows_both_before_it_goes_near() -> None:
    spoken = [s for s in shots("林晚：您好。我来还伞。\n老周：不急，进来坐。\n林晚：那我打扰了。") if s.lines]
    assert spoken[0].kind is ShotKind.TWO
    assert {f.name for f in spoken[0].figures} == {"林晚", "老周"}


def test_no_two_shots_running_frame_the_same_people_the_same_way() -> None:
    lines = "\n".join(f"{who}：这是第{n}句话，说得很平常。" for n in range(6) for who in ("林晚", "老周"))
    # A shot past a shoulder and its reverse take in the same two, but each shows another face; so do two singles.
    running = [(s.kind, s.framing, sorted(f.name for f in seen_in(s))) for s in shots(lines)]
    same = [a for a, b in pairwise(running) if a == b]
    assert same == []


def test_everyone_is_in_the_picture_when_the_text_says_everyone() -> None:
    crowd = shots("△全场愣住。", cast="林晚、老周、小雨")[-1]
    assert crowd.kind is ShotKind.GROUP
    assert {f.name for f in crowd.figures} == {"林晚", "老周", "小雨"}


def test_a_phone_is_seen_with_what_stands_on_it() -> None:
    insert = next(s for s in shots("△手机屏幕上：未接来电，四十六个。") if s.kind is ShotKind.INSERT)
    assert (insert.prop, insert.caption) == ("手机", "未接来电，四十六个")


def test_something_that_strikes_shakes_the_camera() -> None:
    assert Move.SHAKE in {s.move for s in shots("△老周一巴掌砸在桌上。")}


def test_a_pronoun_means_the_last_one_of_that_sex() -> None:
    last = shots("△林晚站在门口，老周抬起头。\n△她慢慢走过去。")[-1]
    assert [f.name for f in last.figures] == ["林晚"]
    last = shots("△林晚站在门口，老周抬起头。\n△他慢慢走过去。")[-1]
    assert [f.name for f in last.figures] == ["老周"]


def test_a_long_speech_is_parted_where_it_breathes_and_nothing_is_lost() -> None:
    speech = "我在这里等了三十年，每天都把灯点上。别人说我傻，我说灯亮着，人就找得到家。现在你来了，我可以关灯了。"
    parts = [line.text for s in shots(f"老周：{speech}") for line in s.lines]
    assert len(parts) > 1
    assert "".join(parts) == speech
    assert all(part[-1] in "。，！？" for part in parts)


def test_an_episode_ends_on_a_held_face() -> None:
    last = shots("老周：进来。\n林晚（震惊）：这把伞……是我爸的？\n【卡点】", closing=True)[-1]
    assert (last.kind, last.move) == (ShotKind.HOLD, Move.PUSH)
    assert last.framing in (Framing.CLOSE, Framing.EXTREME)
    assert last.figures[0].name == "林晚"
    assert last.seconds >= 2


def test_an_episode_that_ends_on_a_thing_ends_on_who_sees_it() -> None:
    *_, thing, face = shots("△林晚低下头。\n△手机屏幕上：爸爸。\n【卡点】", closing=True)
    assert (thing.kind, thing.prop) == (ShotKind.INSERT, "手机")
    assert (face.kind, [f.name for f in face.figures]) == (ShotKind.HOLD, ["林晚"])


def test_what_words_do_not_say_at_a_cliffhanger_the_face_says() -> None:
    last = shots("△林晚推开门，伞落在地上。\n【卡点】", closing=True)[-1]
    assert last.figures[0].expression is Expression.SHOCK


def test_os_of_somebody_present_is_a_thought_seen_on_a_closed_mouth() -> None:
    thought = next(s for s in shots("老周：坐。\n林晚OS：他的手在抖。") if s.lines and s.lines[0].speaker == "林晚")
    (face,) = thought.figures
    assert (face.name, face.speaking, face.expression) == ("林晚", False, Expression.THINK)


def test_a_voice_that_nobody_owns_shows_who_hears_it() -> None:
    heard = next(s for s in shots("林晚：几点了？\n广播VO：现在是北京时间十二点整。") if "北京" in s.beat)
    assert [f.speaking for f in heard.figures] == [False]


def test_a_flashback_is_marked_on_its_shots_alone() -> None:
    marked = shots("△林晚闭上眼。\n【闪回】\n△老周在雨里跑。\n【闪回结束】\n△林晚睁开眼。")
    assert [s.beat for s in marked if s.flashback] == ["老周在雨里跑。"]


def test_a_feeling_of_one_is_not_the_face_of_another() -> None:
    assert faces("△林晚大哭。\n△老周拿着伞。")["老周"] is Expression.NEUTRAL


def test_a_scene_without_content_has_no_shots() -> None:
    assert shots("") == []
