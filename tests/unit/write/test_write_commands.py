"""The commands of the scripts, as a person and a program call them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from fangcun import cli

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


@dataclass(frozen=True)
class Done:
    """What a command answered."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls the command line in this process; ``given`` is its standard input."""

    def call(*arguments: str, given: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "argv", ["fangcun", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        monkeypatch.setenv("COLUMNS", "120")
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        written = capsys.readouterr()
        return Done(code, written.out, written.err)

    return call


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script file whose third episode follows the first."""
    path = tmp_path / "绣娘.txt"
    path.write_bytes(SCRIPT.encode("gb18030"))
    return path


def test_reading_shows_figures_scenes_and_problems_with_their_lines(run: Run, script: Path) -> None:
    done = run("read", str(script))
    text = done.stdout
    assert done.returncode == 0, done.stderr
    assert "归来的绣娘" in text
    assert "2 集，2 场" in text
    assert "日内" in text
    assert "绣坊客厅" in text
    assert "第 10 行" in text  # the missing second episode


def test_json_is_the_stable_contract(run: Run, script: Path) -> None:
    answer = json.loads(run("read", str(script), "--json").stdout)
    assert [e["number"] for e in answer["episodes"]] == [1, 3]
    scene = answer["episodes"][0]["scenes"][0]
    assert (scene["id"], scene["int_ext"], scene["time_of_day"], scene["place"]) == ("1-1", "内", "日", "绣坊客厅")
    assert scene["extras"] == [{"name": "街坊", "count": 6}]
    assert {"code", "severity", "line", "message"} <= set(answer["problems"][0])


def test_a_dash_is_the_standard_input(run: Run) -> None:
    answer = json.loads(run("read", "-", "--json", given=SCRIPT.encode()).stdout)
    assert answer["title"] == "归来的绣娘"


def test_one_bad_file_does_not_stop_the_rest_and_gives_the_exit_code(run: Run, script: Path, tmp_path: Path) -> None:
    done = run("read", str(script), str(tmp_path / "没有.txt"), str(script))
    assert done.returncode == 66
    assert done.stdout.count("2 集，2 场") == 2
    assert "没有文件" in done.stderr
    answers = json.loads(run("read", str(tmp_path / "没有.txt"), str(script), "--json").stdout)
    assert answers[0]["error"]["code"] == "file.missing"
    assert answers[1]["title"] == "归来的绣娘"


def test_an_error_is_json_where_json_was_asked_for(run: Run, tmp_path: Path) -> None:
    done = run("read", str(tmp_path), "--json")
    assert done.returncode == 65
    assert json.loads(done.stdout)["error"]["code"] == "file.folder"


@pytest.mark.parametrize("form", ["xlsx", "fountain", "fdx", "json", "txt"])
def test_a_script_is_exported_beside_the_original(run: Run, script: Path, form: str) -> None:
    if form == "txt":
        out = script.with_name("out.txt")
        done = run("write", "export", str(script), "--to", form, "--out", str(out))
    else:
        out = script.with_suffix(f".{form}")
        done = run("write", "export", str(script), "--to", form)
    assert done.returncode == 0, done.stderr
    if form == "xlsx":
        assert openpyxl.load_workbook(out).sheetnames
    elif form == "txt":
        assert out.read_text(encoding="utf-8") == SCRIPT
    else:
        assert "绣坊客厅" in out.read_text(encoding="utf-8")


def test_an_export_never_overwrites_unasked(run: Run, script: Path) -> None:
    done = run("write", "export", str(script), "--to", "txt")
    assert done.returncode == 73
    assert "没有覆盖" in done.stderr
    assert script.read_bytes() == SCRIPT.encode("gb18030")


def test_an_export_goes_to_the_standard_output(run: Run, script: Path) -> None:
    done = run("write", "export", str(script), "--to", "json", "--out", "-")
    assert json.loads(done.stdout)["title"] == "归来的绣娘"


def test_two_drafts_compare(run: Run, script: Path, tmp_path: Path) -> None:
    new = tmp_path / "新稿.txt"
    new.write_text(SCRIPT.replace("上车！", "快上车！") + "\n3-2 日 内 厨房\n林夏：水开了。\n", encoding="utf-8")
    text = run("write", "compare", str(script), str(new)).stdout
    assert "有改动" in text
    assert "新增" in text
    assert "要重排期" in text
    answer = json.loads(run("write", "compare", str(script), str(new), "--json").stdout)
    assert [c["kind"] for c in answer["changes"]] == ["same", "changed", "added"]
    assert "两稿一样" in run("write", "compare", str(script), str(script)).stdout


def test_reading_a_script_loads_no_django_and_help_loads_no_engine(script: Path) -> None:
    code = (
        "import sys; import fangcun.write.commands; loaded = [m for m in ('rich', 'jieba') if m in sys.modules]; "
        "from fangcun.cli import fangcun; "
        f"fangcun(['read', {str(script)!r}, '--json'], standalone_mode=False); "
        "print(loaded, [m for m in ('django', 'ninja', 'rich') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert done.stderr.strip() == b"[] []"
