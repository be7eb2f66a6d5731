"""`shoot base`: the four numbers, an old plan to start from, and words for a wrong file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checker_stage import crew, lead, problem, scene
from click.testing import CliRunner

from fangcun.kit.errors import FangcunError
from fangcun.shoot.commands import shoot
from fangcun.shoot.engine.checking import check, costs
from fangcun.shoot.engine.exchange import problem_to_json
from fangcun.shoot.engine.planner import greedy

ASKED = problem(crew("甲", *(scene(str(n), place=n % 2, roles=(0,)) for n in range(6)), roles=(lead(),)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "asked.json"
    path.write_text(json.dumps(problem_to_json(ASKED)), encoding="utf-8")
    return path


def test_the_answer_is_a_plan_that_the_checker_accepts(file: Path) -> None:
    done = CliRunner().invoke(shoot, ["base", str(file), "--seconds", "0.5", "--workers", "1", "--json"])
    made = json.loads(done.stdout)
    assert check(ASKED, made["slots"]) == ()
    assert made["violations"] == 0
    assert made["cost"] == costs(ASKED, made["slots"]).total <= costs(ASKED, greedy(ASKED)).total


def test_an_old_plan_is_mended(file: Path, tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text(json.dumps([0, 3, 0, 3, 0, 3]))
    done = CliRunner().invoke(
        shoot,
        ["base", str(file), "--seconds", "0.5", "--workers", "1", "--json", "--replan", str(tmp_path / "old.json")],
    )
    assert json.loads(done.stdout)["violations"] == 0


def test_people_read_the_cost_and_that_nothing_clashes(file: Path) -> None:
    done = CliRunner().invoke(shoot, ["base", str(file), "--seconds", "0.5", "--workers", "1"])
    assert "1 个剧组 6 场" in done.output
    assert "没有冲突" in done.output


def test_a_wrong_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text('{"a": 1}')
    for path, code in ((tmp_path / "no.json", "plan.format"), (tmp_path / "none.json", "file.missing")):
        with pytest.raises(FangcunError) as refused:
            CliRunner().invoke(shoot, ["base", str(path)], catch_exceptions=False)
        assert refused.value.code == code
