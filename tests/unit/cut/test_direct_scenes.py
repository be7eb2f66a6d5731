"""A scene as a director would shoot it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from directing_stage import shots

from fangcun.cut.contracts import Expression, Framing, Move, ShotKind
from fangcun.cut.engine.alike import seen_in
from fangcun.cut.engine.draw.held import kind_of


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


def test_the_camera_goes_past_a_shoulder_and_back_past_the_other() -> None:
    said = "林晚：您好。我来还伞。\n老周：不急，进来坐。\n林晚：那我打扰了。"
    _, answer, reverse = [s for s in shots(said) if s.lines]
    assert (answer.over, reverse.over) == ("林晚", "老周")
    assert [seen_in(s)[0].name for s in (answer, reverse)] == ["老周", "林晚"]


def test_people_keep_their_side_of_the_frame() -> None:
    sides: dict[str, set[int]] = {}
    for seen in shots("△林晚坐下。\n林晚：您好。\n老周：你好。\n△小雨跑进来。\n小雨：爷爷！", cast="林晚、老周、小雨"):
        for figure in seen.figures:
            sides.setdefault(figure.name, set()).add(figure.side)
    assert {name: len(found) for name, found in sides.items()} == {"林晚": 1, "老周": 1, "小雨": 1}
    assert sides["林晚"] == {-side for side in sides["老周"]}


def test_a_word_that_strikes_is_seen_on_whoever_it_strikes() -> None:
    _, *scene = shots("老周：这么晚。\n林晚：我来问一句话。\n老周（平静）：你父亲，其实是我害死的。\n△雨下大了。")
    at = next(i for i, s in enumerate(scene) if s.lines and "害死" in s.lines[0].text)
    said, struck = scene[at : at + 2]
    assert (said.kind, said.move) == (ShotKind.SINGLE, Move.PUSH)
    assert said.framing in (Framing.CLOSE, Framing.EXTREME)
    (face,) = seen_in(struck)
    assert (struck.lines, face.name, face.speaking, face.expression) == ((), "林晚", False, Expression.SHOCK)


def test_a_listener_shows_the_feeling_they_answer_with() -> None:
    before = "老周：这么晚。\n林晚：我来问一句话。\n老周：这房子其实是你的。"
    scene = shots(f"{before}\n小雨：什么房子？\n林晚（哭）：我不要。", cast="林晚、老周、小雨")
    silent = [seen_in(s)[0] for s in scene if not s.lines and s.figures]
    assert [(f.name, f.expression) for f in silent] == [("林晚", Expression.CRY)]


def test_a_long_speech_is_partly_heard_on_the_listener_s_face() -> None:
    speech = "我在这里等了三十年，每天都把灯点上。别人说我傻，我说灯亮着，人就找得到家。现在你来了，我可以关灯了。"
    faces_seen = [seen_in(s)[0].name for s in shots(f"林晚：周叔。\n老周：{speech}") if s.lines]
    assert faces_seen[:3] == ["林晚", "老周", "林晚"]


def test_no_empty_place_follows_an_empty_place() -> None:
    text = "△大雨倾盆。\n△屋檐的水连成一线。\n△街灯一盏一盏灭了。\n△林晚跑进来。\n△窗户被风吹开。\n△灯灭了。"
    kinds = [s.kind for s in shots(text)]
    assert (ShotKind.ESTABLISHING, ShotKind.ESTABLISHING) not in list(pairwise(kinds))


def test_whoever_comes_later_is_not_spoken_to_before() -> None:
    scene = shots("林晚：有人吗？\n林晚：没有人。\n△老周推门走进来。\n老周：谁？")
    early = [s for s in scene if s.lines and s.lines[0].speaker == "林晚"]
    assert {f.name for s in early for f in s.figures} == {"林晚"}


def test_the_camera_follows_who_walks() -> None:
    walking = next(s for s in shots("△林晚走进客厅。") if s.figures)
    assert walking.move in (Move.PAN_LEFT, Move.PAN_RIGHT)
    assert walking.framing is Framing.FULL


def test_many_who_talk_are_seen_together_now_and_then() -> None:
    lines = "\n".join(f"{who}：第{n}句，说得很平常。" for n in range(4) for who in ("林晚", "老周", "小雨"))
    groups = [s for s in shots(lines, cast="林晚、老周、小雨") if s.kind is ShotKind.GROUP]
    assert groups
    assert all(len(s.figures) == 3 for s in groups)


def test_everyone_is_in_the_picture_when_the_text_says_everyone() -> None:
    crowd = shots("△全场愣住。", cast="林晚、老周、小雨")[-1]
    assert crowd.kind is ShotKind.GROUP
    assert {f.name for f in crowd.figures} == {"林晚", "老周", "小雨"}


def test_a_phone_is_seen_with_what_stands_on_it() -> None:
    insert = next(s for s in shots("△手机屏幕上：未接来电，四十六个。") if s.kind is ShotKind.INSERT)
    assert (insert.prop, insert.caption) == ("手机", "未接来电，四十六个")


def test_a_phone_that_neither_calls_nor_says_anything_is_no_picture() -> None:
    def things(text: str) -> list[str | None]:
        return [s.prop for s in shots(text) if s.kind is ShotKind.INSERT]

    assert things("△手机突然震动。") == ["手机"]
    assert things("△手机里，两个人在雪中相认。") == []


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


def held(body: str) -> list[str | None]:
    return [f.holds for s in shots(body) for f in s.figures if f.name == "林晚"]


@pytest.mark.parametrize(
    ("action", "thing"),
    [
        ("林晚举着手机。", "手机"),
        ("林晚从怀里掏出一封信。", "信"),
        ("林晚手里的匕首掉了个头。", "匕首"),
        ("林晚长剑抵住老周的喉咙。", "长剑"),
        ("林晚捧着一只缺了口的茶杯。", "茶杯"),
    ],
)
def test_hands_hold_what_the_text_says_in_its_own_words(action: str, thing: str) -> None:
    assert held(f"△{action}")[-1] == thing


def test_a_thing_stays_in_the_hand_until_it_is_put_down() -> None:
    scene = "△林晚拿起茶杯。\n林晚：您先说。\n△林晚放下茶杯。\n林晚：那我说。"
    assert held(scene) == ["茶杯", "茶杯", "茶杯", None]


def test_a_thing_that_is_taken_over_leaves_the_other_hand() -> None:
    last = shots("△林晚递上雨伞。\n△老周接过雨伞。\n林晚：谢谢。\n老周：不谢。")[-1]
    assert {f.name: f.holds for f in last.figures} == {"老周": "雨伞", "林晚": None}


def test_a_costume_lasts_for_its_scene_and_is_worn_by_who_wears_it() -> None:
    scene = shots("林晚：我来了。\n△林晚穿着嫁衣，老周穿着警服。\n老周：好。")
    assert {(f.name, f.costume) for s in scene for f in s.figures} == {("林晚", "bride"), ("老周", "police")}


def test_a_costume_that_is_put_on_later_is_not_worn_before() -> None:
    scene = [s for s in shots("△林晚坐着。\n△林晚换上婚纱。\n林晚：好看吗？", cast="林晚") if s.figures]
    assert [s.figures[0].costume for s in scene] == [None, "wedding", "wedding"]


def test_a_thought_is_marked_and_talk_is_not() -> None:
    assert [s.inner for s in shots("林晚：您坐。\n林晚OS：他的手在抖。") if s.lines] == [False, True]


def test_each_does_what_their_own_clause_says() -> None:
    bows = shots("△林晚深深鞠了一躬，老周慌忙去扶。")[-1]
    assert {f.name: f.gesture for f in bows.figures} == {"林晚": "bow", "老周": "support"}
    assert {f.name: f.expression for f in bows.figures}["老周"] is Expression.FEAR


def test_what_is_seen_at_the_end_is_shown_before_the_face_that_sees_it() -> None:
    *_, sight, face = shots("△林晚回头，老周站在门外。\n【卡点】", closing=True)
    assert (sight.over, seen_in(sight)[0].name) == ("林晚", "老周")
    assert (face.kind, seen_in(face)[0].name) == (ShotKind.HOLD, "林晚")


def test_an_accusation_that_ends_an_episode_is_held_on_the_accused() -> None:
    last = shots("老周：你找谁？\n林晚（冷笑）：找害死我爸的凶手。是你。\n【卡点】", closing=True)[-1]
    assert (last.kind, seen_in(last)[0].name, last.lines) == (ShotKind.HOLD, "老周", ())


def test_extreme_close_ups_are_rare() -> None:
    lines = "\n".join(f"{who}（怒）：是你骗了我第{n}次！" for n in range(5) for who in ("林晚", "老周"))
    assert sum(s.framing is Framing.EXTREME for s in shots(lines)) <= 1


@pytest.mark.parametrize("thing", ["包子", "灯笼", "手电筒", "工牌", "玉佩", "纸箱", "场记本", "长剑", "手机", "信"])
def test_common_things_in_a_hand_have_a_picture_of_their_own(thing: str) -> None:
    assert held(f"△林晚拿着{thing}。")[-1] == thing
    assert kind_of(thing) != "parcel"
