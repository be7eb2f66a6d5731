"""`review work` and `review text --model`, as a person and a program call them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fangcun import cli
from fangcun.config import Config
from fangcun.review import asking
from model_server import Reply, says, serving

EXAMPLES = Path(__file__).parents[3] / "examples"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls the command line in this process; gives its exit code and what it wrote."""

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["fangcun", *arguments])
        monkeypatch.setenv("COLUMNS", "120")
        try:
            cli.main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        written = capsys.readouterr()
        return code, written.out, written.err

    return call


def test_a_whole_work_is_told_in_chinese(run: Run) -> None:
    script = str(EXAMPLES / "七分钟.txt")
    code, out, _ = run("review", "work", script, "--investment", "200,000", "--date", "2026-10-01")
    assert code == 0
    assert "三类微短剧" in out
    assert "公安题材" in out
    assert "需要未成年人内容审核员" in out
    assert "怎么办：" in out
    assert "10 行：小宇（男，7岁" in out


def test_a_whole_work_as_data(run: Run) -> None:
    script = str(EXAMPLES / "石头沟的信号.md")
    arguments = ("--investment", "5000000", "--date", "2026-10-01", "--ai", "--number", "（浙）网微剧备字（2026）第8号")
    _, out, _ = run("review", "work", script, *arguments, "--json")
    answer = json.loads(out)
    assert answer["verdict"] == "ask"
    assert answer["needs_minor_reviewer"] is True
    assert answer["work_class"]["tier"] == "key"
    assert [m["name"] for m in answer["minors"]] == ["石娃"]
    codes = {f["code"] for f in answer["findings"]}
    assert codes >= {"number.class", "notice.ai", "notice.opening", "minor.present"}
    assert all(f["since"] <= "2026-10-01" for f in answer["findings"])


def test_a_filed_script_is_compared_with(run: Run, tmp_path: Path) -> None:
    old = EXAMPLES / "石头沟的信号.md"
    new = tmp_path / "新稿.md"
    new.write_text(old.read_text("utf-8").replace("田杏", "何苗"), "utf-8")
    _, out, _ = run("review", "work", str(new), "--filed", str(old), "--date", "2026-10-01")
    assert "田杏 → 何苗" in out
    assert "需要重新备案" in out


@pytest.mark.parametrize(
    ("arguments", "code", "says_so"),
    [(("没有.txt",), 66, "没有文件"), (("examples/七分钟.txt", "--investment", "两万"), 65, "看不懂投资额")],
)
def test_what_cannot_be_checked_says_why(run: Run, arguments: tuple[str, ...], code: int, says_so: str) -> None:
    first = str(EXAMPLES.parent / arguments[0])
    done, out, err = run("review", "work", first, *arguments[1:])
    assert done == code
    assert says_so in out + err


def test_a_model_adds_to_a_screening(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "剧本.txt"
    text.write_text("老贺：来玩赌博，稳赢。\n老贺：烧了它也行。\n", "utf-8")
    _, plain, _ = run("review", "text", str(text), "--json", "--date", "2026-10-01")
    with serving(lambda *_: Reply(says(("violence", "烧了它也行")))) as (model, _):
        settings = Config(model_url=model.url, model_name="m")
        monkeypatch.setattr(asking, "config", lambda: settings)
        _, out, _ = run("review", "text", str(text), "--json", "--model", "--date", "2026-10-01")
    before, after = json.loads(plain), json.loads(out)
    assert "problems" not in before
    assert after["problems"] == []
    added = [f for f in after["findings"] if f not in before["findings"]]
    assert [(f["surface"], f["technique"]) for f in added] == [("烧了它也行", "read")]
    assert [f for f in before["findings"] if f not in after["findings"]] == []


def test_a_model_that_fails_leaves_the_screening(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "剧本.txt"
    text.write_text("老贺：来玩赌博，稳赢。\n", "utf-8")
    with serving(lambda *_: Reply(status=401)) as (model, _):
        settings = Config(model_url=model.url, model_name="m")
        monkeypatch.setattr(asking, "config", lambda: settings)
        code, out, err = run("review", "text", str(text), "--model")
    assert code == 0
    assert "赌博" in out
    assert "FANGCUN_MODEL_KEY" in err


def test_without_the_setting_the_command_says_what_to_set(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "剧本.txt"
    text.write_text("茶", "utf-8")
    monkeypatch.setattr(asking, "config", lambda: Config(model_url="", model_name=""))
    code, out, err = run("review", "text", str(text), "--model")
    assert code == 65
    assert "FANGCUN_MODEL_URL" in out + err
