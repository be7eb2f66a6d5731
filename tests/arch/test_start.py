"""The command line starts at once: help pays for no heavy library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ["django", "ortools", "skia", "av", "numpy", "cv2", "jieba"]


@pytest.mark.parametrize(
    "words", [["--help"], ["--version"], ["read", "--help"], ["make", "--help"], ["demo", "--help"]]
)
def test_help_imports_no_heavy_library(words: list[str]) -> None:
    program = (
        "import sys\n"
        f"sys.argv[1:] = {words!r}\n"
        "from fangcun.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', [m for m in {HEAVY!r} if m in sys.modules])\n"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert "LOADED []" in done.stdout, done.stdout + done.stderr


def test_every_command_of_the_table_can_be_loaded() -> None:
    import importlib

    from fangcun.cli import COMMANDS

    for entry in COMMANDS.values():
        module, _, attribute = entry.target.partition(":")
        assert getattr(importlib.import_module(module), attribute).get_short_help_str()


def test_a_failed_test_is_a_failed_run(tmp_path: Path) -> None:
    (tmp_path / "test_wrong.py").write_text("def test_wrong():\n    assert False\n")
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-P", "-m", "fangcun", "test", "-n0", str(tmp_path / "test_wrong.py")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert "1 failed" in done.stdout
    assert done.returncode == 1
