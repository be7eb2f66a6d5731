"""Lines inside scenes: cues, marks, cast and prop lines, flashbacks, and lines broken by a PDF."""

from __future__ import annotations

import pytest
from script_view import blocks_of, read_whole

CUES = """
林晚：你好。                     => 林晚：你好。
林晚（怒）：你好。               => 林晚（怒）：你好。
林晚：（怒）你好。               => 林晚（怒）：你好。
林晚（怒）os：你好。             => 林晚（怒）os：你好。
林晚OS：你好。                   => 林晚os：你好。
林晚os：你好。                   => 林晚os：你好。
林晚（OS）：你好。               => 林晚os：你好。
林晚【VO】：你好。               => 林晚vo：你好。
林晚：（VO）你好。               => 林晚vo：你好。
VO（林晚）：你好。               => 林晚vo：你好。
林晚（V.O）：你好。              => 林晚vo：你好。
林晚V.O.：你好。                 => 林晚vo：你好。
林晚 V.O：你好。                 => 林晚vo：你好。
画外音（急切）：你好。           => 画外音（急切）vo：你好。
旁白：三年后。                   => 旁白vo：三年后。
林晚（内心）：你好。             => 林晚inner：你好。
林晚（内心独白）：你好。         => 林晚inner：你好。
（画外）林晚：你好。             => 林晚os：你好。
林晚（画外音）：你好。           => 林晚vo：你好。
林晚【幼年】：你好。             => 林晚（幼年）：你好。
林晚(冷笑，OS):你好。            => 林晚（冷笑）os：你好。
林晚 ：你好。                    => 林晚：你好。
**林晚**：你好。                 => 林晚：你好。
**林晚：** 你好。                => 林晚：你好。
- 林晚：你好。                   => 林晚：你好。
林晚［怒］：你好。               => 林晚（怒）：你好。
ＡＯＳ：你好。                   => Aos：你好。
林晚不屑怒骂：你好。             => 林晚（不屑怒骂）：你好。
林晚冷笑着说：你好。             => 林晚（冷笑着说）：你好。
林晚、顾言（齐声）：你好。       => 林晚、顾言（齐声）：你好。
保安：站住！                     => 保安：站住！
村民们：走！                     => 村民们：走！
他只说了一句：滚。               => △他只说了一句：滚。
时间：下午三点。                 => △时间：下午三点。
地址：人民路一号。               => △地址：人民路一号。
△林晚：起身。                    => △林晚：起身。
林晚的手机显示：来电。           => △林晚的手机显示：来电。
墙上写着一行字：出租。           => △墙上写着一行字：出租。
"""


@pytest.mark.parametrize("case", CUES.strip().splitlines())
def test_a_cue(case: str) -> None:
    printed, expected = (part.strip() for part in case.split("=>"))
    assert blocks_of(f"1-1 日 内 客厅\n人物：林晚、顾言\n{printed}\n") == [expected]


MARKS = """
【字幕：三年后】            => 字三年后
【字幕】三年后              => 字三年后
字幕：三年后                => 字三年后
出字幕：三年后              => 字三年后
字幕浮现：三年后            => 字三年后
【字卡】三年后              => 字三年后
△出字幕：三年后             => 字三年后
【三年后】                  => 牌三年后
【苏家别墅】                => 牌苏家别墅
【卡点】                    => 卡卡点
【付费卡点】                => 卡付费卡点
【卡点·近景：林晚的脸】     => 卡卡点·近景：林晚的脸
付费卡点                    => 卡付费卡点
△画面闪回                   => 转画面闪回
△切回现实                   => 转切回现实
△切顾言                     => 转切顾言
【快切闪回画面】            => 转快切闪回画面
切至：                      => 转切至：
（切至）                    => 转切至
（林晚转身离开）            => △林晚转身离开
∆林晚转身。                 => △林晚转身。
▲林晚转身。                 => △林晚转身。
△ 林晚转身。                => △林晚转身。
第一集完                    => 完第一集完
【本集完】                  => 完本集完
（本集完）                  => 完本集完
未完待续                    => 完未完待续
【未完待续……】              => 完未完待续……
注：这场要下雨。            => 注这场要下雨。
"""


@pytest.mark.parametrize("case", MARKS.strip().splitlines())
def test_a_mark(case: str) -> None:
    printed, expected = (part.strip() for part in case.split("=>"))
    assert blocks_of(f"1-1 日 内 客厅\n△雨。\n{printed}\n")[1:] == [expected]


