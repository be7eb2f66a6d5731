"""`fangcun park` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from park_house import Base

from fangcun.kit.errors import FangcunError
from fangcun.park import api
from fangcun.park.commands import park
from fangcun.park.contracts import Want


def run(*words: str) -> Result:
    return CliRunner().invoke(park, list(words), catch_exceptions=False)


@pytest.mark.django_db
def test_a_sheet_goes_in_comes_out_and_goes_in_again_unchanged(tmp_path: Path) -> None:
    sheet, bad, whole = (str(tmp_path / name) for name in ("场景.csv", "bad.xlsx", "all.xlsx"))
    Path(sheet).write_bytes("编号,名称,类别,日价\nS-1,四合院,实景棚,800\nS-2,茶楼,楼,1\n".encode("gb18030"))
    seen = run("import", sheet, "--kind", "spaces", "--dry-run")
    assert "将导入：新增 1" in seen.stdout
    done = run("import", sheet, "--kind", "spaces", "--errors", bad)
    assert done.exit_code == 65
    assert "已导入：新增 1，修改 0，不变 0，没有采用 1。" in done.stdout
    assert "第 3 行的“类别”写的是“楼”" in done.stderr
    assert openpyxl.load_workbook(bad).active["B2"].value == "S-2"

    assert json.loads(run("export", "--kind", "spaces", "--out", whole, "--json").stdout)["path"] == whole
    again = json.loads(run("import", whole, "--kind", "spaces", "--json").stdout)
    assert (again["added"], again["changed"], again["same"], again["problems"]) == (0, 0, 1, [])
    assert run("export", "--kind", "spaces", "--to", "csv", "--out", "-").stdout_bytes.startswith(b"\xef\xbb\xbf")


def test_bookings_are_listed_confirmed_and_released(base: Base) -> None:
    [made] = api.book(base.operator, base.crew.id, [Want(base.yard.id, base.at(8), base.at(18))])
    here = ("--tenant", "fangcun")
    assert (
        "11月23日 周一 08:00–18:00  民国四合院  古城来信  held" in run("bookings", *here, "--from", "2026-11-22").stdout
    )
    [listed] = json.loads(
        run("bookings", *here, "--crew", "C-1", "--from", "2026-11-23", "--days", "1", "--json").stdout
    )
    assert (listed["id"], listed["state"]) == (made.id, "held")
    assert "没有预订" in run("bookings", *here, "--crew", "C-2").stdout
    assert run("confirm", str(made.id), *here).stdout == "已确认 1 项。\n"
    assert run("release", str(made.id), *here).stdout == "已释放 1 项。\n"
    assert json.loads(run("release-expired", "--json").stdout) == {"expired": 0}
    with pytest.raises(FangcunError, match="没有编号为 999999 的预订"):
        run("confirm", "999999", *here)
