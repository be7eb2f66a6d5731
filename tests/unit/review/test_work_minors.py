"""Minors: who is one, as the script tells it, and what they are shown in."""

from __future__ import annotations

from datetime import date

import pytest
from review_works import found, report, work

from fangcun.review.engine.work.ages import age_in, child_word

BEFORE = date(2026, 1, 7)


def cast(line: str) -> str:
    """A script with one more person on its character sheet."""
    return (
        f"人物：\n老贺：男，60岁，茶馆老板\n{line}\n\n第1集\n1-1 日 内 茶馆\n人物：老贺、阿青\n"
        "老贺：茶凉了。\n阿青：再烧一壶。\n"
    )


def played(*lines: str, sheet: str = "豆豆：男，8岁，小学生", who: str = "豆豆、老贺", time: str = "日") -> str:
    """A script with a boy of eight and these lines."""
    return "\n".join(
        ["人物：", "老贺：男，60岁，茶馆老板", sheet, "", "第1集", f"1-1 {time} 内 茶馆", f"人物：{who}", *lines]
    )


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("男，7岁", 7),
        ("十六岁的少年", 16),
        ("女，十岁", 10),
        ("年约二十三岁", 23),
        ("8周岁", 8),
        ("六个月大", 0),
        ("EMMA (9)", 9),
        ("a girl aged 12.", 12),
        ("比他大三岁", None),
        ("七岁那年没了爹", None),
        ("三岁起学戏", None),
        ("第8岁末", None),
    ],
)
def test_ages_are_read_as_they_are_written(text: str, age: int | None) -> None:
    told = age_in(text)
    assert (told[0] if told else None) == age


@pytest.mark.parametrize("text", ["初中生", "幼儿园大班", "高二，学霸", "留守儿童", "小学生", "萌宝", "LAUNDRY BOY"])
def test_words_tell_of_a_child(text: str) -> None:
    assert child_word(text)


@pytest.mark.parametrize(
    "text", ["小学老师", "小学生家长", "幼儿园老师", "高三班主任", "大学生", "儿童医院的医生", "girlfriend", "cowboys"]
)
def test_the_same_words_for_grown_ups(text: str) -> None:
    assert child_word(text) == ""


@pytest.mark.parametrize(
    "line",
    [
        "阿青：女，16岁，学徒",
        "阿青：女，十七岁，学徒",
        "阿青：女，初中生",
        "阿青：女，高二，爱唱戏",
        "阿青：小学生，话多",
    ],
)
def test_a_minor_on_the_character_sheet(line: str) -> None:
    answer = report(work(cast(line)))
    assert [m.name for m in answer.minors] == ["阿青"]
    assert answer.needs_minor_reviewer
    assert answer.minors[0].evidence[0].text == line


@pytest.mark.parametrize(
    "line",
    [
        "阿青：女，18岁，高三学生",
        "阿青：女，36岁，有个7岁的儿子",
        "阿青：女，小学老师",
        "阿青：女，二十二岁，孩子气",
        "阿青：女，30岁，童年在孤儿院长大",
    ],
)
def test_a_grown_up_on_the_character_sheet(line: str) -> None:
    answer = report(work(cast(line)))
    assert answer.minors == ()
    assert not answer.needs_minor_reviewer


def test_a_child_of_a_scene_without_a_line_on_the_sheet() -> None:
    script = (
        "第1集\n1-1 日 外 街口\n人物：何苗、小男孩、小学生*6\n△小男孩递上一朵花。\n何苗：谢谢。\n"
        "1-2 日 内 老宅\n人物：童年何苗、何母\n△童年何苗躲在门后。\n何母：快出来。\n"
    )
    assert {m.name for m in report(work(script)).minors} >= {"小男孩", "小学生", "童年何苗"}