def test_cast_lines_part_people_from_extras() -> None:
    text = (
        "1-1 日 外 校场\n人物：林晚、（画外）顾言、公鸡（公鸡形态）、阿木【幼年】、男同学*4、"
        "士兵×10、差役若干、群众数人、10名侍卫、众大臣/NPC：路人甲、保安2人\n"
    )
    (scene,) = read_whole(text).scenes()
    assert scene.cast_listed == ("林晚", "顾言", "公鸡", "阿木")
    assert [(x.name, x.count) for x in scene.extras] == [
        ("男同学", 4), ("士兵", 10), ("差役", None), ("群众", None), ("侍卫", 10),
        ("众大臣", None), ("路人甲", None), ("保安", 2),
    ]  # fmt: skip


def test_prop_lines() -> None:
    (scene,) = read_whole("1-1 日 内 客厅\n人物：林晚\n道具：伞、手机（碎屏）\n△雨。\n").scenes()
    assert scene.props == ("伞", "手机（碎屏）")


def test_cast_and_props_on_one_line() -> None:
    (scene,) = read_whole("1-1 日 内 客厅\n人物：林晚、顾言  道具：伞、手机\n△雨。\n").scenes()
    assert (scene.cast_listed, scene.props) == (("林晚", "顾言"), ("伞", "手机"))


def test_speakers_are_one_person_under_all_their_notes() -> None:
    text = "1-1 日 内 客厅\n林晚（怒）：a。\n顾言OS：b。\n（画外）林晚：c。\n林晚【幼年】：d。\n"
    assert read_whole(text).scenes()[0].cast_speaking == ("林晚", "顾言")


def test_flashbacks_are_spans() -> None:
    text = "1-1 日 内 客厅\n△a。\n【闪回】\n△b。\n林晚：c。\n【闪回结束】\n△d。\n"
    assert blocks_of(text) == ["△a。", "转闪回", "△b。*", "林晚：c。*", "转闪回结束", "△d。"]


def test_a_flashback_over_two_scenes() -> None:
    text = "1-1 日 内 客厅\n【闪回】\n△a。\n1-2 夜 外 街\n△b。\n△切回现实\n△c。\n"
    assert blocks_of(text) == ["转闪回", "△a。*", "△b。*", "转切回现实", "△c。"]


def test_lines_broken_by_a_pdf_are_one() -> None:
    text = (
        "1-1日内灵堂\n△林晚跪在灵堂前，手里攥着一封\n没有署名的信，泪流满面。\n林"
        "晚：爸，您放心，我一定会把害您的\n人找出来。\n△风起。\n"
    )
    assert blocks_of(text, "pdf") == [
        "△林晚跪在灵堂前，手里攥着一封没有署名的信，泪流满面。",
        "林晚：爸，您放心，我一定会把害您的人找出来。",
        "△风起。",
    ]


def test_names_on_lines_of_their_own() -> None:
    text = "第一场：寓所·夜\n内景 寓所\n\n**林晚**\n（低声）\n你回来了。\n\n<center>顾言</center>\n\n嗯。\n"
    assert blocks_of(text) == ["林晚（低声）：你回来了。", "顾言：嗯。"]


def test_a_speech_on_the_line_after_its_cue() -> None:
    assert blocks_of("1-1 日 内 客厅\n林晚：\n（怒）你走！\n顾言：\n好。\n") == ["林晚（怒）：你走！", "顾言：好。"]


def test_a_name_in_a_sentence_is_no_cue() -> None:
    text = "1-1 日 内 客厅\n人物：林晚\n林晚：你好。\n林晚。\n林晚笑\n林晚：再见。\n"
    assert blocks_of(text) == ["林晚：你好。", "△林晚。", "△林晚笑", "林晚：再见。"]


def test_traditional_characters() -> None:
    text = """第1集
1-1 夜 內 林家客廳
人物：林晚
【閃回】
林晚（獨白）：你好。
【閃回結束】
△畫面切換
1-2 黃昏 外 後山
△雨。
"""
    assert [(s.time_of_day, s.int_ext, s.location) for s in read_whole(text).scenes()] == [
        ("夜", "内", "林家客廳"),
        ("黄昏", "外", "後山"),
    ]
    assert blocks_of(text) == ["转閃回", "林晚inner：你好。*", "转閃回結束", "转畫面切換", "△雨。"]


def test_stage_plays() -> None:
    text = "第一幕\n〔幕启，鲁家客厅。\n（鲁云）今天天气好。\n〔贵儿上，云〕是啊。〔下〕\n"
    play = read_whole(text)
    assert [s.heading for s in play.scenes()] == ["第一幕"]
    assert blocks_of(text) == ["△幕启，鲁家客厅。", "鲁：今天天气好。", "贵儿：是啊。", "△下"]


def test_a_name_that_ends_like_a_number_is_a_name() -> None:
    (scene,) = read_whole("1-1 日 内 客厅\n人物：钱多、群众多人、护士若干\n△钱多站起来。\n").scenes()
    assert scene.cast_listed == ("钱多",)
    assert [(x.name, x.count) for x in scene.extras] == [("群众", None), ("护士", None)]
