"""Special subjects read from a script: a detective's story is one, a policeman who passes by makes none."""

from __future__ import annotations

from datetime import date

import pytest
from review_works import example, found, report, work


def scenes(*, police: int, others: int) -> str:
    """A script whose lead is a baker, with scenes at a police station among others."""
    rows = ["第1集"]
    for i in range(1, police + others + 1):
        place = "派出所" if i <= police else "面包店"
        rows += [f"1-{i} 日 内 {place}", "人物：何苗、顾客", "△何苗擦桌子。", "何苗：面包要出炉了。", "顾客：我等着。"]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("police", "others", "is_subject"), [(1, 9, False), (2, 3, False), (3, 40, False), (3, 9, True), (8, 2, True)]
)
def test_it_takes_a_share_of_the_scenes(police: int, others: int, is_subject: bool) -> None:
    subjects = report(work(scenes(police=police, others=others))).subjects
    assert [s.name for s in subjects] == (["公安"] if is_subject else [])


def test_one_policeman_who_passes_by_is_no_subject() -> None:
    script = scenes(police=0, others=8) + "\n△一名警察路过，朝何苗点点头，警车开走了。\n"
    assert report(work(script)).subjects == ()


def test_a_lead_with_the_role_makes_the_subject() -> None:
    script = (
        "人物：\n方静：女，35岁，检察官\n老何：男，50岁，面包师\n\n第1集\n1-1 日 内 面包店\n人物：方静、老何\n"
        "方静：昨天你在哪儿？\n老何：我在烤面包。\n方静：有人作证吗？\n老何：面包。\n"
    )
    (subject,) = report(work(script)).subjects
    assert subject.name == "司法"
    assert "方静（检察官）" in subject.why
    assert subject.evidence[0].text == "方静：女，35岁，检察官"


def test_the_relative_of_a_policeman_is_none() -> None:
    script = (
        "人物：\n小满：女，25岁，刑警的女儿\n阿树：男，26岁，花店老板\n\n第1集\n1-1 日 内 花店\n人物：小满、阿树\n"
        "小满：我要一束向日葵。\n阿树：送谁？\n小满：送我自己。\n"
    )
    assert report(work(script)).subjects == ()


def test_a_detected_subject_is_a_question_until_it_is_declared() -> None:
    (asked,) = found(example("七分钟.txt"), "class.subject")
    assert asked.severity.value == "ask"
    assert "公安" in asked.message
    assert "最高一类" in asked.message
    assert len(asked.evidence) >= 3
    assert found(example("七分钟.txt", subjects=("公安",)), "class.subject") == []


def test_a_village_policeman_in_five_of_many_scenes_is_no_subject() -> None:
    assert report(example("全组都在找场记.txt")).subjects == ()


def test_a_palace_is_neither_army_nor_politics() -> None:
    assert report(example("替身绣娘.txt")).subjects == ()


def test_before_the_list_holds_there_are_no_subjects() -> None:
    assert report(example("七分钟.txt"), on=date(2024, 5, 31)).subjects == ()
