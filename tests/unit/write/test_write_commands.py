"""The commands of the scripts, as a person and a program call them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

SCRIPT = """《归来的绣娘》

第1集：旧债
1-1 日 内 绣坊客厅
人物：林夏、林母、街坊×6
△林夏推门进来，手里提着一只旧皮箱。
林母（惊）：你怎么回来了？
第1集完

第3集：新约
3-1 夜 外 古城夜市
人物：林夏、周航
周航：林小姐，上车！
"""


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, as the launcher starts it."""
    command = [sys.executable, "-m", "fangcun", *arguments]
    return subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script file whose third episode follows the first."""
    path = tmp_path / "绣娘.txt"
    path.write_bytes(SCRIPT.encode("gb18030"))
    return path


def test_reading_shows_figures_scenes_and_problems_with_their_lines(script: Path) -> None:
    done = run("read", str(script))
    text = done.stdout.decode()
    assert done.returncode == 0, done.stderr.decode()
    assert "归来的绣娘" in text
    assert "2 集，2 场" in text
    assert "日内" in text
    assert "绣坊客厅" in text
    assert "第 10 行" in text  # the missing second episode


def test_json_is_the_stable_contract(script: Path) -> None:
    answer = json.loads(run("read", str(script), "--json").stdout)
    assert [e["number"] for e in answer["episodes"]] == [1, 3]
    scene = answer["episodes"][0]["scenes"][0]
    assert (scene["id"], scene["int_ext"], scene["time_of_day"], scene["place"]) == ("1-1", "内", "日", "绣坊客厅")
    assert scene["extras"] == [{"name": "街坊", "count": 6}]
    assert {"code", "severity", "line", "message"} <= set(answer["problems"][0])


def test_a_dash_is_the_standard_input() -> None:
    answer = json.loads(run("read", "-", "--json", given=SCRIPT.encode()).stdout)
    assert answer["title"] == "归来的绣娘"


def test_one_bad_file_does_not_stop_the_rest_and_gives_the_exit_code(script: Path, tmp_path: Path) -> None:
    done = run("read", str(script), str(tmp_path / "没有.txt"), str(script))
    assert done.returncode == 66
    assert done.stdout.decode().count("2 集，2 场") == 2
    assert "没有文件" in done.stderr.decode()
    answers = json.loads(run("read", str(tmp_path / "没有.txt"), str(script), "--json").stdout)
    assert answers[0]["error"]["code"] == "file.missing"
    assert answers[1]["title"] == "归来的绣娘"


def test_an_error_is_json_where_json_was_asked_for(tmp_path: Path) -> None:
    done = run("read", str(tmp_path), "--json")
    assert done.returncode == 65
    assert json.loads(done.stdout)["error"]["code"] == "file.folder"


@pytest.mark.parametrize("form", ["xlsx", "fountain", "fdx", "json", "txt"])
def test_a_script_is_exported_beside_the_original(script: Path, form: str) -> None:
    if form == "txt":
        out = script.with_name("out.txt")
        done = run("write", "export", str(script), "--to", form, "--out", str(out))
    else:
        out = script.with_suffix(f".{form}")
        done = run("write", "export", str(script), "--to", form)
    assert done.returncode == 0, done.stderr.decode()
    if form == "xlsx":
        assert openpyxl.load_workbook(out).sheetnames
    elif form == "txt":
        assert out.read_text(encoding="utf-8") == SCRIPT
    else:
        assert "绣坊客厅" in out.read_text(encoding="utf-8")


def test_an_export_never_overwrites_unasked(script: Path) -> None:
    done = run("write", "export", str(script), "--to", "txt")
    assert done.returncode == 73
    assert "没有覆盖" in done.stderr.decode()
    assert script.read_bytes() == SCRIPT.encode("gb18030")


def test_an_export_goes_to_the_standard_output(script: Path) -> None:
    done = run("write", "export", str(script), "--to", "json", "--out", "-")
    assert json.loads(done.stdout)["title"] == "归来的绣娘"


def test_two_drafts_compare(script: Path, tmp_path: Path) -> None:
    new = tmp_path / "新稿.txt"
    new.write_text(SCRIPT.replace("上车！", "快上车！") + "\n3-2 日 内 厨房\n林夏：水开了。\n", encoding="utf-8")
    text = run("write", "compare", str(script), str(new)).stdout.decode()
    assert "有改动" in text
    assert "新增" in text
    assert "要重排期" in text
    answer = json.loads(run("write", "compare", str(script), str(new), "--json").stdout)
    assert [c["kind"] for c in answer["changes"]] == ["same", "changed", "added"]
    assert "两稿一样" in run("write", "compare", str(script), str(script)).stdout.decode()


def test_reading_needs_no_django() -> None:
    code = "import sys, fangcun.cli, fangcun.write.commands; print([m for m in sys.modules if m.split('.')[0] in ('django', 'rich', 'jieba')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stdout.strip() == b"[]"


def test_reading_a_script_loads_no_django(script: Path) -> None:
    code = (
        "import sys; from fangcun.cli import fangcun; "
        f"fangcun(['read', {str(script)!r}, '--json'], standalone_mode=False); "
        "print([m for m in sys.modules if m == 'django'], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stderr.strip() == b"[]"
