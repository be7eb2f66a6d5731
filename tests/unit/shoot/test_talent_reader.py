"""Instances of talent scheduling are read however people have spaced them, and errors name their line."""

from __future__ import annotations

import pytest

from fangcun.kit.errors import FangcunError
from fangcun.shoot.engine.talent.reader import read_film

TWO_SCENES = "两场戏\n2\n2\n\n1 0 30\n1 1 12\n\n5 7\n"


def test_a_film_is_read() -> None:
    film = read_film(TWO_SCENES)
    assert film.name == "两场戏"
    assert film.casts == (0b11, 0b10)
    assert film.costs == (30, 12)
    assert film.durations == (5, 7)


@pytest.mark.parametrize(
    "text",
    [
        TWO_SCENES.replace(" ", "\t"),
        TWO_SCENES.replace("\n", "  \r\n\r\n"),
        "\ufeff" + TWO_SCENES,
        "\n\n" + TWO_SCENES.rstrip(),
        "两场戏\n2 2\n1 0 30 1 1 12 5 7",
    ],
)
def test_spacing_does_not_matter(text: str) -> None:
    assert read_film(text) == read_film(TWO_SCENES)


def test_a_missing_name_is_the_files() -> None:
    assert read_film("2\n1\n1 1 4\n1 1\n", name="concert").name == "concert"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "空的"),
        ("x\n2\n1\n1 2 4\n1 1\n", "第 4 行：第 1 个演员在第 2 场的出场标记应是 0 或 1，这里是“2”"),
        ("x\n2\n1\n1 1 四\n1 1\n", "第 4 行：第 1 个演员的日酬"),
        ("x\n2\n1\n1 1 4\n\n1 -1\n", "第 6 行：第 2 场的时长"),
        ("x\n2\n1\n1 1 4\n1\n", "第 5 行：文件在这里结束，还缺第 2 场的时长"),
        ("x\n2\n1\n1 1 4\n1 1\n9\n", "第 6 行：在全部 2 场的时长之后多出“9”"),
        ("x\n0\n1\n", "第 2 行：场数应是不小于 1 的整数"),
        ("x\n", "还缺场数"),
    ],
)
def test_errors_say_where_and_what(text: str, message: str) -> None:
    with pytest.raises(FangcunError, match=message):
        read_film(text, name="x")
