"""The example scripts are read as they were meant, whatever their layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from fangcun.kit.errors import Severity
from fangcun.write.engine.reader import read

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize(
    ("name", "episodes", "scenes", "people"),
    [
        ("全组都在找场记.txt", 15, 54, 19),
        ("替身绣娘.txt", 2, 6, 7),
        ("合租条款第九条.txt", 2, 6, 6),
        ("石头沟的信号.md", 2, 6, 8),
        ("七分钟.txt", 2, 7, 6),
    ],
)
def test_an_example_has_its_episodes_scenes_and_people(name: str, episodes: int, scenes: int, people: int) -> None:
    screenplay = read((EXAMPLES / name).read_bytes(), name=name)
    spoken = {who for scene in screenplay.scenes() for who in scene.cast_speaking}
    assert len(screenplay.episodes) == episodes
    assert len(list(screenplay.scenes())) == scenes
    assert len(spoken) == people
    assert all(scene.place and scene.int_ext and scene.time_of_day for scene in screenplay.scenes())
    assert [p.message for p in screenplay.problems if p.severity is not Severity.INFO] == []
