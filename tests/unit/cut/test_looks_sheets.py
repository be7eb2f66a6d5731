"""Who looks how: from the character sheet, else from names, titles and what actions tell."""

from __future__ import annotations

import pytest
from directing_stage import example, series

from fangcun.cut.contracts import Look
from fangcun.cut.engine.looks import looks_of
from fangcun.write.engine.reader import read_text


def look(name: str, *, body: str = "", heading: str = "1-1 日 内 客厅", sheet: str = "", title: str = "借伞") -> Look:
    front = f"人物小传\n{sheet}\n\n" if sheet else ""
    play = read_text(f"《{title}》\n\n{front}第1集\n\n{heading}\n人物：{name}\n{body}\n{name}：我来了。\n")
    return looks_of(play)[name]


def test_the_sheet_is_believed() -> None:
    found = look("林晚", sheet="林晚：男，41岁，民警。", body="△林晚走来，她笑了。她坐下，她哭了。")
    assert (found.sex, found.age, found.costume) == ("男", 41, "police")


@pytest.mark.parametrize(
    ("name", "sex", "era", "costume"),
    [
        ("太后", "女", "ancient", "noble"),
        ("县令", "男", "ancient", "court"),
        ("霍将军", "男", "ancient", "armour"),
        ("小公主", "女", "ancient", "hanfu"),
        ("护士", "女", "modern", "nurse"),
    ],
)
def test_a_title_tells_sex_era_and_clothes(name: str, sex: str, era: str, costume: str) -> None:
    found = look(name)
    assert (found.sex, found.era, found.costume) == (sex, era, costume)


@pytest.mark.parametrize(("name", "sex"), [("林妈妈", "女"), ("赵大爷", "男"), ("陈姐", "女"), ("李叔", "男")])
def test_kinship_tells_the_sex(name: str, sex: str) -> None:
    assert look(name).sex == sex


def test_the_old_are_old_and_children_are_children() -> None:
    assert look("王奶奶").age >= 60
    assert look("小男孩").age <= 12


def test_pronouns_of_actions_decide_what_a_name_leaves_open() -> None:
    assert look("阿沐", body="△阿沐抬头，她看着窗外。\n△阿沐坐下，她笑了。").sex == "女"
    assert look("阿沐", body="△阿沐抬头，他看着窗外。\n△阿沐坐下，他笑了。").sex == "男"


def test_what_people_say_of_each_other_decides_nothing() -> None:
    assert look("阿沐", body="阿沐：她是谁？她走了？她笑了？") == look("阿沐", body="阿沐：他是谁？他走了？他笑了？")


def test_an_age_told_in_an_action_is_the_age() -> None:
    assert look("阿沐", body="△阿沐（37岁）推门进来。").age == 37
    english = looks_of(example(".fountain"))
    assert {n: english[n].age for n in ("WREN", "ARTHUR", "DRIVER", "MS. PRYCE")} == {
        "WREN": 24,
        "ARTHUR": 71,
        "DRIVER": 50,
        "MS. PRYCE": 45,
    }
    assert {n: english[n].sex for n in ("WREN", "ARTHUR", "MS. PRYCE")} == {
        "WREN": "女",
        "ARTHUR": "男",
        "MS. PRYCE": "女",
    }


def test_a_face_belongs_to_a_person_of_a_series() -> None:
    assert look("林晚").seed == look("林晚").seed
    assert look("林晚").seed != look("林夕").seed
    assert look("林晚").seed != look("林晚", title="还伞").seed


def test_a_play_within_the_play_is_dressed_of_old_and_the_crew_is_not() -> None:
    looks = looks_of(series())
    assert {n: looks[n].era for n in ("昭华公主", "霍将军", "太后")} == dict.fromkeys(
        ("昭华公主", "霍将军", "太后"), "ancient"
    )
    assert {looks[n].era for n in ("苏小满", "陆一鸣", "周大勇", "顾长河")} == {"modern"}


def test_everyone_of_the_example_has_the_sex_and_age_of_the_sheet() -> None:
    play = series()
    looks = looks_of(play)
    sheet = {c.name: (c.sex, c.age) for c in play.characters if c.sex and c.name in looks}
    assert len(sheet) == 15
    assert {n: (looks[n].sex, looks[n].age) for n in sheet} == sheet
