"""`fangcun park` as a person types it, in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def park(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FANGCUN_", "DJANGO_"))}
    env |= {"FANGCUN_HOME": str(home), "FANGCUN_MODE": "demo"}
    command = [sys.executable, "-P", "-m", "fangcun", "park", *words]
    return subprocess.run(command, env=env, cwd=home.parent, capture_output=True, text=True, check=False)


def test_a_sheet_goes_in_comes_out_and_goes_in_again_unchanged(home: Path) -> None:
    sheet = home.parent / "场景.csv"
    sheet.write_bytes("编号,名称,类别,日价\nS-1,四合院,实景棚,800\nS-2,茶楼,楼,1\n".encode("gb18030"))
    words = ("import", str(sheet), "--kind", "spaces", "--errors", str(home.parent / "bad.xlsx"))
    done = park(home, *words)
    assert done.returncode == 65
    assert "已导入：新增 1，修改 0，不变 0，没有采用 1。" in done.stdout
    assert "第 3 行的“类别”写的是“楼”" in done.stderr
    assert openpyxl.load_workbook(home.parent / "bad.xlsx").active["B2"].value == "S-2"

    made = json.loads(park(home, "export", "--kind", "spaces", "--out", "all.xlsx", "--json").stdout)
    assert made["path"] == "all.xlsx"
    again = json.loads(park(home, "import", "all.xlsx", "--kind", "spaces", "--json").stdout)
    assert (again["added"], again["changed"], again["same"]) == (0, 0, 1)

    assert json.loads(park(home, "bookings", "--json").stdout) == []
    assert json.loads(park(home, "release-expired", "--json").stdout) == {"expired": 0}
    missing = park(home, "confirm", "7", "--json")
    assert (missing.returncode, json.loads(missing.stdout)["error"]["code"]) == (66, "booking.missing")
