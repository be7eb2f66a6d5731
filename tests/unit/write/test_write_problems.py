"""What the reader tells about a script, with line, excerpt and proposal."""

from __future__ import annotations

import pytest
from script_view import codes_of, read_whole

from fangcun.kit.errors import Severity
from fangcun.write.engine.reader import read_text


def test_a_clean_script_has_none() -> None:
    text = "第1集\n1-1 日 内 客厅\n人物：林晚\n△雨。\n林晚：你好。\n1-2 夜 外 街\n△风。\n第2集\n2-1 日 内 客厅\n△晴。\n"
    assert codes_of(text) == []


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("第1集\n1-1 日 内 客厅\n△a。\n1-1 夜 外 街\n△b。\n", "scene.duplicate", 4),
        ("第1集\n1-1 日 内 客厅\n△a。\n1-3 夜 外 街\n△b。\n", "scene.missing", 4),
        ("第1集\n1-2 日 内 客厅\n△a。\n1-1 夜 外 街\n△b。\n", "scene.order", 4),
        ("第1集\n1-1 日 内 客厅\n△a。\n第3集\n3-1 夜 外 街\n△b。\n", "episode.missing", 4),
        ("第1集\n1-1 日 内 客厅\n△a。\n第1集\n1-1 夜 外 街\n△b。\n", "episode.duplicate", 4),
        ("第1集\n1-1 日 内 客厅\n△a。\n2-1 夜 外 街\n△b。\n", "episode.heading_missing", 4),
        ("第5集\n5-1 日 内 客厅\n△a。\n3-2 夜 外 街\n△b。\n", "scene.other_episode", 4),
        ("第1集\n△林晚坐下。\n林晚：嗯。\n1-1 日 内 客厅\n△a。\n", "scene.no_heading", 2),
        ("1-1 日 内 客厅\n人物：林晚、顾言\n林晚：顾言呢？\n", "cast.silent", 1),
        ("1-1 日 内 客厅\n人物：林晚\n林晚：谁？\n顾言：我。\n", "cast.unlisted", 4),
        ("1-1 日 内 客厅\n△a。\n【闪回】\n△b。\n1-2 日 内 客厅\n△c。\n", "flashback.unclosed", 3),
        ("1-1 日 内 客厅\n" + "林晚晚：走。\n" * 4 + "林婉晚：走。\n", "name.similar", 6),
    ],
)
def test_what_is_odd_is_told_with_its_place(text: str, code: str, line: int) -> None:
    found = [p for p in read_whole(text).problems if p.code == code]
    assert [p.line for p in found] == [line]
    assert found[0].column == 1
    assert found[0].proposal
    assert found[0].excerpt


def test_a_page_pasted_twice() -> None:
    page = "1-1 日 内 客厅\n△林晚推开沉重的大门，雨水顺着发梢滴落。\n林晚：我回来了，你们没想到吧。\n"
    found = [p for p in read_whole("第1集\n" + page + page).problems if p.code == "scene.repeated"]
    assert [p.line for p in found] == [5]
    assert "第2行" in found[0].message


def test_an_episode_far_longer_than_the_rest() -> None:
    text = "".join(
        f"第{n}集\n{n}-1 日 内 客厅\n" + "△林晚推开沉重的大门，雨水顺着发梢滴落。\n" * (60 if n == 4 else 8)
        for n in range(1, 8)
    )
    assert [(p.code, p.line) for p in read_whole(text).problems if p.code != "scene.repeated"] == [("episode.long", 31)]


def test_father_and_mother_are_not_one_person_spelled_twice() -> None:
    assert "name.similar" not in codes_of(
        "1-1 日 内 客厅\n" + "林父：走。\n" * 5 + "林母：走。\n保安甲：走。\n" + "保安乙：走。\n" * 5
    )


def test_printed_numbers_are_never_changed() -> None:
    play = read_whole("第1集\n1-1 日 内 甲\n△a。\n1-1 日 内 乙\n△b。\n1-7 日 内 丙\n△c。\n第9集\n9-2 日 内 丁\n△d。\n")
    assert [s.id for s in play.scenes()] == ["1-1", "1-1", "1-7", "9-2"]
    assert [e.number for e in play.episodes] == [1, 9]


