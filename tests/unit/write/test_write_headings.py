"""Scene headings: every layout in use, and what only looks like one."""

from __future__ import annotations

import pytest
from script_view import read_whole, scenes_of

from fangcun.write.engine.heading import parse_heading

ONE_LINE = """
1-1 日 内 客厅                        => 1-1|日|日|内|客厅
1-1日内灵堂                           => 1-1|日|日|内|灵堂
1-1夜外街道                           => 1-1|夜|夜|外|街道
1—1场景：日，外，校场                 => 1-1|日|日|外|校场
1—1场景：暗，外，校场（闪回）         => 1-1|暗|夜|外|校场|闪回
场 12-2 回忆 夜 内 地下室             => 12-2|夜|夜|内|地下室|闪回
场1-1 ⽇ 内                           => 1-1|日|日|内|
场1-1 \u200b⽇\u200b 内 客\u200b厅    => 1-1|日|日|内|客厅
3-1-1 日 内 林家                      => 3-1-1|日|日|内|林家
7-4A (可删) 夜 内 客厅                => 7-4A|夜|夜|内|客厅
15-4(同1-1) 日 内 客厅                => 15-4|日|日|内|客厅
1-1场景：银行外 日 外                 => 1-1|日|日|外|银行外
场景1：病房，内，日                   => 1|日|日|内|病房
3-1 A/B［外］［晨］                   => 3-1|晨|晨|外|A/B
1-1、地下室/门外，日，内/外           => 1-1|日|日|内/外|地下室/门外
4-1 日/外 后山                        => 4-1|日|日|外|后山
**1-1 [夜] [外] 草料场**              => 1-1|夜|夜|外|草料场
第一场：寓所·夜                       => 一|夜|夜||寓所
第十二场 日 外 街道                   => 十二|日|日|外|街道
第3场 日 内 办公室                    => 3|日|日|内|办公室
11.1 客厅 内 日                       => 11.1|日|日|内|客厅
+场 厨房 内 夜                        => |夜|夜|内|厨房
＋场 厨房 内 夜                       => |夜|夜|内|厨房
2-3 亥时三刻 内 寝宫                  => 2-3|亥时三刻|夜|内|寝宫
## S01 | 内景 · 咖啡厅 | 黄昏         => S01|黄昏|黄昏|内|咖啡厅
场景一：客厅 日 内                    => 一|日|日|内|客厅
Scene 3: Kitchen - Day                => 3|Day|日||Kitchen
１－１　日　内　客厅                  => 1-1|日|日|内|客厅
1-1. 日 内 客厅                       => 1-1|日|日|内|客厅
1.1 日 内 客厅                        => 1.1|日|日|内|客厅
12 日 内 客厅                         => 12|日|日|内|客厅
5、医院走廊 日 内                     => 5|日|日|内|医院走廊
【1-1 日 内 客厅】                    => 1-1|日|日|内|客厅
【1-1】日 内 客厅                     => 1-1|日|日|内|客厅
> 1-2 顾家 客厅 夜 内                 => 1-2|夜|夜|内|顾家 客厅
1-3 医院走廊（特护病房） 日转夜 内    => 1-3|日转夜|日|内|医院走廊（特护病房）
2-1 时间：日 地点：客厅 内            => 2-1|日|日|内|客厅
2-1 咖啡厅-日-内                      => 2-1|日|日|内|咖啡厅
2-1 次日清晨 外 山路                  => 2-1|次日清晨|晨|外|山路
2-1 凌晨 外 山路                      => 2-1|凌晨|晨|外|山路
2-1 午后 外 山路                      => 2-1|午后|日|外|山路
2-1 深夜 内 病房                      => 2-1|深夜|夜|内|病房
2-1 子时 内 寝宫                      => 2-1|子时|夜|内|寝宫
2-1 早 内 厨房                        => 2-1|早|晨|内|厨房
2-1 日/夜 内 厨房                     => 2-1|日/夜|日|内|厨房
场次：3-2 日 内 办公室                => 3-2|日|日|内|办公室
第三场 外景 村口 黄昏                 => 三|黄昏|黄昏|外|村口
外景 村口 黄昏                        => |黄昏|黄昏|外|村口
日 内 客厅                            => |日|日|内|客厅
INT. HOUSE - DAY                      => |DAY|日|内|HOUSE
EXT./INT. CAR - NIGHT                 => |NIGHT|夜|内/外|CAR
I/E. CAR - CONTINUOUS                 => |CONTINUOUS||内/外|CAR
INT. 客厅 - 日                        => |日|日|内|客厅
1-1 EXT. 村口 - 黄昏                  => 1-1|黄昏|黄昏|外|村口
4. INT. HOUSE - DAWN                  => 4|DAWN|晨|内|HOUSE
| 1-1 | 日 | 内 | 客厅 |              => 1-1|日|日|内|客厅
1-1 ［日］［内］客厅                  => 1-1|日|日|内|客厅
1-1 （日）（内）客厅                  => 1-1|日|日|内|客厅
1-1【日】【内】客厅                   => 1-1|日|日|内|客厅
1-1/日/内/客厅                        => 1-1|日|日|内|客厅
1-1|日|内|客厅                        => 1-1|日|日|内|客厅
1-1：日、内、客厅                     => 1-1|日|日|内|客厅
1–1 客厅 日·内                        => 1-1|日|日|内|客厅
第1场 客厅（夜/内）                   => 1|夜|夜|内|客厅
1-1 内景 客厅 日                      => 1-1|日|日|内|客厅
1-1 客厅 内景 日                      => 1-1|日|日|内|客厅
1-1 室内 客厅 晚上                    => 1-1|晚上|夜|内|客厅
（8）客厅 夜 内                       => 8|夜|夜|内|客厅
1-13 夜戏 内景 客厅                   => 1-13|夜戏|夜|内|客厅
场16 内/日 客厅                       => 16|日|日|内|客厅
1-12　景：客厅　时：夜　内            => 1-12|夜|夜|内|客厅
场景：1-1 客厅 日 内                  => 1-1|日|日|内|客厅
"""