def test_an_age_beside_a_name_in_the_action() -> None:
    script = "第1集\n1-1 日 外 街口\n人物：何苗、石小雨\n△八岁的石小雨跑来。\n何苗：慢点。\n石小雨：追不上我！\n"
    (minor,) = report(work(script)).minors
    assert (minor.name, minor.age) == ("石小雨", 8)
    assert "八岁的石小雨" in minor.evidence[0].text


def test_an_age_that_somebody_only_speaks_of_is_nobody_on_screen() -> None:
    script = "第1集\n1-1 日 外 街口\n人物：何苗、阿树\n何苗：我七岁那年，阿树还是个孩子。\n阿树：那时我八岁。\n"
    assert report(work(script)).minors == ()


@pytest.mark.parametrize(
    ("line", "code", "topic"),
    [
        ("豆豆：我是总裁，明天就收购你们公司。", "minor.adult", "霸总、商战"),
        ("△豆豆端起酒杯，一口闷。豆豆喝醉了。", "minor.adult", "饮酒"),
        ("△豆豆叼着烟走进来。", "minor.adult", "吸烟"),
        ("△豆豆一脚油门，飙车冲上高架。", "minor.adult", "驾驶"),
        ("△豆豆揪住同学，扇耳光，勒索零花钱。", "minor.adult", "欺凌、打斗"),
        ("豆豆：等我长大了就娶你，你做我女朋友。", "minor.adult", "婚恋、亲密"),
        ("豆豆：我设局陷害他，这叫以牙还牙。", "minor.adult", "心机、复仇"),
        ("△豆豆熬夜直播带货。", "minor.tool", "劳累、挣钱"),
        ("老贺：豆豆要做童星，马上签约公司出道。", "minor.tool", "造星炒作"),
        ("△豆豆被绑在椅子上，满脸是血。", "minor.tool", "超出承受的戏份"),
        ("△众人围着豆豆整蛊，逼豆豆热舞。", "minor.fun", "搞笑消费"),
    ],
)
def test_what_a_minor_should_not_be_in_is_asked_about(line: str, code: str, topic: str) -> None:
    (asked,) = [f for f in found(work(played(line)), "minor") if f.code not in {"minor.present"}]
    assert (asked.code, asked.severity.value, asked.character) == (code, "ask", "豆豆")
    assert topic in asked.message
    assert asked.evidence[0].text in line or line in asked.evidence[0].text
    assert asked.evidence[0].scene == "1-1"


@pytest.mark.parametrize(
    "line",
    [
        "老贺：豆豆，小孩子不许喝酒。",
        "豆豆：爸爸开车来接我。",
        "△老贺点烟。",
        "豆豆：我考了一百分！",
        "豆豆：老师说别打架，不能抽烟。",
        "豆豆：姐姐结婚那天我要吃糖。",
    ],
)
def test_what_is_forbidden_or_somebody_elses_is_not(line: str) -> None:
    assert [f.code for f in found(work(played(line)), "minor")] == ["minor.present"]


def test_the_same_line_of_a_grown_up_is_nothing() -> None:
    script = played("豆豆：我是总裁，明天就收购你们公司。", sheet="豆豆：男，28岁，总裁")
    assert found(work(script), "minor") == []


def test_one_finding_for_a_topic_with_all_its_places() -> None:
    (asked,) = found(work(played("△豆豆喝酒。", "老贺：住手。", "△豆豆又去倒啤酒。")), "minor.adult")
    assert asked.measured == "2 处"
    assert len(asked.evidence) == 2


def test_a_childs_many_nights_are_told() -> None:
    rows = ["人物：", "豆豆：男，8岁，小学生", "", "第1集"]
    for i in range(1, 5):
        rows += [f"1-{i} 夜 外 街口", "人物：豆豆、何苗", "豆豆：妈妈，星星。", "何苗：回家吧。"]
    (nights,) = found(work("\n".join(rows)), "minor.night")
    assert nights.measured == "4 场"


def test_before_the_notice_nothing_is_asked() -> None:
    assert found(work(played("△豆豆叼着烟走进来。")), "minor", on=BEFORE) == []
