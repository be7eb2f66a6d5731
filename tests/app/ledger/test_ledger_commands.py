"""The books from a terminal: proof, export, trial balance, closing; and what beancount says of the export."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ledger_house import Books
from tampering import run as tamper
from tampering import unlock_rows

from fangcun.base.api import ensure_tenant
from fangcun.kit import clock
from fangcun.ledger import api
from fangcun.ledger.commands import ledger
from fangcun.ledger.contracts import credit, debit


@pytest.fixture
def demo(db: None) -> Books:
    """Books of the tenant that commands take when none is named, with some of everything."""
    books = Books(ensure_tenant("demo", name="方寸“影视”").pk)
    books.spend(books.lin, 30, memo='第 7 集 "大结局"\n', reference="episode:7", at=clock.now() - timedelta(days=40))
    held = api.hold(books.tenant, books.lin, 20, until=clock.now() + timedelta(minutes=5), key="o", kind="unlock")
    api.capture(books.tenant, held.id, to=books.spent, amount=15)
    api.exchange(books.tenant, (debit(books.bank, 605), credit(books.zhou, 60)), key="top-up")
    api.reverse(books.tenant, books.move(books.lin, books.zhou, 5).id, memo="误转")
    return books


def fangcun(*words: str) -> Result:
    return CliRunner().invoke(ledger, words)


def test_a_check_says_what_it_saw(demo: Books) -> None:
    done = fangcun("check")
    assert done.exit_code == 0
    assert "8 笔转账" in done.output
    assert "没有发现错误" in done.output
    told = json.loads(fangcun("check", "--json").output)
    assert (told["right"], told["transfers"], told["faults"]) == (True, 8, [])


def test_a_fault_is_an_exit_code(demo: Books) -> None:
    unlock_rows()
    tamper(f"UPDATE ledger_entry SET amount = amount + 1 WHERE account_id = {demo.bank}")
    done = fangcun("check")
    assert done.exit_code == 65
    assert "借贷不平" in done.output
    told = fangcun("check", "--json")
    assert told.exit_code == 65
    assert "sum_zero" in {fault["law"] for fault in json.loads(told.output)["faults"]}


def test_the_trial_balance_in_a_terminal(demo: Books) -> None:
    said = fangcun("trial").output
    assert "用户钱包" in said
    assert "¥1,006.05" in said
    assert json.loads(fangcun("trial", "--json").output)["totals"]["CNY"] == [100_605, 100_605]


def test_closing_and_expiring(demo: Books) -> None:
    assert "已结清" in fangcun("close", "2026-11-01").output
    assert json.loads(fangcun("expire-holds", "--json").output) == {"expired": 0}
    assert len(api.periods(demo.tenant)) == 1


def test_an_export_holds_every_entry(demo: Books, tmp_path: Path) -> None:
    fangcun("export", "--out", str(tmp_path / "books.beancount"))
    text = (tmp_path / "books.beancount").read_text(encoding="utf-8")
    assert text.count(" * ") == 8
    assert '2026-10-14 * "unlock" "第 7 集 \\"大结局\\"" ^t' in text
    assert f"Liabilities:9201-用户钱包:A{demo.lin}  30 COIN" in text
    assert f"Assets:1002-银行存款:A{demo.bank}  6.05 CNY" in text
    assert f"2026-11-24 balance Liabilities:9201-用户钱包:A{demo.lin} -55 COIN" in text
    assert fangcun("export", "--out", "-").output == text


def test_an_empty_book_is_exported_too(db: None) -> None:
    assert fangcun("export", "--out", "-").output.startswith('option "title"')


def beancheck() -> str | None:
    """beancount's own checker: beside this Python or on the path. Its licence (GPL) keeps it a program of its own."""
    beside = Path(sys.executable).with_name("bean-check")
    return str(beside) if beside.exists() else shutil.which("bean-check")


@pytest.mark.skipif(beancheck() is None, reason="bean-check is missing: pip install beancount")
def test_beancount_finds_nothing_wrong_with_an_export(demo: Books, tmp_path: Path) -> None:
    books = tmp_path / "books.beancount"
    fangcun("export", "--out", str(books))
    assert checked(books) == ""
    books.write_text(books.read_text(encoding="utf-8").replace("-55 COIN", "-54 COIN"), encoding="utf-8")
    assert "Balance failed" in checked(books)


def checked(books: Path) -> str:
    program = beancheck()
    assert program is not None
    plain = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME")}
    done = subprocess.run([program, "-C", str(books)], capture_output=True, text=True, env=plain, check=False)
    assert bool(done.returncode) == bool(done.stderr)
    return done.stderr