@pytest.mark.parametrize("case", list(ONE_LINE.strip().splitlines()))
def test_a_heading_on_one_line(case: str) -> None:
    printed, expected = (part.strip() for part in case.split("=>"))
    assert scenes_of(f"{printed}\n△有人走过。\n") == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "3天后，他回到了公司。",
        "11.1万元到账了",
        "日子一天天过去",
        "1-1 平局",
        "2024-1-1 元旦",
        "第一场雪落下来了",
        "第二次见面",
        "内心很痛，日夜难安",
        "3 个月后",
        "10.5 亿的订单",
        "1、林晚：女，25岁",
        "夜色深沉",
        "外面下着雨",
        "5分钟后",
        "1.8米的大个子走进来",
        "3-5天就能好",
        "日内瓦的会议",
        "场面一度十分尴尬",
        "第一场戏拍完，众人欢呼。",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    heading = parse_heading(line)
    assert heading is None or heading.weak
    assert scenes_of(f"1-1 日 内 客厅\n△林晚坐下。\n{line}\n林晚：嗯。\n") == ["1-1|日|日|内|客厅"]


def test_a_head_of_four_lines() -> None:
    play = read_whole("**1-1**\n**时：**夜\n**景：**顾家·客厅\n**人：**林晚 顾言\n\n△雨。\n")
    (scene,) = play.scenes()
    assert (scene.id, scene.time, scene.location, scene.place, scene.int_ext) == (
        "1-1",
        "夜",
        "顾家·客厅",
        "顾家客厅",
        None,
    )
    assert scene.cast_listed == ("林晚", "顾言")


def test_a_head_whose_second_line_is_the_interior() -> None:
    text = "第一场：寓所·夜\n内景 林家旧寓所\n\n<center>林晚</center>\n\n你回来了。\n"
    assert scenes_of(text) == ["一|夜|夜|内|寓所"]


def test_number_and_place_on_two_lines() -> None:
    assert scenes_of("第二场\n日 内 客厅\n△雨。\n3\n日 外 街道\n△晴。\n") == ["二|日|日|内|客厅", "3|日|日|外|街道"]


def test_a_head_of_labels_without_number() -> None:
    assert scenes_of("场景：客厅\n时间：日 内\n人物：林晚\n△雨。\n") == ["|日|日|内|客厅"]


def test_cast_on_the_line_of_the_heading() -> None:
    (scene,) = read_whole("1-2 顾家客厅 夜 内 人物：顾言、林晚\n△雨。\n").scenes()
    assert (scene.location, scene.cast_listed) == ("顾家客厅", ("顾言", "林晚"))


def test_headings_of_a_bare_number_need_a_witness() -> None:
    assert scenes_of("1-1\n人物：林晚\n△雨。\n\n12\n\n△晴。\n") == ["1-1||||"]


def test_places_under_one_name() -> None:
    text = """1-1 日 内 林家·客厅
△a。
1-2 日 内 林家 客厅
△b。
1-3 夜 内 林家客厅内
△c。
1-4 夜 外 银行外
△d。
1-5 夜 外 银行
△e。
1-6 夜 内 【林家】客厅
△f。
"""
    assert [s.place for s in read_whole(text).scenes()] == [
        "林家客厅",
        "林家客厅",
        "林家客厅",
        "银行",
        "银行",
        "林家客厅",
    ]


def test_confidence_grows_with_what_a_heading_says() -> None:
    full, bare = read_whole("1-1 日 内 客厅\n△a。\n1-2\n△b。\n").scenes()
    assert 0 < bare.confidence < full.confidence <= 1