def test_a_script_of_numbers_alone_has_the_episodes_they_name() -> None:
    play = read_whole("1-1 日 内 甲\n△a。\n1-2 日 内 乙\n△b。\n2-1 日 内 丙\n△c。\n")
    assert [(e.number, len(e.scenes)) for e in play.episodes] == [(1, 2), (2, 1)]


EPISODES = """
第1集            => 1|
第一集：归来     => 1|归来
第一集 归来      => 1|归来
【第3集】        => 3|
# 第三集         => 3|
## 第3集：归来   => 3|归来
EP03             => 3|
EP 3 归来        => 3|归来
Episode 3        => 3|
Episode 3: Home  => 3|Home
S01E02           => 2|
第十二章 归来    => 12|归来
第 3 集          => 3|
第３集           => 3|
**第3集**        => 3|
《第3集》        => 3|
第1集（共80集）  => 1|
---第3集---      => 3|
"""


@pytest.mark.parametrize("case", EPISODES.strip().splitlines())
def test_an_episode_line(case: str) -> None:
    printed, expected = (part.strip() for part in case.split("=>"))
    (episode,) = read_whole(f"{printed}\n1 日 内 客厅\n△a。\n").episodes
    assert f"{episode.number}|{episode.title or ''}" == expected


@pytest.mark.parametrize(
    "line", ["第一集的时候，他还很小。", "第一集完", "未完待续", "第二天，他走了。", "第三节课上，老师来了。"]
)
def test_what_opens_no_episode(line: str) -> None:
    play = read_whole(f"第1集\n1-1 日 内 客厅\n△a。\n{line}\n△b。\n")
    assert [e.number for e in play.episodes] == [1]


def test_the_outline_in_the_front_opens_no_episode() -> None:
    text = (
        "分集大纲\n第1集：归来。林晚回家。\n第2集：对峙。\n\n正文\n第1集\n1"
        "-1 日 内 客厅\n△a。\n第2集\n2-1 夜 内 客厅\n△b。\n"
    )
    play = read_whole(text)
    assert [(e.number, e.line) for e in play.episodes] == [(1, 6), (2, 9)]


def test_the_character_sheet() -> None:
    text = """《走》
人物小传
林晚：女，25岁，总裁，又名小晚。
2、顾言（男，28岁）：律师。
【赵亮】男，三十岁，反派
故事梗概
从前：有座山。
第1集
1-1 日 内 客厅
保安：走。
"""
    play = read_whole(text)
    assert play.title == "走"
    assert [(c.name, c.sex, c.age, c.aliases) for c in play.characters] == [
        ("林晚", "女", 25, ("小晚",)),
        ("顾言", "男", 28, ()),
        ("赵亮", "男", 30, ()),
        ("保安", None, None, ()),
    ]


def test_prose_without_any_heading_is_one_scene() -> None:
    play = read_whole("从前有座山，山里有座庙。\n\n庙里有个老和尚。\n")
    assert [(e.number, len(e.scenes)) for e in play.episodes] == [(None, 1)]
    assert [b.text for b in play.scenes()[0].blocks] == ["从前有座山，山里有座庙。", "庙里有个老和尚。"]
    assert [(p.code, p.severity) for p in play.problems] == [("scene.no_heading", Severity.WARNING)]


def test_acts_with_scenes_are_episodes_and_without_are_scenes() -> None:
    with_scenes = read_text("第一幕\n第一场 日 内 客厅\n△a。\n第二场 夜 内 客厅\n△b。\n第二幕\n第一场 日 外 街\n△c。\n")
    assert [(e.number, len(e.scenes)) for e in with_scenes.episodes] == [(1, 2), (2, 1)]
    without = read_text("楔子\n〔甲上，云〕走。\n《第一折》\n〔乙上，云〕走。\n")
    assert [(s.id, s.number, s.cast_speaking) for s in without.scenes()] == [(None, 1, ("甲",)), ("一", 1, ("乙",))]


def test_many_problems_stay_readable() -> None:
    text = "第1集\n" + "".join(f"1-{n} 日 内 客厅\n△a。\n" for n in range(1, 2000, 2))
    assert len(read_text(text).problems) <= 400
